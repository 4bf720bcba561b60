// Cards that a phone shows as their headings open at a touch, and by themselves for a place in them that is gone to.
const FOLDED = ".folds:not([data-open]), details:not([open])";

const turn = (card, isOpen) => {
  card.toggleAttribute("data-open", isOpen);
  card.querySelector(":scope > .fold-toggle").setAttribute("aria-expanded", String(isOpen));
};

/** Open whatever `place` is folded away in, and `place` itself: what an address points to is to be read. */
export const reveal = (place) => {
  const own = place.querySelector(":scope > details:only-child");
  if (own) own.open = true;
  for (let fold = place.closest(FOLDED); fold; fold = fold.parentElement?.closest(FOLDED)) {
    if (fold.localName === "details") fold.open = true;
    else turn(fold, true);
  }
};

/** What the reader has opened on the page that this one takes the place of. */
export const carryFolds = (first, entry) => {
  const now = [...entry.querySelectorAll(".folds")];
  for (const [place, card] of [...first.querySelectorAll(".folds")].entries()) {
    if (card.hasAttribute("data-open") && now[place]) turn(now[place], true);
  }
};

document.addEventListener("click", ({ target }) => {
  const toggle = target.closest?.(".fold-toggle");
  if (toggle) turn(toggle.parentElement, !toggle.parentElement.hasAttribute("data-open"));
});
