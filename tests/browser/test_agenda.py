"""A co-chair's first five minutes: what was kept by a day, what stands beside a promise, and the rows behind it."""

from __future__ import annotations

import pytest
from selenium.webdriver.common.keys import Keys

from tests.browser.driving import Browser


class TestAgenda:
    def test_from_the_navigation_through_a_meeting_to_the_commitments_of_a_theme(self, browser: Browser) -> None:
        browser.open("/?asof=2016-12-31")
        [agenda] = [
            link for link in browser.find_elements(".main-nav a") if "/agenda?" in str(link.get_attribute("href"))
        ]
        browser.click(agenda)
        browser.wait_for_contains_text("h1", "on 32 no information was found")
        browser.open("/agenda?asof=2017-09-30")
        assert browser.text("h1").endswith("12 under way; on 27 no information was found.")
        assert len(browser.find_elements(".carried li")) == 12
        browser.click("#section-cor > details > summary")
        [theme] = [
            link for link in browser.find_elements(".live-figures a") if link.text.startswith("Conflicts of interest")
        ]
        count = theme.text.rpartition(": ")[2]
        browser.click(theme)
        browser.wait_for_text_to_equal("h1", count)
        assert browser.search() == "?theme=conflicts-of-interest&asof=2017-09-30"

    def test_from_a_promise_to_its_events_and_their_sources(self, browser: Browser) -> None:
        browser.open("/agenda?asof=2018-12-31")
        assert browser.find_elements(".promises-board details[open]") == []
        browser.click(".promises-section:nth-of-type(6) > details > summary")
        browser.wait_for_element(".promises-section > details[open] .events a.external")
        sources = [
            str(link.get_attribute("href"))
            for link in browser.find_elements(".promises-section > details[open] .events a.external")
        ]
        assert sources
        assert [href for href in sources if not href.startswith(("http://", "https://"))] == []

    def test_a_mark_opens_its_section_by_the_keyboard(self, browser: Browser) -> None:
        browser.open("/agenda")
        marks = browser.find_elements(".grid-marks a")
        assert len(marks) == 40
        marks[5].send_keys(Keys.ENTER)
        browser.wait_for_element("#section-cor > details[open]")
        assert len(browser.find_elements(".promises-board details[open]")) == 1
        browser.until(lambda: browser.focused("#section-cor"), "the section to have the focus")

    @pytest.mark.parametrize("lang", ["en", "fr", "es"])
    def test_a_phone_opens_it_in_eight_screens_without_scrolling_sideways(self, browser: Browser, lang: str) -> None:
        browser.open(f"/agenda?lang={lang}").width(390)
        assert int(browser.run("return document.documentElement.scrollHeight")) <= 8 * 844
        browser.width(360)
        assert browser.sideways() == 0
