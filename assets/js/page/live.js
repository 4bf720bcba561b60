// An open page follows the data: it asks every few seconds whether there is a newer version, and shows it in place.
import pace from "../lib/pace.json" with { type: "json" };
import { fetchJson, poll, spreadOf } from "../lib/poll.js";
import { nameVersion } from "./charts.js";
import { CONFIRMED, isWaiting, setProps } from "./dash.js";
import { showAway, showNumber } from "./filters.js";
import { hasArrived, onArrival, refresh } from "./navigation.js";

const NEWS = 20_000; // ms that the sentence about new data stays
const KEY = "monitor-live";

const control = () => document.querySelector("[data-live]"); // a page of one version has none
const isOn = () => localStorage.getItem(KEY) !== "off";
const follows = () => control() && isOn() && !document.hidden;
const footer = () => document.querySelector("[data-version]").dataset;
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

/** The page is of a newer version, too, none of whose tables that it shows has changed: only the number is another. */
const confirm = (version, written) => {
  if (!hasArrived()) return;
  showNumber(version, written);
  nameVersion();
  setProps(CONFIRMED, { data: version }); // a change of filters names it
};

let newest = 0; // the version last heard of
const isNewer = () => newest > Number(footer().version);
let renewal; // the timer of the renewal that is to come, if any
let waking = false; // the reader has just returned, and waits

/** Have the page made anew some time soon, where it still is to be then. */
const renewSoon = (isWanted, open) => {
  const look = async () => {
    await idle();
    renewal = undefined;
    if (follows() && isWanted()) refresh(newest);
  };
  renewal ??= setTimeout(look, Math.random() * (waking ? pace.waking : spreadOf(open)));
};

const ask = async () => {
  if (!follows()) return;
  const { version, written = {}, pages = {}, away = {}, open } = await fetchJson(control().dataset.live); // kept by its tag
  const { lang } = document.documentElement;
  const { page, key } = footer();
  const isLacking = isToBeMended(away[lang] ?? "");
  newest = version;
  if (isLacking) renewSoon(() => true, open);
  else if (isNewer() && key && pages[page] === key) confirm(version, written[lang]);
  else if (isNewer()) renewSoon(isNewer, open);
  waking = false;
};
const askNow = poll(ask, pace);

/** The switch as the reader left it. */
const mark = () => control()?.setAttribute("aria-checked", String(isOn()));

document.addEventListener("click", ({ target }) => {
  if (!target.closest?.("[data-live]")) return;
  localStorage.setItem(KEY, isOn() ? "off" : "on");
  mark();
  askNow();
});
window.addEventListener("storage", mark); // the switch was turned in another window
document.addEventListener("visibilitychange", () => {
  clearTimeout(renewal);
  renewal = undefined;
  waking = true;
  if (!document.hidden) askNow();
});
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
