"""Dates at the precision known, and those of OGP's exports."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_loader import dates
from data_loader.formats.ogp_dates import read_date
from data_loader.schema import fold

DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31))


@given(DAYS, st.sampled_from([4, 7, 10]))
def test_a_day_lies_between_the_first_and_last_it_may_mean(day: dt.date, precision: int) -> None:
    text = day.isoformat()[:precision]
    assert dates.exists(text)
    assert dates.earliest(text) <= day.isoformat() <= dates.latest(text)
    assert dates.earliest(text)[:precision] == dates.latest(text)[:precision] == text


@given(st.text(max_size=12))
def test_any_text_is_answered(text: str) -> None:
    assert dates.exists(text) <= dates.is_written(text)
    for first_is_month in (True, False):
        value = read_date(text, first_is_month).value
        assert value == "" or dates.exists(value)


@given(DAYS)
def test_a_day_beyond_the_twelfth_is_read_in_either_order(day: dt.date) -> None:
    if day.day > 12:
        for text in (f"{day.day}/{day.month}/{day.year}", f"{day.month}/{day.day}/{day.year}"):
            expected = "" if day.year == 1905 else day.isoformat()
            assert read_date(text, first_is_month=True).value == expected


@pytest.mark.parametrize(
    ("text", "explorer", "database", "code"),
    [
        ("07/01/2012", "2012-07", "2012-07-01", ""),
        ("31/12/2014", "2014-12-31", "2014-12-31", ""),
        ("01/07/2014", "", "", "undecidable-date"),
        ("31/9/2014", "", "", "unreal-date"),
        ("2/29/2014", "", "", "unreal-date"),
        ("Quarter 1 2014", "2014", "2014", "rounded-date"),
        ("Spring 2016", "2016", "2016", "rounded-date"),
        ("IV quarter of 2020", "2020", "2020", "rounded-date"),
        ("2013", "2013", "2013", ""),
        ("12/31/15", "2015-12-31", "2015-12-31", ""),
        ("43525", "2019-03-01", "2019-03-01", ""),
        ("July 2014", "2014-07", "2014-07", ""),
        ("7/15/1905", "", "", "unreal-date"),
        ("2012-2013", "", "", "unread-date"),
        ("Not Specified", "", "", ""),
        ("Ongoing", "", "", ""),
        ("2016-05-03", "2016-05-03", "2016-05-03", ""),
    ],
)
def test_the_dates_of_the_exports(text: str, explorer: str, database: str, code: str) -> None:
    for first_is_month, expected in ((True, explorer), (False, database)):
        read = read_date(text, first_is_month)
        assert (read.value, read.code) == (expected, code)


def test_a_year_typed_as_a_date_is_suggested() -> None:
    assert read_date("7/15/1905", first_is_month=False).suggestion == "2023"


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_folding_undoes_accents_and_case() -> None:
    assert fold("Évaluation À MI-PARCOURS") == "evaluation a mi-parcours"
