"""States told truly, the three counts of late together, filters in headlines, what stands beside a choice."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from dashboard.blocks import FILES, Count, Sentences, Unknown
from dashboard.charts.registry import CHARTS, answer, beside, drawing, headline, numbers
from dashboard.data.filters import as_day
from dashboard.data.snapshot import COMPLETION
from dashboard.queries.counts import themes_since
from dashboard.view.text import plain
from dashboard.view.view import Views
from tests.dashboard import blocks

REFERENCE = Path(__file__).parents[2] / "data_loader" / "reference"
SHORT = {"not_started", "limited", "substantial"}
LAST = "2018-12-31"


def read(name: str) -> list[dict[str, str]]:
    with (REFERENCE / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def known(day: str) -> dict[str, str]:
    """The state of every commitment that had begun, by the plainest reading of the files."""
    strength = {"self_assessment": 0, "monitoring_body": 1, "irm_progress_report": 2, "irm_end_of_term": 3}
    plans = {plan["id"]: as_day(plan["start_date"] or plan["year_submitted"]) for plan in read("action_plans")}
    states = {one["id"]: "not_assessed" for one in read("commitments") if plans[one["action_plan_id"]] <= day}
    there = [one for one in read("assessments") if as_day(one["published"]) <= day and one["commitment_id"] in states]
    there.sort(key=lambda one: (as_day(one["published"]), strength[one["assessor"]]))
    states |= {one["commitment_id"]: "level_not_published" for one in there}
    return states | {one["commitment_id"]: one["completion"] for one in there if one["completion"]}


def late(day: str, member: str = "") -> list[int]:
    """The three counts, from the files."""
    states, counts = known(day), Counter[str]()
    for one in read("commitments"):
        if one["id"] not in states or (member and one["member_id"] != member):
            continue
        state = states[one["id"]]
        if not one["end_date"]:
            counts["end-unknown"] += 1
        elif as_day(one["end_date"]) < day and state not in {"complete", "withdrawn"}:
            counts["overdue" if state in SHORT else "overdue-unknown"] += 1
    return [counts[value] for value in ("overdue", "overdue-unknown", "end-unknown")]


class TestTheState:
    @pytest.mark.parametrize("day", ["2014-12-31", "2016-12-31", "2018-06-30", LAST])
    def test_of_every_commitment_is_what_the_files_say(self, reference: Views, day: str) -> None:
        assert reference.of(f"?asof={day}").selection.sizes("completion") == dict.fromkeys(COMPLETION, 0) | Counter(
            known(day).values()
        )

    def test_not_assessed_counts_only_what_nobody_assessed(self, reference: Views) -> None:
        assessed = {one["commitment_id"] for one in read("assessments")}
        never = [one for one in read("commitments") if one["id"] not in assessed]
        assert reference.of("?completion=not_assessed").selection.commitments == len(never)

    def test_is_a_column_of_the_charts_between_withdrawn_and_not_assessed(self, reference: Views) -> None:
        headers = [column.header for column in numbers(reference.of(""), "completion-by-level").columns]
        place = headers.index("Assessed, level not published here")
        assert headers[place - 1 : place + 2 : 2] == ["Withdrawn", "Not assessed"]

    @pytest.mark.parametrize("path", ["commitments", "members/L-SEO", "pilots", ""])
    def test_no_page_calls_it_not_assessed(self, reference: Views, path: str) -> None:
        view, page = blocks.page(reference, path, "?completion=level_not_published&pilot=L-SEO")
        said = blocks.strings(view, page)
        assert "level not published here" in said
        assert said.count("Not assessed") == (path == "commitments")  # where it is a choice

    def test_is_what_the_page_of_such_a_commitment_says(self, reference: Views) -> None:
        states = known(LAST)
        one = next(id_ for id_, state in sorted(states.items()) if state == "level_not_published")
        view, page = blocks.page(reference, f"commitments/{one}", "")
        said = blocks.strings(view, page)
        assert said.count("Assessed, level not published here") >= 2
        assert "ot assessed" not in said


class TestLate:
    @pytest.mark.parametrize("member", ["", "MEX", "L-SAO", "ALB", "CHL"])
    @pytest.mark.parametrize("day", ["2016-06-30", LAST])
    def test_has_three_counts_as_the_files_have(self, reference: Views, member: str, day: str) -> None:
        view = reference.of(f"?asof={day}" + (f"&member={member}" if member else ""))
        sizes = view.selection.sizes("due")
        assert [sizes[value] for value in ("overdue", "overdue-unknown", "end-unknown")] == late(day, member)

    def test_sao_paulo_has_five_past_their_end_with_the_result_not_known(self, reference: Views) -> None:
        view, page = blocks.page(reference, "members/L-SAO", f"?level=local&asof={LAST}")
        [figure] = [one for one in blocks.header(view, page).figures if one.name == "Known to be late"]
        assert (figure.value, plain(figure.note, view.words)) == (
            Count(0, ""),
            "5 past their promised end, result not known · promised ends not known of 0 of 7",
        )
        table = blocks.tables(view, page)["due-overdue-unknown"]
        assert len(table) == 5
        assert {row[2] for row in blocks.rows(view, table)} == {"Assessed, level not published here", "Not assessed"}

    def test_of_mexico_no_end_is_known_and_no_zero_stands(self, reference: Views) -> None:
        view, page = blocks.page(reference, "members/MEX", "")
        [figure] = [one for one in blocks.header(view, page).figures if one.name == "Known to be late"]
        assert (figure.value, plain(figure.note, view.words)) == (Unknown(), "promised ends not known of 63 of 63")
        table = blocks.tables(view, page)["late"]
        assert [row[1] for row in blocks.rows(view, table)] == ["not known", "not known", "63", "not known"]
        assert not {"due-overdue", "due-overdue-unknown", "due-soon"} & set(blocks.tables(view, page))

    @pytest.mark.parametrize(
        ("path", "query"), [("", ""), ("members/CHL", ""), ("brief", ""), ("pilots", "?pilot=L-SAO")]
    )
    def test_stands_in_files_with_the_way_to_the_rows_of_each_count(
        self, reference: Views, path: str, query: str
    ) -> None:
        view, page = blocks.page(reference, path, query)
        rows = list(blocks.tables(view, page, FILES)["late"].read())
        assert [row[0] for row in rows] == [
            *("Overdue", "Past its promised end, result not known", "Promised end not known", "Due within 90 days")
        ]
        for _, count in rows:
            assert isinstance(count, Count)
            if count.n:
                assert reference.of(count.href.partition("?")[2]).selection.commitments == count.n

    def test_the_brief_and_the_slide_say_all_three(self, reference: Views) -> None:
        overdue, unknown, without = late(LAST)
        total = reference.of("").selection.commitments
        view, page = blocks.page(reference, "brief", "")
        clauses = [
            f"{overdue} assessed commitments past their end date and not complete",
            f"{unknown} past their promised end, result not known",
            f"promised ends not known of {without} of {total:,}",
        ]
        [points] = [block for block in blocks.every(view, page) if isinstance(block, Sentences)]
        said = [plain(one, view.words).partition(" (")[0] for one in points.items]  # behind it stands how certain it is
        assert "; ".join(clauses) in [one.removesuffix(".") for one in said]


class TestAHeadline:
    @pytest.mark.parametrize(
        ("query", "names"),
        [
            ("?region=europe", "Europe"),
            ("?region=europe,americas&theme=open-data", "Americas and Europe · Open data"),
            ("?year=2011,2012,2013,2014", "Action plans (4)"),
        ],
    )
    @pytest.mark.parametrize("path", ["", "brief"])
    def test_names_its_filters(self, reference: Views, path: str, query: str, names: str) -> None:
        assert blocks.header(*blocks.page(reference, path, query)).headline.startswith(f"{names}: ")

    def test_of_a_member_names_the_member_once(self, reference: Views) -> None:
        assert blocks.header(*blocks.page(reference, "members/MEX", "?theme=open-data")).headline.startswith(
            "Mexico · Open data: "
        )

    def test_of_a_chart_names_its_filters(self, reference: Views) -> None:
        view = reference.of("?region=europe")
        assert headline(view, "completion-by-level", answer(view, "completion-by-level")).startswith("Europe: ")

    def test_without_a_filter_names_none(self, reference: Views) -> None:
        assert not blocks.header(*blocks.page(reference, "", "")).headline.startswith(":")


class TestTheContext:
    def shown(self, views: Views, name: str, query: str) -> tuple[list[str], str]:
        """The ids of all marks of a chart, and the text at its line."""
        figure, _ = drawing(views.of(query), name)
        ids = [one[0] for trace in figure["data"] for one in trace.get("customdata", [])]
        lines = [trace["text"][0] for trace in figure["data"] if trace.get("mode") == "lines+text"]
        return sorted(set(ids)), "".join(lines)

    @pytest.mark.parametrize("name", ["completion-by-region", "completion-by-level", "completion-by-year"])
    def test_a_group_that_is_chosen_keeps_the_others_beside_it(self, reference: Views, name: str) -> None:
        dimension, all_ids = CHARTS[name].dimension, self.shown(reference, name, "")[0]
        query = f"?{dimension}={all_ids[-1]}"
        assert self.shown(reference, name, query)[0] == all_ids
        assert answer(reference.of(query), name)["id"].tolist() == [all_ids[-1]]
        assert beside(reference.of(query), name) == "in grey: what is not chosen"

    @pytest.mark.parametrize(
        ("query", "label"),
        [
            ("", "all members"),
            ("?region=europe", "all members"),
            ("?region=europe&member=ALB", "all members · National"),  # rule 8
            ("?theme=open-data", "selection"),
            ("?theme=open-data&region=europe", "All regions"),
        ],
    )
    def test_the_line_is_named_by_what_it_holds(self, reference: Views, query: str, label: str) -> None:
        assert self.shown(reference, "completion-by-region", query)[1].rpartition(" ")[0] == label

    def test_the_line_is_the_rate_of_everyone_under_any_region(self, reference: Views) -> None:
        assert self.shown(reference, "completion-by-region", "?region=europe")[1] == "all members 53%"
        assert round(947 / 1798, 2) == 0.53


class TestAMemberWithoutData:
    def test_has_its_region_and_level_beside_it_and_no_word_of_filters(self, reference: Views) -> None:
        view, page = blocks.page(reference, "members/FRA", "")
        assert blocks.header(view, page).headline == "France: No assessed commitments yet."
        own = answer(reference.of("?member=FRA"), "member-compared")
        assert own["label"].tolist() == ["France", "Europe · National", "All members · National"]
        assert own["commitments"].tolist()[0] == 0
        assert min(own["commitments"].tolist()[1:]) > 0
        assert "filters" not in blocks.strings(view, page)


class TestThemesOfLaterYears:
    def known_from(self) -> dict[str, int]:
        return {one["id"]: int(one["known_from"]) for one in read("themes") if one["known_from"]}

    def test_say_since_when_beside_their_number(self, reference: Views) -> None:
        later = self.known_from()
        assert later, "the facts know such themes"
        assert themes_since(reference.of("").selection) == later
        labels = dict(answer(reference.of(""), "completion-by-theme")[["id", "label"]].itertuples(index=False))
        assert all(labels[id_].endswith(f"(tagged from {year})") for id_, year in later.items() if id_ in labels)

    def test_say_nothing_where_every_plan_is_of_a_year_they_were_known(self, reference: Views) -> None:
        assert themes_since(reference.of(f"?year={max(self.known_from().values())}").selection) == {}
