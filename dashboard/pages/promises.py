"""What can be counted of each promise of the co-chairs, in words; where nothing can, what would have to be loaded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np

from dashboard import blocks as b
from dashboard.blocks import N_
from dashboard.pages import events as shown
from dashboard.queries import joining
from dashboard.queries import promises as query
from dashboard.queries.agenda import MANDATE_END, MANDATE_START, Promise, by_level
from dashboard.queries.agenda import news as news_since
from dashboard.view import columns as c
from dashboard.view.view import View

Lines = list[b.Text]
_FULL_MEMBER = "member"
"""The tie to La Francophonie of its full members."""
_MOST_EVENTS = 2  # of a promise on screen; more are folded


def _new_members(view: View) -> Lines:
    words, known = view.words, joining.of_everyone(view.selection)
    lines: Lines = []
    if new := known.new:
        names = words.listing([view.names.of("member", one.id) for one in new])
        text = words.plural("{n} country joined in the mandate", "{n} countries joined in the mandate", len(new))
        lines.append([b.Link(text, view.href("new-members", region=(), member=())), ": ", names])
    if perhaps := known.perhaps_new:
        text = words.plural(
            "{n} other may have, since its day is not known",
            "{n} others may have, since their days are not known",
            len(perhaps),
        )
        lines.append(text)
    return lines


def _where_from(view: View) -> Lines:
    words, new = view.words, joining.of_everyone(view.selection).new
    if not new:
        return []
    regions = Counter(one.region for one in new)
    by_region = [words.named(view.names.of("region", region), words.number(n)) for region, n in sorted(regions.items())]
    francophone = words.plural(
        "{n} is a full member of La Francophonie",
        "{n} are full members of La Francophonie",
        sum(one.francophonie == _FULL_MEMBER for one in new),
    )
    return [" · ".join(by_region), francophone]


def _below(view: View) -> Lines:
    of, words = query.below_the_minimum(view.snapshot, view.selection.asof), view.words
    text = words.plural(
        "{n} of {known} countries of which it is on record was last found not eligible",
        "{n} of {known} countries of which it is on record were last found not eligible",
        of.part,
        known=of.known,
    )
    return [text] if of.known else []


def _cases(view: View) -> Lines:
    words, last = view.words, query.response_cases(view.snapshot, view.selection.asof)
    if not last:
        return []
    text = words.plural("{n} case of the response policy", "{n} cases of the response policy", len(last))
    steps: Lines = [
        [words.country(row.country, row.country), ", ", words.date(row.date), ": ",
         c.in_english(row.outcome or row.step)]
        for row in last
    ]  # fmt: skip
    return [b.Fold(text, b.Items(steps))]


def _forums(view: View) -> Lines:
    of, words = query.forums(view.snapshot, view.selection.asof), view.words
    text = words.plural(
        "{n} of {known} plans of which it is known was made with a regular forum",
        "{n} of {known} plans of which it is known were made with a regular forum",
        of.part,
        known=of.known,
    )
    return [text] if of.known else []


def _taken_up(view: View) -> Lines:
    of, words = query.taken_up(view.snapshot, view.selection.asof), view.words
    text = words.plural(
        "{n} of {known} recommendations of which it is known was taken up, at least in part; {all} are on record",
        "{n} of {known} recommendations of which it is known were taken up, at least in part; {all} are on record",
        of.part,
        known=of.known,
        all=of.all,
    )
    return [text] if of.known else []


def _ministers(view: View) -> Lines:
    of, words = query.by_a_minister(view.snapshot, view.selection.asof), view.words
    text = words.plural(
        "{n} of {known} attendances on record was by a minister",
        "{n} of {known} attendances on record were by a minister",
        of.part,
        known=of.known,
    )
    return [b.Link(text, view.href("meetings"))] if of.known else []


def _high_level(view: View) -> Lines:
    of, words = query.at_a_high_level(shown.of_promise(view, "min-2")), view.words
    text = words.plural(
        "a minister attended {n} of {known} events of which the level is known",
        "a minister attended {n} of {known} events of which the level is known",
        of.part,
        known=of.known,
    )
    return [text] if of.known else []


def _parliaments(view: View) -> Lines:
    words, (n, rate) = view.words, by_level(view.selection, "parliament")
    if not n:
        return []
    text = words.plural("{n} commitment of parliaments", "{n} commitments of parliaments", n)
    link = b.Link(text, view.href("commitments", level=("parliament",)))
    return [[link, " · ", words.rate_with_n(rate.completed, rate.assessed)]]


def _overall(view: View) -> Lines:
    words, every = view.words, view.selection
    if not every.assessed:
        return []
    link = b.Link(words.plural("{n} commitment", "{n} commitments", every.commitments), view.href("commitments"))
    return [[link, " · ", words("completion rate {rate}", rate=words.rate_with_n(every.completed, every.assessed))]]


def _marked(view: View, column: str) -> tuple[int, int]:
    """How many of the commitments selected a column marks, and of how many it says anything."""
    known, marked = view.records.marked(view.snapshot, column)
    among = view.selection.mask
    return int(np.count_nonzero(marked & among)), int(np.count_nonzero(known & among))


def _goals(view: View) -> Lines:
    n, known = _marked(view, "sdg")
    text = view.words.plural(
        "{n} of {known} commitments of which it is known serves the Sustainable Development Goals",
        "{n} of {known} commitments of which it is known serve the Sustainable Development Goals",
        n,
        known=known,
    )
    return [text] if known else []


def _paris(view: View) -> Lines:
    n, known = _marked(view, "paris_agreement")
    text = view.words.plural(
        "{n} of {known} commitments of which it is known serves the Paris Agreement",
        "{n} of {known} commitments of which it is known serve the Paris Agreement",
        n,
        known=known,
    )
    return [text] if known else []


def _tools(view: View) -> Lines:
    n, known = _marked(view, "tools")
    text = view.words.plural(
        "{n} commitment on record uses tools of the OGP Toolbox",
        "{n} commitments on record use tools of the OGP Toolbox",
        n,
    )
    return [text] if known else []


_EVENTS = N_("events that serve it, with participants, amounts and sources")
_GOALS = N_("which commitments serve the Sustainable Development Goals and the Paris Agreement")
_TOOLBOX = N_("which commitments use tools of the OGP Toolbox")
_JOINED = N_("the day each member joined, and what it is in La Francophonie")
_PROCESS = N_("how plans were made, and which recommendations were taken up")
MEASURES: dict[str, tuple[tuple[Callable[[View], Lines], ...], str]] = {
    "cli-a": ((_goals, _paris), _GOALS),
    "cli-b": ((_goals, _paris), _GOALS),
    "cli-c": ((_goals,), _GOALS),
    "cli-d": ((_paris,), _GOALS),
    "dig-b": ((_tools,), _TOOLBOX),
    "mod-2": ((_below,), N_("eligibility scores by country and year")),
    "mod-3": ((_cases,), N_("the steps of reviews under the response policy")),
    "mod-4": ((_forums, _taken_up), _PROCESS),
    "min-1": ((_ministers,), N_("by whom each member was represented at each meeting")),
    "min-2": ((_high_level,), N_("the highest level that attended each event")),
    "col-1": ((_overall,), N_("assessments of commitments")),
    "col-4": ((_tools,), _TOOLBOX),
    "new-1": ((_new_members,), _JOINED),
    "new-2": ((_where_from,), _JOINED),
    "new-5": ((_forums,), _PROCESS),
    "sub-3": ((_goals,), _GOALS),
    "par-1": ((_parliaments,), N_("commitments whose level of government is the parliament")),
    "par-2": ((_parliaments,), N_("commitments whose level of government is the parliament")),
}
"""Promise -> what measures it beside themes and events, and what would have to be loaded for that."""


def live(view: View, promise: Promise, others: Sequence[b.Text]) -> Lines:
    """All that can be counted of a promise, `others` first; where nothing can, or not all, what can be loaded."""
    words, own = view.words, shown.of_promise(view, promise.id)
    measures, loadable = MEASURES.get(promise.id, ((), _EVENTS))
    measured = [line for measure in measures for line in measure(view)]
    lines: Lines = [*others, *measured, *(shown.in_words(view, own) if own else [])]
    if (measures and not measured) or not lines:
        text = words("What can be loaded: {what}.", what=words(loadable))
        lines.append(b.Styled([words("not known yet"), " · ", text], "loadable"))
    return lines


def events_of(view: View, promise: Promise) -> b.Text:
    """The events on a promise in time, each with its figures, its doubt and the way to its source; many are folded."""
    own = shown.of_promise(view, promise.id)
    if not own:
        return ""
    items = b.Items([shown.in_a_line(view, event) for event in own], style="events")
    if len(own) <= _MOST_EVENTS:
        return items
    return b.Fold(view.words.plural("{n} event", "{n} events", len(own)), items)


def table(view: View, known: Sequence[Promise]) -> b.Table:
    """What the events on each promise amount to, a row each."""
    return shown.by_promise(view, [promise.id for promise in known])


def in_time(view: View, known: Sequence[Promise]) -> b.Card | None:
    """The events and findings of each section on one line of time, across the year of the mandate."""
    section = {one.id: one.section for one in known}
    moments: dict[str, list[tuple[int, int, str]]] = {name: [] for name in section.values()}
    for event in shown.on_record(view):
        for name in dict.fromkeys(section[promise] for promise in event.promises if promise in section):
            moments[name].append((event.earliest, event.last, "event"))
    for one in known:
        moments[one.section] += [(finding.day, finding.day, "finding") for finding in one.findings]
    names = {view.names.of("section", name): some for name, some in moments.items()}
    return shown.in_time(view, names, (MANDATE_START.toordinal(), MANDATE_END.toordinal()))


def all_events(view: View) -> list[b.Block]:
    """Every event on record by the day, in a table that opens."""
    words, known = view.words, shown.on_record(view)
    if not known:
        return []
    title = words("Events by {date}", date=view.asof)
    table = shown.table(view, "agenda-events", title, known, tab=words("Events"), span=0)
    n = words.plural("{n} event with its sources", "{n} events with their sources", len(known))
    return [b.Card(title, [b.Disclosure(n, [table])], words(shown.SUMS), style="agenda-events", id="agenda-events")]


def news(view: View) -> b.Table:
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
        for promise, before, last in news_since(view.selection)
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
