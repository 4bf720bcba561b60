"""City pilots: how does our pilot compare, and from whom can it learn?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from dashboard import blocks as b
from dashboard.blocks import N_
from dashboard.pages.tables import ONE_PAGE, late, published
from dashboard.queries import pilots
from dashboard.queries.pilots import Work
from dashboard.view import columns as c
from dashboard.view.view import Record, View

TITLE = N_("City pilots")
NAV = N_("Pilots")
_NO_PILOTS = N_("There are no pilots in this data.")
_WHO_WORKS_ON_WHAT = N_("Who works on what, and how did it go?")
_OWN_PLACE, _PEERS_PLACE, _THEMES_PLACE = "own", "peers", "who-works-on-what"
"""The places of the page's cards."""

_FINDINGS = (c.COMPLETION, c.OPENNESS)
_COMMITMENTS = (
    *(c.COMMITMENT.on_screen, c.COMMITMENT.in_files, c.THEMES.in_files),  # on screen with its themes under it
    *(c.PLAN, c.COMPLETION, c.DID_IT_OPEN_GOVERNMENT, c.STARRED),
)
_PEERS = (
    *(c.PILOT, c.WHY_A_PEER, b.Column(N_("One mark a commitment")).on_screen, c.COMMITMENTS),
    *(c.SUBSTANTIAL_OR_COMPLETE.on_screen, c.SUBSTANTIAL_OR_COMPLETE.in_files),  # on screen as a rate
    *(c.ASSESSED.in_files, c.COMPLETION_RATE.in_files, c.OPENED_GOVERNMENT, c.IN_A_MAJOR_WAY, c.EFFECT_KNOWN.in_files),
)
_MEASURES: dict[str, tuple[Callable[[Any], int], Callable[[Any], int]]] = {
    c.COMMITMENTS.header: (lambda of: of.commitments, lambda of: of.commitments),
    c.SUBSTANTIAL_OR_COMPLETE.header: (lambda of: of.substantial + of.complete, lambda of: of.assessed),
    c.OPENED_GOVERNMENT.header: (lambda of: of.opened, lambda of: of.openness_known),
    c.IN_A_MAJOR_WAY.header: (lambda of: of.opened_much, lambda of: of.openness_known),
}
"""Of a column of numbers: what is counted of a pilot, and of how many commitments it is known."""
_LESSONS = (c.COMMITMENT_OF_A_PEER, c.PILOT, c.THEMES_IN_COMMON, *_FINDINGS)
_BY_THEME = (c.THEME, c.PILOT, c.COMMITMENT, *_FINDINGS)
_COMPARED = (c.PILOT, c.COMMITMENTS, c.SUBSTANTIAL_OR_COMPLETE, c.OPENED_GOVERNMENT)


@dataclass(frozen=True)
class _Shown:
    """The pilot a view shows, beside which peers, and the commitments of all with what was found of each."""

    view: View
    id: str

    @classmethod
    def of(cls, view: View) -> _Shown:
        """The pilot asked for; where none is, or none of that id on the as-of day, the one best documented."""
        wanted = view.chosen.pilot
        is_there = wanted in pilots.there(view.selection)
        return cls(view, wanted if is_there else pilots.best_documented(view.selection))

    @property
    def name(self) -> str:
        return self.view.names.of("pilot", self.id)

    @cached_property
    def peers(self) -> list[pilots.Peer]:
        """The peers it stands beside, nearest first."""
        return pilots.fair_peers(self.view.selection, self.id, self.view.chosen.peer)

    @property
    def with_peers(self) -> list[str]:
        return [self.id, *(peer.id for peer in self.peers)]

    @cached_property
    def counts(self) -> dict[str, Any]:
        """What is counted of every pilot, by its id."""
        return {row.id: row for row in pilots.by_pilot(self.view.selection).itertuples()}

    @cached_property
    def works(self) -> list[Work]:
        """The commitments of all pilots."""
        return pilots.works(self.view.selection)

    @cached_property
    def alone(self) -> View:
        """The view of this pilot alone."""
        return replace(self.view, scope=replace(self.view.scope, member=(self.id,)))

    def of_pilot(self, pilot: str) -> list[Work]:
        """The commitments of one pilot."""
        return [work for work in self.works if work.pilot == pilot]

    @cached_property
    def records(self) -> dict[int, Record]:
        """The text of the commitments of all pilots, by their place."""
        places = np.array([work.place for work in self.works], dtype=np.int64)
        return dict(zip(places.tolist(), self.view.records.commitments(self.view.snapshot, places), strict=True))

    def href(self, pilot: str, **chosen: Any) -> str:
        """The way to the commitments of a pilot."""
        return self.view.href("commitments", **{"member": (pilot,), **chosen})


def blocks(view: View) -> Sequence[b.Block]:
    """Headline, the choice of pilot and peers, everything about them, and the map of all."""
    top = b.Part("pilots", header)
    if not view.snapshot.pilots:
        return [top]
    controls = b.Section([b.Control("pilot"), b.Control("peer")], "pilot-controls")
    charts = b.Grid(b.folded([b.Chart("progress-by-pilot"), b.Chart("pilots-map")]))
    return [b.Section([top, controls, b.Part("pilot", cards), charts], "pilots")]


def header(view: View) -> Sequence[b.Block]:
    """The pilot's name, what is known of it in a sentence, and its figures; first that the one asked for is none."""
    shown = _Shown.of(view)
    if not shown.id:
        return [b.Header(_no_pilots(view), view.asof)]
    headline, none = c.headed(view, _sentence(shown), shown.name), _no_such_pilot(shown)
    figures = _figures(shown) if shown.counts[shown.id].commitments else []
    sheet = b.Link(view.words("One page to print"), view.href(f"{ONE_PAGE}/{shown.id}"), style="present-page")
    top = b.Header(headline, _lede(shown), figures, [view.present_link(SLIDES), sheet])
    return [*([b.Paragraph(none, "notice")] if none else []), top]


def cards(view: View) -> b.Block:
    """Its commitments, its peers, the lessons, and who works on what."""
    shown = _Shown.of(view)
    if not shown.id:
        return b.Grid([])
    own, peers, works = _commitments(shown), _peers(shown), _works_by_theme(shown)
    dues = [late(shown.alone)] if shown.counts[shown.id].commitments else []
    on_demand = b.folded([*published(view, shown.id), *_grid(shown)])
    return b.Grid([own, *dues, peers, _lessons(shown), *on_demand, works])


def _no_pilots(view: View) -> str:
    """That this data has no pilots, or that none had joined yet."""
    later = view.words("No pilot had joined OGP by {date}.", date=view.asof)
    return later if view.snapshot.pilots else view.words(_NO_PILOTS)


def _no_such_pilot(shown: _Shown) -> str:
    """Says so when the address asks for a pilot that is none, or was none yet."""
    view, wanted = shown.view, shown.view.chosen.pilot
    if wanted in {"", shown.id}:
        return ""
    if wanted in view.snapshot.pilots:
        pilot = view.names.of("pilot", wanted)
        return view.words(
            "{pilot} had not joined OGP by {date}; {name} is shown.", pilot=pilot, date=view.asof, name=shown.name
        )
    return view.words("There is no pilot {id}; {name} is shown.", id=wanted, name=shown.name)


def _sentence(shown: _Shown) -> str:
    words, counts = shown.view.words, shown.counts[shown.id]
    if not counts.commitments:
        return c.nothing_here(shown.view)
    completion = words(
        "{completed} of {assessed} assessed substantially or fully complete",
        completed=counts.substantial + counts.complete,
        assessed=counts.assessed,
    )
    openness = words(
        "{opened} of {known} whose effect is known opened government", opened=counts.opened, known=counts.openness_known
    )
    return words(
        "{commitments}; {completion}; {openness}.",
        commitments=_n_commitments(shown, counts.commitments),
        completion=completion if counts.assessed else words("completion not known of any"),
        openness=openness if counts.openness_known else words("whether any opened government is not known"),
    )


def _n_commitments(shown: _Shown, n: int) -> str:
    return shown.view.words.plural("{n} commitment", "{n} commitments", n)


def _lede(shown: _Shown) -> b.Text:
    view, words, member = shown.view, shown.view.words, shown.view.member(shown.id)
    size = words("size not known")
    if not pd.isna(member["population"]):
        size = words.plural("{n} inhabitant", "{n} inhabitants", int(member["population"]))
    day = words("as of {date}", date=view.asof)
    profile = b.Link(words("Its member profile"), view.href(f"members/{shown.id}"))
    compared = b.Link(words("Compare with …"), view.href("compare", member=(shown.id,)))
    about = " · ".join([words.code("kind", member.kind), _country(view, member.country), size, day])
    return [about, " · ", profile, " · ", compared]


def _country(view: View, country: str) -> str:
    """The pilot's country, with what became of its own membership: a pilot may outlive it (rule 7)."""
    words, members = view.words, view.snapshot.tables["members"]
    nations = members[(members["country"] == country) & (members["government_level"] == "national")]
    held = [view.selection.membership.by_id[nation] for nation in nations["id"]]
    left = [one.status for one in held if one.status not in {"active", "not_known"} and view.known(one.since)]
    name = words.country(country, country)
    return words("{country} ({status})", country=name, status=words.code("standing", left[0])) if left else name


def _figures(shown: _Shown) -> list[b.Figure]:
    words, counts = shown.view.words, shown.counts[shown.id]
    n, known = b.Count(counts.commitments, shown.href(shown.id)), counts.openness_known
    rate, beside = _completion_rate(shown, shown.id), c.not_counted(counts._asdict(), words)
    much: b.Text = words.plural("{n} in a major way", "{n} in a major way", counts.opened_much)
    effect = [*((much, b.Break()) if known else ()), _not_known(shown, n.n - known)]
    among_stars = shown.href(shown.id, starred=("1",)) if counts.starred else ""
    stars, no_stars = _of_known(counts.starred, counts.starred_known, among_stars), n.n - counts.starred_known
    return [
        b.Figure(c.term("Commitments", words), n, words.plural("{n} assessed", "{n} assessed", counts.assessed)),
        b.Figure(c.term("Completion rate", words), rate, beside),
        b.Figure(c.term("Did it open government", words), _of_known(counts.opened, known), effect),
        b.Figure(words("Starred by the IRM"), stars, _not_known(shown, no_stars)),
    ]


def _completion_rate(shown: _Shown, pilot: str) -> b.Share:
    """The completion of a pilot's commitments, with the way to those assessed."""
    counts = shown.counts[pilot]
    href = shown.href(pilot, completion=shown.view.selection.levels) if counts.assessed else ""
    return b.Share(counts.substantial + counts.complete, counts.assessed, href)


def _of_known(n: int, known: int, href: str = "") -> b.Text:
    """How many of those of which it is known; unknown where it is known of none."""
    return b.Count(n, href, of=known) if known else b.Unknown()


def _not_known(shown: _Shown, n: int) -> str:
    words = shown.view.words
    some = words.plural("not known of {n} commitment", "not known of {n} commitments", n)
    return some if n else words("known of every commitment")


def _commitments(shown: _Shown) -> b.Card:
    """The commitments of the pilot, each with what was found."""
    view, words, own = shown.view, shown.view.words, shown.of_pilot(shown.id)
    title, heading = words("The commitments of {name}", name=shown.name), words("How is {name} doing?", name=shown.name)
    rows = [_commitment(shown, work) for work in own]
    table = b.Table("pilot-commitments", title, _COMMITMENTS, rows, tab=words("Commitments"), span=0)
    if not own:
        return b.Card(heading, [view.nothing(c.nothing_here(view)), table.in_files], id=_OWN_PLACE)
    csv = view.commitments_csv(view.chosen.travelling().changed(member=(shown.id,)), style="own-csv")
    listed = b.Link(words("See them in the list of commitments"), shown.href(shown.id))
    return b.Card(heading, [table, b.Paragraph([csv, " · ", listed], "note")], style="own", id=_OWN_PLACE)


def _commitment(shown: _Shown, work: Work) -> b.Row:
    view, record, title = shown.view, shown.records[work.place], _linked(shown, work)
    names = view.names.of_list("theme", record.themes)
    themes = b.Names(names) if names else b.Unknown(view.words("theme not known"))
    plan, starred = view.names.short_plan(record.action_plan_id), c.yes_or_no(record.starred, view.words)
    return [[title, b.Styled(themes, "line")], title, themes, plan, *_findings(view, work), starred]


def _linked(shown: _Shown, work: Work) -> b.Link:
    """A commitment by its title."""
    return c.commitment_link(shown.view, shown.records[work.place])


def _findings(view: View, work: Work) -> list[b.Text]:
    """What was found of a commitment: the cells of _FINDINGS."""
    openness = c.openness_text(work.openness, view.words)
    return [
        c.completion_chip(work.completion, view.words),
        openness if work.openness else b.Unknown(openness),
    ]


def _peers(shown: _Shown) -> b.Card:
    """The pilot beside its peers: why they are peers, and how all are doing on one scale."""
    words = shown.view.words
    title = words("Who are fair peers of {name}, and how are they doing?", name=shown.name)
    order = words(
        "Peers come by government level first, then kind, region, size and the year of their plans; "
        "among the pilots only. Choose others above."
    )
    why = {peer.id: b.Names([words.code("peer_reason", reason) for reason in peer.reasons]) for peer in shown.peers}
    foot, medians = _medians(shown)
    table = b.Table(
        "pilot-peers",
        title,
        _PEERS,
        [_peer(shown, pilot, why.get(pilot, words("the pilot shown"))) for pilot in shown.with_peers],
        foot=[foot] if shown.peers else [],
        file_notes=[words(c.FAIR_PEERS), *([medians] if shown.peers else [])],
        tab=words("Peers"),
        span=0,
    )
    return b.Card(title, [table, _legend(shown)], order, style="peers", id=_PEERS_PLACE)


def _peer(shown: _Shown, pilot: str, why: b.Text) -> b.Row:
    view, counts, rate = shown.view, shown.counts[pilot], _completion_rate(shown, pilot)
    name, works = view.names.of("pilot", pilot), sorted(shown.of_pilot(pilot), key=lambda work: -work.merit)
    return [
        name if pilot == shown.id else b.Link(name, view.href(pilot=pilot)),
        why,
        _tiles(works, _n_commitments(shown, len(works))) if works else view.words("no commitment"),
        b.Count(len(works), shown.href(pilot) if works else ""),
        rate,
        b.Count(rate.part) if rate.whole else b.Unknown(),
        b.Count(rate.whole),
        rate,
        _of_known(counts.opened, counts.openness_known),
        _of_known(counts.opened_much, counts.openness_known),
        b.Count(counts.openness_known),
    ]


def _tiles(works: Sequence[Work], label: str, href: str = "") -> b.Tiles:
    return b.Tiles([(work.completion, work.openness) for work in works], label, href)


def _medians(shown: _Shown) -> tuple[b.Row, str]:
    """Median, range and n of the peers, ours left out, for each column of numbers (rule 8): a row and a sentence."""
    words, peers = shown.view.words, [shown.counts[peer.id] for peer in shown.peers]
    name = words.plural("Median of {n} peer", "Median of {n} peers", len(peers))
    how = words("lowest to highest, and of how many peers it is known")
    spreads = {
        header: _spread(shown, [n(peer) for peer in peers if known(peer)]) for header, (n, known) in _MEASURES.items()
    }
    row = [name, how, words("not a ranking"), *(spreads.get(column.header, "") for column in _PEERS[3:])]
    each = [words.named(name, how), *(words.named(words(header), text) for header, text in spreads.items())]
    return row, " · ".join(each)


def _spread(shown: _Shown, values: list[int]) -> str:
    words, middle = shown.view.words, pilots.spread(values)
    if middle is None:
        return words("not known")
    median, lowest, highest = (words.number(value) for value in middle)
    return words("{median} ({lowest}–{highest}, n={n})", median=median, lowest=lowest, highest=highest, n=len(values))


def _legend(shown: _Shown) -> b.Legend:
    states = {work.completion for work in shown.works}
    return b.Legend([state for state in shown.view.snapshot.choices["completion"] if state in states])


def _lessons(shown: _Shown) -> b.Table:
    """Commitments of the peers that have come further on a theme of the pilot."""
    view, words = shown.view, shown.view.words
    rows = [
        [
            _linked(shown, lesson.work),
            b.Link(view.names.of("pilot", lesson.work.pilot), view.href(pilot=lesson.work.pilot)),
            b.Names([view.names.of("theme", theme) for theme in lesson.themes]),
            *_findings(view, lesson.work),
        ]
        for lesson in pilots.lessons(view.selection, shown.id, [peer.id for peer in shown.peers])
    ]
    return b.Table(
        "pilot-lessons",
        words("What can {name} learn?", name=shown.name),
        _LESSONS,
        rows,
        subtitle=words(
            "Commitments of these peers that are finished, or opened government, on themes where none of {name} has "
            "been found to have come as far",
            name=shown.name,
        ),
        empty=words(
            "None is known among these peers. Choose other peers, or look along the themes below for those at work "
            "on them."
        ),
        tab=words("Lessons"),
        style="lessons",
    )


def _grid(shown: _Shown) -> list[b.Block]:
    """Themes by pilots, every cell with the way to its commitments, where the pilots have a commitment at all."""
    words, names, works = shown.view.words, shown.view.names, pilots.by_theme(shown.view.selection)
    without = works.pop("", [])
    if not shown.works:
        return []
    title = words(_WHO_WORKS_ON_WHAT)
    subtitle = words("Commitments by theme; a mark is a commitment. {name} first, then its peers.", name=shown.name)
    note = words("An empty cell: the pilot has no commitment on this theme. A commitment may carry several themes.")
    others = set(shown.counts).difference(shown.with_peers)
    order = [*shown.with_peers, *sorted(others, key=lambda pilot: _by_name(shown, pilot))]
    upright = [b.Column(names.of("pilot", one), head=b.Styled(names.of("pilot", one), "upright")) for one in order]
    rows = [
        [names.of("theme", theme), *(_cell(shown, theme, pilot, group) for pilot in order)]
        for theme, group in works.items()
    ]
    table = b.Table("pilots-grid", title, [c.THEME, *upright], rows, only=b.SCREEN, span=0)
    card: list[b.Block] = [_legend(shown), table, b.Paragraph(note, "note")]
    if without:  # which no row can hold
        items = [b.Names([_linked(shown, work), names.of("pilot", work.pilot)]) for work in without]
        card += [b.Heading(words("Commitments whose theme is not known")), b.Items(items)]
    return [b.Card(title, card, subtitle, style="pilot-themes", id=_THEMES_PLACE)]


def _by_name(shown: _Shown, pilot: str) -> str:
    return shown.view.words.order(shown.view.names.of("pilot", pilot))


def _cell(shown: _Shown, theme: str, pilot: str, group: Iterable[Work]) -> b.Text:
    """The marks of a pilot, in words for those who do not see them; nothing where there is no commitment."""
    words, names, works = shown.view.words, shown.view.names, [work for work in group if work.pilot == pilot]
    if not works:
        return ""
    findings = [
        words(
            "{completion}, {openness}",
            completion=words.code("completion", work.completion),
            openness=c.openness_text(work.openness, words),
        )
        for work in works
    ]
    label = words(
        "{pilot}, {theme}: {commitments} ({found})",
        pilot=names.of("pilot", pilot),
        theme=names.of("theme", theme),
        commitments=_n_commitments(shown, len(works)),
        found=" · ".join(findings),
    )
    return _tiles(works, label, shown.href(pilot, theme=(theme,)))


def _works_by_theme(shown: _Shown) -> b.Table:
    """What the grid shows, a row a commitment on a theme."""
    names, words = shown.view.names, shown.view.words
    rows = b.Later(
        lambda: [
            [
                names.of("theme", theme) or b.Unknown(),
                names.of("pilot", work.pilot),
                _linked(shown, work),
                *_findings(shown.view, work),
            ]
            for theme, group in pilots.by_theme(shown.view.selection).items()
            for work in group
        ]
    )
    title, notes = words(_WHO_WORKS_ON_WHAT), [words(c.SEVERAL_THEMES)]
    return b.Table("pilots-by-theme", title, _BY_THEME, rows, notes=notes, tab=words("Themes")).in_files


def _about_pilots(make: Callable[[_Shown], b.Answer]) -> Callable[[View], b.Answer]:
    """An answer about pilots; in data without any it says so."""

    def about(view: View) -> b.Answer:
        shown = _Shown.of(view)
        if not shown.id:
            return b.Answer(_no_pilots(view), "")
        answer = make(shown)
        note = " ".join(text for text in (_no_such_pilot(shown), answer.note) if text)
        headline = c.headed(view, answer.headline)
        return replace(answer, headline=headline, subtitle=view.rests_on(pilots.assessed(view.selection)), note=note)

    return about


def _compared(shown: _Shown, order: Sequence[str]) -> b.Table:
    """How pilots are doing, in a few columns."""
    none, rows = shown.view.words("no commitment"), []
    for pilot in order:
        name, counts = shown.view.names.of("pilot", pilot), shown.counts[pilot]
        rate = replace(_completion_rate(shown, pilot), with_n=True)
        n = b.Count(counts.commitments) if counts.commitments else none
        rows.append([name, n, rate, _of_known(counts.opened, counts.openness_known)])
    return b.Table("pilots-compared", "", _COMPARED, rows)


def _all_compared(shown: _Shown) -> b.Answer:
    """Every pilot, those of which most is known first."""
    words, counts = shown.view.words, shown.counts
    known = {pilot: of.assessed + of.openness_known for pilot, of in counts.items()}
    order = sorted(known, key=lambda one: (-known[one], -counts[one].commitments, _by_name(shown, one)))
    headline = words.plural(
        "{n} of {total} pilots has commitments; completion is known of {assessed} of {commitments}.",
        "{n} of {total} pilots have commitments; completion is known of {assessed} of {commitments}.",
        sum(of.commitments > 0 for of in counts.values()),
        total=len(order),
        assessed=pilots.assessed(shown.view.selection),
        commitments=sum(of.commitments for of in counts.values()),
    )
    note = words("In the order of how much is known of them: not a ranking.")
    return b.Answer(headline, "", _compared(shown, order), note)


def _themes_compared(shown: _Shown) -> b.Answer:
    """Commitments by theme and pilot, the themes of most pilots first: the pilot shown, its peers, the others."""
    words, works = shown.view.words, pilots.by_theme(shown.view.selection)
    without = len(works.pop("", []))
    if not works:
        return b.Answer(c.nothing_here(shown.view), "")
    unknown = words.plural(
        "The theme of {n} commitment is not known.", "The theme of {n} commitments is not known.", without
    )
    note = " ".join([words(c.SEVERAL_THEMES), *([unknown] if without else [])])
    at_work = {theme: len({work.pilot for work in group}) for theme, group in works.items()}
    most = max(at_work.values())
    themes = [shown.view.names.of("theme", theme) for theme, n in at_work.items() if n == most]
    headline = words.plural(
        "Most shared by the pilots: {themes}, with {n} of {total} pilots at work.",
        "Most shared by the pilots: {themes}, with {n} of {total} pilots at work.",
        most,
        themes=words.listing(themes),
        total=len(shown.counts),
    )
    return b.Answer(headline, "", _counts_by_theme(shown, works), note)


def _counts_by_theme(shown: _Shown, works: dict[str, list[Work]]) -> b.Table:
    """Commitments on a theme: of the pilot shown, of each of its peers, of the others, and of all."""
    names, rows = shown.view.names, list[b.Row]()
    headers = [*(names.of("pilot", pilot) for pilot in shown.with_peers), N_("Other pilots"), N_("All pilots")]
    for theme, group in works.items():
        by_pilot = Counter(work.pilot for work in group)
        own = [by_pilot[pilot] for pilot in shown.with_peers]
        counts = [b.Count(n) for n in (*own, len(group) - sum(own), len(group))]
        rows.append([names.of("theme", theme), *counts])
    return b.Table("pilots-themes", "", [c.THEME, *(b.Column(name, numeric=True) for name in headers)], rows)


def _beside_peers(shown: _Shown) -> b.Answer:
    """The pilot shown, then its peers, nearest first."""
    words, (_, *peers) = shown.view.words, [shown.view.names.of("pilot", pilot) for pilot in shown.with_peers]
    headline = words("No other pilot is in this data.")
    if peers:
        headline = words("The fair peers of {name}: {peers}.", name=shown.name, peers=words.listing(peers))
    return b.Answer(headline, "", _compared(shown, shown.with_peers), words("Nearest first, not a ranking."))


def _learned(shown: _Shown) -> b.Answer:
    """Commitments of the peers that have come further on a theme of the pilot shown."""
    table = _lessons(shown)
    clause = shown.view.words.plural(
        "{n} commitment of its peers has come further than any of {name} on a shared theme",
        "{n} commitments of its peers have come further than any of {name} on a shared theme",
        len(table),
        name=shown.name,
    )
    return b.Answer(shown.view.words.sentence(clause), "", table)


TOPICS = {
    "pilots-compared": b.Topic(N_("How are the pilots doing?"), "pilots", _about_pilots(_all_compared)),
    "pilots-themes": b.Topic(N_("On which themes do the pilots work?"), "pilots", _about_pilots(_themes_compared)),
    "pilot-peers": b.Topic(N_("How is a pilot doing beside its fair peers?"), "pilots", _about_pilots(_beside_peers)),
    "pilot-lessons": b.Topic(N_("What can a pilot learn from its peers?"), "pilots", _about_pilots(_learned)),
}
SLIDES = ("pilots-compared", "pilot-peers", "pilot-lessons", "pilots-themes", "pilots-map")
"""What the page has to present."""
