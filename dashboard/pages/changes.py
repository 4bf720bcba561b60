"""What changed: every difference between two versions of the data, in sentences and field by field."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from dashboard import blocks as b
from dashboard.blocks import N_
from dashboard.signin import access
from dashboard.view.speaker import Speaker
from dashboard.view.view import Record, View
from data_loader.changes import CHANGED, KINDS, NEW, REMOVED, Differences, RowChange
from data_loader.sentences import GROUPS, MEMBER, PERSON, THEME, About, Called, Sentence, Story, say, sentences

TITLE = N_("What changed")
FOOTER = N_("What changed in the data")
PATH = "changes"

_FIRST, _OF_A_GROUP, _OF_GROUPS, _ALL = 7, 5, 8, 200
"""How many sentences stand at the top, how many of a group, how many groups of a kind, and how many of one chosen."""
_LINES = 100
"""How many lines of the table are shown; files have all."""
_OFFERED = 100
"""From how many versions the two are chosen; an address may name any."""
_FIRST_TABLES = ("roles", "seats", "steering_members", "members", "agenda_updates", "action_plans", "assessments")
"""Of which the first sentences are."""
_GROUPS = {MEMBER: N_("By member"), THEME: N_("By theme"), PERSON: N_("By person")}
_COUNTS = {NEW: N_("New rows"), CHANGED: N_("Changed rows"), REMOVED: N_("Removed rows")}
_KINDS = {NEW: N_("New row"), REMOVED: N_("Removed row")}
_EMPTY = N_("(empty)")

_VERSION = b.Column(N_("Version"), N_("The data version with which the change came; empty where that cannot be told."))
_ABOUT = (
    b.Column(N_("Published (UTC)"), N_("When that version was published.")),
    b.Column(N_("By"), N_("Who published it.")),
    b.Column(N_("Note"), N_("Why, as who published it said.")),
)
_BEFORE = b.Column(N_("Before"), N_("What the version compared with has; nothing is not known."))
_AFTER = b.Column(N_("After"), N_("What the other version has; nothing is not known."))
_TABLE, _ROW, _FIELD = (
    b.Column(N_("Table"), N_("The table of the data in which the row stands.")),
    b.Column(N_("Row"), N_("What tells the row from all others of its table.")),
    b.Column(N_("Field"), N_("The column of the table.")),
)
_IN_FILES = (
    b.Column(N_("Change"), N_("Whether the row is new, changed or removed.")),
    *(_TABLE, _ROW, _FIELD, _BEFORE, _AFTER, _VERSION, *_ABOUT),
)
_ON_SCREEN = (_ROW, _TABLE, _FIELD, _BEFORE, _AFTER, _VERSION, *_ABOUT)
_UNDO = b.Column(N_("Undo this row"))
_WAY = (b.Column(N_("Version")), *_ABOUT, b.Column(N_("What changed")))


@dataclass(frozen=True)
class _Pair:
    """The two versions asked for, and what differs between them, as the address narrows it."""

    view: View
    earlier: int
    later: int
    kept: Sequence[int]
    differences: Differences

    @cached_property
    def speaker(self) -> Speaker:
        return Speaker(self.view.names)

    @cached_property
    def story(self) -> Story:
        return Story(self.differences)

    @cached_property
    def rows(self) -> list[RowChange]:
        """The rows of the table and of the group that are chosen."""
        chosen, about = self.view.chosen, self.group
        rows = [row for row in self.differences.rows if chosen.table in ("", row.table)]
        return [row for row in rows if about in self.story.of_row(row)] if about else rows

    @cached_property
    def group(self) -> About | None:
        kind, _, id_ = self.view.chosen.group.partition(":")
        return (kind, id_) if id_ else None

    @cached_property
    def sentences(self) -> list[Sentence]:
        """Those of the table and of the group that are chosen."""
        chosen = self.view.chosen.table
        of_table = [one for one in sentences(self.differences) if chosen in ("", one.rows[0].table)]
        return [one for one in of_table if self.group in one.about] if self.group else of_table

    def called(self, table: str, field: str = "") -> str:
        """What a table is called, or a field of it."""
        return say(Called(table, field), self.speaker)

    def sentence(self, sentence: Sentence) -> str:
        return f"{say(sentence, self.speaker)}."

    def href(self, **changes: str) -> str:
        """This page for these two versions."""
        asked = {"from_": str(self.earlier), "to": str(self.later)}
        chosen = self.view.chosen
        kept = {"table": chosen.table, "group": chosen.group}
        return self.view.href(PATH, **(asked | kept | changes))

    def file(self, form: str) -> str:
        """The table as a file."""
        query = self.href(lang=self.view.lang).partition("?")[2]
        return f"{self.view.root}api/v1/{PATH}/changes.{form}?{query}"

    def name(self, about: About) -> str:
        """What a group is called."""
        kind, id_ = about
        table = {MEMBER: "members", THEME: "themes", PERSON: "steering_members"}[kind]
        cells = self.differences.row(table, id_) or next(
            (row.cells for row in self.differences.rows if (row.table, row.key) == (table, (id_,))), {}
        )
        if cells:
            return say(self.story.label(table, cells), self.speaker)
        return self.view.names.of({PERSON: "steering_member"}.get(kind, kind), id_)


def blocks(_: View) -> Sequence[b.Block]:
    """All of it is about the two versions of the address, which follow the newest one where it names none."""
    return [b.Section([b.Part("changes", _content)], "changes-page")]


def _content(view: View) -> Sequence[b.Block]:
    earlier, later = versions_of(view)
    kept = view.records.kept_versions()
    problem = _problem(view, earlier, later, kept)
    differences = None if problem else view.records.differences(view.snapshot, earlier, later)
    if differences is None:  # or the rows went meanwhile
        problem = problem or view.words("Version {n} is no longer kept.", n=str(min(earlier, later)))
        lede = view.words("Only versions whose rows are kept can be compared.")
        return [b.Header(problem, lede), *_choice(view, earlier, later, kept)]
    if differences.beyond:
        return [_beyond(view, differences), *_choice(view, earlier, later, kept)]
    pair = _Pair(view, earlier, later, kept, differences)
    choice = _choice(view, earlier, later, kept)
    if not pair.differences:
        return [_header(pair), *choice]
    return [_header(pair), *_top(pair), *choice, b.Grid([*_narrowed(pair), *_grouped(pair), *_tables(pair)])]


def versions_of(view: View) -> tuple[int, int]:
    """The two versions of the address; without them the version shown and the one before it."""
    asked = view.chosen
    later = int(asked.to) if asked.to else view.snapshot.version.number
    return int(asked.from_) if asked.from_ else max(later - 1, 1), later


def _problem(view: View, earlier: int, later: int, kept: Sequence[int]) -> str:
    """Why the two cannot be compared; nothing where they can."""
    words = view.words
    for number in (later, earlier):
        if number > view.newest:
            return words("There is no version {n}; the newest is {newest}.", n=str(number), newest=str(view.newest))
        if number not in kept:
            return words("Version {n} is no longer kept.", n=str(number))
    if earlier == later and not (view.chosen.from_ and view.chosen.to) and len(kept) < 2:
        return words("There is only one version so far: nothing to compare it with.")
    return ""


def _beyond(view: View, differences: Differences) -> b.Header:
    """That more differs than a page can hold, and who tells of it."""
    words, numbers = view.words, {"earlier": str(differences.earlier), "later": str(differences.later)}
    headline = words("Too much differs between version {earlier} and version {later} to be said row by row.", **numbers)
    lede = words("{n} rows stand in only one of them. The command line compares them:", n=differences.beyond)
    return b.Header(headline, [lede, " ", b.Styled(f"ogm diff {differences.earlier} {differences.later}", "code")])


def _header(pair: _Pair) -> b.Header:
    words, differences = pair.view.words, pair.differences
    numbers = {"earlier": str(pair.earlier), "later": str(pair.later)}
    if not differences:
        return b.Header(words("Nothing differs between version {earlier} and version {later}.", **numbers), _lede(pair))
    counts = differences.counts()
    headline = words.plural(
        "{n} row differs between version {earlier} and version {later}.",
        "{n} rows differ between version {earlier} and version {later}.",
        len(differences.rows),
        **numbers,
    )
    totals = Counter({kind: sum(of_table[kind] for of_table in counts.values()) for kind in KINDS})
    figures = [b.Figure(words(name), b.Count(totals[kind])) for kind, name in _COUNTS.items()]
    return b.Header(headline, _lede(pair), figures)


def _lede(pair: _Pair) -> b.Text:
    """When the later version was published, by whom and why; of several, how many."""
    words, differences = pair.view.words, pair.differences
    if differences.backwards:
        return words("Version {n} is the older one: what is said here goes backwards in time.", n=str(pair.later))
    own = differences.versions.get(pair.later)
    if pair.later - pair.earlier == 1 and own:
        when = words("{date}, {time} UTC", date=words.date(own.at.date().isoformat()), time=f"{own.at:%H:%M}")
        return " · ".join(filter(None, [when, own.by, own.note]))
    if pair.later == pair.earlier:
        return words("A version does not differ from itself.")
    n = len([one for one in differences.versions if one > pair.earlier])
    return words.plural("{n} version was published on the way.", "{n} versions were published on the way.", n)


def _top(pair: _Pair) -> list[b.Block]:
    """The first sentences: of people and members before all others."""
    return [] if pair.group else [b.Sentences(_first(pair))]


def _first(pair: _Pair) -> list[str]:
    rank = {name: place for place, name in enumerate(_FIRST_TABLES)}
    first = sorted(pair.sentences, key=lambda one: rank.get(one.rows[0].table, len(rank)))[:_FIRST]
    return [pair.sentence(one) for one in first]


def sentences_on(view: View, earlier: int, later: int, most: int, but: Sequence[str]) -> list[str]:
    """The first sentences on what differs between two versions in other tables than some; none where it is too much."""
    differences = _or_none(view.records.differences(view.snapshot, earlier, later), earlier, later)
    if differences.beyond:
        return []
    pair = _Pair(replace(view, chosen=view.chosen.cleared()), earlier, later, (), differences)
    rank = {name: place for place, name in enumerate(_FIRST_TABLES)}
    others = [one for one in pair.sentences if one.rows[0].table not in but]
    return [pair.sentence(one) for one in sorted(others, key=lambda one: rank.get(one.rows[0].table, len(rank)))[:most]]


def _or_none(differences: Differences | None, earlier: int, later: int) -> Differences:
    """What differs, where the rows are there; too much to be compared is not nothing, although it has no rows."""
    return Differences(earlier, later) if differences is None else differences


def in_short(view: View, earlier: int, later: int) -> tuple[str, list[str]]:
    """How much differs between two versions that are kept, and the first sentences on it."""
    differences = _or_none(view.records.compared(earlier, later), earlier, later)
    if differences.beyond:
        return _beyond(view, differences).headline, []
    pair = _Pair(replace(view, chosen=view.chosen.cleared()), earlier, later, (), differences)
    return _header(pair).headline, _first(pair)


def by_subject(view: View, earlier: int, later: int) -> list[tuple[frozenset[str], str]]:
    """Every sentence on what differs between two versions, with what it is about, each as `kind:id`.

    Kinds are those of groups, and `commitment`. Where more differs than is said row by row, one sentence says so,
    about `ANYTHING`.
    """
    differences = _or_none(view.records.compared(earlier, later), earlier, later)
    if differences.beyond:
        return [(frozenset([ANYTHING]), _beyond(view, differences).headline)]
    pair = _Pair(replace(view, chosen=view.chosen.cleared()), earlier, later, (), differences)
    return [(_subjects(one), pair.sentence(one)) for one in pair.sentences]


def _subjects(sentence: Sentence) -> frozenset[str]:
    commitments = {_COMMITMENT_OF.get(row.table, _refers)(row) for row in sentence.rows}
    return frozenset(f"{kind}:{id_}" for kind, id_ in [*sentence.about, *((COMMITMENT, id_) for id_ in commitments)])


def _refers(row: RowChange) -> str:
    return row.cells.get("commitment_id", "")


COMMITMENT, ANYTHING = "commitment", "anything"
_COMMITMENT_OF: dict[str, Callable[[RowChange], str]] = {
    "commitments": lambda row: row.cells["id"],
    "notes": lambda row: row.cells["about_id"] if row.cells["about"] == COMMITMENT else "",
}
"""The commitment that a row of a table is about, where it is not in `commitment_id`."""


def _choice(view: View, earlier: int, later: int, kept: Sequence[int]) -> list[b.Block]:
    """The two versions, to be chosen anew; a plain form, which needs no scripts."""
    words, versions = view.words, view.records.restorable(_OFFERED)
    if len(kept) < 2:
        return []
    options = [(str(one.number), _option(view, one)) for one in versions]

    def field(name: str, label: str, number: int) -> b.Field:
        own = [] if str(number) in dict(options) else [(str(number), words("Version {n}", n=str(number)))]
        return b.Field("choice", name, label, str(number), [*own, *options])

    fields = [
        b.Field("hidden", "lang", value=view.lang),
        field("from", words("From version"), earlier),
        field("to", words("To version"), later),
        b.Field("submit", "", words("Compare"), value="send"),
    ]
    steps = _steps(view, earlier, later, kept)
    return [b.Form(f"{view.root}{PATH}", "", fields, "posted compare"), *([b.Paragraph(steps)] if steps else [])]


def _option(view: View, record: Record) -> str:
    """A version in the list: its number, its day and who published it."""
    day = view.words.date(record.published_at.date().isoformat())
    return f"{record.number} · {day} · {record.published_by}"


def _steps(view: View, earlier: int, later: int, kept: Sequence[int]) -> b.Text:
    """The publish before and the one after."""
    last = max(earlier, later)
    ways = [
        (last - 1, view.words("The publish before")),
        (last + 1, view.words("The publish after")),
    ]
    links = [
        b.Link(text, view.href(PATH, from_=str(number - 1), to=str(number), table="", group=""))
        for number, text in ways
        if {number, number - 1} <= {*kept}
    ]
    return [part for link in links for part in (" · ", link)][1:]


def _narrowed(pair: _Pair) -> list[b.Block]:
    """The tables that differ, each to be seen alone, and the group that is chosen."""
    words, chosen = pair.view.words, pair.view.chosen
    links: list[b.Text] = [
        b.Link(
            words("{name} ({n})", name=pair.called(name), n=sum(counts.values())),
            pair.href(table="" if name == chosen.table else name),
            current=name == chosen.table,
        )
        for name, counts in pair.differences.counts().items()
    ]
    if not links:
        return []
    whole = b.Link(words("Everything that changed"), pair.href(table="", group=""))
    only = [words.named(words("Only"), pair.name(pair.group)), " · "] if pair.group else []
    back: list[b.Block] = [b.Paragraph([*only, whole])] if pair.group or chosen.table else []
    listed = b.Items(links, style="change-tables", label=words("Tables that differ"))
    return [b.Card(words("By table"), [*back, listed])]


def _grouped(pair: _Pair) -> list[b.Block]:
    """The sentences under who and what they are about; of a group that is chosen, all."""
    words = pair.view.words
    if pair.group:
        texts = [pair.sentence(one) for one in pair.sentences]
        items: list[b.Block] = (
            [b.Items(texts[:_ALL], style="change-sentences")]
            if texts
            else [b.Paragraph(words("Nothing of this kind changed."), "empty")]
        )
        return [b.Card(pair.name(pair.group), [*items, *_and_more(pair, len(texts) - _ALL)])]
    by_group: dict[str, dict[str, list[Sentence]]] = {kind: defaultdict(list) for kind in GROUPS}
    for one in pair.sentences:
        for kind, id_ in one.about:
            by_group[kind][id_].append(one)
    cards = {kind: _kind(pair, kind, groups) for kind, groups in by_group.items() if groups}
    themes = [cards.pop(THEME)] if THEME in cards else []
    loose = [one for one in pair.sentences if not one.about]
    columns = [[*cards.values(), *([_loose(pair, loose)] if loose else [])], themes]
    span = 12 // max(1, sum(map(bool, columns)))
    return [b.Stack(column, span) for column in columns if column]


def _loose(pair: _Pair, some: Sequence[Sentence]) -> b.Card:
    """What is about no member, theme or person."""
    texts = [pair.sentence(one) for one in some[: _OF_A_GROUP * 2]]
    more = _and_more(pair, len(some) - len(texts))
    return b.Card(pair.view.words("Everything else"), [b.Items(texts, style="change-sentences"), *more])


def _kind(pair: _Pair, kind: str, groups: dict[str, list[Sentence]]) -> b.Card:
    """The groups of a kind, those with most changes first."""
    words = pair.view.words
    by_size = sorted(groups.items(), key=lambda group: (-len(group[1]), pair.name((kind, group[0]))))
    inside: list[b.Block] = []
    for id_, some in by_size[:_OF_GROUPS]:
        inside.append(b.Heading(b.Link(pair.name((kind, id_)), pair.href(group=f"{kind}:{id_}"))))
        rest = len(some) - _OF_A_GROUP
        items: list[b.Text] = [pair.sentence(one) for one in some[:_OF_A_GROUP]]
        if rest > 0:
            text = words.plural("And {n} more change", "And {n} more changes", rest)
            items.append(b.Link(text, pair.href(group=f"{kind}:{id_}")))
        inside.append(b.Items(items, style="change-sentences"))
    others = [b.Link(pair.name((kind, id_)), pair.href(group=f"{kind}:{id_}")) for id_, _ in by_size[_OF_GROUPS:]]
    if others:
        summary = words.plural("{n} more", "{n} more", len(others))
        inside.append(b.Paragraph(b.Fold(summary, b.Items(others))))
    return b.Card(words(_GROUPS[kind]), inside)


def _and_more(pair: _Pair, rest: int) -> list[b.Block]:
    words = pair.view.words
    text = words.plural(
        "And {n} more change, which is in the table.", "And {n} more changes, which are in the table.", rest
    )
    return [b.Paragraph(text, "note")] if rest > 0 else []


# The table


def _tables(pair: _Pair) -> list[b.Block]:
    """Every field that differs: in words on screen, as the tables have it in files; and the versions of the way."""
    return [_shown(pair), _whole(pair), *_way(pair)]


def _shown(pair: _Pair) -> b.Table:
    words, undoing = pair.view.words, _undoing(pair)
    columns = (*_ON_SCREEN, _UNDO) if undoing else _ON_SCREEN
    n = sum(1 if row.kind != CHANGED else len(row.fields) for row in pair.rows)
    files: list[b.Text] = [b.Link("CSV", pair.file("csv"), "file"), " · ", b.Link("JSON", pair.file("json"), "file")]
    feed = b.Link(words("Follow what changes (Atom)"), f"{pair.view.root}{PATH}.atom?lang={pair.view.lang}", "file")
    all_of_it = [words("All of it, field by field:"), " ", *files, " · ", feed]
    cut = [words("The first {n} of {total} changes are shown here.", n=_LINES, total=n), " "] if n > _LINES else []
    return b.Table(
        "changes-shown",
        words("Every change"),
        columns,
        lambda most: _lines(pair, undoing, most),
        total=n,
        first=_LINES,
        more=[*cut, *all_of_it],
        empty=words("Nothing of this kind changed."),
    ).on_screen


def _lines(pair: _Pair, undoing: _Undoing | None, most: int | None) -> Iterator[b.Row]:
    """A line a changed field, and one for a row that is new or removed."""
    done = 0
    for row in pair.rows:
        for line in _of_row(pair, row):
            if done == most:
                return
            undo: list[b.Text] = [undoing.form(row) if undoing and not line.follows else ""] if undoing else []
            yield [*line.cells, *undo]
            done += 1


@dataclass(frozen=True)
class _Line:
    """Cells of the table; whether it goes on with the row of the line above."""

    cells: Sequence[b.Text]
    follows: bool


def _of_row(pair: _Pair, row: RowChange) -> Iterator[_Line]:
    words = pair.view.words
    name = say(pair.story.name(row), pair.speaker)
    first: list[b.Text] = [name, pair.called(row.table)]
    if row.kind != CHANGED:
        chip = b.Chip(words(_KINDS[row.kind]), f"change-{row.kind}")
        cells = _summary(pair, row)
        both: list[b.Text] = ["", cells] if row.kind == NEW else [cells, ""]
        yield _Line([*first, chip, *both, *_published(pair, row.version)], follows=False)
        return
    for place, change in enumerate(row.fields):
        both = [_value(pair, row.table, change.field, text) for text in (change.before, change.after)]
        yield _Line(
            [*first, pair.called(row.table, change.field), *both, *_published(pair, change.version)], follows=place > 0
        )


def _value(pair: _Pair, table: str, field: str, text: str) -> b.Text:
    """A cell in words; what is not known is said so."""
    return say(pair.story.value(table, field, text), pair.speaker) if text else b.Unknown(pair.view.words(_EMPTY))


def _summary(pair: _Pair, row: RowChange) -> b.Text:
    """What a row that is new or removed has, to be opened."""
    words = pair.view.words
    filled = [change.field for change in row.fields]
    lines = [
        words.named(pair.called(row.table, name), _plain(pair, row.table, name, row.cells[name])) for name in filled
    ]
    return b.Fold(words.plural("{n} field", "{n} fields", len(filled)), b.Items(lines, style="lines"))


def _plain(pair: _Pair, table: str, field: str, text: str) -> str:
    return say(pair.story.value(table, field, text), pair.speaker)


def _published(pair: _Pair, version: int | None) -> list[b.Text]:
    """The version with which a change came: its number, when, by whom and why."""
    own = pair.differences.versions.get(version or 0)
    if not own:
        return ["", "", "", ""]
    return [str(own.number), f"{own.at:%Y-%m-%d %H:%M}", own.by, own.note]


def _whole(pair: _Pair) -> b.Table:
    """Field by field, with the names and values of the tables themselves, as exports have them."""
    rows = pair.rows

    def lines(most: int | None) -> Iterable[b.Row]:
        done = 0
        for row in rows:
            for change in row.fields:
                if done == most:
                    return
                done += 1
                key = " + ".join(filter(None, row.key))
                cells = (row.kind, row.table, key, change.field, change.before, change.after)
                yield [*cells, *_published(pair, change.version)]

    total = sum(len(row.fields) for row in rows)
    return b.Table(PATH, pair.view.words(TITLE), _IN_FILES, lines, total=total).in_files


def _way(pair: _Pair) -> list[b.Block]:
    """The versions between the two, each with what it changed itself."""
    first, last = sorted((pair.earlier, pair.later))
    numbers = [number for number in sorted(pair.differences.versions, reverse=True) if first < number <= last]
    if len(numbers) < 2:
        return []
    words = pair.view.words
    rows: list[b.Row] = []
    for number in numbers[:_OFFERED]:
        text = words("What version {n} changed", n=str(number))
        link = b.Link(text, pair.href(from_=str(number - 1), to=str(number)))
        rows.append([*_published(pair, number), link])
    return [b.Table("versions-on-the-way", words("Versions on the way"), _WAY, rows)]


# Undoing


@dataclass(frozen=True)
class _Undoing:
    """What an editor needs to undo what became of a row: the token of the forms, and the current version."""

    pair: _Pair
    csrf: str

    def form(self, row: RowChange) -> b.Text:
        """The button beside a row, where it is known which version changed it and the one before is kept."""
        view, words, version = self.pair.view, self.pair.view.words, row.version
        if version is None or not {version, version - 1} <= {*self.pair.kept, 0}:
            return ""
        values = {"version": version, "table": row.table, "key": json.dumps([*row.key]), "against": view.newest}
        hidden = [b.Field("hidden", name, value=str(value)) for name, value in values.items()]
        again = [b.Field("tick", "anyway", words("Also if it changed again since"))] if version < view.newest else []
        name = say(self.pair.story.name(row), self.pair.speaker)
        label: b.Text = [words("Undo this row"), " ", b.Styled(name, "visually-hidden")]
        button = b.Field("submit", "", label, value="send")
        return b.Form(view.href("data/load/undo"), self.csrf, [*hidden, *again, button], "posted undo")


def _undoing(pair: _Pair) -> _Undoing | None:
    """For editors alone, and forwards in time."""
    return None if pair.differences.backwards or not access.editor() else _Undoing(pair, access.csrf_token())
