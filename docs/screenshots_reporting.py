"""The pictures of docs/reporting.md: a report as a city writes it on a telephone, and as an editor decides on it."""

from __future__ import annotations

import base64
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
from selenium.webdriver.support.wait import WebDriverWait

from benchmarks.chromium import chromium, wait_until_ready
from benchmarks.serving import serving

NAME = "reporting"
_REPORTER, _EDITOR, _MEMBER = "rosa", "ana", "L-SAO"
_PHONE, _DESK = (390, 1100), (1440, 1000)  # px
_PATIENCE = 60  # seconds
_ITEM = "#report-SAO0001"
_TO_THE_TOP = "scrollBy(0, document.querySelector(arguments[0]).getBoundingClientRect().top - 12)"
_TEXTS = {
    "summary": "Twenty of the 32 local councils now sit in public and publish their minutes.",
    "evidence_url": "https://example.org/minutes",
    "next_step": "The other twelve follow",
}


def take(url: str, folder: Path) -> None:
    """Report into a copy of the database at `url`, and write the pictures into `folder`."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        own = place / "monitor.sqlite"
        shutil.copy(str(sa.make_url(url).database), own)
        variables = {
            "MONITOR_ACCOUNTS": str(place / "accounts.json"),
            "MONITOR_SECRET_KEY": secrets.token_urlsafe(32),
            "MONITOR_UPLOADS": str(place / "uploads"),
        }
        password = secrets.token_urlsafe(16)
        _add(variables, password, _REPORTER, "--role", "reporter", "--member", _MEMBER)
        _add(variables, password, _EDITOR)
        with serving(f"sqlite:///{own}", variables=variables) as server:
            with chromium(*_PHONE) as driver:
                _sign_in(driver, server.address, _REPORTER, password, "/report")
                _write(driver, folder)
            with chromium(*_DESK) as driver:
                _sign_in(driver, server.address, _EDITOR, password, "/review")
                _review(driver, folder)


def _add(variables: dict[str, str], password: str, *account: str) -> None:
    """Add an account as whoever runs a site adds one."""
    command = [sys.executable, "-m", "dashboard", "account", "add", *account]
    subprocess.run(command, input=password, text=True, env=os.environ | variables, check=True)


def _sign_in(driver: Chrome, address: str, name: str, password: str, page: str) -> None:
    driver.get(f"{address}/signin?lang=en&next={page}?lang=en")
    _wait(driver, "#name")
    driver.find_element(By.CSS_SELECTOR, "#name").send_keys(name)
    driver.find_element(By.CSS_SELECTOR, "#password").send_keys(password, Keys.ENTER)


def _write(driver: Chrome, folder: Path) -> None:
    _wait(driver, _ITEM)
    wait_until_ready(driver)
    _size(driver, _PHONE)
    _press(driver, f"{_ITEM} summary")
    _press(driver, f"{_ITEM} input[value=substantial]")
    for name, text in _TEXTS.items():
        driver.find_element(By.CSS_SELECTOR, f"{_ITEM} [name={name}]").send_keys(text)
    driver.execute_script("document.activeElement.blur()")
    _wait(driver, f"{_ITEM} .report-draft")
    wait_until_ready(driver)
    driver.execute_script(_TO_THE_TOP, _ITEM)
    _picture(driver, folder / "reporting-write.png")
    _press(driver, "form.submit .send")
    _wait(driver, f"{_ITEM} .report-submitted")


def _review(driver: Chrome, folder: Path) -> None:
    _wait(driver, "#main [name^='report:']")
    wait_until_ready(driver)
    _size(driver, _DESK)
    _press(driver, "#main [name^='report:']")
    _picture(driver, folder / "reporting-review.png")


def _size(driver: Chrome, size: tuple[int, int]) -> None:
    width, height = size
    metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": size == _PHONE}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)


def _wait(driver: Chrome, css: str) -> None:
    """Until there is one."""
    wait = WebDriverWait(driver, _PATIENCE, poll_frequency=0.1)
    wait.until(lambda one: one.find_elements(By.CSS_SELECTOR, css), css)


def _press(driver: Chrome, css: str) -> None:
    _wait(driver, css)
    driver.execute_script("document.querySelector(arguments[0]).click()", css)


def _picture(driver: Chrome, path: Path) -> None:
    """What is on the screen."""
    wait_until_ready(driver)
    path.write_bytes(base64.b64decode(driver.execute_cdp_cmd("Page.captureScreenshot", {"format": "png"})["data"]))
