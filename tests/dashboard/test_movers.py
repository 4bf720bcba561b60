"""What moved between two days: every way counted again from the files alone, and drawn as thick as it is."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from dashboard.blocks import Count, Link
from dashboard.charts.registry import answer, choosable, drawing, headline, narrowed, numbers
from dashboard.language.words import words
from dashboard.pages import movers
from dashboard.view.view import View, Views
from tests.dashboard.test_brief import class_of, known

PAIRS = [("2015-12-31", "2016-12-31"), ("2013-12-31", "2016-12-31"), ("2016-05-03", "2018-12-31")]


def of(views: Views, since: str, asof: str, more: str = "") -> View:
    return views.of(f"?since={since}&asof={asof}{more}", path="brief")


def ways(since: str, asof: str) -> Counter[tuple[str, str]]:
    """How many went from what to what, from the files alone."""
    before, now = known(since), known(asof)
    return Counter((before.get(id_, "not_begun"), state) for id_, state in now.items())


@pytest.mark.parametrize(("since", "asof"), PAIRS)
class TestTwoDays:
    def test_every_way_is_that_of_the_files(self, reference: Views, since: str, asof: str) -> None:
        table = answer(of(reference, since, asof), "movers")
        found: Counter[tuple[str, str]] = Counter()
        for row in table.itertuples():
            found[row.was, row.completion] += row.commitments
        assert found == ways(since, asof)

    def test_every_way_has_its_class_and_the_number_it_is_part_of(
        self, reference: Views, since: str, asof: str
    ) -> None:
        counted = ways(since, asof)
        for row in answer(of(reference, since, asof), "movers").itertuples():
            latest = class_of(None if row.was == "not_begun" else row.was, row.completion)
            assert row.change in {latest, *([] if since.endswith("12-31") else ["not_placed"])}
            assert row.was_so == sum(n for (was, _), n in counted.items() if was == row.was)
            assert (row.since, row.asof) == (since, asof)

    def test_the_list_behind_a_way_has_so_many_rows(self, reference: Views, since: str, asof: str) -> None:
        view = of(reference, since, asof)
        for row in numbers(view, "movers").read():
            assert isinstance(row[0], Link)
            assert isinstance(row[2], Count)
            there = reference.of(row[0].href.partition("?")[2]).selection
            assert there.commitments == row[2].n

    def test_ribbons_are_as_thick_as_their_numbers(self, reference: Views, since: str, asof: str) -> None:
        view = of(reference, since, asof)
        figure, _ = drawing(view, "movers")
        thick = {one["text"]: max(one["y"]) - min(one["y"]) for one in figure["data"] if one.get("fill")}
        flat = {one["text"]: one["y"][-2] - one["y"][0] for one in figure["data"] if one.get("fill")}
        table = answer(view, "movers")
        assert len(flat) == len(table)
        scale = 320 / table["commitments"].sum()
        for row in table.itertuples():
            of_class = words("en").code("change", row.change)
            [text] = [text for text in flat if text.startswith(f"<b>{row.label}</b><br>{of_class} ")]
            assert flat[text] == pytest.approx(max(row.commitments * scale, 1.5))
            assert thick[text] >= flat[text] - 1e-9


class TestWhatItSays:
    def test_a_first_finding_is_never_called_moved(self, reference: Views) -> None:
        view = of(reference, *PAIRS[0])
        table = answer(view, "movers")
        said = headline(view, "movers", table)
        assert said == "Advanced: 10; Slipped back: 7; Newly assessed: 568; Changed otherwise: 4; Unchanged: 1,338."
        assert set(table.loc[table["was"] == "not_assessed", "change"]) == {"newly_assessed", "unchanged"}

    def test_what_moved_is_told_apart_without_colour(self, reference: Views) -> None:
        figure, spoken = drawing(of(reference, *PAIRS[0]), "movers")
        dashes = {one["name"]: one["line"].get("dash") for one in figure["data"] if one.get("fill")}
        assert dashes["Advanced: 10"] != dashes["Slipped back: 7"]
        assert [word for _, word in figure["layout"]["meta"]["legend"]] == [
            "Advanced: 10", "Slipped back: 7", "Newly assessed: 568", "Changed otherwise: 4", "Unchanged: 1,338",
        ]  # fmt: skip
        assert "Substantial → Complete, 6 of 313" in spoken

    def test_every_ribbon_has_a_mark_that_says_its_numbers(self, reference: Views) -> None:
        view = of(reference, *PAIRS[0])
        figure, _ = drawing(view, "movers")
        marks = figure["data"][-1]
        assert sorted(mark[0] for mark in marks["customdata"]) == sorted(answer(view, "movers")["id"])
        assert "<b>Limited → Substantial</b><br>Advanced · 3 of 432" in marks["hovertext"]

    def test_before_any_meeting_all_is_new_and_has_no_first_day(self, reference: Views) -> None:
        table = answer(reference.of("?asof=2013-01-01"), "movers")
        assert set(table["since"]) == {""}
        assert set(table["change"]) == {"new"}


class TestChoosing:
    def test_a_ribbon_chooses_both_its_ends_and_lets_go_of_them(self, reference: Views) -> None:
        first = narrowed(reference.of(""), "way", "limited.substantial.advanced")
        chosen = reference.of("?was=limited&completion=substantial&change=advanced")
        again = narrowed(chosen, "way", "limited.substantial.advanced")
        assert (first["was"], first["completion"], first["change"]) == (("limited",), ("substantial",), ("advanced",))
        assert (again["was"], again["completion"], again["change"]) == ((), (), ())

    @pytest.mark.parametrize("value", ["", "limited", "limited.gone", "a.b.c", None, 7, ["limited.limited"]])
    def test_what_is_no_way_chooses_nothing(self, reference: Views, value: Any) -> None:
        assert not choosable(reference.of(""), "way", value)


class TestWhatItWas:
    @pytest.mark.parametrize(("since", "asof"), PAIRS)
    def test_the_filter_leaves_those_that_were_so(self, reference: Views, since: str, asof: str) -> None:
        counted = ways(since, asof)
        sizes = of(reference, since, asof).selection.sizes("was")
        assert {was: n for was, n in sizes.items() if n} == {
            was: sum(n for (one, _), n in counted.items() if one == was) for was, _ in counted
        }

    def test_a_choice_of_what_it_was_names_the_day(self, reference: Views) -> None:
        assert of(reference, *PAIRS[0], "&was=limited").chosen_in_words() == [
            "Completion before: Limited", "Compared with: 31 December 2015",
        ]  # fmt: skip


class TestWhoMoved:
    def test_forward_first_and_ten_on_screen_with_the_way_to_all(self, reference: Views) -> None:
        view = of(reference, *PAIRS[0])
        shown = movers.who_moved(view)
        changes = [view.plain(row[3]) for row in shown.read()]
        assert changes == ["Advanced"] * 10 + ["Slipped back"] * 7
        assert (shown.first, view.plain(shown.more)) == (10, "All 17 commitments that moved")
        assert isinstance(shown.more, Link)
        assert reference.of(shown.more.href.partition("?")[2]).selection.commitments == 17

    def test_each_row_is_what_the_files_say(self, reference: Views) -> None:
        view = of(reference, *PAIRS[0])
        before, now = (known(day) for day in PAIRS[0])
        moved = {id_ for id_, state in now.items() if class_of(before.get(id_), state) in ("advanced", "slipped")}
        rows = [*movers.who_moved(view).read()]
        assert {row[1].href.partition("?")[0].rpartition("/")[2] for row in rows if isinstance(row[1], Link)} == moved
        for row in rows:
            assert isinstance(row[1], Link)
            id_ = row[1].href.partition("?")[0].rpartition("/")[2]
            words = [view.words.code("completion", states[id_]) for states in (before, now)]
            assert [view.plain(cell) for cell in row[5:7]] == words

    def test_where_none_moved_it_is_not_said_that_none_did(self, reference: Views) -> None:
        view = of(reference, "2016-12-31", "2018-12-31")
        shown = movers.who_moved(view)
        assert (len(shown), shown.empty) == (
            0, "No commitment is known to have moved forward or back between these days.",
        )  # fmt: skip
