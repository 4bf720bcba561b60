// Decks: "Present" on a card, the reader's own deck in this browser, and a deck being put together.
(() => {
  const KEY = "monitor-deck";
  const MOST_SLIDES = 40;
  const NOT_OF_A_SLIDE = new Set(["version", "lang", "deck"]);

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

  /** A value in the text of a deck: what separates slides and parameters is encoded, as in dashboard/decks/deck.py. */
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
    menu.querySelector(".added").textContent = n > MOST_SLIDES ? full : told();
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
  let lastFocus = ""; // a selector of what last had the focus among the slides
  let unsent = ""; // what was said of a note that is in the address and that the server has not seen yet

  const deck = () => document.querySelector("[data-deck]");
  const say = (text) => {
    const place = document.querySelector(".deck-told");
    if (place) place.textContent = text;
  };

  /** The same act of the slide, another of it where it has that no more, and where there is no slide the page. */
  const goOn = ({ then, act }) => {
    const same = `[data-act="${act}"]`;
    const slide = document.querySelector(`[data-slide="${then}"]`);
    const place = act.startsWith("add ") ? document.querySelector(same) : slide?.querySelector(same);
    (place || slide?.querySelector("[data-act]") || document.getElementById("main")).focus();
  };

  /** The names of a deck's slides, in their order. */
  const names = (text) => text.split(";").map((slide) => slide.split("(")[0]).join();

  /** The slides are those from before what was just done: the answer to something earlier came late. */
  const isLate = () => {
    const asked = new URLSearchParams(location.search).get("deck") ?? "";
    return awaited?.act && names(deck().dataset.deck) !== names(asked);
  };

  /** The slides are made anew at each change: what had the focus is gone then. */
  const settle = () => {
    if (!deck() || deck().dataset.seen) return;
    deck().dataset.seen = "yes";
    if (isLate()) return;
    const { said, then, act } = awaited || {};
    awaited = undefined;
    if (said) say(said);
    if (act) goOn({ then, act });
    else if (lastFocus && document.activeElement === document.body) document.querySelector(lastFocus)?.focus();
  };

  /** An address as the server writes it, with another deck in it. */
  const withDeck = (href, text) => {
    const written = encodeURIComponent(text)
      .replace(/%(3B|2C|3A|40|3D)/g, decodeURIComponent)
      .replace(/[*']/g, encoded);
    if (/[?&]deck=/.test(href)) return href.replace(/([?&]deck=)[^&]*/, (_, before) => before + written);
    return `${href}${href.includes("?") ? "&" : "?"}deck=${written}`;
  };

  const textOf = (slide) => {
    const note = inText(slide.querySelector("textarea").value.trim());
    const inside = [slide.dataset.own, note && `note=${note}`].filter(Boolean).join("!");
    return inside ? `${slide.dataset.name}(${inside})` : slide.dataset.name;
  };

  const swapped = (texts, one, other) => {
    const found = [...texts];
    [found[one], found[other]] = [found[other], found[one]];
    return found;
  };
  const ACTS = {
    up: (texts, place) => swapped(texts, place, place - 1),
    down: (texts, place) => swapped(texts, place, place + 1),
    remove: (texts, place) => texts.filter((_, other) => other !== place),
  };

  /** A note was written: the address has it at once, and so has every way on from here. */
  const writeNote = (box) => {
    const texts = [...document.querySelectorAll("[data-slide]")].map(textOf);
    const whole = texts.join(";");
    history.replaceState(history.state, "", withDeck(location.href, whole));
    for (const link of document.querySelectorAll("a[data-act]")) {
      const { act } = link.dataset;
      const place = Number(link.closest("[data-slide]")?.dataset.slide);
      const then = ACTS[act]?.(texts, place) || [...texts, act.replace("add ", "")];
      link.href = withDeck(link.getAttribute("href"), then.join(";"));
    }
    for (const link of document.querySelectorAll("[data-whole], [data-lang]")) {
      link.href = withDeck(link.getAttribute("href"), whole);
    }
    for (const button of document.querySelectorAll("[data-keep]")) button.dataset.keep = whole;
    for (const sent of document.querySelectorAll(".deck-saving [name=address]")) sent.value = withDeck(sent.value, whole);
    unsent = box.dataset.said;
    say(unsent);
  };

  document.addEventListener("change", ({ target }) => target.matches?.(".slide-note textarea") && writeNote(target));

  const among = (slide, element) => {
    const part = element.dataset.act ? `[data-act="${element.dataset.act}"]` : element.localName;
    return slide ? `[data-slide="${slide.dataset.slide}"] ${part}` : part;
  };

  document.addEventListener("focusin", ({ target }) => {
    lastFocus = deck()?.contains(target) ? among(target.closest("[data-slide]"), target) : "";
    if (!unsent || target.matches(".slide-note textarea")) return; // what is being written stays untouched
    awaited = { said: unsent };
    unsent = "";
    window.monitor.follow();
  });

  const DOES = [
    ["[data-add]", add],
    ["[data-keep]", ({ dataset }) => say(keep(dataset.keep) ? dataset.said : dataset.refused)],
    ["button[data-mine]", emptyMine],
    ["a[data-act]", ({ dataset: { said, then, act } }) => (awaited = { said, then, act })],
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
  new MutationObserver(changed).observe(document.documentElement, { childList: true, subtree: true });
})();
