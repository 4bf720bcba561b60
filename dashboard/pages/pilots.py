"""City pilots: how does our pilot compare, and from whom can it learn?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from dashboard.blocks import (
    FILES,
    SCREEN,
    Answer,
    Block,
    Break,
    Card,
    Chart,
    Column,
    Control,
    Count,
    Figure,
    Grid,
    Header,
    Heading,
    Items,
    Legend,
    Link,
    Names,
    Paragraph,
    Part,
    Row,
    Section,
    Share,
    Styled,
    Table,
    Text,
    Tiles,
    Topic,
    Unknown,
)
from dashboard.data.filters import as_day
from dashboard.data.snapshot import COMPLETION
from dashboard.language.vocabulary import KINDS, PEER_REASONS, STATUSES
from dashboard.language.words import N_
from dashboard.pages.due import sentence
from dashboard.pages.published import published
from dashboard.queries.pilots import Work, assessed, by_theme, lessons, spread
from dashboard.view import columns
from dashboard.view.about import chosen_in_words
from dashboard.view.chips import (
    completion_text,
    finding_chip,
    not_counted,
    openness_text,
    openness_value,
    term,
    yes_or_no,
)
from dashboard.view.pilot import Shown
from dashboard.view.view import View
from data_loader.schema import COMPLETION_SCALE, LIST_SEPARATOR, fold

TITLE = N_("City pilots")
NAV = N_("Pilots")
_NO_PILOTS = N_("There are no pilots in this data.")
_SEVERAL_THEMES = N_("A commitment may carry several themes, so theme totals do not add up.")

_FINDINGS = (columns.COMPLETION, columns.OPENNESS)
_COMMITMENTS = (
    replace(columns.COMMITMENT, only=SCREEN),  # with its themes under it
    replace(columns.COMMITMENT, only=FILES),
    replace(columns.THEMES, only=FILES),
    *(columns.PLAN, columns.COMPLETION, columns.DID_IT_OPEN_GOVERNMENT, columns.STARRED),
)
_PEERS = (
    columns.PILOT,
    columns.WHY_A_PEER,
    Column(N_("One mark a commitment"), only=SCREEN),
    columns.COMMITMENTS,
    replace(columns.SUBSTANTIAL_OR_COMPLETE, only=SCREEN),  # as a rate
    replace(columns.SUBSTANTIAL_OR_COMPLETE, only=FILES),
    replace(columns.ASSESSED, only=FILES),
    replace(columns.COMPLETION_RATE, only=FILES),
    columns.OPENED_GOVERNMENT,
    columns.IN_A_MAJOR_WAY,
    replace(columns.EFFECT_KNOWN, only=FILES),
)
_MEASURES: dict[str, tuple[Callable[[Any], int], Callable[[Any], int]]] = {
    columns.COMMITMENTS.header: (lambda counts: counts.commitments, lambda counts: counts.commitments),
    columns.SUBSTANTIAL_OR_COMPLETE.header: (
        lambda counts: counts.substantial + counts.complete,
        lambda counts: counts.assessed,
    ),
    columns.OPENED_GOVERNMENT.header: (lambda counts: counts.opened, lambda counts: counts.openness_known),
    columns.IN_A_MAJOR_WAY.header: (lambda counts: counts.opened_much, lambda counts: counts.openness_known),
}
"""Of a column of numbers: what is counted of a pilot, and of how many commitments it is known."""
_LESSONS = (columns.COMMITMENT_OF_A_PEER, columns.PILOT, columns.THEMES_IN_COMMON, *_FINDINGS)
_BY_THEME = (columns.THEME, columns.PILOT, columns.COMMITMENT, *_FINDINGS)
_COMPARED = (columns.PILOT, columns.COMMITMENTS, columns.SUBSTANTIAL_OR_COMPLETE, columns.OPENED_GOVERNMENT)


def blocks(view: View) -> Sequence[Block]:
    """Headline, the choice of pilot and peers, everything about them, and the map of all."""
    top = Part("pilots", header)
    if not view.snapshot.pilots:
        return [top]
    controls = Section([Control("pilot"), Control("peer")], "pilot-controls")
    return [Section([top, controls, Part("pilot", cards), Grid([Chart("pilots-map", 12)])], "pilots")]


def header(view: View) -> Sequence[Block]:
    """The pilot's name, what is known of it in a sentence, and its figures; first that the one asked for is none."""
    if not view.snapshot.pilots:
        return [Header(view.words(_NO_PILOTS), view.asof)]
    shown = Shown.of(view)
    headline = view.words("{name}: {text}", name=shown.name, text=_sentence(shown))
    figures = _figures(shown) if shown.counts[shown.id].commitments else []
    deck = Link(view.words("Present this page"), view.presenting(";".join(SLIDES)), "document", style="present-page")
    none = _no_such_pilot(shown)
    return [*([Paragraph(none, "notice")] if none else []), Header(headline, _lede(shown), figures, [deck])]


def cards(view: View) -> Block:
    """Its commitments, its peers, the lessons, and who works on what."""
    shown = Shown.of(view)
    own, peers, works = _commitments(shown), _peers(shown), _works_by_theme(shown)
    return Grid([own, *published(view, shown.id), peers, _lessons(shown), *_grid(shown), works])


def _no_such_pilot(shown: Shown) -> str:
    """Says so when the address asks for a pilot that is none."""
    wanted, words = shown.view.chosen.pilot, shown.view.words
    if wanted in {"", shown.id}:
        return ""
    return words("There is no pilot {id}; {name} is shown.", id=wanted, name=shown.name)


def _sentence(shown: Shown) -> str:
    words, counts = shown.view.words, shown.counts[shown.id]
    if not counts.commitments:
        return words("No commitments under these filters.")
    completion = words(
        "{completed} of {assessed} assessed substantially or fully complete",
        completed=words.number(counts.substantial + counts.complete),
        assessed=words.number(counts.assessed),
    )
    openness = words(
        "{opened} of {known} whose effect is known opened government",
        opened=words.number(counts.opened),
        known=words.number(counts.openness_known),
    )
    return words(
        "{commitments}; {completion}; {openness}.",
        commitments=words.plural("{n} commitment", "{n} commitments", counts.commitments),
        completion=completion if counts.assessed else words("completion not known of any"),
        openness=openness if counts.openness_known else words("whether any opened government is not known"),
    )


def _lede(shown: Shown) -> Text:
    view, words, member = shown.view, shown.view.words, shown.view.member(shown.id)
    known = [words(KINDS[member.kind]), _country(view, member.country), _size(view, member["population"])]
    known.append(words("as of {date}", date=view.asof))
    return [" · ".join(known), " · ", Link(words("Its member profile"), view.href(f"members/{shown.id}"))]


def _size(view: View, people: float | None) -> str:
    if pd.isna(people) or people is None:
        return view.words("size not known")
    return view.words.plural("{n} inhabitant", "{n} inhabitants", int(people))


def _country(view: View, country: str) -> str:
    """The pilot's country, with what became of its own membership: a pilot may outlive it (rule 7)."""
    words, members = view.words, view.snapshot.tables["members"]
    name = words.country(country, country)
    nations = members[(members["country"] == country) & (members["government_level"] == "national")]
    left = [row.status for row in nations.itertuples() if row.status != "active" and _by(view, row.status_date)]
    return words("{country} ({status})", country=name, status=words(STATUSES[left[0]])) if left else name


def _by(view: View, date: str | None) -> bool:
    return as_day(date or "") <= view.selection.asof.isoformat()


def _figures(shown: Shown) -> list[Figure]:
    words, counts = shown.view.words, shown.counts[shown.id]
    n = counts.commitments
    beside = not_counted(counts._asdict(), words)
    much: Text = words.plural("{n} in a major way", "{n} in a major way", counts.opened_much)
    return [
        Figure(
            term("Commitments", words),
            Count(n, shown.href(shown.id)),
            words.plural("{n} assessed", "{n} assessed", counts.assessed),
        ),
        Figure(term("Completion rate", words), _completion_rate(shown, shown.id), beside),
        Figure(
            term("Did it open government", words),
            _of_known(counts.opened, counts.openness_known),
            [*((much, Break()) if counts.openness_known else ()), _not_known(shown, n - counts.openness_known)],
        ),
        Figure(words("Starred by the IRM"), _starred(shown), _not_known(shown, n - counts.starred_known)),
    ]


def _completion_rate(shown: Shown, pilot: str) -> Share:
    """The completion of a pilot's commitments, with the way to those assessed."""
    counts = shown.counts[pilot]
    among = shown.view.filters.completion or COMPLETION_SCALE
    levels = tuple(level for level in COMPLETION_SCALE if level in among)
    href = shown.href(pilot, completion=levels) if counts.assessed else ""
    return Share(counts.substantial + counts.complete, counts.assessed, href)


def _of_known(n: int, known: int, href: str = "") -> Text:
    """How many of those of which it is known; unknown where it is known of none."""
    return Count(n, href, of=known) if known else Unknown()


def _starred(shown: Shown) -> Text:
    counts = shown.counts[shown.id]
    href = shown.href(shown.id, starred=("1",)) if counts.starred else ""
    return _of_known(counts.starred, counts.starred_known, href)


def _not_known(shown: Shown, n: int) -> str:
    if not n:
        return shown.view.words("known of every commitment")
    return shown.view.words.plural("not known of {n} commitment", "not known of {n} commitments", n)


def _commitments(shown: Shown) -> Card:
    """The commitments of the pilot, each with what was found."""
    view, words, own = shown.view, shown.view.words, shown.of_pilot(shown.id)
    rows = [_commitment(shown, work) for work in own]
    title = words("The commitments of {name}", name=shown.name)
    table = Table("pilot-commitments", title, _COMMITMENTS, rows, tab=words("Commitments"), span=0)
    heading = words("How is {name} doing?", name=shown.name)
    if not own:
        empty: Text = [words("No commitments under these filters."), " ", Link(words("Reset the filters"), view.reset)]
        return Card(heading, [Paragraph(empty, "empty"), replace(table, only=FILES)])
    filters = replace(view.chosen.travelling(), member=(shown.id,), lang=view.lang)
    csv = f"{view.root}commitments.csv{filters.query()}"
    ways: Text = [
        Link(words("Download these as CSV"), csv, "file", style="own-csv"),
        " · ",
        Link(words("See them in the list of commitments"), shown.href(shown.id)),
    ]
    return Card(heading, [table, Paragraph(ways, "note")], style="own")


def _commitment(shown: Shown, work: Work) -> Row:
    view, record = shown.view, shown.records[work.place]
    title, themes = _linked(shown, work), _themes_of(view, record.themes)
    plan, starred = view.names.short_plan(record.action_plan_id), yes_or_no(record.starred, view.words)
    with_themes: Text = [title, Styled(themes, "line")]
    return [with_themes, title, themes, plan, *_findings(view, work), starred]


def _linked(shown: Shown, work: Work) -> Link:
    """A commitment by its title."""
    record = shown.records[work.place]
    return Link(record.title, shown.view.href(f"commitments/{record.id}"))


def _findings(view: View, work: Work) -> list[Text]:
    """What was found of a commitment."""
    words = view.words
    return [finding_chip(work.completion, work.openness, words), openness_value(work.openness, words)]


def _themes_of(view: View, themes: str | None) -> Text:
    named = [view.names.of("theme", theme) for theme in (themes or "").split(LIST_SEPARATOR) if theme]
    return Names(named) if named else Unknown(view.words("theme not known"))


def _peers(shown: Shown) -> Card:
    """The pilot beside its peers: why they are peers, and how all are doing on one scale."""
    words = shown.view.words
    title = words("Who are fair peers of {name}, and how are they doing?", name=shown.name)
    order = words(
        "Peers come by government level first, then kind, region, size and the year of their plans; "
        "among the pilots only. Choose others above."
    )
    rule = words(
        "Peers of a pilot are pilots, put in order by level of government, kind, region, size and year of the plan."
    )
    table = Table(
        "pilot-peers",
        title,
        _PEERS,
        [_peer(shown, pilot, why) for pilot, why in _reasons(shown).items()],
        foot=[_medians(shown)] if shown.peers else [],
        file_notes=[rule, *([_medians_in_words(shown)] if shown.peers else [])],
        tab=words("Peers"),
        span=0,
    )
    return Card(title, [table, _legend(shown)], order, style="peers")


def _reasons(shown: Shown) -> dict[str, Text]:
    """The pilot shown, then each peer with what makes it one."""
    words = shown.view.words
    peers = {peer.id: Names([words(PEER_REASONS[reason]) for reason in peer.reasons]) for peer in shown.peers}
    return {shown.id: words("the pilot shown"), **peers}


def _peer(shown: Shown, pilot: str, why: Text) -> Row:
    view, words, counts = shown.view, shown.view.words, shown.counts[pilot]
    name = view.names.of("pilot", pilot)
    works = sorted(shown.of_pilot(pilot), key=lambda work: -work.merit)
    marks = _tiles(works, words.plural("{n} commitment", "{n} commitments", len(works)))
    rate = _completion_rate(shown, pilot)
    return [
        name if pilot == shown.id else Link(name, view.href(pilot=pilot)),
        why,
        marks if works else words("no commitment"),
        Count(len(works), shown.href(pilot) if works else ""),
        rate,
        Count(rate.part) if rate.whole else Unknown(),
        Count(rate.whole),
        rate,
        _of_known(counts.opened, counts.openness_known),
        _of_known(counts.opened_much, counts.openness_known),
        Count(counts.openness_known),
    ]


def _tiles(works: Sequence[Work], label: str, href: str = "") -> Tiles:
    return Tiles([(work.completion, work.openness) for work in works], label, href)


def _medians(shown: Shown) -> Row:
    """A row under the peers: median, range and n of each column of numbers (rule 8)."""
    words, spreads = shown.view.words, _spreads(shown)
    first = [*_how_to_read_medians(shown), words("not a ranking")]
    return [*first, *(spreads.get(column.header, "") for column in _PEERS[len(first) :])]


def _medians_in_words(shown: Shown) -> str:
    """The same in a sentence, for files, where a row is always a pilot."""
    words = shown.view.words
    name, text = _how_to_read_medians(shown)
    spreads = {name: text, **{words(header): text for header, text in _spreads(shown).items()}}
    return " · ".join(words("{name}: {text}", name=name, text=text) for name, text in spreads.items())


def _how_to_read_medians(shown: Shown) -> tuple[str, str]:
    words = shown.view.words
    name = words.plural("Median of {n} peer", "Median of {n} peers", len(shown.peers))
    return name, words("lowest to highest, and of how many peers it is known")


def _spreads(shown: Shown) -> dict[str, str]:
    """By column the median, lowest and highest of the peers, ours left out, and of how many it is known."""
    peers = [shown.counts[peer.id] for peer in shown.peers]
    return {
        header: _spread(shown, [n(peer) for peer in peers if known(peer)]) for header, (n, known) in _MEASURES.items()
    }


def _spread(shown: Shown, values: list[int]) -> str:
    words, middle = shown.view.words, spread(values)
    if middle is None:
        return words("not known")
    median, lowest, highest = (words.number(value) for value in middle)
    return words("{median} ({lowest}–{highest}, n={n})", median=median, lowest=lowest, highest=highest, n=len(values))


def _legend(shown: Shown) -> Legend:
    return Legend([state for state in COMPLETION if any(work.completion == state for work in shown.works)])


def _lessons(shown: Shown) -> Table:
    """Commitments of the peers that have come further on a theme of the pilot."""
    view, words = shown.view, shown.view.words
    rows = [
        [
            _linked(shown, lesson.work),
            Link(view.names.of("pilot", lesson.work.pilot), view.href(pilot=lesson.work.pilot)),
            Names([view.names.of("theme", theme) for theme in lesson.themes]),
            *_findings(view, lesson.work),
        ]
        for lesson in lessons(view.selection, shown.id, [peer.id for peer in shown.peers])
    ]
    subtitle = words(
        "Commitments of these peers that are finished, or opened government, on themes where none of {name} has "
        "been found to have come as far",
        name=shown.name,
    )
    empty = words(
        "None is known among these peers. Choose other peers, or look along the themes below for those at work on them."
    )
    title = words("What can {name} learn?", name=shown.name)
    return Table("pilot-lessons", title, _LESSONS, rows, subtitle=subtitle, empty=empty, tab=words("Lessons"),
                 style="lessons")  # fmt: skip


def _grid(shown: Shown) -> list[Block]:
    """Themes by pilots, every cell with the way to its commitments, where the pilots have a commitment at all."""
    words, works = shown.view.words, by_theme(shown.view.selection)
    without = works.pop("", [])
    if not shown.works:
        return []
    title = words("Who works on what, and how did it go?")
    subtitle = words("Commitments by theme; a mark is a commitment. {name} first, then its peers.", name=shown.name)
    note = words("An empty cell: the pilot has no commitment on this theme. A commitment may carry several themes.")
    order = _in_order(shown)
    rows = [
        [
            shown.view.names.of("theme", theme),
            *(_cell(shown, theme, [work for work in group if work.pilot == pilot]) for pilot in order),
        ]
        for theme, group in works.items()
    ]
    headers = [columns.THEME, *(_upright(shown.view.names.of("pilot", pilot)) for pilot in order)]
    table = Table("pilots-grid", title, headers, rows, only=SCREEN, span=0)
    inside = [_legend(shown), table, Paragraph(note, "note"), *_without_theme(shown, without)]
    return [Card(title, inside, subtitle, style="pilot-themes")]


def _upright(name: str) -> Column:
    return Column(name, head=Styled(name, "upright"))


def _in_order(shown: Shown) -> list[str]:
    """Ours, the peers, the others by name."""
    first = [shown.id, *(peer.id for peer in shown.peers)]
    others = [pilot for pilot in shown.view.snapshot.pilots if pilot not in first]
    return [*first, *sorted(others, key=lambda pilot: _by_name(shown, pilot))]


def _by_name(shown: Shown, pilot: str) -> str:
    return fold(shown.view.names.of("pilot", pilot))


def _cell(shown: Shown, theme: str, works: list[Work]) -> Text:
    """The marks, in words for those who do not see them; nothing where there is no commitment."""
    if not works:
        return ""
    view, words = shown.view, shown.view.words
    [pilot] = {work.pilot for work in works}
    label = words(
        "{pilot}, {theme}: {commitments} ({found})",
        pilot=view.names.of("pilot", pilot),
        theme=view.names.of("theme", theme),
        commitments=words.plural("{n} commitment", "{n} commitments", len(works)),
        found=" · ".join(_in_words(view, work) for work in works),
    )
    return _tiles(works, label, shown.href(pilot, theme=(theme,)))


def _in_words(view: View, work: Work) -> str:
    """What a mark shows."""
    words = view.words
    completion = completion_text(work.completion, work.openness, words)
    return words("{completion}, {openness}", completion=completion, openness=openness_text(work.openness, words))


def _without_theme(shown: Shown, works: list[Work]) -> list[Block]:
    """The commitments without a theme on record, which no row of the grid can hold."""
    view, words = shown.view, shown.view.words
    items: list[Text] = [[_linked(shown, work), " · ", view.names.of("pilot", work.pilot)] for work in works]
    return [Heading(words("Commitments whose theme is not known")), Items(items)] if items else []


def _works_by_theme(shown: Shown) -> Table:
    """What the grid shows, a row a commitment on a theme."""
    view, words = shown.view, shown.view.words
    rows = [
        [
            view.names.of("theme", theme) if theme else Unknown(),
            view.names.of("pilot", work.pilot),
            _linked(shown, work),
            *_findings(view, work),
        ]
        for theme, group in by_theme(view.selection).items()
        for work in group
    ]
    title, note = words("Who works on what, and how did it go?"), words(_SEVERAL_THEMES)
    return Table("pilots-by-theme", title, _BY_THEME, rows, notes=[note], tab=words("Themes"), only=FILES)


def _about_pilots(make: Callable[[Shown], Answer]) -> Callable[[View], Answer]:
    """An answer about pilots; in data without any it says so."""

    def about(view: View) -> Answer:
        if not view.snapshot.pilots:
            return Answer(view.words(_NO_PILOTS), "")
        shown = Shown.of(view)
        answer = make(shown)
        return replace(answer, note=" ".join(text for text in (_no_such_pilot(shown), answer.note) if text))

    return about


def _subtitle(view: View) -> str:
    n = assessed(view.selection)
    return " · ".join([*chosen_in_words(view), view.words.plural("n={n} assessed", "n={n} assessed", n)])


def _compared(shown: Shown, pilots: Sequence[str]) -> Table:
    """How pilots are doing, in a few columns."""
    return Table("pilots-compared", "", _COMPARED, [_counts(shown, pilot) for pilot in pilots])


def _counts(shown: Shown, pilot: str) -> Row:
    words, counts = shown.view.words, shown.counts[pilot]
    return [
        shown.view.names.of("pilot", pilot),
        Count(counts.commitments) if counts.commitments else words("no commitment"),
        replace(_completion_rate(shown, pilot), with_n=True),
        _of_known(counts.opened, counts.openness_known),
    ]


def _all_compared(shown: Shown) -> Answer:
    """Every pilot, those of which most is known first."""
    view, words = shown.view, shown.view.words
    known = {pilot: counts.assessed + counts.openness_known for pilot, counts in shown.counts.items()}
    order = sorted(known, key=lambda one: (-known[one], -shown.counts[one].commitments, _by_name(shown, one)))
    headline = words.plural(
        "{n} of {total} pilots has commitments; completion is known of {assessed} of {commitments}.",
        "{n} of {total} pilots have commitments; completion is known of {assessed} of {commitments}.",
        sum(counts.commitments > 0 for counts in shown.counts.values()),
        total=words.number(len(order)),
        assessed=words.number(assessed(view.selection)),
        commitments=words.number(sum(counts.commitments for counts in shown.counts.values())),
    )
    note = words("In the order of how much is known of them: not a ranking.")
    return Answer(headline, _subtitle(view), _compared(shown, order), note)


def _themes_compared(shown: Shown) -> Answer:
    """Commitments by theme and pilot, the themes of most pilots first: the pilot shown, its peers, the others."""
    view, words, works = shown.view, shown.view.words, by_theme(shown.view.selection)
    without = len(works.pop("", []))
    note = words(_SEVERAL_THEMES)
    if without:
        note += " " + words.plural(
            "The theme of {n} commitment is not known.", "The theme of {n} commitments is not known.", without
        )
    if not works:
        return Answer(words("No commitments under these filters."), _subtitle(view))
    return Answer(_most_shared(shown, works), _subtitle(view), _counts_by_theme(shown, works), note)


def _most_shared(shown: Shown, works: dict[str, list[Work]]) -> str:
    view, words = shown.view, shown.view.words
    at_work = {theme: len({work.pilot for work in group}) for theme, group in works.items()}
    most = max(at_work.values())
    return words.plural(
        "Most shared by the pilots: {themes}, with {n} of {total} pilots at work.",
        "Most shared by the pilots: {themes}, with {n} of {total} pilots at work.",
        most,
        themes=words.listing([view.names.of("theme", theme) for theme, n in at_work.items() if n == most]),
        total=words.number(len(shown.counts)),
    )


def _counts_by_theme(shown: Shown, works: dict[str, list[Work]]) -> Table:
    """Commitments on a theme: of the pilot shown, of each of its peers, of the others, and of all."""
    names = shown.view.names
    pilots = [shown.id, *(peer.id for peer in shown.peers)]
    headers = [*(names.of("pilot", pilot) for pilot in pilots), N_("Other pilots"), N_("All pilots")]
    rows: list[Row] = []
    for theme, group in works.items():
        by_pilot = Counter(work.pilot for work in group)
        own = [by_pilot[pilot] for pilot in pilots]
        counts = [*own, len(group) - sum(own), len(group)]
        rows.append([names.of("theme", theme), *(Count(n) for n in counts)])
    return Table("pilots-themes", "", [columns.THEME, *(Column(name, numeric=True) for name in headers)], rows)


def _beside_peers(shown: Shown) -> Answer:
    """The pilot shown, then its peers, nearest first."""
    words, peers = shown.view.words, [peer.id for peer in shown.peers]
    headline = words("No other pilot is in this data.")
    if peers:
        names = words.listing([shown.view.names.of("pilot", peer) for peer in peers])
        headline = words("The fair peers of {name}: {peers}.", name=shown.name, peers=names)
    note = words("Nearest first, not a ranking.")
    return Answer(headline, _subtitle(shown.view), _compared(shown, [shown.id, *peers]), note)


def _learned(shown: Shown) -> Answer:
    """Commitments of the peers that have come further on a theme of the pilot shown."""
    table = _lessons(shown)
    clause = shown.view.words.plural(
        "{n} commitment of its peers has come further than any of {name} on a shared theme",
        "{n} commitments of its peers have come further than any of {name} on a shared theme",
        len(table),
        name=shown.name,
    )
    return Answer(sentence(clause), _subtitle(shown.view), table)


TOPICS = {
    "pilots-compared": Topic(N_("How are the pilots doing?"), "pilots", _about_pilots(_all_compared)),
    "pilots-themes": Topic(N_("On which themes do the pilots work?"), "pilots", _about_pilots(_themes_compared)),
    "pilot-peers": Topic(N_("How is a pilot doing beside its fair peers?"), "pilots", _about_pilots(_beside_peers)),
    "pilot-lessons": Topic(N_("What can a pilot learn from its peers?"), "pilots", _about_pilots(_learned)),
}
SLIDES = ("pilots-compared", "pilot-peers", "pilot-lessons", "pilots-themes", "pilots-map")
"""What the page has to present."""
