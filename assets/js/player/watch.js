// Whether the server is there, and which data version it has: a small question every few seconds, silent when it fails.
import { poll } from "../lib/poll.js";

const [EVERY, RARELY] = [4000, 16000]; // ms; less often the longer it is away

/** `hear({away})` and `hear({newest})` when these change; gives a function that asks now and says if it is there. */
export const watchServer = (address, hear) => {
  let away = false;

  const note = (now) => {
    if (now !== away) hear({ away: now });
    away = now;
  };

  const ask = async () => {
    try {
      const answer = await fetch(address, { cache: "no-cache", signal: AbortSignal.timeout(EVERY) });
      note(answer.status >= 500);
      if (answer.ok) hear({ newest: (await answer.json()).version });
    } catch {
      note(true);
    }
    if (away) throw new Error(`${address} does not answer`);
  };

  const now = poll(ask, { every: EVERY, longest: RARELY });
  window.addEventListener("online", now);
  window.addEventListener("offline", now);
  return async () => {
    await now();
    return !away;
  };
};
