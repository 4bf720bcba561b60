// Which page is shown, and under which filters: the address decides, whoever changes it.
import { ADDRESS, isWaiting, LOCATION, setProps } from "./dash.js";
import { reveal } from "./fold.js";

let asked; // the path of the page that was last asked for
let shown; // that of the page that is shown
let query; // the filters that were last asked for or answered
let isBehind = false; // whether something of the page has changed while it was on its way
const arrivals = [];

/** `act` is run whenever a page has come, also the first. */
export const onArrival = (act) => arrivals.push(act);

/** Where the browser is, for the callback that answers with a page. */
export const locate = () => {
  asked = location.pathname;
  query = location.search;
  return { pathname: location.pathname, search: location.search };
};

/** Screen readers and the keyboard go on at what the address points to; without that, at `otherwise`. */
const land = (otherwise) => {
  const place = location.hash && document.getElementById(location.hash.slice(1));
  if (!place) return document.getElementById(otherwise)?.focus({ preventScroll: true });
  reveal(place);
  if (!place.hasAttribute("tabindex")) place.tabIndex = -1;
  place.focus({ preventScroll: true });
  return place.scrollIntoView();
};

/** A page has come: the document has its title, and a page after the first starts at its content. */
export const arrived = (title) => {
  const otherwise = shown === undefined ? "" : "main";
  shown = location.pathname;
  document.title = title;
  requestAnimationFrame(() => land(otherwise));
  for (const act of arrivals) act();
  if (isBehind) requestAnimationFrame(renew);
  isBehind = false;
};

/** Some page is shown by now. */
export const hasArrived = () => shown !== undefined;

/** A page is shown, and nothing more of it is awaited. */
export const isReady = () => hasArrived() && !isWaiting();

/** The callback of the filters answers for the address as it is now, from data no older than what is shown. */
const ask = (more) => {
  query = location.search;
  const { version, shape, key } = document.querySelector("[data-version]").dataset;
  const data = { pathname: shown, query: location.search, version: Number(version), shape, key, ...more };
  setProps(ADDRESS, { data });
};

/** The filters of this page changed in the address: by Back, Forward, a link, or a script of ours. */
export const follow = () => {
  if (location.pathname !== shown) return;
  ask({});
  land("");
};

/** The same view once more, where the reader is: something of it has changed. */
export const renew = () => {
  if (shown === undefined) isBehind = true;
  else if (location.pathname === shown) ask({});
};

/** There is a newer data version: the same view of it, where the reader is. */
export const refresh = (newest) => location.pathname === shown && ask({ newest });

/** Show what the address now says: this page under other filters, or another page. */
const show = () => {
  if (location.pathname === asked && asked === shown) return follow();
  return setProps(LOCATION, { data: locate() });
};

/** The answer that has come is for these filters: the address says so, and Back undoes it. */
export const enter = (search) => {
  if (search !== location.search) history.pushState({}, "", location.pathname + search);
  query = search;
};

/** Go to an address of the dashboard without loading the document again. */
export const go = (href) => {
  history.pushState({}, "", href);
  show();
};

/** A place on the page as it is: what the reader has opened there stays, and nothing is asked. */
const isPlace = () => location.pathname === shown && asked === shown && location.search === query;

window.addEventListener("popstate", () => (isPlace() ? land("") : show()));

// Links within the dashboard (`link` of dashboard/components/elements.py).
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a.inside");
  const elsewhere = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0;
  if (!link || elsewhere || event.defaultPrevented) return;
  event.preventDefault();
  const samePage = link.pathname === location.pathname;
  go(link.href);
  if (!samePage) window.scrollTo(0, 0);
});
