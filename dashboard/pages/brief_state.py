"""What the Brief says of the as-of day itself: what is late and due, gaps in leadership; and the lists of these."""

from __future__ import annotations

from dashboard import blocks as b
from dashboard.pages import committee, follow_up, promises, tables
from dashboard.pages.brief_sentence import DAY, NOT_KNOWN, News
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
    links = [b.Link(text, committee.whole_href(view)) for _, text in clauses]
    return News(links, certain, follows=("region", "theme"), topic="today")


def lists(view: View) -> list[tuple[str, list[b.Block]]]:
    """The lists of the committee, of promises where two days are compared, and of what follows from meetings."""
    words = view.words
    news = [promises.news(view)] if view.since else []
    some = [
        (words("The Steering Committee: gaps, and terms that end"), committee.gaps(view)),
        (words("Promises and meetings"), [*news, *follow_up.on_record(view)]),
    ]
    return [(title, inside) for title, inside in some if inside]
