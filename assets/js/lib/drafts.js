// A draft that is kept as one types: on this device at once, on the server soon after, and again when the line is back.

export const PAUSE = 1200; // ms without a letter until it is sent
export const RETRY = 10_000; // ms until it is tried again while the line is away

const plain = (text) => (text ?? "").trim().replace(/\s+/g, " ");

/** Whether two drafts say the same, however many blanks they have. */
export const same = (one, other) =>
  Boolean(one && other) && Object.keys(one).every((name) => plain(one[name]) === plain(other[name]));

/**
 * Keeps one draft. `texts()` gives what is written now and `put(texts)` writes it; `store` has load, save and drop, on this
 * device; `send(texts, revision)` resolves to `{status, revision, stored, error}` or fails where the line is away;
 * `show(name, error)` says how it stands; `later(act, ms)` runs `act` once, in place of what was to run before.
 */
export const keeper = ({ texts, put, store, send, show, later, revision }) => {
  let current = revision; // of what the server has, as far as it is known here
  let unanswered; // what was sent and may have come there: its answer was lost
  let isChanged = false;
  let isHeld = false; // another text was saved elsewhere: nothing is sent until whoever writes says so
  let wasAway = false;
  let running;
  let last; // the texts that were saved last from here: a page that was on its way meanwhile does not have them yet

  const onDevice = () => store.save({ texts: texts(), revision: current, unanswered });

  const away = (sent) => {
    unanswered = sent;
    isChanged = true;
    wasAway = true;
    onDevice();
    show("away");
    later(flush, RETRY);
    return false;
  };

  const saved = (answer, sent) => {
    unanswered = undefined;
    last = sent;
    current = answer.revision;
    if (isChanged) return onDevice();
    store.drop();
    show(wasAway ? "back" : "saved");
    wasAway = false;
    return true;
  };

  const hold = () => {
    isHeld = true;
    show("changed");
  };

  /** What the server would not take: whether to go on all the same. */
  const refused = (answer) => {
    const isOwn = answer.status === 409 && same(unanswered, answer.stored);
    if (answer.revision !== undefined) current = answer.revision;
    if (isOwn) {
      isChanged = true;
      unanswered = undefined;
      return true;
    }
    if (answer.status === 409) hold();
    else if (answer.status === 401 || answer.status === 403) show("out");
    else show("refused", answer.error);
    return false;
  };

  const once = async () => {
    isChanged = false;
    const sent = texts();
    show("saving");
    let answer;
    try {
      answer = await send(sent, current);
    } catch {
      return away(sent);
    }
    if (answer.status >= 500) return away(sent);
    if (answer.status < 300) return saved(answer, sent);
    onDevice();
    return refused(answer) ? undefined : false;
  };

  const all = async () => {
    let done = true;
    while (isChanged && !isHeld && done !== false) done = await once();
    return done !== false && !isHeld;
  };

  /** Sends what has changed; whether all of it is saved. */
  async function flush() {
    running ??= Promise.resolve()
      .then(all)
      .finally(() => {
        running = undefined;
      });
    return running;
  }

  return {
    flush,
    /** Something was written. */
    change() {
      isChanged = true;
      onDevice();
      if (!isHeld) later(flush, PAUSE);
    },
    /** Whoever writes wants it saved now, whatever came between. */
    save() {
      isHeld = false;
      isChanged = true;
      onDevice();
      return flush();
    },
    /** The page came anew, with what the server had: what is not saved yet, or not in it yet, is written into it. */
    shownAnew(newer) {
      if (isChanged || isHeld || running) put(store.load()?.texts ?? {});
      else if (last && newer < current) put(last);
      else current = newer;
    },
    /** The report may be another one from now on: whatever page comes next has what holds. */
    forget() {
      last = undefined;
    },
    /** Takes up what this device kept of an earlier visit. */
    resume() {
      const kept = store.load();
      if (!kept) return undefined;
      const stored = texts();
      if (same(kept.texts, stored)) return store.drop();
      put(kept.texts);
      if (kept.revision !== current && !same(kept.unanswered, stored)) return hold();
      isChanged = true;
      show("taken");
      return flush();
    },
  };
};
