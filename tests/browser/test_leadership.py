"""Tracking who leads what: read the matrix, narrow it, go back in time, follow a figure, a theme and a government."""

from __future__ import annotations

from tests.browser.driving import Browser

THEN = "/leadership?asof=2017-01-15"


class TestLeadership:
    def test_a_constituency_narrows_the_matrix_and_is_written_in_the_address(self, browser: Browser) -> None:
        browser.open(THEN)
        assert len(browser.find_elements(".matrix .group")) == 3
        browser.click(".constituencies input[value=government]")
        browser.until(lambda: "4 of 11 Steering Committee members" in browser.text("h1"), "the headline")
        assert browser.search() == "?asof=2017-01-15&constituency=government"
        assert browser.texts(".matrix .group") == ["Governments · 11 seats", "Outside the committee"]

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

    def test_a_gap_leads_to_its_theme_and_that_to_the_list_of_its_commitments(self, browser: Browser) -> None:
        browser.open(THEN)
        assert browser.find_elements("#without-lead a[href*='themes/asset-disclosure']") == []  # led through its area
        browser.click("#without-lead a[href*='themes/water-sanitation']")
        browser.until(lambda: "nobody is on record as leading it" in browser.text("h1"), "the page of the theme")
        told = browser.settled().texts(".figures .value")[0]
        browser.click(".figures .value a")
        browser.wait_for_text_to_equal("h1", f"{told} commitments")
        assert browser.search() == "?theme=water-sanitation&asof=2017-01-15"

    def test_a_policy_area_without_a_lead_leads_to_its_themes(self, browser: Browser) -> None:
        browser.open(THEN)
        browser.click("#without-lead a[href*='in-area-justice']")
        browser.until(lambda: browser.run("return location.hash") == "#in-area-justice", "the place")
        browser.until(lambda: "Judiciary" in browser.text("#in-area-justice"), "the themes of the area")

    def test_an_area_opens_to_its_themes_with_who_leads_each(self, browser: Browser) -> None:
        browser.open(THEN)
        [summary] = [one for one in browser.find_elements(".areas summary") if one.text.startswith("Anti-Corruption")]
        assert summary.text == "Anti-Corruption · 5 leads · 9 themes"
        browser.click(summary)
        browser.until(lambda: "Lobbying" in browser.text(".areas details[open]"), "its themes")
        assert "5 leads of the area" in browser.text(".areas details[open]")

    def test_a_government_leads_to_its_page_and_back_to_the_committee(self, browser: Browser) -> None:
        browser.open(THEN)
        browser.click(".matrix a[href*='members/FRA']")
        browser.until(lambda: browser.text("h1").startswith("France"), "the page of France")
        browser.settled().click("section.leadership p a")
        browser.until(lambda: browser.text("h1").startswith("4 of 10"), "the page of the committee")

    def test_a_phone_shows_it_without_scrolling_sideways(self, browser: Browser) -> None:
        browser.open(THEN).width(360)
        assert browser.sideways() == 0
        first = "document.querySelector('.matrix tbody th[scope=row]')"
        browser.run("document.querySelector('.matrix .table-scroll').scrollLeft = 400")
        assert 0 <= browser.run(f"return {first}.getBoundingClientRect().left") < 60  # who it is stays in sight

    def test_a_phone_shows_each_page_in_at_most_eight_screens_as_it_opens(self, browser: Browser) -> None:
        for path in (THEN, "/themes", "/themes/open-data"):
            browser.open(path).width(390)
            browser.until(
                lambda: browser.run("return document.documentElement.scrollHeight") <= 8 * 844, f"{path} on a phone"
            )

    def test_the_matrix_scrolls_in_a_place_of_its_own_that_the_keyboard_reaches(self, browser: Browser) -> None:
        browser.open(THEN).width(800)
        assert browser.sideways() == 0
        place = "document.querySelector('.matrix .table-scroll')"
        assert browser.run(f"return {place}.scrollWidth > {place}.clientWidth")
        assert browser.run(f"{place}.focus(); return document.activeElement === {place}")
        assert browser.run(f"return {place}.getAttribute('aria-label')") == "Who leads what?"
