// The player: which slide is shown and how, what keys and buttons do, and what of the server it knows.
import { useLand } from "./figure/figure.js";
import { mode, setMode, systemIsDark } from "./lib/appearance.js";
import { element, fill } from "./lib/elements.js";
import { payload } from "./lib/payload.js";
import { fetchJson } from "./lib/poll.js";
import * as dialogs from "./player/dialogs.js";
import { keepDeck } from "./player/keep.js";
import { watchKeys, watchSwipes } from "./player/keys.js";
import { watchPaper } from "./player/paper.js";
import { openPresenter } from "./player/presenter.js";
import { drawSlide, hasTable } from "./player/stage.js";
import { watchServer } from "./player/watch.js";
import { linked, openWindow } from "./player/windows.js";

const settings = payload();
const { words } = settings;
const EVERY = 20; // seconds a slide when it plays by itself and the address does not say
const READ = 6; // seconds that something short stays
const WORLD = "world_110m"; // Plotly's name of the map

const main = document.getElementById("main");
const state = {
  ...{ index: 0, from: 0, fitted: {}, table: false, blank: false, playing: false },
  ...{ chosen: new Map(), started: Date.now() },
};
const server = { away: false, newest: 0 };
let [deck, timer, askServer] = [null, 0, async () => true];

const turnMode = () => setMode(mode() === "dark" ? "light" : "dark");
const section = element("section", { class: "stage", tabindex: "-1", "aria-label": words.slide });
const live = element("p", { class: "visually-hidden", "aria-live": "polite" });
const flash = element("p", { class: "flash", role: "status" });
const news = element("p", { class: "news", role: "status" });
const blank = element("div", { class: "blank", tabindex: "-1", hidden: true });

const button = (name, text, label) =>
  element("button", { type: "button", "data-act": name, text, "aria-label": label, title: label });
const bar = element(
  "nav",
  { class: "bar", "aria-label": words.controls },
  button("previous", "‹", words.previous),
  button("next", "›", words.next),
  button("play", words.play),
  button("filters", words.filters),
  button("table", words.table),
  button("code", words.code),
  button("presenter", words.notes),
  button("fullScreen", words.fullScreen),
  button("help", words.help),
  button("leave", words.leave),
);
const foot = element("div", { class: "foot" }, news, flash, bar);
const controls = Object.fromEntries([...bar.children].map((one) => [one.dataset.act, one]));

let fading = 0;
/** Something short, until it has been read. */
const say = (text) => {
  clearTimeout(fading);
  flash.textContent = text;
  fading = setTimeout(() => flash.replaceChildren(), READ * 1000);
};
const entry = () => deck.slides[state.index];
const choice = () => state.chosen.get(state.index) ?? -1;
const slide = () => entry().choices[choice()]?.slide || entry().slide;
const opened = () => document.querySelector("dialog[open]")?.dataset.name;

// The presenter's window.
const link = history.state?.link || `${Date.now().toString(36)}${Math.random().toString(36).slice(2)}`;
let send = () => {};
const position = () => {
  const { index, started, table, from } = state;
  return { index, started, table, from, choice: choice() };
};

const draw = () => {
  const number = fill(words.number, { n: state.index + 1, all: deck.slides.length });
  const { table, from } = state;
  main.dataset.drawn = "";
  drawSlide(section, slide(), { table, from, number, mode: mode(), walked: true, settings }).then((fitted = {}) => {
    state.fitted = fitted;
    main.dataset.drawn = `${state.index + 1}`;
    document.documentElement.dataset.drawn = "yes";
  });
  if (document.activeElement === document.body) section.focus({ preventScroll: true }); // what had the focus is gone
};

const show = () => {
  blank.hidden = !state.blank;
  section.inert = foot.inert = state.blank; // what is not seen is not reached either
  if (state.blank) blank.focus();
  draw();
  say("");
  const asTable = hasTable(slide());
  controls.table.textContent = state.table && asTable ? words.chart : words.table;
  controls.table.disabled = !asTable;
  controls.filters.disabled = !entry().choices.length;
  controls.code.disabled = !slide().code;
  controls.leave.hidden = !settings.leave;
  controls.play.textContent = state.playing ? words.pause : words.play;
  bar.classList.toggle("staying", state.playing);
  document.title = `${slide().headline} · ${deck.title}`;
  history.replaceState({ link }, "", `${location.pathname}${location.search}#${state.index + 1}`);
  send({ type: "state", state: position() });
};

const announce = () => {
  const { headline } = slide();
  live.textContent = fill(words.announced, { n: state.index + 1, all: deck.slides.length, headline });
};

const wait = () => {
  clearTimeout(timer);
  const every = (settings.every || EVERY) * 1000;
  if (state.playing && !state.blank) timer = setTimeout(() => go((state.index + 1) % deck.slides.length), every);
};

const go = (index) => {
  state.index = Math.min(Math.max(index, 0), deck.slides.length - 1);
  Object.assign(state, { blank: false, from: 0 });
  section.scrollTop = 0;
  show();
  announce();
  wait();
};

const open = (dialog) => {
  main.append(dialog);
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (document.activeElement === document.body) section.focus({ preventScroll: true });
    draw(); // there is more room, or less
  });
  dialog.showModal();
  draw();
};

/** Open the dialog of this name, or close it when it is open. */
const toggle = (name, make) => {
  if (opened() === name) return document.querySelector("dialog[open]").close();
  return open(make());
};

const choose = (number) => {
  state.chosen.set(state.index, number);
  show();
  announce();
};

const setTable = () => {
  if (!hasTable(slide())) return say(words.noTable);
  state.table = !state.table;
  return show();
};

const setBlank = () => {
  state.blank = !state.blank;
  show();
  live.textContent = state.blank ? words.blank : words.unblank;
  wait();
};

const setPlaying = () => {
  state.playing = !state.playing;
  show();
  say(state.playing ? fill(words.playing, { seconds: settings.every || EVERY }) : words.paused);
  wait();
};

/** The rows of a long chart that have no room, or what is below in a long table. */
const scroll = (by) => {
  const { from, shown, all } = state.fitted;
  if (shown < all) {
    state.from = Math.min(Math.max(from + by * shown, 0), all - shown);
    return show();
  }
  const place = section.querySelector(".content");
  (place.scrollHeight > place.clientHeight ? place : section).scrollBy(0, by * place.clientHeight * 0.5);
};

const fullScreen = () =>
  document.fullscreenElement
    ? document.exitFullscreen()
    : document.documentElement.requestFullscreen?.().catch(() => {});

const openNotes = () => {
  const own = new URL(location.href);
  own.searchParams.set("presenter", link);
  if (!openWindow(own, `presenter-${link}`, "popup,width=1200,height=800")) say(words.blocked);
};

/** Back to the page this one was opened from; while the server is away there is none. */
const leave = async () => {
  if (!settings.leave) return undefined; // a file stands for itself
  if (!(await askServer())) return say(words.stay);
  const inside = document.referrer.startsWith(`${location.origin}/`) && history.length > 1;
  return inside ? history.back() : location.assign(settings.leave);
};

const pin = () => {
  if (settings.deck) return; // of one version for good
  const others = location.search
    .slice(1)
    .split("&")
    .filter((part) => part && !part.startsWith("version="));
  const query = [...others, `version=${deck.version}`];
  history.replaceState({ link }, "", `${location.pathname}?${query.join("&")}${location.hash}`);
};

/** What is to be known of the server, quietly: that it is away, or that it has newer data. */
const showNews = () => {
  const newer = deck && server.newest > deck.version;
  if (server.away) return news.replaceChildren(words.away);
  if (!newer) return news.replaceChildren();
  const now = button("update", words.update);
  return news.replaceChildren(`${fill(words.newer, { version: server.newest })} `, now);
};

const update = async () => {
  if (!(server.newest > deck.version)) return;
  try {
    deck = await fetchJson(settings.newest);
  } catch {
    return say(words.notUpdated);
  }
  state.chosen.clear();
  pin();
  showNews();
  go(state.index);
  say(fill(words.updated, { version: deck.version }));
  send({ type: "state", deck, state: position() });
};

const hear = ({ away = server.away, newest = server.newest }) => {
  const back = server.away && !away;
  const changed = away !== server.away || newest !== server.newest;
  Object.assign(server, { away, newest });
  if (changed) showNews();
  if (back) say(words.back);
};

const ACTIONS = {
  next: () => go(state.index + 1),
  previous: () => go(state.index - 1),
  first: () => go(0),
  last: () => go(deck.slides.length - 1),
  jump: (number) => go(number - 1),
  typed: (digits) => say(digits && fill(words.goTo, { n: digits })),
  up: () => scroll(-1),
  down: () => scroll(1),
  blank: setBlank,
  table: setTable,
  play: setPlaying,
  filters: () =>
    entry().choices.length || opened()
      ? toggle("filters", () => dialogs.filters(settings, entry().choices, choice(), choose))
      : say(words.noFilters),
  help: () => toggle("help", () => dialogs.help(settings)),
  code: () => (slide().code || opened() ? toggle("code", () => dialogs.code(settings, slide())) : say(words.noCode)),
  presenter: openNotes,
  fullScreen,
  appearance: () => {
    turnMode();
    show();
  },
  update,
  leave,
};
const act = (name, value) => ACTIONS[name]?.(value);

/** Everything that could be fetched later is fetched now: slides, the map, every font. */
const prefetch = async () => {
  deck = settings.deck ?? (await fetchJson(settings.slides));
  const all = deck.slides.flatMap(({ slide: own, choices }) => [own, ...choices.map((one) => one.slide)]);
  const fonts = [...document.fonts].map((font) => font.load().catch(() => {}));
  for (const [name, text] of Object.entries(settings.land ?? {})) useLand({ [name]: JSON.parse(text) });
  if (!settings.deck && all.some(({ figure }) => figure?.layout?.geo)) {
    const world = await fetchJson(`${settings.config.topojsonURL}${WORLD}.json`);
    useLand({ [WORLD]: world });
  }
  await Promise.all(fonts);
};

const stayAwake = () => document.visibilityState === "visible" && navigator.wakeLock?.request("screen").catch(() => {});

const listen = () => {
  watchKeys(act, opened);
  watchSwipes(section, act);
  main.addEventListener("click", ({ target, detail }) => {
    const pressed = target.closest("[data-act]");
    if (!pressed) return;
    act(pressed.dataset.act);
    if (detail && !opened()) section.focus({ preventScroll: true }); // after the mouse, Space is the next slide again
  });
  blank.addEventListener("click", setBlank);
  document.addEventListener("visibilitychange", stayAwake);
  let resting = 0;
  main.addEventListener("pointermove", () => {
    main.classList.add("moved");
    clearTimeout(resting);
    resting = setTimeout(() => main.classList.remove("moved"), 3000);
  });
  let size = "";
  new ResizeObserver(() => {
    const now = `${window.innerWidth} ${window.innerHeight}`;
    if (size && now !== size) show();
    size = now;
  }).observe(document.documentElement);
  systemIsDark().addEventListener("change", () => requestAnimationFrame(show));
};

const linkPresenter = () => {
  send = linked(link, ({ type, name, value }) => {
    if (type === "hello") send({ type: "state", deck, state: position() });
    if (type === "act") act(name, value);
  });
  window.addEventListener("pagehide", () => send({ type: "end" }));
};

const begin = () => {
  const forPaper = location.hash === "#print"; // the address of a deck on paper
  main.replaceChildren(section, foot, blank, live);
  linkPresenter();
  listen();
  pin();
  watchPaper(() => deck, settings);
  server.newest = settings.deck ? deck.version : deck.newest;
  if (settings.versions) askServer = watchServer(settings.versions, hear);
  state.playing = settings.every > 0;
  showNews();
  go((Number(location.hash.slice(1)) || 1) - 1);
  section.focus({ preventScroll: true });
  if (deck.notices.length) say(deck.notices.join(" "));
  stayAwake();
  keepDeck(settings);
  if (forPaper) document.fonts.ready.then(() => window.print());
};

const nothing = (text) => {
  const again = element("button", { type: "button", text: words.again });
  again.addEventListener("click", () => location.reload());
  main.replaceChildren(
    element(
      "div",
      { class: "nothing" },
      element("h1", { text }),
      ...(settings.leave ? [again, element("a", { href: settings.leave, text: words.leave })] : []),
    ),
  );
};

const start = async () => {
  main.replaceChildren(element("p", { class: "nothing", role: "status", text: words.loading }));
  try {
    await prefetch();
  } catch {
    return nothing(words.failed);
  }
  return deck.slides.length ? begin() : nothing([words.none, ...deck.notices].join(" "));
};

const own = new URLSearchParams(location.search).get("presenter");
const local = { help: ACTIONS.help, fullScreen, appearance: turnMode, leave: () => window.close() };
if (own) openPresenter(main, settings, own, (name) => local[name]?.());
else start();
