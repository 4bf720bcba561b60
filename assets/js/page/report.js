// The page of reporters: drafts are kept as one types, and every step is done without leaving the page.
import { keeper } from "../lib/drafts.js";
import { setText } from "../lib/elements.js";
import { renew } from "./navigation.js";

const TEXTS = ["status", "as_of", "summary", "reason", "evidence_url", "next_step", "next_step_due"];
const FORM = "form.report-form";

const page = () => document.querySelector(".report[data-reporter]");
const forms = () => [...page().querySelectorAll(FORM)];
const placeOf = (node) => node.closest(".report-item")?.id ?? "";
const formAt = (place) => document.getElementById(place)?.querySelector(FORM);

// What the reader did is done again to the page whenever it comes anew.
const keepers = new Map(); // by place
const timers = new Map();
const opened = new Map(); // whether a disclosure is open, by place
const said = new Map(); // how a report stands, by place; that of the whole page at ""
const behind = new Set(); // places of which something was saved that the rest of the page does not show yet
let active; // the field that has the focus

const told = (place) =>
  place ? document.getElementById(place)?.querySelector(".report-told") : document.querySelector(".report-said");

const say = (place, text) => {
  said.set(place, text);
  setText(told(place), text);
};

const texts = (form) => {
  const data = new FormData(form);
  return Object.fromEntries(TEXTS.map((name) => [name, data.get(name) ?? ""]));
};

const put = (form, kept) => {
  for (const name of TEXTS) if (kept[name] !== undefined) form.elements[name].value = kept[name];
};

/** On this device under the name of whoever writes: others who use it never see it. */
const storeOf = (place) => {
  const key = `report|${page().dataset.reporter}|${place}`;
  return {
    load() {
      try {
        return JSON.parse(localStorage.getItem(key)) ?? undefined;
      } catch {
        return undefined;
      }
    },
    save(value) {
      try {
        localStorage.setItem(key, JSON.stringify(value));
      } catch {
        // without room on the device it is sent all the same
      }
    },
    drop: () => localStorage.removeItem(key),
  };
};

const post = async (form, body) => {
  const headers = { Accept: "application/json", "X-CSRF-Token": body.get("csrf_token") };
  const answer = await fetch(form.action, { method: "POST", body, headers });
  return { ...(await answer.json().catch(() => ({}))), status: answer.status };
};

const send = async (place, written, revision) => {
  const form = formAt(place);
  const body = new FormData(form);
  for (const [name, text] of Object.entries(written)) body.set(name, text);
  body.set("revision", revision);
  const box = form.elements.evidence;
  const hasFile = box.files.length > 0;
  if (!hasFile) body.delete("evidence");
  const answer = await post(form, body);
  if (hasFile && answer.status < 500 && answer.status !== 409) box.value = "";
  if (answer.status < 300) {
    if (hasFile || placeOf(document.activeElement) !== place) renew();
    else behind.add(place);
  }
  return answer;
};

const begin = (place) => {
  const kept = keeper({
    texts: () => texts(formAt(place)),
    put: (written) => put(formAt(place), written),
    store: storeOf(place),
    send: (written, revision) => send(place, written, revision),
    show: (name, error) => say(place, error || page()?.dataset[name] || ""),
    later(act, ms) {
      clearTimeout(timers.get(place));
      timers.set(
        place,
        setTimeout(() => formAt(place) && act(), ms),
      );
    },
    revision: Number(formAt(place).elements.revision.value),
  });
  keepers.set(place, kept);
  kept.resume();
};

const flushAll = () => Promise.all(page() ? forms().map((form) => keepers.get(placeOf(form))?.flush()) : []);

/** The focus goes back into the field that the page has anew, at the same letter. */
const goOn = (before, place) => {
  const field = formAt(place)?.elements[before.name];
  if (!(field instanceof HTMLElement)) return;
  field.focus({ preventScroll: true });
  if (before.matches("textarea")) field.setSelectionRange(before.selectionStart, before.selectionEnd);
};

let shown;
const takeUp = () => {
  const now = page();
  if (now === shown) return;
  const before = active;
  shown = now;
  if (!now) return;
  for (const form of forms()) {
    const place = placeOf(form);
    if (keepers.has(place)) keepers.get(place).shownAnew(Number(form.elements.revision.value));
    else begin(place);
  }
  for (const [place, isOpen] of opened) {
    const fold = document.getElementById(place)?.querySelector("details");
    if (fold) fold.open = isOpen;
  }
  for (const [place, text] of said) setText(told(place), text);
  if (before && !before.field.isConnected) goOn(before.field, before.place);
};
new MutationObserver(takeUp).observe(document.body, { childList: true, subtree: true });
takeUp();

document.addEventListener(
  "toggle",
  ({ target }) => {
    if (target.matches?.(".report-item > details")) opened.set(placeOf(target), target.open);
  },
  true, // it does not rise
);

// What is still missing leads to its form, which opens.
document.addEventListener("click", ({ target }) => {
  const href = target.closest?.('.report a[href^="#report-"]')?.getAttribute("href");
  const fold = href && document.getElementById(href.slice(1))?.querySelector("details");
  if (fold) fold.open = true;
});

document.addEventListener("input", ({ target }) => {
  if (target.form?.matches(FORM) && target.type !== "file") keepers.get(placeOf(target))?.change();
});

document.addEventListener("change", ({ target }) => {
  if (target.form?.matches(FORM) && target.type === "file" && target.files.length) keepers.get(placeOf(target))?.save();
});

document.addEventListener("focusin", ({ target }) => {
  active = target.form?.matches(FORM) ? { field: target, place: placeOf(target) } : undefined;
});

document.addEventListener("focusout", ({ target }) => {
  if (!target.form?.matches(FORM)) return;
  const place = placeOf(target);
  requestAnimationFrame(async () => {
    if (placeOf(document.activeElement) === place) return;
    if ((await keepers.get(place)?.flush()) && behind.delete(place)) renew();
  });
});

/** A step with a report or a file: what is written is sent first, so that it is of what one sees. */
const act = async (form) => {
  form.setAttribute("aria-busy", "true");
  const place = placeOf(form);
  try {
    const isSaved = !(await flushAll()).includes(false);
    if (!isSaved && form.matches(".submit")) return say(place, page().dataset.held);
    const answer = await post(form, new FormData(form));
    if (answer.status >= 300) return say(place, answer.error);
    behind.clear();
    for (const kept of keepers.values()) kept.forget();
    if (place) say(place, "");
    say("", answer.sentence);
    return renew();
  } catch {
    return say(place, page().dataset.offline);
  } finally {
    form.removeAttribute("aria-busy");
  }
};

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches(`${FORM}, form.report-act`)) return;
  event.preventDefault();
  if (form.getAttribute("aria-busy") === "true") return;
  if (form.matches(FORM)) keepers.get(placeOf(form))?.save();
  else act(form);
});

window.addEventListener("online", flushAll);
