// An open page that hears of a newer version: it is made anew where it is concerned, else it only names that version.
import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import pace from "../../assets/js/lib/pace.json" with { type: "json" };

const heard = {};
const hear = (name, act) => {
  heard[name] = [...(heard[name] ?? []), act];
};
const place = () => ({ textContent: "", dataset: {} });
const places = {};
const set = [];
let news;
let answer; // takes the place of the server's
const setProps = (id, { data }) => {
  set.push([id, data]);
  if (id.kind === "address") answer(data.newest);
};

globalThis.document = {
  addEventListener: hear,
  hidden: false,
  documentElement: { lang: "fr" },
  querySelector: (css) => places[css] ?? null,
  querySelectorAll: () => [],
  getElementById: (id) => (id === "payload" ? { textContent: "{}" } : null),
};
globalThis.IntersectionObserver = class {};
globalThis.ResizeObserver = class {};
globalThis.localStorage = { getItem: () => null };
globalThis.location = { pathname: "/", search: "?lang=fr", hash: "" };
globalThis.requestAnimationFrame = () => {};
globalThis.window = {
  addEventListener: hear,
  matchMedia: () => ({ matches: false }),
  dash_clientside: { set_props: setProps },
};
globalThis.fetch = async () => ({ ok: true, json: async () => news });
mock.timers.enable({ apis: ["setTimeout"] });

const { arrived } = await import("../../assets/js/page/navigation.js");
const { showWords } = await import("../../assets/js/page/filters.js");
await import("../../assets/js/page/live.js");

const footer = () => places["[data-version]"];
const shown = (id) => set.filter(([{ kind }]) => kind === id).map(([, data]) => data);
const paper = { "cover-source": "source · version {version}" };
answer = (number) => showWords({ version: "Version {version}", number, written: `${number}`, key: "same", paper });
const settle = async () => {
  for (let turn = 0; turn < 50; turn += 1) await null;
};
const pass = async (time) => {
  for (let passed = 0; passed < time; passed += 500) {
    mock.timers.tick(500);
    await settle();
  }
};

beforeEach(async () => {
  for (const css of ["[data-version]", '[data-paper="cover-source"]', "[data-live]"]) places[css] = place();
  Object.assign(footer().dataset, { page: "overview" });
  places["[data-live]"].setAttribute = () => {};
  news = { version: 3, written: { fr: "3" }, pages: { overview: "same" } };
  arrived("");
  answer(3);
  await pass(2 * pace.every);
  set.length = 0;
});

test("a page none of whose tables has changed names the newer version, and asks for nothing", async () => {
  news = { version: 1004, written: { fr: "1 004" }, pages: { overview: "same" } };
  await pass(pace.every);
  assert.equal(footer().textContent, "Version 1 004");
  assert.equal(places['[data-paper="cover-source"]'].textContent, "source · version 1 004");
  assert.equal(footer().dataset.version, 1004);
  await pass(2 * pace.spread);
  assert.deepEqual(shown("address"), []);
});

test("its next change of filters names the newer version", async () => {
  news = { version: 4, written: { fr: "4" }, pages: { overview: "same" } };
  await pass(pace.every);
  assert.deepEqual(shown("confirmed"), [4]);
});

test("a page that is concerned asks once for what is new, within the time over which all do", async () => {
  news = { version: 4, written: { fr: "4" }, pages: { overview: "another" } };
  await pass(pace.every + pace.spread);
  assert.deepEqual(
    shown("address").map(({ newest, key }) => [newest, key]),
    [[4, "same"]],
  );
  assert.equal(footer().textContent, "Version 4");
});

test("a page without a key is concerned by every version", async () => {
  footer().dataset.key = "";
  news = { version: 4, written: { fr: "4" }, pages: {} };
  await pass(pace.every + pace.spread);
  assert.equal(shown("address").length, 1);
});

test("two versions on each other's heels have the page made anew once", async () => {
  const random = mock.method(Math, "random", () => 0.9);
  news = { version: 4, written: {}, pages: {} };
  await pass(pace.every);
  news = { version: 5, written: {}, pages: {} };
  await pass(pace.spread);
  random.mock.restore();
  assert.deepEqual(
    shown("address").map(({ newest }) => newest),
    [5],
  );
});

test("a page in a hidden tab asks for nothing until it is seen again, and then soon", async () => {
  const random = mock.method(Math, "random", () => 0.9);
  document.hidden = true;
  news = { version: 4, written: {}, pages: {} };
  await pass(pace.every + pace.spread);
  assert.deepEqual(set, []);
  document.hidden = false;
  for (const act of heard.visibilitychange) act();
  await pass(1); // it asks for the version first
  await pass(pace.waking);
  random.mock.restore();
  assert.equal(shown("address").length, 1);
});
