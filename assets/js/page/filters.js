// What follows the filters outside of charts and live parts: the words of the bar, the counts beside its options, links.
import { element, setText } from "../lib/elements.js";

/** The count of an option, at the end of its label. */
const setCount = (box, text) => {
  const label = box.closest("label");
  let count = label.querySelector(".option-count");
  if (!count) {
    count = element("span", { class: "option-count" });
    label.append(" ", count);
  }
  setText(count, text);
};

const latest = {}; // the counts of the options by filter and value, as last heard

const placeOf = (name) => document.querySelector(`[data-current="${name}"]`);

/** The counts beside the options of a filter, those that are there. */
export const showCounts = (name) => {
  for (const box of placeOf(name)?.closest("details").querySelectorAll("input[type=checkbox]") || []) {
    const count = latest[name]?.[box.value];
    if (count !== undefined) setCount(box, count);
  }
};

/** That the database cannot be reached; empty while it can be. */
export const showAway = (text) => setText(document.querySelector(".away-notice"), text);

const footer = () => document.querySelector("[data-version]");
let ofAny; // texts outside of charts that name the data version, with `{version}` in the place of its number

/** A text that names the data version, as it is of the one that is shown. */
export const ofVersion = (text) => text.replace("{version}", footer().dataset.written);

/** Show the number of the data version, and how the reader's language writes it, in the footer and on paper. */
export const showNumber = (number, written) => {
  Object.assign(footer().dataset, { version: number, written });
  setText(footer(), ofVersion(ofAny.version));
  for (const [name, text] of Object.entries(ofAny.paper)) {
    setText(document.querySelector(`[data-paper="${name}"]`), ofVersion(text));
  }
};

/** The data version that is shown, what the page's tables are known by, and the way back from an older one. */
const showVersion = ({ version, number, written, key, newest, paper }) => {
  if (version === undefined || !footer()) return;
  ofAny = { version, paper };
  showNumber(number, written);
  footer().dataset.key = key;
  const back = document.querySelector(".version-notice a");
  if (back && newest) back.href = newest;
};

/** What of this view is sent on, for the menu that sends it. */
const showSent = (sent) => {
  const menu = document.querySelector("details.send-menu");
  if (menu) Object.assign(menu.dataset, sent);
};

/** Put in place what the server says of a view (`shown` of dashboard/web/frame.py). */
export const showWords = ({ current = {}, counts = {}, summary, nav = {}, lang = {}, away, sent, ...version }) => {
  Object.assign(latest, counts);
  for (const [name, text] of Object.entries(current)) {
    setText(placeOf(name), text);
    showCounts(name);
  }
  if (summary) setText(document.querySelector("[data-summary]"), summary);
  showVersion(version);
  if (away !== undefined) showAway(away);
  showSent(sent);
  for (const [name, href] of Object.entries(nav)) document.querySelector(`[data-nav="${name}"]`).href = href;
  for (const [name, href] of Object.entries(lang)) document.querySelector(`[data-lang="${name}"]`).href = href;
};

/** The filters on a phone, by the button above them. */
export const toggleDrawer = (clicks) => {
  const open = clicks % 2 === 1;
  document.querySelector(".filter-bar").classList.toggle("open", open);
  return String(open);
};
