// Whether the server is there, and which data version it has: a small question every few seconds, silent when it fails.
(() => {
  const [EVERY, RARELY] = [4000, 16000]; // ms; less often the longer it is away

  /** `told({away})` and `told({newest})` when these change; returns a function that looks now and says if it is there. */
  window.monitor.watch = (address, told) => {
    let [wait, timer, away] = [EVERY, 0, false];

    const hear = (now) => {
      if (now !== away) told({ away: now });
      away = now;
      wait = now ? Math.min(wait * 2, RARELY) : EVERY;
    };

    const ask = async () => {
      try {
        const answer = await fetch(address, { cache: "no-cache", signal: AbortSignal.timeout(EVERY) });
        hear(answer.status >= 500);
        if (answer.ok) told({ newest: (await answer.json()).version });
      } catch {
        hear(true);
      }
      return !away;
    };

    const look = async () => {
      clearTimeout(timer);
      const there = await ask();
      timer = setTimeout(look, wait);
      return there;
    };
    window.addEventListener("online", look);
    window.addEventListener("offline", look);
    timer = setTimeout(look, EVERY);
    return look;
  };
})();
