// What the callbacks of dashboard/callbacks/browser.py do in the browser.
(() => {
  const { appearance, inMode, onPhone } = window.monitor;
  const phone = window.matchMedia("(max-width: 599.98px)");
  const unchanged = () => window.dash_clientside.no_update;

  const setText = (place, text) => place && place.textContent !== text && (place.textContent = text);

  const legendItem = ([level, word]) => {
    const item = document.createElement("li");
    const swatch = document.createElement("span");
    swatch.className = `swatch level-${level}`;
    item.append(swatch, word);
    return item;
  };

  /** The words around a chart, put in place here: as properties of components each would cost a pass over the page. */
  const around = (card, { subtitle, summary, legend, source, csv, hidden, room }) => {
    setText(card.querySelector(".card-subtitle"), subtitle);
    setText(card.querySelector(".source"), source);
    card.querySelector(".csv").href = csv;
    card.querySelector(".legend").replaceChildren(...legend.map(legendItem));
    const frame = card.querySelector(".chart");
    frame.setAttribute("aria-label", summary);
    frame.hidden = hidden;
    for (const [name, value] of Object.entries(room)) frame.style.setProperty(name, value);
  };

  // A chart far from view waits to be drawn until the reader comes near it: a change of filters redraws what is seen.
  const margin = 300; // px
  const waiting = new Map();
  const drawWaiting = (frame) => {
    const [id, figure] = waiting.get(frame) || [];
    if (waiting.delete(frame)) window.dash_clientside.set_props(id, { figure });
  };
  const nearby = new IntersectionObserver(
    (entries) => entries.filter((entry) => entry.isIntersecting).forEach((entry) => drawWaiting(entry.target)),
    { rootMargin: `${margin}px` },
  );
  window.addEventListener("beforeprint", () => [...waiting.keys()].forEach(drawWaiting));
  const isNear = (frame) => {
    const { top, bottom } = frame.getBoundingClientRect();
    return bottom > -margin && top < window.innerHeight + margin;
  };

  /** The figure as this screen shows it: its colours, and its shape on a phone. */
  const drawn = (data, mode, darkColours) => {
    const card = data && document.getElementById(data.chart);
    if (!card || !mode) return unchanged();
    around(card, data);
    if (data.hidden) return unchanged();
    const figure = inMode(phone.matches ? onPhone(data.figure) : data.figure, mode, darkColours);
    const frame = card.querySelector(".chart");
    waiting.delete(frame);
    if (isNear(frame)) return figure;
    waiting.set(frame, [{ kind: "graph", chart: data.chart }, figure]);
    nearby.observe(frame);
    return unchanged();
  };

  /** The reader chose colours; without a select on the page yet, the choice kept from last time holds. */
  const appear = (choices) => {
    const choice = choices[0] || appearance.chosen();
    localStorage.setItem(appearance.key, choice);
    return appearance.show(choice);
  };

  /** The count of an option, at the end of its label. */
  const setCount = (box, text) => {
    const label = box.closest("label");
    let count = label.querySelector(".option-count");
    if (!count) {
      count = document.createElement("span");
      count.className = "option-count";
      label.append(" ", count);
    }
    setText(count, text);
  };

  /** What follows the filters: the words of the bar, the counts beside its options, the addresses of links. */
  const show = (all) => {
    const { current = {}, counts = {}, summary, nav = {}, lang = {} } = all[0] || {};
    for (const [name, text] of Object.entries(current)) {
      const place = document.querySelector(`[data-current="${name}"]`);
      setText(place, text);
      for (const box of place?.closest("details").querySelectorAll("input[type=checkbox]") || []) {
        const count = counts[name]?.[box.value];
        if (count !== undefined) setCount(box, count);
      }
    }
    if (summary) setText(document.querySelector("[data-summary]"), summary);
    for (const [name, href] of Object.entries(nav)) document.querySelector(`[data-nav="${name}"]`).href = href;
    for (const [name, href] of Object.entries(lang)) document.querySelector(`[data-lang="${name}"]`).href = href;
    return unchanged();
  };

  let first = true;
  /** A new page: screen readers and the keyboard start at its content, as after a full load. */
  const arrived = () => {
    if (!first) requestAnimationFrame(() => document.getElementById("main")?.focus({ preventScroll: true }));
    first = false;
    return unchanged();
  };

  const size = { png: { scale: 2 }, svg: {} };
  const download = (format) => async (clicks, { chart, figure, subtitle, source }) => {
    if (!clicks) return unchanged();
    const card = document.getElementById(chart);
    const title = card.querySelector("h2").textContent;
    const { width, height } = card.querySelector(".graph").getBoundingClientRect();
    const explained = Boolean(figure.layout.meta?.legend); // by a legend, which on screen the card writes
    const [head, foot] = [explained ? 106 : 76, 30]; // px for title, subtitle and legend above, source below
    const note = (text, y, yanchor, font) => ({
      ...{ text, y, yanchor, font, x: 0, xref: "container", yref: "container", xanchor: "left" },
    });
    const margin = figure.layout.margin || {};
    const layout = {
      ...figure.layout,
      title: { ...note(title, 0.99, "top", { size: 18 }), subtitle: { text: subtitle, font: { size: 12 } } },
      margin: { ...margin, t: (margin.t || 0) + head, b: (margin.b || 0) + foot },
      height: (figure.layout.height || height) + head + foot,
      showlegend: explained || figure.layout.showlegend,
      annotations: [
        ...(figure.layout.annotations || []),
        { text: source, x: 0, y: 0, xref: "paper", yref: "container", yanchor: "bottom", showarrow: false },
      ],
    };
    if (explained) layout.legend = { ...layout.legend, y: 1 - 66 / layout.height, yanchor: "top" };
    await window.Plotly.downloadImage(
      { data: figure.data, layout, config: card.querySelector(".js-plotly-plot")?._context },
      { format, width: Math.max(width, 640), height: layout.height, filename: card.id, ...size[format] },
    );
    return "";
  };

  /** The address of this view of this chart, in the clipboard and said aloud. */
  const copyLink = async (clicks) => {
    if (!clicks) return unchanged();
    const button = document.activeElement;
    const card = button.closest("article");
    const address = `${location.origin}${location.pathname}${location.search}#${card.id}`;
    await navigator.clipboard.writeText(address).catch(() => window.prompt("", address));
    button.classList.add("done");
    return "";
  };

  const toggleDrawer = (clicks) => {
    const open = clicks % 2 === 1;
    document.querySelector(".filter-bar").classList.toggle("open", open);
    return String(open);
  };

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    monitor: {
      ...{ drawn, appear, show, arrived, copyLink, toggleDrawer },
      ...{ png: download("png"), svg: download("svg") },
    },
  });
})();
