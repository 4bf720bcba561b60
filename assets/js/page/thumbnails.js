// The slides of a deck that is put together, drawn small: what draws them is fetched on that page alone.
import { mode } from "../lib/appearance.js";
import { element } from "../lib/elements.js";
import { payload } from "../lib/payload.js";
import { withDeck } from "./deck_text.js";

const answers = new Map(); // by the address of a slide, the slide; null where these data have none
const wide = () => window.matchMedia("(min-width: 600px)").matches;

/** What draws: its script, once. */
let script;
const load = (address) => {
  script ??= new Promise((resolve, reject) => {
    const node = element("script", { src: address });
    node.addEventListener("load", () => resolve(window.drawThumbnail));
    node.addEventListener("error", reject);
    document.head.append(node);
  });
  return script;
};

/** The address of the slides of these texts, under the filters of this page. */
const address = (texts) => {
  const path = location.pathname.replace(/\/edit$/, ".json");
  return `${withDeck(`${path}${location.search}`, texts.join(";"))}&bare=1`;
};

/** Fetch those slides that were not fetched before, at once. */
const fetchMissing = async (texts) => {
  const missing = texts.filter((text) => !answers.has(address([text])));
  if (!missing.length) return;
  const response = await fetch(address(missing));
  if (!response.ok) return; // the words beside it say what slide it is
  const { slides } = await response.json();
  for (const text of missing) answers.set(address([text]), null);
  for (const { place, slide } of slides) answers.set(address([missing[place]]), slide);
};

const drawIn = async (place, settings) => {
  const text = place.dataset.thumbnail;
  const slide = answers.get(address([text]));
  const drawn = `${mode()} ${text}`;
  if (place.dataset.drawn === drawn || !slide) return;
  place.dataset.drawn = drawn;
  const draw = await load(settings.thumbnails.script);
  await draw(place, slide, settings);
};

/** Draw the slides of these places as they come into view; a phone, which has no room beside the words, draws none. */
export const watchThumbnails = async (places) => {
  if (!wide() || !places.length) return;
  const settings = payload();
  await fetchMissing([...places].map((place) => place.dataset.thumbnail));
  const seen = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      seen.unobserve(target);
      drawIn(target, settings);
    }
  });
  for (const place of places) seen.observe(place);
};

/** Those of the page, which its colours concern. */
const again = () => watchThumbnails(document.querySelectorAll("[data-thumbnail]"));
new MutationObserver(again).observe(document.documentElement, { attributes: true, attributeFilter: ["data-bs-theme"] });
