// Light or dark before the first paint: the reader's choice where one was made, else the system's.
window.monitor = window.monitor || {};
window.monitor.appearance = {
  key: "monitor-appearance",
  system: window.matchMedia("(prefers-color-scheme: dark)"),
  chosen() {
    return localStorage.getItem(this.key) || "system";
  },
  /** Show `choice` (light, dark or system) and say which of light and dark that is. */
  show(choice) {
    const dark = choice === "dark" || (choice !== "light" && this.system.matches);
    const mode = dark ? "dark" : "light";
    document.documentElement.setAttribute("data-bs-theme", mode);
    return mode;
  },
};
window.monitor.appearance.show(window.monitor.appearance.chosen());
