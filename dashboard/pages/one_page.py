"""A member or city on one sheet, for its minister or mayor: how it stands, what is due, what it can be proud of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import quote

from dashboard import blocks as b
from dashboard.charts.registry import answer, headline
from dashboard.pages import member, reported
from dashboard.pages.committee import of_member
from dashboard.pages.tables import ONE_PAGE, one_by_one
from dashboard.queries.upcoming import next_due
from dashboard.view import columns as c
from dashboard.view.view import View

PATH = ONE_PAGE
_ROWS, _WIDE_ROWS = 4, 3
"""So many rows of a table fit on the sheet where it has half of it, and so many where it has all of its width."""
_THEMES = "completion-by-theme"


def title(view: View) -> str:
    """What it is and of whom."""
    return view.words("{name} on one page", name=member.title(view))


def blocks(_: View) -> Sequence[b.Block]:
    """The top of the member's page, its comparison, then four tables at most, and the way to the live page."""
    body: list[b.Block] = [b.Chart("member-compared"), b.Part("one-page-tables", tables), b.Part("one-page-foot", foot)]
    return [b.Section([b.Part("one-page", header), b.Grid(body)], "one-page")]


def header(view: View) -> b.Header:
    """That of the member's page, with the button that prints in place of its own."""
    button = b.Link(view.words("PDF: print"), "", "button", style="present-page", data={"print": "page"})
    top = member.header(view)
    changeless = [replace(figure, change="") for figure in top.figures]
    back = b.Link(member.title(view), view.href(f"members/{view.item}"))
    return replace(top, actions=[button], figures=changeless, trail=[*top.trail, back])


def tables(view: View) -> b.Block:
    """Best themes, what is due next, what it reports itself, what is late, its part in the Steering Committee."""
    beside = b.Stack([_next(view), _reported(view)], 6)
    return b.Grid([_themes(view), beside, *_late(view), *_committee(view)])


def _themes(view: View) -> b.Table:
    """The themes that stand first where all are ranked, under what may be said of them (rule 2)."""
    words, table = view.words, answer(view, _THEMES)
    themes = table.itertuples()
    done = [(row.id, b.Share(int(row.substantial + row.complete), int(row.assessed), with_n=True)) for row in themes]
    best = [(theme, share) for theme, share in done if share.part][:_ROWS]
    rows: list[b.Row] = [[c.theme_link(view, theme), share] for theme, share in best]
    subtitle = headline(view, _THEMES, table) if rows else ""
    return b.Table(
        "best-themes",
        words("Which themes stand first?"),
        (c.THEME, c.COMPLETION_RATE),
        rows,
        subtitle=subtitle,
        empty=words("None is found substantially or fully complete so far."),
        span=6,
        as_cards=False,
    )


def _next(view: View) -> b.Table:
    """What its promised ends call for next."""
    words, places = view.words, next_due(view.selection)
    rows: list[b.Row] = [
        [c.commitment_link(view, record), b.Day(record.end_date or "")]
        for _, record in one_by_one(view, places[:_ROWS])
    ]
    return b.Table(
        "due-next",
        words("What is due next?"),
        (c.COMMITMENT, c.PROMISED_END),
        rows,
        empty=words("No promised end is known that is still to come."),
        notes=_more(view, len(places) - len(rows)),
        span=6,
        as_cards=False,
    )


def _late(view: View) -> list[b.Table]:
    """What is known to be late, the newest promise first; nothing where nothing is."""
    places = view.selection.places("due", "overdue")
    newest = one_by_one(view, places[::-1][:_WIDE_ROWS])
    rows: list[b.Row] = [
        [
            c.commitment_link(view, record),
            b.Day(record.end_date or ""),
            c.completion_chip(view.state(place), view.words),
        ]
        for place, record in newest
    ]
    columns = (c.COMMITMENT, c.PROMISED_END, c.COMPLETION)
    left_out = _more(view, len(places) - len(rows))
    title = view.words("What is overdue?")
    return [b.Table("late-newest", title, columns, rows, notes=left_out, as_cards=False)] if rows else []


def _committee(view: View) -> list[b.Table]:
    """Its terms and roles, the latest first."""
    tables = [one for one in b.leaves(view, of_member(view)) if isinstance(one, b.Table)]
    return [
        replace(
            table,
            rows=[*table.read(_WIDE_ROWS)],
            notes=_more(view, len(table) - _WIDE_ROWS),
            span=12,
            as_cards=False,
        )
        for table in tables
    ]


def _more(view: View, n: int) -> list[str]:
    """That a list goes on elsewhere, where it does."""
    return [view.words.plural("And {n} more on the page.", "And {n} more on the page.", n)] if n > 0 else []


def _reported(view: View) -> b.Card:
    """What it reports itself beside what others found; that it reports nothing, where that is so."""
    texts, nothing = reported.in_short(view), view.words("It reports nothing itself so far.")
    inside = b.Sentences(texts) if texts else b.Paragraph(nothing)
    return b.Card(view.words("As members report, and as others found"), [inside])


def foot(view: View) -> b.Block:
    """Where the numbers come from, and a code that opens the live page."""
    words, live = view.words, f"{view.root}members/{view.item}?lang={view.lang}"
    code = b.QrCode(f"{view.root}qr.svg?to={quote(live, safe='')}", words("Code that opens the live page"))
    way = b.Link(words("The live page of {name}", name=member.title(view)), live)
    text: list[b.Text] = [way, b.Break(), view.source(), b.Break(), view.licence]
    return b.Section([b.Paragraph(code), b.Paragraph(text, "note")], "one-page-foot")
