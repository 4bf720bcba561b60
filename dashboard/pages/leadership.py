"""Leadership: who leads what, which themes nobody leads, whose term ends?"""

from __future__ import annotations

from typing import Any

import dash_bootstrap_components as dbc
from dash import html

from dashboard.components import ids
from dashboard.components.live import live
from dashboard.components.page_header import Figure, page_header
from dashboard.language.vocabulary import CONSTITUENCIES, FILTERS
from dashboard.language.words import N_
from dashboard.pages import leadership_rows
from dashboard.pages.presenting import present
from dashboard.queries.leadership import ENDING_DAYS, Committee, committee
from dashboard.view.view import View

TITLE = N_("Leadership")


def layout(view: View) -> Any:
    """Headline and figures, the page's own filter, then the matrix and what follows from it."""
    return html.Div(
        [
            live(view, "leadership", top),
            _constituencies(view),
            live(view, "leadership-rows", leadership_rows.rows),
        ],
        className="leadership",
    )


def _constituencies(view: View) -> Any:
    words, name = view.words, "constituency"
    boxes = dbc.Checklist(  # dcc's has roles that screen readers cannot make sense of outside a list box
        id=ids.choice(name),
        options=[{"label": words(text), "value": value} for value, text in CONSTITUENCIES.items()],
        value=list(view.filters.constituency),
        inline=True,
    )
    return html.Fieldset([html.Legend(words(FILTERS[name])), boxes], className="constituencies")


def top(view: View) -> Any:
    """The headline sentence and the figures."""
    found = committee(view.snapshot, view.selection.asof).seen(view.filters)
    figures = _figures(view, found) if found.seats else ()
    return page_header(headline(view, found), _lede(view, found), figures, present(view))


def headline(view: View, found: Committee) -> str:
    """The answer in one sentence."""
    words = view.words
    if not found.seats:
        return words("No Steering Committee members under these filters on {date}.", date=view.asof)
    numbers = {"seats": words.number(len(found.seats)), "without": words.number(len(found.without_role))}
    n = len(found.with_role)
    if view.filters.theme:
        return words.plural(
            "{n} of {seats} Steering Committee members has a role on record in the themes chosen.",
            "{n} of {seats} Steering Committee members have a role on record in the themes chosen.",
            n,
            **numbers,
        )
    return words.plural(
        "{n} of {seats} Steering Committee members has a role on record; {without} have none on record.",
        "{n} of {seats} Steering Committee members have a role on record; {without} have none on record.",
        n,
        **numbers,
    )


def _lede(view: View, found: Committee) -> str:
    words = view.words
    told = [
        words("As of {date}", date=view.asof),
        words("the co-chairs' aim: every member takes at least one role during its term"),
        words("none on record means not found in the sources, never a breach"),
    ]
    if len(found.seats) < len(found.seated):
        seats = {"n": words.number(len(found.seats)), "total": words.number(len(found.seated))}
        told.append(words("{n} of {total} seats in view", **seats))
    if found.unplaced:
        n = found.unplaced
        told.append(words.plural("{n} seat of unknown region left out", "{n} seats of unknown region left out", n))
    return " · ".join(told)


def _figures(view: View, found: Committee) -> list[Figure]:
    words = view.words
    governments, civil_society = (len(found.of(one)) for one in CONSTITUENCIES)
    balance = [
        words.plural("{n} government", "{n} governments", governments),
        words.plural("{n} of civil society", "{n} of civil society", civil_society),
    ]
    without = len(found.without_role)
    return [
        Figure(words("Seats"), _to(view, len(found.seats), ids.MATRIX), " · ".join(balance)),
        Figure(
            words("Members with a role"),
            _to(view, len(found.with_role), ids.MATRIX),
            _linked(
                words.plural("{n} without: none on record", "{n} without: none on record", without),
                ids.WITHOUT_ROLE if without else "",
            ),
        ),
        _unled(view, found),
        _ending(view, found),
    ]


def _unled(view: View, found: Committee) -> Figure:
    words, themes = view.words, found.themes_without_lead
    of_cochairs = sum(leadership_rows.is_priority(view, theme) for theme in themes)
    notes = [
        words("of {whole}", whole=words.number(len(found.leads))),
        words.plural("{n} in the co-chairs' priorities", "{n} in the co-chairs' priorities", of_cochairs),
    ]
    return Figure(words("Themes without a lead"), _to(view, len(themes), ids.WITHOUT_LEAD), " · ".join(notes))


def _ending(view: View, found: Committee) -> Figure:
    words, ending = view.words, found.ending()
    handed = sum(len(seat.held_roles) for seat in ending)
    notes = [
        words.plural("{n} role to hand over", "{n} roles to hand over", handed),
        words.plural("{n} term with its end not known", "{n} terms with their end not known", found.unknown_ends),
    ]
    name = words("Terms ending within {days} days", days=words.number(ENDING_DAYS))
    return Figure(name, _to(view, len(ending), ids.ENDING), " · ".join(notes))


def _to(view: View, n: int, place: str) -> Any:
    return _linked(view.words.number(n), place if n else "")


def _linked(text: str, place: str) -> Any:
    """A text with the way to the part of this page that it counts."""
    return html.A(text, href=f"#{place}") if place else text
