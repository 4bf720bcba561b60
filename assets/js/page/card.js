// What a chart's card (dashboard/components/chart_card.py) says of itself.

/** The address of a card's numbers: its filters, to which a page about one member adds that member. */
export const numbersOf = (card) => new URL(card.querySelector("a[download]").href);

/** The address of this view of this chart. */
export const linkTo = (card) => `${location.origin}${location.pathname}${location.search}#${card.id}`;
