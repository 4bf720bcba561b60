"""What every document begins with: a cover with what it shows, and what is in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from dash import html

from dashboard.components import controls
from dashboard.components.cards import chosen_in_words, source
from dashboard.components.facts import facts
from dashboard.language.brand import LICENCE
from dashboard.language.words import Words
from dashboard.view.view import View

Fact = tuple[str, Any]


def pinned(view: View) -> View:
    """The same view, each address of which names the data version, the day and the language."""
    asof, version = view.selection.asof.isoformat(), str(view.snapshot.version.number)
    return replace(view, chosen=replace(view.chosen, asof=asof, version=version, lang=view.lang))


def front(view: View, over: str, title: Any, pairs: Sequence[Fact]) -> Any:
    """The cover: what kind of document, its title, and the facts about it."""
    return html.Header([html.P(over, className="brand"), title, facts(pairs, view.words)], className="document-cover")


def day(view: View, iso: str, written: str) -> str:
    """A day, with the place of the meeting that began on it."""
    return dict(controls.meetings(view)).get(iso, written)


def shown(view: View) -> list[Fact]:
    """Under which filters, of how many commitments."""
    words = view.words
    filters = chosen_in_words(view)
    told = html.Ul([html.Li(one) for one in filters]) if filters else words("None chosen")
    return [(words("Filters"), told), (words("Commitments"), controls.summary(view))]


def made(view: View, site: str, made_on: dt.date) -> list[Fact]:
    """Which data, made when, and where the same is seen live."""
    words = view.words
    address = f"{site}{view.href()}"
    return [
        (words("Data"), words("Data version {version}", version=view.snapshot.version.number)),
        (words("Made on"), words.date(made_on.isoformat())),
        *([(words("Live"), html.A(address, href=address))] if site else []),
    ]


def contents(words: Words, names: Sequence[str]) -> Any:
    """The names of the sections, each leading to the one with its number."""
    lines = [html.Li(html.A(name, href=f"#{place(n)}")) for n, name in enumerate(names, start=1)]
    name = words("Contents")
    return html.Nav([html.H2(name), html.Ol(lines)], className="contents", **{"aria-label": name}) if lines else None


def place(n: int) -> str:
    """The id of the section with number `n`."""
    return f"section-{n}"


def end(view: View) -> Any:
    """The licence and the source."""
    return html.Footer([html.P(view.words(LICENCE)), html.P(source(view))])
