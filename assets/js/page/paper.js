// A button that prints the page it stands on, once its charts are drawn: maps fetch their land when they first are.
import { onPaper } from "./charts.js";

document.addEventListener("click", async (event) => {
  if (!event.target.closest?.("[data-print]")) return;
  await onPaper();
  window.print();
});
