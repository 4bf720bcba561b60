// What the callbacks of dashboard/callbacks/browser.py do in the browser.
import { mode, showChoice, storeChoice, storedChoice } from "../lib/appearance.js";
import { recolour, showCharts } from "./charts.js";
import { keepInStep } from "./contents.js";
import { nothing, offer } from "./dash.js";
import { showWords, toggleDrawer } from "./filters.js";
import { renew } from "./live.js";
import { arrived, enter, locate, onArrival } from "./navigation.js";
import { enhance } from "./tables.js";
import { followTime } from "./time.js";

/** The charts that have just come with their page. */
const come = (charts) => {
  showCharts(charts); // nobody waits for it: Plotly may never come
  return nothing();
};

/** What the page has of its own follows what the server has put in place. */
const inStep = () => {
  keepInStep();
  enhance();
};
onArrival(() => requestAnimationFrame(enhance));

/** The answer to a change of filters, for the whole page. */
const take = async ([answer = {}]) => {
  const { cards = [], query, renewed, ...words } = answer;
  if (renewed) await renew(renewed);
  showWords(words);
  if (query !== undefined) enter(query);
  followTime(words.current?.asof);
  await showCharts(cards);
  requestAnimationFrame(inStep);
  return nothing();
};

/** The reader chose colours; without a select on the page yet, the choice of last time holds. */
const appear = ([choice]) => {
  const before = mode();
  storeChoice(choice || storedChoice());
  if (showChoice(storedChoice()) !== before) recolour();
  return nothing();
};

offer({
  ...{ locate, arrived: (_page, title) => arrived(title) },
  ...{ come, take, appear, toggleDrawer },
});
