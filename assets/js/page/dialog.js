// A dialog that a menu opens.
import { element } from "../lib/elements.js";

/** Open a dialog with `parts` under a `title` and what it is `about`; when it closes, focus goes back to the menu. */
export const openDialog = (menu, { title, about, close }, parts) => {
  const button = element("button", { type: "button", class: "action", "aria-label": close }, "\u2715");
  const name = element("h2", { id: "share-name" }, title);
  const top = element("div", { class: "share-top" }, name, button);
  const named = { class: "share-dialog", "aria-labelledby": "share-name" };
  const dialog = element("dialog", named, top, element("p", { class: "share-about" }, about), ...parts);
  button.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", ({ target }) => target === dialog && dialog.close());
  dialog.addEventListener("close", () => {
    dialog.remove();
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  document.body.append(dialog);
  dialog.showModal();
};
