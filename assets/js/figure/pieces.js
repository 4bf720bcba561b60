// Charts on paper: in light colours, as wide as a sheet, and those higher than one in pieces that end between two rows.
import { element } from "../lib/elements.js";
import { draw, erase } from "./figure.js";

const LABELS = 200; // px that the labels of rows have at the left of every piece, so that all are drawn to one scale
const MAP = 440; // px high is a map that fills the width of a sheet

/** Where the rows of a chart end, px: each stands in the middle of its room (Ladder in dashboard/figures/frame.py). */
const ends = (middles) => {
  const all = [];
  for (const middle of middles) all.push(2 * middle - (all.at(-1) ?? 0));
  return all;
};

/** The spans of rows, [from, to] px: a new one where `isFull(span, end of the next row, number of spans)`. */
const divided = (rows, isFull) => {
  const all = [[0, 0]];
  for (const end of rows) {
    const last = all.at(-1);
    if (last[1] > 0 && isFull(last, end, all.length)) all.push([last[1], end]);
    else last[1] = end;
  }
  return all;
};

/** As few spans of rows as there can be, each at most `room` high, and about as high as the others. */
const spans = (rows, room) => {
  const overflows = ([from], end) => end - from > room;
  const fair = rows.at(-1) / divided(rows, overflows).length;
  return divided(rows, (last, end, n) => overflows(last, end) || (last[1] + end) / 2 > n * fair);
};

/** `figure` as figures at most `most` px high; one whose rows are no ladder stays whole. */
export const pieces = (figure, most) => {
  const { height, margin, geo, yaxis = {}, yaxis2 } = figure.layout;
  if (geo) return [{ ...figure, layout: { ...figure.layout, height: Math.min(height, MAP) } }];
  if (yaxis2 || !yaxis.tickvals?.length || height <= most) return [figure]; // panels stay together
  const around = (margin.t || 0) + (margin.b || 0);
  const aligned = { ...margin, l: LABELS };
  return spans(ends(yaxis.tickvals), most - around).map(([from, to]) => ({
    ...figure,
    layout: {
      ...figure.layout,
      margin: aligned,
      height: to - from + around,
      yaxis: { ...yaxis, automargin: false, range: [to, from] },
    },
  }));
};

/** Draw `figure` in pieces at the end of `frame`; its styles hide what is for the screen. A promise of the drawing. */
export const drawPieces = (frame, figure, { width, most, config }) => {
  if (frame.querySelector(".chart-piece")) return undefined;
  const drawings = pieces(figure, most).map((piece) => {
    const place = element("div", { class: "chart-piece" });
    frame.append(place);
    return draw(place, piece, { width, config: { ...config, staticPlot: true } });
  });
  return Promise.all(drawings);
};

export const erasePieces = () => {
  for (const place of document.querySelectorAll(".chart-piece")) {
    erase(place);
    place.remove();
  }
};
