"""The slider of time: charts follow each step, the address follows once it rests, and brings all of it back."""

from __future__ import annotations

from selenium.webdriver.common.keys import Keys

from tests.browser.driving import Browser
from tests.dashboard.test_days import by_region

SLIDER = ".time input"
_COUNT_ENTRIES = """
window.entries = 0;
const push = history.pushState;
history.pushState = (...given) => { window.entries += 1; return push.apply(history, given); };
"""
"""A browser keeps fifty entries at most: what is added is counted, not what there are."""


def test_time_is_stepped_through_and_kept_in_the_address_once_it_rests(browser: Browser) -> None:
    browser.open("/")
    browser.run(_COUNT_ENTRIES)
    browser.run(f"document.querySelector('{SLIDER}').focus()")
    browser.press(Keys.HOME, *[Keys.ARROW_RIGHT] * 4)
    assert browser.text(".time output") == "31 December 2015"
    assert browser.search() == ""
    n = sum(n for _, n in by_region("2015-12-31").values())
    browser.until(lambda: f"n={n:,} assessed" in browser.text("#completion-by-region .card-subtitle"), "the frame")
    browser.until(lambda: browser.search() == "?asof=2015-12-31", "the day in the address")
    assert browser.settled().run("return window.entries") == 1
    assert browser.focused(SLIDER)
    browser.driver.refresh()
    assert browser.settled().attribute(SLIDER, "aria-valuetext") == "31 December 2015"
    place = browser.run(f"return document.querySelector('{SLIDER}').value")
    browser.driver.back()
    browser.until(lambda: browser.search() == "", "the way back")
    browser.until(lambda: browser.text(".time output") == "31 December 2018", "the slider to follow")
    assert int(place) == 4


def test_time_is_played_and_paused(browser: Browser) -> None:
    browser.open("/?asof=2016-12-31")
    browser.click(".time [data-time=play]")
    browser.until(lambda: browser.text(".time output") == "31 January 2017", "the first step")
    browser.click(".time [data-time=play]")
    assert browser.attribute(".time [data-time=play]", "aria-pressed") == "false"
    browser.until(lambda: browser.search() == "?asof=2017-01-31", "the day it was paused at")
    assert browser.settled().axe() == []
