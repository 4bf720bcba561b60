// Calls that fail are made again, and what is shown meanwhile is that they are late.
import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { persist } from "../../assets/js/lib/persist.js";

const settled = async () => {
  for (let i = 0; i < 20; i += 1) await Promise.resolve();
};

/** A server that answers with these statuses, one after the other; 0 is no answer at all. */
const serverOf = (...statuses) => {
  const shown = [];
  const bodies = [];
  const send = async (_, { body }) => {
    bodies.push(body);
    const status = statuses.shift();
    if (!status) throw new TypeError("Failed to fetch");
    return new Response(status === 204 ? null : body, { status });
  };
  const given = { nameOf: (body) => body[0], show: (state) => shown.push(state) };
  return { shown, bodies, given, ...persist(send, given), with: (more) => persist(send, { ...given, ...more }) };
};

const timers = (body) => async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  try {
    await body();
  } finally {
    mock.timers.reset();
  }
};

const call = (server, body) => server.make("/call", { body });

test("a call that is answered is made once, and nothing is shown", async () => {
  const server = serverOf(200);
  assert.equal((await call(server, "a1")).status, 200);
  assert.deepEqual([server.bodies, server.shown], [["a1"], [undefined]]);
});

test(
  "a call that nobody answers, or with a fault, is made again until it is answered",
  timers(async () => {
    const server = serverOf(0, 503, 200);
    const answer = call(server, "a1");
    await settled();
    mock.timers.tick(1000);
    await settled();
    assert.deepEqual(server.shown, ["late", "late"]);
    mock.timers.tick(2000);
    assert.equal((await answer).status, 200);
    assert.deepEqual([server.bodies, server.shown.at(-1)], [["a1", "a1", "a1"], undefined]);
  }),
);

test(
  "it is made at once when it is asked to",
  timers(async () => {
    const server = serverOf(0, 200);
    const answer = call(server, "a1");
    await settled();
    server.retry();
    assert.equal((await answer).status, 200);
  }),
);

test(
  "a later call of the same ends the tries of the one before, one of another does not",
  timers(async () => {
    const server = serverOf(0, 200, 200, 200);
    const first = call(server, "a1");
    await settled();
    await call(server, "b1");
    assert.equal(server.shown.at(-1), "late");
    const second = await call(server, "a2");
    assert.deepEqual([(await first).status, await second.text()], [204, "a2"]);
    assert.deepEqual([server.bodies, server.shown.at(-1)], [["a1", "b1", "a2"], undefined]);
  }),
);

test("an answer that says the call is wrong is shown as that, and not asked for again", async () => {
  const server = serverOf(400);
  assert.equal((await call(server, "a1")).status, 400);
  assert.deepEqual([server.bodies, server.shown], [["a1"], ["stale"]]);
});

test("a fault that is final is not tried again", async () => {
  const server = serverOf(503);
  const answer = await call(server.with({ isFinal: (one) => one?.status === 503 }), "a1");
  assert.deepEqual([answer.status, server.bodies], [503, ["a1"]]);
});
