// The text of a deck: slides by name, each with its own parameters, as `name(key=value!key=value)`, separated by `;`.
// The grammar is that of dashboard/decks/deck.py; tests/js/deck_cases.json holds the two to the same cases.
export const MOST_SLIDES = 40;

/** The parameters of an address that are the whole deck's or the page's, and none of a slide. */
const NOT_OF_A_SLIDE = new Set(["version", "lang", "deck"]);
const SEPARATORS = "%;()!";

const encoded = (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;

const escaped = (value) =>
  [...value].map((sign) => (sign < " " || SEPARATORS.includes(sign) ? encoded(sign) : sign)).join("");

/** The parameters of a query that a slide has for itself, as they stand in the text. */
export const ownText = (query) =>
  [...new URLSearchParams(query)]
    .filter(([name]) => !NOT_OF_A_SLIDE.has(name))
    .map(([name, value]) => `${name}=${escaped(value)}`)
    .join("!");

/** A slide with its own parameters, as `ownText` writes them, and its words, the note last: pairs of key and text. */
export const slideText = (name, own, words = []) => {
  const written = words.filter(([, text]) => text).map(([key, text]) => `${key}=${escaped(text)}`);
  const inside = [own, ...written].filter(Boolean).join("!");
  return inside ? `${name}(${inside})` : name;
};

const partsOf = (text) => text.split(";").filter(Boolean);
const isName = (part) => part.split("(")[0] === "deck";

export const slidesOf = (text) => partsOf(text).filter((part) => !isName(part));

/** The part of a deck's text that names it; empty where it has no name. */
export const namePart = (text) => partsOf(text).find(isName) ?? "";

/** The part that gives a deck this name. */
export const named = (name) => name && `deck(name=${escaped(name)})`;

/** Slides as a deck, behind the part that names it. */
export const deckText = (slides, name = "") => [name, ...slides].filter(Boolean).join(";");

/** The names of a deck's slides, in their order. */
export const namesOf = (text) => slidesOf(text).map((slide) => slide.split("(")[0]);

/** An address as the server writes it, with another deck in it. */
export const withDeck = (href, text) => {
  const value = encodeURIComponent(text)
    .replace(/%(3B|2C|3A|40|3D)/g, decodeURIComponent)
    .replace(/[*']/g, encoded);
  if (/[?&]deck=/.test(href)) return href.replace(/([?&]deck=)[^&]*/, (_, before) => before + value);
  return `${href}${href.includes("?") ? "&" : "?"}deck=${value}`;
};

/** The slides with the one at a place moved to another. */
export const moved = (slides, from, to) => {
  const rest = slides.filter((_, place) => place !== from);
  return [...rest.slice(0, to), slides[from], ...rest.slice(to)];
};

/** The texts between which Undo and Redo go: what was before `now`, and what comes after it again. */
export const history = (now, { before = [], after = [] } = {}) => ({
  now,
  before,
  after,
  became: (text) => (text === now ? history(now, { before, after }) : history(text, { before: [...before, now] })),
  undo: () => history(before.at(-1), { before: before.slice(0, -1), after: [now, ...after] }),
  redo: () => history(after[0], { before: [...before, now], after: after.slice(1) }),
});

const swapped = (slides, one, other) => {
  const all = [...slides];
  [all[one], all[other]] = [all[other], all[one]];
  return all;
};

/** What can be done with the slide at a place: the slides as they then are. */
export const ACTS = {
  up: (slides, place) => swapped(slides, place, place - 1),
  down: (slides, place) => swapped(slides, place, place + 1),
  remove: (slides, place) => slides.filter((_, other) => other !== place),
};
