// A chart in a frame: drawn, kept up to date unless it is pinned, and its height told to the page around it.
(() => {
  const EVERY = 10_000; // ms between two looks for a newer data version
  const LONGEST = 300_000; // ms, where the server cannot be reached

  const place = document.getElementById("main");
  let told = JSON.parse(document.getElementById("payload").textContent);
  let shown = window.monitor.slide(place, told.slide, told.options);

  /** The page around sets its frame as high as this says; who does not listen loses nothing. */
  const sayHeight = () => {
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    window.parent.postMessage({ type: "monitor-height", height }, "*");
  };
  if (window.parent !== window) new ResizeObserver(sayHeight).observe(document.body);

  /** The figures of a newer version in the place of these; an open table stays open, and focus where it was. */
  const replace = (newer) => {
    const open = place.querySelector("details")?.open;
    const within = place.contains(document.activeElement) && document.activeElement.tagName;
    shown.stop();
    told = newer;
    shown = window.monitor.slide(place, told.slide, told.options);
    const table = place.querySelector("details");
    if (table) table.open = Boolean(open);
    if (within) place.querySelector(within)?.focus({ preventScroll: true });
  };

  const renew = async () => {
    const answer = await fetch(location.href);
    if (!answer.ok) throw new Error(answer.statusText);
    const document = new DOMParser().parseFromString(await answer.text(), "text/html");
    replace(JSON.parse(document.getElementById("payload").textContent));
  };

  let pause = EVERY;
  const look = async () => {
    try {
      if (!document.hidden) {
        const answer = await fetch(told.watch);
        if (!answer.ok) throw new Error(answer.statusText);
        const { version } = await answer.json();
        if (version !== told.version) await renew();
      }
      pause = EVERY;
    } catch {
      pause = Math.min(pause * 2, LONGEST);
    }
    setTimeout(look, pause);
  };
  if (told.watch) setTimeout(look, pause);
})();
