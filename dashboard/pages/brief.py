"""Brief: what moved since the last meeting, and what should worry us?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import islice
from typing import Any

import numpy as np

from dashboard.blocks import (
    FILES,
    Actions,
    Answer,
    Block,
    Card,
    Column,
    Control,
    Count,
    Day,
    Grid,
    Header,
    Heading,
    Link,
    Paragraph,
    Part,
    Points,
    Row,
    Section,
    Sentences,
    Share,
    Styled,
    Table,
    Text,
    Topic,
    Unknown,
)
from dashboard.data.change import CHANGES
from dashboard.data.records import Row as Record
from dashboard.data.selection import assessed
from dashboard.data.snapshot import COMPLETION, NEVER, day_of
from dashboard.language.rates import with_n
from dashboard.language.vocabulary import AGENDA_STATUSES, ASSESSORS, DOWNLOADS
from dashboard.language.vocabulary import CHANGES as CHANGE_WORDS
from dashboard.language.words import N_
from dashboard.pages import leadership
from dashboard.pages.due import (
    FIRST_ROWS,
    ROWS_AT_ONCE,
    due,
    more,
    named,
    one_by_one,
    overdue_clause,
    sentence,
    soon_clause,
)
from dashboard.queries import changes
from dashboard.queries.changes import Promise, Rate
from dashboard.queries.leadership import Committee
from dashboard.view import columns
from dashboard.view.about import chosen_in_words, meetings, source
from dashboard.view.chips import completion_chip
from dashboard.view.view import View
from data_loader.schema import COMPLETION_SCALE, COMPLETION_STATES

TITLE = N_("Brief")

*_MOVED, _SAME = CHANGES

_NOT_COMPARED: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (N_("Begun since: not there before"), "new", ()),
    (N_("Assessed since: nothing known before"), "newly_assessed", ()),
    (N_("Withdrawn since: no longer on the scale"), "withdrawn", ()),
    (N_("Into or out of the scale: neither forward nor back"), "otherwise", ()),
    (N_("Not assessed on either day"), "unchanged", ("not_assessed",)),
    (N_("Beside the scale on both days"), "unchanged", COMPLETION_STATES),
)
"""Why a commitment cannot be compared, its class, and its completion now where that tells it apart."""


def blocks(_: View) -> Sequence[Block]:
    """Headline and sentences, what to compare with, then the rows behind them."""
    controls = Section([Control("since"), Part("takeaways", files)], "brief-controls")
    return [Section([Part("brief", top), controls, Part("brief-rows", rows)], "brief")]


def top(view: View) -> Sequence[Block]:
    """The headline and at most seven sentences, the most important first."""
    deck = Link(view.words("Present this page"), view.presenting(";".join(SLIDES)), "document", style="present-page")
    return [Header(headline(view), _lede(view), actions=[deck]), Sentences(sentences(view))]


def headline(view: View) -> str:
    """The answer in one sentence."""
    words = view.words
    if not view.selection.commitments:
        return words("No commitments under these filters.")
    if not view.since:
        return words("No meeting before {date} is on record: there is nothing to compare with.", date=view.asof)
    total = view.selection.commitments
    changed = total - changes.by_class(view.selection)[_SAME]
    if not changed:
        return words("Nothing has changed since {since}.", since=view.since)
    return words.plural(
        "{n} of {total} commitments has changed since {since}.",
        "{n} of {total} commitments have changed since {since}.",
        changed,
        total=words.number(total),
        since=view.since,
    )


def _lede(view: View) -> Text:
    """From when to when, and what was asked for and cannot be."""
    words, asked = view.words, view.chosen.since
    meeting = dict(meetings(view)).get(view.selection.since.isoformat(), view.since)  # with its place
    compared = [words("Compared with {since}", since=meeting)] if view.since else []
    lede = " · ".join([*compared, source(view)])
    if asked <= view.selection.asof.isoformat():
        return lede
    late = words("{since} is after the as-of day, so the meeting before it is taken.", since=words.date(asked))
    return [lede, " ", Styled(late, "strong")]


def files(view: View) -> Actions:
    """The button that prints, and the files; filters and language travel along."""
    words = view.words
    button = Link(words("PDF: print"), "", "button", style="action", data={"print": "page"})
    links = [
        Link(words(label), view.href(f"{view.path}.{form}", lang=view.lang), "file", style="action")
        for form, label in DOWNLOADS.items()
    ]
    return Actions([button, *links], words("To take away"))


def sentences(view: View) -> list[Text]:
    """At most seven, the most important first; what has nothing to say is left out."""
    compared = (_rate, _slipped, _advanced, _assessed) if view.since else ()
    clauses = [clauses_of(view) for clauses_of in (*compared, _late, _leadership, _agenda)]
    return [_sentence(view, some) for some in clauses if some]


def _sentence(view: View, clauses: Sequence[Text]) -> Text:
    apart = [part for clause in clauses for part in (view.words("; "), clause)]
    return [*apart[1:], "."]


def _link(text: str, href: str) -> Text:
    return Link(text, href) if href else text


def _changed_href(view: View, *changed: str, **chosen: Any) -> str:
    """The list of the commitments of some classes, with the day compared with written into the address."""
    return view.href("commitments", since=view.selection.since.isoformat(), change=changed, **chosen)


def _is_free(view: View) -> bool:
    """No filter is chosen whose meaning differs between the two days."""
    return not (view.filters.completion or view.filters.due or view.filters.change)


def _on_both_days(view: View, before: int, now: int, **chosen: Any) -> tuple[str, str]:
    """The way to what is counted on each of the two days, where the list can show exactly those."""
    if not _is_free(view):
        return "", ""
    earlier = chosen | {"asof": view.selection.since.isoformat(), "since": ""}
    return (
        view.href("commitments", **earlier) if before else "",
        view.href("commitments", **chosen) if now else "",
    )


def _rate(view: View) -> list[Text]:
    words, states = view.words, changes.states(view.selection)
    before, now = (Rate.of(states[day].tolist()) for day in ("before", "now"))
    then, today = (with_n(rate.completed, rate.assessed, words) for rate in (before, now))
    clauses = (
        words("Completion rate on {date}: {rate}", date=view.since, rate=then),
        words("on {date}: {rate}", date=view.asof, rate=today),
    )
    hrefs = _on_both_days(view, before.assessed, now.assessed, completion=COMPLETION_SCALE)
    return [_link(*pair) for pair in zip(clauses, hrefs, strict=True)]


def _slipped(view: View) -> list[Text]:
    n = changes.by_class(view.selection)["slipped"]
    text = view.words.plural("{n} commitment slipped back", "{n} commitments slipped back", n)
    return [Link(text, _changed_href(view, "slipped"))] if n else []


def _advanced(view: View) -> list[Text]:
    words, n = view.words, changes.by_class(view.selection)["advanced"]
    if not n:
        return []
    complete = changes.now_complete(view.selection, "advanced")
    done = words.plural("{n} of them is now complete", "{n} of them are now complete", complete)
    rows_of_them = _changed_href(view, "advanced", completion=("complete",)) if complete else ""
    advanced = words.plural("{n} commitment advanced", "{n} commitments advanced", n)
    return [Link(advanced, _changed_href(view, "advanced")), _link(done, rows_of_them)]


def _assessed(view: View) -> list[Text]:
    words, n = view.words, changes.by_class(view.selection)
    clauses = {
        "newly_assessed": words.plural(
            "{n} commitment was newly assessed", "{n} commitments were newly assessed", n["newly_assessed"]
        ),
        "new": words.plural("{n} is new", "{n} are new", n["new"]),
        "withdrawn": words.plural("{n} was withdrawn", "{n} were withdrawn", n["withdrawn"]),
    }
    return [Link(text, _changed_href(view, change)) for change, text in clauses.items() if n[change]]


def _late(view: View) -> list[Text]:
    overdue, soon = view.selection.dimension("due").sizes(view.selection.mask).tolist()
    clauses = ((overdue, overdue_clause(view, overdue), "overdue"), (soon, soon_clause(view, soon), "soon"))
    return [Link(text, view.href("commitments", due=(value,))) for n, text, value in clauses if n]


def _leadership(view: View) -> list[Text]:
    committee = leadership.committee_of(view)
    if not committee.seats:
        return []
    return [Link(clause, _leadership_href(view)) for clause in leadership.clauses(view, committee)]


def _leadership_href(view: View) -> str:
    """The committee under every filter that it follows, also the one that is the page's own."""
    return view.href("leadership", constituency=view.filters.constituency)


def _agenda(view: View) -> list[Text]:
    n = len(changes.agenda(view.selection)) if view.since else 0
    text = view.words.plural(
        "There is news of {n} promise of the co-chairs", "There is news of {n} promises of the co-chairs", n
    )
    return [Link(text, view.href("agenda"))] if n else []


def rows(view: View) -> Block | Sequence[Block]:
    """Everything under the sentences; of no commitments only files have it."""
    if view.selection.commitments:
        return Grid(_sections(view))
    sheets = [replace(one, only=FILES) for one in _sections(view) if isinstance(one, Table)]
    return [Paragraph(Link(view.words("Reset the filters"), view.reset), "empty"), *sheets]


def _sections(view: View) -> list[Block]:
    """What changed and what could not be compared, rates, what is due, gaps in leadership, promises."""
    values = [("due", value) for value in ("overdue", "soon")]
    classes = [("change", change) for change in _MOVED] if view.since else []
    places = {value: changes.places(view.selection, name, value) for name, value in (*classes, *values)}
    lists = _Lists(view, places.values())
    late = [due(view, value, read=lists.records) for _, value in values]
    if not view.since:
        return [*late, *_committee(view)]
    changed = [_changed(view, change, places[change], lists) for _, change in classes]
    rates = [_rates(view, name) for name in _RATES]
    compared = [_sums(view), _states(view), *changed, _not_compared(view), *rates]
    return [*compared, *late, *_committee(view), _promises(view)]


def _days(view: View) -> str:
    """What "before" and "now" stand for."""
    return view.words("Before: {since}; now: {date}.", since=view.since, date=view.asof)


def _count(n: int, href: str) -> Count:
    return Count(n, href if n else "")


def _class(view: View, name: Text, *changed: str) -> Row:
    """How many commitments are of some classes, and how many of them are complete now."""
    sizes = changes.by_class(view.selection)
    complete = sum(changes.now_complete(view.selection, change) for change in changed)
    return [
        name,
        _count(sum(sizes[change] for change in changed), _changed_href(view, *changed)),
        _count(complete, _changed_href(view, *changed, completion=("complete",))),
    ]


def _classes(view: View) -> list[Row]:
    return [_class(view, view.words(CHANGE_WORDS[change]), change) for change in CHANGES]


def _everything(view: View) -> Row:
    complete = int(view.selection.totals[COMPLETION.index("complete")])
    return [
        Styled(view.words("All commitments"), "strong"),
        Count(view.selection.commitments, view.href("commitments")),
        _count(complete, view.href("commitments", completion=("complete",))),
    ]


def _sums(view: View) -> Table:
    """Every class with its number; together they are all."""
    words = view.words
    *moved, same = _classes(view)
    changed = _class(view, Styled(words("Changed in all"), "strong"), *_MOVED)
    return Table(
        "changes",
        words("What changed since {since}", since=view.since),
        (columns.CHANGE, columns.COMMITMENTS, columns.OF_THEM_NOW_COMPLETE),
        [*moved, changed, same, _everything(view)],
        file_notes=[_days(view)],
        tab=words("Changes"),
        span=6,
        as_cards=False,
    )


def _on(column: Column, day: str) -> Column:
    """A column of one of the two days, which on screen has the day above it."""
    return replace(column, head=day, numeric=True)


def _states(view: View) -> Table:
    """Completion on both days, as the Overview has it on each."""
    words, states = view.words, changes.states(view.selection)
    chips = [
        _state(view, completion_chip(row.id, words), int(row.before), int(row.now), completion=(row.id,))
        for row in states.itertuples()
    ]
    sums = (int(states[day].sum()) for day in ("before", "now"))
    note = words("Counted are the commitments chosen by the filters on the later day.")
    return Table(
        "completion-on-both-days",
        words("Completion on both days"),
        (columns.COMPLETION, _on(columns.BEFORE, view.since), _on(columns.NOW, view.asof), columns.DIFFERENCE),
        [*chips, _state(view, Styled(words("All commitments"), "strong"), *sums)],
        notes=[] if _is_free(view) else [note],
        file_notes=[_days(view), note],
        tab=words("Completion"),
        span=6,
    )


def _state(view: View, name: Text, before: int, now: int, **chosen: Any) -> Row:
    then, today = _on_both_days(view, before, now, **chosen)
    return [name, Count(before, then), Count(now, today), Points(now - before)]


def _changed(view: View, change: str, places: np.ndarray, lists: _Lists) -> Table:
    """The commitments of a class; what became of none is only in the sums."""
    words, n = view.words, len(places)

    def rows(most: int | None) -> Iterator[Row]:
        for place, record, published in lists.findings(places[:most]):
            yield [words(CHANGE_WORDS[change]), *_moved(view, place, record, published)]

    return Table(
        f"changed-{change}",
        words(CHANGE_WORDS[change]),
        _CHANGED,
        rows,
        total=n,
        first=FIRST_ROWS,
        more=more(view, n, _changed_href(view, change)),
        file_notes=[_days(view)],
        tab=words("Commitments"),
        sheet=words("The commitments that changed"),
        only="" if n else FILES,
    )


_CHANGED = (
    replace(columns.CHANGE, only=FILES),
    *(columns.COMMITMENT, columns.MEMBER, columns.BEFORE, columns.NOW, columns.PUBLISHED, columns.ASSESSOR),
    replace(columns.NUMBER_IN_THE_DATA, only=FILES),
)


Published = Mapping[tuple[str, str, int], str]
"""When findings were published, as precise as it is known: by commitment, assessor and day."""


class _Lists:
    """The rows of several lists; those that a screen shows are read together, however many lists there are."""

    def __init__(self, view: View, lists: Iterable[np.ndarray]) -> None:
        self._view = view
        self._first = np.unique(np.concatenate([places[:FIRST_ROWS] for places in lists]))

    @cached_property
    def _records(self) -> dict[int, Record]:
        return dict(one_by_one(self._view, self._first))

    @cached_property
    def _published(self) -> Published:
        return _published(self._view, self._records.values())

    def records(self, view: View, places: np.ndarray) -> Iterator[tuple[int, Record]]:
        """Places of one of the lists with their rows."""
        few = len(places) <= FIRST_ROWS
        return ((place, self._records[place]) for place in places.tolist()) if few else one_by_one(view, places)

    def findings(self, places: np.ndarray) -> Iterator[tuple[int, Record, Published]]:
        """The same, and when the findings on them were published."""
        records, few = self.records(self._view, places), len(places) <= FIRST_ROWS
        while some := list(islice(records, ROWS_AT_ONCE)):
            published = self._published if few else _published(self._view, [record for _, record in some])
            yield from ((place, record, published) for place, record in some)


def _published(view: View, records: Iterable[Record]) -> Published:
    findings = view.records.findings(view.snapshot, [record.id for record in records])
    return {(row.commitment_id, row.assessor, day_of(row.published)): row.published for row in findings}


def _moved(view: View, place: int, record: Record, published: Published) -> Row:
    """A commitment with what was known of it and what is, and who found that when."""
    words, before, now = view.words, view.selection.before, view.selection.findings
    old = completion_chip(COMPLETION[before.completion[place]], words) if before.begun[place] else words("not begun")
    new = completion_chip(COMPLETION[now.completion[place]], words)
    return [*named(view, record), old, new, *_finding(view, record.id, place, published), record.id]


def _finding(view: View, id_: str, place: int, published: Published) -> list[Text]:
    """When the finding that counts now was published, and who found it; nothing where there is none."""
    assessor, day = int(view.selection.findings.assessor[place]), int(view.selection.findings.published[place])
    if day == NEVER:
        return ["", ""]
    code = view.snapshot.choices["assessor"][assessor]
    return [Day(published[id_, code, day]), view.words(ASSESSORS[code])]


def _not_compared(view: View) -> Table:
    """Each reason why commitments cannot be compared, and how many it holds for."""
    words = view.words
    return Table(
        "not-compared",
        words("What could not be compared, and why"),
        (columns.WHY, columns.COMMITMENTS),
        [_reason(view, *reason) for reason in _NOT_COMPARED],
        file_notes=[_days(view)],
        tab=words("Not compared"),
        as_cards=False,
    )


def _reason(view: View, reason: str, change: str, completion: tuple[str, ...]) -> Row:
    mask = view.selection.having("change", change)
    if completion:
        states = [COMPLETION.index(state) for state in completion]
        mask = mask & np.isin(view.selection.findings.completion, states)
    href = _changed_href(view, change, **({"completion": completion} if completion else {}))
    return [view.words(reason), _count(int(mask.sum()), href)]


_RATES = {
    "priority": (columns.PRIORITY, N_("Completion rate by priority")),
    "region": (columns.REGION, N_("Completion rate by region")),
}


def _rates(view: View, name: str) -> Table:
    """The completion rate of each group on both days."""
    words, (group, title) = view.words, _RATES[name]
    several = words("A commitment may belong to several priorities, so their totals do not add up.")
    return Table(
        f"rates-by-{name}",
        words(title),
        (
            group,
            _on(columns.COMPLETION_RATE_BEFORE, view.since),
            replace(columns.ASSESSED_BEFORE, only=FILES),
            _on(columns.COMPLETION_RATE_NOW, view.asof),
            replace(columns.ASSESSED_NOW, only=FILES),
            columns.DIFFERENCE_IN_PERCENTAGE_POINTS,
        ),
        [_group(view, name, *rates) for rates in changes.rates(view.selection, name)],
        file_notes=[_days(view), *([several] if name == "priority" else [])],
        tab=words(group.header),
        span=6,
    )


def _group(view: View, name: str, value: str, before: Rate, now: Rate) -> Row:
    then = today = ""
    if getattr(view.filters, name) in {(), (value,)}:  # else the list would show more than was counted
        chosen: dict[str, Any] = {name: (value,), "completion": COMPLETION_SCALE}
        then, today = _on_both_days(view, before.assessed, now.assessed, **chosen)
    points = now.points_from(before)
    return [
        view.names.of(name, value),
        Share(before.completed, before.assessed, then, with_n=True),
        Count(before.assessed),
        Share(now.completed, now.assessed, today, with_n=True),
        Count(now.assessed),
        Unknown(view.words("too few to compare")) if points is None else Points(points),
    ]


def _committee(view: View) -> list[Block]:
    """Gaps and ends of terms of the committee, each with the way to all of it."""
    committee = leadership.committee_of(view)
    if not committee.seats:
        return []
    whole = Link(view.words("The whole Steering Committee"), _leadership_href(view))
    sheets = [leadership.without_role(view, committee), leadership.without_lead(view, committee)]
    ending = replace(leadership.ending(view, committee), more=whole, span=6)
    return [_gaps(view, committee, whole), *(replace(sheet, only=FILES) for sheet in sheets), ending]


def _gaps(view: View, committee: Committee, whole: Link) -> Card:
    words = view.words
    themes = [view.names.of("theme", theme) for theme in committee.themes_without_lead]
    without = [leadership.who(view, seat) for seat in committee.without_role]
    return Card(
        words("Gaps in leadership"),
        [
            Heading(words("Themes without a lead on record")),
            Paragraph(words.listing(themes) or words("None on record")),
            Heading(words("Members without a role on record")),
            Paragraph(words.listing(without) or words("None on record")),
            Paragraph(words("The sources are incomplete: none on record is not none held."), "note"),
            Paragraph(whole),
        ],
        span=6,
    )


def _promises(view: View) -> Table:
    """Each promise on which something was found since, with its last finding."""
    words = view.words
    promises = changes.agenda(view.selection)
    return Table(
        "promises",
        words("The co-chairs' promises"),
        (
            *(columns.PROMISE, columns.BEFORE, columns.NOW),
            *(columns.FOUND_ON, columns.WHAT_WAS_FOUND, columns.SOURCE),
        ),
        [_promise(view, promise) for promise in promises],
        file_notes=[_days(view), words("Notes and sources are as they were recorded, in English.")],
        tab=words("Promises"),
        only="" if promises else FILES,
    )


def _promise(view: View, promise: Promise) -> Row:
    words = view.words
    return [
        Link(view.names.of("promise", promise.item), view.href("agenda")),
        words(AGENDA_STATUSES[promise.before]) if promise.before else words("no finding"),
        words(AGENDA_STATUSES[promise.now]),
        Day(promise.date),
        promise.note,
        promise.source,
    ]


def _rests_on(view: View) -> str:
    """The filters, and the n of every rate."""
    n = assessed(view.selection.totals)
    return " · ".join([*chosen_in_words(view), view.words.plural("n={n} assessed", "n={n} assessed", n)])


def _brief_answer(view: View) -> Answer:
    """The headline with its sentences."""
    points = Sentences(sentences(view)) if view.selection.commitments else None
    return Answer(headline(view), _rests_on(view), points)


def _changes_answer(view: View) -> Answer:
    """How many commitments are of which class; together they are all."""
    if not view.since or not view.selection.commitments:
        return Answer(headline(view), _rests_on(view))
    title = view.words("What changed since {since}", since=view.since)
    rows = [row[:2] for row in (*_classes(view), _everything(view))]
    table = Table("changes", title, (replace(columns.CHANGE, head=title), columns.COMMITMENTS), rows)
    return Answer(_classes_in_words(view) or headline(view), _rests_on(view), table)


def _classes_in_words(view: View) -> str:
    """Every class in which there is a commitment that changed."""
    words, sizes = view.words, changes.by_class(view.selection)
    clauses = [
        words("{name}: {text}", name=words(CHANGE_WORDS[change]), text=words.number(sizes[change]))
        for change in _MOVED
        if sizes[change]
    ]
    return sentence(" · ".join(clauses)) if clauses else ""


TOPICS = {
    "brief": Topic(N_("What moved since the last meeting, and what should worry us?"), "brief", _brief_answer),
    "changes": Topic(N_("What changed, and for how many commitments?"), "brief", _changes_answer),
}
SLIDES = ("brief", "changes", "overdue", "due-soon", "leadership-gaps", "terms-ending")
"""What the page has to present."""
