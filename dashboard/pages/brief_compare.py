"""What the Brief compares with besides a day: year against year, the data as they were, the reader's last visit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from dashboard import blocks as b
from dashboard.pages import changes
from dashboard.view.view import Record, View

_OFFERED = 100
"""So many versions are offered; an address may name any that is kept."""
_OF_COMMITMENTS = ("commitments", "assessments")
"""The tables of which the Brief has sentences of its own."""


def ways(view: View) -> list[b.Block]:
    """The ways to compare otherwise, as links, and the version to compare with as a form."""
    words, links = view.words, [*years(view), *_back(view), *_visit(view)]
    listed = [b.Items(links, style="compare-ways", label=words("Compare otherwise"))]
    versions = _older(view)
    return [*listed, *([_form(view, versions)] if versions else [])]


def years(view: View) -> Iterator[b.Text]:
    """Whole years against each other: what is known only to the year is placed between their ends (rule 10)."""
    since, asof = view.selection.since, view.selection.asof
    for year in dict.fromkeys((asof.year, since.year)):
        if year > dt.date.min.year + 1:
            days = {"since": f"{year - 1}-12-31", "asof": f"{year}-12-31"}
            compared = {"since": since.isoformat(), "asof": asof.isoformat()}
            current = compared == days and not view.selection.known
            text = view.words("{year} against {before}: year against year", year=str(year), before=str(year - 1))
            yield b.Link(text, view.href(**days, known=""), current=current)


def _back(view: View) -> Iterator[b.Text]:
    if view.selection.known:
        yield b.Link(view.words("The meeting before"), view.href(known="", since=""))


def _visit(view: View) -> Iterator[b.Text]:
    """The reader's last visit: a script knows of it, writes its address and shows the link."""
    words, number = view.words, view.snapshot.version.number
    if view.is_draft or not number:
        return
    texts = {
        "visit-version": str(number),
        "visit-day": view.today.isoformat(),
        "visit-same": words("No newer data since your last visit"),
    }
    href = view.href(known="", since="")
    yield b.Link(words("Since my last visit"), href, data=texts, style="last-visit", hidden=True)


def _older(view: View) -> list[Record]:
    """The versions before the one shown whose rows are kept, the newest first."""
    number = view.snapshot.version.number
    return [one for one in view.records.restorable(_OFFERED) if one.number < number] if number > 1 else []


def _form(view: View, versions: list[Record]) -> b.Form:
    words = view.words
    options = [(str(one.number), _dated(view, one)) for one in versions]
    others = view.chosen.changed(known="", since="").parameters()
    parts = [
        *(b.Field("hidden", name, value=value) for name, value in others),
        b.Field("choice", "known", words("The data as they were in version"), view.chosen.known, options),
        b.Field("submit", "", words("What we know now that we did not know then"), value="send"),
    ]
    return b.Form(f"{view.root}{view.path}", "", parts, "posted compare")


def _dated(view: View, record: Record) -> str:
    return f"{record.number} · {view.words.date(record.published_at.date().isoformat())}"


def data_changes(view: View) -> list[b.Block]:
    """The way to what was changed in the data, from the version compared with, or of that day, to the one shown."""
    number = view.snapshot.version.number
    if number < 2 or not view.since:
        return []
    earlier = int(view.chosen.known) if view.selection.known else _of_that_day(view)
    text = view.words("What was changed in the data between these versions")
    return [b.Paragraph(b.Link(text, view.href("changes", from_=str(earlier), to=str(number))), "note")]


def _of_that_day(view: View) -> int:
    number = view.snapshot.version.number
    before = view.records.version_on(view.selection.since.isoformat())
    return before if 0 < before < number else number - 1


def of_other_tables(view: View, most: int) -> list[str]:
    """What else than commitments and findings differs between the two versions, in sentences."""
    earlier, later = int(view.chosen.known), view.snapshot.version.number
    return changes.sentences_on(view, earlier, later, most, but=_OF_COMMITMENTS)
