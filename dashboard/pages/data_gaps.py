"""What is not known, said plainly, with a way to the rows where a filter shows them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dashboard.components.data_table import Column, data_table
from dashboard.components.link import link
from dashboard.language.words import N_
from dashboard.queries.gaps import gaps as counted
from dashboard.view.view import View

_GAPS: dict[str, tuple[str, dict[str, Any]]] = {
    "completion": (N_("Completion: not assessed, or the level not published here"), {"completion": ("not_assessed",)}),
    "end_date": (N_("Promised end"), {"sort": "-due"}),
    "themes": (N_("Themes"), {}),
    "impact": (N_("Ambition"), {}),
    "starred": (N_("Starred or not"), {}),
}
"""What may be missing, and the change of filters that brings those commitments to the top of the list."""

_LEAST = 0.01  # the smallest share that is written out


def gaps(view: View) -> list[Any]:
    """A table: what is not known, of how many commitments."""
    view = replace(view, chosen=view.chosen.cleared())  # of all there is: this page has no filters to show
    words = view.words
    columns = [
        Column(words("Not known")),
        Column(words("Commitments"), numeric=True),
        Column(words("Share"), numeric=True),
    ]
    total = view.selection.commitments
    rows = [_row(view, name, count, total) for name, count in counted(view.selection).items()]
    return [data_table(words("What is not known"), columns, rows)]


def _row(view: View, name: str, count: int, total: int) -> list[Any]:
    label, changes = _GAPS[name]
    text = view.words(label)
    shown = link(text, href=view.href("commitments", **changes)) if changes else text
    return [shown, view.words.number(count), _share(view, count, total)]


def _share(view: View, count: int, total: int) -> str:
    """A share that is not zero is never written as zero."""
    if not total:
        return ""
    few = 0 < count < total * _LEAST
    return f"<\N{NO-BREAK SPACE}{view.words.percent(_LEAST)}" if few else view.words.percent(count / total)
