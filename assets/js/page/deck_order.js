// The order of a deck's slides by hand: a handle is dragged, or picked up by Space, moved by arrows and put down again.
// The slides keep their places in the document until the address says otherwise: only their order on screen changes.
import { fill } from "../lib/elements.js";

const STEPS = { ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1, Home: -Infinity, End: Infinity };
const EDGE = 60; // px of the window's upper and lower end, at which dragging scrolls
const STARTS = [" ", "Enter"];

let held; // the slide in the hand: its element, where it was, where it is now

const slides = () => [...document.querySelectorAll("[data-slide]")];
const list = () => document.querySelector(".deck-edited");

/** Show the slides as they would be. */
const arrange = ({ from, to }) => {
  for (const [place, slide] of slides().entries()) {
    const shifted = place > from && place <= to ? place - 1 : place < from && place >= to ? place + 1 : place;
    slide.style.order = place === from ? to : shifted;
  }
};

const mark = (slide, grabbed) => {
  slide.classList.toggle("held", grabbed);
  slide.querySelector("[data-act=grab]").setAttribute("aria-pressed", String(grabbed));
};

/** Let go: everything is as it was. */
const release = () => {
  const { slide } = held;
  held = undefined;
  mark(slide, false);
  for (const one of slides()) one.style.order = "";
  return slide;
};

/** Watch the handles; `say` speaks a sentence, `drop(from, to, sentence)` keeps a new order. */
export const watchOrder = ({ say, drop }) => {
  const sentence = (name, { slide, to }) =>
    fill(list().dataset[name], { title: slide.dataset.title, n: to + 1, all: slides().length });

  const grab = (slide) => {
    const place = slides().indexOf(slide);
    held = { slide, from: place, to: place };
    mark(slide, true);
  };

  const move = (to) => {
    const last = slides().length - 1;
    const place = Math.max(0, Math.min(last, to));
    if (place === held.to) return;
    held.to = place;
    arrange(held);
    say(sentence("moving", held));
  };

  const put = () => {
    const { from, to } = held;
    const text = sentence(from === to ? "back" : "moved", held);
    release();
    if (from === to) say(text);
    else drop(from, to, text);
  };

  const cancel = () => {
    const text = sentence("back", held);
    release();
    say(text);
  };

  const keys = { " ": put, Enter: put, Escape: cancel };
  document.addEventListener("keydown", (event) => {
    const handle = event.target.closest?.("[data-act=grab]");
    if (!handle || event.ctrlKey || event.metaKey || event.altKey) return;
    const { key } = event;
    if (!held && STARTS.includes(key)) {
      grab(handle.closest("[data-slide]"));
      say(sentence("grabbed", held));
    } else if (held && key in STEPS) move(held.to + STEPS[key]);
    else if (held && key in keys) keys[key]();
    else return;
    event.preventDefault();
  });
  document.addEventListener("focusout", ({ target }) => {
    if (held && !held.dragged && target.matches?.("[data-act=grab]")) cancel();
  });

  // By mouse, pen or finger.
  const placeAt = (y) => {
    const boxes = slides()
      .filter((slide) => slide !== held.slide)
      .map((slide) => slide.getBoundingClientRect())
      .sort((one, other) => one.top - other.top);
    return boxes.filter(({ top, height }) => top + height / 2 < y).length;
  };
  document.addEventListener("pointerdown", (event) => {
    const handle = event.target.closest?.("[data-act=grab]");
    if (!handle || event.button !== 0 || held) return;
    handle.setPointerCapture(event.pointerId);
    grab(handle.closest("[data-slide]"));
    held.dragged = true;
  });
  document.addEventListener("pointermove", ({ clientY }) => {
    if (!held?.dragged) return;
    if (clientY < EDGE) window.scrollBy(0, -EDGE / 2);
    if (clientY > window.innerHeight - EDGE) window.scrollBy(0, EDGE / 2);
    move(placeAt(clientY));
  });
  document.addEventListener("pointerup", () => held?.dragged && put());
  document.addEventListener("pointercancel", () => held?.dragged && cancel());
};
