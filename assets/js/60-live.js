// An open page follows the data: it asks every few seconds whether there is a newer version, and shows it in place.
(() => {
  const EVERY = 5000; // ms between two questions; twice as long after each failure, up to LONGEST
  const LONGEST = 60_000;
  const NEWS = 20_000; // ms that the sentence about new data stays
  const KEY = "monitor-live";

  const control = () => document.querySelector("[data-live]"); // a page of one version has none
  const isOn = () => localStorage.getItem(KEY) !== "off";
  const follows = () => control() && isOn() && !document.hidden;
  const shown = () => Number(document.querySelector("[data-version]").dataset.version);
  const pause = (time) => new Promise((next) => setTimeout(next, time));

  /** Nothing is under way any more: a choice just made is answered before the page is made anew. */
  const idle = async () => {
    while (window.store.getState().isLoading) await pause(100);
  };

  let wait = EVERY;
  const ask = async () => {
    const answer = await fetch(control().dataset.live); // the browser keeps the answer by its tag
    if (!answer.ok) throw new Error(answer.statusText);
    const { version } = await answer.json();
    await idle();
    if (follows() && version > shown()) window.monitor.refresh(version);
  };

  let timer;
  let asking = false;
  const look = async () => {
    if (asking) return;
    clearTimeout(timer);
    asking = true;
    try {
      if (follows()) await ask();
      wait = EVERY;
    } catch {
      wait = Math.min(2 * wait, LONGEST);
    }
    asking = false;
    timer = setTimeout(look, wait);
  };

  /** The switch as the reader left it. */
  const mark = () => control()?.setAttribute("aria-checked", String(isOn()));

  document.addEventListener("click", ({ target }) => {
    if (!target.closest?.("[data-live]")) return;
    localStorage.setItem(KEY, isOn() ? "off" : "on");
    mark();
    look();
  });
  window.addEventListener("storage", mark); // the switch was turned in another window
  document.addEventListener("monitor:arrived", mark);
  document.addEventListener("visibilitychange", () => document.hidden || look());

  let telling;
  const tell = (text) => {
    const place = document.querySelector(".live-news");
    place.textContent = text;
    clearTimeout(telling);
    telling = setTimeout(() => (place.textContent = ""), NEWS);
  };

  /** What follows the data version alone; a page of other parts is loaded again. */
  window.monitor.renew = ({ reload, told, title, options }) => {
    if (reload) return location.reload();
    document.title = title;
    for (const { id, options: offered } of options) window.dash_clientside.set_props(id, { options: offered });
    tell(told);
    return pause(0); // the boxes of new options are there then
  };

  timer = setTimeout(look, wait);
})();
