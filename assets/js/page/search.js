// The search: the / key or its button opens a box, whose results are links; a combobox to the keyboard and screen readers.
import { element } from "../lib/elements.js";
import { fetchJson } from "../lib/poll.js";

const PAUSE = 120; // ms without a key until the server is asked

const result = ({ name, note, href }, group, place) => {
  const id = `search-result-${group}-${place}`;
  const texts = [element("span", { class: "search-name", text: name })];
  if (note) texts.push(" ", element("span", { class: "search-note", text: note }));
  return element(
    "a",
    { id, href, role: "option", class: "inside", tabindex: "-1", "aria-selected": "false" },
    ...texts,
  );
};

const section = ({ heading, results }, group) => {
  const id = `search-group-${group}`;
  const head = element("div", { id, class: "search-heading", role: "presentation" }, heading);
  const options = results.map((one, place) => result(one, group, place));
  return element("div", { role: "group", "aria-labelledby": id }, head, ...options);
};

/** The open search: its dialog, and what is done in it. */
const start = ({ address, label, keys, away, close }) => {
  const box = element("input", {
    ...{ id: "search-box", class: "search-box", type: "text", placeholder: label, "aria-label": label },
    ...{ role: "combobox", "aria-autocomplete": "list", "aria-controls": "search-results", "aria-expanded": "false" },
    ...{ autocomplete: "off", autocapitalize: "off", spellcheck: "false", enterkeyhint: "go", maxlength: "200" },
  });
  const list = element("div", { id: "search-results", class: "search-results", role: "listbox", "aria-label": label });
  const status = element("p", { class: "search-told", role: "status" });
  const leave = element("button", { type: "button", class: "action", "aria-label": close }, "\u2715");
  const top = element("div", { class: "search-top" }, box, leave);
  const foot = element("p", { class: "search-keys" }, keys);
  const dialog = element("dialog", { class: "search-dialog", "aria-label": label }, top, status, list, foot);

  let timer;
  let question; // on its way
  let shown = ""; // the text whose results are shown
  let opens = false; // Enter came before its results

  const options = () => [...list.querySelectorAll("[role=option]")];
  const active = () => list.querySelector("[aria-selected=true]");

  const choose = (option) => {
    active()?.setAttribute("aria-selected", "false");
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) box.setAttribute("aria-activedescendant", option.id);
    else box.removeAttribute("aria-activedescendant");
  };

  const show = (text, { told: sentence, groups }) => {
    shown = text;
    status.textContent = sentence;
    list.replaceChildren(...groups.map(section));
    list.hidden = !groups.length;
    box.setAttribute("aria-expanded", String(!list.hidden));
    list.scrollTop = 0;
    choose(options()[0]);
    if (opens) active()?.click();
    opens = false;
  };

  /** Ask for the results of what stands in the box; an answer that has been overtaken is not shown. */
  const ask = async () => {
    clearTimeout(timer);
    question?.abort();
    question = new AbortController();
    const text = box.value.trim();
    const query = new URLSearchParams(location.search); // the results carry the filters along
    query.set("q", text);
    try {
      const { signal } = question;
      show(text, text ? await fetchJson(`${address}?${query}`, { signal }) : { told: "", groups: [] });
    } catch (fault) {
      if (fault.name !== "AbortError") show(text, { told: away, groups: [] });
    }
  };

  const move = (steps) => {
    const all = options();
    choose(all[(all.indexOf(active()) + steps + all.length) % all.length]);
  };

  const open = () => {
    if (shown === box.value.trim()) return active()?.click();
    opens = true;
    return ask();
  };

  const actions = { ArrowDown: () => move(1), ArrowUp: () => move(-1), Enter: open };
  box.addEventListener("keydown", (event) => {
    if (!actions[event.key] || event.isComposing) return;
    event.preventDefault();
    actions[event.key]();
  });
  box.addEventListener("input", () => {
    opens = false;
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  leave.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", ({ target, metaKey, ctrlKey, shiftKey }) => {
    const beside = target === dialog; // its backdrop
    const followed = target.closest("[role=option]") && !metaKey && !ctrlKey && !shiftKey;
    if (beside || followed) dialog.close();
  });
  dialog.addEventListener("close", () => {
    clearTimeout(timer);
    question?.abort();
    dialog.remove();
  });

  list.hidden = true;
  document.body.append(dialog);
  dialog.showModal();
  box.focus();
};

const open = () => {
  const button = document.querySelector(".search-open");
  if (button && !document.querySelector(".search-dialog")) start(button.dataset);
};

const writing = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";

document.addEventListener("keydown", (event) => {
  const meant = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey;
  if (!meant || event.target.closest?.(writing)) return;
  event.preventDefault();
  open();
});
document.addEventListener("click", ({ target }) => target.closest?.(".search-open") && open());
