"""What the Brief says of the as-of day itself: what is late and due, gaps in leadership; and the lists of these."""

from __future__ import annotations

from dataclasses import replace

from dashboard import blocks as b
from dashboard.pages import committee, follow_up, leads, tables
from dashboard.pages.brief_news import NOT_KNOWN, News
from dashboard.queries import agenda
from dashboard.queries.news import DAY
from dashboard.view import columns as c
from dashboard.view.view import View


def late(view: View) -> News | None:
    """The three counts of late, always together (rule 11), and what falls due soon."""
    if not view.selection.commitments:
        return None
    sizes = view.selection.sizes("due")
    soon = [b.Link(tables.due_clause(view, "soon"), tables.due_href(view, "soon"))] if sizes["soon"] else []
    unknown = sizes["overdue-unknown"] or sizes["end-unknown"]
    return News([*tables.late_clauses(view), *soon], (DAY, *((NOT_KNOWN,) if unknown else ())), topic="today")


def meetings(view: View) -> News | None:
    """Who came to the last meeting, and what is open of it."""
    clauses = follow_up.clauses(view)
    return News(clauses, (DAY,), follows=(), topic="meetings") if clauses else None


def leadership(view: View) -> News | None:
    """Themes without a lead and members without a role, as far as the sources tell; and the terms that end soon."""
    seats = committee.committee_of(view)
    clauses = [(n, text) for n, text in committee.clauses(view, seats) if n] if seats.seats else []
    if not clauses:
        return None
    gaps = len(seats.themes_without_lead) + len(seats.without_role)
    certain = (*((DAY,) if seats.ending else ()), *((NOT_KNOWN,) if gaps else ()))
    links = [b.Link(text, leadership_href(view)) for _, text in clauses]
    return News(links, certain, follows=("region", "theme"), topic="today")


def leadership_href(view: View) -> str:
    """The committee under every filter that it follows, also the one that is the page's own."""
    return view.href("leadership", constituency=view.filters.constituency)


def gaps(view: View) -> list[b.Block]:
    """Gaps and ends of terms of the committee, each with the way to all of it."""
    words, seats = view.words, committee.committee_of(view)
    if not seats.seats:
        return []
    whole = b.Link(words("The whole Steering Committee"), leadership_href(view))
    members, themes = committee.without_role(view, seats), leads.without_lead(view, seats)
    ending = replace(committee.ending(view, seats), more=whole)
    no_lead = [view.names.of("theme", theme) for theme in seats.themes_without_lead]
    no_role = [committee.who(view, seat) for seat in seats.without_role]
    card = b.Card(
        words("Gaps in leadership"),
        [
            b.Heading(themes.title),
            b.Paragraph(words.listing(no_lead) or words("None on record")),
            b.Heading(members.title),
            b.Paragraph(words.listing(no_role) or words("None on record")),
            b.Paragraph(members.notes[0], "note"),
            b.Paragraph(whole),
        ],
        span=6,
    )
    return [card, members.in_files, themes.in_files, ending]


def promises(view: View) -> b.Table:
    """Each promise on which something was found since, with its last finding."""
    words = view.words
    rows: list[b.Row] = [
        [
            b.Link(view.names.of("promise", promise), view.href("agenda")),
            words.code("agenda_status", before) or words("no finding"),
            words.code("agenda_status", last.status),
            b.Day(last.date),
            last.note,
            last.source,
        ]
        for promise, before, last in agenda.news(view.selection)
    ]
    return b.Table(
        "promises",
        words("The co-chairs' promises"),
        (c.PROMISE, c.BEFORE, c.NOW, c.FOUND_ON, c.WHAT_WAS_FOUND, c.SOURCE),
        rows,
        file_notes=[
            words("Before: {since}; now: {date}.", since=view.since, date=view.asof),
            words("Notes and sources are as they were recorded, in English."),
        ],
        tab=words("Promises"),
        only="" if rows else b.FILES,
    )


def lists(view: View) -> list[tuple[str, list[b.Block]]]:
    """The lists of the committee, of promises where two days are compared, and of what follows from meetings."""
    words = view.words
    news = [promises(view)] if view.since else []
    some = [
        (words("The Steering Committee: gaps, and terms that end"), gaps(view)),
        (words("Promises and meetings"), [*news, *follow_up.on_record(view)]),
    ]
    return [(title, inside) for title, inside in some if inside]
