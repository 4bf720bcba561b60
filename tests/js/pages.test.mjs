// The address at which the page is that a call of Dash asks for.
import assert from "node:assert/strict";
import { test } from "node:test";
import { pageAddress } from "../../assets/js/page/pages.js";

const call = (pathname, search, output = "..page.children...title.data..") => {
  const inputs = [{ id: "location", property: "data", value: { pathname, search } }];
  return JSON.stringify({ output, outputs: [], inputs, changedPropIds: ["location.data"] });
};

test("a page is asked for by its own path and filters", () => {
  const asked = pageAddress("/_dash-update-component", call("/members/kenya", "?lang=fr&q=a%26b"));
  assert.equal(asked, "/_page/members/kenya?lang=fr&q=a%26b");
});

test("the Overview is at the root of the pages, also under a prefix", () => {
  assert.equal(pageAddress("/_dash-update-component", call("/", "")), "/_page/");
  assert.equal(
    pageAddress("/monitor/_dash-update-component", call("/monitor/", "?lang=es")),
    "/monitor/_page/?lang=es",
  );
  assert.equal(pageAddress("/monitor/_dash-update-component", call("/monitor/data", "")), "/monitor/_page/data");
});

test("all other calls go where Dash sends them", () => {
  assert.equal(pageAddress("/_dash-update-component", call("/", "", "a.children")), undefined);
  assert.equal(pageAddress("/_dash-update-component", undefined), undefined);
});
