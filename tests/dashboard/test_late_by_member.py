"""What is late by plan: the three counts by hand, of plans not known to have ended, the newest first."""

from __future__ import annotations

from collections import Counter, defaultdict

import pytest

from dashboard.blocks import Card, Count, Items, Link, Paragraph, Table, Unknown, leaves
from dashboard.data.filters import as_day
from dashboard.pages.late import late_by_member
from dashboard.queries import late
from dashboard.queries.late import NOT_ENDED
from dashboard.view.view import View, Views
from tests.dashboard.test_brief import known, read

DAYS = ("2014-12-31", "2016-12-31", "2018-12-31")
SHORT = ("not_started", "limited", "substantial")


def running(day: str) -> dict[str, str]:
    """Whether each plan that had begun goes on, from the file alone."""
    plans = read("action_plans")
    begins = {plan["id"]: as_day(plan["start_date"] or plan["year_submitted"]) for plan in plans}
    of_member: dict[str, list[str]] = defaultdict(list)
    for plan in plans:
        of_member[plan["member_id"]].append(begins[plan["id"]])
    told = {}
    for plan in plans:
        end = as_day(plan["end_date"])
        is_followed = any(begins[plan["id"]] < other <= day for other in of_member[plan["member_id"]])
        told[plan["id"]] = ("yes" if end >= day else "ended") if end else "ended" if is_followed else "unknown"
    return {plan: how for plan, how in told.items() if begins[plan] <= day}


def by_hand(day: str) -> dict[str, tuple[int, int, int]]:
    """The three counts by plan not known to have ended, from the files alone."""
    states, goes_on, counts = known(day), running(day), defaultdict[str, Counter[int]](Counter)
    for one in read("commitments"):
        plan, end, state = one["action_plan_id"], as_day(one["end_date"]), states.get(one["id"])
        if state is None or goes_on[plan] == "ended":
            continue
        if not end:
            counts[plan][2] += 1
        elif end < day and state in SHORT:
            counts[plan][0] += 1
        elif end < day and state not in ("complete", "withdrawn"):
            counts[plan][1] += 1
    return {plan: (n[0], n[1], n[2]) for plan, n in counts.items()}


def own(views: Views, day: str) -> View:
    return views.of(f"?asof={day}&running={','.join(NOT_ENDED)}")


def table(card: Card, view: View) -> Table:
    [found] = [block for block in leaves(view, [card]) if isinstance(block, Table)]
    return found


@pytest.mark.parametrize("day", DAYS)
class TestAnyDay:
    def test_a_plan_goes_on_as_the_file_says(self, reference: Views, day: str) -> None:
        told, of_plan = running(day), {one["id"]: one["action_plan_id"] for one in read("commitments")}
        counted = Counter(told[of_plan[id_]] for id_ in known(day))
        sizes = reference.of(f"?asof={day}").selection.sizes("running")
        assert {how: n for how, n in sizes.items() if n} == counted

    def test_the_three_counts_of_each_plan_are_those_counted_by_hand(self, reference: Views, day: str) -> None:
        found = {
            plan.id: (plan.overdue, plan.result_unknown, plan.end_unknown)
            for plan in late.by_plan(own(reference, day).selection)
        }
        assert found == by_hand(day)

    def test_the_newest_plan_comes_first_and_those_of_a_member_together(self, reference: Views, day: str) -> None:
        plans = late.by_plan(own(reference, day).selection)
        members = [plan.member for plan in plans]
        assert members == [member for member in dict.fromkeys(members) for _ in range(members.count(member))]
        newest = [max(plan.begins for plan in plans if plan.member == member) for member in dict.fromkeys(members)]
        assert newest == sorted(newest, reverse=True)

    def test_each_number_leads_to_so_many_rows(self, reference: Views, day: str) -> None:
        view = reference.of(f"?asof={day}")
        for row in table(late_by_member(view), view).read():
            for cell in row:
                if isinstance(cell, Count) and cell.href:
                    assert reference.of(cell.href.partition("?")[2]).selection.commitments == cell.n


class TestThreeCounts:
    def test_stand_together_above_the_plans(self, reference: Views) -> None:
        view = reference.of("?asof=2016-12-31")
        card = late_by_member(view)
        assert isinstance(card.blocks[0], Paragraph)
        assert view.plain(card.blocks[0].text) == (
            "104 past the promised end, found short of complete · 3 past the promised end, result not known · "
            "101 promised end not known"
        )

    def test_where_no_end_is_known_the_first_two_are_not_known_and_never_zero(self, reference: Views) -> None:
        view = reference.of("?asof=2016-12-31&member=PAN")
        [row] = table(late_by_member(view), view).read()
        assert [type(cell) for cell in row[4:7]] == [Unknown, Unknown, Count]

    def test_a_choice_of_plans_is_kept(self, reference: Views) -> None:
        view = reference.of("?asof=2018-12-31&running=ended")
        plans = late.by_plan(view.selection)
        assert len(table(late_by_member(view), view)) == len(plans) > 0
        assert {plan.running for plan in plans} == {"ended"}
        assert {plan.member for plan in plans if plan.overdue} > {"ALB"}

    def test_the_way_to_all_lets_go_of_the_choice(self, reference: Views) -> None:
        view = reference.of("?asof=2016-12-31")
        [*_, note] = late_by_member(view).blocks
        assert isinstance(note, Items)
        ways = [item for item in note.items if isinstance(item, Link)]
        states = known("2016-12-31")
        late_at_all = [
            one for one in read("commitments")
            if states.get(one["id"]) in SHORT and "" < as_day(one["end_date"]) < "2016-12-31"
        ]  # fmt: skip
        counts = [reference.of(way.href.partition("?")[2]).selection.commitments for way in ways]
        assert counts == [235, len(late_at_all)]
