"""The evening before a meeting: open the brief, read, follow a number to its rows, compare with another day, print."""

from __future__ import annotations

import urllib.request

import pytest

from tests.browser.driving import Browser

YEAR = "?since=2015-12-31&asof=2016-12-31"


class TestBrief:
    def test_a_sentence_leads_to_the_commitments_it_counts(self, browser: Browser) -> None:
        browser.open("/brief" + YEAR)
        assert browser.text("h1") == "589 of 1,927 commitments have changed since 31 December 2015."
        [slipped] = [link for link in browser.find_elements(".sentences a") if link.text.startswith("7 commitments")]
        browser.click(slipped)
        browser.wait_for_text_to_equal("h1", "7 commitments")
        assert browser.search() == "?change=slipped&since=2015-12-31&asof=2016-12-31"

    def test_another_meeting_to_compare_with_is_chosen_by_name(self, browser: Browser) -> None:
        browser.open("/brief?asof=2016-12-31")
        browser.choose(".since select", "2015-10-26")
        browser.until(lambda: browser.search() == "?since=2015-10-26&asof=2016-12-31", "the address")
        browser.until(lambda: browser.text("h1").endswith("since 26 October 2015."), "the headline")
        browser.wait_for_text_to_equal(".since input", "2015-10-26")

    def test_a_figure_of_the_overview_leads_to_the_brief_between_its_two_days(self, browser: Browser) -> None:
        browser.open("/?asof=2017-09-20")
        browser.click(".figure .change a")
        browser.until(lambda: browser.search() == "?since=2017-06-27&asof=2017-09-20", "the brief")
        browser.wait_for_contains_text("h1", "27 June 2017")

    @pytest.mark.parametrize("width", [1920, 390])
    def test_a_member_of_the_committee_prepares_a_meeting(self, browser: Browser, width: int) -> None:
        """A link with the meeting's day: what moved, the rows behind a sentence, sent on, and the document."""
        browser.open("/?asof=2017-06-27&lang=fr").width(width)
        browser.click(".figure .change a")
        browser.until(
            lambda: "/brief?" in browser.driver.current_url and browser.find_elements(".sentences a"), "the brief"
        )
        told = browser.texts(".sentences li")
        assert (told[1], len(told) <= 7) == ("7 engagements ont reculé.", True)
        file = browser.attribute(".takeaways a[href*='/brief.html']", "href")
        browser.click(browser.find_elements(".sentences li:nth-child(2) a")[0])
        browser.wait_for_text_to_equal("h1", "7 engagements")
        assert browser.sideways() == 0
        sent = browser.driver.current_url.removeprefix(browser.server_url)
        assert browser.open(sent).text("h1") == "7 engagements"
        with urllib.request.urlopen(file) as answer:
            assert "7 engagements ont reculé" in answer.read().decode()

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
