"""Brief: what moved since the last meeting, and what should worry us?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dash import html

from dashboard.components import controls
from dashboard.components.link import link
from dashboard.components.live import live
from dashboard.components.page_header import page_header
from dashboard.data.selection import SOON_DAYS
from dashboard.language.rates import with_n
from dashboard.language.words import N_, Words
from dashboard.pages import brief_rows
from dashboard.pages.presenting import present
from dashboard.pages.takeaways import takeaways
from dashboard.queries import changes
from dashboard.queries.changes import Rate
from dashboard.queries.leadership import committee
from dashboard.view.about import meetings, source
from dashboard.view.view import View
from data_loader.schema import COMPLETION_SCALE

TITLE = N_("Brief")

Sentence = list[Any]


def layout(view: View) -> Any:
    """Headline and sentences, what to compare with, then the rows behind them."""
    return html.Div(
        [
            live(view, "brief", top),
            html.Div([controls.since(view), live(view, "takeaways", takeaways)], className="brief-controls"),
            live(view, "brief-rows", brief_rows.rows),
        ],
        className="brief",
    )


def top(view: View, *, on_screen: bool = True) -> Any:
    """The headline and at most seven sentences, the most important first; `on_screen` they can be presented."""
    told = [html.Li(sentence) for sentence in sentences(view)]
    return [
        *page_header(headline(view), _lede(view), action=present(view) if on_screen else None),
        html.Ol(told, className="sentences"),
    ]


def headline(view: View) -> str:
    """The answer in one sentence."""
    words, found = view.words, changes.by_class(view.selection)
    if not view.selection.commitments:
        return words("No commitments under these filters.")
    if not view.since:
        return words("No meeting before {date} is on record: there is nothing to compare with.", date=view.asof)
    total = view.selection.commitments
    changed = total - found["unchanged"]
    if not changed:
        return words("Nothing has changed since {since}.", since=view.since)
    return words.plural(
        "{n} of {total} commitments has changed since {since}.",
        "{n} of {total} commitments have changed since {since}.",
        changed,
        total=words.number(total),
        since=view.since,
    )


def _lede(view: View) -> list[Any]:
    """From when to when, and what was asked for and cannot be."""
    words, asked = view.words, view.chosen.since
    meeting = dict(meetings(view)).get(view.selection.since.isoformat(), view.since)  # with its place
    compared = [words("Compared with {since}", since=meeting)] if view.since else []
    told: list[Any] = [" · ".join([*compared, source(view)])]
    if asked > view.selection.asof.isoformat():
        late = words("{since} is after the as-of day, so the meeting before it is taken.", since=words.date(asked))
        told += [" ", html.Strong(late)]
    return told


def sentences(view: View) -> Iterator[Sentence]:
    """At most seven, the most important first; what has nothing to say is left out."""
    if view.since:
        yield from (sentence for tell in (_rate, _slipped, _advanced, _assessed) if (sentence := tell(view)))
    yield from (sentence for tell in (_late, _leadership, _agenda) if (sentence := tell(view)))


def _said(words: Words, *clauses: Any) -> Sentence:
    """Clauses as one sentence; none where there are none."""
    parts = [part for clause in clauses for part in (words("; "), clause)]
    return [*parts[1:], "."] if clauses else []


def _rows(view: View, text: str, change: str, **more: Any) -> Any:
    return link(text, href=brief_rows.changed_href(view, change, **more))


def _rate(view: View) -> Sentence:
    words, earlier = view.words, changes.states(view.selection)
    before, now = (Rate.of(earlier[day].tolist()) for day in ("before", "now"))
    told = [
        words(
            "Completion rate on {date}: {rate}",
            date=view.since,
            rate=with_n(before.completed, before.assessed, words),
        ),
        words("on {date}: {rate}", date=view.asof, rate=with_n(now.completed, now.assessed, words)),
    ]
    return _said(view.words, *brief_rows.both(view, before.assessed, now.assessed, *told, completion=COMPLETION_SCALE))


def _slipped(view: View) -> Sentence:
    n = changes.by_class(view.selection)["slipped"]
    text = view.words.plural("{n} commitment slipped back", "{n} commitments slipped back", n)
    return _said(view.words, _rows(view, text, "slipped")) if n else []


def _advanced(view: View) -> Sentence:
    words, n = view.words, changes.by_class(view.selection)["advanced"]
    if not n:
        return []
    complete = changes.now_complete(view.selection, "advanced")
    done = words.plural("{n} of them is now complete", "{n} of them are now complete", complete)
    told = _rows(view, words.plural("{n} commitment advanced", "{n} commitments advanced", n), "advanced")
    return _said(view.words, told, _rows(view, done, "advanced", completion=("complete",)) if complete else done)


def _assessed(view: View) -> Sentence:
    words, found = view.words, changes.by_class(view.selection)
    told = {
        "newly_assessed": words.plural(
            "{n} commitment was newly assessed", "{n} commitments were newly assessed", found["newly_assessed"]
        ),
        "new": words.plural("{n} is new", "{n} are new", found["new"]),
        "withdrawn": words.plural("{n} was withdrawn", "{n} were withdrawn", found["withdrawn"]),
    }
    return _said(view.words, *(_rows(view, text, change) for change, text in told.items() if found[change]))


def _late(view: View) -> Sentence:
    words, due = view.words, view.selection.dimension("due")
    overdue, soon = due.sizes(view.selection.mask).tolist()
    late = words.plural(
        "{n} assessed commitment past its end date and not complete",
        "{n} assessed commitments past their end date and not complete",
        overdue,
    )
    near = words.plural(
        "{n} commitment falls due within {days} days",
        "{n} commitments fall due within {days} days",
        soon,
        days=words.number(SOON_DAYS),
    )
    told = ((overdue, late, "overdue"), (soon, near, "soon"))
    return _said(view.words, *(link(text, href=view.href("commitments", due=(value,))) for n, text, value in told if n))


def _leadership(view: View) -> Sentence:
    words, found = view.words, committee(view.snapshot, view.selection.asof)
    themes, without, ending = len(found.themes_without_lead), len(found.without_role), len(found.ending())
    told = {
        words.plural("{n} theme has no lead on record", "{n} themes have no lead on record", themes): themes,
        words.plural(
            "{n} Steering Committee member has no role on record",
            "{n} Steering Committee members have no role on record",
            without,
        ): without,
        words.plural("{n} term ends within 180 days", "{n} terms end within 180 days", ending): ending,
    }
    if not found.seats:
        return []
    return _said(words, *(link(text, href=view.href("leadership")) for text, n in told.items() if n))


def _agenda(view: View) -> Sentence:
    n = len(changes.agenda(view.selection)) if view.since else 0
    text = view.words.plural(
        "There is news of {n} promise of the co-chairs", "There is news of {n} promises of the co-chairs", n
    )
    return _said(view.words, link(text, href=view.href("agenda"))) if n else []
