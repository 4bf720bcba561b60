"""Tracking who leads what: read the matrix, narrow it, go back in time, follow a figure, a theme and a government."""

from __future__ import annotations

from tests.browser.driving import Browser

THEN = "/leadership?asof=2017-01-15"


class TestLeadership:
    def test_a_constituency_narrows_the_matrix_and_is_written_in_the_address(self, browser: Browser) -> None:
        browser.open(THEN)
        assert len(browser.find_elements(".matrix .group")) == 3
        browser.click(".constituencies input[value=government]")
        browser.until(lambda: browser.text("h1").startswith("7 of 11"), "the headline")
        assert browser.search() == "?asof=2017-01-15&constituency=government"
        assert browser.texts(".matrix .group") == ["Governments", "Outside the committee"]

    def test_another_day_seats_others(self, browser: Browser) -> None:
        browser.open(THEN)
        assert "Brazil" in browser.texts(".matrix tbody th a")
        browser.open("/leadership?asof=2017-11-01")
        sitting = browser.texts(".matrix tbody th a")
        assert ("Brazil" in sitting, "Canada" in sitting) == (False, True)

    def test_a_figure_leads_to_the_part_that_names_them(self, browser: Browser) -> None:
        browser.open(THEN)
        browser.click(".figure a[href='#without-role']")
        browser.until(lambda: browser.run("return location.hash") == "#without-role", "the place")
        top = "return document.getElementById('without-role').getBoundingClientRect().top"
        browser.until(lambda: 0 <= browser.run(top) < 400, "the part in view")
        assert browser.search() == "?asof=2017-01-15"

    def test_a_theme_without_a_lead_leads_to_its_commitments(self, browser: Browser) -> None:
        browser.open(THEN)
        told = browser.text(".theme-leads a[href*='theme=asset-disclosure']")
        browser.click("#without-lead a[href*='theme=asset-disclosure']")
        browser.wait_for_text_to_equal("h1", f"{told} commitments")

    def test_a_government_leads_to_its_page_and_back_to_the_committee(self, browser: Browser) -> None:
        browser.open(THEN)
        browser.click(".matrix a[href*='members/FRA']")
        browser.until(lambda: browser.text("h1").startswith("France"), "the page of France")
        browser.settled().click("section.leadership p a")
        browser.until(lambda: browser.text("h1").startswith("11 of 22"), "the page of the committee")

    def test_a_phone_shows_it_without_scrolling_sideways(self, browser: Browser) -> None:
        browser.open(THEN).width(360)
        assert browser.sideways() == 0
        assert browser.run("return getComputedStyle(document.querySelector('.matrix tr')).display") == "block"

    def test_the_matrix_scrolls_in_a_place_of_its_own_that_the_keyboard_reaches(self, browser: Browser) -> None:
        browser.open(THEN).width(800)
        assert browser.sideways() == 0
        place = "document.querySelector('.matrix .table-scroll')"
        assert browser.run(f"return {place}.scrollWidth > {place}.clientWidth")
        assert browser.run(f"{place}.focus(); return document.activeElement === {place}")
        assert browser.run(f"return {place}.getAttribute('aria-label')") == "Who leads what?"
