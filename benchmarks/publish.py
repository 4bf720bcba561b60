"""How soon an open page shows what was published, in Chromium."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from statistics import median

from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.support.wait import WebDriverWait

from benchmarks.chromium import chromium, wait_until_ready
from benchmarks.generate import copied, load
from benchmarks.results import Part, Promise
from benchmarks.serving import serving
from data_loader.load import REFERENCE as SHIPPED

_TIMES = 7
_PROMISED, _PATIENCE = 30.0, 120.0  # seconds
_TABLE = "assessments"


def measure(_sizes: list[int]) -> Part:
    """One row: the reference data, of which each version has fewer findings."""
    part = Part(
        "publish",
        "From a publish to an open page",
        f"Reference data, the Overview open in Chromium, {_TIMES} loads one after the other: seconds from the end of a "
        "load until the page, which nobody touches, says the new version.",
        ("", "median", "longest"),
    )
    waits = _waits()
    part.rows.append(["Overview", f"{median(waits):.1f}", f"{max(waits):.1f}"])
    longest = max(waits)
    part.promises.append(
        Promise(
            f"what is published is on open pages within {_PROMISED:.0f} s",
            f"{longest:.1f} s at most",
            longest < _PROMISED,
        )
    )
    return part


def _waits() -> list[float]:
    with tempfile.TemporaryDirectory() as folder:
        url = copied(folder)
        with serving(url) as served, chromium() as driver:
            driver.get(served.address)
            wait_until_ready(driver)
            return [_wait(driver, url, Path(folder), version) for version in range(2, 2 + _TIMES)]


def file_of(version: int, folder: Path) -> Path:
    """The file that is loaded to publish `version`: the fewer findings, the later."""
    rows = (SHIPPED / f"{_TABLE}.csv").read_text("utf-8").splitlines(keepends=True)
    file = folder / f"{_TABLE}.csv"
    file.write_text("".join(rows[: -10 * version]), "utf-8")
    return file


def _wait(driver: Chrome, url: str, folder: Path, version: int) -> float:
    """Seconds until the page shows `version`, which is published first."""
    load(url, str(file_of(version, folder)), "--allow-removals")
    start = time.perf_counter()
    shown = f'[data-version="{version}"]'
    WebDriverWait(driver, _PATIENCE, poll_frequency=0.05).until(lambda one: one.find_elements(By.CSS_SELECTOR, shown))
    return time.perf_counter() - start
