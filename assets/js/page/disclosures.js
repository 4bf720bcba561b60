// Disclosures of the filter bar and of cards behave as menus do: Escape and a click elsewhere close them; in the filter
// bar a box finds an option.
import { plain } from "../lib/text.js";

const menus = "details:is(.choice, .share)[open]";
const open = () => document.querySelectorAll(menus);

document.addEventListener("click", ({ target }) => {
  for (const choice of open()) if (!choice.contains(target)) choice.open = false;
});

document.addEventListener("keydown", ({ key, target }) => {
  const choice = key === "Escape" && target.closest?.(menus);
  if (!choice) return;
  choice.open = false;
  choice.querySelector("summary").focus();
});

document.addEventListener("input", ({ target }) => {
  if (!target.matches?.(".choice-search")) return;
  const wanted = plain(target.value);
  for (const option of target.closest("fieldset").querySelectorAll(".choice-options label")) {
    option.hidden = !plain(option.textContent).includes(wanted);
  }
});
