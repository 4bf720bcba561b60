// What the server wrote into a document for its scripts (dashboard/exports/document.py).

export const payload = (source = document) => JSON.parse(source.getElementById("payload").textContent);
