// One slide on the stage: its question, answer, filters and n; chart, points or table; source, as of and version.
import { draw, erase, screenShape } from "../figure/figure.js";
import { onStage } from "../figure/fit.js";
import { walkMarks } from "../figure/walk.js";
import { element, fill, legendItems } from "../lib/elements.js";
import { pictureOf } from "../slides/own.js";

const SIZES = [1.5, 1.35, 1.2, 1.1, 1, 0.94, 0.875]; // em of points and tables: the largest that fits

const points = (sentences) => element("ul", { class: "points" }, ...sentences.map((text) => element("li", { text })));

const hasFigure = (slide) => Boolean(slide.figure?.data?.length);
/** The slide has a table beside its chart. */
export const hasTable = (slide) => hasFigure(slide) && slide.rows.length > 0;

const table = (slide) => {
  const { title, columns, rows } = slide;
  const aligned = (i) => (i && hasFigure(slide) ? "num" : undefined); // a chart's are numbers, others may be texts
  const heads = columns.map((text, i) => element("th", { scope: "col", class: aligned(i), text }));
  const cell = (text, i) =>
    i ? element("td", { class: aligned(i), text, "data-label": columns[i] }) : element("th", { scope: "row", text });
  const body = rows.map((cells) => element("tr", {}, ...cells.map(cell)));
  return element(
    "table",
    {},
    element("caption", { class: "visually-hidden", text: title }),
    element("thead", {}, element("tr", {}, ...heads)),
    element("tbody", {}, ...body),
  );
};

/** Whether a slide has nothing but its headline to show, which then fills it; words of the presenter have their look. */
const isBare = (slide) => !hasFigure(slide) && !slide.points.length && !slide.rows.length && !slide.look;

const content = (slide, asTable) => {
  if (hasFigure(slide) && !asTable) {
    const figure = element("div", { class: "figure", role: "img", "aria-label": slide.summary });
    return [element("div", { class: "content" }, figure)];
  }
  if (slide.picture) return [element("div", { class: "content pictured" }, pictureOf(slide))];
  const parts = [slide.points.length && points(slide.points), slide.rows.length && table(slide)];
  return [element("div", { class: "content texts" }, ...parts)];
};

const head = (slide, heading = "h1") => [
  ...(slide.title ? [element("p", { class: "question", text: slide.title })] : []),
  element(heading, { text: slide.headline, class: slide.headline.length > 100 ? "headline long" : "headline" }),
  element("p", { class: "subtitle", text: slide.subtitle }),
];

const foot = (slide, number) => {
  const way = /^(https?:|\/)/i.test(slide.href) && slide.href; // from a file there may be none
  const source = element("a", { href: way, target: "_blank", rel: "noopener", text: slide.source });
  return element(
    "footer",
    {},
    element("p", { class: "source" }, source),
    number && element("p", { class: "number", text: number }),
  );
};

/** Points and tables are as large as fits; what does not fit even when small is scrolled, also by keyboard. */
const fitText = (place, title) => {
  const fits = (size) => {
    place.style.fontSize = `${size}em`;
    return place.scrollHeight <= place.clientHeight;
  };
  if (screenShape() === "wide" && !SIZES.some(fits)) {
    Object.assign(place, { tabIndex: 0, role: "region", ariaLabel: title });
  }
};

/** The figure as large as its place; when not all rows have room, it says which ones are there. */
const fitFigure = (section, slide, { from, settings }) => {
  const place = section.querySelector(".content");
  const sentence = section.querySelector(".cut");
  const type = parseFloat(getComputedStyle(section).fontSize);
  const fit = () => {
    const room = { width: place.clientWidth, height: place.clientHeight, narrow: screenShape() === "phone" };
    return onStage(slide.figure, { ...room, type, from });
  };
  const cut = ({ shown, all }) => shown < all;
  const withNumbers = (fitted) => {
    const rows = { first: fitted.from + 1, last: fitted.from + fitted.shown, all: fitted.all };
    sentence.textContent = fill(settings.words.cut, rows);
    return fitted;
  };
  const first = fit();
  if (!cut(first)) return first;
  withNumbers(first); // a line of text, for which there is less room then
  return withNumbers(fit());
};

const drawFigure = async (section, slide, options) => {
  const { mode, settings, walked } = options;
  const frame = section.querySelector(".figure");
  const fitted = fitFigure(section, slide, options);
  const { layout, scale } = fitted;
  const plot = element("div", { class: "plot" });
  const size = { width: `${layout.width}px`, height: `${layout.height}px` };
  Object.assign(plot.style, size, { transform: `scale(${scale})` });
  frame.style.height = `${layout.height * scale}px`;
  frame.replaceChildren(plot);
  await draw(plot, fitted, { mode, dark: settings.dark, config: settings.config, width: layout.width });
  if (walked) walkMarks(frame, { place: plot, figure: fitted, hint: settings.words.walk });
  return fitted;
};

/**
 * Put `slide` into `section`. `options`: whether as a `table`, `from` which row of a long chart, the `number` to print,
 * the element of the `heading`, light or dark as `mode`, whether the marks of its chart are `walked` by keyboard, and the
 * player's `settings`. Resolves when it is drawn, to how a chart fits.
 */
export const drawSlide = async (section, slide, options) => {
  for (const plot of section.querySelectorAll(".plot")) erase(plot);
  const shown = content(slide, options.table);
  section.classList.toggle("bare", isBare(slide));
  section.dataset.look = slide.look ?? "";
  const chart = shown[0].querySelector(".figure");
  const note = element("p", { class: "note", text: slide.note });
  section.replaceChildren(
    ...head(slide, options.heading),
    ...(chart && slide.legend.length ? [element("ul", { class: "legend" }, ...legendItems(slide.legend))] : []),
    ...shown,
    ...(chart ? [element("p", { class: "note cut" })] : []),
    ...(slide.note ? [note] : []),
    foot(slide, options.number),
  );
  if (chart) return drawFigure(section, slide, options);
  return fitText(section.querySelector(".content"), slide.title || slide.headline);
};
