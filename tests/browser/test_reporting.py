"""A city's coordinator reports by telephone, in Spanish, on a line that goes away; editors decide, and all see it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import pytest
import requests
from selenium.webdriver.common.keys import Keys

from dashboard.language.words import words
from dashboard.signin.accounts import INVITATION, Accounts
from tests.browser.conftest import serving
from tests.browser.driving import Browser
from tests.dashboard import signing_in
from tests.data_loader.test_evidence import with_a_place
from tests.reference import copied

ES = words("es")
PHONE, DESK = 390, 1440  # px
FIRST, SECOND, THIRD = "#report-SAO0001", "#report-SAO0002", "#report-SAO0003"
SLOW = {"latency": 100, "downloadThroughput": 50_000, "uploadThroughput": 50_000}  # 400 kbit/s
ROSA, PASSWORD = "rosa", "tulipán alfombra diecinueve"
DONE = "Veinte consejos sesionan en público."
TOLD = "Reported by the member itself of {what} on {date}: {status} (“{words}”)"
WHY = "Por favor, nombre los consejos."


@dataclass(frozen=True)
class City:
    """A server with accounts over a database of its own, and the file of those accounts."""

    address: str
    accounts: Path


@pytest.fixture
def city(reference_url: str, tmp_path: Path) -> Iterator[City]:
    """The server, to which nobody of São Paulo has been invited yet."""
    database, options = copied(reference_url, tmp_path / "monitor.sqlite"), signing_in.options(tmp_path)
    accounts = {f"MONITOR_{name.upper()}": value for name, value in options.items()}
    with serving(database, **accounts, MONITOR_UPLOADS=str(tmp_path / "uploads")) as address:
        yield City(address, Path(options["accounts"]))


@pytest.fixture
def phone(clean: Browser, city: City) -> Iterator[Browser]:
    """A telephone on which nobody is signed in."""
    become(clean.at(city.address), [])
    clean.resize(PHONE)
    yield clean
    line(clean)


def become(browser: Browser, cookies: list[dict[str, object]]) -> list[dict[str, object]]:
    """Whoever has these cookies goes on with the browser; gives those of who had it before."""
    before = list(browser.driver.execute_cdp_cmd("Network.getCookies", {"urls": [browser.server_url]})["cookies"])
    browser.driver.execute_cdp_cmd("Network.clearBrowserCookies", {})
    kept = [{name: one[name] for name in ("name", "value", "domain", "path")} for one in cookies]
    browser.driver.execute_cdp_cmd("Network.setCookies", {"cookies": kept})
    return before


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


def joins_by_invitation(browser: Browser, city: City) -> None:
    """The coordinator opens the link that an administrator made, sets a password, and sees what is to be reported."""
    key = Accounts(city.accounts).invite(ROSA, "reporter", ["L-SAO"])
    browser.driver.get(f"{city.address}/{INVITATION}?{urlencode({'lang': 'es', 'key': key})}")
    assert (browser.text("h1"), browser.axe(), browser.sideways()) == (ES("Set your password"), [], 0)
    browser.fill("[name=password]", PASSWORD)
    browser.fill("[name=again]", PASSWORD, Keys.ENTER)
    browser.wait_for_element(FIRST)
    assert browser.settled().text("h1").startswith("São Paulo")
    assert well_made(browser)


def reports_three(browser: Browser, photo: Path) -> None:
    """Three commitments, with a photograph and an address; the line goes away in the middle of the second."""
    # Kept while one types, and the photograph without the place where it was taken.
    fill_in(browser, FIRST, summary=DONE)
    assert says(browser, FIRST, "Saved.")
    photo.write_bytes(with_a_place("JPEG"))
    browser.fill(f"{FIRST} input[type=file]", str(photo))
    browser.until(lambda: photo.name in browser.text(f"{FIRST} .report-files"), "the photograph")

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
    browser.open("/report?lang=es")
    browser.until(lambda: browser.run(f"return document.querySelector('{THIRD} [name=summary]').value") == DONE)
    browser.until(lambda: chips(browser, "draft") == 3, "three drafts")
    assert well_made(browser)

    browser.click("form.submit .send")
    browser.until(lambda: chips(browser, "submitted") == 3, "three reports submitted")
    assert browser.text(".report-said") == ES("{n} reports were submitted.", n=3)
    assert "Media frase más" in browser.text(SECOND)
    assert "https://example.org/actas" in browser.text(SECOND)
    assert well_made(browser)


def decides(browser: Browser) -> None:
    """An editor, at a desk and in English, accepts two of the reports and sends the third back."""
    line(browser)
    browser.resize(DESK)
    browser.driver.get(f"{browser.server_url}/signin?lang=en&next=/review?lang=en")
    browser.fill("#name", signing_in.NAMES["editor"])
    browser.fill("#password", signing_in.PASSWORD, Keys.ENTER)
    browser.until(lambda: browser.texts("#main [id^=report-] a[href*='commitments/']"), "what waits")
    assert well_made(browser.settled())
    third = of_commitment("SAO0003")
    browser.click(f"{third} details:has([name=comment]) > summary")
    browser.fill(f"{third} [name=comment]", WHY)
    browser.click(f"{third} form:has([name=comment]) .send")
    browser.until(lambda: len(browser.texts("#main [name^='report:']")) == 2, "two that wait still")
    for commitment in ("SAO0001", "SAO0002"):
        browser.click(f"{of_commitment(commitment)} [name^='report:']")
    assert well_made(browser.settled())
    browser.click("#accept-ticked .send.strong")
    browser.until(lambda: not browser.texts("#main [name^='report:']"), "nothing that waits")
    assert well_made(browser.settled())
    browser.resize(PHONE)


def of_commitment(commitment: str) -> str:
    """The card of the report on a commitment, as editors see it."""
    return f"[id^=report-]:has(a[href*='commitments/{commitment}'])"


def is_public(browser: Browser) -> None:
    """Strangers see both reports with what shows them and who made them, and what it changed, in sentences."""
    for commitment, way in (("SAO0001", "a[href*='/evidence/']"), ("SAO0002", "a[href='https://example.org/actas']")):
        browser.open(f"/commitments/{commitment}?lang=es")
        assert ROSA in browser.text(f".data-table tr:has({way})")
        assert ES("as the member itself reports:") in browser.text("#main")
        assert well_made(browser)
    browser.open("/commitments/SAO0003?lang=es")
    assert DONE not in browser.text("#main")
    browser.open("/changes?from=1&to=2&lang=es")
    begins = ES(TOLD, what="|", date="", status="", words="").partition("|")[0]
    for text, commitment in ((DONE, "SAO0001"), ("Media frase más", "SAO0002")):
        sentences = {one for one in browser.texts("#main li") if one.startswith(begins) and f"({commitment})" in one}
        assert [text in one for one in sentences] == [True]
    assert "SAO0003" not in browser.text("#main")
    assert well_made(browser)


def test_what_a_coordinator_reports_by_telephone_is_decided_on_and_public(
    phone: Browser, city: City, tmp_path: Path
) -> None:
    browser = phone
    line(browser, **SLOW)
    joins_by_invitation(browser, city)
    reports_three(browser, tmp_path / "sesión.jpg")
    photo = browser.attribute(f"{FIRST} a[href*='/evidence/']", "href")
    assert requests.get(photo, timeout=60).status_code == 404

    coordinator = become(browser, [])
    decides(browser)
    become(browser, [])
    is_public(browser)
    answer = requests.get(photo, timeout=60)
    assert (answer.status_code, answer.headers["Content-Type"], answer.headers["X-Content-Type-Options"]) == (
        *(200, "image/jpeg", "nosniff"),
    )
    assert answer.content.startswith(b"\xff\xd8")
    assert b"Exif" not in answer.content

    become(browser, coordinator)
    line(browser, **SLOW)
    browser.open("/report?lang=es")
    assert [chips(browser, state) for state in ("accepted", "sent back")] == [2, 1]
    assert WHY in browser.text(f"{THIRD} .report-back")
    assert well_made(browser)
