// Which callback is asked when the address changes: that of pages, or that of the filters of the page that is shown.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

const heard = {};
const hear = (name, act) => {
  heard[name] = act;
};
const footer = { dataset: { version: "3", shape: "s", key: "k" } };
globalThis.document = {
  addEventListener: hear,
  querySelector: (css) => (css === "[data-version]" ? footer : null),
  getElementById: () => null,
};
globalThis.location = { pathname: "/", search: "", hash: "" };
globalThis.history = {
  pushState: (_state, _title, href) => Object.assign(location, partsOf(href)),
};
globalThis.requestAnimationFrame = (act) => act();
globalThis.window = {
  addEventListener: hear,
  scrollTo() {},
  dash_clientside: { set_props: (...all) => set.push(all) },
};

let set = [];
const partsOf = (href) => {
  const { pathname, search, hash } = new URL(href, "http://here");
  return { pathname, search, hash };
};
const back = (href) => {
  Object.assign(location, partsOf(href));
  heard.popstate();
};
const { arrived, enter, follow, go, isReady, locate, onArrival, refresh } = await import(
  "../../assets/js/page/navigation.js"
);
const ADDRESS = { kind: "address", page: "" };

beforeEach(() => {
  Object.assign(location, partsOf("/"));
  locate();
  arrived("Overview");
  set = [];
});

test("another page is asked for by its address", () => {
  go("/pilots?lang=fr");
  assert.deepEqual(set, [["location", { data: { pathname: "/pilots", search: "?lang=fr" } }]]);
});

test("other filters of the page are asked for by its own callback, from data no older than what is shown", () => {
  go("/?region=europe");
  assert.deepEqual(set, [
    [ADDRESS, { data: { pathname: "/", query: "?region=europe", version: 3, shape: "s", key: "k" } }],
  ]);
});

test("Back to other filters stays on the page, and Back to another page leaves it", () => {
  back("/?region=europe");
  back("/pilots");
  assert.deepEqual(
    set.map(([id]) => id),
    [ADDRESS, "location"],
  );
});

test("Back, while another page is awaited, asks for the page again", () => {
  go("/pilots");
  back("/");
  assert.deepEqual(
    set.map(([, { data }]) => data.pathname),
    ["/pilots", "/"],
  );
});

test("Back undoes filters whose answer has put them into the address", () => {
  enter("?region=europe");
  assert.equal(location.search, "?region=europe");
  assert.deepEqual(set, []);
  back("/");
  assert.deepEqual(
    set.map(([, { data }]) => data.query),
    [""],
  );
});

test("a place on the page as it is asks for nothing", () => {
  enter("?region=europe");
  back("/?region=europe#regions");
  assert.deepEqual(set, []);
});

test("nothing is asked of a page that is going", () => {
  go("/pilots");
  set = [];
  follow();
  refresh(4);
  assert.deepEqual(set, []);
});

test("a newer version is asked for where the reader is", () => {
  refresh(4);
  assert.deepEqual(set, [
    [ADDRESS, { data: { pathname: "/", query: "", version: 3, shape: "s", key: "k", newest: 4 } }],
  ]);
});

test("a page that has come gives the document its title and is told to all who wait for one", () => {
  const titles = [];
  onArrival(() => titles.push(document.title));
  arrived("Pilots");
  assert.deepEqual(titles, ["Pilots"]);
  assert.ok(isReady());
});

test("a link within the dashboard is followed here, one with a key pressed by the browser", () => {
  const link = { href: "http://here/pilots", pathname: "/pilots" };
  const event = (more) => ({ button: 0, target: { closest: () => link }, preventDefault() {}, ...more });
  heard.click(event({ ctrlKey: true }));
  assert.deepEqual(set, []);
  heard.click(event());
  assert.equal(set[0][0], "location");
});
