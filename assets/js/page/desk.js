// The Leadership desk: a button over each list ticks all its rows, or none once all are ticked.
const boxesOf = (button) => [...button.closest(".desk-list").querySelectorAll("input[type=checkbox][name=row]")];

document.addEventListener("click", ({ target }) => {
  const button = target.closest?.("[data-tick=all]");
  if (!button) return;
  const boxes = boxesOf(button);
  const tick = boxes.some((box) => !box.checked);
  for (const box of boxes) box.checked = tick;
});
