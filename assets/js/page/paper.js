// A page on paper is whole: what is folded is open, charts that nobody has scrolled to are drawn, and a foot says the source.
import { erasePieces } from "../figure/pieces.js";
import { drawForPaper, prepareForPaper } from "./charts.js";

const MENUS = ".share, .present-menu, .choice"; // no part of what a page says
let opened = []; // what was folded until it was printed
let drawing = Promise.resolve();

/** What a browser that prints waits for nothing of: all is done at once that can be. A promise of the drawings. */
const lay = () => {
  const foot = document.querySelector('[data-paper="cover-source"]')?.textContent ?? "";
  document.documentElement.style.setProperty("--foot", JSON.stringify(foot));
  for (const fold of document.querySelectorAll(`main details:not([open], ${MENUS})`)) {
    fold.open = true;
    opened.push(fold);
  }
  drawing = drawForPaper();
  return drawing;
};

const clear = async () => {
  for (const fold of opened) fold.open = false;
  opened = [];
  await drawing.catch(() => {}); // a map that is taken away while it is drawn would fail
  erasePieces();
};

/** Lay the page out for paper, with every chart. A promise of the drawings. */
export const onPaper = async () => {
  await prepareForPaper().catch(() => {}); // what does not come is said in words
  await lay();
};

window.addEventListener("beforeprint", lay);
window.addEventListener("afterprint", clear);
// Who holds the key down with which printing begins may print: what a chart is drawn with comes meanwhile.
document.addEventListener("keydown", ({ key }) => {
  if (key === "Control" || key === "Meta") prepareForPaper().catch(() => {});
});

document.addEventListener("click", async (event) => {
  if (!event.target.closest?.("[data-print]")) return;
  await onPaper();
  window.print();
});
