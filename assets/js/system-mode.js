// Runs before the first paint where no choice of the reader holds: in a frame of another site.
import { followSystem } from "./lib/appearance.js";

followSystem();
