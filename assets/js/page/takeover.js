// Dash takes the place of the HTML that a page came in: at once, and the reader goes on where he was.

/** The element of the new page that stands where `node` stood in the first one: the same number of its kind. */
const counterpart = (node, first, entry) => {
  const kind = node.localName;
  const place = [...first.querySelectorAll(kind)].indexOf(node);
  return place < 0 ? undefined : entry.querySelectorAll(kind)[place];
};

/** What the reader did before the scripts had come; gives the element that has the focus. */
const carryOver = (first, entry) => {
  for (const open of first.querySelectorAll("details[open]")) {
    const now = counterpart(open, first, entry);
    if (now) now.open = true;
  }
  const focused = first.contains(document.activeElement) && counterpart(document.activeElement, first, entry);
  for (const box of first.querySelectorAll("input[type=checkbox]")) {
    if (box.checked !== box.defaultChecked) counterpart(box, first, entry)?.click();
  }
  return focused;
};

const takeOver = (first, entry) => {
  const { scrollX, scrollY } = window;
  entry.hidden = false;
  const focused = carryOver(first, entry);
  first.remove();
  window.scrollTo(scrollX, scrollY);
  if (focused) focused.focus({ preventScroll: true });
};

const [first, entry] = ["first-paint", "react-entry-point"].map((id) => document.getElementById(id));
entry.hidden = true;
new MutationObserver((_, observer) => {
  if (!entry.querySelector("main h1")) return;
  observer.disconnect();
  takeOver(first, entry);
}).observe(entry, { childList: true, subtree: true });
