"""One member: how is it doing, plan by plan, theme by theme, beside its region and everyone, and what does it owe?"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from dashboard import blocks as b
from dashboard.blocks import N_
from dashboard.pages import leadership, overview
from dashboard.pages.tables import due, published
from dashboard.queries.counts import totals
from dashboard.queries.plans import Process, processes
from dashboard.view import columns as c
from dashboard.view.view import View

TITLE = N_("Member")

_PLANS = (
    *(c.ACTION_PLAN, c.COMMITMENTS, c.PROCESS_STEPS_FOLLOWED),
    *(c.LEVEL_OF_PUBLIC_PARTICIPATION, c.REGULAR_FORUM, c.SELF_ASSESSMENT_PUBLISHED),
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


def blocks(_: View) -> Sequence[b.Block]:
    """Header, comparison, plans, themes, what is due and how plans were made, Steering Committee, totals, facts."""
    cards: list[b.Block] = [
        b.Chart("member-compared", 6),
        b.Chart("completion-by-plan", 6),
        b.Chart("completion-by-theme"),
        b.Part("member-plans", plans),
        b.Part("member-committee", leadership.of_member),
        b.Part("member-published", lambda view: published(view, view.item)),
        b.Part("member-about", about),
    ]
    return [b.Part("member", header), b.Grid(cards)]


def header(view: View) -> b.Header:
    """The member's name, its headline and its figures."""
    words, counts, member = view.words, totals(view.selection), view.member(view.item)
    text = overview.headline(view, counts) if counts.commitments else words("No assessed commitments yet.")
    lede = [
        *(words.code(column, member[column]) for column in ("kind", "region", "status")),
        words("as of {date}", date=view.asof),
    ]
    return b.Header(
        words.named(title(view), text),
        " · ".join(lede),
        overview.figures(view, counts) if counts.commitments else (),
        trail=[b.Link(words("Members"), view.href("members"))],
    )


def plans(view: View) -> b.Block | None:
    """What it owes now, and how each of its action plans was made; nothing while it has none."""
    words, own = view.words, processes(view.selection, view.item)
    if not own:
        return None
    how = b.Table(
        "action-plans",
        words("How its action plans were made"),
        _PLANS,
        [_row(view, plan) for plan in own],
        notes=[words("Steps are those of the OGP process; levels are those of IAP2.")],
        tab=words("Action plans"),
    )
    return b.Grid([*(due(view, value, 6) for value in view.snapshot.choices["due"]), how])


def _row(view: View, plan: Process) -> b.Row:
    words = view.words
    rows = view.href("commitments", **view.scope.chosen(), plan=(plan.plan,)) if plan.commitments else ""
    return [
        view.names.short_plan(plan.plan),
        b.Count(plan.commitments, rows),
        b.Unknown() if plan.steps is None else b.Count(int(plan.steps), of=c.MOST_PROCESS_STEPS),
        words.code("participation", plan.participation) if plan.participation else b.Unknown(),
        c.yes_or_no(plan.forum, words),
        c.yes_or_no(plan.self_assessment, words),
    ]


def about(view: View) -> b.Card:
    """What is known of the member itself."""
    words, member = view.words, view.member(view.item)
    population, joined = member["population"], member["year_joined"]
    known = 0 if pd.isna(population) else int(population)
    inhabitants = words.plural("{n} inhabitant", "{n} inhabitants", known) if known else b.Unknown()
    facts = b.Facts(
        [
            (words("Level"), words.code("level", member.government_level)),
            (words("Country"), words.country(member["country"], member["country"])),
            (words("Joined OGP"), b.Unknown() if pd.isna(joined) else str(int(joined))),
            (words("Status since"), b.Day(member["status_date"] or "")),
            (words("Population"), inhabitants),
        ]
    )
    commitments = b.Link(words("All its commitments"), view.href("commitments", member=(view.item,)))
    return b.Card(words("About this member"), [facts, b.Paragraph(commitments)])
