// Dash takes the place of the HTML that a page came in: at once, and the reader goes on where he was.
(() => {
  const first = document.getElementById("first-paint");
  const entry = document.getElementById("react-entry-point");
  if (!first || !entry) return;

  /** The element of the new page that stands where `element` stood: the same number of its kind. */
  const counterpart = (element) => {
    const kind = element.localName;
    const place = [...first.querySelectorAll(kind)].indexOf(element);
    return place < 0 ? undefined : entry.querySelectorAll(kind)[place];
  };

  /** What the reader did before the scripts had come. */
  const carryOver = () => {
    for (const open of first.querySelectorAll("details[open]")) {
      const now = counterpart(open);
      if (now) now.open = true;
    }
    const focused = first.contains(document.activeElement) && counterpart(document.activeElement);
    for (const box of first.querySelectorAll("input[type=checkbox]")) {
      if (box.checked !== box.defaultChecked) counterpart(box)?.click();
    }
    return focused;
  };

  const takeOver = () => {
    const { scrollX, scrollY } = window;
    entry.hidden = false;
    const focused = carryOver();
    first.remove();
    window.scrollTo(scrollX, scrollY);
    if (focused) focused.focus({ preventScroll: true });
  };

  entry.hidden = true;
  new MutationObserver((_, observer) => {
    if (!entry.querySelector("main h1")) return;
    observer.disconnect();
    takeOver();
  }).observe(entry, { childList: true, subtree: true });
})();
