// Elements from plain values: texts are set as text, never read as HTML.

/** An element with attributes; `text` is its text, an attribute that is false or undefined is left out. */
export const element = (tag, { text, ...attributes } = {}, ...children) => {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) node.setAttribute(name, value === true ? "" : value);
  }
  if (text !== undefined) node.textContent = text;
  node.append(...children.filter(Boolean));
  return node;
};

/** Write a text where it does not stand yet: what changes costs time. */
export const setText = (place, text) => {
  if (place && place.textContent !== text) place.textContent = text;
};

/** The legend of a chart: each level or state with its word. */
export const legendItems = (levels) =>
  levels.map(([level, word]) => element("li", {}, element("span", { class: `swatch level-${level}` }), word));

/** A sentence with `{name}` filled in. */
export const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
