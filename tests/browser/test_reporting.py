"""A city's coordinator reports by telephone, in Spanish, through a line that goes away and comes back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from selenium.webdriver.common.keys import Keys

from dashboard.language.words import words
from tests.browser.conftest import serving
from tests.browser.driving import Browser
from tests.dashboard import signing_in
from tests.data_loader.test_evidence import with_a_place
from tests.reference import copied

ES = words("es")
PHONE = 390
FIRST, SECOND, THIRD = "#report-SAO0001", "#report-SAO0002", "#report-SAO0003"
SLOW = {"latency": 100, "downloadThroughput": 50_000, "uploadThroughput": 50_000}  # 400 kbit/s
DONE = "Veinte consejos sesionan en público."


@pytest.fixture(scope="module")
def city(reference_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server with accounts, over a database of its own."""
    folder = tmp_path_factory.mktemp("city")
    database = copied(reference_url, folder / "monitor.sqlite")
    accounts = {f"MONITOR_{name.upper()}": value for name, value in signing_in.options(folder).items()}
    with serving(database, **accounts, MONITOR_UPLOADS=str(folder)) as address:
        yield address


@pytest.fixture
def coordinator(clean: Browser, city: str) -> Iterator[Browser]:
    """Who reports for São Paulo, signed in on a telephone."""
    clean.driver.execute_cdp_cmd("Network.clearBrowserCookies", {})
    clean.resize(PHONE)
    browser = clean.at(city).open("/report?lang=es")
    browser.click(".report a.send")
    browser.fill("#name", signing_in.NAMES["reporter"])
    browser.fill("#password", signing_in.PASSWORD, Keys.ENTER)
    browser.wait_for_element(FIRST)
    yield browser.settled()
    line(browser)


def line(browser: Browser, *, away: bool = False, **speed: int) -> None:
    """What the telephone's line is like."""
    usual = {"latency": 0, "downloadThroughput": -1, "uploadThroughput": -1} | speed
    browser.driver.execute_cdp_cmd("Network.emulateNetworkConditions", {"offline": away, **usual})


def well_made(browser: Browser) -> bool:
    """Nothing that axe finds, light and dark, and nothing wider than the telephone."""
    found = []
    for mode in ("light", "dark"):
        browser.appear(mode)
        found += browser.axe()
    assert (found, browser.sideways()) == ([], 0)
    return True


def says(browser: Browser, place: str, message: str) -> bool:
    """The page tells how a report stands, in Spanish."""
    sentence = ES(message)
    return bool(browser.until(lambda: browser.texts(f"{place} .report-told") == [sentence], sentence))


def fill_in(browser: Browser, place: str, **texts: str) -> None:
    """Open a report, say how far it is, and write."""
    browser.click(f"{place} summary")
    browser.click(f"{place} input[value=substantial]")
    for name, text in texts.items():
        browser.fill(f"{place} [name={name}]", text)


def chips(browser: Browser, message: str) -> int:
    """How many reports stand so."""
    return browser.texts(".report-chips .chip:last-child").count(ES(message))


def test_a_coordinator_reports_three_commitments_by_telephone(coordinator: Browser, tmp_path: Path) -> None:
    browser = coordinator
    assert browser.text("h1").startswith("São Paulo")
    assert well_made(browser)
    line(browser, **SLOW)

    # The first, with a photograph: kept while one types, and the photograph without the place where it was taken.
    fill_in(browser, FIRST, summary=DONE)
    assert says(browser, FIRST, "Saved.")
    photo = tmp_path / "sesión.jpg"
    photo.write_bytes(with_a_place("JPEG"))
    browser.fill(f"{FIRST} input[type=file]", str(photo))
    browser.until(lambda: "sesión.jpg" in browser.text(f"{FIRST} .report-files"), "the photograph")

    # The line goes away in the middle of the second, and comes back.
    fill_in(browser, SECOND, summary="Media ")
    assert says(browser, SECOND, "Saved.")
    line(browser, away=True)
    browser.fill(f"{SECOND} [name=summary]", "frase más")
    browser.fill(f"{SECOND} [name=evidence_url]", "https://example.org/actas")
    assert says(
        browser, SECOND, "The line is away. Your text is kept on this device and is sent when the line is back."
    )
    assert well_made(browser)
    line(browser, **SLOW)
    assert says(browser, SECOND, "The line is back: your text was sent and is saved.")

    # Before the third is saved the page is opened again: nothing is lost.
    fill_in(browser, THIRD, summary=DONE)
    line(browser)
    browser.open("/report?lang=es")
    browser.until(lambda: browser.run(f"return document.querySelector('{THIRD} [name=summary]').value") == DONE)
    browser.until(lambda: chips(browser, "draft") == 3, "three drafts")
    assert well_made(browser)

    browser.click("form.submit .send")
    browser.until(lambda: chips(browser, "submitted") == 3, "three reports submitted")
    assert browser.text(".report-said") == ES("{n} reports were submitted.", n=3)
    browser.click(f"{SECOND} summary")
    assert "Media frase más" in browser.text(SECOND)
    assert "https://example.org/actas" in browser.text(SECOND)
    assert well_made(browser)
    assert requests.get(browser.attribute(f"{FIRST} a[href*='/evidence/']", "href"), timeout=60).status_code == 404
