// A deck as a document: draws its slides one under the other; on paper every table is open, and charts fit a sheet.
import { useLand } from "./figure/figure.js";
import { drawPieces, erasePieces } from "./figure/pieces.js";
import { payload } from "./lib/payload.js";
import { showSlide } from "./slides/slide.js";

const { slides, options, land } = payload();
const SHEET = { width: 1000, most: 500, config: options.config }; // px between the margins of A4, landscape
const sheet = (place) => document.getElementById(`section-${place + 1}`);
useLand(Object.fromEntries(Object.entries(land).map(([name, text]) => [name, JSON.parse(text)])));

const show = ({ links, ...slide }, place) =>
  showSlide(sheet(place), slide, { ...options, links, lead: "headline", level: "h2" }).ready;

/** Texts are measured when a chart is drawn, so that their font has to be there. */
const start = async () => {
  await Promise.all(["400", "700"].map((weight) => document.fonts.load(`${weight} 13px "Public Sans"`)));
  await Promise.all(slides.map(show));
  document.documentElement.dataset.drawn = "yes";
};

let closed = [];
const onPaper = () => {
  closed = [...document.querySelectorAll("details:not([open])")];
  for (const table of closed) table.open = true;
  const charts = slides.map(({ figure }, place) => [sheet(place).querySelector(".slide-chart"), figure]);
  return Promise.all(charts.map(([frame, figure]) => frame && drawPieces(frame, figure, SHEET)));
};
const offPaper = () => {
  for (const table of closed) table.open = false;
  erasePieces();
};
window.addEventListener("beforeprint", onPaper);
window.addEventListener("afterprint", offPaper);
window.monitor = { onPaper }; // what prints this from outside waits for it: dashboard/cli/documents.py
start();
