// A question asked again and again, less often while it fails.
import pace from "./pace.json" with { type: "json" };

const sooner = (wait) => wait * (1 - Math.random() * pace.sooner);

/**
 * Call `ask` every `every` ms or somewhat sooner, so that pages that were opened together do not ask together, and
 * after each failure in a row twice as long after it, up to `longest`. Gives a function that asks at once; a question
 * that is under way is not asked a second time.
 */
export const poll = (ask, { every, longest }) => {
  let [wait, timer, pending] = [every, 0, undefined];

  const attempt = async () => {
    clearTimeout(timer);
    try {
      await ask();
      wait = every;
    } catch {
      wait = Math.min(2 * wait, longest);
    }
    timer = setTimeout(look, sooner(wait));
    pending = undefined;
  };

  // The browser tests hurry every timer whose function has this name.
  const look = () => {
    pending ??= attempt();
    return pending;
  };

  timer = setTimeout(look, sooner(wait));
  return look;
};

/**
 * ms over which pages spread what they ask for anew: more where so many are open at one server that it would have to make
 * more than `renewed` a second.
 */
export const spreadOf = (open = 0) => Math.max(pace.spread, (1000 * open) / pace.renewed);

/** The JSON at an address; an answer that is none is a failure. */
export const fetchJson = async (address, options) => {
  const answer = await fetch(address, options);
  if (!answer.ok) throw new Error(`${answer.status} ${answer.statusText}`);
  return answer.json();
};
