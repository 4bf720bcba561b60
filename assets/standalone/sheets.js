// A deck as a document: draws its slides one under the other; on paper every table is open, and charts fit a sheet.
(() => {
  const { slides, options, land } = JSON.parse(document.getElementById("payload").textContent);
  const { pieces, slide } = window.monitor;
  const SHEET = { width: 1000, most: 500, config: options.config }; // px between the margins of A4, landscape
  const root = document.documentElement;
  const sheet = (place) => document.getElementById(`section-${place + 1}`);
  for (const [name, text] of Object.entries(land)) window.PlotlyGeoAssets.topojson[name] = JSON.parse(text);

  const draw = ({ links, ...told }, place) =>
    slide(sheet(place), told, { ...options, links, lead: "headline", level: "h2" }).ready;

  /** Texts are measured when a chart is drawn, so that their font has to be there. */
  const start = async () => {
    await Promise.all(["400", "700"].map((weight) => document.fonts.load(`${weight} 13px "Public Sans"`)));
    await Promise.all(slides.map(draw));
    root.dataset.drawn = "yes";
  };

  let closed = [];
  const onPaper = () => {
    closed = [...document.querySelectorAll("details:not([open])")];
    for (const table of closed) table.open = true;
    const charts = slides.map(({ figure }, place) => [sheet(place).querySelector(".slide-chart"), figure]);
    return Promise.all(charts.map(([frame, figure]) => frame && pieces.onPaper(frame, figure, SHEET)));
  };
  const offPaper = () => {
    for (const table of closed) table.open = false;
    pieces.offPaper();
  };
  window.addEventListener("beforeprint", onPaper);
  window.addEventListener("afterprint", offPaper);
  window.monitor.onPaper = onPaper;
  start();
})();
