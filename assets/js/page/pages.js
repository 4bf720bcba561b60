// A page is asked for at an address of its own, so that caches between the server and its readers can hold it.
import { CALLS } from "./dash.js";

/** Where the page is that a call of Dash asks for, as the very answer to it; nothing where it asks for something else. */
export const pageAddress = (address, body) => {
  if (!CALLS.page.test(body)) return undefined;
  const { pathname, search } = JSON.parse(body).inputs[0].value;
  const [root] = address.split("_dash-update-component");
  return `${root}_page/${pathname.slice(root.length)}${search}`;
};
