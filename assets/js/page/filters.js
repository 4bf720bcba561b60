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

/** The data version that is shown, in the footer, and the way back from an older one. */
const showVersion = ({ version, number, newest }) => {
  const footer = document.querySelector("[data-version]");
  if (version) setText(footer, version);
  if (footer && number !== undefined) footer.dataset.version = number;
  const back = document.querySelector(".version-notice a");
  if (back && newest) back.href = newest;
};

/** Put in place what the server says of a view (`shown` of dashboard/web/frame.py). */
export const showWords = ({
  current = {},
  counts = {},
  summary,
  nav = {},
  lang = {},
  paper = {},
  away,
  ...version
}) => {
  Object.assign(latest, counts);
  for (const [name, text] of Object.entries(current)) {
    setText(placeOf(name), text);
    showCounts(name);
  }
  if (summary) setText(document.querySelector("[data-summary]"), summary);
  showVersion(version);
  if (away !== undefined) showAway(away);
  for (const [name, text] of Object.entries(paper)) setText(document.querySelector(`[data-paper="${name}"]`), text);
  for (const [name, href] of Object.entries(nav)) document.querySelector(`[data-nav="${name}"]`).href = href;
  for (const [name, href] of Object.entries(lang)) document.querySelector(`[data-lang="${name}"]`).href = href;
};

/** The filters on a phone, by the button above them. */
export const toggleDrawer = (clicks) => {
  const open = clicks % 2 === 1;
  document.querySelector(".filter-bar").classList.toggle("open", open);
  return String(open);
};
