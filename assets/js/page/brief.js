// The Brief: the member and region of its reader, and when it was last read; both are kept in this browser alone.
import { follow, go, onArrival } from "./navigation.js";

const MINE = "monitor-mine";
const VISIT = "monitor-visit"; // the version and the day last seen; in the session, those of the visit before this one

/** What is kept under a key; nothing where the browser keeps nothing. */
const kept = (storage, key) => {
  try {
    return window[storage].getItem(key) ?? "";
  } catch {
    return "";
  }
};

const keep = (storage, key, text) => {
  try {
    window[storage].setItem(key, text);
  } catch {
    // a browser that keeps nothing: the address has it
  }
};

/** An address with another value of a parameter. */
const having = (address, name, value) => {
  const url = new URL(address, location.href);
  url.searchParams.set(name, value);
  return `${url.pathname}${url.search.replaceAll("%2C", ",")}`;
};

/** The reader's own choice comes into an address that names none. */
const choose = () => {
  const band = document.querySelector(".my-meeting");
  const mine = kept("localStorage", MINE);
  if (!band || !mine || new URLSearchParams(location.search).has("mine")) return;
  history.replaceState({}, "", having(location.href, "mine", mine));
  follow();
};

/** Which version was seen at the visit before this one. */
const visitBefore = (version, day) => {
  const now = `${version} ${day}`;
  if (!kept("sessionStorage", VISIT)) keep("sessionStorage", VISIT, kept("localStorage", VISIT) || now);
  keep("localStorage", VISIT, now);
  return Number(kept("sessionStorage", VISIT).split(" ")[0]);
};

/** The way to what has come since then; where that is nothing, it says so. */
const offer = () => {
  const link = document.querySelector(".last-visit[hidden]");
  if (!link) return;
  const { visitVersion: version, visitDay: day, visitSame: same } = link.dataset;
  const before = visitBefore(version, day);
  if (before && before < Number(version)) link.href = having(link.href, "known", before);
  else link.replaceWith(same);
  link.hidden = false;
};

onArrival(() => {
  choose();
  offer();
  const controls = document.querySelector(".brief-controls");
  if (controls) new MutationObserver(offer).observe(controls, { childList: true, subtree: true });
});

document.addEventListener("submit", (event) => {
  if (!event.target.matches?.("form.mine")) return;
  event.preventDefault();
  const given = new FormData(event.target);
  const mine = given.getAll("mine").filter(Boolean).join(",");
  given.delete("mine");
  keep("localStorage", MINE, mine);
  const query = `?${new URLSearchParams([...given, ...(mine ? [["mine", mine]] : [])])}`;
  go(`${location.pathname}${query.replaceAll("%2C", ",")}`);
});

// Before the link itself is followed, which names nobody.
document.addEventListener(
  "click",
  ({ target }) => target.closest?.("a.forget") && keep("localStorage", MINE, ""),
  true,
);
