// The service worker of the player: the network first; without one, what the player has kept. Nothing else is answered.
import { KEPT } from "./player/kept.js";

const PATIENCE = 6000; // ms that a network may take to bring what is here as well

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

const answer = async (request) => {
  const cache = await caches.open(KEPT);
  const kept = await cache.match(request, { ignoreVary: true });
  if (!kept) return fetch(request);
  const late = new Promise((give) => setTimeout(give, PATIENCE, kept));
  try {
    const response = await Promise.race([fetch(request), late]);
    return response.status < 500 ? response : kept;
  } catch {
    return kept;
  }
};

self.addEventListener("fetch", (event) => {
  if (event.request.method === "GET") event.respondWith(answer(event.request));
});
