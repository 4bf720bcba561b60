"""How long the reader waits, in the browser, from a click on a filter until every chart in view is drawn again."""

from __future__ import annotations

from statistics import median, quantiles

from selenium.webdriver import Chrome

from benchmarks.chromium import chromium, wait_until_ready
from benchmarks.generate import REFERENCE, database
from benchmarks.results import Part, Promise, milliseconds
from benchmarks.serving import serving

_PROMISED = 0.200  # seconds
_BOXES = 4  # regions: 16 choices, each reached once by turning one box at a time (Gray code)

_CLICK = """
const [index, done] = arguments;
const boxes = document.querySelectorAll("details:has([data-current=region]) input[type=checkbox]");
const plots = [...document.querySelectorAll(".chart:not([hidden]) .js-plotly-plot")];
const seen = (plot) => {
  const { top, bottom } = plot.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
};
const waited = new Set(plots.filter(seen));
let last = 0;
const drawn = plots.map((plot) => {
  const told = () => { if (seen(plot)) last = performance.now(); waited.delete(plot); };
  plot.on("plotly_afterplot", told);
  return told;
});
const start = performance.now();
boxes[index].click();
const look = () => {
  const now = performance.now();
  const rests = ![...waited].some(seen) && now - last > 250 && !document.querySelector("[data-dash-is-loading=true]");
  if (!rests && now - start < 20000) return requestAnimationFrame(look);
  plots.forEach((plot, i) => plot.removeListener("plotly_afterplot", drawn[i]));
  done([last - start, [...waited].filter(seen).length]);
};
requestAnimationFrame(look);
"""


def measure(sizes: list[int]) -> Part:
    """One row a size: choices never made before, then the same choices again."""
    sizes = [REFERENCE, *sizes]
    part = Part(
        "change",
        "From a click to redrawn charts",
        "Overview in Chromium, 1440 × 900, milliseconds from a click on a region's box to the last chart drawn, each "
        "click leading to a choice of regions not made before; then the same choices again. Charts far from view are "
        "drawn when the reader comes near them and are not waited for.",
        ("commitments", "new, median", "new, p95", "again, median", "again, p95"),
    )
    for rows in sizes:
        new, again = _clicks(rows)
        cells = [cell for times in (new, again) for cell in _cells(times)]
        part.rows.append([f"{rows:,}" if rows else "reference", *cells])
        if rows == REFERENCE:
            middle = median(new)
            part.promises.append(
                Promise(
                    "a change of filters redrawn in the browser under 200 ms, reference data",
                    f"{milliseconds(middle)} ms",
                    middle < _PROMISED,
                )
            )
    return part


def _cells(seconds: list[float]) -> list[str]:
    return [milliseconds(median(seconds)), milliseconds(quantiles(seconds, n=20)[-1])]


def _clicks(rows: int) -> tuple[list[float], list[float]]:
    with serving(database(rows)) as served, chromium() as driver:
        driver.get(served.address)
        wait_until_ready(driver)
        driver.find_element("css selector", "summary:has([data-current=region])").click()  # its boxes are made now
        wait_until_ready(driver)
        driver.execute_script("scrollTo(0, 300)")  # charts stay in view where a line about the filters comes above them
        _click(driver, 0)  # once and back: the browser compiles what it runs first
        _click(driver, 0)
        return _walk(driver), _walk(driver)


def _walk(driver: Chrome) -> list[float]:
    """Seconds of each click on a way through all choices and back to none."""
    steps = [(i & -i).bit_length() - 1 for i in range(1, 2**_BOXES)]
    return [_click(driver, box) for box in [*steps, _BOXES - 1]]


def _click(driver: Chrome, box: int) -> float:
    milliseconds_, missing = driver.execute_async_script(_CLICK, box)
    if missing:
        raise RuntimeError(f"{missing} charts were not drawn again within 20 s.")
    return float(milliseconds_) / 1000
