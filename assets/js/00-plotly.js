// Dash fetches plotly.js when the first chart appears, from window._dashPlotlyJSURL, which its renderer sets to the full
// library. Holding that name keeps it at our small bundle, whose address the page gives in <meta name="plotly-bundle">.
(() => {
  const bundle = document.querySelector('meta[name="plotly-bundle"]').content;
  Object.defineProperty(window, "_dashPlotlyJSURL", { get: () => bundle, set() {} });
})();
