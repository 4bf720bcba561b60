"""Parliaments, cities and regions, business: what is committed that touches them, who works on it and who leads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard import blocks as b
from dashboard.blocks import N_
from dashboard.pages import leads
from dashboard.queries import constituencies, themes
from dashboard.queries.constituencies import CONSTITUENCIES, Constituency, Work
from dashboard.view import columns as c
from dashboard.view.view import View

TITLE = N_("Parliaments, cities and regions, business")
FOOTER = N_("Parliaments, cities, business")

NAMES = {
    "parliaments": N_("Parliaments"),
    "subnational": N_("Cities and regions"),
    "business": N_("Business"),
}
_WITH_PILOTS = "subnational"
_BY_LEVEL = {
    "parliament": N_("Delivered by parliaments"),
    "regional": N_("Delivered by regions"),
    "local": N_("Delivered by cities"),
}
_SEVERAL = N_("A commitment may touch several of them, and be both delivered by one and about it: rows do not add up.")
_WHICH_FILTERS = N_("All filters choose among these commitments, but theme and level: these are each row's own.")
_NO_RECORD = N_("Nobody is on record as leading this theme on {date}; that is never a breach.")

_TOUCHED = b.Column(N_("Who is touched"), N_("By the level that delivers, or by a theme about them."))
_MEMBERS = b.Column(N_("Members at work"), N_("Members with a commitment among these."), numeric=True)
_AMBITIOUS = b.Column(
    N_("Ambitious"),
    N_("Of those whose ambition is known, commitments of moderate or transformative impact."),
    numeric=True,
)
_AMBITION_KNOWN = b.Column(N_("Ambition known"), N_("Commitments whose potential impact is known."), numeric=True)
_OPENED = b.Column(
    N_("Opened government much"),
    N_("Of those whose effect is known, commitments that opened government in a major way or outstandingly."),
    numeric=True,
)
_WORK = (
    *(_TOUCHED, c.COMMITMENTS, _MEMBERS, c.ASSESSED.in_files, c.COMPLETION_RATE.on_screen, c.COMPLETION_RATE.in_files),
    *(_AMBITIOUS, _AMBITION_KNOWN.in_files, _OPENED, c.EFFECT_KNOWN.in_files),
)


_EVENTS = (_TOUCHED, c.EVENT, c.FIRST_DAY, c.PLACE, c.KIND_OF_EVENT, c.SOURCE, c.CONFIDENCE)


def blocks(_: View) -> Sequence[b.Block]:
    """The headline, the three side by side, a card of each, and how each level of government delivers."""
    parts = [b.Part("constituencies-work", compared), b.Part("constituencies-each", each)]
    return [b.Part("constituencies", header), b.Grid([*parts, b.Chart("completion-by-level")])]


def header(view: View) -> b.Header:
    """How many commitments touch each, and how they are doing."""
    lede = [view.words("As of {date}", date=view.asof), *_chosen(view), view.words(_WHICH_FILTERS)]
    return b.Header(_headline(view), " · ".join(lede), actions=[view.present_link(SLIDES)])


def _chosen(view: View) -> list[str]:
    """The choices that hold here."""
    return view.filters_in_full(view.filters.changed(theme=(), level=()))


def _work(view: View, one: Constituency) -> Work:
    return constituencies.touching(constituencies.widened(view.selection), one.ways)


def _headline(view: View) -> str:
    words, clauses = view.words, list[str]()
    for one in CONSTITUENCIES:
        work = _work(view, one)
        n = words.plural("{n} commitment", "{n} commitments", work.commitments)
        if work.rate.assessed:
            rate = words.rate_with_n(work.rate.completed, work.rate.assessed)
            n = words("{commitments}, completion rate {rate}", commitments=n, rate=rate)
        clauses.append(words.sentence(words.named(words(NAMES[one.name]), n)))
    return " ".join(clauses)


def compared(view: View) -> b.Block:
    """Each with its commitments, and below it the ways in which these touch it."""
    if not any(_work(view, one).commitments for one in CONSTITUENCIES):
        return view.nothing(view.words("No commitments under these filters."))
    return _table(view)


def _table(view: View) -> b.Table:
    words, selection, rows = view.words, constituencies.widened(view.selection), list[b.Row]()
    for one in CONSTITUENCIES:
        ways = _ways(view, one)
        only = ways[0][1] if len(ways) == 1 else {}
        rows.append(_row(view, b.Styled(words(NAMES[one.name]), "strong"), _work(view, one), only))
        if len(ways) > 1:
            rows += [
                _row(view, b.Styled(text, "part"), constituencies.touching(selection, [way]), chosen)
                for text, chosen, way in ways
            ]
    title = words("What touches each, and how is it doing?")
    return b.Table("constituencies", title, _WORK, rows, notes=[words(_SEVERAL)], tab=words("Constituencies"))


def _ways(view: View, one: Constituency) -> list[tuple[str, dict[str, Any], tuple[str, str]]]:
    """The ways to touch it: in words, with the filters that choose such commitments. A theme must be in the data."""
    known, ways = view.snapshot.choices["theme"], []
    for name, value in one.ways:
        if name == "level":
            ways.append((view.words(_BY_LEVEL[value]), {"level": (value,), "theme": ()}, (name, value)))
        elif value in known:
            text = view.words("Theme: {name}", name=view.names.of("theme", value))
            ways.append((text, {"theme": (value,), "level": ()}, (name, value)))
    return ways


def _row(view: View, name: b.Text, work: Work, chosen: dict[str, Any]) -> b.Row:
    href = view.href("commitments", **chosen) if chosen and work.commitments else ""
    rate = b.Share(work.rate.completed, work.rate.assessed)
    return [
        name,
        b.Count(work.commitments, href),
        b.Count(len(work.members)),
        b.Count(rate.whole),
        b.Share(rate.part, rate.whole, with_n=True) if rate.whole else b.Unknown(),
        rate,
        _of_known(work.ambitious, work.ambition_known),
        b.Count(work.ambition_known),
        _of_known(work.opened, work.openness_known),
        b.Count(work.openness_known),
    ]


def _of_known(n: int, known: int) -> b.Text:
    return b.Count(n, of=known) if known else b.Unknown()


def each(view: View) -> b.Block:
    """A card of each: who leads, who is at work, what was promised and what happened; in files the events."""
    words = view.words
    rows = [
        [words(NAMES[one.name]), row.title, b.Day(row.start_date), words(row.place) if row.place else b.Unknown(),
         words.code("event_kind", row.kind), row.source, words.code("confidence", row.confidence)]
        for one in CONSTITUENCIES
        for row in themes.events(view.selection, one.theme)
    ]  # fmt: skip
    title = words("Events that touch parliaments, cities and regions, or business")
    files = b.Table("constituency-events", title, _EVENTS, rows, tab=words("Events")).in_files
    return b.Grid([*(_card(view, one) for one in CONSTITUENCIES), files])


def _card(view: View, one: Constituency) -> b.Card:
    words, work, has_theme = view.words, _work(view, one), one.theme in view.snapshot.choices["theme"]
    lists = [b.Link(text, view.href("commitments", **chosen)) for text, chosen, _ in _ways(view, one)]
    asked = [b.Link(view.names.of("promise", promise.id), view.href("agenda"))
             for promise in themes.promises(view.selection, one.theme)]  # fmt: skip
    pairs: list[tuple[b.Text, b.Text]] = [
        (words("Who leads"), _leads(view, one.theme) if has_theme else b.Unknown()),
        (words("Members at work"), _members(view, work)),
        *([(words("Theme"), _theme(view, one.theme))] if has_theme else []),
        (words("In the list of commitments"), b.Names(lists)),
        *([(words("Pilots"), b.Link(words("City pilots"), view.href("pilots")))] if one.name == _WITH_PILOTS else []),
        *([(words("What the co-chairs promised"), b.Items(asked))] if asked else []),
        (words("What happened"), _events(view, one)),
    ]
    return b.Card(words(NAMES[one.name]), [b.Facts(pairs)], span=4, id=one.name)


def _theme(view: View, theme: str) -> b.Text:
    """The way to the theme, and from which plans on the sources know it (rule 13)."""
    since = leads.known_from(view, theme)
    return [c.theme_link(view, theme), *([" · ", since] if since else [])]


def _leads(view: View, theme: str) -> b.Text:
    """Who leads the theme on the as-of day, by a role that names it or through its policy area, and until when."""
    lines = [_lead(view, lead) for lead in leads.on_the_day(view, theme)]
    return b.Items(lines) if lines else b.Unknown(view.words(_NO_RECORD, date=view.asof))


def _lead(view: View, lead: Any) -> b.Text:
    role, words = lead.role, view.words
    through = [words("through the area {area}", area=view.names.of("area", lead.area)), " · "] if lead.area else []
    what = [leads.holder(view, role), " · ", words.code("role_kind", role.kind), " · ", *through]
    return [*what, leads.until(view, role), " · ", leads.found_in(view, role)]


def _members(view: View, work: Work) -> b.Text:
    """How many, which open: each with its number of commitments and the way to its page."""
    words = view.words
    if not work.members:
        return words("none with a commitment here")
    links: list[b.Text] = [
        [c.member_link(view, member), " ", words("({n})", n=n)] for member, n in work.members.items()
    ]
    return b.Fold(words.plural("{n} member", "{n} members", len(links)), b.Names(links))


def _events(view: View, one: Constituency) -> b.Text:
    words, rows = view.words, themes.events(view.selection, one.theme)
    lines: list[b.Text] = [
        [c.in_english(row.title), " · ", b.Day(row.start_date), " · ", c.sources(row.source, words),
         *c.doubt(row.confidence, words)]
        for row in rows
    ]  # fmt: skip
    if not lines:
        return words("No event on record by {date}.", date=view.asof)
    return b.Fold(words.plural("{n} event", "{n} events", len(lines)), b.Items(lines))


def _answer(view: View) -> b.Answer:
    n = sum(_work(view, one).rate.assessed for one in CONSTITUENCIES)
    subtitle = " · ".join([*_chosen(view), view.words.plural("n={n} assessed", "n={n} assessed", n)])
    return b.Answer(_headline(view), subtitle, _table(view), view.words(_SEVERAL))


TOPICS = {
    "constituencies": b.Topic(
        N_("How are parliaments, cities and regions, and business doing?"), "constituencies", _answer
    )
}
SLIDES = (*TOPICS, "completion-by-level")
"""What the page has to present."""
