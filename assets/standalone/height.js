// For pages that show our charts in frames: each frame is set as high as its chart says. Optional; needs nothing else.
window.addEventListener("message", ({ data, source }) => {
  if (data?.type !== "monitor-height" || !Number.isFinite(data.height)) return;
  const frame = [...document.querySelectorAll("iframe")].find(({ contentWindow }) => contentWindow === source);
  if (frame) frame.style.height = `${Math.min(Math.max(data.height, 80), 5000)}px`;
});
