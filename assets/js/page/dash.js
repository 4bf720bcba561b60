// All that our scripts say to Dash and hear from it, by its public interface alone: window.dash_clientside, window.React,
// and the attribute that its components carry while they wait.

/** The ids of dashboard/components/ids.py that are set from here. */
export const ADDRESS = { kind: "address", page: "" }; // what the callback of the filters answers for
export const ASOF = { kind: "asof", by: "day" }; // the as-of day, as a date
export const CONFIRMED = { kind: "confirmed", page: "" }; // the newest version known to have the same tables
export const LOCATION = "location"; // which page is to be shown
export const MARK = { kind: "mark", page: "" }; // the mark of a chart that was clicked

/** How Dash calls a callback on the server: where, for which output, and whether that is a page. */
export const CALLS = {
  address: /\/_dash-update-component(\?|$)/,
  output: /"output":"((?:[^"\\]|\\.)*)"/,
  page: /"output":"\.\.page\.children/,
};

export const setProps = (id, props) => window.dash_clientside.set_props(id, props);

/** What a function of ours answers where it has nothing to set. */
export const nothing = () => window.dash_clientside.no_update;

/** Whether an answer of the server is awaited. */
export const isWaiting = () => document.querySelector("[data-dash-is-loading]") !== null;

/** Let the callbacks of dashboard/callbacks/browser.py find these functions. */
export const offer = (functions) => {
  window.dash_clientside = { ...window.dash_clientside, monitor: functions };
};

/** Let Dash find our components (dashboard/components/static.py), each made with React. */
export const offerComponents = (make) => {
  window.dashboard = make(window.React);
};
