// Runs before the first paint: light or dark as the reader chose in this browser, else as the system has it.
import { showChoice, storedChoice } from "./lib/appearance.js";

showChoice(storedChoice());
