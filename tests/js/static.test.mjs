// The elements of a folded page.
import assert from "node:assert/strict";
import { test } from "node:test";
import { build, components } from "../../assets/js/page/static.js";

const React = { Fragment: "fragment", createElement: (tag, props, ...children) => ({ tag, props, children }) };

test("a tree of texts, elements and numbered children is built in its order", () => {
  const tree = ["ul", { className: "x" }, ["li", {}, "a"], 1, ["", {}, "b", 0]];
  assert.deepEqual(build(tree, ["first", "second"], React), {
    tag: "ul",
    props: { className: "x" },
    children: [
      { tag: "li", props: {}, children: ["a"] },
      "second",
      { tag: "fragment", props: {}, children: ["b", "first"] },
    ],
  });
});

test("a part that is no element is built by its own function", () => {
  const Boxes = () => {};
  const { tag, props } = build(["Boxes", { filter: "region" }], [], React, { Boxes });
  assert.deepEqual([tag, props], [Boxes, { filter: "region" }]);
});

test("a link leads to an address, never to a script", () => {
  const hrefs = [
    "/pilots",
    "?lang=fr",
    "#main",
    "https://example.org",
    "mailto:a@b.c",
    "",
    "javascript:alert(1)",
    " x",
  ];
  const built = hrefs.map((href) => build(["a", { href }], [], React).props.href);
  assert.deepEqual(built, [...hrefs.slice(0, 6), undefined, undefined]);
});

test("a component without children, with one or with several is the same to the page", () => {
  const { Static } = components(React);
  assert.equal(Static({ tree: "text" }), "text");
  assert.equal(Static({ tree: 0, children: "only" }), "only");
  assert.equal(Static({ tree: 1, children: ["a", "b"] }), "b");
});
