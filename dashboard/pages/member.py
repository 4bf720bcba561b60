"""One member: how is it doing, plan by plan, theme by theme, beside its region and everyone?"""

from __future__ import annotations

from typing import Any

import pandas as pd
from dash import html

from dashboard.components.cards import card
from dashboard.components.facts import breadcrumb, facts
from dashboard.components.link import link
from dashboard.components.live import live
from dashboard.components.page_header import Figure, page_header
from dashboard.language.vocabulary import KINDS, LEVELS, REGIONS, STATUSES
from dashboard.language.words import N_
from dashboard.pages import leadership_terms, member_plans, overview, published
from dashboard.pages.overview import figures
from dashboard.queries.totals import totals
from dashboard.view.view import View

TITLE = N_("Member")


def exists(view: View) -> bool:
    """This data version has the member."""
    return view.item in view.snapshot.choices["member"]


def scope(item: str) -> str:
    """The filters the page itself sets."""
    return f"?member={item}"


def title(view: View) -> str:
    """The member's name."""
    return view.names.of("member", view.item)


def layout(view: View) -> Any:
    """Header, comparison, plans, themes, what is due and how plans were made, Steering Committee, totals, facts."""
    return [
        live(view, "member", top),
        html.Div(
            [
                card(view, "member-compared", 6),
                card(view, "completion-by-plan", 6),
                card(view, "completion-by-theme", 12),
                live(view, "member-plans", member_plans.plans),
                live(view, "member-committee", leadership_terms.of_member),
                live(view, "member-published", published_totals),
                live(view, "member-about", about),
            ],
            className="cards",
        ),
    ]


def top(view: View) -> Any:
    """The member's name, its headline and its figures."""
    words = view.words
    found = totals(view.selection)
    steps = [(view.href("members"), words("Members"))]
    member = view.member(view.item)
    kind = " · ".join([words(KINDS[member.kind]), words(REGIONS[member.region]), words(STATUSES[member.status])])
    shown: list[Figure] = figures(view, found) if found.commitments else []
    return [
        breadcrumb(words, steps),
        *page_header(
            headline(view),
            " · ".join([kind, words("as of {date}", date=view.asof)]),
            shown,
        ),
    ]


def headline(view: View) -> str:
    """How the member is doing, in one sentence."""
    found = totals(view.selection)
    sentence = overview.headline(view, found) if found.commitments else view.words("No assessed commitments yet.")
    return view.words("{name}: {text}", name=title(view), text=sentence)


def published_totals(view: View) -> Any:
    """What the IRM published for whole plans; nothing where it did not."""
    found = published.results(view, view.item)
    return published.section(view, found) if len(found) else None


def about(view: View) -> Any:
    """What is known of the member itself."""
    words, member = view.words, view.member(view.item)
    population = (
        ""
        if pd.isna(member["population"])
        else words.plural("{n} inhabitant", "{n} inhabitants", int(member["population"]))
    )
    joined = "" if pd.isna(member["year_joined"]) else str(int(member["year_joined"]))
    commitments = link(words("All its commitments"), href=view.href("commitments", member=(view.item,)))
    pairs = [
        (words("Level"), words(LEVELS[member.government_level])),
        (words("Country"), words.country(member["country"], member["country"])),
        (words("Joined OGP"), joined),
        (words("Status since"), words.date(member["status_date"] or "")),
        (words("Population"), population),
    ]
    return html.Section(
        [html.H2(words("About this member")), facts(pairs, words), html.P(commitments)], className="card span-12"
    )
