// Draws a slide small, with the player's own drawing and style sheet: where a deck is put together.
import { plotly } from "./figure/figure.js";
import { mode } from "./lib/appearance.js";
import { element } from "./lib/elements.js";
import { drawSlide } from "./player/stage.js";

const WIDTH = 1920;
const TYPE = "24px"; // of the stage on a screen that is so wide

/** The styles of the stage, fetched once. */
let styles;
const fetchStyles = (address) => {
  styles ??= fetch(address)
    .then((response) => response.text())
    .then((text) => new CSSStyleSheet().replace(text));
  return styles;
};

/** A place for the slide in a tree of its own, so that the styles of page and stage leave each other alone. */
const stageIn = (place, sheet) => {
  const root = place.shadowRoot ?? place.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = [sheet];
  const section = element("section", { class: "stage" });
  const scale = place.clientWidth / WIDTH;
  Object.assign(section.style, {
    boxSizing: "border-box",
    width: `${WIDTH}px`,
    height: "1060px",
    fontSize: TYPE,
    lineHeight: "1.4",
    transform: `scale(${scale})`,
    transformOrigin: "0 0",
  });
  section.inert = true;
  root.replaceChildren(section);
  return section;
};

const drawNow = async (place, slide, { config, dark, plotly: addresses, thumbnails: { style } }) => {
  const sheet = await fetchStyles(style);
  if (slide.figure.data) await plotly(addresses, slide.figure);
  if (!place.isConnected) return; // the page went on meanwhile
  const settings = { config, dark, words: { cut: "" } };
  await drawSlide(stageIn(place, sheet), slide, { mode: mode(), settings, heading: "p" });
};

let last = Promise.resolve();

/** Draw `slide` into `place`, one after the other, so that the page answers in between; one that fails holds up none. */
window.drawThumbnail = (place, slide, settings) => {
  const turn = last.then(() => new Promise((next) => setTimeout(next))).then(() => drawNow(place, slide, settings));
  last = turn.catch(() => {});
  return turn;
};
