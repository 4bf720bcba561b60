// The slider of time: while it moves, the charts named there show what was known on each day; once it rests, the filters
// take that day over, as one entry of the history.
import { setText } from "../lib/elements.js";
import { fetchJson } from "../lib/poll.js";
import { showCharts } from "./charts.js";
import { ASOF, setProps } from "./dash.js";

const REST = 800; // ms without a step after which a day is taken over
const PACE = { usual: 1200, calm: 2600 }; // ms between two steps while it plays
const calm = window.matchMedia("(prefers-reduced-motion: reduce)");

const parts = () => {
  const place = document.querySelector(".time");
  const slider = place?.querySelector("input");
  return place && { place, slider, days: JSON.parse(place.dataset.days), labels: JSON.parse(place.dataset.labels) };
};

let shown; // the step that is asked for, which an answer to an earlier one does not overwrite
let resting = 0;
let playing = 0;

const say = ({ place, slider }, label) => {
  setText(place.querySelector("output"), label);
  slider.setAttribute("aria-valuetext", label);
};

/** The step of the day in the address: the last one that is not after it. */
const ofAddress = ({ days }) => {
  const asof = new URLSearchParams(location.search).get("asof");
  if (!asof || asof === "today") return days.length - 1;
  return Math.max(
    0,
    days.findLastIndex((day) => day <= asof),
  );
};

const frameOf = (place, chart, day) => {
  const query = new URLSearchParams(location.search);
  query.set("asof", day);
  query.set("lang", document.documentElement.lang);
  return fetchJson(`${place.dataset.root}charts/${chart}.json?${query}`);
};

/** Draw what was known at a step. */
const draw = async ({ place, days }, step) => {
  shown = step;
  const frames = await Promise.all(place.dataset.charts.split(" ").map((chart) => frameOf(place, chart, days[step])));
  if (shown === step && place.isConnected) await showCharts(frames);
};

/** Have the filters take over the day the slider is at; the last one is that of an address without a day. */
const take = () => {
  const all = parts();
  if (!all) return;
  const step = Number(all.slider.value);
  if (step === ofAddress(all)) return;
  setProps(ASOF, { value: step === all.days.length - 1 ? "" : all.days[step] });
};

const rest = () => {
  clearTimeout(resting);
  if (!playing) resting = setTimeout(take, REST);
};

const go = (all, step) => {
  const reached = Math.min(Math.max(step, 0), all.days.length - 1);
  all.slider.value = reached;
  say(all, all.labels[reached]);
  rest();
  return draw(all, reached).catch(pause); // what cannot be fetched ends the play; the filters still follow
};

const press = (pressed) => {
  const button = parts()?.place.querySelector("[data-time=play]");
  button?.setAttribute("aria-pressed", pressed);
  setText(button?.firstElementChild, pressed ? "\u275a\u275a" : "\u25b6\ufe0e");
};

function pause() {
  clearTimeout(playing);
  playing = 0;
  press(false);
  rest();
}

const next = async () => {
  const all = parts();
  const step = all ? Number(all.slider.value) + 1 : Number.NaN;
  if (!(step < all?.days.length)) return pause();
  await go(all, step);
  if (step === all.days.length - 1) return pause();
  if (playing) playing = setTimeout(next, calm.matches ? PACE.calm : PACE.usual);
};

const play = async (all) => {
  clearTimeout(resting);
  playing = -1; // until the first step is drawn
  press(true);
  if (Number(all.slider.value) === all.days.length - 1) await go(all, 0);
  if (playing) playing = setTimeout(next, calm.matches ? PACE.calm : PACE.usual);
};

const PRESSED = {
  play: (all) => (playing ? pause() : play(all)),
  back: (all) => go(all, Number(all.slider.value) - 1),
  on: (all) => go(all, Number(all.slider.value) + 1),
};

document.addEventListener("click", ({ target }) => {
  const kind = target.closest?.(".time button")?.dataset.time;
  if (!kind) return;
  if (kind !== "play" && playing) pause();
  PRESSED[kind](parts());
});
document.addEventListener("input", ({ target }) => {
  if (!target.matches(".time input")) return;
  if (playing) pause();
  go(parts(), Number(target.value));
});

/** The filters are at another day: the slider follows, unless the reader is moving it. */
export const followTime = (label) => {
  const all = parts();
  if (!all || playing || Number(all.slider.value) === ofAddress(all)) return;
  clearTimeout(resting);
  shown = undefined;
  all.slider.value = ofAddress(all);
  say(all, label);
};
