// Light or dark: an attribute of the document, which every style and chart follows.
const KEY = "monitor-appearance";
const root = () => document.documentElement;

export const systemIsDark = () => window.matchMedia("(prefers-color-scheme: dark)");

export const mode = () => root().dataset.bsTheme;

export const setMode = (value) => {
  root().dataset.bsTheme = value;
  return value;
};

/** The choice the reader made in this browser: light, dark or system. */
export const storedChoice = () => localStorage.getItem(KEY) || "system";

export const storeChoice = (choice) => localStorage.setItem(KEY, choice);

/** Show a choice; gives the mode that it means. */
export const showChoice = (choice) => {
  const dark = choice === "dark" || (choice !== "light" && systemIsDark().matches);
  return setMode(dark ? "dark" : "light");
};

/** As the reader's system has it, now and whenever that changes, where the document itself says nothing. */
export const followSystem = () => {
  if (mode()) return;
  const system = systemIsDark();
  const follow = () => setMode(system.matches ? "dark" : "light");
  follow();
  system.addEventListener("change", follow);
};
