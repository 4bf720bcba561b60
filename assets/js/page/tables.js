// Long tables: the head of a column sorts by it, a box finds rows, and all rows show when asked for. Rows are the
// server's and React's: they are moved and hidden, and each knows its place (dashboard/components/tables.py).
import { element, fill, setText } from "../lib/elements.js";
import { plain } from "../lib/text.js";

const boxes = () => document.querySelectorAll(".long-table:has(.sortable)");
const rowsOf = (box) => [...box.querySelectorAll(".sortable > tr")];
const headsOf = (box) => [...box.querySelectorAll("thead tr:last-child > th")];
const collator = new Intl.Collator(document.documentElement.lang, { numeric: true, sensitivity: "base" });

/** What a row is sorted by in the column at `place`: a number where the server gives one. */
const sortedBy = (row, place) => {
  const cell = row.children[place];
  return (cell.dataset.value ?? cell.textContent).trim();
};

const isNumber = (text) => text !== "" && Number.isFinite(Number(text));

const compare = (one, other) =>
  isNumber(one) && isNumber(other) ? Number(one) - Number(other) : collator.compare(one, other);

const order = (one, other) => Number(one.dataset.row) - Number(other.dataset.row);

/** Rows by a column, those without a value last whichever way; without a column as they came. */
const inOrder = (rows, place, direction) => {
  const came = rows.toSorted(order);
  if (place === "") return came;
  const sign = direction === "descending" ? -1 : 1;
  const value = new Map(came.map((row) => [row, sortedBy(row, place)]));
  const empty = (row) => Number(value.get(row) === "");
  return came.toSorted((a, b) => empty(a) - empty(b) || (empty(a) ? 0 : sign * compare(value.get(a), value.get(b))));
};

const chosen = new Map(); // by table, the column it is sorted by and which way: what comes in its place follows
const nameOf = (box) => `${location.pathname}#${box.closest("[id]")?.id}`;

const sort = (box) => {
  const { sorted, direction } = chosen.get(nameOf(box)) ?? { sorted: "" };
  const now = rowsOf(box);
  const next = inOrder(now, sorted, direction);
  for (const [place, head] of headsOf(box).entries()) {
    if (String(place) === sorted) head.setAttribute("aria-sort", direction);
    else head.removeAttribute("aria-sort");
  }
  box.querySelector(".table-sort").value = sorted;
  if (next.some((row, place) => row !== now[place])) box.querySelector(".sortable").append(...next);
};

const find = (box) => {
  const wanted = plain(box.querySelector(".table-find").value.trim());
  const rows = rowsOf(box);
  const missed = (row) => wanted !== "" && !plain(row.textContent).includes(wanted);
  for (const row of rows) row.hidden = missed(row);
  box.toggleAttribute("data-finding", wanted !== "");
  const count = box.querySelector(".table-count");
  const values = { n: rows.filter((row) => !row.hidden).length, total: rows.length };
  setText(count, wanted === "" ? "" : fill(count.dataset.counted, values));
};

/** The heads of columns are buttons as soon as there are scripts to hear them. */
const makeButtons = (box) => {
  for (const head of headsOf(box)) {
    if (head.querySelector(":scope > .sort")) continue;
    const button = element("button", { type: "button", class: "sort" });
    button.append(...head.childNodes);
    head.append(button);
  }
};

const watched = new WeakSet();
const bring = (box) => {
  makeButtons(box);
  sort(box);
  find(box);
};

/** React has put other contents in the rows of a table: they are brought in the order that the reader chose. */
const watch = (box) => {
  if (watched.has(box)) return;
  watched.add(box);
  const changes = { childList: true, characterData: true, subtree: true };
  const observer = new MutationObserver(() => {
    bring(box);
    observer.takeRecords();
  });
  bring(box);
  observer.observe(box.querySelector("table"), changes);
};

const TALL = 600; // px from which the heads of columns are out of sight before the last rows are
const bar = () => document.querySelector(".filter-bar");

/** Whether a table fits beside and below, which decides what its heads stay in sight of. */
const measure = (entries) => {
  for (const { target } of entries) {
    const place = target.closest(".table-scroll");
    const { offsetWidth, offsetHeight } = target;
    if (!offsetWidth) continue;
    place.classList.toggle("wide", offsetWidth > place.clientWidth + 1);
    place.classList.toggle("fits", offsetWidth <= place.clientWidth + 1);
    place.classList.toggle("tall", offsetHeight > TALL);
  }
};
const tables = new ResizeObserver(measure);
const bars = new ResizeObserver(() => {
  document.documentElement.style.setProperty("--bar", `${bar()?.offsetHeight ?? 0}px`);
});

/** Let the long tables that have come be sorted and searched, and keep the heads of all in sight. */
export const enhance = () => {
  for (const box of boxes()) watch(box);
  for (const table of document.querySelectorAll("main .card .table-scroll > .data-table")) tables.observe(table);
  bars.disconnect();
  if (bar()) bars.observe(bar());
  else document.documentElement.style.setProperty("--bar", "0px");
};

const sortBy = (box, sorted, direction) => {
  chosen.set(nameOf(box), { sorted, direction });
  sort(box);
};

/** Numbers begin with the largest, words with the first. */
const firstWay = (head) => (head.classList.contains("num") ? "descending" : "ascending");

document.addEventListener("click", ({ target }) => {
  const all = target.closest?.(".show-all");
  if (all) {
    const box = all.closest(".long-table");
    const next = box.querySelectorAll("tbody tr")[10];
    box.toggleAttribute("data-all", true);
    next?.querySelector("a, button, [tabindex]")?.focus({ preventScroll: true });
  }
  const head = target.closest?.(".long-table .sort")?.parentElement;
  if (!head) return;
  const box = head.closest(".long-table");
  const place = String(headsOf(box).indexOf(head));
  const other = { ascending: "descending", descending: "ascending" }[head.getAttribute("aria-sort")];
  sortBy(box, place, other ?? firstWay(head));
});

document.addEventListener("input", ({ target }) => {
  const box = target.closest?.(".long-table");
  if (!box) return;
  if (target.matches(".table-find")) find(box);
  if (target.matches(".table-sort")) {
    sortBy(box, target.value, target.value && firstWay(headsOf(box)[target.value]));
  }
});
