// A button that prints the page it stands on.
document.addEventListener("click", (event) => event.target.closest?.("[data-print]") && window.print());
