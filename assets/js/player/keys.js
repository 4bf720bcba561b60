// Keys, clickers and swipes: what the presenter does, by the name of the action. The help says the same in words.
export const ACTIONS = {
  ...{ ArrowRight: "next", PageDown: "next", " ": "next", ArrowLeft: "previous", PageUp: "previous" },
  ...{ Home: "first", End: "last", ArrowUp: "up", ArrowDown: "down" },
  ...{ b: "blank", ".": "blank", f: "filters", t: "table", p: "play", n: "presenter", s: "fullScreen" },
  ...{ q: "code", d: "appearance", u: "update", "?": "help", Escape: "leave" },
};
const FAR = 50; // px of a swipe; it goes sideways at least twice as far as up or down

/** What a key does; a letter does the same in capitals, and Space goes back with Shift. */
export const actionOf = ({ key, shiftKey }) =>
  key === " " && shiftKey ? "previous" : ACTIONS[key.length === 1 ? key.toLowerCase() : key];

/** Which way a swipe by so many px turns the slides; undefined when it turns none. */
export const turnOf = (x, y) => {
  if (Math.abs(x) < FAR || Math.abs(x) < 2 * Math.abs(y)) return undefined;
  return x < 0 ? "next" : "previous";
};

const isControl = (target) => target.closest("button, a[href], input, summary");

/** Watch the keyboard; `act(name, value)` does something, `dialog()` is what is open over the slide. */
export const watchKeys = (act, dialog) => {
  let typed = "";
  const type = (digits) => {
    typed = digits.slice(-3);
    act("typed", typed);
  };
  const jump = () => {
    act("jump", Number(typed));
    type("");
  };

  /** Whether a key belongs to the number of a slide that is being typed. */
  const isOfNumber = ({ key }) => {
    if (/^\d$/.test(key)) type(typed + key);
    else if (key === "Enter" && typed) jump();
    else if (key === "Escape" && typed) type("");
    else return false;
    return true;
  };

  document.addEventListener("keydown", (event) => {
    const { key, ctrlKey, metaKey, altKey, target } = event;
    if (ctrlKey || metaKey || altKey || event.defaultPrevented) return;
    const name = actionOf(event);
    const open = dialog();
    if (open && name !== open) return; // the key that opened a dialog closes it; all others are its own
    if (!open && isOfNumber(event)) {
      if (key === "Enter") event.preventDefault();
      return;
    }
    if (!name || (key === " " && isControl(target))) return;
    event.preventDefault();
    if (!open) type("");
    act(name);
  });
};

export const watchSwipes = (place, act) => {
  let start = null;
  const at = ({ changedTouches: [{ clientX, clientY }] }) => [clientX, clientY];
  const begin = (event) => {
    start = event.touches.length === 1 ? at(event) : null;
  };
  place.addEventListener("touchstart", begin, { passive: true });
  place.addEventListener("touchend", (event) => {
    if (!start) return;
    const [x, y] = at(event).map((value, i) => value - start[i]);
    start = null;
    const turn = turnOf(x, y);
    if (turn) act(turn);
  });
};
