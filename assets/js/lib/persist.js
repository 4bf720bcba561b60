// Calls that are made again while they fail.

const WAITS = [1000, 2000, 5000, 10_000, 30_000]; // ms before each further try; the last again and again
const LONGEST = 30_000; // ms until an answer is given up

const attempt = async (send, address, options) => {
  try {
    return await send(address, { ...options, signal: AbortSignal.timeout(LONGEST) });
  } catch {
    return undefined; // nobody answers
  }
};

/**
 * Calls `send` as `fetch` is called, again and again until it answers with less than 500. Calls of one `nameOf` are of one
 * thing: a later one ends the tries of those before, which then come to nothing. `show` gets the state of what fails now:
 * "late" or, where trying again would not help, "stale"; undefined while nothing does. `isFinal` says of an answer that
 * failed that it is not to be tried again.
 */
export const persist = (send, { nameOf, show, isFinal = () => false }) => {
  const calls = new Map(); // by name: how the last call stands, and what makes it try now

  const set = (call, state) => {
    call.state = state;
    show([...calls.values()].map((one) => one.state).find(Boolean));
  };

  const pause = (call, time) =>
    new Promise((next) => {
      call.now = next;
      setTimeout(function look() {
        next();
      }, time);
    });

  const make = async (address, options) => {
    const name = nameOf(options.body);
    const call = { now: () => {} };
    const isLast = () => calls.get(name) === call;
    calls.get(name)?.now();
    calls.set(name, call);
    for (let tries = 0; ; tries += 1) {
      const answer = await attempt(send, address, options);
      const isRefused = answer?.status >= 400 && answer.status < 500;
      if (answer?.status < 500 || isFinal(answer, options)) {
        if (isLast()) set(call, isRefused ? "stale" : undefined);
        return answer;
      }
      if (isLast()) {
        set(call, "late");
        await pause(call, WAITS[Math.min(tries, WAITS.length - 1)]);
      }
      if (!isLast()) return new Response(null, { status: 204 });
    }
  };

  const retry = () => {
    for (const { now } of calls.values()) now();
  };
  return { make, retry };
};
