// The Share menu of a card (dashboard/components/chart_card.py): copies its link, opens the dialogs Embed and Cite.
import { copy } from "../lib/clipboard.js";
import { element } from "../lib/elements.js";
import { fetchJson } from "../lib/poll.js";
import { linkTo, numbersOf } from "./card.js";
import { openDialog } from "./dialog.js";

const chosen = (form) => [...new FormData(form).values()].join(",");

const radio = (name, value, text, checked) => {
  const box = element("input", { type: "radio", name, value, checked });
  return element("label", {}, box, " ", text);
};

const choice = (name, legend, options, chosenOne) => {
  const labels = Object.entries(options).map(([value, text], i) =>
    radio(name, value, text, chosenOne === undefined ? i === 0 : value === chosenOne),
  );
  return element("fieldset", { class: "share-choice" }, element("legend", {}, legend), ...labels);
};

/** A text to take along: it cannot be changed, is selected at a touch, and has a button that copies it. */
const copyable = (id, label, text, words, say) => {
  const box = element("textarea", { id, readonly: "", rows: "4", spellcheck: "false" });
  box.value = text;
  box.addEventListener("focus", () => box.select());
  const button = element("button", { type: "button", class: "share-copy" }, words.copy);
  button.setAttribute("aria-label", `${words.copy}: ${label}`);
  button.addEventListener("click", async () => say((await copy(box.value)) ? words.copied : words.byHand));
  const head = element("div", { class: "share-head" }, element("label", { for: id }, label), button);
  return { box, part: element("div", { class: "share-text" }, head, box) };
};

/** Which code: the choices, the code they make, and what it will look like. */
const embed = (answer, words, say) => {
  if (!answer.codes) return [element("p", {}, words.closed)];
  const form = element(
    "form",
    { class: "share-choices" },
    choice("kind", words.data, answer.kinds),
    choice("lang", words.language, answer.languages, answer.language),
    choice("appearance", words.appearance, answer.appearances),
  );
  const follows = element("input", { type: "checkbox" });
  const { box, part } = copyable("share-code", words.code, "", words, say);
  const preview = element("a", { target: "_blank", rel: "noopener", class: "share-preview" }, words.preview);
  const write = () => {
    const { href, code } = answer.codes[chosen(form)];
    box.value = follows.checked ? `${code}\n${answer.script}` : code;
    preview.href = href;
  };
  form.addEventListener("submit", (event) => event.preventDefault());
  for (const control of [form, follows]) control.addEventListener("change", write);
  write();
  return [form, element("label", { class: "share-follows" }, follows, " ", words.follows), part, preview];
};

const cite = (answer, words, say) => [
  copyable("share-citation", words.text, answer.text, words, say).part,
  copyable("share-bibtex", "BibTeX", answer.bibtex, words, say).part,
];

const dialogs = { embed, cite };

/** Open a dialog about a chart. */
const open = (kind, menu, title, { words, ...answer }) => {
  const status = element("p", { role: "status", class: "share-told" });
  const say = (text) => {
    status.textContent = text;
  };
  openDialog(menu, { title: words[kind], about: title, close: words.close }, [
    ...dialogs[kind](answer[kind], words, say),
    status,
  ]);
};

/** The address of this view of this chart; said aloud where it cannot be put in the clipboard. */
const link = async (card, menu) => {
  const address = linkTo(card);
  return (await copy(address)) ? menu.dataset.linked : address;
};

const ask = (card, menu) => fetchJson(menu.dataset.address + numbersOf(card).search);

const act = async (button) => {
  const [card, menu] = [button.closest("article"), button.closest("details")];
  const say = (text) => {
    menu.querySelector("[role=status]").textContent = text;
  };
  const kind = button.dataset.share;
  if (kind === "link") return say(await link(card, menu));
  say("");
  try {
    open(kind, menu, card.querySelector("h2").textContent, await ask(card, menu));
  } catch {
    say(menu.dataset.away);
  }
};

document.addEventListener("click", ({ target }) => {
  const button = target.closest?.("[data-share]");
  if (button) act(button);
});
