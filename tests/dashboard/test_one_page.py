"""A member on one sheet says what its page says, and what falls due next is counted from the files alone."""

from __future__ import annotations

import csv
import datetime as dt
from calendar import monthrange
from collections.abc import Sequence

import pytest

from dashboard.blocks import Block, Day, Header, Share, Table, leaves
from dashboard.pages import member
from dashboard.view.view import View, Views
from dashboard.web.pages import blocks_of, resolve
from tests.dashboard.test_brief import known
from tests.reference import REFERENCE

ASOF = dt.date(2014, 3, 31)
BRAZIL_2014 = f"?asof={ASOF.isoformat()}&lang=en"


def shown(views: Views, id_: str, query: str = "") -> tuple[View, Sequence[Block]]:
    page, view = resolve(views, f"one-page/{id_}", query)
    return view, [*leaves(view, blocks_of(page, view))]


def table(blocks: Sequence[Block], name: str) -> Table:
    [one] = [block for block in blocks if isinstance(block, Table) and block.name == name]
    return one


def rows_of(name: str) -> list[dict[str, str]]:
    with (REFERENCE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return [*csv.DictReader(file)]


def last_day(text: str) -> dt.date:
    """The last day that a date may mean, which may be known to its month or year alone."""
    year, month, day = (int(part) for part in [*text.split("-"), "0", "0"][:3])
    month = month or 12
    return dt.date(year, month, day or monthrange(year, month)[1])


def begun(plan: dict[str, str]) -> dt.date:
    """The day from which a plan counts: its start, else the last day of its year."""
    return last_day(plan["start_date"] or plan["year_submitted"])


def test_the_headline_and_the_figures_are_those_of_the_members_page(reference: Views) -> None:
    view, blocks = shown(reference, "CHL", "?lang=en")
    [top] = [block for block in blocks if isinstance(block, Header)]
    own = member.header(view)
    assert top.headline == own.headline
    assert top.headline.startswith("Chile: 74% of assessed commitments")
    assert [(one.name, one.value) for one in top.figures] == [(one.name, one.value) for one in own.figures]


def test_its_best_themes_are_those_of_the_files(reference: Views) -> None:
    found = known("2018-12-31")
    own = {plan["id"] for plan in rows_of("action_plans") if plan["member_id"] == "CHL"}
    counted: dict[str, list[str]] = {}
    for row in rows_of("commitments"):
        for theme in filter(None, row["themes"].split("; ") if row["action_plan_id"] in own else ()):
            counted.setdefault(theme, []).append(found[row["id"]])
    names = {row["id"]: row["name_en"] for row in rows_of("themes")}
    rates = {}
    for theme, states in counted.items():
        assessed = [state for state in states if state in ("not_started", "limited", "substantial", "complete")]
        done = [state for state in assessed if state in ("substantial", "complete")]
        rates[names[theme]] = len(done), len(assessed)
    view, blocks = shown(reference, "CHL", "?lang=en")
    best = [(view.plain(name), rate) for name, rate in table(blocks, "best-themes").read()]
    assert len(best) == 4
    assert [(rate.part, rate.whole) for _, rate in best if isinstance(rate, Share)] == [rates[name] for name, _ in best]
    enough = sorted((part / whole for part, whole in rates.values() if whole >= 5), reverse=True)
    shares = [part / whole for part, whole in (rates[name] for name, _ in best) if whole >= 5]
    assert shares == enough[: len(shares)]
    assert len(shares) == min(len(enough), 4)


def test_what_is_due_next_is_what_the_files_say(reference: Views) -> None:
    plans = {plan["id"]: plan for plan in rows_of("action_plans")}
    ended = {
        row["commitment_id"]
        for row in rows_of("assessments")
        if row["completion"] in ("complete", "withdrawn") and last_day(row["published"] or "9999") <= ASOF
    }
    open_ = sorted(
        (last_day(row["end_date"]), row["title"])
        for row in rows_of("commitments")
        if plans[row["action_plan_id"]]["member_id"] == "BRA"
        and row["end_date"]
        and last_day(row["end_date"]) >= ASOF
        and begun(plans[row["action_plan_id"]]) <= ASOF
        and row["id"] not in ended
    )
    view, blocks = shown(reference, "BRA", BRAZIL_2014)
    due = [[view.plain(row[0]), row[1]] for row in table(blocks, "due-next").read()]
    assert len(open_) > 4
    assert [last_day(day.text) for _, day in due if isinstance(day, Day)] == [day for day, _ in open_[:4]]
    assert {title for title, _ in due} <= {title for day, title in open_ if day <= open_[3][0]}


@pytest.mark.parametrize("id_", ["FRA", "L-BOJ"])
def test_of_a_member_with_little_or_nothing_known_is_whole(reference: Views, id_: str) -> None:
    view, blocks = shown(reference, id_, "?lang=en")
    empty = {name: table(blocks, name) for name in ("best-themes", "due-next")}
    assert [(len(one), one.empty) for one in empty.values()] == [
        (0, "None is found substantially or fully complete so far."),
        (0, "No promised end is known that is still to come."),
    ]
    top = next(block for block in blocks if isinstance(block, Header))
    assert top.trail[-1].href == view.href(f"members/{id_}")
