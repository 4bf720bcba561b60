"""City pilots: how does our pilot compare, and from whom can it learn?"""

from __future__ import annotations

from typing import Any

import pandas as pd
from dash import html

from dashboard.components import controls
from dashboard.components.cards import card
from dashboard.components.link import link
from dashboard.components.live import live
from dashboard.components.page_header import Figure, page_header
from dashboard.data.filters import as_day
from dashboard.language.glossary import term
from dashboard.language.vocabulary import KINDS, STATUSES
from dashboard.language.words import N_
from dashboard.pages import pilot_own, pilot_peers, pilot_themes
from dashboard.pages.pilot_shown import Shown
from dashboard.pages.presenting import present
from dashboard.view.view import View

TITLE = N_("City pilots")
NAV = N_("Pilots")


def layout(view: View) -> Any:
    """Headline, the choice of pilot and peers, everything about them, and the map of all."""
    if not view.snapshot.pilots:
        return top(view)
    return html.Div(
        [
            live(view, "pilots", top),
            html.Div([controls.pilot(view), controls.peers(view)], className="pilot-controls"),
            live(view, "pilot", parts),
            html.Div(card(view, "pilots-map", 12), className="cards"),
        ],
        className="pilots",
    )


def top(view: View) -> Any:
    """The pilot's name, what is known of it in a sentence, and its figures."""
    if not view.snapshot.pilots:
        return page_header(headline(view), view.asof)
    shown = Shown.of(view)
    figures = _figures(shown) if shown.counts[shown.id].commitments else []
    return [unknown(shown), *page_header(headline(view), _lede(shown), figures, present(view))]


def headline(view: View) -> str:
    """How the pilot shown is doing, in one sentence."""
    if not view.snapshot.pilots:
        return view.words("There are no pilots in this data.")
    shown = Shown.of(view)
    return view.words("{name}: {text}", name=shown.name, text=_sentence(shown))


def parts(view: View) -> Any:
    """Its commitments, its peers, the lessons, and who works on what."""
    shown = Shown.of(view)
    cards = [
        *pilot_own.cards(shown),
        *pilot_peers.cards(shown),
        *pilot_themes.cards(shown),
    ]
    return html.Div(cards, className="cards")


def unknown(shown: Shown) -> Any:
    """Says so when the link asks for a pilot that is none."""
    wanted, words = shown.view.chosen.pilot, shown.view.words
    if wanted in {"", shown.id}:
        return None
    return html.P(words("There is no pilot {id}; {name} is shown.", id=wanted, name=shown.name), className="told")


def _sentence(shown: Shown) -> str:
    words, found = shown.view.words, shown.counts[shown.id]
    if not found.commitments:
        return words("No commitments under these filters.")
    completion = words(
        "{completed} of {assessed} assessed substantially or fully complete",
        completed=words.number(found.substantial + found.complete),
        assessed=words.number(found.assessed),
    )
    openness = words(
        "{opened} of {known} whose effect is known opened government",
        opened=words.number(found.opened),
        known=words.number(found.openness_known),
    )
    return words(
        "{commitments}; {completion}; {openness}.",
        commitments=words.plural("{n} commitment", "{n} commitments", found.commitments),
        completion=completion if found.assessed else words("completion not known of any"),
        openness=openness if found.openness_known else words("whether any opened government is not known"),
    )


def _lede(shown: Shown) -> list[Any]:
    view, words, member = shown.view, shown.view.words, shown.view.member(shown.id)
    told = [words(KINDS[member.kind]), _country(view, member.country), _size(view, member["population"])]
    told.append(words("as of {date}", date=view.asof))
    return [" · ".join(told), " · ", link(words("Its member profile"), href=view.href(f"members/{shown.id}"))]


def _size(view: View, people: float | None) -> str:
    if pd.isna(people) or people is None:
        return view.words("size not known")
    return view.words.plural("{n} inhabitant", "{n} inhabitants", int(people))


def _country(view: View, country: str) -> str:
    """The pilot's country, with what became of its own membership: a pilot may outlive it (rule 7)."""
    words, members = view.words, view.snapshot.tables["members"]
    name = words.country(country, country)
    nations = members[(members["country"] == country) & (members["government_level"] == "national")]
    left = [row.status for row in nations.itertuples() if row.status != "active" and _by(view, row.status_date)]
    return words("{country} ({status})", country=name, status=words(STATUSES[left[0]])) if left else name


def _by(view: View, date: str | None) -> bool:
    return as_day(date or "") <= view.selection.asof.isoformat()


def _figures(shown: Shown) -> list[Figure]:
    words, found = shown.view.words, shown.counts[shown.id]
    n = found.commitments
    beside = words(
        "not counted: {not_assessed} not assessed, {unclear} without evidence, {withdrawn} withdrawn",
        **{state: words.number(getattr(found, state)) for state in ("not_assessed", "unclear", "withdrawn")},
    )
    much = words.plural("{n} in a major way", "{n} in a major way", found.opened_much)
    return [
        Figure(
            term("Commitments", words),
            link(words.number(n), href=shown.href(shown.id)),
            words.plural("{n} assessed", "{n} assessed", found.assessed),
        ),
        Figure(
            term("Completion rate", words),
            pilot_peers.finished(shown, shown.id),
            beside,
        ),
        Figure(
            term("Did it open government", words),
            pilot_peers.of_known(shown, found.opened, found.openness_known),
            [*([much, html.Br()] if found.openness_known else []), _not_known(shown, n - found.openness_known)],
        ),
        Figure(
            words("Starred by the IRM"),
            _starred(shown),
            _not_known(shown, n - found.starred_known),
        ),
    ]


def _starred(shown: Shown) -> Any:
    found = shown.counts[shown.id]
    text = pilot_peers.of_known(shown, found.starred, found.starred_known)
    return link(text, href=shown.href(shown.id, starred=("1",))) if found.starred else text


def _not_known(shown: Shown, n: int) -> str:
    if not n:
        return shown.view.words("known of every commitment")
    return shown.view.words.plural("not known of {n} commitment", "not known of {n} commitments", n)
