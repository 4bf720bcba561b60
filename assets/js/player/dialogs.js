// What opens over a slide: the help, and the filters prepared for it.
import { element } from "../lib/elements.js";

const framed = (name, title, close, ...inner) => {
  const dialog = element(
    "dialog",
    { "data-name": name, "aria-labelledby": `${name}-title` },
    element("h2", { id: `${name}-title`, text: title }),
    ...inner,
    element("button", { type: "button", class: "close", text: close }),
  );
  dialog.querySelector(".close").addEventListener("click", () => dialog.close());
  return dialog;
};

export const help = ({ words, keys }) => {
  const row = ([key, meaning]) => [element("dt", {}, element("kbd", { text: key })), element("dd", { text: meaning })];
  return framed("help", words.keys, words.close, element("dl", { class: "keys" }, ...keys.flatMap(row)));
};

/** The code that opens the view of a slide on a listener's phone, with its address. */
export const code = ({ words }, { code: src, href }) =>
  framed(
    "code",
    words.codeOf,
    words.close,
    element("img", { class: "code", src, alt: words.code }),
    element("p", { class: "code-address" }, element("a", { href, target: "_blank", rel: "noopener", text: href })),
  );

const radio = (value, text, checked) =>
  element("label", {}, element("input", { type: "radio", name: "choice", value, checked }), element("span", { text }));

const group = (name, boxes) =>
  element("fieldset", {}, name && element("legend", { text: name }), element("div", {}, ...boxes));

/** The choices of a slide, of which number `chosen` holds (-1: what its deck says); `choose(number)` takes another. */
export const filters = ({ words }, choices, chosen, choose) => {
  const names = [...new Set(["", ...choices.map(({ name }) => name)])];
  const boxes = choices.map(({ name, text }, i) => ({ name, box: radio(i, text, i === chosen) }));
  boxes.unshift({ name: "", box: radio(-1, words.asDeck, chosen < 0) });
  const of = (one) => boxes.filter(({ name }) => name === one).map(({ box }) => box);
  const form = element("form", { method: "dialog" }, ...names.map((name) => group(name, of(name))));
  form.addEventListener("change", ({ target }) => choose(Number(target.value)));
  return framed("filters", words.filtersOf, words.close, form);
};
