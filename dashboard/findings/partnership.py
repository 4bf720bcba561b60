"""How the Partnership is doing, what moved, and what is due."""

from __future__ import annotations

from dashboard.components.tree import text
from dashboard.data.change import CHANGES
from dashboard.data.selection import SOON_DAYS, assessed
from dashboard.data.snapshot import COMPLETION
from dashboard.exports.slide import Slide
from dashboard.findings.telling import MOST_ROWS, Told, filtered, finding, sentence
from dashboard.language.vocabulary import CHANGES as CHANGE_WORDS
from dashboard.language.vocabulary import COMPLETION as COMPLETION_WORDS
from dashboard.language.words import N_
from dashboard.pages import brief, overview
from dashboard.queries import changes as change_query
from dashboard.queries.totals import totals
from dashboard.view.about import chosen_in_words
from dashboard.view.view import View

_FIGURES = (N_("Figure"), N_("Value"), N_("What it rests on"))
_DUE = (N_("Commitment"), N_("Member"), N_("Promised end"), N_("Completion"))


def _rests_on(view: View) -> str:
    """The filters, and the n of every rate."""
    n = assessed(view.selection.totals)
    return filtered(view, view.words.plural("n={n} assessed", "n={n} assessed", n))


def overview_figures(view: View) -> Slide:
    """The headline of the Overview with its figures."""
    words, found = view.words, totals(view.selection)
    figures = overview.figures(view, found)
    changed = any(figure.change for figure in figures)
    columns = [words(name) for name in _FIGURES]
    if changed:
        columns.append(words("Change"))
    rows = [[text(part) for part in (figure.name, figure.value, figure.note, figure.change)] for figure in figures]
    rows = [row[: len(columns)] for row in rows]
    told = Told(overview.headline(view, found), _rests_on(view), columns, rows)
    return finding(view, "overview", told)


def brief_sentences(view: View) -> Slide:
    """The headline of the brief with its sentences."""
    points = [text(told) for told in brief.sentences(view)] if view.selection.commitments else []
    return finding(view, "brief", Told(brief.headline(view), _rests_on(view), points=points))


def changes(view: View) -> Slide:
    """How many commitments are of which class; together they are all."""
    words, found = view.words, change_query.by_class(view.selection)
    if not view.since or not view.selection.commitments:
        return finding(view, "changes", Told(brief.headline(view), _rests_on(view)))
    columns = [words("What changed since {since}", since=view.since), words("Commitments")]
    rows = [[words(CHANGE_WORDS[change]), words.number(found[change])] for change in CHANGES]
    rows.append([words("All commitments"), words.number(sum(found.values()))])
    return finding(view, "changes", Told(_moved(view, found), _rests_on(view), columns, rows))


def _moved(view: View, found: dict[str, int]) -> str:
    """Every class in which there is a commitment."""
    words, (*moved, _same) = view.words, CHANGES
    told = [
        words("{name}: {text}", name=words(CHANGE_WORDS[change]), text=words.number(found[change]))
        for change in moved
        if found[change]
    ]
    return sentence(" · ".join(told)) if told else brief.headline(view)


def overdue(view: View) -> Slide:
    """Commitments past their promised end and not complete, the longest overdue first."""
    n = len(change_query.places(view.selection, "due", "overdue"))
    clause = view.words.plural(
        "{n} assessed commitment past its end date and not complete",
        "{n} assessed commitments past their end date and not complete",
        n,
    )
    return finding(view, "overdue", _due(view, "overdue", clause))


def due_soon(view: View) -> Slide:
    """Commitments whose promised end is near, the nearest first."""
    n = len(change_query.places(view.selection, "due", "soon"))
    clause = view.words.plural(
        "{n} commitment falls due within {days} days",
        "{n} commitments fall due within {days} days",
        n,
        days=view.words.number(SOON_DAYS),
    )
    return finding(view, "due-soon", _due(view, "soon", clause))


def _due(view: View, value: str, clause: str) -> Told:
    """The first of them; the places of the others count, as they are left out."""
    words, places = view.words, change_query.places(view.selection, "due", value)
    n = words.plural("n={n} commitment", "n={n} commitments", view.selection.commitments)
    subtitle = " · ".join([*chosen_in_words(view), n])
    if not len(places):
        return Told(words("No such commitment on {date}.", date=view.asof), subtitle)
    records = view.records.commitments(view.snapshot, places[:MOST_ROWS])
    rows: list[list[str]] = [[] for _ in places]
    for row, place, record in zip(rows, places.tolist(), records, strict=False):
        state = COMPLETION[view.selection.findings.completion[place]]
        member = view.names.of("member", record.member_id)
        row += [record.title, member, words.date(record.end_date or ""), words(COMPLETION_WORDS[state])]
    href = view.href("commitments", due=(value,))
    return Told(sentence(clause), subtitle, [words(name) for name in _DUE], rows, href=href)
