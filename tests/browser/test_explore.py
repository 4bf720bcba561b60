"""A reader asks something else, sends the address, and looks at what differs between two."""

from __future__ import annotations

from tests.browser.driving import Browser

_NUMBERS = "return document.querySelector('.chart-card .js-plotly-plot').data.flatMap(({x}) => x)"


def test_a_question_is_changed_in_place_and_is_an_address(browser: Browser) -> None:
    browser.open("/explore?group=level")
    browser.choose(".explore-controls label:nth-child(4) select", "region")
    browser.wait_for_text_to_equal(".chart-card .card-title", "Completion rate by government level, panels: Region")
    browser.choose(".explore-controls label:nth-child(1) select", "late")
    browser.wait_for_text_to_equal(
        ".chart-card .card-title", "Late, in three counts by government level, panels: Region"
    )
    browser.settled()
    assert browser.search() == "?measure=late&group=level&split=region"
    assert len(browser.find_elements(".chart-card .subplot")) >= 4
    drawn = browser.run(_NUMBERS)
    browser.open(f"/explore{browser.search()}")
    assert browser.run(_NUMBERS) == drawn
    assert browser.axe() == []
    browser.width(390)
    assert browser.sideways() == 0
    assert browser.console() == []


def test_only_what_differs_between_two_is_a_link_away(browser: Browser) -> None:
    browser.open("/compare?member=ALB,KEN")
    every = len(browser.find_elements(".compared tbody tr:not(.group)"))
    assert browser.axe() == []
    browser.click(browser.find_elements(".compare-switch a")[1])
    browser.wait_for_text_to_equal(".compare-switch [aria-current]", "Only differences")
    browser.settled()
    assert browser.search() == "?member=ALB,KEN&only=differences"
    assert 0 < len(browser.find_elements(".compared tbody tr:not(.group)")) < every
    browser.width(360)
    assert browser.sideways() == 0
    assert browser.console() == []
