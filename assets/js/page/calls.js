// The calls of callbacks: one that fails is tried again, and the page says meanwhile that it is behind.
import { element } from "../lib/elements.js";
import { persist } from "../lib/persist.js";
import { CALLS } from "./dash.js";
import { hasArrived } from "./navigation.js";
import { pageAddress } from "./pages.js";

const button = (text, act) => {
  const node = element("button", { type: "button", class: "btn btn-link", text });
  node.addEventListener("click", act);
  return node;
};

/** What the page says of its calls, in its own words (`faults` of dashboard/components/notices.py), and what can be done. */
const STATES = {
  late: ({ late, again }) => [late, again, () => calls.retry()],
  stale: ({ stale, reload }) => [stale, reload, () => location.reload()],
};

const show = (state) => {
  const notice = document.querySelector(".call-notice");
  if (!notice || notice.dataset.state === state) return;
  if (!state) {
    delete notice.dataset.state;
    return notice.replaceChildren();
  }
  notice.dataset.state = state;
  const [sentence, label, act] = STATES[state](notice.dataset);
  return notice.replaceChildren(element("span", { text: sentence }), " ", button(label, act));
};

/** A page that the server cannot give is shown as the document in which it says why. */
const isFinal = (answer, { body }) => {
  const isPage = Boolean(answer) && hasArrived() && CALLS.page.test(body);
  if (isPage) location.reload();
  return isPage;
};

const fetched = window.fetch.bind(window);
const send = (address, options) => {
  const page = pageAddress(address, options?.body);
  return page ? fetched(page, { signal: options.signal }) : fetched(address, options);
};
const calls = persist(send, { nameOf: (body) => CALLS.output.exec(body)?.[1], show, isFinal });
window.fetch = (address, options) =>
  CALLS.address.test(address) ? calls.make(address, options) : send(address, options);
window.addEventListener("online", calls.retry);
