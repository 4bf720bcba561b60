// Dash takes the place of the HTML that a page came in: at once, and the reader goes on where he was.
import { focus, turn } from "./boxes.js";
import { carryFolds } from "./fold.js";

// The boxes of a filter are not among them: on the new page they are made when their list is opened.
const BOXES = ".choice-options input";

/** The element of the new page that stands where `node` stood in the first one: the same number of its kind. */
const counterpart = (node, first, entry) => {
  const kind = `${node.localName}:not(${BOXES})`;
  const place = [...first.querySelectorAll(kind)].indexOf(node);
  return place < 0 ? undefined : entry.querySelectorAll(kind)[place];
};

/** What the reader did before the scripts had come; gives the element that has the focus, unless it is a box. */
const carryOver = (first, entry) => {
  for (const open of first.querySelectorAll("details[open]")) {
    const now = counterpart(open, first, entry);
    if (now) now.open = true;
  }
  carryFolds(first, entry);
  for (const box of first.querySelectorAll("input[type=checkbox]")) {
    if (box.checked === box.defaultChecked) continue;
    if (box.matches(BOXES)) turn(box.name, box.value, box.checked);
    else counterpart(box, first, entry)?.click();
  }
  const active = document.activeElement;
  if (!first.contains(active)) return undefined;
  if (active.matches(BOXES)) focus(active.name, active.value);
  return counterpart(active, first, entry);
};

const takeOver = (first, entry) => {
  const { scrollX, scrollY } = window;
  entry.hidden = false;
  const focused = carryOver(first, entry);
  first.remove();
  window.scrollTo(scrollX, scrollY);
  focused?.focus({ preventScroll: true });
};

/** Do it next, in a task of its own: the page has just been built, and the browser answers in between. */
const next = (act) =>
  window.scheduler?.postTask ? scheduler.postTask(act, { priority: "user-blocking" }) : setTimeout(act);

const [first, entry] = ["first-paint", "react-entry-point"].map((id) => document.getElementById(id));
entry.hidden = true;
new MutationObserver((_, observer) => {
  if (!entry.querySelector("main h1")) return;
  observer.disconnect();
  next(() => takeOver(first, entry));
}).observe(entry, { childList: true, subtree: true });
