// The dashboard's pages: runs before Dash starts, which then finds our component and what its callbacks do in the browser.
// Dash's own scripts expect this of a polyfill that pages leave out (dashboard/web/document.py).
import "regenerator-runtime/runtime";
import "./page/brief.js";
import "./page/callbacks.js";
import "./page/calls.js";
import { canDraw } from "./page/charts.js";
import { offerComponents } from "./page/dash.js";
import "./page/decks.js";
import "./page/desk.js";
import "./page/disclosures.js";
import "./page/load.js";
import { isReady } from "./page/navigation.js";
import { onPaper } from "./page/paper.js";
import "./page/report.js";
import "./page/search.js";
import "./page/send.js";
import "./page/share.js";
import { components } from "./page/static.js";
import "./page/takeover.js";

offerComponents(components);
// What prints a page from outside waits for the one and then calls the other: dashboard/cli/documents.py.
window.monitor = { isReady: () => isReady() && canDraw(), onPaper };
