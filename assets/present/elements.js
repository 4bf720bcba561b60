// Elements made of plain values: texts are set as text, never read as HTML.
(() => {
  window.monitor = window.monitor || {};

  /** An element with attributes; `text` is its text, an attribute that is false or undefined is left out. */
  window.monitor.element = (tag, { text, ...attributes } = {}, ...children) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (value !== undefined && value !== false) made.setAttribute(name, value === true ? "" : value);
    }
    if (text !== undefined) made.textContent = text;
    made.append(...children.filter(Boolean));
    return made;
  };

  /** A sentence with `{name}` filled in. */
  window.monitor.fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
})();
