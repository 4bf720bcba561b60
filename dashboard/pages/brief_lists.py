"""The lists behind the sentences of the Brief: what moved and what could not be compared, rates, what is due."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from dashboard import blocks as b
from dashboard.blocks import N_
from dashboard.pages import tables
from dashboard.pages.brief_links import changed_href, is_free, on_both_days
from dashboard.queries import counts
from dashboard.view import columns as c
from dashboard.view.view import Record, View

_CHANGED = (
    *(c.CHANGE.in_files, c.COMMITMENT, c.MEMBER, c.BEFORE, c.NOW),
    *(c.PUBLISHED, c.ASSESSOR, c.NUMBER_IN_THE_DATA.in_files),
)
_RATES = {
    "priority": (c.PRIORITY, N_("Completion rate by priority")),
    "region": (c.REGION, N_("Completion rate by region")),
}

_SAME, _NOT_PLACED = "unchanged", "not_placed"
_NOT_COMPARED: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (N_("Begun since: not there before"), "new", ()),
    (N_("Assessed since: no finding before"), "newly_assessed", ()),
    (N_("Withdrawn since: no longer on the scale"), "withdrawn", ()),
    (N_("Into or out of the scale: neither forward nor back"), "otherwise", ()),
    (N_("Dated only to its year or month: before or after is not known"), "not_placed", ()),
    (N_("Not assessed on either day"), "unchanged", ("not_assessed",)),
    (
        N_("Beside the scale on both days"),
        "unchanged",
        tuple(state for state in counts.BESIDE if state != "not_assessed"),
    ),
)
"""Why a commitment cannot be compared, its class, and its completion now where that tells it apart."""


def lists(view: View, read: tables.Together, others: Sequence[tuple[str, Sequence[b.Block]]]) -> list[b.Block]:
    """Every list, folded under what it is of, and those of `others`; of no commitments only files have them."""
    folded = [*_of_commitments(view, read), *others]
    if view.selection.commitments:
        return [b.Disclosure(title, [b.Grid(inside)]) for title, inside in folded if _is_shown(inside)] + [
            one for _, inside in folded if not _is_shown(inside) for one in inside
        ]
    sheets = [one.in_files for _, inside in folded for one in inside if isinstance(one, b.Table)]
    return [b.Paragraph(b.Link(view.words("Reset the filters"), view.reset), "empty"), *sheets]


def _is_shown(inside: Sequence[b.Block]) -> bool:
    """Something of it is on screen."""
    return any(not isinstance(one, b.Table) or one.only != b.FILES for one in inside)


def together(view: View) -> tables.Together:
    """The rows of all lists, read together when the first is shown."""
    values = [("due", value) for value in view.snapshot.choices["due"] if value != "end-unknown"]
    lists = [view.selection.places(name, value) for name, value in (*_classes_of(view), *values)]
    return tables.Together(view, lists, _with_published)


def _classes_of(view: View) -> list[tuple[str, str]]:
    return [("change", change) for change in _moved(view)] if view.since else []


def _of_commitments(view: View, read: tables.Together) -> list[tuple[str, list[b.Block]]]:
    """What changed, in sums and one by one, rates, and what is late or due."""
    words, classes = view.words, _classes_of(view)
    places = {change: view.selection.places(name, change) for name, change in classes}
    late = (
        words("Late and due, one by one"),
        tables.late_and_due(view, read.records, off_screen=("overdue-unknown",)),
    )
    if not view.since:
        return [late]
    return [
        (words("What moved, in sums"), [_sums(view), _states(view), _not_compared(view)]),
        (words("What moved, one by one"), [_changed(view, change, places[change], read) for _, change in classes]),
        (words("Completion rates then and now"), [_rates(view, name) for name in _RATES]),
        late,
    ]


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
        _count(sum(sizes[change] for change in changed), changed_href(view, *changed)),
        _count(complete, changed_href(view, *changed, completion=("complete",))),
    ]


def _moved(view: View) -> list[str]:
    """The classes of what changed."""
    return [change for change in view.snapshot.choices["change"] if change != _SAME]


def _classes(view: View) -> list[b.Row]:
    """The row of every class, what cannot be placed and what is the same at the end."""
    return [_class(view, view.words.code("change", change), change) for change in view.snapshot.choices["change"]]


def _everything(view: View) -> b.Row:
    complete = view.selection.sizes("completion")["complete"]
    return [
        b.Styled(view.words("All commitments"), "strong"),
        b.Count(view.selection.commitments, view.href("commitments")),
        _count(complete, view.href("commitments", completion=("complete",))),
    ]


def _sums(view: View) -> b.Table:
    """Every class with its number; together they are all. What cannot be placed is in no sum but that of all."""
    words = view.words
    *moved, unplaced, same = _classes(view)
    placed = [change for change in _moved(view) if change != _NOT_PLACED]
    new = _class(view, b.Styled(words("Known to have come since, in all"), "strong"), *placed)
    return b.Table(
        "changes",
        words("What became of the commitments since {since}", since=view.since),
        (c.CHANGE, c.COMMITMENTS, c.OF_THEM_NOW_COMPLETE),
        [*moved, new, unplaced, same, _everything(view)],
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
        notes=[] if is_free(view) else [note],
        file_notes=[_days(view), note],
        tab=words("Completion"),
        span=6,
    )


def _state(view: View, name: b.Text, before: int, now: int, **chosen: Any) -> b.Row:
    then, today = on_both_days(view, before, now, **chosen)
    return [name, b.Count(before, then), b.Count(now, today), b.Points(now - before)]


def _changed(view: View, change: str, places: np.ndarray, read: tables.Together) -> b.Table:
    """The commitments of a class; what became of none is only in the sums."""
    words, n = view.words, len(places)

    def rows(most: int | None) -> Iterator[b.Row]:
        for place, record, published in read(view, places[:most]):
            yield [words.code("change", change), *_what_moved(view, place, record, published)]

    return b.Table(
        f"changed-{change}",
        words.code("change", change),
        _CHANGED,
        rows,
        total=n,
        first=tables.FIRST_ROWS,
        more=tables.more(view, n, changed_href(view, change)),
        file_notes=[_days(view)],
        tab=words("Commitments"),
        sheet=words("What is new of commitments, one by one"),
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
        rows.append([words(reason), _count(int(mask.sum()), changed_href(view, change, **chosen))])
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
        then, today = on_both_days(view, before.assessed, now.assessed, **chosen)
    points = now.points_from(before)
    return [
        view.names.of(name, value),
        b.Share(before.completed, before.assessed, then, with_n=True),
        b.Count(before.assessed),
        b.Share(now.completed, now.assessed, today, with_n=True),
        b.Count(now.assessed),
        b.Unknown(view.words("too few to compare")) if points is None else b.Points(points),
    ]


def answer(view: View, text: str) -> b.Answer:
    """How many commitments are of each class that there is, as a slide; together they are all.

    `text` is the page's headline.
    """
    words, sizes = view.words, view.selection.sizes("change")
    if not view.since or not view.selection.commitments:
        return b.Answer(text, view.rests_on())
    title = words("What became of the commitments since {since}", since=view.since)
    present = [row for row, n in zip(_classes(view), sizes.values(), strict=True) if n]
    rows = [row[:2] for row in (*present, _everything(view))]
    table = b.Table("changes", title, (replace(c.CHANGE, head=title), c.COMMITMENTS), rows)
    clauses = [words.named(words.code("change", change), sizes[change]) for change in _moved(view) if sizes[change]]
    return b.Answer(words.sentence(" · ".join(clauses)) if clauses else text, view.rests_on(), table)
