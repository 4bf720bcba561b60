"""Selection: what counts on a day, what a filter leaves, what is overdue; by hand and against the plainest code."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.data.filters import Filters
from dashboard.data.selection import Selection, select
from dashboard.data.snapshot import COMPLETION, LEVELS, Snapshot, Version, plain_rows, read_snapshot
from dashboard.queries.counts import Totals, gaps, totals
from dashboard.view.view import Views
from data_loader import schema
from tests.dashboard import databases, hand

IDS = [record["id"] for record in hand.TABLES["commitments"]]


def states(selection: Selection) -> dict[str, str]:
    """What is known of each commitment selected, by its id."""
    return {IDS[place]: COMPLETION[selection.findings.completion[place]] for place in np.flatnonzero(selection.mask)}


def counted(selection: Selection, dimension: str) -> dict[str, tuple[int, ...]]:
    values, places = selection.dimension(dimension).values, [COMPLETION.index(state) for state in hand.STATES]
    counts = selection.count(dimension)[:, places].tolist()
    return {value: tuple(row) for value, row in zip(values, counts, strict=True)}


@pytest.mark.parametrize(("day", "known"), hand.ON_DAY.items(), ids=hand.ON_DAY)
def test_what_had_begun_and_what_was_known_of_it_on_a_day(by_hand: Views, day: str, known: dict[str, str]) -> None:
    assert states(by_hand.of(f"?asof={day}").selection) == known


def test_without_a_date_all_that_was_ever_published_is_known(by_hand: Views) -> None:
    assert by_hand.of("").selection.asof.isoformat() == "2018-12-31"


@pytest.mark.parametrize(("query", "left"), hand.SELECTED.items(), ids=hand.SELECTED)
def test_a_filter_leaves(by_hand: Views, query: str, left: set[str]) -> None:
    assert set(states(by_hand.of(query).selection)) == left


@pytest.mark.parametrize(("query", "late"), hand.OVERDUE.items(), ids=hand.OVERDUE)
def test_overdue_is_past_its_end_assessed_and_not_complete(by_hand: Views, query: str, late: set[str]) -> None:
    overdue = by_hand.of(query).selection.overdue
    assert {IDS[place] for place in np.flatnonzero(overdue)} == late


def test_a_commitment_counts_in_each_of_its_themes(by_hand: Views) -> None:
    assert counted(by_hand.of("").selection, "theme") == hand.BY_THEME


def test_a_commitment_counts_once_in_each_priority(by_hand: Views) -> None:
    assert counted(by_hand.of("").selection, "priority") == hand.BY_PRIORITY


def test_an_assessor_decides_which_findings_count(by_hand: Views) -> None:
    known = states(by_hand.of("?assessor=self_assessment").selection)
    assert {id_ for id_, state in known.items() if state != "not_assessed"} == {"f1", "k2"}


def test_openness_is_known_beside_an_unpublished_level(by_hand: Views) -> None:
    found = by_hand.of("").selection.findings.openness[IDS.index("f4")]
    assert schema.DID_IT_OPEN_GOVERNMENT[found] == "major"


@pytest.mark.parametrize(("query", "late"), hand.LATE_UNKNOWN.items(), ids=hand.LATE_UNKNOWN)
def test_past_the_end_with_the_result_not_known_is_counted_apart(by_hand: Views, query: str, late: set[str]) -> None:
    assert late == {
        IDS[place] for place in np.flatnonzero(by_hand.of(query).selection.having("due", "overdue-unknown"))
    }


@pytest.mark.parametrize(("query", "without"), hand.END_UNKNOWN.items(), ids=hand.END_UNKNOWN)
def test_a_promised_end_that_is_not_known_is_counted_apart(by_hand: Views, query: str, without: set[str]) -> None:
    assert without == {IDS[place] for place in np.flatnonzero(by_hand.of(query).selection.having("due", "end-unknown"))}


def test_a_facet_leaves_its_own_filter_out(by_hand: Views) -> None:
    facet = by_hand.of("?region=europe&theme=air").selection.facet("region")
    assert facet == {"africa-middle-east": 0, "americas": 1, "asia-pacific": 0, "europe": 2}


def test_a_facet_keeps_the_other_filters(by_hand: Views) -> None:
    assert by_hand.of("?region=europe&theme=air").selection.facet("theme") == {"water": 2, "air": 2, "bribery": 2}


def test_the_totals_of_all(by_hand: Views) -> None:
    beside = dict.fromkeys(COMPLETION[LEVELS:], 0) | {"unclear": 1, "withdrawn": 1, "not_assessed": 1}
    assert totals(by_hand.of("").selection) == Totals(
        commitments=8, members=3, assessed=5, completed=2, complete=1, not_started=1, overdue=4, beside=beside
    )


def test_what_is_not_known_is_counted(by_hand: Views) -> None:
    unknown = {"completion": 1, "level": 0, "end_date": 1, "themes": 1, "impact": 6, "starred": 6}
    assert gaps(by_hand.of("").selection) == unknown


def test_equal_filters_share_one_selection_whatever_the_language(by_hand: Views) -> None:
    assert by_hand.of("?region=europe").selection is by_hand.of("?lang=fr&q=x&region=europe&page=2").selection


# Random findings, read by the code under test and by the plainest reading of rule 4.

days = st.one_of(
    st.dates(min_value=dt.date(2014, 11, 1), max_value=dt.date(2016, 3, 31)).map(str),
    st.sampled_from(["2014", "2015", "2016-02", "2015-02", "2014-12", "2015-12"]),
)
findings = st.lists(
    st.tuples(
        st.sampled_from(schema.ASSESSORS),
        days,
        st.sampled_from([*schema.COMPLETION_SCALE, *schema.COMPLETION_STATES, None]),
    ),
    max_size=6,
    unique_by=lambda found: (found[0], last_day(found[1])),
)
Finding = tuple[str, str, str | None]


def last_day(text: str) -> str:
    """The last day a date may mean; ISO 8601 text sorts as dates do."""
    year, _, rest = text.partition("-")
    month, _, day = (rest or "12-31").partition("-")
    return f"{year}-{month}-{day or calendar.monthrange(int(year), int(month))[1]}"


def naive(found: list[Finding], asof: str) -> str:
    found = [one for one in found if one[0] != "self_assessment"]
    levels = [
        (last_day(published), schema.ASSESSORS.index(assessor), completion)
        for assessor, published, completion in found
        if completion and last_day(published) <= asof
    ]
    if levels:
        return max(levels)[2]
    known = any(last_day(published) <= asof for _, published, _ in found)
    return "level_not_published" if known else "not_assessed"


@pytest.fixture(scope="module")
def memory() -> Iterator[sa.Engine]:
    """A database in memory with one commitment, `c`."""
    engine = sa.create_engine("sqlite://", poolclass=sa.pool.StaticPool)
    one = {"action_plans": [databases.plan("FRA-1", 2014)], "commitments": [databases.commitment("c", "FRA-1")]}
    databases.write(engine, hand.TABLES | one)
    yield engine
    engine.dispose()


def snapshot_of(engine: sa.Engine, found: list[Finding]) -> Snapshot:
    databases.replace(engine, "assessments", [databases.finding("c", *one) for one in found])
    with engine.connect() as connection:
        return read_snapshot(connection, Version(1))


def known(snapshot: Snapshot, asof: str) -> str:
    return COMPLETION[select(snapshot, Filters(asof=asof)).findings.completion[0]]


@settings(max_examples=30)
@given(findings, st.dates(min_value=dt.date(2014, 10, 1), max_value=dt.date(2017, 1, 31)).map(str))
def test_the_latest_finding_published_by_then_is_what_was_known(
    memory: sa.Engine, found: list[Finding], asof: str
) -> None:
    assert known(snapshot_of(memory, found), asof) == naive(found, asof)


@settings(max_examples=30)
@given(findings, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_means_nothing(memory: sa.Engine, found: list[Finding], random: Any) -> None:
    before = known(snapshot_of(memory, found), "2016-12-31")
    random.shuffle(found)
    assert known(snapshot_of(memory, found), "2016-12-31") == before


@settings(max_examples=30)
@given(findings, st.tuples(days, days).map(lambda pair: sorted(map(last_day, pair))))
def test_what_was_assessed_once_never_becomes_not_assessed(
    memory: sa.Engine, found: list[Finding], pair: list[str]
) -> None:
    snapshot = snapshot_of(memory, found)
    earlier, later = (known(snapshot, day) for day in pair)
    assert not (earlier != "not_assessed" and later == "not_assessed")


def test_rows_read_plainly_are_those_of_pandas_in_value_and_kind(all_views: dict[str, Views]) -> None:
    for views in all_views.values():
        for table in views.of("").snapshot.tables.values():
            rows, theirs = plain_rows(table), [*table.itertuples()]
            assert repr(rows) == repr(theirs).replace("Pandas(", "Row(")
            assert [[*map(type, row)] for row in rows] == [[*map(type, row)] for row in theirs]
