// The name of the cache that holds the deck: the player fills it, its worker reads it.
export const KEPT = "monitor-present";
