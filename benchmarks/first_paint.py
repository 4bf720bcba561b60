"""How soon a page can be read on a phone with a slow line, and how much it jumps when Dash takes over."""

from __future__ import annotations

from statistics import median

from selenium.webdriver import Chrome

from benchmarks.chromium import chromium, wait_until_ready
from benchmarks.generate import REFERENCE, database
from benchmarks.results import Part, Promise
from benchmarks.serving import serving

_LINE = 400_000 / 8  # bytes a second
_DELAY = 400  # milliseconds a round trip
_TIMES = 3
_SOON, _STILL = 3.0, 0.02  # seconds, layout shift
_PAGES = {"overview": "/", "pilot": "/pilots?pilot=L-SAO", "brief": "/brief"}
_SCREEN = {"width": 390, "height": 844, "deviceScaleFactor": 2, "mobile": True}

_WATCH = """
window.seen = { shift: 0 };
const watch = (type, take) => new PerformanceObserver((list) => list.getEntries().forEach(take)).observe(
  { type, buffered: true });
watch("paint", ({ name, startTime }) => { window.seen[name] = startTime; });
watch("layout-shift", ({ value, startTime }) => { window.seen.shift += value; window.lastShift = startTime; });
new MutationObserver(() => {
  if (document.querySelector("h1")) window.seen.headline ??= performance.now();
  if (document.querySelector("h1") && !document.getElementById("first-paint")) window.seen.dash ??= performance.now();
}).observe(document, { childList: true, subtree: true });
"""


def measure(_sizes: list[int]) -> Part:
    """One row a page, with the reference data."""
    part = Part(
        "first_paint",
        "First paint on a slow line",
        f"Reference data, nothing kept, 390 px, 400 kbit/s, {_DELAY} ms, median of {_TIMES}: seconds until the "
        "headline is painted and can be read, until Dash has taken over, and the layout shift meanwhile.",
        ("page", "headline, s", "Dash, s", "CLS"),
    )
    with serving(database(REFERENCE)) as served:
        rows = {name: _median(served.address + path) for name, path in _PAGES.items()}
    part.rows += [[name, *(f"{value:.2f}" for value in row)] for name, row in rows.items()]
    latest = max(rows, key=lambda name: rows[name][0])
    jump = max(row[2] for row in rows.values())
    read = f"{rows[latest][0]:.2f} s ({latest})"
    part.promises += [
        Promise("headline and figures readable within 3 s at 400 kbit/s", read, rows[latest][0] <= _SOON),
        Promise("layout shift below 0.02 while Dash takes over", f"{jump:.3f}", jump < _STILL),
    ]
    return part


def _median(url: str) -> tuple[float, ...]:
    visits = [_visit(url) for _ in range(_TIMES)]
    return tuple(median(values) for values in zip(*visits, strict=True))


def _visit(url: str) -> tuple[float, float, float]:
    with chromium() as driver:
        _slow_down(driver)
        driver.get(url)
        wait_until_ready(driver)
        seen = driver.execute_script("return window.seen")
        read = max(seen["headline"], seen["first-contentful-paint"]) / 1000
        return read, seen["dash"] / 1000, seen["shift"]


def _slow_down(driver: Chrome) -> None:
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", _SCREEN)
    driver.execute_cdp_cmd("Network.enable", {})
    line = {"latency": _DELAY, "downloadThroughput": _LINE, "uploadThroughput": _LINE}
    driver.execute_cdp_cmd("Network.emulateNetworkConditions", {"offline": False, **line})
    driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": _WATCH})
