"""Chromium without a window, and when a page of ours is ready in it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.support.wait import WebDriverWait

from dashboard.exports import pdf

DRIVERS = ("chromedriver", "chromium.chromedriver", "msedgedriver")
"""What the driver of Chromium and its like is called on the PATH."""

FLAGS = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage", "--hide-scrollbars"),
)
_PATIENCE = 60  # seconds

_READY = """
const drawn = (plot) => plot.data?.length && plot._transitioning !== true
  && [...plot.querySelectorAll(".geo")].every((map) => map.querySelector("path[d]"));
const least = window.matchMedia("(max-width: 599.98px)").matches ? 0.5 : 0; // a phone draws what is half in view
const seen = (chart) => {
  const { top, bottom, height } = chart.getBoundingClientRect();
  const part = Math.min(bottom, innerHeight) - Math.max(top, 0);
  return part > 0 && part >= least * Math.min(height, innerHeight / 2);
};
const charts = [...document.querySelectorAll(".chart:not([hidden])")].filter(seen);
const last = performance.getEntriesByType("resource").reduce((end, one) => Math.max(end, one.responseEnd), 0);
return document.readyState === "complete" && document.fonts.status === "loaded"
  && document.getElementById("first-paint") === null
  && document.querySelector("#main")?.childElementCount > 0
  && !document.querySelector("[data-dash-is-loading=true]")
  && charts.every((chart) => { const plot = chart.querySelector(".js-plotly-plot"); return plot && drawn(plot); })
  && performance.now() - Math.max(last, window.lastShift || 0) > 400;
"""
"""All that is seen is there, and for a while nothing was fetched and nothing moved."""


def program() -> str:
    """Where Chromium is."""
    return _find(pdf.NAMES, "chromium")


def driver() -> str:
    """Where Chromium's driver is."""
    return _find(DRIVERS, "chromium-driver")


def _find(names: Sequence[str], package: str) -> str:
    path = next((path for name in names if (path := shutil.which(name))), None)
    if path is None:
        raise FileNotFoundError(f"There is no {names[0]} on the PATH: install Debian's package {package} or its like.")
    return path


def options(*flags: str) -> ChromeOptions:
    """How Chromium is started; `flags` come on top."""
    chosen = ChromeOptions()
    for flag in (*FLAGS, *flags):
        chosen.add_argument(flag)
    chosen.binary_location = program()
    return chosen


@contextmanager
def chromium(width: int = 1440, height: int = 900) -> Iterator[Chrome]:
    """A browser with a fresh profile, which keeps a log of the network."""
    chosen = options(f"--window-size={width},{height}")
    chosen.set_capability("goog:loggingPrefs", {"performance": "ALL"})
    chrome = Chrome(service=Service(driver()), options=chosen)
    try:
        chrome.set_script_timeout(_PATIENCE)
        yield chrome
    finally:
        chrome.quit()


def wait_until_ready(driver: Chrome) -> None:
    """Wait until the page and the charts in view are drawn and rest."""
    WebDriverWait(driver, _PATIENCE, poll_frequency=0.1).until(lambda one: one.execute_script(_READY))
