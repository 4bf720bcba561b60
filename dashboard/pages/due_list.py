"""Commitments that are overdue or fall due soon, the first to end first: a section of the brief and of a member."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from dash import html

from dashboard.components.chips import completion_chip
from dashboard.components.data_table import Column, data_table
from dashboard.components.link import link
from dashboard.data.records import Row
from dashboard.data.snapshot import COMPLETION
from dashboard.language.vocabulary import DUE
from dashboard.language.words import N_
from dashboard.view.view import View

FIRST_ROWS = 20
"""A longer list goes on in the list of commitments."""


def due_list(view: View, value: str, places: np.ndarray, records: Mapping[int, Row], span: int) -> Any:
    """The section of a value of DUE: its first commitments, or in words that there is none."""
    title = view.words(DUE[value])
    if not len(places):
        none = view.words("No such commitment on {date}.", date=view.asof)
        return html.Section([html.H2(title), html.P(none)], className=f"card span-{span}")
    titles = (N_("Commitment"), *_member_title(view), N_("Promised end"), N_("Completion"))
    body = [_row(view, place, records[place]) for place in places[:FIRST_ROWS].tolist()]
    table = data_table(title, [Column(view.words(name)) for name in titles], body)
    href = view.href("commitments", **view.scope.chosen(), due=(value,))
    return html.Section([html.H2(title), table, more(view, len(places), href)], className=f"card span-{span}")


def _member_title(view: View) -> tuple[str, ...]:
    """On a page about one member every row would say the same."""
    return () if view.scope.member else (N_("Member"),)


def _row(view: View, place: int, record: Row) -> list[Any]:
    state = completion_chip(COMPLETION[view.selection.findings.completion[place]], view.words)
    names = named(view, record)[: 1 + len(_member_title(view))]
    return [*names, view.words.date(record.end_date or ""), state]


def named(view: View, record: Row) -> list[Any]:
    """The cells of a commitment and its member."""
    member = record.member_id
    return [
        link(record.title, href=view.href(f"commitments/{record.id}")),
        link(view.names.of("member", member), href=view.href(f"members/{member}")),
    ]


def more(view: View, n: int, href: str) -> Any:
    """How many of them are shown, and the way to all."""
    words = view.words
    all_of_them = link(words.plural("{n} commitment", "{n} commitments", n), href=href)
    if n <= FIRST_ROWS:
        return html.P(all_of_them, className="card-note")
    first = words("The first {n} are shown here; the list has all:", n=words.number(FIRST_ROWS))
    return html.P([first, " ", all_of_them], className="card-note")
