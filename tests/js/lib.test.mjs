// What every script needs: sentences, texts to compare, questions asked again.
import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { lines } from "../../assets/js/figure/picture.js";
import { fill } from "../../assets/js/lib/elements.js";
import { payload } from "../../assets/js/lib/payload.js";
import { poll, spreadOf } from "../../assets/js/lib/poll.js";
import { plain } from "../../assets/js/lib/text.js";

test("a sentence is filled in by name, and an unknown name stays", () => {
  assert.equal(fill("Slide {n} of {all}, {x}", { n: 1, all: 0 }), "Slide 1 of 0, {x}");
});

test("a text is compared without accents and capitals", () => {
  assert.equal(plain("BRÉSIL à São"), "bresil a sao");
});

test("the payload is read from the document", () => {
  const source = { getElementById: (id) => ({ textContent: `{"id": "${id}"}` }) };
  assert.deepEqual(payload(source), { id: "payload" });
});

test("lines hold as many words as fit, and a long word is broken", () => {
  const fits = (line) => line.length <= 8;
  assert.deepEqual(lines("two of a kind", fits), ["two of a", "kind"]);
  assert.deepEqual(lines("a abcdefghijklm", fits), ["a", "abcdefgh", "ijklm"]);
});

const settled = async () => {
  for (let i = 0; i < 10; i += 1) await Promise.resolve();
};

test("a question is asked again, less often while it fails, and at once where asked to", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  mock.method(Math, "random", () => 0);
  const asked = [];
  let works = true;
  let now = 0;
  const tick = async (ms) => {
    for (let i = 0; i < ms; i += 100) {
      now += 100;
      mock.timers.tick(100);
      await settled();
    }
  };
  const ask = async () => {
    asked.push(now);
    if (!works) throw new Error("away");
  };
  const askNow = poll(ask, { every: 1000, longest: 3000 });
  await tick(2000);
  assert.deepEqual(asked, [1000, 2000]);
  works = false;
  await tick(9000);
  assert.deepEqual(asked.slice(2), [3000, 5000, 8000, 11000]);
  works = true;
  await Promise.all([askNow(), askNow()]);
  await tick(1000);
  assert.deepEqual(asked.slice(6), [11000, 12000]);
  mock.restoreAll();
  mock.timers.reset();
});

test("pages that were opened together do not ask together", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const asked = [];
  for (const drawn of [0, 0.5, 1]) {
    mock.method(Math, "random", () => drawn);
    const ask = () => new Promise(() => asked.push(drawn)); // no further question
    poll(ask, { every: 1000, longest: 1000 });
    mock.restoreAll();
  }
  const counts = [799, 1, 99, 1, 99, 1].map((ms) => {
    mock.timers.tick(ms);
    return asked.length;
  });
  assert.deepEqual(counts, [0, 1, 1, 2, 2, 3]);
  mock.timers.reset();
});

test("pages spread what they ask for anew over longer the more of them are open", () => {
  assert.equal(spreadOf(), 20_000); // a server that does not say it
  assert.equal(spreadOf(40), 20_000);
  assert.equal(spreadOf(250), 125_000); // two a second
});
