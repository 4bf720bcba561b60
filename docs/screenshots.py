"""A picture of every page, wide and narrow, light and dark, in two languages: `make screenshots`, then look at them."""

from __future__ import annotations

import base64
import sys
import tempfile
from itertools import product
from pathlib import Path

from selenium.webdriver import Chrome

from benchmarks.chromium import chromium, wait_until_ready
from benchmarks.generate import REFERENCE, database
from benchmarks.pages import paths
from benchmarks.serving import serving
from docs import screenshots_loading, screenshots_reporting

EVERY = Path(__file__).parent.parent / "build" / "screenshots"
"""All pictures; they are not kept in the repository."""
CHOSEN = Path(__file__).with_name("screenshots")
"""The few that the documentation shows."""

SCREENS = {1440: 1000, 390: 844}  # px
MODES = ("light", "dark")
LANGUAGES = ("en", "fr")
SHOWN = {
    "overview": ("overview", 1440, "light", "en"),
    "overview-dark": ("overview", 1440, "dark", "fr"),
    "commitments": ("commitments", 1440, "light", "en"),
    "member": ("member", 1440, "light", "en"),
    "phone": ("overview", 390, "light", "fr"),
}
"""The pictures in the documentation, each the first screen of a page."""

_HIGHEST = 12_000  # px; a page higher than this is cut off


def main(*parts: str) -> None:
    """Take all pictures, or those whose names hold one of `parts`."""
    EVERY.mkdir(parents=True, exist_ok=True)
    url = database(REFERENCE)
    with tempfile.TemporaryDirectory() as folder:
        nothing = f"sqlite:///{folder}/empty.sqlite"
        with serving(url) as full, serving(nothing) as empty:
            addresses = {page: full.address + path for page, path in paths(url).items()}
            addresses |= {"missing": f"{full.address}/nowhere", "empty": empty.address}
            for page, address in addresses.items():
                _take_page(page, address, parts)
    for signed_in in (screenshots_loading, screenshots_reporting):
        if not parts or signed_in.NAME in parts:
            signed_in.take(url, CHOSEN)


def _take_page(page: str, address: str, parts: tuple[str, ...]) -> None:
    """Every picture of one page, in a browser of its own."""
    shots = {"-".join(map(str, shot)): shot for shot in product([page], SCREENS, MODES, LANGUAGES)}
    wanted = {name: shot for name, shot in shots.items() if not parts or any(part in name for part in parts)}
    if wanted:
        with chromium() as driver:
            for name, shot in wanted.items():
                _take(driver, address, shot, name)


def _take(driver: Chrome, address: str, shot: tuple[str, int, str, str], name: str) -> None:
    _page, width, mode, lang = shot
    _screen(driver, width, SCREENS[width], mode)
    driver.get(f"{address}?lang={lang}")
    wait_until_ready(driver)
    for shown, wanted in SHOWN.items():
        if wanted == shot:
            CHOSEN.mkdir(exist_ok=True)
            _write(driver, CHOSEN / f"{shown}.png")
    height = int(driver.execute_script("return document.documentElement.scrollHeight"))
    _screen(driver, width, min(height, _HIGHEST), mode)
    wait_until_ready(driver)
    _write(driver, EVERY / f"{name}.png")


def _screen(driver: Chrome, width: int, height: int, mode: str) -> None:
    phone = width < 600
    size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": phone}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    features = [
        {"name": "prefers-color-scheme", "value": mode},
        {"name": "prefers-reduced-motion", "value": "reduce"},
    ]
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})


def _write(driver: Chrome, path: Path) -> None:
    taken = driver.execute_cdp_cmd("Page.captureScreenshot", {"format": "png"})
    path.write_bytes(base64.b64decode(taken["data"]))


if __name__ == "__main__":
    main(*sys.argv[1:])
