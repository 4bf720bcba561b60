// Draws a slide small, with the player's own drawing and style sheet: where a deck is put together.
import { plotly } from "./figure/figure.js";
import { mode } from "./lib/appearance.js";
import { element } from "./lib/elements.js";
import { drawSlide } from "./player/stage.js";

const WIDTH = 1920;
const TYPE = "24px"; // of the stage on a screen that is so wide

/** A place for the slide in a tree of its own, so that the styles of page and stage leave each other alone. */
const stageIn = (place, style) => {
  const root = place.shadowRoot ?? place.attachShadow({ mode: "open" });
  const section = element("section", { class: "stage" });
  const sheet = element("link", { rel: "stylesheet", href: style });
  const ready = new Promise((resolve) => {
    sheet.addEventListener("load", resolve);
    sheet.addEventListener("error", resolve);
  });
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
  root.replaceChildren(sheet, section);
  return { section, ready };
};

let last = Promise.resolve();

/** Draw `slide` into `place`, one after the other, so that the page answers in between. */
window.drawThumbnail = (place, slide, { config, dark, plotly: addresses, thumbnails: { style } }) => {
  last = last.then(async () => {
    await new Promise((next) => setTimeout(next));
    const { section, ready } = stageIn(place, style);
    await ready;
    if (slide.figure.data) await plotly(addresses, slide.figure);
    const settings = { config, dark, words: { cut: "" } };
    await drawSlide(section, slide, { mode: mode(), settings, heading: "p" });
  });
  return last;
};
