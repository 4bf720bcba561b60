"""Brief: what moved since the last meeting, and what should worry us?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

import numpy as np

from dashboard import blocks as b
from dashboard.blocks import N_
from dashboard.pages import committee as seats
from dashboard.pages import follow_up, leads, movers, overview, promise_grid, tables
from dashboard.pages import late as late_plans
from dashboard.queries import agenda, counts
from dashboard.view import columns as c
from dashboard.view.view import Record, View

TITLE = N_("Brief")

_CHANGED = (
    *(c.CHANGE.in_files, c.COMMITMENT, c.MEMBER, c.BEFORE, c.NOW),
    *(c.PUBLISHED, c.ASSESSOR, c.NUMBER_IN_THE_DATA.in_files),
)
_RATES = {
    "priority": (c.PRIORITY, N_("Completion rate by priority")),
    "region": (c.REGION, N_("Completion rate by region")),
}

_SAME = "unchanged"
_NOT_COMPARED: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (N_("Begun since: not there before"), "new", ()),
    (N_("Assessed since: no finding before"), "newly_assessed", ()),
    (N_("Withdrawn since: no longer on the scale"), "withdrawn", ()),
    (N_("Into or out of the scale: neither forward nor back"), "otherwise", ()),
    (N_("Not assessed on either day"), "unchanged", ("not_assessed",)),
    (
        N_("Beside the scale on both days"),
        "unchanged",
        tuple(state for state in counts.BESIDE if state != "not_assessed"),
    ),
)
"""Why a commitment cannot be compared, its class, and its completion now where that tells it apart."""


def blocks(_: View) -> Sequence[b.Block]:
    """Headline and sentences, what to compare with, then the rows behind them."""
    controls = b.Section([b.Control("since"), b.Part("takeaways", files)], "brief-controls")
    return [b.Section([b.Part("brief", top), controls, b.Part("brief-rows", rows)], "brief")]


def top(view: View) -> Sequence[b.Block]:
    """The headline and at most seven sentences, the most important first."""
    header = b.Header(headline(view), _lede(view), actions=[view.present_link(SLIDES)])
    return [header, b.Sentences(sentences(view)), *_not_placed(view), *_of_the_data(view)]


def _not_placed(view: View) -> list[b.Block]:
    """How many findings cannot be placed between the two days (rule 10)."""
    clause = overview.imprecise(view)
    return [b.Paragraph(view.words.sentence(clause), "note")] if clause else []


def _of_the_data(view: View) -> list[b.Block]:
    """The way to what was changed in the data from the version of the day compared with to the one shown."""
    number = view.snapshot.version.number
    if number < 2 or not view.since:
        return []
    before = view.records.version_on(view.selection.since.isoformat())
    earlier = before if 0 < before < number else number - 1
    text = view.words("What was changed in the data between these versions")
    return [b.Paragraph(b.Link(text, view.href("changes", from_=str(earlier), to=str(number))), "note")]


def headline(view: View) -> str:
    """The answer in one sentence, behind the filters chosen."""
    return c.headed(view, _sentence(view))


def _sentence(view: View) -> str:
    words, total = view.words, view.selection.commitments
    if not total:
        return c.nothing_here(view)
    if not view.since:
        return words("No meeting before {date} is on record: there is nothing to compare with.", date=view.asof)
    changed = total - view.selection.sizes("change")[_SAME]
    if not changed and overview.imprecise(view):
        return words("No change is known since {since}.", since=view.since)
    if not changed:
        return words("Nothing has changed since {since}.", since=view.since)
    return words.plural(
        "{n} of {total} commitments has changed since {since}.",
        "{n} of {total} commitments have changed since {since}.",
        changed,
        total=total,
        since=view.since,
    )


def _lede(view: View) -> b.Text:
    """From when to when, and what was asked for and cannot be."""
    words, asked = view.words, view.chosen.since
    meeting = view.meeting_day(view.selection.since.isoformat(), view.since)
    compared = [words("Compared with {since}", since=meeting)] if view.since else []
    lede = " · ".join([*compared, view.rests_upon()])
    if asked <= view.selection.asof.isoformat():
        return lede
    late = words("{since} is after the as-of day, so the meeting before it is taken.", since=words.date(asked))
    return [lede, " ", b.Styled(late, "strong")]


def files(view: View) -> b.Actions:
    """The button that prints, and the files; filters and language travel along."""
    words = view.words
    button = b.Link(words("PDF: print"), "", "button", style="action", data={"print": "page"})
    links = [
        b.Link(text, view.href(f"{view.path}.{form}", lang=view.lang), "file", style="action")
        for form, text in words.codes("download").items()
    ]
    return b.Actions([button, *links], words("To take away"))


def sentences(view: View) -> list[b.Text]:
    """At most seven, the most important first; what has nothing to say is left out."""
    since = [_rate(view), *_moves(view)] if view.since else []
    late = tables.late_clauses(view) if view.selection.commitments else []
    clauses = [
        some
        for some in (*since, [*late, *_soon(view)], _leadership(view), [*_agenda(view), *follow_up.clauses(view)])
        if some
    ]
    apart = [[part for clause in some for part in (view.words("; "), clause)] for some in clauses]
    return [[*parts[1:], "."] for parts in apart]


def _link(text: str, href: str) -> b.Text:
    return b.Link(text, href) if href else text


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


def _rate(view: View) -> list[b.Text]:
    words, now = view.words, counts.Rate.of(view.selection.totals)
    before = counts.Rate.of(counts.states_before(view.selection))
    then, today = (words.rate_with_n(rate.completed, rate.assessed) for rate in (before, now))
    hrefs = _on_both_days(view, before.assessed, now.assessed, completion=counts.ASSESSED)
    rates = [words.rate(rate.completed, rate.assessed) for rate in (before, now)]
    if not (before.is_small or now.is_small) and rates[0] == rates[1]:
        stayed = words(
            "The completion rate stayed at {rate} ({before}, then {now} assessed)",
            rate=rates[1],
            before=before.assessed,
            now=now.assessed,
        )
        return [_link(stayed, hrefs[1])]
    clauses = (
        words("Completion rate on {date}: {rate}", date=view.since, rate=then),
        words("on {date}: {rate}", date=view.asof, rate=today),
    )
    return [_link(*pair) for pair in zip(clauses, hrefs, strict=True)]


def _moves(view: View) -> list[list[b.Text]]:
    """What slipped back, what advanced and is now complete, and what was newly assessed, new or withdrawn."""
    plural, n = view.words.plural, view.selection.sizes("change")
    texts = {
        "slipped": plural("{n} commitment slipped back", "{n} commitments slipped back", n["slipped"]),
        "advanced": plural("{n} commitment advanced", "{n} commitments advanced", n["advanced"]),
        "newly_assessed": plural(
            "{n} commitment was newly assessed", "{n} commitments were newly assessed", n["newly_assessed"]
        ),
        "new": plural("{n} is new", "{n} are new", n["new"]),
        "withdrawn": plural("{n} was withdrawn", "{n} were withdrawn", n["withdrawn"]),
    }

    def links(*changes: str) -> list[b.Text]:
        return [b.Link(texts[change], _changed_href(view, change)) for change in changes if n[change]]

    advanced = links("advanced")
    if advanced:
        complete = counts.now_complete(view.selection, "advanced")
        done = plural("{n} of them is now complete", "{n} of them are now complete", complete)
        advanced += [_link(done, _changed_href(view, "advanced", completion=("complete",)) if complete else "")]
    return [links("slipped"), advanced, links("newly_assessed", "new", "withdrawn")]


def _soon(view: View) -> list[b.Text]:
    n = view.selection.sizes("due")["soon"]
    return [b.Link(tables.due_clause(view, "soon"), tables.due_href(view, "soon"))] if n else []


def _leadership(view: View) -> list[b.Text]:
    committee = seats.committee_of(view)
    clauses = seats.clauses(view, committee) if committee.seats else []
    return [b.Link(clause, _leadership_href(view)) for n, clause in clauses if n]


def _leadership_href(view: View) -> str:
    """The committee under every filter that it follows, also the one that is the page's own."""
    return view.href("leadership", constituency=view.filters.constituency)


def _agenda(view: View) -> list[b.Text]:
    n = len(agenda.news(view.selection)) if view.since else 0
    text = view.words.plural(
        "There is news of {n} promise of the co-chairs", "There is news of {n} promises of the co-chairs", n
    )
    return [b.Link(text, view.href("agenda"))] if n else []


def rows(view: View) -> b.Block | Sequence[b.Block]:
    """Everything under the sentences; of no commitments only files have it."""
    if view.selection.commitments:
        return b.Grid(_sections(view))
    sheets = [one.in_files for one in _sections(view) if isinstance(one, b.Table)]
    return [b.Paragraph(b.Link(view.words("Reset the filters"), view.reset), "empty"), *sheets]


def _sections(view: View) -> list[b.Block]:
    """What changed and what could not be compared, rates, what is due, gaps in leadership, promises."""
    values = [("due", value) for value in view.snapshot.choices["due"] if value != "end-unknown"]
    classes = [("change", change) for change in _moved(view)] if view.since else []
    places = {value: view.selection.places(name, value) for name, value in (*classes, *values)}
    lists = _Lists(view, places.values())
    late = tables.late_and_due(view, lists.records, off_screen=("overdue-unknown",))
    if not view.since:
        return [*late, *_committee(view), *follow_up.on_record(view)]
    changed = [_changed(view, change, places[change], lists) for _, change in classes]
    rates = [_rates(view, name) for name in _RATES]
    pictures: list[b.Block] = [
        b.Chart("movers", 6),
        movers.who_moved(view, 6, lists.records),
        late_plans.late_by_member(view, 6),
        *_picture(view),
    ]
    compared: list[b.Block] = [*pictures, _sums(view), _states(view), *changed, _not_compared(view), *rates]
    return [*compared, *late, *_committee(view), _promises(view), *follow_up.on_record(view)]


def _picture(view: View) -> list[b.Block]:
    """The co-chairs' promises as marks, where there are any."""
    picture = promise_grid.promises_picture(view, 6)
    return [picture] if picture else []


def _days(view: View) -> str:
    """What "before" and "now" stand for."""
    return view.words("Before: {since}; now: {date}.", since=view.since, date=view.asof)


def _count(n: int, href: str) -> b.Count:
    return b.Count(n, href if n else "")


def _class(view: View, name: b.Text, *changed: str) -> b.Row:
    """How many commitments are of some classes, and how many of them are complete now."""
    sizes = view.selection.sizes("change")
    complete = sum(counts.now_complete(view.selection, change) for change in changed)
    return [
        name,
        _count(sum(sizes[change] for change in changed), _changed_href(view, *changed)),
        _count(complete, _changed_href(view, *changed, completion=("complete",))),
    ]


def _moved(view: View) -> list[str]:
    """The classes of what changed."""
    return [change for change in view.snapshot.choices["change"] if change != _SAME]


def _classes(view: View) -> list[b.Row]:
    return [_class(view, view.words.code("change", change), change) for change in view.snapshot.choices["change"]]


def _everything(view: View) -> b.Row:
    complete = view.selection.sizes("completion")["complete"]
    return [
        b.Styled(view.words("All commitments"), "strong"),
        b.Count(view.selection.commitments, view.href("commitments")),
        _count(complete, view.href("commitments", completion=("complete",))),
    ]


def _sums(view: View) -> b.Table:
    """Every class with its number; together they are all."""
    words = view.words
    *moved, same = _classes(view)
    changed = _class(view, b.Styled(words("Changed in all"), "strong"), *_moved(view))
    return b.Table(
        "changes",
        words("What changed since {since}", since=view.since),
        (c.CHANGE, c.COMMITMENTS, c.OF_THEM_NOW_COMPLETE),
        [*moved, changed, same, _everything(view)],
        file_notes=[_days(view)],
        tab=words("Changes"),
        span=6,
        as_cards=False,
    )


def _on(column: b.Column, day: str) -> b.Column:
    """A column of one of the two days, which on screen has the day above it."""
    return replace(column, head=day, numeric=True)


def _states(view: View) -> b.Table:
    """Completion on both days, as the Overview has it on each."""
    words, before, now = view.words, counts.states_before(view.selection), view.selection.totals
    chips = [
        _state(view, c.completion_chip(state, words), *both, completion=(state,))
        for state, *both in zip(view.snapshot.choices["completion"], before, now, strict=True)
    ]
    note = words("Counted are the commitments chosen by the filters on the later day.")
    return b.Table(
        "completion-on-both-days",
        words("Completion on both days"),
        (c.COMPLETION, _on(c.BEFORE, view.since), _on(c.NOW, view.asof), c.DIFFERENCE),
        [*chips, _state(view, b.Styled(words("All commitments"), "strong"), sum(before), sum(now))],
        notes=[] if _is_free(view) else [note],
        file_notes=[_days(view), note],
        tab=words("Completion"),
        span=6,
    )


def _state(view: View, name: b.Text, before: int, now: int, **chosen: Any) -> b.Row:
    then, today = _on_both_days(view, before, now, **chosen)
    return [name, b.Count(before, then), b.Count(now, today), b.Points(now - before)]


def _changed(view: View, change: str, places: np.ndarray, lists: _Lists) -> b.Table:
    """The commitments of a class; what became of none is only in the sums."""
    words, n = view.words, len(places)

    def rows(most: int | None) -> Iterator[b.Row]:
        for place, record, published in lists.findings(places[:most]):
            yield [words.code("change", change), *_what_moved(view, place, record, published)]

    return b.Table(
        f"changed-{change}",
        words.code("change", change),
        _CHANGED,
        rows,
        total=n,
        first=tables.FIRST_ROWS,
        more=tables.more(view, n, _changed_href(view, change)),
        file_notes=[_days(view)],
        tab=words("Commitments"),
        sheet=words("The commitments that changed"),
        only="" if n else b.FILES,
    )


Published = Mapping[tuple[str, str, int], str]
"""When findings were published, as precise as it is known: by commitment, assessor and day."""


def _with_published(view: View, places: np.ndarray) -> Iterator[tuple[int, Record, Published]]:
    """Places with their rows, and when the findings on them were published."""
    for start in range(0, len(places), tables.ROWS_AT_ONCE):
        some = list(tables.one_by_one(view, places[start : start + tables.ROWS_AT_ONCE]))
        published = view.records.published(view.snapshot, [record.id for _, record in some])
        yield from ((place, record, published) for place, record in some)


class _Lists:
    """The rows of several lists; those that a screen shows are read together, however many lists there are."""

    def __init__(self, view: View, lists: Iterable[np.ndarray]) -> None:
        self._view = view
        self._first = np.unique(np.concatenate([places[: tables.FIRST_ROWS] for places in lists]))

    @cached_property
    def _shown(self) -> dict[int, tuple[Record, Published]]:
        rows = _with_published(self._view, self._first)
        return {place: (record, published) for place, record, published in rows}

    def findings(self, places: np.ndarray) -> Iterator[tuple[int, Record, Published]]:
        """Places of one of the lists with their rows, and when the findings on them were published."""
        few = len(places) <= tables.FIRST_ROWS
        return (
            ((place, *self._shown[place]) for place in places.tolist()) if few else _with_published(self._view, places)
        )

    def records(self, view: View, places: np.ndarray) -> Iterator[tuple[int, Record]]:
        """The rows alone."""
        few = len(places) <= tables.FIRST_ROWS
        return ((place, self._shown[place][0]) for place in places.tolist()) if few else tables.one_by_one(view, places)


def _what_moved(view: View, place: int, record: Record, published: Published) -> b.Row:
    """A commitment with what was known of it and what is, and who found that when."""
    words, before, now = view.words, view.selection.before, view.selection.findings
    old = c.completion_chip(before.state(place), words) if before.begun[place] else words("not begun")
    new = c.completion_chip(now.state(place), words)
    found_on: b.Text = ""
    found_by = ""
    if now.assessor[place] >= 0:
        assessor = view.snapshot.choices["assessor"][now.assessor[place]]
        found_on = b.Day(published[record.id, assessor, int(now.published[place])])
        found_by = words.code("assessor", assessor)
    return [*tables.named(view, record), old, new, found_on, found_by, record.id]


def _not_compared(view: View) -> b.Table:
    """Each reason why commitments cannot be compared, and how many it holds for."""
    words = view.words
    rows: list[b.Row] = []
    for reason, change, completion in _NOT_COMPARED:
        mask, chosen = view.selection.having("change", change), {}
        if completion:
            mask, chosen = mask & view.selection.dimension("completion").mask(completion), {"completion": completion}
        rows.append([words(reason), _count(int(mask.sum()), _changed_href(view, change, **chosen))])
    return b.Table(
        "not-compared",
        words("What could not be compared, and why"),
        (c.WHY, c.COMMITMENTS),
        rows,
        file_notes=[_days(view)],
        tab=words("Not compared"),
        as_cards=False,
    )


def _rates(view: View, name: str) -> b.Table:
    """The completion rate of each group on both days."""
    words, (group, title) = view.words, _RATES[name]
    before = _on(c.COMPLETION_RATE_BEFORE, view.since), c.ASSESSED_BEFORE.in_files
    now = _on(c.COMPLETION_RATE_NOW, view.asof), c.ASSESSED_NOW.in_files
    return b.Table(
        f"rates-by-{name}",
        words(title),
        (group, *before, *now, c.DIFFERENCE_IN_PERCENTAGE_POINTS),
        [_group(view, name, *rates) for rates in counts.rates(view.selection, name)],
        file_notes=[_days(view), *([words(c.SEVERAL_PRIORITIES)] if name == "priority" else [])],
        tab=words(group.header),
        span=6,
    )


def _group(view: View, name: str, value: str, before: counts.Rate, now: counts.Rate) -> b.Row:
    then = today = ""
    if getattr(view.filters, name) in {(), (value,)}:  # else the list would show more than was counted
        chosen: dict[str, Any] = {name: (value,), "completion": counts.ASSESSED}
        then, today = _on_both_days(view, before.assessed, now.assessed, **chosen)
    points = now.points_from(before)
    return [
        view.names.of(name, value),
        b.Share(before.completed, before.assessed, then, with_n=True),
        b.Count(before.assessed),
        b.Share(now.completed, now.assessed, today, with_n=True),
        b.Count(now.assessed),
        b.Unknown(view.words("too few to compare")) if points is None else b.Points(points),
    ]


def _committee(view: View) -> list[b.Block]:
    """Gaps and ends of terms of the committee, each with the way to all of it."""
    words, committee = view.words, seats.committee_of(view)
    if not committee.seats:
        return []
    whole = b.Link(words("The whole Steering Committee"), _leadership_href(view))
    members, themes = seats.without_role(view, committee), leads.without_lead(view, committee)
    ending = replace(seats.ending(view, committee), more=whole)
    no_lead = [view.names.of("theme", theme) for theme in committee.themes_without_lead]
    no_role = [seats.who(view, seat) for seat in committee.without_role]
    gaps = b.Card(
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
    return [gaps, members.in_files, themes.in_files, ending]


def _promises(view: View) -> b.Table:
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
        file_notes=[_days(view), words("Notes and sources are as they were recorded, in English.")],
        tab=words("Promises"),
        only="" if rows else b.FILES,
    )


def _brief_answer(view: View) -> b.Answer:
    """The headline with its sentences."""
    points = b.Sentences(sentences(view)) if view.selection.commitments else None
    clause = overview.imprecise(view)
    note = view.words.sentence(clause) if clause else ""
    return b.Answer(headline(view), view.rests_on(), points, note)


def _changes_answer(view: View) -> b.Answer:
    """How many commitments are of which class; together they are all."""
    words, sizes = view.words, view.selection.sizes("change")
    if not view.since or not view.selection.commitments:
        return b.Answer(headline(view), view.rests_on())
    title = words("What changed since {since}", since=view.since)
    rows = [row[:2] for row in (*_classes(view), _everything(view))]
    table = b.Table("changes", title, (replace(c.CHANGE, head=title), c.COMMITMENTS), rows)
    clauses = [words.named(words.code("change", change), sizes[change]) for change in _moved(view) if sizes[change]]
    text = words.sentence(" · ".join(clauses)) if clauses else headline(view)
    return b.Answer(text, view.rests_on(), table)


TOPICS = {
    "brief": b.Topic(N_("What moved since the last meeting, and what should worry us?"), "brief", _brief_answer),
    "changes": b.Topic(N_("What changed, and for how many commitments?"), "brief", _changes_answer),
}
SLIDES = ("brief", "changes", "overdue", "due-soon", "leadership-gaps", "terms-ending")
"""What the page has to present."""
