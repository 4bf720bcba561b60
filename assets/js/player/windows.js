// The windows of one presentation: what one says, the others hear. Those of a file have no origin in common, so that no
// channel connects them: there a window writes to the one that opened it, and this one to each that it opened.
const isFile = location.protocol === "file:";

/** Windows that this one opened. */
const opened = new Set();

/** Open `address` in a window of its own; false where the browser does not let us. */
export const openWindow = (address, name, features) => {
  const other = window.open(address, name, features);
  if (other) opened.add(other);
  return Boolean(other);
};

const inFile = (link, hear) => {
  const others = () => [...opened, window.opener].filter(Boolean);
  window.addEventListener("message", ({ data, source }) => {
    if (data?.link === link && others().includes(source)) hear(data.message);
  });
  return (message) => {
    for (const other of others()) other.postMessage({ link, message }, "*");
  };
};

/** Gives what writes to the other windows of `link`; `hear(message)` is what they write. */
export const linked = (link, hear) => {
  if (isFile) return inFile(link, hear);
  const channel = new BroadcastChannel(`monitor-present-${link}`);
  channel.addEventListener("message", ({ data }) => hear(data));
  return (message) => channel.postMessage(message);
};
