"""Chromium without a window, and when a page of ours is ready in it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.support.wait import WebDriverWait

FLAGS = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage", "--hide-scrollbars"),
)
_PATIENCE = 60  # seconds

_READY = """
const drawn = (plot) => plot.data?.length && plot._transitioning !== true
  && [...plot.querySelectorAll(".geo")].every((map) => map.querySelector("path[d]"));
const seen = (chart) => {
  const { top, bottom } = chart.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
};
const charts = [...document.querySelectorAll(".chart:not([hidden])")].filter(seen);
const last = performance.getEntriesByType("resource").reduce((end, one) => Math.max(end, one.responseEnd), 0);
return document.readyState === "complete" && document.fonts.status === "loaded"
  && document.querySelector("#main")?.childElementCount > 0
  && !document.querySelector("[data-dash-is-loading=true]")
  && charts.every((chart) => { const plot = chart.querySelector(".js-plotly-plot"); return plot && drawn(plot); })
  && performance.now() - Math.max(last, window.lastShift || 0) > 400;
"""
"""All that is seen is there, and for a while nothing was fetched and nothing moved."""


@contextmanager
def chromium(width: int = 1440, height: int = 900) -> Iterator[Chrome]:
    """A browser with a fresh profile, which keeps a log of the network."""
    options = ChromeOptions()
    for flag in (*FLAGS, f"--window-size={width},{height}"):
        options.add_argument(flag)
    options.binary_location = shutil.which("chromium") or ""
    options.set_capability("goog:loggingPrefs", {"performance": "ALL"})
    driver = Chrome(service=Service(shutil.which("chromedriver") or "chromedriver"), options=options)
    try:
        driver.set_script_timeout(_PATIENCE)
        yield driver
    finally:
        driver.quit()


def wait_until_ready(driver: Chrome) -> None:
    """Wait until the page and the charts in view are drawn and rest."""
    WebDriverWait(driver, _PATIENCE, poll_frequency=0.1).until(lambda one: one.execute_script(_READY))
