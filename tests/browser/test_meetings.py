"""A member of the Steering Committee prepares: a meeting, what it decided, the member concerned, and the way back."""

from __future__ import annotations

import pytest

from tests.browser.driving import Browser


class TestMeetings:
    def test_from_the_list_to_a_decision_and_the_member_concerned(self, browser: Browser) -> None:
        browser.open("/?asof=2018-12-31")
        [meetings] = [
            link
            for link in browser.find_elements(".main-nav a, .site-footer a")
            if "/meetings?" in str(link.get_attribute("href"))
        ]
        browser.click(meetings)
        browser.wait_for_contains_text("h1", "meetings were held by 31 December 2018")
        [cape_town] = [
            link
            for link in browser.find_elements(".meetings td a, .meetings th a")
            if link.text.startswith("Cape Town")
        ]
        browser.click(cape_town)
        browser.wait_for_contains_text("h1", "Cape Town")
        assert "Azerbaijan inactive" in browser.text(".meetings")
        member = browser.find_elements('.meetings td a[href^="/members/AZE"]')[0]
        browser.click(member)
        browser.wait_for_contains_text("h1", "Azerbaijan")
        assert browser.search() == "?asof=2018-12-31"

    def test_a_meeting_after_the_day_shows_nothing_of_it(self, browser: Browser) -> None:
        browser.open("/meetings/sc-2017-06?asof=2016-12-31")
        assert "nothing of it is known on that day" in browser.text("h1")
        assert "Montenegro" not in browser.text("main")

    @pytest.mark.parametrize("path", ["/meetings", "/meetings/sc-2017-06", "/meetings/sc-2016-12"])
    def test_a_phone_opens_it_in_eight_screens(self, browser: Browser, path: str) -> None:
        browser.open(path).width(390)
        assert int(browser.run("return document.documentElement.scrollHeight")) <= 8 * 844
        assert browser.sideways() == 0
