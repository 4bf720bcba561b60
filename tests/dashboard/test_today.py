"""Today as the as-of day, data that end before it, and data on which nothing was published for long."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from dashboard.components import controls
from dashboard.data.filters import TODAY, Filters, parse
from dashboard.decks.documents import deck_html
from dashboard.exports.slides import chart_slide
from dashboard.language.languages import LANGUAGES
from dashboard.language.words import words
from dashboard.view.recency import STALE_DAYS, recency
from dashboard.view.view import Views
from dashboard.web.pages import PAGES

Say = Callable[[dt.date], None]
END = dt.date(2018, 12, 31)
LATER = dt.date(2026, 11, 29)


class TestToday:
    """A choice that addresses say as such, and that is the day of reading."""

    def test_is_the_first_choice_of_the_control_and_the_latest_day_of_the_data_the_next(self, reference: Views) -> None:
        first, second, *meetings = controls.options(reference.of(""), {"kind": "asof", "by": "meeting"})
        assert first == {"label": "Today: 15 January 2019", "value": TODAY}
        assert second == {"label": "Latest: 31 December 2018", "value": ""}
        assert meetings

    def test_is_the_day_of_reading(self, reference: Views, read_on: Say) -> None:
        for day in (dt.date(2019, 1, 15), dt.date(2019, 3, 1)):
            read_on(day)
            view = reference.of("?asof=today")
            assert view.selection.asof == day
            assert view.filters.asof == day.isoformat()

    def test_stays_a_choice_in_addresses_and_what_is_pinned_says_the_date(self, reference: Views) -> None:
        view = reference.of("?asof=today&region=europe")
        assert view.chosen.query() == "?region=europe&asof=today"
        assert "asof=today" in view.href("members")
        assert view.pinned().chosen.asof == "2019-01-15"
        assert controls.asof_value(view, "meeting") == TODAY
        assert controls.asof_value(view, "day") == "2019-01-15"

    @pytest.mark.parametrize("text", ["Today", "tomorrow", "today ", "todayy"])
    def test_is_written_in_one_way_only(self, text: str) -> None:
        filters, dropped = parse(f"?asof={text}", {})
        assert (filters.asof, [drop.name for drop in dropped]) == ("", ["asof"])

    def test_is_no_default(self, reference: Views) -> None:
        assert reference.of("").selection.asof == END
        assert Filters().asof == ""

    def test_is_offered_and_ticked_without_scripts(self, client: FlaskClient) -> None:
        text = client.get("/?asof=today&lang=en").text
        assert 'type="radio" name="asof" value="today" checked' in text
        assert "Today: 15 January 2019" in text
        assert 'value="today" checked' not in client.get("/?lang=en").text

    def test_is_understood_by_the_api_and_the_files(self, client: FlaskClient) -> None:
        text = client.get("/api/v1/overview.txt?asof=today&lang=en").text
        assert "as of 15 January 2019" in text
        assert client.get("/charts/completion-by-region.csv?asof=today").status_code == 200

    def test_is_never_kept_as_if_it_named_a_day(self, client: FlaskClient) -> None:
        response = client.get("/api/v1/tables/members.csv?asof=today&version=1&lang=en")
        assert "immutable" not in response.headers.get("Cache-Control", "")


class TestRecency:
    """How far the data reach."""

    @pytest.mark.parametrize(
        ("asof", "opened_on", "text"),
        [
            (END, None, ""),
            (END, END + dt.timedelta(days=STALE_DAYS), ""),
            (END, END + dt.timedelta(days=STALE_DAYS + 1), "last published 31 December 2018, 6 months ago"),
            (END, LATER, "last published 31 December 2018, 7 years ago"),
            (dt.date(2014, 12, 31), None, ""),
            (dt.date(2019, 1, 1), None, "the data end on 31 December 2018"),
            (dt.date(2019, 1, 1), dt.date(2019, 1, 1), "the data end on 31 December 2018"),
            (dt.date(2019, 7, 20), None, "the data end on 31 December 2018, 6 months before the as-of day"),
            (dt.date(2022, 1, 1), None, "the data end on 31 December 2018, 3 years before the as-of day"),
            (LATER, LATER, "the data end on 31 December 2018, 7 years ago"),
        ],
    )
    def test_says_when_the_data_end_and_how_old_they_are(
        self, asof: dt.date, opened_on: dt.date | None, text: str
    ) -> None:
        assert recency(words("en"), END, asof, opened_on) == text

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_stands_on_every_page_in_every_language(self, client: FlaskClient, read_on: Say, lang: str) -> None:
        read_on(LATER)
        paths = [page.path for page in PAGES if page.public and page.nav]
        assert len(paths) >= 8
        for path in paths:
            old = client.get(f"/{path}?lang={lang}").text
            ends = client.get(f"/{path}?lang={lang}&asof=today").text
            then = client.get(f"/{path}?lang={lang}&asof=2018-12-31").text
            assert old.count('class="data-reach"') == ends.count('class="data-reach"') == 1, path
            assert 'class="data-reach"' not in then, path

    def test_stands_in_the_source_of_files_and_slides(self, reference: Views, read_on: Say) -> None:
        read_on(LATER)
        view = reference.of("?asof=today")
        ends = "the data end on 31 December 2018, 7 years ago"
        assert view.source().endswith(ends)
        assert chart_slide(view, "completion-by-region").source.endswith(ends)
        assert ends not in view.rests_upon()

    def test_stands_in_a_deck_that_is_pinned_as_it_is_written(self, reference: Views, read_on: Say) -> None:
        read_on(LATER)
        text = deck_html(reference.of("?deck=completion-by-region"), "", LATER)
        assert "last published 31 December 2018, 7 years ago" in text
        assert "asof=2018-12-31" in text
        assert "last published" not in deck_html(reference.of("?deck=completion-by-region&asof=2018-12-31"), "", LATER)

    def test_is_nothing_of_an_empty_database(self, all_views: dict[str, Views], read_on: Say) -> None:
        read_on(LATER)
        assert all_views["empty"].of("?asof=today").recency == ""
