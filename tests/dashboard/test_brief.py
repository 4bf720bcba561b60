"""The brief: classes that add up, counted again from the files; rows behind every number; days that make no sense."""

from __future__ import annotations

import csv
import datetime as dt
import itertools
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import numpy as np
import pytest
import sqlalchemy as sa

from dashboard.blocks import FILES, Block, Count, Link, Share
from dashboard.components.screen import screen
from dashboard.data.change import CHANGES, classify
from dashboard.data.filters import as_day
from dashboard.data.selection import NO_DAY, Selection
from dashboard.data.snapshot import COMPLETION, DUE
from dashboard.language.vocabulary import CHANGES as CHANGE_WORDS
from dashboard.pages import brief
from dashboard.queries import agenda, counts
from dashboard.view.text import plain
from dashboard.view.view import View, Views
from dashboard.web.frame import said_on_paper
from tests.dashboard import blocks, hand
from tests.dashboard.conftest import make_views

REFERENCE = Path(__file__).parents[2] / "data_loader" / "reference"
YEAR = "?since=2015-12-31&asof=2016-12-31"
PERIODS = [("2015-12-31", "2016-12-31"), ("2013-12-31", "2016-12-31"), ("2016-05-03", "2018-12-31")]
SCALE = ("not_started", "limited", "substantial", "complete")
RANK = {"self_assessment": 0, "irm_progress_report": 1, "irm_end_of_term": 2}
IDS = [record["id"] for record in hand.TABLES["commitments"]]


@cache
def read(name: str) -> list[dict[str, str]]:
    with (REFERENCE / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@cache
def known(day: str) -> dict[str, str]:
    """What was known on a day of every commitment that had begun, from the files."""
    plans = {plan["id"]: as_day(plan["start_date"] or plan["year_submitted"]) for plan in read("action_plans")}
    states = {one["id"]: "not_assessed" for one in read("commitments") if plans[one["action_plan_id"]] <= day}
    graded = [one for one in read("assessments") if one["completion"] and as_day(one["published"]) <= day]
    for one in read("assessments"):
        if one["commitment_id"] in states and as_day(one["published"]) <= day:
            states[one["commitment_id"]] = "level_not_published"
    for one in sorted(graded, key=lambda one: (as_day(one["published"]), RANK[one["assessor"]])):
        if one["commitment_id"] in states:
            states[one["commitment_id"]] = one["completion"]
    return states


Placed = tuple[str, str, int, str]
"""A finding: the first and the last day that its date may mean, who found it, and its level."""


def readings(findings: list[Placed], since: str, asof: str) -> Iterator[tuple[str, str]]:
    """What was known on both days, for every way to place findings before, between or after them."""
    ways = []
    for first, last, *_ in findings:
        spans = (("0000", since), (day_after(since), asof), (day_after(asof), "9999"))
        ways.append([place for place, (begin, end) in enumerate(spans) if first <= end and last >= begin])
    for way in itertools.product(*ways):
        yield tuple(last_of([one for one, place in zip(findings, way, strict=True) if place <= day]) for day in (0, 1))  # type: ignore[misc]


def last_of(findings: list[Placed]) -> str:
    """What counts of findings: the last level found, else that there is any."""
    graded = sorted((one for one in findings if one[3]), key=lambda one: (one[1], one[2]))
    return graded[-1][3] if graded else "level_not_published" if findings else "not_assessed"


def day_after(day: str) -> str:
    return (dt.date.fromisoformat(day) + dt.timedelta(days=1)).isoformat()


@cache
def classes(since: str, asof: str) -> dict[str, str]:
    """The class of every commitment begun by the later day, from the files: the one that all readings of dates give."""
    findings: dict[str, list[Placed]] = defaultdict(list)
    for one in read("assessments"):
        first = one["published"] + "0000-01-01"[len(one["published"]) :]
        placed = (first, as_day(one["published"]), RANK[one["assessor"]], one["completion"])
        findings[one["commitment_id"]].append(placed)
    plans = {plan["id"]: plan["start_date"] or plan["year_submitted"] for plan in read("action_plans")}
    found = {}
    for one in read("commitments"):
        begins = plans[one["action_plan_id"]]
        if as_day(begins) > asof:
            continue
        begun = {as_day(begins) <= since, begins + "0000-01-01"[len(begins) :] <= since}
        pairs = set(readings(findings[one["id"]], since, asof))
        all_of_them = {class_of(before if there else None, now) for before, now in pairs for there in begun}
        found[one["id"]] = all_of_them.pop() if len(all_of_them) == 1 else "not_placed"
    return found


def class_of(before: str | None, now: str) -> str:
    """The plainest reading of the classes."""
    if before is None:
        return "new"
    if before == now:
        return "unchanged"
    if now == "withdrawn":
        return "withdrawn"
    if before == "not_assessed":
        return "newly_assessed"
    if before in SCALE and now in SCALE:
        return "advanced" if SCALE.index(now) > SCALE.index(before) else "slipped"
    return "otherwise"


def counted(since: str, asof: str) -> Counter[str]:
    return Counter(classes(since, asof).values())


def built(views: Views, query: str, path: str = "brief") -> tuple[View, Sequence[Block]]:
    return blocks.page(views, path, query)


def headline(views: Views, query: str) -> str:
    return blocks.header(*built(views, query)).headline


def counted_by_links(view: View, page: Sequence[Block]) -> Iterator[tuple[int, str]]:
    """The numbers that lead somewhere, and where they lead."""
    for table in blocks.tables(view, page).values():
        for row in table.read(table.first):
            shown = [cell for column, cell in zip(table.columns, row, strict=True) if column.only != FILES]
            yield from ((cell.n, cell.href) for cell in shown if isinstance(cell, Count) and cell.href)


def matching(views: Views, href: str) -> int:
    """How many commitments the list at an address has."""
    return views.of(href.partition("?")[2]).selection.commitments


class TestTheYear2016:
    """The acceptance figures."""

    def test_every_class(self, reference: Views) -> None:
        found = reference.of(YEAR).selection.sizes("change")
        assert found == {
            "advanced": 10, "slipped": 7, "newly_assessed": 568, "withdrawn": 0,
            "otherwise": 4, "new": 0, "not_placed": 0, "unchanged": 1338,
        }  # fmt: skip

    def test_six_of_the_advanced_are_complete(self, reference: Views) -> None:
        assert counts.now_complete(reference.of(YEAR).selection, "advanced") == 6

    def test_the_sentences_say_so(self, reference: Views) -> None:
        view = reference.of(YEAR, path="brief")
        sentences = [plain(sentence, view.words) for sentence in brief.sentences(view)]
        assert (
            "568 commitments newly assessed; 10 moved forward, 6 of them are now complete; 7 slipped back; "
            "4 came onto or off the scale. The completion rate stayed at 53% (1,226, then 1,791 assessed). "
            "(known to the year)"
        ) in sentences
        assert len(sentences) <= 7


@pytest.mark.parametrize(("since", "asof"), PERIODS)
class TestAnyPeriod:
    def test_the_classes_are_those_of_the_files(self, reference: Views, since: str, asof: str) -> None:
        found = reference.of(f"?since={since}&asof={asof}").selection.sizes("change")
        assert {name: n for name, n in found.items() if n} == dict(counted(since, asof))

    def test_the_classes_add_up_to_all(self, reference: Views, since: str, asof: str) -> None:
        selection = reference.of(f"?since={since}&asof={asof}").selection
        assert sum(selection.sizes("change").values()) == selection.commitments

    def test_both_days_are_those_of_the_overview(self, reference: Views, since: str, asof: str) -> None:
        selection = reference.of(f"?since={since}&asof={asof}").selection
        for totals, day in ((counts.states_before(selection), since), (selection.totals, asof)):
            assert totals == reference.of(f"?asof={day}").selection.totals

    @pytest.mark.parametrize("change", CHANGES)
    def test_a_class_selects_its_rows(self, reference: Views, since: str, asof: str, change: str) -> None:
        view = reference.of(f"?since={since}&asof={asof}&change={change}")
        rows = view.records.commitments(view.snapshot, np.flatnonzero(view.selection.mask))
        assert {row.id for row in rows} == {id_ for id_, one in classes(since, asof).items() if one == change}


@pytest.mark.parametrize("query", [YEAR, "?region=europe&since=2014-12-31&asof=2018-12-31", "?asof=2017-09-20", ""])
def test_every_number_leads_to_as_many_rows(reference: Views, query: str) -> None:
    found = list(counted_by_links(*built(reference, query)))
    assert [(n, href) for n, href in found if matching(reference, href) != n] == []
    assert len(found) > 20


def test_the_rates_of_the_groups_lead_to_what_was_assessed(reference: Views) -> None:
    view, page = built(reference, YEAR)
    table = blocks.tables(view, page)["rates-by-priority"]
    rates = [cell for row in table.read() for cell in row if isinstance(cell, Share)]
    assert [rate.whole for rate in rates] == [matching(reference, rate.href) for rate in rates]
    counted = counts.rates(view.selection, "priority")
    assert [rate.whole for rate in rates] == [rate.assessed for _, before, now in counted for rate in (before, now)]


def test_a_rate_of_few_has_no_change_in_points() -> None:
    assert counts.Rate(4, 4).points_from(counts.Rate(1, 100)) is None
    assert counts.Rate(3, 5).points_from(counts.Rate(2, 5)) == 20.0


def test_a_list_says_what_was_and_is_known_who_found_it_and_when(reference: Views) -> None:
    view, page = built(reference, YEAR)
    table = blocks.tables(view, page)["changed-slipped"]
    shown = [column.header for column in table.columns if column.only != FILES]
    assert shown == ["Commitment", "Member", "Before", "Now", "Published", "Assessor"]
    rows = blocks.rows(view, table)
    assert len(rows) == 7
    assert rows[0][1:] == ["Netherlands", "Substantial", "Limited", "2016", "IRM end of term"]


def test_a_long_list_shows_the_first_twenty_and_leads_to_all(reference: Views) -> None:
    view, page = built(reference, YEAR)
    table = blocks.tables(view, page)["changed-newly_assessed"]
    first, every = list(table.read(table.first)), list(table.read())
    assert (len(first), len(every), len(table)) == (20, 568, 568)
    assert first == every[:20]
    [link] = [part for part in blocks.texts(table.more) if isinstance(part, Link)]
    assert link.href == "/commitments?change=newly_assessed&since=2015-12-31&asof=2016-12-31"


def test_the_lists_of_what_changed_share_a_sheet(reference: Views) -> None:
    view, page = built(reference, YEAR)
    sheets = [table for table in blocks.tables(view, page, FILES).values() if table.tab == "Commitments"]
    assert {(table.sheet, table.columns) for table in sheets} == {
        ("What is new of commitments, one by one", sheets[0].columns)
    }
    assert [table.title for table in sheets] == [CHANGE_WORDS[change] for change in CHANGES if change != "unchanged"]
    assert sum(len(table) for table in sheets) == 589


def test_a_class_of_none_is_only_in_the_sums(reference: Views) -> None:
    view, page = built(reference, YEAR)
    sums = {row[0]: row[1:] for row in blocks.rows(view, blocks.tables(view, page)["changes"])}
    assert (sums["Newly withdrawn"], sums["Known to have come since, in all"], sums["All commitments"][0]) == (
        ["0", "0"], ["589", "103"], "1,927",
    )  # fmt: skip
    assert "changed-withdrawn" not in blocks.tables(view, page)


def test_overdue_and_due_soon_can_be_listed(reference: Views) -> None:
    view = reference.of("?asof=2016-12-07")
    sizes = view.selection.facet("due")
    overdue = reference.of("?asof=2016-12-07&due=overdue").selection
    assert sizes == {
        "overdue": int(view.selection.overdue.sum()),
        **{value: reference.of(f"?asof=2016-12-07&due={value}").selection.commitments for value in DUE[1:]},
    }
    assert (overdue.mask == view.selection.overdue).all()
    left = view.snapshot.due - view.selection.asof.toordinal()
    ended = view.selection.dimension("completion").mask(("complete", "withdrawn"))
    soon = view.selection.mask & ~ended & (left > 0) & (left <= Selection.SOON_DAYS)
    assert int(soon.sum()) == sizes["soon"] > 0


def test_what_is_due_soon_by_hand(by_hand: Views) -> None:
    selection = by_hand.of("?asof=2017-12-30").selection
    # f4 ends the next day; f5 has long ended; s1 has not begun
    assert [IDS[place] for place in np.flatnonzero(selection.having("due", "soon"))] == ["f4"]


class TestByHand:
    def test_withdrawn_and_new_are_classes_of_their_own(self, by_hand: Views) -> None:
        selection = by_hand.of("?since=2015-12-30&asof=2016-12-31").selection
        codes = selection.dimension("change").codes
        found = {IDS[place]: CHANGES[codes[place]] for place in np.flatnonzero(selection.mask)}
        assert found == {
            "f1": "newly_assessed", "f2": "unchanged", "f3": "newly_assessed", "f4": "new", "f5": "new",
            "k1": "withdrawn", "k2": "newly_assessed",
        }  # fmt: skip

    def test_the_completion_chosen_is_the_later_one(self, by_hand: Views) -> None:
        selection = by_hand.of("?since=2015-12-31&asof=2016-12-31&completion=complete").selection
        assert selection.sizes("change")["advanced"] == 1
        assert sum(counts.states_before(selection)) == 1

    def test_an_assessor_decides_on_both_days(self, by_hand: Views) -> None:
        selection = by_hand.of("?since=2015-12-31&asof=2016-12-31&assessor=irm_end_of_term").selection
        assert selection.sizes("change")["newly_assessed"] == 1


def test_every_pair_of_states_has_exactly_one_class() -> None:
    pairs = [(a, b, c) for a in range(len(COMPLETION)) for b in range(len(COMPLETION)) for c in (True, False)]
    before, now, begun = (np.array(column) for column in zip(*pairs, strict=True))
    codes = classify(before, now, begun)
    expected = [class_of(COMPLETION[a] if c else None, COMPLETION[b]) for a, b, c in pairs]
    assert [CHANGES[code] for code in codes] == expected


def test_every_class_has_a_word() -> None:
    assert set(CHANGE_WORDS) == set(CHANGES)


class TestTheDayComparedWith:
    @pytest.mark.parametrize(
        ("asof", "since"),
        [
            ("2016-12-31", "2016-12-07"),
            ("2016-12-07", "2016-09-20"),  # on the day of a meeting: the one before
            ("2017-06-28", "2016-12-07"),  # in the middle of a meeting: that one is not over
            ("2017-06-29", "2017-06-27"),
        ],
    )
    def test_without_a_choice_it_is_the_last_meeting_that_was_over(
        self, reference: Views, asof: str, since: str
    ) -> None:
        assert reference.of(f"?asof={asof}").selection.since.isoformat() == since

    def test_before_the_first_meeting_there_is_none_and_the_page_says_so(self, reference: Views) -> None:
        view, page = built(reference, "?asof=2013-01-01")
        assert view.selection.since == NO_DAY
        assert blocks.header(view, page).headline.startswith("No meeting before 1 January 2013 is on record")
        assert set(blocks.tables(view, page)) >= {"late", "due-soon", "terms-ending"}

    def test_a_day_after_the_as_of_day_is_said_and_not_taken(self, reference: Views) -> None:
        view, page = built(reference, "?since=2017-01-01&asof=2016-12-31")
        assert view.selection.since.isoformat() == "2016-12-07"
        assert "1 January 2017 is after the as-of day" in plain(blocks.header(view, page).lede, view.words)

    def test_the_same_day_has_no_change(self, reference: Views) -> None:
        query = "?since=2016-12-31&asof=2016-12-31"
        assert headline(reference, query) == "Both days are 31 December 2016: there is no time between them."

    def test_a_choice_of_change_says_its_day_on_the_list(self, reference: Views) -> None:
        view, page = built(reference, f"{YEAR}&change=advanced", "commitments")
        assert "Change: Advanced · Compared with: 31 December 2015" in blocks.strings(view, page)


class TestTheAgenda:
    @pytest.mark.parametrize(("since", "asof"), [("2016-12-06", "2017-06-28"), ("2016-01-01", "2017-12-31")])
    def test_each_promise_with_news_has_its_old_and_its_new_status(
        self, reference: Views, since: str, asof: str
    ) -> None:
        expected: dict[str, tuple[str, str]] = {}
        for one in sorted(read("agenda_updates"), key=lambda one: as_day(one["date"])):
            day, item, status = as_day(one["date"]), one["agenda_item_id"], one["status"]
            if day <= since:
                expected[item] = (status, "")
            elif day <= asof:
                expected[item] = (expected.get(item, ("", ""))[0], status)
        found = agenda.news(reference.of(f"?since={since}&asof={asof}").selection)
        assert {promise: (before, last.status) for promise, before, last in found} == {
            k: v for k, v in expected.items() if v[1]
        }


class TestTheOverview:
    def figures(self, views: Views, query: str) -> list[str]:
        view, page = built(views, query, "")
        return [plain(figure.change, view.words) for figure in blocks.header(view, page).figures if figure.change]

    def test_its_figures_say_how_they_changed(self, reference: Views) -> None:
        assert self.figures(reference, YEAR) == [
            "no change since 31 December 2015",
            "\N{MINUS SIGN}0.3 percentage points since 31 December 2015",
            "+103 since 31 December 2015",
            "+375 since 31 December 2015",
        ]

    def test_each_leads_to_the_brief_between_the_two_days(self, reference: Views) -> None:
        figures = blocks.header(*built(reference, "?asof=2017-09-20&region=europe", "")).figures
        hrefs = {figure.change.href for figure in figures if isinstance(figure.change, Link)}
        assert hrefs == {"/brief?region=europe&since=2017-06-27&asof=2017-09-20"}

    def test_without_a_meeting_before_nothing_is_said(self, reference: Views) -> None:
        assert self.figures(reference, "?asof=2013-01-01") == []

    def test_too_few_for_a_rate_have_no_change_in_points(self, by_hand: Views) -> None:
        told = self.figures(by_hand, "?since=2015-12-31&asof=2018-12-31&theme=water")
        assert [text for text in told if "percentage" in text] == []


def test_without_commitments_the_screen_leads_back_and_files_keep_their_sheets(reference: Views) -> None:
    view, page = built(reference, "?year=2011&level=local")
    assert blocks.header(view, page).headline == "No commitments under these filters."
    assert blocks.tables(view, page) == {}
    assert "/brief" in [link.href for link in blocks.links(view, page)]
    assert set(blocks.tables(view, page, FILES)) >= {"changes", "changed-slipped", "rates-by-region", "promises"}


def test_a_count_of_the_committee_leads_to_the_committee_it_counts(reference: Views) -> None:
    view, page = built(reference, "?asof=2016-12-07&region=europe&constituency=government")
    hrefs = {link.href for link in blocks.links(view, page) if link.href.startswith("/leadership")}
    assert hrefs == {"/leadership?region=europe&asof=2016-12-07&constituency=government"}


def test_paper_says_what_it_shows(reference: Views) -> None:
    view = reference.of(f"{YEAR}&region=europe", path="brief")
    assert said_on_paper(view)["cover"] == (
        "Open Government Monitor · Brief · as of 31 December 2016, compared with 31 December 2015 · Region: Europe"
    )


@pytest.mark.parametrize("query", ["", YEAR, "?asof=2016-12-07", "?region=europe&since=2011-01-01"])
def test_the_screen_asks_the_database_at_most_twice_however_many_lists_there_are(
    reference_url: str, query: str
) -> None:
    view, page = built(make_views(reference_url), query)
    asked: list[str] = []
    sa.event.listen(view.records._database.engine, "before_cursor_execute", lambda *call: asked.append(call[2]))
    screen(view, page)
    assert len(asked) <= 2
