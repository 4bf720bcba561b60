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

/** A slide with its own parameters, as `ownText` writes them, and the presenter's note. */
export const slideText = (name, own, note = "") => {
  const inside = [own, note && `note=${escaped(note)}`].filter(Boolean).join("!");
  return inside ? `${name}(${inside})` : name;
};

export const slidesOf = (text) => text.split(";").filter(Boolean);

export const deckText = (slides) => slides.filter(Boolean).join(";");

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
