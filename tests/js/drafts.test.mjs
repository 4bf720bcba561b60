// Drafts are kept as one types, through a line that goes away and comes back.
import assert from "node:assert/strict";
import { test } from "node:test";
import { keeper, same } from "../../assets/js/lib/drafts.js";

/** A device, a form with one text and a server that answers as it is told. */
const desk = ({ kept, revision = 1, text = "" } = {}) => {
  const here = { text, kept, sent: [], shown: [], waits: [], answers: [] };
  here.keeper = keeper({
    texts: () => ({ summary: here.text }),
    put: ({ summary }) => {
      here.text = summary ?? here.text;
    },
    store: {
      load: () => here.kept,
      save: (value) => {
        here.kept = value;
      },
      drop: () => {
        here.kept = undefined;
      },
    },
    send: async ({ summary }, at) => {
      here.sent.push([summary, at]);
      const answer = here.answers.shift() ?? { status: 200, revision: at + 1 };
      if (answer === "away") throw new TypeError("Failed to fetch");
      return typeof answer === "function" ? answer() : answer;
    },
    show: (name, error) => here.shown.push(error ?? name),
    later: (act, ms) => here.waits.push([act, ms]),
    revision,
  });
  here.type = (written) => {
    here.text = written;
    here.keeper.change();
  };
  return here;
};

test("what is typed is on the device at once and on the server after a while", async () => {
  const here = desk();
  here.type("Half");
  assert.deepEqual([here.kept.texts.summary, here.sent], ["Half", []]);
  await here.waits[0][0]();
  assert.deepEqual([here.sent, here.kept, here.shown], [[["Half", 1]], undefined, ["saving", "saved"]]);
});

test("each save is of the revision that the one before made", async () => {
  const here = desk();
  here.type("Half");
  await here.keeper.flush();
  here.type("Whole");
  await here.keeper.flush();
  assert.deepEqual(here.sent, [
    ["Half", 1],
    ["Whole", 2],
  ]);
});

test("what is typed while a save is under way is sent after it, and one at a time", async () => {
  const here = desk();
  here.answers.push(() => {
    here.type("Half and more");
    here.keeper.flush();
    return { status: 200, revision: 2 };
  });
  here.type("Half");
  assert.equal(await here.keeper.flush(), true);
  assert.deepEqual(here.sent, [
    ["Half", 1],
    ["Half and more", 2],
  ]);
});

test("while the line is away the text stays on the device, and is sent when it is back", async () => {
  const here = desk();
  here.answers.push("away", { status: 503 });
  here.type("Half");
  assert.equal(await here.keeper.flush(), false);
  assert.deepEqual([here.shown.at(-1), here.kept.texts.summary], ["away", "Half"]);
  await here.waits.at(-1)[0]();
  await here.keeper.flush();
  assert.deepEqual([here.shown.at(-1), here.kept], ["back", undefined]);
});

test("a save whose answer was lost does not stand in the way of the next", async () => {
  const here = desk();
  here.answers.push("away", { status: 409, revision: 2, stored: { summary: "Half" } });
  here.type("Half");
  await here.keeper.flush();
  here.type("Whole");
  assert.equal(await here.keeper.flush(), true);
  assert.deepEqual(here.sent.at(-1), ["Whole", 2]);
});

test("a text saved elsewhere is not written over unless one says so", async () => {
  const here = desk();
  here.answers.push({ status: 409, revision: 5, stored: { summary: "Of another device" } });
  here.type("Mine");
  assert.equal(await here.keeper.flush(), false);
  assert.deepEqual([here.shown.at(-1), here.kept.texts.summary], ["changed", "Mine"]);
  here.type("Mine still");
  assert.deepEqual([await here.keeper.flush(), here.sent.length], [false, 1]);
  assert.equal(await here.keeper.save(), true);
  assert.deepEqual(here.sent.at(-1), ["Mine still", 5]);
});

test("who is signed out keeps the text, and a refusal is said", async () => {
  const here = desk();
  here.answers.push({ status: 401 }, { status: 400, error: "Too long." });
  here.type("Half");
  await here.keeper.flush();
  assert.deepEqual([here.shown.at(-1), here.kept.texts.summary], ["out", "Half"]);
  await here.keeper.save();
  assert.equal(here.shown.at(-1), "Too long.");
});

test("what an earlier visit left is taken up, unless it was saved elsewhere meanwhile", async () => {
  const left = { texts: { summary: "Mine" }, revision: 1 };
  const here = desk({ kept: left });
  await here.keeper.resume();
  assert.deepEqual([here.text, here.sent], ["Mine", [["Mine", 1]]]);

  const behind = desk({ kept: left, revision: 3, text: "Of another device" });
  await behind.keeper.resume();
  assert.deepEqual([behind.text, behind.sent, behind.shown], ["Mine", [], ["changed"]]);

  const arrived = desk({ kept: { ...left, unanswered: { summary: "Mi" } }, revision: 2, text: "Mi" });
  await arrived.keeper.resume();
  assert.deepEqual(arrived.sent, [["Mine", 2]]);

  const done = desk({ kept: left, revision: 2, text: "Mine" });
  await done.keeper.resume();
  assert.deepEqual([done.sent, done.kept], [[], undefined]);
});

test("a page that comes anew keeps what is not saved, and else has what the server has", async () => {
  const here = desk();
  here.type("Mine");
  here.text = "";
  here.keeper.shownAnew(9);
  assert.equal(here.text, "Mine");
  await here.keeper.flush();
  here.keeper.shownAnew(7);
  here.type("More");
  await here.keeper.flush();
  assert.deepEqual(here.sent.at(-1), ["More", 7]);
});

test("a page that was on its way while a draft was saved takes nothing of it away", async () => {
  const here = desk({ revision: 0 });
  here.type("Mine");
  await here.keeper.flush();
  here.text = ""; // as the page has it, which was asked for before
  here.keeper.shownAnew(0);
  assert.equal(here.text, "Mine");
  here.type("Mine and more");
  await here.keeper.flush();
  assert.deepEqual(here.sent.at(-1), ["Mine and more", 1]);
});

test("after a step with a report the page that comes has what holds, also of another report", async () => {
  const here = desk({ revision: 0 });
  here.type("Mine");
  await here.keeper.flush();
  here.keeper.forget();
  here.text = "";
  here.keeper.shownAnew(0);
  here.type("Another");
  await here.keeper.flush();
  assert.deepEqual(here.sent.at(-1), ["Another", 0]);
});

test("drafts are the same whatever their blanks", () => {
  assert.equal(same({ a: " b\n c " }, { a: "b c" }), true);
  assert.equal(same({ a: "b" }, { a: "c" }), false);
  assert.equal(same(undefined, { a: "b" }), false);
});
