// On this page: the list of cards follows the filters, under which some come and go.
import { element } from "../lib/elements.js";
import { reveal } from "./fold.js";

const nav = () => document.querySelector(".on-this-page");
const headed = () => document.querySelectorAll("main :is(.card, .chart-card)[id]:has(> h2, > header > h2)");

/** Name the cards that are there now. Lines are hidden and added, never taken away: React counts on its own. */
export const keepInStep = () => {
  const list = nav()?.querySelector("ul");
  if (!list) return;
  const lines = new Map([...list.children].map((line) => [line.firstChild.hash.slice(1), line]));
  for (const line of list.children) line.hidden = true;
  for (const card of headed()) {
    const title = card.querySelector("h2").textContent;
    const line = lines.get(card.id) ?? element("li", {}, element("a", { href: `#${card.id}` }));
    if (line.firstChild.textContent !== title) line.firstChild.textContent = title;
    line.hidden = false;
    if (!lines.has(card.id)) list.append(line);
  }
};

// What is gone to opens, also where the address is the same as before, and the list of a phone closes behind it.
document.addEventListener("click", ({ target }) => {
  const link = target.closest?.("a[href^='#']");
  const place = link && document.getElementById(link.hash.slice(1));
  if (place) reveal(place);
  if (place && link.closest(".on-this-page[data-open]")) nav().querySelector(".fold-toggle").click();
});
