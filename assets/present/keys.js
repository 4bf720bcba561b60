// Keys, clickers and swipes: what the presenter does, by the name of the action. The help says the same in words.
(() => {
  const ACTIONS = {
    ...{ ArrowRight: "next", PageDown: "next", " ": "next", ArrowLeft: "previous", PageUp: "previous" },
    ...{ Home: "first", End: "last", ArrowUp: "up", ArrowDown: "down" },
    ...{ b: "blank", ".": "blank", f: "filters", t: "table", p: "play", n: "presenter", s: "fullScreen" },
    ...{ d: "appearance", u: "update", "?": "help", Escape: "leave" },
  };
  const FAR = 50; // px of a swipe; it goes sideways at least twice as far as up or down

  const isControl = (target) => target.closest("button, a[href], input, summary");

  /** Watch the keyboard; `act(name, value)` does something, `dialog()` is what is open over the slide. */
  const watchKeys = (act, dialog) => {
    let typed = "";
    const type = (digits) => {
      typed = digits.slice(-3);
      act("typed", typed);
    };
    const jump = () => {
      act("jump", Number(typed));
      type("");
    };

    document.addEventListener("keydown", (event) => {
      const { key, ctrlKey, metaKey, altKey, target } = event;
      if (ctrlKey || metaKey || altKey || event.defaultPrevented) return;
      const name = ACTIONS[key.length === 1 ? key.toLowerCase() : key];
      const open = dialog();
      if (open) {
        if (name === open) event.preventDefault(), act(name); // the key that opened it closes it; the rest is its own
        return;
      }
      if (/^\d$/.test(key)) return type(typed + key);
      if (key === "Enter" && typed) return event.preventDefault(), jump();
      if (key === "Escape" && typed) return type("");
      if (!name || (key === " " && isControl(target))) return;
      event.preventDefault();
      type("");
      act(key === " " && event.shiftKey ? "previous" : name);
    });
  };

  const watchSwipes = (place, act) => {
    let start = null;
    const at = ({ changedTouches: [{ clientX, clientY }] }) => [clientX, clientY];
    place.addEventListener("touchstart", (event) => (start = event.touches.length === 1 ? at(event) : null), {
      passive: true,
    });
    place.addEventListener("touchend", (event) => {
      if (!start) return;
      const [x, y] = at(event).map((value, i) => value - start[i]);
      start = null;
      if (Math.abs(x) >= FAR && Math.abs(x) >= 2 * Math.abs(y)) act(x < 0 ? "next" : "previous");
    });
  };

  window.monitor.keys = { watchKeys, watchSwipes };
})();
