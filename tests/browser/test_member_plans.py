"""The adviser of one member: what does it owe, how was its plan made, and which commitments are those?"""

from __future__ import annotations

from tests.browser.driving import Browser


class TestMemberPlans:
    def test_what_is_overdue_leads_to_its_list(self, browser: Browser) -> None:
        browser.open("/members/ALB?asof=2016-06-15")
        [rows] = [link for link in browser.find_elements("section.card .card-note a") if link.text == "5 commitments"]
        browser.click(rows)
        browser.wait_for_text_to_equal("h1", "5 commitments")
        assert browser.search() == "?member=ALB&due=overdue&asof=2016-06-15"

    def test_its_plans_follow_the_as_of_day(self, browser: Browser) -> None:
        browser.open("/members/ALB?asof=2013-12-31")
        assert "2\N{NO-BREAK SPACE}(2014)" not in browser.texts("section.card th")
        browser.open("/members/ALB?asof=2016-06-15")
        assert "4 of 6" in browser.texts("section.card td")

    def test_a_phone_shows_it_without_scrolling_sideways(self, browser: Browser) -> None:
        browser.open("/members/ALB?asof=2016-06-15").width(360)
        assert browser.sideways() == 0
