// A chart as a picture to take away: always in light colours, as it goes into documents, with all that its card says.
import { asSvgText } from "./figure.js";

const SVG = "http://www.w3.org/2000/svg";
const WIDTH = 720; // px, at least
const EDGE = 20; // px around everything
const TITLE = { size: 18, weight: 650, line: 24, opacity: 1 };
const TEXT = { size: 13, weight: 400, line: 18, opacity: 0.78 };
const LEGEND = { size: 13, weight: 400, line: 22, opacity: 1 };
const SWATCH = 13; // px

const make = (name, attributes = {}, ...inner) => {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...inner);
  return element;
};

let pen;
const measured = (text, { size, weight }, family) => {
  pen ??= document.createElement("canvas").getContext("2d");
  pen.font = `${weight} ${size}px ${family}`;
  return pen.measureText(text).width;
};

/** A word that is wider than the picture, in parts that are not. */
const broken = (word, fits) => {
  const parts = [];
  for (const letter of word) {
    const last = parts.length - 1;
    if (last >= 0 && fits(parts[last] + letter)) parts[last] += letter;
    else parts.push(letter);
  }
  return parts;
};

/** `text` in lines that `fits` says fit: nothing of a title or a source is ever cut off. */
export const lines = (text, fits) => {
  const all = [];
  for (const word of text.split(" ").flatMap((one) => (fits(one) ? [one] : broken(one, fits)))) {
    const longer = all.length ? `${all.at(-1)} ${word}` : word;
    if (all.length && fits(longer)) all[all.length - 1] = longer;
    else all.push(word);
  }
  return all;
};

/** What fills the swatch of a level: the colour of its marks, with the hatch that tells it apart where it has one. */
const fill = (figure, word, id) => {
  const { color, pattern } = figure.data.find(({ name }) => name === word)?.marker ?? {};
  if (!pattern) return { paint: color ?? "none", defs: [] };
  const paths = { "/": "M0 6L6 0", "\\": "M0 0L6 6", ".": "M3 2.2v1.6" };
  const hatch = { d: paths[pattern.shape], stroke: pattern.fgcolor, "stroke-width": 1.6 };
  const ground = make("rect", { width: 6, height: 6, fill: pattern.bgcolor });
  const size = { id, width: 6, height: 6, patternUnits: "userSpaceOnUse" };
  return { paint: `url(#${id})`, defs: [make("pattern", size, ground, make("path", hatch))] };
};

/** The legend in as many rows as it takes, from `top` on; what it holds and where it ends. */
const legend = (entries, figure, family, width, top) => {
  const parts = [];
  let [x, y] = [EDGE, top];
  entries.forEach(([, word], i) => {
    const { paint, defs } = fill(figure, word, `level-${i}`);
    const room = SWATCH + 6 + measured(word, LEGEND, family);
    if (x > EDGE && x + room > EDGE + width) [x, y] = [EDGE, y + LEGEND.line];
    const swatch = { x, y: y + 4, width: SWATCH, height: SWATCH, rx: 3, fill: paint };
    const text = make("text", { x: x + SWATCH + 6, y: y + 15, "font-size": LEGEND.size }, word);
    parts.push(...defs, make("rect", swatch), text);
    x += room + 16;
  });
  return { parts, end: entries.length ? y + LEGEND.line + 6 : top };
};

/** Lines of text, the first of them under `top`. */
const block = (texts, style, top) =>
  texts.map((text, i) => {
    const type = { "font-size": style.size, "font-weight": style.weight, "fill-opacity": style.opacity };
    return make("text", { x: EDGE, y: top + i * style.line + style.size, ...type }, text);
  });

let font;
/** The page's typeface as part of the picture, since a picture fetches nothing. */
const face = async () => {
  const address = document.querySelector('link[rel="preload"][as="font"]')?.href;
  if (!address) return "";
  const bytes = new Uint8Array(await (await fetch(address)).arrayBuffer());
  const coded = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  return `@font-face{font-family:"Public Sans";font-weight:100 900;src:url(data:font/woff2;base64,${coded})}`;
};

/** The chart alone, as Plotly draws it; its legend, title and source are ours. */
const drawn = async (figure, config, width) => {
  const layout = { ...figure.layout, width, showlegend: figure.layout.meta?.legend ? false : figure.layout.showlegend };
  const text = await asSvgText({ data: figure.data, layout }, config);
  return document.importNode(new DOMParser().parseFromString(text, "image/svg+xml").documentElement, true);
};

/** The whole picture: `texts` is what the card says around the chart, every text as text. */
const composed = async (figure, texts, config, shown) => {
  const family = figure.layout.font.family;
  const width = Math.max(shown, WIDTH) - 2 * EDGE;
  const wrapped = (text, style) => (text ? lines(text, (line) => measured(line, style, family) <= width) : []);
  const title = wrapped(texts.title, TITLE);
  const subtitle = wrapped(texts.subtitle, TEXT);
  const foot = [texts.note, texts.source].flatMap((text) => wrapped(text, TEXT));
  const under = EDGE + title.length * TITLE.line;
  const key = legend(texts.legend, figure, family, width, under + subtitle.length * TEXT.line + 10);
  const height = figure.layout.height;
  const chart = await drawn(figure, config, width);
  chart.setAttribute("x", EDGE);
  chart.setAttribute("y", key.end);
  const end = key.end + height + 10;
  const whole = [width + 2 * EDGE, end + foot.length * TEXT.line + EDGE - 4];
  font ??= face();
  const desc = [texts.subtitle, texts.summary, texts.note, texts.source, texts.link].filter(Boolean).join("\n");
  const picture = make(
    "svg",
    { xmlns: SVG, width: whole[0], height: whole[1], viewBox: `0 0 ${whole.join(" ")}`, role: "img" },
    make("title", { id: "picture-title" }, texts.title),
    make("desc", { id: "picture-desc" }, desc),
    make("style", {}, await font.catch(() => "")),
    make("rect", { width: "100%", height: "100%", fill: figure.layout.paper_bgcolor }),
    make(
      "g",
      { "font-family": family, fill: figure.layout.font.color },
      ...block(title, TITLE, EDGE - 4),
      ...block(subtitle, TEXT, under),
      ...key.parts,
      ...block(foot, TEXT, end),
    ),
    chart,
  );
  picture.setAttribute("lang", document.documentElement.lang);
  picture.setAttribute("aria-labelledby", "picture-title picture-desc");
  return { text: new XMLSerializer().serializeToString(picture), size: whole };
};

const asSvg = async ({ text }) => new Blob([text], { type: "image/svg+xml" });

/** So many dots a pixel. */
const asPng =
  (scale) =>
  async ({ text, size: [width, height] }) => {
    const image = new Image(width, height);
    const address = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
    image.src = address;
    await image.decode();
    const surface = document.createElement("canvas");
    [surface.width, surface.height] = [width * scale, height * scale];
    surface.getContext("2d").drawImage(image, 0, 0, surface.width, surface.height);
    URL.revokeObjectURL(address);
    return new Promise((done) => surface.toBlob(done, "image/png"));
  };

const formats = {
  png: { ending: ".png", write: asPng(1) },
  png2: { ending: "@2x.png", write: asPng(2) },
  svg: { ending: ".svg", write: asSvg },
};

const save = (blob, name) => {
  const link = document.createElement("a");
  [link.href, link.download] = [URL.createObjectURL(blob), name];
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
};

/** Download the chart of a card, as `data` has it (Drawn.data of components/chart_card.py), as png, png2 or svg. */
export const downloadPicture = async (card, data, format, { config, link }) => {
  const { ending, write } = formats[format];
  const texts = {
    ...{ title: card.querySelector("h2").textContent, note: card.querySelector(".card-note")?.textContent },
    ...{ subtitle: data.subtitle, summary: data.summary, legend: data.legend, source: data.source },
    link,
  };
  const shown = card.querySelector(".graph").getBoundingClientRect().width;
  save(await write(await composed(data.figure, texts, config, shown)), `${card.id}${ending}`);
};
