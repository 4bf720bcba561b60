// The marks of a chart by keyboard: arrows walk them in the order of the table, each is ringed and spoken, Enter chooses it.
import { element } from "../lib/elements.js";

const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
const ENDS = { Home: 0, End: -1 };
const ENTITIES = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };
const ROOM = 3; // px between a mark and its ring
const LEAST = 16; // px that a ring is wide and high
const MARKS = ".point, .textpoint, .errorbar, .choroplethlocation";

/** A sentence on hover as plain text: its name, then what is said of it. */
const plain = (sentence) =>
  sentence
    .replace("</b><br>", ". ")
    .replaceAll("<br>", " ")
    .replace(/<\/?b>/g, "")
    .replace(/&(amp|lt|gt);/g, (entity) => ENTITIES[entity]);

/** The marks of `figure`, each [id, what it says]: that on hover, and what figures/spoken.py adds, in the order given there. */
export const marksOf = ({ data, layout }) => {
  const hover = new Map();
  for (const { customdata = [], hovertext } of data) {
    if (!Array.isArray(hovertext)) continue;
    customdata.forEach(([id], i) => {
      if (!hover.has(id)) hover.set(id, plain(hovertext[i]));
    });
  }
  const more = new Map(layout.meta?.marks);
  const ids = new Set([...more.keys(), ...hover.keys()].filter((id) => hover.has(id)));
  return [...ids].map((id) => [id, [hover.get(id), more.get(id)].filter(Boolean).join(". ")]);
};

/** Where the mark of `id` is on the screen: around all its parts, as Plotly tells them; undefined where it drew none. */
const boxOf = (place, id) => {
  const parts = [...place.querySelectorAll("g.trace")].flatMap((group) => {
    const { trace } = [group.__data__].flat()[0] ?? {};
    const isOfIt = ({ __data__ }) => trace.customdata?.[__data__?.i]?.[0] === id;
    return trace ? [...group.querySelectorAll(MARKS)].filter(isOfIt) : [];
  });
  const boxes = parts.map((part) => part.getBoundingClientRect()).filter(({ width, height }) => width && height);
  if (!boxes.length) return undefined;
  const [left, top] = ["left", "top"].map((side) => Math.min(...boxes.map((box) => box[side])));
  const [right, bottom] = ["right", "bottom"].map((side) => Math.max(...boxes.map((box) => box[side])));
  return { left, top, right, bottom };
};

const walks = new WeakMap(); // what is walked in each frame

/** Put the ring around a box of the screen; a frame that is shown enlarged has its own pixels. */
const surround = (frame, ring, box) => {
  ring.hidden = !box;
  if (!box) return;
  const around = frame.getBoundingClientRect();
  const scale = around.width / frame.offsetWidth || 1;
  const own = (from, to, edge) => {
    const size = Math.max((to - from) / scale + 2 * ROOM, LEAST);
    return [((from + to) / 2 - edge) / scale - size / 2, size];
  };
  const [left, width] = own(box.left, box.right, around.left);
  const [top, height] = own(box.top, box.bottom, around.top);
  Object.assign(ring.style, { left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` });
};

const show = (frame, { place, marks, current, ring }) =>
  surround(frame, ring, current === undefined ? undefined : boxOf(place, marks[current][0]));

/** Go to a mark, and speak it with its place among all; to none, and be silent. */
const go = (frame, walk, place) => {
  walk.current = place;
  const said = place === undefined ? "" : `${walk.marks[place][1]} (${place + 1}/${walk.marks.length})`;
  walk.voice.textContent = said;
  show(frame, walk);
  if (!walk.ring.hidden) walk.ring.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" });
};

/** The marks of a walk, read from its figure when they are first asked for: most charts are drawn and never walked. */
const readMarks = (walk) => {
  walk.marks ??= marksOf(walk.figure);
  return walk.marks;
};

/** The mark that a key leads to; undefined for every other key. */
export const reached = (key, current, n) => {
  if (!n) return undefined;
  if (key in ENDS) return (ENDS[key] + n) % n;
  if (!(key in STEPS)) return undefined;
  if (current === undefined) return STEPS[key] > 0 ? 0 : n - 1;
  return Math.min(Math.max(current + STEPS[key], 0), n - 1);
};

const hear = (event) => {
  const frame = event.currentTarget;
  const walk = walks.get(frame);
  if (event.altKey || event.ctrlKey || event.metaKey || event.target !== frame) return;
  const next = reached(event.key, walk.current, readMarks(walk).length);
  const isOn = walk.current !== undefined;
  if (next !== undefined) go(frame, walk, next);
  else if (event.key === "Escape" && isOn) go(frame, walk);
  else if (event.key === "Enter" && isOn) walk.choose?.(walk.marks[walk.current][0]);
  else return; // Tab goes on, and all else is the page's
  event.preventDefault();
  event.stopPropagation();
};

let begun = 0; // frames that can be walked; each needs an id of its own

const begin = (frame) => {
  const ring = element("span", { class: "mark-ring", hidden: true });
  const voice = element("span", { class: "visually-hidden mark-said", role: "status" });
  begun += 1;
  const hint = element("span", { class: "visually-hidden", id: `keys-${begun}` });
  frame.append(ring, voice, hint);
  frame.setAttribute("role", "application"); // so that a screen reader leaves the arrows to us
  frame.setAttribute("aria-describedby", hint.id);
  frame.tabIndex = 0;
  frame.addEventListener("keydown", hear);
  frame.addEventListener("blur", () => go(frame, walks.get(frame)));
  return { ring, voice, hint };
};

/**
 * Have the marks of `figure`, which is drawn in `place` within `frame`, walked; again after each drawing. `hint` says
 * which keys there are, `choose(id)` does what a click on a mark does.
 */
export const walkMarks = (frame, { place, figure, hint, choose }) => {
  const before = walks.get(frame);
  const walk = { ...(before ?? begin(frame)), place, choose, figure, marks: undefined };
  walks.set(frame, walk);
  walk.hint.textContent = hint;
  place.setAttribute("aria-hidden", "true"); // the sentences say it all
  if (before?.current === undefined) return;
  const [id] = before.marks[before.current];
  const stays = readMarks(walk).findIndex(([own]) => own === id);
  if (stays < 0) go(frame, walk);
  else go(frame, walk, stays);
};
