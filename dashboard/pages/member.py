"""One member: how is it doing, plan by plan, theme by theme, beside its region and everyone, and what does it owe?"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from dashboard.blocks import (
    Block,
    Card,
    Chart,
    Count,
    Day,
    Facts,
    Grid,
    Header,
    Link,
    Paragraph,
    Part,
    Row,
    Table,
    Unknown,
)
from dashboard.language.vocabulary import DUE, KINDS, LEVELS, PARTICIPATION_LEVELS, REGIONS, STATUSES
from dashboard.language.words import N_
from dashboard.pages import leadership, overview
from dashboard.pages.due import due
from dashboard.pages.published import published
from dashboard.queries.process import Process, processes
from dashboard.queries.totals import totals
from dashboard.view import columns
from dashboard.view.chips import yes_or_no
from dashboard.view.view import View
from data_loader.schema import plan_process

TITLE = N_("Member")

_STEPS = int(plan_process.c.consultation_steps_followed.info["field"].maximum)
_PLANS = (
    columns.ACTION_PLAN,
    columns.COMMITMENTS,
    columns.PROCESS_STEPS_FOLLOWED,
    columns.LEVEL_OF_PUBLIC_PARTICIPATION,
    columns.REGULAR_FORUM,
    columns.SELF_ASSESSMENT_PUBLISHED,
)


def exists(view: View) -> bool:
    """This data version has the member."""
    return view.item in view.snapshot.choices["member"]


def scope(item: str) -> str:
    """The filters the page itself sets."""
    return f"?member={item}"


def title(view: View) -> str:
    """The member's name."""
    return view.names.of("member", view.item)


def blocks(_: View) -> Sequence[Block]:
    """Header, comparison, plans, themes, what is due and how plans were made, Steering Committee, totals, facts."""
    cards: list[Block] = [
        Chart("member-compared", 6),
        Chart("completion-by-plan", 6),
        Chart("completion-by-theme"),
        Part("member-plans", plans),
        Part("member-committee", leadership.of_member),
        Part("member-published", lambda view: published(view, view.item)),
        Part("member-about", about),
    ]
    return [Part("member", header), Grid(cards)]


def header(view: View) -> Header:
    """The member's name, its headline and its figures."""
    words, counts, member = view.words, totals(view.selection), view.member(view.item)
    text = overview.headline(view, counts) if counts.commitments else words("No assessed commitments yet.")
    day = words("as of {date}", date=view.asof)
    return Header(
        words("{name}: {text}", name=title(view), text=text),
        " · ".join([words(KINDS[member.kind]), words(REGIONS[member.region]), words(STATUSES[member.status]), day]),
        overview.figures(view, counts) if counts.commitments else (),
        trail=[Link(words("Members"), view.href("members"))],
    )


def plans(view: View) -> Block | None:
    """What it owes now, and how each of its action plans was made; nothing while it has none."""
    made = processes(view.selection, view.item)
    return Grid([*(due(view, value, 6) for value in DUE), _how_made(view, made)]) if made else None


def _how_made(view: View, made: Sequence[Process]) -> Table:
    words = view.words
    return Table(
        "action-plans",
        words("How its action plans were made"),
        _PLANS,
        [_row(view, plan) for plan in made],
        notes=[words("Steps are those of the OGP process; levels are those of IAP2.")],
        tab=words("Action plans"),
    )


def _row(view: View, plan: Process) -> Row:
    words = view.words
    rows = view.href("commitments", **view.scope.chosen(), plan=(plan.plan,)) if plan.commitments else ""
    return [
        view.names.short_plan(plan.plan),
        Count(plan.commitments, rows),
        Unknown() if plan.steps is None else Count(int(plan.steps), of=_STEPS),
        words(PARTICIPATION_LEVELS[plan.participation]) if plan.participation else Unknown(),
        yes_or_no(plan.forum, words),
        yes_or_no(plan.self_assessment, words),
    ]


def about(view: View) -> Card:
    """What is known of the member itself."""
    words, member = view.words, view.member(view.item)
    population, joined = member["population"], member["year_joined"]
    facts = Facts(
        [
            (words("Level"), words(LEVELS[member.government_level])),
            (words("Country"), words.country(member["country"], member["country"])),
            (words("Joined OGP"), Unknown() if pd.isna(joined) else str(int(joined))),
            (words("Status since"), Day(member["status_date"] or "")),
            (words("Population"), Unknown() if pd.isna(population) else _inhabitants(view, int(population))),
        ]
    )
    commitments = Link(words("All its commitments"), view.href("commitments", member=(view.item,)))
    return Card(words("About this member"), [facts, Paragraph(commitments)])


def _inhabitants(view: View, n: int) -> str:
    return view.words.plural("{n} inhabitant", "{n} inhabitants", n)
