// What the callbacks of dashboard/callbacks/browser.py do in the browser.
(() => {
  const { appearance, inMode, onPhone } = window.monitor;
  const phone = window.matchMedia("(max-width: 599.98px)");
  const unchanged = () => window.dash_clientside.no_update;

  /** The figure as this screen shows it: its colours, and its shape on a phone. */
  const drawn = (figure, mode, darkColours) =>
    figure && mode ? inMode(phone.matches ? onPhone(figure) : figure, mode, darkColours) : unchanged();

  /** The reader chose colours; without a select on the page yet, the choice kept from last time holds. */
  const appear = (choices) => {
    const choice = choices[0] || appearance.chosen();
    localStorage.setItem(appearance.key, choice);
    return appearance.show(choice);
  };

  const showCounts = (all) => {
    const counts = all[0] || {};
    for (const place of document.querySelectorAll(".option-count[data-filter]")) {
      const { filter, value } = place.dataset;
      place.textContent = counts[filter]?.[value] ?? place.textContent;
    }
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
  const download = (format) => async (clicks, figure, subtitle, source) => {
    if (!clicks) return unchanged();
    const card = document.activeElement.closest("article");
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
      ...{ drawn, appear, showCounts, arrived, copyLink, toggleDrawer },
      ...{ png: download("png"), svg: download("svg") },
    },
  });
})();
