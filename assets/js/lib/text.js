// Texts as readers compare them.

/** A text without accents and capitals: what is typed is found however it is written. */
export const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
