"""What a page says of itself on paper, where neither the address nor the filter bar is seen."""

from __future__ import annotations

from dashboard.components.cards import chosen_in_words
from dashboard.language.brand import BRAND
from dashboard.view.view import View


def cover(view: View, title: str, *, compared: bool) -> str:
    """The cover line: what this is, of which day, under which filters; where two days are `compared`, of both."""
    return " · ".join([BRAND, title, _period(view, compared=compared), *chosen_in_words(view)])


def _period(view: View, *, compared: bool) -> str:
    words = view.words
    if not (compared and view.since):
        return words("as of {date}", date=view.asof)
    return words("as of {date}, compared with {since}", date=view.asof, since=view.since)
