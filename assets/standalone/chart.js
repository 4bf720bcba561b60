// Draws slides (dashboard/exports/slide.py) without Dash: window.monitor.slide(place, slide, options); every text stays text.
window.monitor = window.monitor || {};
(() => {
  const PHONE = 600; // px; narrower than this a chart has its labels above its marks

  /** Light or dark: as the document says, else as the reader's system has it. */
  const root = document.documentElement;
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  const follow = () => (root.dataset.bsTheme = system.matches ? "dark" : "light");
  if (!root.dataset.bsTheme) {
    follow();
    system.addEventListener("change", follow);
  }

  const make = (tag, className, ...inner) => {
    const element = document.createElement(tag);
    if (className) element.className = className;
    element.append(...inner.filter((part) => part !== null && part !== ""));
    return element;
  };
  const line = (tag, className, text) => (text ? make(tag, className, text) : null);

  const legend = (levels) =>
    make("ul", "legend", ...levels.map(([level, word]) => make("li", "", make("span", `swatch level-${level}`), word)));

  const cell = (text, place, numeric) => {
    const element = make(place ? "td" : "th", place && numeric ? "num" : "", text);
    if (!place) element.scope = "row";
    return element;
  };

  const table = ({ title, columns, rows, figure }) => {
    const numeric = Boolean(figure.data); // the numbers of a chart; what else there is may be texts
    const heads = columns.map((text, place) => {
      const head = make("th", place && numeric ? "num" : "", text);
      head.scope = "col";
      return head;
    });
    const lines = rows.map((row) => make("tr", "", ...row.map((text, place) => cell(text, place, numeric))));
    const caption = make("caption", "visually-hidden", title);
    const [head, body] = [make("thead", "", make("tr", "", ...heads)), make("tbody", "", ...lines)];
    const scroll = make("div", "table-scroll", make("table", "data-table", caption, head, body));
    scroll.tabIndex = 0; // a region that scrolls must be reachable by keyboard, and so needs a name
    scroll.setAttribute("role", "region");
    scroll.setAttribute("aria-label", title);
    return scroll;
  };

  /** The table of a chart opens under it; where there is no chart the table is the slide. */
  const numbers = (slide, words) => {
    if (!slide.rows.length) return null;
    if (!slide.figure.data) return table(slide);
    return make("details", "slide-table", make("summary", "", words.table), table(slide));
  };

  const link = ({ text, href }) => {
    const element = make("a", "", text);
    if (/^(https?:|\/)/i.test(href)) element.href = href;
    Object.assign(element, { target: "_blank", rel: "noopener" });
    return element;
  };

  const heading = ({ title, headline, subtitle }, { lead = "title", level = "h1" }) => {
    const [first, second] = lead === "title" ? [title, headline] : [headline, title];
    const over = lead === "title" ? null : line("p", "slide-question", second);
    const under = lead === "title" ? line("p", "slide-headline", second) : null;
    const named = [over, line(level, "slide-title", first), under];
    return make("header", "slide-head", ...named, line("p", "slide-subtitle", subtitle));
  };

  const foot = ({ source, note }, links) => {
    const ways = links.flatMap((one) => [" ", link(one)]);
    return make("footer", "slide-foot", line("p", "slide-note", note), make("p", "slide-source", source, ...ways));
  };

  /** The scale at which a figure so high fills its frame; where that makes it too small to read, it scrolls. */
  const scaleOf = (frame, height, fit) => {
    if (!fit || frame.clientWidth < PHONE) return 1;
    return Math.min(Math.max(frame.clientHeight / height, fit.least), fit.most);
  };

  /** Draw the figure into its frame, at the frame's width and in the document's colours. */
  const draw = (frame, figure, { config, dark, fit }) => {
    const { inMode, onPhone } = window.monitor;
    const shape = frame.clientWidth < PHONE ? onPhone(figure) : figure;
    const shown = structuredClone(inMode(shape, root.dataset.bsTheme, dark)); // Plotly writes into what it is given
    const { height } = shown.layout;
    const scale = scaleOf(frame, height, fit);
    const width = Math.floor(frame.clientWidth / scale);
    const plot = frame.firstElementChild;
    const transform = scale === 1 ? "" : `scale(${scale})`;
    Object.assign(plot.style, { width: `${width}px`, height: `${height}px`, transform });
    if (!fit) frame.style.height = `${height}px`;
    return window.Plotly.react(plot, shown.data, { ...shown.layout, width, height }, config);
  };

  const chart = ({ summary, figure }) => {
    if (!figure.data) return null;
    const frame = make("div", "slide-chart", make("div", "slide-plot"));
    frame.setAttribute("role", "img");
    frame.setAttribute("aria-label", summary);
    return frame;
  };

  /**
   * Show `slide` in `place`, in place of what stands there. `options`: `config` of Plotly, `dark` (light colour -> dark),
   * `words`, `links` for its foot, `lead` ("title" or "headline", whichever is the heading), `level` of the heading, and
   * `fit` ({ least, most }: scales between which the chart fills the height of its frame; without it, its own height).
   * Gives `ready`, a promise of the drawn chart, and `stop`, to be called before another is shown in its place.
   */
  window.monitor.slide = (place, slide, options) => {
    const { words, links = [] } = options;
    const frame = chart(slide);
    const items = slide.points.map((text) => make("li", "", text));
    const points = items.length ? make("ul", "slide-points", ...items) : null;
    const key = slide.legend.length ? legend(slide.legend) : null;
    const parts = [heading(slide, options), points, key, frame, numbers(slide, words), foot(slide, links)];
    place.replaceChildren(make("article", "slide", ...parts.filter(Boolean)));
    if (!frame) return { ready: Promise.resolve(), stop() {} };

    const size = () => `${frame.clientWidth} ${options.fit ? frame.clientHeight : ""}`;
    let drawn = "";
    const redraw = () => {
      drawn = size();
      return draw(frame, slide.figure, options);
    };
    const fitting = new ResizeObserver(() => frame.clientWidth && size() !== drawn && redraw());
    const coloured = new MutationObserver(redraw);
    const ready = redraw();
    fitting.observe(frame);
    coloured.observe(root, { attributes: true, attributeFilter: ["data-bs-theme"] });
    const stop = () => {
      fitting.disconnect();
      coloured.disconnect();
      window.Plotly.purge(frame.firstElementChild);
    };
    return { ready, stop };
  };
})();
