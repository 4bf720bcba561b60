// What is copied, with or without the leave of a browser.
import { element } from "./elements.js";

/** Text in the clipboard; where the browser gives scripts none (a page without https), by a selection. */
export const copy = async (text) => {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const box = element("textarea", { readonly: "", class: "visually-hidden" });
    const before = document.activeElement;
    box.value = text;
    (before.closest("dialog") || document.body).append(box);
    box.select();
    const done = document.execCommand("copy");
    box.remove();
    before.focus();
    return done;
  }
};
