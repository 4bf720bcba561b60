// A deck as a document: draws its slides one under the other; on paper every table is open and all is light.
(() => {
  const { slides, options, land } = JSON.parse(document.getElementById("payload").textContent);
  const root = document.documentElement;
  for (const [name, text] of Object.entries(land)) window.PlotlyGeoAssets.topojson[name] = JSON.parse(text);

  const draw = ({ links, ...slide }, place) => {
    const sheet = document.getElementById(`section-${place + 1}`);
    return window.monitor.slide(sheet, slide, { ...options, links, lead: "headline", level: "h2" }).ready;
  };
  Promise.all(slides.map(draw)).then(() => (root.dataset.drawn = "yes"));

  let before;
  window.addEventListener("beforeprint", () => {
    const closed = [...document.querySelectorAll("details:not([open])")];
    before = { closed, mode: root.dataset.bsTheme };
    for (const table of closed) table.open = true;
    root.dataset.bsTheme = "light";
  });
  window.addEventListener("afterprint", () => {
    for (const table of before.closed) table.open = false;
    root.dataset.bsTheme = before.mode;
  });
})();
