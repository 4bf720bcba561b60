"""Filters: any link can be read, means the same when written again, and says what it could not mean."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dashboard.data.filters import CHOICES, NAMES, RENAMED, Dropped, Filters, as_day, parse, written

VALUES = dict.fromkeys(CHOICES, ("a", "b", "c-d"))

anything = st.text(st.one_of(st.characters(), st.characters(categories=["Cs"])))  # lone surrogates too
words = st.one_of(
    anything, st.sampled_from(["a", "b,a", "c-d", "2016", "2016-02", "2016-02-30", "fr", "-due", "3", "%00", "%ff", ""])
)
pairs = st.lists(st.tuples(st.sampled_from([*NAMES, "Region", "foo", ""]), words), max_size=8)
queries = st.one_of(anything, pairs.map(lambda found: "?" + "&".join(f"{name}={value}" for name, value in found)))


@given(queries)
def test_any_text_can_be_read(query: str) -> None:
    assert isinstance(parse(query, VALUES)[0], Filters)


@given(queries)
@example("?q=\ud800")
def test_what_is_read_means_the_same_when_written_and_read_again(query: str) -> None:
    first, _ = parse(query, VALUES)
    assert parse(first.query(), VALUES) == (first, [])


@given(queries)
def test_parameters_are_written_in_one_order(query: str) -> None:
    names = [name for name, _ in parse_qsl(parse(query, VALUES)[0].query().removeprefix("?"))]
    assert names == sorted(names, key=[*map(written, NAMES)].index)


@given(pairs)
def test_every_value_is_kept_or_named_as_dropped(asked: list[tuple[str, str]]) -> None:
    query = "&".join(f"{name}={value}" for name, value in asked)
    filters, dropped = parse(query, VALUES)
    lost = {(drop.name, drop.value) for drop in dropped}
    for name, text in parse_qsl(query, keep_blank_values=True):
        if name not in NAMES:
            assert (name, "") in lost
        elif name in CHOICES:
            for value in filter(None, text.split(",")):
                assert (value in getattr(filters, name)) != ((name, value) in lost)


@given(st.permutations(["b", "c-d", "a"]))
def test_a_choice_is_written_in_the_order_of_the_lists(values: list[str]) -> None:
    assert parse(f"?theme={','.join(values)}", VALUES)[0].query() == "?theme=a,b,c-d"


@pytest.mark.parametrize(
    ("query", "canonical"),
    [
        ("", ""),
        ("?", ""),
        ("lang=fr&region=a", "?region=a&lang=fr"),
        ("?theme=a&theme=b", "?theme=a,b"),
        ("?theme=a%2Cb", "?theme=a,b"),
        ("?lang=en&lang=fr", "?lang=fr"),
        ("?asof=2016", "?asof=2016-12-31"),
        ("?asof=2016-02", "?asof=2016-02-29"),
        ("?q=caf%C3%A9 & co", "?q=caf%C3%A9%20"),
        ("?q=a%26b", "?q=a%26b"),
        ("?sort=-due&page=2", "?sort=-due&page=2"),
        ("?region=&q=", ""),
    ],
)
def test_a_link_becomes_canonical(query: str, canonical: str) -> None:
    assert parse(query, VALUES)[0].query() == canonical


@pytest.mark.parametrize(
    ("query", "dropped"),
    [
        ("?flavour=red", [Dropped("flavour", "")]),
        ("?region=a,x,y", [Dropped("region", "x"), Dropped("region", "y")]),
        ("?region=x,x", [Dropped("region", "x")]),
        ("?asof=2016-02-30", [Dropped("asof", "2016-02-30")]),
        ("?lang=tlh", [Dropped("lang", "tlh")]),
        ("?page=0", [Dropped("page", "0")]),
        ("?page=-1", [Dropped("page", "-1")]),
        ("?page=٣", [Dropped("page", "٣")]),
        ("?q=a%00b", [Dropped("q", "a\x00b")]),
        ("?sort=drop table", [Dropped("sort", "drop table")]),
        ("?asof=2015&asof=never", [Dropped("asof", "never")]),
    ],
)
def test_what_has_no_meaning_is_named(query: str, dropped: list[Dropped]) -> None:
    assert parse(query, VALUES)[1] == dropped


def test_a_query_longer_than_any_link_is_dropped_as_one() -> None:
    filters, dropped = parse("?region=a&q=" + "x" * 10_000, VALUES)
    assert (filters, len(dropped)) == (Filters(), 1)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2016", "2016-12-31"),
        ("2016-02", "2016-02-29"),
        ("2015-02", "2015-02-28"),
        ("2016-09", "2016-09-30"),
        ("2016-05-03", "2016-05-03"),
        *((text, "") for text in ("0000", "2016-13", "2016-00", "2016-02-30", "2015-02-29", "2016-1-1", "16", "", "x")),
        *((text, "") for text in ("2016-05-03T00:00", " 2016", "２０１６", "2016-05-", "-2016", "20160503")),
    ],
)
def test_a_date_is_the_last_day_it_may_mean(text: str, day: str) -> None:
    assert as_day(text) == day


@given(st.dates())
def test_every_day_is_itself(day: object) -> None:
    assert as_day(str(day)) == str(day)


@given(anything)
def test_any_text_is_a_day_or_nothing(text: str) -> None:
    assert as_day(as_day(text)) == as_day(text)


class TestMovingFilters:
    filters = Filters(region=("a",), asof="2016-01-01", q="water", sort="-due", page="3", lang="fr")

    def test_search_order_and_page_stay_behind_on_the_way_to_another_page(self) -> None:
        assert self.filters.travelling().query() == "?region=a&asof=2016-01-01&lang=fr"

    def test_the_language_decides_no_selection(self) -> None:
        assert self.filters.selecting().query() == "?region=a&asof=2016-01-01"

    def test_reset_keeps_the_language(self) -> None:
        assert self.filters.cleared().query() == "?lang=fr"

    def test_another_choice_goes_back_to_the_first_page(self) -> None:
        assert self.filters.choosing("region", ["b"]).query() == "?region=b&asof=2016-01-01&q=water&sort=-due&lang=fr"

    def test_others_are_as_if_all_were_given_anew(self) -> None:
        asked: dict[str, Any] = {"region": ("b", "c"), "q": ""}
        assert self.filters.changed(**asked) == replace(self.filters, **asked)
        assert hash(self.filters.changed(**asked)) == hash(replace(self.filters, **asked))
        assert self.filters.region == ("a",)

    def test_what_is_no_filter_cannot_be_set(self) -> None:
        with pytest.raises(TypeError, match="regions"):
            self.filters.changed(regions=("b",))

    def test_a_page_puts_its_own_filters_in_place_of_the_readers(self) -> None:
        assert self.filters.within(Filters(region=("b",))).region == ("b",)


class TestOlderNames:
    @pytest.mark.parametrize(("older", "name"), RENAMED.items())
    def test_a_link_with_an_older_name_means_the_same_and_drops_nothing(self, older: str, name: str) -> None:
        value = {"asof": "2016-12-07", "lang": "fr", "version": "3"}.get(name, "a")
        assert parse(f"?{older}={value}", VALUES) == parse(f"?{name}={value}", VALUES)
        assert parse(f"?{older}={value}", VALUES)[1] == []

    def test_an_older_name_becomes_the_present_one_when_written_again(self) -> None:
        filters, _ = parse("?policy_area=b&tier=a&date=2016&locale=fr&v=3&country=c-d", VALUES)
        assert filters.query() == "?theme=b&level=a&member=c-d&asof=2016-12-31&version=3&lang=fr"

    def test_both_names_in_one_link_add_up(self) -> None:
        assert parse("?theme=a&policy_area=b", VALUES) == (Filters(theme=("a", "b")), [])

    def test_a_value_that_has_no_meaning_is_told_by_the_present_name(self) -> None:
        assert parse("?policy_area=x", VALUES)[1] == [Dropped("theme", "x")]

    def test_no_older_name_hides_a_filter_and_each_leads_to_one(self) -> None:
        assert (set(RENAMED) & set(NAMES), set(RENAMED.values()) - set(NAMES)) == (set(), set())
