"""What a view is about: its filters, source, meetings and cover line in words, and the ways that lead on from it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dashboard.blocks import Link, Paragraph
from dashboard.data.filters import Filters
from dashboard.data.selection import assessed
from dashboard.language.vocabulary import FILTERS
from dashboard.language.words import BRAND
from dashboard.view.view import View


def chosen_in_words(view: View) -> list[str]:
    """The choices of the reader, each as a short text; long ones counted."""
    texts = []
    for name, values in view.filters.chosen().items():
        names = [view.names.of(name, value) for value in values]
        label = view.words(FILTERS[name])
        text = names[0] if len(names) == 1 else view.words.number(len(names))
        texts.append(view.words.named(label, text))
    if view.filters.change:  # says nothing without the day it is counted from
        day = view.since or view.words("nothing earlier")
        texts.append(view.words.named(view.words("Compared with"), day))
    return texts


def rests_on(view: View, n: int | None = None) -> str:
    """The filters and the n of every rate: of all commitments selected where it is not said of others."""
    n = assessed(view.selection.totals) if n is None else n
    return " · ".join([*chosen_in_words(view), view.words.plural("n={n} assessed", "n={n} assessed", n)])


def present(view: View, slides: Iterable[str]) -> Link:
    """The way to what a page has to present."""
    return Link(view.words("Present this page"), view.presenting(";".join(slides)), "document", style="present-page")


def commitments_csv(view: View, filters: Filters, style: str = "") -> Link:
    """The commitments of some filters as a file."""
    href = f"{view.root}commitments.csv{replace(filters, lang=view.lang).query()}"
    return Link(view.words("Download these as CSV"), href, "file", style=style)


def nothing(view: View, text: str) -> Paragraph:
    """Said where the filters leave nothing, with the way out of them."""
    return Paragraph([text, " ", Link(view.words("Reset the filters"), view.reset)], "empty")


def filters_in_full(view: View, filters: Filters) -> list[str]:
    """Each choice of some filters with all its values, where there is room for them."""
    words = view.words
    return [
        words.named(words(FILTERS[name]), words.listing([view.names.of(name, value) for value in values]))
        for name, values in filters.chosen().items()
    ]


def source(view: View) -> str:
    """Where the numbers come from: source, as-of day, data version."""
    words = view.words
    return words(
        "Source: OGP and IRM · as of {date} · data version {version}",
        date=view.asof,
        version=view.snapshot.version.number,
    )


def meetings(view: View) -> list[tuple[str, str]]:
    """The first day of each meeting, the latest first, and its name."""
    words, table = view.words, view.snapshot.tables["meetings"].sort_values("start_date", ascending=False)
    return [
        (row.start_date, " · ".join([words.date(row.start_date), *([words(row.place)] if row.place else [])]))
        for row in table.itertuples()
    ]


def summary(view: View) -> str:
    """How many commitments of all that had begun on the as-of day."""
    words, total = view.words, int(view.selection.findings.begun.sum())
    n = view.selection.commitments
    return words.plural("{n} of {total} commitments", "{n} of {total} commitments", n, total=total)


def cover(view: View, title: str, *, compared: bool) -> str:
    """The cover line: what this is, of which day, under which filters; where two days are `compared`, of both."""
    return " · ".join([BRAND, title, _period(view, compared=compared), *chosen_in_words(view)])


def _period(view: View, *, compared: bool) -> str:
    words = view.words
    if not (compared and view.since):
        return words("as of {date}", date=view.asof)
    return words("as of {date}, compared with {since}", date=view.asof, since=view.since)


def meeting_day(view: View, iso: str, written: str) -> str:
    """A day as it is written, with the place of the meeting that began on it."""
    return dict(meetings(view)).get(iso, written)
