"""The evening before a meeting: open the brief, read, follow a number to its rows, compare with another day, print."""

from __future__ import annotations

import urllib.request

import pytest

from tests.browser.driving import Browser

YEAR = "?since=2015-12-31&asof=2016-12-31"


class TestBrief:
    def test_a_sentence_leads_to_the_commitments_it_counts(self, browser: Browser) -> None:
        browser.open("/brief" + YEAR)
        assert browser.text("h1").startswith("Since 31 December 2015: 568 commitments newly assessed, 10 moved forward")
        [slipped] = [link for link in browser.find_elements(".sentences a") if link.text == "7 slipped back"]
        browser.click(slipped)
        browser.wait_for_text_to_equal("h1", "7 commitments")
        assert browser.search() == "?change=slipped&since=2015-12-31&asof=2016-12-31"

    def test_another_meeting_to_compare_with_is_chosen_by_name(self, browser: Browser) -> None:
        browser.open("/brief?asof=2016-12-31")
        browser.choose(".since select", "2015-10-26")
        browser.until(lambda: browser.search() == "?since=2015-10-26&asof=2016-12-31", "the address")
        browser.until(lambda: browser.text("h1").startswith("Since 26 October 2015:"), "the headline")
        browser.wait_for_text_to_equal(".since input", "2015-10-26")

    def test_a_figure_of_the_overview_leads_to_the_brief_between_its_two_days(self, browser: Browser) -> None:
        browser.open("/?asof=2017-09-20")
        browser.click(".figure .change a")
        browser.until(lambda: browser.search() == "?since=2017-06-27&asof=2017-09-20", "the brief")
        browser.wait_for_contains_text("h1", "27 June 2017")

    @pytest.mark.parametrize("width", [1920, 390])
    def test_a_member_of_the_committee_prepares_a_meeting(self, browser: Browser, width: int) -> None:
        """A link with the meeting's day: what moved, the rows behind a sentence, sent on, and the document."""
        browser.open("/?since=2015-12-31&asof=2016-12-31&lang=fr").width(width)
        browser.click(".figure .change a")
        browser.until(
            lambda: "/brief?" in browser.driver.current_url and browser.find_elements(".sentences a"), "the brief"
        )
        assert len(browser.texts(".sentences li")) <= 7
        assert browser.texts(".sentences .certainty.year") == ["(connu à l’année près)"]
        file = browser.attribute(".takeaways a[href*='/brief.html']", "href")
        [slipped] = [link for link in browser.find_elements(".sentences a") if link.text == "7 ont reculé"]
        browser.click(slipped)
        browser.wait_for_text_to_equal("h1", "7 engagements")
        assert browser.sideways() == 0
        sent = browser.driver.current_url.removeprefix(browser.server_url)
        assert browser.open(sent).text("h1") == "7 engagements"
        with urllib.request.urlopen(file) as answer:
            assert "7 ont reculé" in answer.read().decode()

    def test_my_meeting_is_chosen_once_and_kept_in_this_browser(self, browser: Browser) -> None:
        browser.open("/brief?asof=2016-12-07")
        browser.click(".my-meeting summary")
        browser.choose("form.mine select", "CHL")
        browser.click("form.mine [type=submit]")
        browser.until(lambda: browser.search() == "?asof=2016-12-07&mine=CHL", "the address has it")
        browser.wait_for_contains_text(".my-meeting p", "committee member until 30 September 2018")
        browser.open("/brief?asof=2017-06-27")
        browser.until(lambda: "mine=CHL" in browser.search(), "the next meeting knows it")
        browser.wait_for_contains_text(".my-meeting p", "Chile")
        browser.click(".my-meeting summary")
        browser.click(".my-meeting .forget")
        browser.until(lambda: "mine" not in browser.search(), "it is forgotten")
        browser.open("/brief?asof=2016-12-07")
        browser.wait_for_contains_text(".compare-ways", "No newer data since your last visit")
        assert "mine" not in browser.search()

    def test_a_phone_shows_it_without_scrolling_sideways(self, browser: Browser) -> None:
        browser.open("/brief" + YEAR).width(360)
        assert browser.sideways() == 0

    def test_paper_is_a_document(self, browser: Browser) -> None:
        browser.open("/brief" + YEAR)
        browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print", "features": []})
        shown = "return document.querySelector(arguments[0]).getClientRects().length > 0"
        hidden = (".filter-bar", ".site-header", ".site-footer", ".brief-controls")
        assert [css for css in hidden if browser.run(shown, css)] == []
        assert browser.run(shown, ".on-paper")
