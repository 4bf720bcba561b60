"""The picture of the promises: a mark each, as found by the day, spoken, with what is news."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from dashboard.blocks import Card, Items, Link, Table
from dashboard.language.languages import LANGUAGES
from dashboard.pages.promise_grid import promises_picture
from dashboard.view.view import View, Views
from tests.dashboard.test_agenda import status_on
from tests.dashboard.test_brief import read

WORDS = {"complete": "Kept", "in_progress": "Under way", "": "No information found"}
DAYS = ("2016-05-03", "2016-12-31", "2018-12-31")


def picture(view: View) -> Card:
    card = promises_picture(view)
    assert card
    return card


def marks(view: View) -> list[Link]:
    grid: Any = picture(view).blocks[1]
    found = [link for section in grid.items for part in section if isinstance(part, Items) for link in part.items]
    return [link for link in found if isinstance(link, Link)]


def table(view: View) -> list[list[str]]:
    [found] = [block for block in picture(view).blocks if isinstance(block, Table)]
    return [[view.plain(cell) for cell in row] for row in found.read()]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_forty_marks_stand_in_the_sections_of_the_statement(reference: Views, lang: str) -> None:
    view = reference.of(f"?lang={lang}")
    expected = [(one[f"section_{lang}"], one[f"title_{lang}"]) for one in read("agenda_items")]
    assert [tuple(row[:2]) for row in table(view)] == expected
    assert [mark.label.startswith(title) for mark, (_, title) in zip(marks(view), expected, strict=True)] == [True] * 40


@pytest.mark.parametrize("day", DAYS)
def test_each_mark_is_what_the_files_say_on_the_day(reference: Views, day: str) -> None:
    view, known = reference.of(f"?asof={day}"), status_on(day)
    for item, row, mark in zip(read("agenda_items"), table(view), marks(view), strict=True):
        status = known.get(item["id"], "")
        assert row[2] == WORDS[status] == view.plain(mark)
        assert f"promise-{status or 'unknown'}" in mark.style
        assert f": {WORDS[status]}" in mark.label


def test_what_is_news_is_marked_and_said(reference: Views) -> None:
    view = reference.of("?since=2015-12-31&asof=2016-12-31")
    news = {one["agenda_item_id"] for one in read("agenda_updates") if "2015-12-31" < one["date"] <= "2016-12-31"}
    ringed = [mark for mark in marks(view) if mark.style.endswith(" news")]
    assert len(ringed) == len(news) == 8
    assert all(mark.label.endswith("news since 31 December 2015") for mark in ringed)
    assert Counter(row[3] for row in table(view)) == {"Yes": 8, "No": 32}


def test_with_no_day_to_compare_with_news_is_not_known(reference: Views) -> None:
    assert {row[3] for row in table(reference.of("?asof=2013-01-01"))} == {"not known"}


def test_data_without_promises_have_no_picture(all_views: dict[str, Views]) -> None:
    assert promises_picture(all_views["empty"].of("")) is None
