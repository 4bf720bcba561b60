// A chart at the size of a stage: drawn small enough for its labels and then enlarged, so that all grows together.
import { onPhone } from "./figure.js";

const ENLARGED = 0.08; // how much larger than on a page, by px of the slide's type: the smallest text, 11 px, is 0.88 of it
const [CLOSEST, WIDEST] = [18, 58]; // px between two rows
const MORE = 1.35; // how much larger still where there are few rows
const [LONGEST, LINES_FROM] = [46, 32]; // characters of a label in one line; px from which a row has room for more
const KEY = 100; // px under a map, for its scale and legend: see figures/world.py

/** The first characters of a label, in one line; entities have no spaces, so that none is cut in two. */
const oneLine = (label) => {
  const flat = label.replaceAll("<br>", " ");
  if (flat.length <= LONGEST) return flat;
  return `${flat.slice(0, flat.lastIndexOf(" ", LONGEST)).trimEnd().replace(/…$/, "")}…`;
};

/** A copy of `value` in which each list of `length` items has only those at `places`. */
const only = (value, places, length) => {
  if (Array.isArray(value)) return value.length === length ? places.map((place) => value[place]) : value;
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, only(item, places, length)]));
};

/** A chart of rows, from number `asked` on: evenly spaced over the height there is, no more than it has room for. */
const rows = ({ data, layout }, height, asked) => {
  const { margin, meta } = layout;
  const [, [end], ...standing] = meta.rows;
  const room = height - margin.t - margin.b;
  const shown = Math.min(standing.length, Math.max(1, Math.floor(room / CLOSEST)));
  const from = Math.min(Math.max(asked, 0), standing.length - shown);
  const pitch = Math.min(room / shown, WIDEST);
  const total = shown * pitch;
  const seen = (all) => all.slice(from, from + shown);
  const place = new Map([[0, 0], [end, total], ...seen(standing).map(([y], i) => [y, (i + 0.5) * pitch])]);
  const moved = data.map((trace) => {
    const places = trace.y.flatMap((y, i) => (place.has(y) ? [i] : []));
    const trimmed = only(trace, places, trace.y.length);
    const bar = trace.width ? { width: pitch * 0.78 } : {};
    return { ...trimmed, ...bar, y: trimmed.y.map((y) => place.get(y)) };
  });
  const { ticktext, tickvals } = layout.yaxis;
  const yaxis = {
    ...layout.yaxis,
    range: [total, 0],
    tickvals: seen(tickvals).map((y) => place.get(y)),
    ticktext: seen(ticktext).map((label) => (pitch < LINES_FROM ? oneLine(label) : label)),
  };
  const fitted = { ...layout, yaxis, height: total + margin.t + margin.b };
  return { data: moved, layout: fitted, from, shown, all: standing.length };
};

const map = ({ data, layout }, height) => {
  const geo = { ...layout.geo, domain: { ...layout.geo.domain, y: [KEY / height, 1] } };
  return { data, layout: { ...layout, geo, height } };
};

const plain = ({ data, layout }, height) => ({ data, layout: { ...layout, height } });

const kindOf = ({ layout }) => (layout.meta?.rows && rows) || (layout.geo && map) || plain;

/** By how much a chart of few rows can be larger than others, for them to fill `height`. */
const spare = ({ layout }, height) => {
  const few = layout.meta?.rows?.length - 2;
  return few ? Math.min(Math.max(height / (few * WIDEST + layout.margin.t + layout.margin.b), 1), MORE) : 1;
};

/**
 * A figure for a room of `width` and `height` (px) on a slide whose type is `type` px large: its data and layout, by
 * how much to enlarge it, and how many rows of all it shows, `from` which. A narrow room takes its shape for a phone.
 */
export const onStage = (figure, { width, height, type, narrow, from = 0 }) => {
  const scale = type * ENLARGED * (narrow ? 1 : spare(figure, height / (type * ENLARGED)));
  const fitted = narrow ? onPhone(figure) : kindOf(figure)(figure, height / scale, from);
  return { ...fitted, layout: { ...fitted.layout, width: width / scale }, scale };
};
