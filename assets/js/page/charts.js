// The charts of a page: each is drawn when the reader comes near it, and anew when its figure, its width or the colours
// change. Plotly is asked directly, since each property of a component costs a pass over the page.
import { draw, erase, hasLand, isDrawable, landFor, plotly, screenShape } from "../figure/figure.js";
import { downloadPicture } from "../figure/picture.js";
import { drawPieces } from "../figure/pieces.js";
import { walkMarks } from "../figure/walk.js";
import { mode } from "../lib/appearance.js";
import { legendItems, setText } from "../lib/elements.js";
import { payload } from "../lib/payload.js";
import { linkTo } from "./card.js";
import { MARK, setProps } from "./dash.js";
import { ofVersion } from "./filters.js";
import { onArrival } from "./navigation.js";

const SHEET = { width: 640, most: 420 }; // px that a chart has between the margins of A4 or Letter
const NEAR = "300px"; // below and above what is seen
const least = () => (screenShape() === "phone" ? 0.5 : 0); // of a chart, to be seen

const { config, dark, plotly: addresses } = payload();
const latest = new Map(); // what each chart shows now (Drawn.data of dashboard/components/chart_card.py), by its name
const widths = new Map(); // the width (px) that the chart of a frame was drawn for
const due = new Set(); // the frames whose chart comes as soon as Plotly is there

const clickable = new WeakSet(); // the places whose clicks are heard

const opened = new Set(); // the long rankings of which all is shown, by the name of their chart

/** A chart with all of its rows, where those at the ends are shown first. */
const whole = (data) => (data?.whole ? { ...data, ...data.whole } : data);
const shown = (data) => (opened.has(data?.chart) ? whole(data) : data);
const dataOf = (frame) => shown(latest.get(frame.closest("article")?.id));

/** A mark that is chosen goes to the callback of the filters, which knows what it chooses. */
const choose = (chart, value) => setProps(MARK, { data: { chart, value, at: Date.now() } }); // `at`: the same again is news

const hearClicks = (place, chart) => {
  if (clickable.has(place)) return;
  clickable.add(place);
  place.on?.("plotly_click", ({ points: [point] }) => choose(chart, point?.customdata));
};

const drawIn = async (frame, width = frame.clientWidth) => {
  const data = dataOf(frame);
  if (!data || data.hidden) return;
  const place = frame.querySelector(".graph");
  const drawing = draw(place, data.figure, { shape: screenShape(), mode: mode(), dark, config, width });
  widths.set(frame, width);
  await drawing;
  hearClicks(place, data.chart);
  const { chart, figure } = data;
  walkMarks(frame, { place, figure, hint: frame.dataset.keys, choose: (id) => choose(chart, [id]) });
};

let last = Promise.resolve();
/** A task of its own for each that waits, so that the page answers in between; no drawing holds up another. */
const turn = () => {
  last = last.then(() => new Promise((next) => setTimeout(next)));
  return last;
};

const frames = () => [...document.querySelectorAll(".chart:not([hidden])")];

/** What the charts out of view are drawn with, too: a browser that prints them does not wait for it. */
const fetchForPaper = () =>
  Promise.all(frames().map((frame) => dataOf(frame) && plotly(addresses, dataOf(frame).figure)));

const drawWhenPlotlyIsThere = async (frame) => {
  due.add(frame);
  try {
    await plotly(addresses, dataOf(frame).figure);
    await turn();
    if (!widths.has(frame)) await drawIn(frame);
  } finally {
    due.delete(frame);
  }
  if (due.size === 0) await fetchForPaper();
};

/** Draw anew, or for the first time once Plotly is there, for which nobody waits: it may never come. */
const redraw = async (frame, width) => {
  if (widths.has(frame)) await drawIn(frame, width);
  else if (!due.has(frame)) drawWhenPlotlyIsThere(frame);
};

// A chart out of view waits until it is seen or, once the reader has begun to scroll, is near. A phone, which drawing
// holds up, waits for half of it, or a quarter of the window.
const waiting = new Set();
const drawWaiting = (entries) => {
  for (const { isIntersecting, target } of entries) if (isIntersecting && waiting.delete(target)) redraw(target);
};
const watchers = [new IntersectionObserver(drawWaiting, { threshold: least() })];
const watch = (frame, watcher) => {
  watcher.unobserve(frame); // what is observed anew is reported anew, also when it has not moved
  watcher.observe(frame);
};
const watchNear = () => {
  watchers.push(new IntersectionObserver(drawWaiting, { rootMargin: NEAR }));
  for (const frame of waiting) watch(frame, watchers.at(-1));
};
window.addEventListener("scroll", watchNear, { once: true, passive: true });
const isInView = (element, share) => {
  if (!element.checkVisibility()) return false; // what is folded away has a place too
  const { top, bottom, height } = element.getBoundingClientRect();
  const seen = Math.min(bottom, window.innerHeight) - Math.max(top, 0);
  return seen > 0 && seen >= share * Math.min(height, window.innerHeight / 2);
};
const isSeen = (frame) => isInView(frame, least());

/** Draw anew what was drawn for another width; the height is ours and is drawn already. */
const fit = (frame) => {
  const width = frame.clientWidth;
  if (widths.has(frame) && width && Math.abs(widths.get(frame) - width) > 1) redraw(frame);
};
const fitting = new ResizeObserver((entries) => {
  for (const { target } of entries) fit(target);
});

/** Which rows of a long ranking are shown, and the button that shows all, or the ends again. */
const writeRanking = (card, isOpen, ranking) => {
  const line = card.querySelector(".ranking");
  line.hidden = !ranking;
  if (!ranking) return;
  setText(line.querySelector("span"), isOpen ? "" : ranking.told);
  const button = line.querySelector("button");
  setText(button, isOpen ? ranking.fewer : ranking.all);
  button.setAttribute("aria-expanded", isOpen);
};

/** The words around a chart, put in place here: as properties of components each would cost a pass over the page. */
const writeAround = (card, { chart, title, explore, subtitle, summary, legend, source, csv, hidden, room, whole }) => {
  if (title) setText(card.querySelector(".card-title"), title);
  if (explore) card.querySelector("[data-explore]").href = explore;
  writeRanking(card, opened.has(chart), hidden ? null : whole);
  setText(card.querySelector(".card-subtitle"), subtitle);
  setText(card.querySelector(".source"), ofVersion(source));
  card.querySelector("a[download]").href = csv;
  card.querySelector(".legend").replaceChildren(...legendItems(legend));
  const frame = card.querySelector(".chart");
  frame.setAttribute("aria-label", summary);
  frame.hidden = hidden;
  for (const [name, value] of Object.entries(room)) frame.style.setProperty(name, value);
};

/** Draw those charts that are seen; the others wait. A promise of the drawings. */
const drawSeen = (frames) => {
  // All is measured before anything is drawn: in turns, each measure would lay the page out once more.
  const seen = new Map(frames.filter(isSeen).map((frame) => [frame, frame.clientWidth]));
  for (const frame of frames) {
    if (seen.has(frame)) continue;
    waiting.add(frame);
    for (const watcher of watchers) watch(frame, watcher);
  }
  return Promise.all([...seen].map(([frame, width]) => redraw(frame, width)));
};

/** Show what these charts now say, each in its card. A promise of the drawing of those that are seen. */
export const showCharts = (all) => {
  const frames = [];
  for (const data of all) {
    const card = document.getElementById(data.chart);
    if (!card) continue;
    latest.set(data.chart, data);
    writeAround(card, shown(data));
    const frame = card.querySelector(".chart");
    waiting.delete(frame);
    fitting.observe(frame);
    if (!data.hidden) frames.push(frame);
  }
  return drawSeen(frames);
};

/** The number of the data version became another, and nothing else. */
export const nameVersion = () => {
  for (const [name, { source }] of latest) {
    const place = document.getElementById(name)?.querySelector(".source");
    if (place) setText(place, ofVersion(source));
  }
};

/** The colours of the page became others. */
export const recolour = () => {
  return drawSeen([...widths.keys()].filter((frame) => frame.isConnected && !frame.hidden));
};

/** Download the chart of a card as png, png2 or svg; one that is not shown has none. */
const download = async (card, format) => {
  const data = shown(latest.get(card.id));
  if (!data || data.hidden) return;
  await plotly(addresses, data.figure); // a chart out of view may have been the first to need it
  const which = data.whole && !opened.has(data.chart) ? [data.whole.told] : [];
  const said = { ...data, subtitle: [data.subtitle, ...which].join(" · "), source: ofVersion(data.source) };
  await downloadPicture(card, said, format, { config, link: linkTo(card) });
};

document.addEventListener("click", ({ target }) => {
  const button = target.closest?.("[data-picture]");
  if (button) download(button.closest("article"), button.dataset.picture);
});

/** Show all of a ranking, or its ends again. */
const turnRanking = (card) => {
  if (!opened.delete(card.id)) opened.add(card.id);
  writeAround(card, shown(latest.get(card.id)));
  return drawSeen([card.querySelector(".chart")]);
};

document.addEventListener("click", ({ target }) => {
  const button = target.closest?.("[data-all]");
  if (button) turnRanking(button.closest("article"));
});

const isReady = (frame) => dataOf(frame) !== undefined && isDrawable(dataOf(frame).figure);

/** Whether every chart there is can be drawn. */
export const canDraw = () => frames().every(isReady);

/** All that charts on paper are drawn with, the land of maps too. */
export const prepareForPaper = async () => {
  const isMap = (frame) => dataOf(frame)?.figure.layout.geo;
  await Promise.all([fetchForPaper(), ...(frames().some(isMap) ? [landFor(config)] : [])]);
};

/** Draw for paper each chart that can be drawn at once. A promise of the drawings. */
export const drawForPaper = () =>
  Promise.all(
    frames()
      .filter((frame) => isReady(frame) && hasLand(dataOf(frame).figure))
      .map((frame) => drawPieces(frame, whole(dataOf(frame)).figure, { ...SHEET, config })),
  );

/** What went with the page that was shown before is let go. */
onArrival(() => {
  opened.clear();
  for (const frame of widths.keys()) {
    if (frame.isConnected) continue;
    fitting.unobserve(frame);
    erase(frame.querySelector(".graph"));
    widths.delete(frame);
  }
  for (const frame of waiting) if (!frame.isConnected) waiting.delete(frame);
});
