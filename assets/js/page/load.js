// The page for loading data: forms are sent without leaving it, files can be dropped, and what the server does is watched.
import { setText } from "../lib/elements.js";
import { follow, go } from "./navigation.js";

const EVERY = 700; // ms between two questions for what the server does
const AS_JSON = { Accept: "application/json" };

const say = (text) => {
  const place = document.querySelector(".load-alert");
  if (place) place.textContent = text;
};

/** The sentences of the nearest element that has them. */
const words = (place, name) => place.closest(`[data-${name}]`)?.dataset[name] || "";

const tooLarge = (form) => {
  const files = [...form.querySelectorAll("input[type=file]")].flatMap((box) => [...box.files]);
  const limit = Number(words(form, "limit") || Infinity);
  return files.reduce((sum, { size }) => sum + size, 0) > limit;
};

/** Where the page says how the load stands, marked with its turn: how often something was done with it. */
const stands = () => document.querySelector("[data-turn]");

// Once the page shows another turn, the keyboard and screen readers go on there, whoever made it show that.
let turn;
const landings = new MutationObserver(() => {
  const place = stands();
  if (!place || place.dataset.turn === turn) return;
  turn = place.dataset.turn;
  place.focus();
});
const landOnNext = () => {
  turn = stands()?.dataset.turn;
  landings.observe(document.getElementById("main"), {
    ...{ subtree: true, childList: true, attributes: true, attributeFilter: ["data-turn"] },
  });
};

/** Show the page of a load: this one as it now stands, or another one. */
const show = (href) => {
  const address = new URL(href, location.href);
  if (address.pathname === location.pathname) {
    landOnNext();
    return follow();
  }
  landings.disconnect();
  return go(address);
};

const send = async (form) => {
  say("");
  if (tooLarge(form)) return say(words(form, "large"));
  form.setAttribute("aria-busy", "true");
  try {
    const body = new FormData(form);
    const headers = { ...AS_JSON, "X-CSRF-Token": body.get("csrf_token") };
    const answer = await fetch(form.action, { method: "POST", body, headers });
    const { href, error } = await answer.json();
    return answer.ok ? show(href) : say(error);
  } catch {
    return say(words(form, "away"));
  } finally {
    form.removeAttribute("aria-busy");
  }
};

document.addEventListener("submit", (event) => {
  if (!event.target.matches("form.posted")) return;
  event.preventDefault();
  if (event.target.getAttribute("aria-busy") !== "true") send(event.target);
});

// Files dropped beside the place for them would make the browser leave the page.
for (const name of ["dragover", "dragleave", "drop"]) {
  document.addEventListener(name, (event) => {
    if (!document.querySelector(".drop") || !event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    const place = event.target.closest?.(".drop");
    document.querySelector(".drop").classList.toggle("over", Boolean(place) && name === "dragover");
    if (place && name === "drop") place.querySelector("input").files = event.dataTransfer.files;
  });
}

const showProgress = (watched, { told: sentence, done, total }) => {
  setText(watched.querySelector("[role=status]"), sentence);
  const bar = watched.querySelector("progress");
  if (total) Object.assign(bar, { max: total, value: done });
  else bar.removeAttribute("value");
};

let asking = false;
const ask = async () => {
  const watched = document.querySelector("[data-watch]");
  if (!watched || asking) return;
  asking = true;
  try {
    const answer = await fetch(watched.dataset.watch, { headers: AS_JSON });
    const work = answer.ok ? await answer.json() : { running: false };
    if (work.running) showProgress(watched, work);
    else show(location.href);
    say("");
  } catch {
    say(words(watched, "away"));
  } finally {
    asking = false;
  }
};
setInterval(ask, EVERY);
