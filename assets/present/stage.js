// One slide on the stage: its question, answer, filters and n; chart, points or table; source, as of and version.
(() => {
  const { element, fill, inMode, onStage } = window.monitor;
  const phone = window.matchMedia("(max-width: 599.98px)");
  const SIZES = [1.5, 1.35, 1.2, 1.1, 1, 0.94, 0.875]; // em of points and tables: the largest that fits

  const legend = (items) =>
    element(
      "ul",
      { class: "legend" },
      ...items.map(([level, word]) => element("li", {}, element("span", { class: `swatch level-${level}` }), word)),
    );

  const points = (sentences) => element("ol", { class: "points" }, ...sentences.map((text) => element("li", { text })));

  const table = ({ title, columns, rows }) => {
    const heads = columns.map((text) => element("th", { scope: "col", text }));
    const cell = (text, i) =>
      i ? element("td", { text, "data-label": columns[i] }) : element("th", { scope: "row", text });
    const body = rows.map((cells) => element("tr", {}, ...cells.map(cell)));
    return element(
      "table",
      {},
      element("caption", { class: "visually-hidden", text: title }),
      element("thead", {}, element("tr", {}, ...heads)),
      element("tbody", {}, ...body),
    );
  };

  const hasFigure = (slide) => Boolean(slide.figure?.data?.length);
  /** The slide has a table beside its chart. */
  const hasTable = (slide) => hasFigure(slide) && slide.rows.length > 0;

  const content = (slide, asTable) => {
    if (hasFigure(slide) && !asTable) {
      const figure = element("div", { class: "figure", role: "img", "aria-label": slide.summary });
      return [element("div", { class: "content" }, figure)];
    }
    const parts = [slide.points.length && points(slide.points), slide.rows.length && table(slide)];
    return [element("div", { class: "content texts" }, ...parts)];
  };

  const head = (slide, heading = "h1") => [
    element("p", { class: "question", text: slide.title }),
    element(heading, { text: slide.headline, class: slide.headline.length > 100 ? "headline long" : "headline" }),
    element("p", { class: "subtitle", text: slide.subtitle }),
  ];

  const foot = (slide, number) => {
    const source = element("a", { href: slide.href, target: "_blank", rel: "noopener", text: slide.source });
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
    if (!phone.matches && !SIZES.some(fits)) {
      Object.assign(place, { tabIndex: 0, role: "region", ariaLabel: title });
    }
  };

  const drawFigure = async (section, slide, { mode, settings }) => {
    const place = section.querySelector(".content");
    const frame = place.querySelector(".figure");
    const room = { width: place.clientWidth, height: place.clientHeight, narrow: phone.matches };
    const type = parseFloat(getComputedStyle(section).fontSize);
    const { data, layout, scale, shown, all } = onStage(slide.figure, { ...room, type });
    const drawn = inMode({ data, layout }, mode, settings.dark);
    const size = { width: `${layout.width}px`, height: `${layout.height}px` };
    const plot = element("div", { class: "plot" });
    Object.assign(plot.style, size, { transform: `scale(${scale})` });
    frame.style.height = `${layout.height * scale}px`;
    frame.replaceChildren(plot);
    if (shown < all) section.querySelector(".cut").textContent = fill(settings.words.cut, { shown, all });
    const { data: traces, layout: sized } = structuredClone(drawn); // Plotly writes into what it is given
    await window.Plotly.newPlot(plot, traces, { ...sized, autosize: false }, { ...settings.config, responsive: false });
  };

  /**
   * Put `slide` into `section`. `options`: whether as a `table`, the `number` to print, the element of the `heading`, light
   * or dark as `mode`, and the player's `settings`. Resolves when it is drawn.
   */
  const draw = async (section, slide, options) => {
    section.querySelectorAll(".js-plotly-plot").forEach((plot) => window.Plotly.purge(plot));
    const shown = content(slide, options.table);
    const chart = shown[0].querySelector(".figure");
    const note = element("p", { class: "note", text: slide.note });
    section.replaceChildren(
      ...head(slide, options.heading),
      ...(chart && slide.legend.length ? [legend(slide.legend)] : []),
      ...shown,
      ...(chart ? [element("p", { class: "note cut" })] : []),
      ...(slide.note ? [note] : []),
      foot(slide, options.number),
    );
    if (chart) return drawFigure(section, slide, options);
    return fitText(section.querySelector(".content"), slide.title);
  };

  window.monitor.stage = { draw, hasTable };
})();
