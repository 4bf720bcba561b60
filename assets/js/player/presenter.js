// The presenter's own window: notes, this slide and the next, clock and elapsed time; linked to the stage, which holds the
// slides.
import { mode } from "../lib/appearance.js";
import { element, fill } from "../lib/elements.js";
import { watchKeys } from "./keys.js";
import { drawSlide } from "./stage.js";
import { linked } from "./windows.js";

const PASSED_ON = ["next", "previous", "first", "last", "blank", "table", "play", "jump", "update"];

const two = (n) => String(n).padStart(2, "0");
const elapsed = (ms) => {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return `${hours ? `${hours}:` : ""}${hours ? two(minutes) : minutes}:${two(seconds % 60)}`;
};

const timed = (name, label) =>
  element("p", { class: "timed" }, element("span", { text: label }), element("strong", { class: name }));

const frame = (main, words) => {
  main.classList.add("presenter");
  main.append(
    element(
      "header",
      {},
      element("p", { class: "place" }),
      timed("clock", words.clock),
      timed("elapsed", words.elapsed),
    ),
    element("h1", { class: "visually-hidden", text: words.waiting }),
    element(
      "section",
      { class: "now" },
      element("h2", { text: words.now }),
      element("div", { class: "stage preview" }, element("p", { text: words.waiting })),
    ),
    element("section", { class: "notes" }, element("h2", { text: words.notes }), element("p", { class: "remark" })),
    element(
      "section",
      { class: "after" },
      element("h2", { text: words.nextIs }),
      element("div", { class: "stage preview" }),
    ),
    element(
      "nav",
      { class: "bar", "aria-label": words.controls },
      ...["previous", "next", "blank"].map((name) =>
        element("button", { type: "button", "data-act": name, text: words[name === "blank" ? "blankKey" : name] }),
      ),
    ),
  );
};

const show = (main, settings, deck, state) => {
  const { words } = settings;
  const put = (css, text) => (main.querySelector(css).textContent = text);
  const entry = deck.slides[state.index];
  const slide = entry.choices[state.choice]?.slide || entry.slide;
  put(".place", fill(words.number, { n: state.index + 1, all: deck.slides.length }));
  put("h1", slide.headline);
  put(".remark", entry.slide.remark || words.noNotes);
  const options = { mode: mode(), settings, heading: "h3" };
  drawSlide(main.querySelector(".now .preview"), slide, { ...options, table: state.table, from: state.from });
  const [preview, next] = [main.querySelector(".after .preview"), deck.slides[state.index + 1]?.slide];
  if (!next) return preview.replaceChildren(element("p", { text: words.last }));
  return drawSlide(preview, next, options);
};

/** Run this window as the presenter's. */
export const openPresenter = (main, settings, link, act) => {
  const { words, lang } = settings;
  let [deck, state] = [null, null];
  frame(main, words);
  const send = linked(link, (message) => {
    if (message.type === "end") main.querySelector("h1").textContent = words.ended;
    if (message.type !== "state") return;
    deck = message.deck || deck;
    state = message.state;
    if (deck) show(main, settings, deck, state);
  });
  const acting = (name, value) => (PASSED_ON.includes(name) ? send({ type: "act", name, value }) : act(name));
  main.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-act]");
    if (button) acting(button.dataset.act);
  });
  watchKeys(acting, () => document.querySelector("dialog[open]")?.dataset.name);
  const time = new Intl.DateTimeFormat(lang, { hour: "2-digit", minute: "2-digit" });
  const tick = () => {
    main.querySelector(".clock").textContent = time.format(new Date());
    if (state) main.querySelector(".elapsed").textContent = elapsed(Date.now() - state.started);
  };
  tick();
  setInterval(tick, 500);
  window.addEventListener("resize", () => deck && show(main, settings, deck, state));
  send({ type: "hello" });
};
