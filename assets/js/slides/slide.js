// A slide without Dash (dashboard/exports/slides.py): in a frame of another site, and one under the other in a file.
import { draw, erase, shapeOf } from "../figure/figure.js";
import { walkMarks } from "../figure/walk.js";
import { followSystem, mode } from "../lib/appearance.js";
import { element, legendItems } from "../lib/elements.js";
import { pictureOf } from "./own.js";

const line = (tag, className, text) => text && element(tag, { class: className, text });

const cell = (text, place, numeric) =>
  place ? element("td", { class: numeric && "num", text }) : element("th", { scope: "row", text });

const table = ({ title, columns, rows, figure }) => {
  const numeric = Boolean(figure.data); // the numbers of a chart; what else there is may be texts
  const heads = columns.map((text, place) =>
    element("th", { scope: "col", class: numeric && place > 0 && "num", text }),
  );
  const lines = rows.map((row) => element("tr", {}, ...row.map((text, place) => cell(text, place, numeric))));
  // A region that scrolls must be reachable by keyboard, and so needs a name.
  return element(
    "div",
    { class: "table-scroll", tabindex: "0", role: "region", "aria-label": title },
    element(
      "table",
      { class: "data-table" },
      element("caption", { class: "visually-hidden", text: title }),
      element("thead", {}, element("tr", {}, ...heads)),
      element("tbody", {}, ...lines),
    ),
  );
};

/** The table of a chart opens under it; where there is no chart the table is the slide. */
const numbers = (slide, words) => {
  if (!slide.rows.length) return null;
  if (!slide.figure.data) return table(slide);
  return element("details", { class: "slide-table" }, element("summary", { text: words.table }), table(slide));
};

/** A link that leaves the document; an address of another kind than ours leads nowhere. */
const link = ({ text, href }) =>
  element("a", { text, href: /^(https?:|\/)/i.test(href) && href, target: "_blank", rel: "noopener" });

const heading = ({ title, headline, subtitle }, { lead = "title", level = "h1" }) => {
  const [first, second] = lead === "title" ? [title, headline] : [headline, title];
  const over = lead === "title" ? null : line("p", "slide-question", second);
  const under = lead === "title" ? line("p", "slide-headline", second) : null;
  const named = [over, line(level, "slide-title", first), under];
  return element("header", { class: "slide-head" }, ...named, line("p", "slide-subtitle", subtitle));
};

const foot = ({ source, note }, links) => {
  const ways = links.flatMap((one) => [" ", link(one)]);
  const from = element("p", { class: "slide-source" }, source, ...ways);
  return element("footer", { class: "slide-foot" }, line("p", "slide-note", note), from);
};

/** Draw the figure into its frame, at the frame's width and in the document's colours. */
const drawIn = async (frame, figure, { config, dark, words }) => {
  const width = Math.floor(frame.clientWidth);
  const place = frame.firstElementChild;
  await draw(place, figure, { shape: shapeOf(width), mode: mode(), dark, config, width });
  walkMarks(frame, { place, figure, hint: words.walk });
};

const chart = ({ summary, figure }) =>
  figure.data &&
  element("div", { class: "slide-chart", role: "img", "aria-label": summary }, element("div", { class: "slide-plot" }));

/** Draw a chart into its frame, and anew whenever the frame's width or the document's colours change. */
const keepDrawn = (frame, figure, options) => {
  let width = 0;
  const redraw = () => {
    width = frame.clientWidth;
    return drawIn(frame, figure, options);
  };
  const fitting = new ResizeObserver(() => frame.clientWidth && frame.clientWidth !== width && redraw());
  const coloured = new MutationObserver(redraw);
  const ready = redraw();
  fitting.observe(frame);
  coloured.observe(document.documentElement, { attributes: true, attributeFilter: ["data-bs-theme"] });
  const stop = () => {
    fitting.disconnect();
    coloured.disconnect();
    erase(frame.firstElementChild);
  };
  return { ready, stop };
};

/** What a slide says as an element, with a frame for its chart; `options` as for `showSlide`. */
export const article = (slide, options) => {
  const { words, links = [] } = options;
  const items = slide.points.map((text) => element("li", { text }));
  const points = items.length > 0 && element("ul", { class: "slide-points" }, ...items);
  const legend = slide.legend.length > 0 && element("ul", { class: "legend" }, ...legendItems(slide.legend));
  const parts = [
    heading(slide, options),
    pictureOf(slide),
    points,
    legend,
    chart(slide),
    numbers(slide, words),
    foot(slide, links),
  ];
  return element("article", { class: "slide", "data-look": slide.look || false }, ...parts);
};

/**
 * Show `slide` in `place`, in place of what stands there. `options`: `config` of Plotly, `dark` (light colour -> dark),
 * `words`, `links` for its foot, `lead` ("title" or "headline", whichever is the heading), and `level` of the heading.
 * Gives `ready`, a promise of the drawn chart, and `stop`, to be called before another is shown in its place.
 */
export const showSlide = (place, slide, options) => {
  followSystem();
  place.replaceChildren(article(slide, options));
  const frame = place.querySelector(".slide-chart");
  return frame ? keepDrawn(frame, slide.figure, options) : { ready: Promise.resolve(), stop() {} };
};
