// Charts arrive in light colours; in dark mode each is turned by the table of dashboard/theme/colours.py (light -> dark).
window.monitor = window.monitor || {};

/** A copy of `figure` in the colours of `mode`; `table` maps a light colour to its dark one. */
window.monitor.inMode = (figure, mode, table) => {
  if (mode !== "dark" || !figure) return figure;
  // Only values under a key that speaks of colour are turned: a label may read like a colour and stays what it is.
  const turn = (value, coloured) => {
    if (typeof value === "string") return (coloured && table[value]) || value;
    if (Array.isArray(value)) return value.map((item) => turn(item, coloured));
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, turn(item, coloured || /color/i.test(key))]),
    );
  };
  return turn(figure, false);
};

/** A copy of `figure` for a narrow screen, as its layout's `meta` says: see Ladder.layout in figures/frame.py. */
window.monitor.onPhone = (figure) => {
  const { narrow, rows, labels } = figure?.layout?.meta || {};
  if (!narrow) return figure;
  const layout = { ...figure.layout, ...narrow };
  if (!rows || !figure.data.length) return { ...figure, layout };
  const place = new Map(rows);
  const moved = figure.data.map((trace) => ({ ...trace, y: trace.y.map((y) => place.get(y)) }));
  return { ...figure, data: [...moved, labels], layout };
};

/** A copy of `figure` with room for the labels at its left: Plotly, asked to find that itself, draws twice. */
window.monitor.withLabels = (() => {
  const pen = document.createElement("canvas").getContext("2d");
  const written = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };
  const wide = (line) => pen.measureText(line.replace(/&(amp|lt|gt);/g, (entity) => written[entity])).width;
  return (figure) => {
    const { margin, yaxis, font } = figure.layout;
    if (!yaxis?.automargin) return figure;
    pen.font = `${yaxis.tickfont.size}px ${font.family}`;
    const widest = Math.max(0, ...yaxis.ticktext.flatMap((label) => label.split("<br>")).map(wide));
    const left = margin.l + Math.ceil(widest) + yaxis.ticklabelstandoff;
    const layout = { ...figure.layout, margin: { ...margin, l: left }, yaxis: { ...yaxis, automargin: false } };
    return { ...figure, layout };
  };
})();
