// Decks: "Present" on a card, the reader's own deck in this browser, and a deck being put together.
import { fill } from "../lib/elements.js";
import { numbersOf } from "./card.js";
import { watchOrder } from "./deck_order.js";
import {
  ACTS,
  deckText,
  history as historyOf,
  MOST_SLIDES,
  moved,
  named,
  namePart,
  namesOf,
  ownText,
  slidesOf,
  slideText,
  withDeck,
} from "./deck_text.js";
import { follow, go } from "./navigation.js";
import { watchThumbnails } from "./thumbnails.js";

const KEY = "monitor-deck";
const HISTORY = "monitor-deck-history";

const storedDeck = () => {
  try {
    return localStorage.getItem(KEY) || "";
  } catch {
    return "";
  }
};

/** Whether the browser lets us store the deck. */
const store = (text) => {
  try {
    localStorage.setItem(KEY, text);
    return true;
  } catch {
    return false;
  }
};

const count = () => slidesOf(storedDeck()).length;

/** The page at `path` for a deck, under the filters of this page. */
const address = (path, text) => {
  const query = new URLSearchParams(location.search);
  query.set("deck", text);
  return `${path}?${query}`;
};

// Present on a card.

const fillMenu = (menu) => {
  const show = menu.querySelector("[data-show]");
  const query = numbersOf(menu.closest("article")).searchParams;
  query.set("deck", show.dataset.show);
  show.href = `${show.pathname}?${query}`;
  menu.querySelector("[data-add]").textContent = fill(menu.dataset.label, { n: count() });
};

const add = (button) => {
  const menu = button.closest("details");
  const slide = slideText(button.dataset.add, ownText(numbersOf(button.closest("article")).search));
  const slides = [...slidesOf(storedDeck()), slide];
  const { added, full, refused } = menu.dataset;
  const result = () => (store(deckText(slides, namePart(storedDeck()))) ? fill(added, { n: slides.length }) : refused);
  menu.querySelector(".added").textContent = slides.length > MOST_SLIDES ? full : result();
  fillMenu(menu);
};

const OPEN = "details.present-menu[open]";
document.addEventListener("toggle", ({ target }) => target.matches?.(OPEN) && fillMenu(target), true);
document.addEventListener("keydown", ({ key, target }) => {
  const menu = key === "Escape" && target.closest?.(OPEN);
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

// The reader's own deck, on the page of all decks.

const showMine = () => {
  const section = document.querySelector("[data-my-deck]");
  const now = storedDeck() + location.search;
  if (!section || section.dataset.shown === now) return;
  section.dataset.shown = now;
  const n = count();
  const { myDeck, count: sentence, empty } = section.dataset;
  section.querySelector("[role=status]").textContent = n ? fill(sentence, { n }) : empty;
  for (const way of section.querySelectorAll("[data-mine]")) {
    way.hidden = !n;
    if (way.dataset.mine) way.href = address(myDeck + way.dataset.mine, storedDeck());
  }
};

const emptyMine = (button) => {
  store("");
  showMine();
  const heading = button.closest("section").querySelector("h2");
  heading.tabIndex = -1;
  heading.focus();
};

// A deck being put together: what was done is said, and the focus stays where the hand was.

let awaited; // what to say, and where to go on, once the page shows the deck as it now is
let lastFocus = ""; // a selector of what last had the focus among the slides
let unsent = ""; // the sentence on a note that is in the address and that the server has not seen yet

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

/** The slides are those from before what was just done: the answer to something earlier came late. */
const isLate = () => {
  const asked = new URLSearchParams(location.search).get("deck") ?? "";
  return awaited?.act && namesOf(deck().dataset.deck).join() !== namesOf(asked).join();
};

/** The slides come anew at each change: what had the focus is gone then. */
const settle = () => {
  if (!deck() || deck().dataset.seen) return;
  deck().dataset.seen = "yes";
  if (isLate()) return;
  remember(deck().dataset.deck);
  watchThumbnails(document.querySelectorAll("[data-thumbnail]"));
  const { sentence, then, act } = awaited || {};
  awaited = undefined;
  if (sentence) say(sentence);
  if (act) goOn({ then, act });
  else if (lastFocus && document.activeElement === document.body) document.querySelector(lastFocus)?.focus();
};

const boxes = (place) => [...place.querySelectorAll("[data-word]")];
const textOf = (slide) =>
  slideText(
    slide.dataset.name,
    slide.dataset.own,
    boxes(slide).map((box) => [box.dataset.word, box.value.trim()]),
  );
const nameBox = () => document.querySelector("[data-deck-name]");
const slidesNow = () => [...document.querySelectorAll("[data-slide]")].map(textOf);
const nameNow = () => named(nameBox().value.trim());

/** Something was written: the address has it at once, and so has every way on from here. */
const write = (sentence) => {
  const [slides, name] = [slidesNow(), nameNow()];
  const whole = deckText(slides, name);
  history.replaceState(history.state, "", withDeck(location.href, whole));
  for (const link of document.querySelectorAll("a[data-act]")) {
    const { act } = link.dataset;
    const place = Number(link.closest("[data-slide]")?.dataset.slide);
    const then = ACTS[act]?.(slides, place) || [...slides, act.replace("add ", "")];
    link.href = withDeck(link.getAttribute("href"), deckText(then, name));
  }
  for (const link of document.querySelectorAll("[data-whole], [data-lang]")) {
    link.href = withDeck(link.getAttribute("href"), whole);
  }
  for (const button of document.querySelectorAll("[data-keep]")) button.dataset.keep = whole;
  for (const sent of document.querySelectorAll(".deck-saving [name=address], .own-slide [name=address]")) {
    sent.value = withDeck(sent.value, whole);
  }
  remember(whole);
  unsent = sentence;
  say(unsent);
};

/** What a slide has no room for, or cannot be without, is refused in a sentence, and stands to be changed. */
const fits = ({ value, required, dataset: { lines } }) => {
  const written = value.split("\n").filter((line) => line.trim());
  return (written.length > 0 || !required) && (!Number(lines) || written.length <= Number(lines));
};

const writeWords = (box) => {
  const good = fits(box);
  box.setAttribute("aria-invalid", String(!good));
  return good ? write(box.dataset.said) : say(box.dataset.refused);
};

document.addEventListener("change", ({ target }) => {
  if (target.matches?.("[data-slide] [data-word]")) writeWords(target);
  if (target === nameBox()) write(target.dataset.deckName);
});

// Undo and Redo go along the texts of the deck while it is put together in this tab.

let past;
const readPast = (now) => {
  try {
    const stored = JSON.parse(sessionStorage.getItem(HISTORY));
    return stored?.now === now ? historyOf(now, stored) : historyOf(now);
  } catch {
    return historyOf(now);
  }
};
const showPast = () => {
  for (const button of document.querySelectorAll("[data-history]")) {
    const steps = button.dataset.history === "undo" ? past.before : past.after;
    button.disabled = steps.length === 0;
  }
};
const setPast = (value) => {
  past = value;
  try {
    sessionStorage.setItem(HISTORY, JSON.stringify({ now: past.now, before: past.before, after: past.after }));
  } catch {
    // it is remembered as long as this page is open
  }
  showPast();
};
const remember = (text) => setPast(past ? past.became(text) : readPast(text));

const travel = (name) => {
  const steps = name === "undo" ? past?.before : past?.after;
  if (!steps?.length) return;
  setPast(past[name]());
  const { undone, redone } = document.querySelector(".deck-edited").dataset;
  awaited = { sentence: name === "undo" ? undone : redone };
  go(withDeck(location.href, past.now));
};

document.addEventListener("keydown", (event) => {
  const { key, ctrlKey, metaKey, shiftKey, target } = event;
  if (!deck() || key.toLowerCase() !== "z" || !(ctrlKey || metaKey) || target.matches("input, textarea")) return;
  event.preventDefault();
  travel(shiftKey ? "redo" : "undo");
});

/** The deck changes: say `sentence` then, and go on at the handle of the slide at a place. */
const expectAt = (place, sentence) => {
  const [then, act] = [String(place), "grab"];
  awaited = { sentence, then, act };
};

// A slide is moved by hand: dragged, or picked up by a key.

watchOrder({
  say,
  drop: (from, to, sentence) => {
    expectAt(to, sentence);
    go(withDeck(location.href, deckText(moved(slidesNow(), from, to), nameNow())));
  },
});

// A slide of one's own is added.

document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    if (!form.matches?.(".own-slide") || !deck()) return;
    event.preventDefault();
    event.stopPropagation();
    const { address: _, kind, ...words } = Object.fromEntries(new FormData(form));
    const slides = [...slidesNow(), slideText(kind, "", Object.entries(words))];
    const title = form.closest("details").querySelector("summary").textContent;
    const places = { title, n: slides.length, all: slides.length };
    expectAt(slides.length - 1, fill(document.querySelector(".deck-edited").dataset.moved, places));
    go(withDeck(location.href, deckText(slides, nameNow())));
  },
  true,
);

const among = (slide, node) => {
  const { act, word } = node.dataset;
  const other = word ? `[data-word="${word}"]` : node.localName;
  const part = act ? `[data-act="${act}"]` : other;
  return slide ? `[data-slide="${slide.dataset.slide}"] ${part}` : part;
};

document.addEventListener("focusin", ({ target }) => {
  lastFocus = deck()?.contains(target) ? among(target.closest("[data-slide]"), target) : "";
  if (!unsent || target.matches("[data-word], [data-deck-name]")) return; // what is being written stays untouched
  awaited = { sentence: unsent };
  unsent = "";
  follow();
});

const expect = ({ dataset: { said, then, act } }) => {
  awaited = { sentence: said, then, act };
};

const DOES = [
  ["[data-add]", add],
  ["[data-keep]", ({ dataset }) => say(store(dataset.keep) ? dataset.said : dataset.refused)],
  ["button[data-mine]", emptyMine],
  ["a[data-act]", expect],
  ["[data-history]", ({ dataset }) => travel(dataset.history)],
];

const clicked = ({ target }) => {
  for (const menu of document.querySelectorAll(OPEN)) if (!menu.contains(target)) menu.open = false;
  for (const [wanted, act] of DOES) {
    const place = target.closest?.(wanted);
    if (place) act(place);
  }
};
document.addEventListener("click", clicked, true); // before the link is followed

const changed = () => {
  showMine();
  if (!deck()) past = undefined;
  settle();
};
new MutationObserver(changed).observe(document.documentElement, { childList: true, subtree: true });
