// A chart in a frame of another site: drawn, kept up to date unless it is pinned, and its height sent to the page around.
import { payload } from "./lib/payload.js";
import { fetchJson, poll } from "./lib/poll.js";
import { showSlide } from "./slides/slide.js";

const EVERY = 10_000; // ms between two questions for a newer data version
const LONGEST = 300_000; // ms, where the server cannot be reached

const place = document.getElementById("main");
let current = payload();
let shown = showSlide(place, current.slide, current.options);

/** The page around sets its frame as high as this says; who does not listen loses nothing. */
const sendHeight = () => {
  const height = Math.ceil(document.body.getBoundingClientRect().height);
  window.parent.postMessage({ type: "monitor-height", height }, "*");
};
if (window.parent !== window) new ResizeObserver(sendHeight).observe(document.body);

/** The figures of a newer version in the place of these; an open table stays open, and focus where it was. */
const replace = (newer) => {
  const open = place.querySelector("details")?.open;
  const within = place.contains(document.activeElement) && document.activeElement.tagName;
  shown.stop();
  current = newer;
  shown = showSlide(place, current.slide, current.options);
  const table = place.querySelector("details");
  if (table) table.open = Boolean(open);
  if (within) place.querySelector(within)?.focus({ preventScroll: true });
};

const renew = async () => {
  const answer = await fetch(location.href);
  if (!answer.ok) throw new Error(answer.statusText);
  const newer = new DOMParser().parseFromString(await answer.text(), "text/html");
  replace(payload(newer));
};

const ask = async () => {
  if (document.hidden) return;
  const { version } = await fetchJson(current.watch);
  if (version !== current.version) await renew();
};
if (current.watch) poll(ask, { every: EVERY, longest: LONGEST });
