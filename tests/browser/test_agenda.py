"""A co-chair's first five minutes: what was kept by a day, what stands beside a promise, and the rows behind it."""

from __future__ import annotations

import pytest

from tests.browser.driving import Browser


class TestAgenda:
    def test_from_the_navigation_through_a_meeting_to_the_commitments_of_a_theme(self, browser: Browser) -> None:
        browser.open("/?asof=2016-12-31")
        [agenda] = [
            link for link in browser.find_elements(".main-nav a") if "/agenda?" in str(link.get_attribute("href"))
        ]
        browser.click(agenda)
        browser.wait_for_contains_text("h1", "on 32 nothing is on record")
        browser.open("/agenda?asof=2017-09-30")
        assert browser.text("h1").endswith("12 in progress; on 27 nothing is on record.")
        assert len(browser.find_elements(".carried li")) == 12
        [theme] = [
            link for link in browser.find_elements(".live-figures a") if link.text.startswith("Conflicts of interest")
        ]
        count = theme.text.rpartition(": ")[2]
        browser.click(theme)
        browser.wait_for_text_to_equal("h1", count)
        assert browser.search() == "?theme=conflicts-of-interest&asof=2017-09-30"

    @pytest.mark.parametrize("lang", ["en", "fr", "es"])
    def test_a_phone_shows_it_without_scrolling_sideways(self, browser: Browser, lang: str) -> None:
        browser.open(f"/agenda?lang={lang}").width(360)
        assert browser.sideways() == 0
