// Keys and swipes of a presentation.
import assert from "node:assert/strict";
import { test } from "node:test";
import { actionOf, turnOf } from "../../assets/js/player/keys.js";

test("keys turn the slides, and Space goes back with Shift", () => {
  const keys = ["ArrowRight", "PageDown", " ", "ArrowLeft", "PageUp"].map((key) => actionOf({ key }));
  assert.deepEqual(keys, ["next", "next", "next", "previous", "previous"]);
  assert.equal(actionOf({ key: " ", shiftKey: true }), "previous");
});

test("a letter does the same in capitals, and one that means nothing does nothing", () => {
  assert.deepEqual(
    ["b", "B", "?", "x", "Tab"].map((key) => actionOf({ key })),
    ["blank", "blank", "help", undefined, undefined],
  );
});

test("a swipe is long, and sideways", () => {
  assert.deepEqual(
    [
      [-60, 10],
      [60, -10],
      [-40, 0],
      [-60, 40],
    ].map(([x, y]) => turnOf(x, y)),
    ["next", "previous", undefined, undefined],
  );
});
