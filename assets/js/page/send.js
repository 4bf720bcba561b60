// Send, in the head of a page and in the Share menu of a card (dashboard/components/send.py). What is sent is looked up when
// the menu opens: its sentence, and the address of this view on this day in this language.
import { copy } from "../lib/clipboard.js";
import { element, fill } from "../lib/elements.js";
import { fetchJson } from "../lib/poll.js";
import { numbersOf } from "./card.js";
import { openDialog } from "./dialog.js";
import { ofVersion } from "./filters.js";

const head = () => document.querySelector("details.send-menu");
const sent = new WeakMap(); // what each menu sends

const ofPath = (path) => ({ path, link: location.origin + path });

const ofPage = ({ dataset }) => {
  const lines = [document.querySelector("main h1").textContent, ofVersion(dataset.source)];
  return { title: document.title, text: lines.join("\n"), ...ofPath(dataset.path) };
};

/** A card's question stands for its sentence until the server has said that. */
const ofCard = (card) => {
  const title = card.querySelector("h2").textContent;
  const path = head()?.dataset.path ?? location.pathname + location.search;
  return { title, text: title, ...ofPath(`${path}#${card.id}`) };
};

/** The ways of a menu lead to what is now sent. */
const lead = (menu, message) => {
  sent.set(menu, message);
  const values = Object.fromEntries(Object.entries(message).map(([name, text]) => [name, encodeURIComponent(text)]));
  for (const way of menu.querySelectorAll("a[data-way]")) way.href = fill(way.dataset.way, values);
  menu.querySelector("[data-send=sheet]").hidden = !navigator.share;
};

const prepare = async (menu) => {
  menu.querySelector("[role=status]").textContent = "";
  const card = menu.closest("article");
  if (!card) return lead(menu, ofPage(menu));
  const message = ofCard(card);
  lead(menu, message);
  const { send } = await fetchJson(menu.dataset.address + numbersOf(card).search);
  return lead(menu, { ...message, text: send });
};

const say = (menu, text) => {
  menu.querySelector("[role=status]").textContent = text;
};

/** Put a text into the clipboard; where a browser lets nobody do so, it is there to be copied by hand. */
const put = async (menu, text, done) => say(menu, (await copy(text)) ? done : text);

/** The code, as large as there is room: it is held up to a phone, or put on a screen for many. */
const showCode = (menu, way) => {
  const { link, title } = sent.get(menu);
  const { image, scan, save, close } = menu.dataset;
  const code = element("img", { src: way.href, alt: fill(image, { address: link }), class: "send-code" });
  const file = element("a", { href: way.href, download: "qr.svg", class: "send-file" }, save);
  const address = element("p", { class: "send-address" }, link);
  openDialog(menu, { title: way.textContent, about: title, close }, [code, element("p", {}, scan), address, file]);
};

const ACTS = {
  sheet: (menu) => {
    const { title, text, link } = sent.get(menu);
    navigator.share({ title, text, url: link }).catch(() => {}); // the reader thought better of it
  },
  text: (menu) => put(menu, `${sent.get(menu).text}\n${sent.get(menu).link}`, menu.dataset.copied),
  link: (menu) => put(menu, location.href, menu.dataset.linked),
  qr: showCode,
};

document.addEventListener(
  "toggle",
  ({ target }) => target.matches?.("details.share[open]") && prepare(target).catch(() => {}), // what is there will do
  true,
);

document.addEventListener("click", (event) => {
  const way = event.target.closest?.("[data-send]");
  const act = way && ACTS[way.dataset.send];
  if (!act) return;
  event.preventDefault();
  act(way.closest("details"), way);
});
