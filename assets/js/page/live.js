// An open page follows the data: it asks every few seconds whether there is a newer version, and shows it in place.
import { fetchJson, poll } from "../lib/poll.js";
import { isWaiting, setProps } from "./dash.js";
import { showAway } from "./filters.js";
import { onArrival, refresh } from "./navigation.js";

const EVERY = 5000; // ms between two questions; twice as long after each failure, up to LONGEST
const LONGEST = 60_000;
const SPREAD = 2000; // ms over which the pages that have heard of a newer version ask for it
const NEWS = 20_000; // ms that the sentence about new data stays
const KEY = "monitor-live";

const control = () => document.querySelector("[data-live]"); // a page of one version has none
const isOn = () => localStorage.getItem(KEY) !== "off";
const follows = () => control() && isOn() && !document.hidden;
const shown = () => Number(document.querySelector("[data-version]").dataset.version);
const pause = (time) => new Promise((next) => setTimeout(next, time));

/** Nothing is under way any more: a choice just made is answered before the page is made anew. */
const idle = async () => {
  while (isWaiting()) await pause(100);
};

/** Show or take away that the database cannot be reached; gives whether it is back, and parts of this page lack its rows. */
const isToBeMended = (away) => {
  const wasAway = document.querySelector(".away-notice:not(:empty)");
  showAway(away);
  return Boolean(wasAway && !away && document.querySelector("main .alert-warning"));
};

const ask = async () => {
  if (!follows()) return;
  const { version, away = {} } = await fetchJson(control().dataset.live); // the browser keeps the answer by its tag
  const isWanted = isToBeMended(away[document.documentElement.lang] ?? "") ? () => true : () => version > shown();
  if (!isWanted()) return;
  await pause(Math.random() * SPREAD);
  await idle();
  if (follows() && isWanted()) refresh(version);
};
const askNow = poll(ask, { every: EVERY, longest: LONGEST });

/** The switch as the reader left it. */
const mark = () => control()?.setAttribute("aria-checked", String(isOn()));

document.addEventListener("click", ({ target }) => {
  if (!target.closest?.("[data-live]")) return;
  localStorage.setItem(KEY, isOn() ? "off" : "on");
  mark();
  askNow();
});
window.addEventListener("storage", mark); // the switch was turned in another window
document.addEventListener("visibilitychange", () => document.hidden || askNow());
onArrival(mark);

let ending;
const announce = (text) => {
  const place = document.querySelector(".live-news");
  place.textContent = text;
  clearTimeout(ending);
  ending = setTimeout(() => place.replaceChildren(), NEWS);
};

/** What follows the data version alone (dashboard/callbacks/server.py); a page of other parts is loaded again. */
export const renew = ({ reload, told: sentence, title, options }) => {
  if (reload) return location.reload();
  document.title = title;
  for (const { id, options: offered } of options) setProps(id, { options: offered });
  announce(sentence);
  return pause(0); // the boxes of new options are there then
};
