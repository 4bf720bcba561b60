"""A day of the Support Unit: hand a role over, confirm another, record a meeting of all seats, undo the first alone."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from selenium.webdriver.common.keys import Keys

from tests.browser.conftest import serving
from tests.browser.driving import Browser
from tests.dashboard import signing_in
from tests.reference import copied

NARROWEST = 390
STANDS = "#load-now"
CHILE, ASOF = "role-12", "?asof=2018-06-01"
DAY, MEETING = "2018-05-15", "sc-2018-05"
_SET = "const [box, value] = arguments; box.value = value; box.dispatchEvent(new Event('input', {bubbles: true}));"
MINUTES = 2


@pytest.fixture
def office(reference_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server on which editors write into a database of their own."""
    folder = tmp_path_factory.mktemp("support-unit")
    database = copied(reference_url, folder / "monitor.sqlite")
    accounts = {f"MONITOR_{name.upper()}": value for name, value in signing_in.options(folder).items()}
    with serving(database, **accounts, MONITOR_UPLOADS=str(folder / "uploads")) as address:
        yield address


@pytest.fixture
def support_unit(clean: Browser, office: str) -> Browser:
    """Somebody of the Support Unit, signed in."""
    clean.driver.execute_cdp_cmd("Network.clearBrowserCookies", {})
    browser = clean.at(office).open("/hand-over")
    browser.click(".load a.send")
    browser.fill("#name", signing_in.NAMES["editor"])
    browser.fill("#password", signing_in.PASSWORD, Keys.ENTER)
    browser.wait_for_element("a[href*='/hand-over/new-role']")
    return browser.settled()


def well_made(browser: Browser) -> bool:
    """Nothing that axe finds, and nothing wider than a phone."""
    found = browser.axe()
    browser.width(NARROWEST)
    found += [*browser.axe(), *(["sideways"] if browser.sideways() else [])]
    browser.width(1440)
    assert found == []
    return True


def day(browser: Browser, css: str, value: str) -> None:
    """A day in a box whose keys depend on the country of the browser."""
    browser.run(_SET, browser.wait_for_element(css), value)


def publish(browser: Browser, sentence: str, number: int) -> None:
    """What the form makes is said in a sentence; it is published as a version of this number."""
    browser.until(lambda: "These files can be published." in browser.text(f"{STANDS} .verdict"), "the check")
    assert browser.text(f"{STANDS} .load-note") == sentence
    browser.click(f"{STANDS} .send.strong")
    browser.until(lambda: f"Version {number} is published." in browser.text(f"{STANDS} .verdict"), "the version")


def test_a_day_of_the_support_unit(support_unit: Browser) -> None:
    browser = support_unit
    assert well_made(browser)

    # A role is handed over, from its chip in Leadership.
    assert browser.open(f"/leadership{ASOF}").axe() == []
    browser.click(f"a[href*='/hand-over/{CHILE}']")
    browser.wait_for_element("form.act input[name=holder]")
    assert well_made(browser.settled())
    browser.fill("form.act input[name=holder]", "Canada")
    day(browser, "form.act input[name=last_day]", "2018-02-28")
    day(browser, "form.act input[name=first_day]", "2018-03-01")
    browser.click("form.act .send")
    publish(browser, "Chile hands Parliaments over to Canada on 1 March 2018.", 2)

    # Another is confirmed as still held.
    browser.open("/hand-over/role-14").click("details:has(form[action*='/hand-over/confirm']) > summary")
    day(browser, "form[action*='/hand-over/confirm'] input[name=day]", "2018-05-02")
    browser.click("form[action*='/hand-over/confirm'] .send")
    publish(browser, "Canada still holds Open data, confirmed on 2 May 2018.", 3)

    # A meeting is recorded with all of its seats.
    begun = time.monotonic()
    browser.open(f"/record?asof={DAY}")
    seats = browser.texts(".seats .seat-name")
    assert len(seats) == 22
    browser.fill("form.record input[name=place]", "Tbilisi")
    browser.choose("form.record select[name=others]", "official")
    for place in range(8):
        browser.choose(f".seats li:nth-child({place + 1}) select", "minister")
    browser.fill("input[name='decision:0:text']", "Publish the minutes")
    browser.fill("input[name='decision:0:owner']", "Chile")
    day(browser, "input[name='decision:0:due_date']", "2018-05-31")
    browser.click("form.record .send.strong")
    sentence = "Meeting Tbilisi, 15 May 2018: 22 seats, 1 decision or action, 0 papers."
    publish(browser, sentence, 4)
    assert time.monotonic() - begun < MINUTES * 60
    assert well_made(browser.open(f"/record?asof={DAY}"))

    # Leadership, the Brief, the meeting's page and the member's follow.
    browser.open(f"/leadership{ASOF}")
    browser.until(lambda: "Parliaments" in row_of(browser, "Canada"), "the new holder")
    assert "ended 28 February 2018" in row_of(browser, "Chile")
    known = "by whom 22 members were represented is known"
    browser.until(lambda: known in browser.open(f"/meetings/{MEETING}{ASOF}").text("h1"), "the meeting")
    assert "36%" in browser.text("#main")
    browser.open(f"/brief{ASOF}")
    assert "8 of 22 seats by a minister in Tbilisi · 15 May 2018" in browser.text("ol.sentences")
    assert "1 action of meetings is open, 1 of them is late" in browser.text("ol.sentences")
    assert "Publish the minutes" in browser.open(f"/members/CHL{ASOF}").text("#main")

    # The hand-over alone is undone: the meeting and what was confirmed stay.
    browser.open("/hand-over").click("form.undo-alone:has(input[name=version][value='2']) .send")
    browser.until(lambda: "Version 5 is published." in browser.text(f"{STANDS} .verdict"), "the version")
    browser.open(f"/leadership{ASOF}")
    browser.until(lambda: "Parliaments" not in row_of(browser, "Canada"), "the holder before")
    assert "ended" not in row_of(browser, "Chile")
    assert "22 members" in browser.open(f"/meetings/{MEETING}{ASOF}").text("h1")
    assert browser.console() == []


def row_of(browser: Browser, name: str) -> str:
    """The row of a member in the matrix of roles."""
    rows = browser.until(lambda: browser.texts("#who-leads tbody tr"), "the matrix")
    return next(row for row in rows if row.startswith(name))
