// A chart, drawn: the one place that asks Plotly. Figures come from the server wide and in light colours.
import { element } from "../lib/elements.js";
import { fetchJson } from "../lib/poll.js";

/** A copy of `figure` in the colours of `mode`; `dark` maps a light colour to its dark one (dashboard/theme/colours.py). */
export const inMode = (figure, mode, dark) => {
  if (mode !== "dark" || !figure) return figure;
  // Only values under a key that speaks of colour are turned: a label may read like a colour and stays what it is.
  const turn = (value, coloured) => {
    if (typeof value === "string") return (coloured && dark[value]) || value;
    if (Array.isArray(value)) return value.map((item) => turn(item, coloured));
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, turn(item, coloured || /color/i.test(key))]),
    );
  };
  return turn(figure, false);
};

/** A copy of `figure` for a phone, as its layout's `meta` says: see Ladder.layout in dashboard/figures/frame.py. */
export const onPhone = (figure) => {
  const { narrow, rows, labels } = figure?.layout?.meta || {};
  if (!narrow) return figure;
  const layout = { ...figure.layout, ...narrow };
  if (!rows || !figure.data.length) return { ...figure, layout };
  const place = new Map(rows);
  const moved = figure.data.map((trace) => ({ ...trace, y: trace.y.map((y) => place.get(y)) }));
  return { ...figure, data: [...moved, labels], layout };
};

const ENTITIES = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };
let pen;
const measured = (line, font) => {
  pen ??= document.createElement("canvas").getContext("2d");
  pen.font = font;
  return pen.measureText(line.replace(/&(amp|lt|gt);/g, (entity) => ENTITIES[entity])).width;
};

/** A copy of `figure` with room for the labels at its left: Plotly, asked to find that itself, draws twice. */
export const withLabelRoom = (figure, width = measured) => {
  const { margin, yaxis, font } = figure.layout;
  if (!yaxis?.automargin) return figure;
  const type = `${yaxis.tickfont.size}px ${font.family}`;
  const lines = yaxis.ticktext.flatMap((label) => label.split("<br>"));
  const widest = Math.max(0, ...lines.map((line) => width(line, type)));
  const left = margin.l + Math.ceil(widest) + yaxis.ticklabelstandoff;
  const layout = { ...figure.layout, margin: { ...margin, l: left }, yaxis: { ...yaxis, automargin: false } };
  return { ...figure, layout };
};

const shapes = { phone: onPhone, wide: (figure) => figure };
const PHONE = 600; // px; narrower than this a chart has its labels above its marks

/** The shape of a chart that is so wide. */
export const shapeOf = (width) => (width < PHONE ? "phone" : "wide");

/** The shape of the charts of this screen. */
export const screenShape = () => (window.matchMedia(`(max-width: ${PHONE - 0.02}px)`).matches ? "phone" : "wide");

/**
 * Draw `figure` into `place`, over what stands there; Plotly has to be there. `shape` is phone or wide, `mode` light or
 * dark, `config` Plotly's own; `width` and `height` in px, where they are not to be those of the figure.
 * A promise of the drawing.
 */
export const draw = (place, figure, { shape = "wide", mode = "light", dark, config, width, height }) => {
  const shown = withLabelRoom(inMode(shapes[shape](figure), mode, dark));
  const { data, layout } = structuredClone(shown); // Plotly writes into what it is given
  // A size that is given keeps Plotly from measuring the place, and from drawing a second time for it.
  if (width) Object.assign(layout, { width, autosize: false });
  if (height) layout.height = height;
  return window.Plotly.react(place, data, layout, config);
};

/** Take the drawing away; what is to be drawn there next begins anew. */
export const erase = (place) => window.Plotly?.purge(place);

/** The figure as the text of an SVG, in light colours. */
export const asSvgText = async ({ data, layout }, config) => {
  const { width, height } = layout;
  const address = await window.Plotly.toImage({ data, layout, config }, { format: "svg", width, height });
  return decodeURIComponent(address.slice(address.indexOf(",") + 1));
};

const LAND = "world_110m"; // the one that figures ask for
let land; // a promise of it

/** Whether `figure` can be drawn without waiting for land. */
export const hasLand = ({ layout }) => !layout.geo || Boolean(window.PlotlyGeoAssets?.topojson[LAND]);

/** The land of all maps is there; asked for once more where it did not come. */
export const landFor = ({ topojsonURL }) => {
  land ??= fetchJson(`${topojsonURL}${LAND}.json`).then(
    (world) => useLand({ [LAND]: world }),
    () => {
      land = undefined;
    },
  );
  return land;
};

/** Draw maps on this land, in place of fetching it: by name, as Plotly's topojson. */
export const useLand = (land) => {
  window.PlotlyGeoAssets ??= { topojson: {} };
  Object.assign(window.PlotlyGeoAssets.topojson, land);
};

const scripts = new Map(); // a promise of each script that is there or comes, by its address
const run = (address) => {
  const fetched = (resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = resolve;
    script.onerror = () => {
      scripts.delete(address);
      script.remove();
      reject(new Error(`${address} could not be fetched`));
    };
    document.head.append(script);
  };
  if (!scripts.has(address)) scripts.set(address, new Promise(fetched));
  return scripts.get(address);
};

/** Have a script on its way before it is its turn. */
const announce = (href) => {
  if (!scripts.has(href)) document.head.append(element("link", { rel: "preload", as: "script", href }));
};

/** Whether `figure` can be drawn now. */
export const isDrawable = ({ layout }) => Boolean(window.Plotly && (!layout.geo || window.Plotly.hasMaps));

/**
 * What draws `figure` is there: fetched when it is first needed, for charts from one address, for `maps` from a second one;
 * fetched again where that failed.
 */
export const plotly = async ({ charts, maps }, { layout }) => {
  if (layout.geo) announce(maps);
  await run(charts);
  if (layout.geo) await run(maps);
};
