// A deck on paper: every slide on a sheet with its table, in light colours; a file brings a cover and what is in it.
import { drawPieces, erasePieces } from "../figure/pieces.js";
import { element } from "../lib/elements.js";
import { article } from "../slides/slide.js";

const SHEET = { width: 1000, most: 500 }; // px between the margins of A4, landscape

/** Where the sheets stand: not seen on screen, where texts can be measured all the same. */
const place = () => {
  const there = document.querySelector(".sheets");
  if (there) return there;
  const sheets = element("div", { class: "document deck sheets" });
  document.body.append(sheets);
  return sheets;
};

const sheetOf = (sheets, number) =>
  document.getElementById(`section-${number}`) ??
  sheets.appendChild(element("section", { class: "sheet", id: `section-${number}` }));

const write = (sheets, { slide }, number, { words, live }) => {
  const links = live && slide.href ? [{ text: live, href: slide.href }] : [];
  const sheet = sheetOf(sheets, number);
  sheet.replaceChildren(article(slide, { words, links, lead: "headline", level: "h2" }));
  for (const table of sheet.querySelectorAll("details")) table.open = true;
  return sheet.querySelector(".slide-chart");
};

/** What a browser that prints waits for: each slide of `deck()` on its sheet. */
export const watchPaper = (deck, settings) => {
  const onPaper = () => {
    const sheets = place();
    const drawn = deck().slides.map((entry, index) => {
      const frame = write(sheets, entry, index + 1, settings);
      return frame && drawPieces(frame, entry.slide.figure, { ...SHEET, config: settings.config });
    });
    return Promise.all(drawn);
  };
  window.addEventListener("beforeprint", onPaper);
  window.addEventListener("afterprint", erasePieces);
  window.monitor = { onPaper }; // what prints this from outside waits for it: dashboard/cli/documents.py
};
