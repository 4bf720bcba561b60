// Decks: "Present" on a card, the reader's own deck in this browser, and a deck being put together.
(() => {
  const KEY = "monitor-deck";
  const MOST_SLIDES = 40;
  const NOT_OF_A_SLIDE = new Set(["version", "lang", "deck"]);
  const PLACE_OF_NOTE = encodeURIComponent("\ue000");

  const kept = () => {
    try {
      return localStorage.getItem(KEY) || "";
    } catch {
      return "";
    }
  };

  /** Whether the browser lets us keep the deck. */
  const keep = (text) => {
    try {
      localStorage.setItem(KEY, text);
      return true;
    } catch {
      return false;
    }
  };

  const slides = (text) => text.split(";").filter(Boolean).length;
  const withNumber = (words, n) => words.replace("{n}", n);

  const encoded = (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;

  /** A value in the text of a deck: what separates slides and parameters is encoded, as in dashboard/decks.py. */
  const inText = (value) => value.replace(/[%;()!\x00-\x1f]/g, encoded);

  /** The page at `path` for a deck, under the filters of this page. */
  const address = (path, text) => {
    const query = new URLSearchParams(location.search);
    query.set("deck", text);
    return `${path}?${query}`;
  };

  // Present on a card.

  /** The filters of a card are those of its numbers. */
  const filtersOf = (card) => new URL(card.querySelector("a[download]").href).searchParams;

  const slideOf = (card, chart) => {
    const own = [...filtersOf(card)].filter(([name]) => !NOT_OF_A_SLIDE.has(name));
    const inside = own.map(([name, value]) => `${name}=${inText(value)}`).join("!");
    return inside ? `${chart}(${inside})` : chart;
  };

  const fill = (menu) => {
    const show = menu.querySelector("[data-show]");
    const query = filtersOf(menu.closest("article"));
    query.set("deck", show.dataset.show);
    show.href = `${show.pathname}?${query}`;
    menu.querySelector("[data-add]").textContent = withNumber(menu.dataset.label, slides(kept()));
  };

  const add = (button) => {
    const menu = button.closest("details");
    const text = [kept(), slideOf(button.closest("article"), button.dataset.add)].filter(Boolean).join(";");
    const n = slides(text);
    const { added, full, refused } = menu.dataset;
    const told = () => (keep(text) ? withNumber(added, n) : refused);
    menu.querySelector(".told").textContent = n > MOST_SLIDES ? full : told();
    fill(menu);
  };

  const OPEN = "details.present-menu[open]";
  document.addEventListener("toggle", ({ target }) => target.matches?.(OPEN) && fill(target), true);
  document.addEventListener("keydown", ({ key, target }) => {
    const menu = key === "Escape" && target.closest?.(OPEN);
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });

  // The reader's own deck, on the page of all decks.

  const showMine = () => {
    const section = document.querySelector("[data-my-deck]");
    const now = kept() + location.search;
    if (!section || section.dataset.shown === now) return;
    section.dataset.shown = now;
    const n = slides(kept());
    const { myDeck, count, empty } = section.dataset;
    section.querySelector("[role=status]").textContent = n ? withNumber(count, n) : empty;
    for (const way of section.querySelectorAll("[data-mine]")) {
      way.hidden = !n;
      if (way.dataset.mine) way.href = address(myDeck + way.dataset.mine, kept());
    }
  };

  const emptyMine = (button) => {
    keep("");
    showMine();
    const heading = button.closest("section").querySelector("h2");
    heading.tabIndex = -1;
    heading.focus();
  };

  // A deck being put together: what was done is said, and the focus stays where the hand was.

  let awaited; // what to say, and where to go on, once the page shows the deck as it now is
  const shown = () => document.querySelector("[data-deck]")?.dataset.deck;
  const expect = ({ said, then, act }) => {
    awaited = { said, then, act, before: shown() };
  };

  const say = (text) => {
    const place = document.querySelector(".deck-told");
    if (place) place.textContent = text;
  };

  /** The same act of the slide, another of it where it has that no more, and where there is no slide the page. */
  const goOn = (then, act) => {
    const same = `[data-act="${act}"]`;
    const slide = document.querySelector(`[data-slide="${then}"]`);
    const place = act.startsWith("add ") ? document.querySelector(same) : slide?.querySelector(same);
    (place || slide?.querySelector("[data-act]") || document.getElementById("main")).focus();
  };

  const settle = () => {
    const now = shown();
    if (!awaited || now === undefined || now === awaited.before) return;
    const { said, then, act } = awaited;
    awaited = undefined;
    say(said);
    if (act) goOn(then, act);
  };

  const writeNote = (box) => {
    const { note, said } = box.dataset;
    const value = encodeURIComponent(inText(box.value.trim()));
    expect({ said });
    history.pushState({}, "", note.replace(PLACE_OF_NOTE, () => value));
    window.monitor.follow();
  };

  document.addEventListener("change", ({ target }) => target.dataset?.note && writeNote(target));

  const DOES = [
    ["[data-add]", add],
    ["[data-keep]", ({ dataset }) => say(keep(dataset.keep) ? dataset.said : dataset.refused)],
    ["button[data-mine]", emptyMine],
    ["a[data-act]", ({ dataset }) => expect(dataset)],
  ];

  const clicked = ({ target }) => {
    for (const menu of document.querySelectorAll(OPEN)) if (!menu.contains(target)) menu.open = false;
    for (const [wanted, act] of DOES) {
      const found = target.closest?.(wanted);
      if (found) act(found);
    }
  };
  document.addEventListener("click", clicked, true); // before the link is followed

  const changed = () => {
    showMine();
    settle();
  };
  new MutationObserver(changed).observe(document.documentElement, {
    ...{ childList: true, subtree: true, attributeFilter: ["data-deck"] },
  });
})();
