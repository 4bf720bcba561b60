// The deck is kept in this browser, so that it is there again after a reload without a network: one deck, the last one.
import { KEPT } from "./kept.js";

const OURS = /\/(vendor|assets)\//;

/** What the document has fetched, and what its slides are drawn with. */
const resources = () =>
  performance
    .getEntriesByType("resource")
    .map(({ name }) => name)
    .filter((name) => name.startsWith(`${location.origin}/`) && OURS.test(name));

/** Where a document of the player has its slides. */
const slidesOf = (html) =>
  JSON.parse(new DOMParser().parseFromString(html, "text/html").getElementById("payload").textContent).slides;

/** An answer that is not for everybody stays with who is signed in, and goes when they go. */
const mayBeKept = ({ ok, headers }) => ok && !/private|no-store/.test(headers.get("Cache-Control") ?? "");

const keep = async (address) => {
  const page = await fetch(address);
  if (!mayBeKept(page)) return;
  const slides = slidesOf(await page.clone().text());
  await caches.delete(KEPT);
  const cache = await caches.open(KEPT);
  await cache.put(address, page);
  await cache.addAll([slides, ...new Set(resources())]);
};

/** Keep what stands at this address; a browser that cannot goes without. */
export const keepDeck = async ({ worker, scope }) => {
  if (!worker || !navigator.serviceWorker) return;
  try {
    await navigator.serviceWorker.register(worker, { scope });
    await keep(location.href.split("#")[0]);
    document.documentElement.dataset.kept = "yes";
  } catch {
    // Without a network nothing is kept; the presentation goes on as it is.
  }
};
