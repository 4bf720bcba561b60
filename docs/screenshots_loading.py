"""The pictures of docs/loading.md and docs/desk.md: a spreadsheet with two faults on its way to a version; the desk."""

from __future__ import annotations

import base64
import csv
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import sqlalchemy as sa
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import Select
from selenium.webdriver.support.wait import WebDriverWait

from benchmarks.chromium import chromium, wait_until_ready
from benchmarks.serving import serving
from data_loader.load import REFERENCE

NAME = "loading"
_EDITOR, _PAGE = "ana", "/data/load"
_WIDTH, _MARGIN, _HIGHEST = 1000, 16, 760  # px
_PATIENCE = 60  # seconds
_FAULTS = {"holder": "Ministry of the Civil Service", "confidence": "quite high", "end_date": "2017-02-30"}
_BOX = """
const {x, y, width, height} = document.querySelector(arguments[0]).getBoundingClientRect();
return {x: x + scrollX, y: y + scrollY, width, height};
"""


def take(url: str, folder: Path) -> None:
    """Load into a copy of the database at `url`, and write a picture of each step into `folder`."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        own = place / "monitor.sqlite"
        shutil.copy(str(sa.make_url(url).database), own)
        password = secrets.token_urlsafe(16)
        variables = _account(place, password)
        with serving(f"sqlite:///{own}", variables=variables) as server, chromium(_WIDTH, _HIGHEST) as driver:
            _sign_in(driver, server.address, password)
            _desk(driver, server.address, folder)
            driver.get(f"{server.address}{_PAGE}?lang=en")
            _steps(driver, place, folder)


def _account(place: Path, password: str) -> dict[str, str]:
    """The settings of a server with one editor, who is added as whoever runs a site adds one."""
    variables = {
        "MONITOR_ACCOUNTS": str(place / "accounts.json"),
        "MONITOR_SECRET_KEY": secrets.token_urlsafe(32),
        "MONITOR_UPLOADS": str(place / "uploads"),
    }
    command = [sys.executable, "-m", "dashboard", "account", "add", _EDITOR]
    subprocess.run(command, input=password, text=True, env=os.environ | variables, check=True)
    return variables


def _sign_in(driver: Chrome, address: str, password: str) -> None:
    driver.get(f"{address}/signin?lang=en&next={_PAGE}")
    _find(driver, "#name").send_keys(_EDITOR)
    _find(driver, "#password").send_keys(password, Keys.ENTER)


def _steps(driver: Chrome, place: Path, folder: Path) -> None:
    wait_until_ready(driver)
    _find(driver, "input[type=file]").send_keys(str(_roles(place, _FAULTS)))
    _picture(driver, "form.choose", folder / "loading-choose.png")
    _press(driver, "form.choose .send")
    _find(driver, "#load-now .finding-error")
    _picture(driver, "#load-now", folder / "loading-faults.png")
    driver.get(f"{driver.current_url.partition(_PAGE)[0]}{_PAGE}")
    wait_until_ready(driver)
    _find(driver, "input[type=file]").send_keys(str(_roles(place, _FAULTS | {"end_date": "2017-02-28"})))
    _press(driver, "form.choose .send")
    _find(driver, "form.word select")
    Select(_find(driver, "form.word select")).select_by_value("high")
    _picture(driver, "form.word", folder / "loading-word.png")
    _press(driver, "form.word .send")
    _picture(driver, "#load-now .changes", folder / "loading-changes.png")
    _find(driver, "#load-now input[name=note]").send_keys("A new holder of the first role")
    _press(driver, "#load-now form:has(input[name=note]) .send.strong")
    _find(driver, "#load-now input[name=against]")
    _picture(driver, "#load-now", folder / "loading-published.png")


def _desk(driver: Chrome, address: str, folder: Path) -> None:
    """The Leadership desk with some rows ticked, and the text that comes of them."""
    _find(driver, "input[type=file]")  # one is signed in
    driver.get(f"{address}/desk?asof=2018-12-31&lang=en")
    wait_until_ready(driver)
    _press(driver, ".desk-list summary")
    for n in (1, 2, 3):
        _press(driver, f".desk-list tbody tr:nth-child({n}) [name=row]")
    size = {"width": _WIDTH, "height": _HIGHEST - _MARGIN, "deviceScaleFactor": 1, "mobile": False}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)  # the buttons stay at the bottom
    driver.execute_script("document.querySelector('.desk').scrollIntoView()")
    _picture(driver, ".desk", folder / "desk-list.png")
    _press(driver, "[name=make][value=text]")
    _find(driver, ".text-to-copy")
    wait_until_ready(driver)
    _picture(driver, ".desk", folder / "desk-text.png")
    driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def _roles(place: Path, values: dict[str, str]) -> Path:
    """The roles that ship with the product, the first of them with other values."""
    with (REFERENCE / "roles.csv").open(encoding="utf-8", newline="") as file:
        header, first, *rest = csv.reader(file)
    changed = place / "roles.csv"
    with changed.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, [*(dict(zip(header, first, strict=True)) | values).values()], *rest])
    return changed


def _find(driver: Chrome, css: str) -> WebElement:
    """The first element that is there, as soon as one is."""
    wait = WebDriverWait(driver, _PATIENCE, poll_frequency=0.1)
    return wait.until(lambda one: one.find_elements(By.CSS_SELECTOR, css), css)[0]


def _press(driver: Chrome, css: str) -> None:
    _find(driver, css)
    driver.execute_script("document.querySelector(arguments[0]).click()", css)


def _picture(driver: Chrome, css: str, path: Path) -> None:
    """What `css` finds, from its top on, with a margin around it."""
    _find(driver, css)
    box = driver.execute_script(_BOX, css)
    clip = {
        "x": max(0, box["x"] - _MARGIN),
        "y": max(0, box["y"] - _MARGIN),
        "width": min(_WIDTH, box["width"] + 2 * _MARGIN),
        "height": min(_HIGHEST, box["height"] + 2 * _MARGIN),
        "scale": 1,
    }
    wanted = {"format": "png", "clip": clip, "captureBeyondViewport": True}
    path.write_bytes(base64.b64decode(driver.execute_cdp_cmd("Page.captureScreenshot", wanted)["data"]))
