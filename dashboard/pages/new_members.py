"""New members: who joined when, from which region and with which tie to La Francophonie."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dashboard import blocks as b
from dashboard.blocks import N_
from dashboard.queries import joining
from dashboard.queries.joining import MANDATE, Joined, Joining
from dashboard.view import columns as c
from dashboard.view.view import View

TITLE = N_("Who joined when")
FOOTER = N_("New members")

_PROMISES = ("new-1", "new-2")
"""The promises of the co-chairs that ask for new members."""
_STAYS = N_("Who has left since had joined all the same. Region and member choose here, no other filter.")
_NOT_NO = N_(
    "The tie to La Francophonie is the last one recorded. Where none is, there may be one all the same: "
    "not known is not “no”."
)
_BASIS = N_("What the days rest on is as it was recorded, in English.")

_ALL = b.Column(N_("All regions"), N_("Members that joined in the year."), numeric=True)
_OF_THE_FRANCOPHONIE = (
    b.Column(
        N_("Members of La Francophonie"), N_("Of those that joined, the members of La Francophonie."), numeric=True
    ),
    b.Column(N_("Observers in it"), N_("Of those that joined, the observers in La Francophonie."), numeric=True),
    b.Column(
        N_("Tie not known"),
        N_("Of those that joined, members of which no tie to La Francophonie is recorded."),
        numeric=True,
    ),
)
_REGIONS = c.of_codes("region", c.REGION.meaning)
_LEVELS = {False: N_("National"), True: N_("Subnational")}
_BY_YEAR = (c.YEAR_JOINED, c.GOVERNMENT_LEVEL.in_files, *_REGIONS, _ALL, *_OF_THE_FRANCOPHONIE)
_LIST = (
    *(c.MEMBER, c.JOINED_OGP.on_screen, c.JOINED_OGP.in_files, c.REGION, c.KIND),
    *(c.RESTS_ON, c.FRANCOPHONIE),
    c.SOURCE_OF_THE_TIE.in_files,
    *(c.SOURCES.on_screen, c.SOURCES.in_files),
    c.CONFIDENCE.in_files,
)


def blocks(_: View) -> Sequence[b.Block]:
    """The headline, who joined in the co-chairs' year, year by year, and everyone."""
    cards = [
        b.Part("new-members-mandate", in_the_mandate),
        b.Part("new-members-years", by_year),
        b.Part("new-members-all", everyone),
    ]
    return [b.Part("new-members", header), b.Grid(cards)]


def header(view: View) -> b.Header:
    """How many had joined, and who of them in the year of the co-chairs."""
    words, known = view.words, joining.joining(view.selection)
    lede: list[b.Text] = [" · ".join([*view.chosen_in_words(), words(_STAYS)])]
    known_promises = set(view.snapshot.tables["agenda_items"]["id"])
    asked = [b.Link(view.names.of("promise", one), view.href("agenda")) for one in _PROMISES if one in known_promises]
    if asked:
        lede += [b.Break(), words("What the co-chairs promised:"), " ", b.Names(asked)]
    return b.Header(_headline(view, known), lede, _figures(view, known), [view.present_link(SLIDES)])


def _period(view: View) -> dict[str, str]:
    return {name: view.words.date(day.isoformat()[: len("2016-10")])
            for name, day in zip(("start", "end"), MANDATE, strict=True)}  # fmt: skip


def _headline(view: View, known: Joining) -> str:
    words, n, new = view.words, len(known.of(subnational=False)), known.new
    had_joined = words.plural(
        "{n} national member had joined by {date}", "{n} national members had joined by {date}", n, date=view.asof
    )
    if view.selection.asof < MANDATE[0] or not n:
        return words.sentence(had_joined)
    if not new:
        in_the_year = words("none of them in the co-chairs' year ({start} to {end})", **_period(view))
    else:
        in_the_year = words(
            "{part} of them in the co-chairs' year ({start} to {end}): {names}",
            part=len(new),
            names=words.listing(_names(view, new)),
            **_period(view),
        )
    return words.sentence(words("; ").join([had_joined, in_the_year]))


def _names(view: View, some: Iterable[Joined]) -> list[str]:
    return sorted((view.names.of("member", one.id) for one in some), key=view.words.order)


def _figures(view: View, known: Joining) -> list[b.Figure]:
    words, new = view.words, known.new
    national, subnational = (known.of(subnational=below) for below in (False, True))
    figures = [
        b.Figure(words("National members"), b.Count(len(national)), words("had joined by the as-of day")),
        b.Figure(words("Subnational members"), b.Count(len(subnational)), words("counted apart")),
    ]
    if view.selection.asof < MANDATE[0]:
        return figures
    regions = [
        words.named(name, n)
        for code, name in words.codes("region").items()
        if (n := sum(one.region == code for one in new))
    ]
    tied = sum(bool(one.francophonie) for one in new)
    not_known = words.plural("not known of {n}", "not known of {n}", len(new) - tied)
    return [
        *figures,
        b.Figure(words("Joined in the co-chairs' year"), b.Count(len(new)), " · ".join(regions)),
        b.Figure(words("Of them in La Francophonie"), b.Count(tied, of=len(new)) if new else b.Unknown(), not_known),
    ]


def in_the_mandate(view: View) -> b.Block:
    """Who joined in the co-chairs' year, which their promises are about."""
    words, known = view.words, joining.joining(view.selection)
    title = words("Joined in the co-chairs' year, {start} to {end}", **_period(view))
    if view.selection.asof < MANDATE[0]:
        return b.Card(title, [b.Paragraph(words("That year had not begun on {date}.", date=view.asof))])
    perhaps = _names(view, known.perhaps_new)
    notes = [words("Perhaps as well, since their day is not known: {names}.", names=words.listing(perhaps))]
    return b.Table(
        "new-members",
        title,
        _LIST,
        [_row(view, one) for one in known.new],
        notes=[*(notes if perhaps else []), words(_NOT_NO), words(_BASIS)],
        empty=words("No national member joined in it under these filters."),
        tab=words("The co-chairs' year"),
    )


def _row(view: View, one: Joined) -> b.Row:
    words, member = view.words, view.member(one.id)
    tie: b.Text = b.Unknown()
    if one.francophonie:
        word = words.code("francophonie", one.francophonie)
        tie = b.Styled([word, " ", c.sources(one.francophonie_source, words)], "cell")
    return [
        c.member_link(view, one.id),
        b.Styled([b.Day(one.date), *c.doubt(one.confidence, words)], "cell"),
        b.Day(one.date),
        words.code("region", one.region),
        words.code("kind", member.kind),
        c.in_english(one.basis) or b.Unknown(),
        tie,
        one.francophonie_source,
        b.Styled(c.sources(one.source, words), "cell") if one.source else b.Unknown(),
        one.source,
        words.code("confidence", one.confidence),
    ]


def by_year(view: View) -> b.Block:
    """How many joined in each year from each region: countries, then cities and regions."""
    words, known = view.words, joining.joining(view.selection)
    if not known.members:
        return view.nothing(words("Nobody had joined under these filters."))
    titles = {
        False: words("National members by year and region"),
        True: words("Subnational members by year and region"),
    }
    tables = [_years(view, title, known.of(subnational=below), subnational=below) for below, title in titles.items()]
    return b.Grid([*(table for table in tables if len(table)), *_unplaced(view, known)])


def _years(view: View, title: str, some: Sequence[Joined], *, subnational: bool) -> b.Table:
    words, level = view.words, view.words(_LEVELS[subnational])

    def row(name: str, joined: Sequence[Joined]) -> b.Row:
        regions = [sum(one.region == region for one in joined) for region in words.codes("region")]
        ties = [sum(one.francophonie == tie for one in joined) for tie in words.codes("francophonie")]
        tied = [b.Count(n) if any(ties) else b.Unknown() for n in ties]
        return [name, level, *map(b.Count, regions), b.Count(len(joined)), *tied, b.Count(len(joined) - sum(ties))]

    rows = [row(str(year), joined) for year, joined in joining.by_year(some).items()]
    return b.Table(
        "joined-by-year-subnational" if subnational else "joined-by-year",
        title,
        _BY_YEAR,
        rows,
        foot=[row(words("All years"), some)] if len(rows) > 1 else [],
        notes=[] if subnational else [words(_NOT_NO)],
        tab=words("Years"),
        sheet=words("Members by the year in which they joined"),
        as_cards=False,
    )


def _unplaced(view: View, known: Joining) -> list[b.Block]:
    """Who is counted in no year: those that perhaps had joined by then, and those of which nobody knows when."""
    words = view.words
    texts = {
        N_("Perhaps joined by then, since of their day only the year or month is known: {names}."): known.perhaps,
        N_("When they joined is not known: {names}."): known.undated,
    }
    return [
        b.Paragraph(words(text, names=words.listing(_names(view, some))), "note span-12")
        for text, some in texts.items()
        if some
    ]


def everyone(view: View) -> b.Block | None:
    """Everyone that had joined, the last to join first; folded, since there are many."""
    words, known = view.words, joining.joining(view.selection)
    if not known.members:
        return None
    title = words("Everyone who joined, and what that rests on")
    groups = [
        b.Group(words.named(str(year), words.plural("{n} member", "{n} members", len(some))),
                [_row(view, one) for one in reversed(some)])
        for year, some in reversed(joining.by_year(known.members).items())
    ]  # fmt: skip
    table = b.Table("joined", title, _LIST, groups=groups, file_notes=[words(_NOT_NO)], tab=words("Members"), span=0)
    n = words.plural("{n} member", "{n} members", len(known.members))
    return b.Card(title, [b.Disclosure(n, [table])], words(_BASIS), style="on-demand", id=table.name)


def _answer(view: View) -> b.Answer:
    words, known = view.words, joining.joining(view.selection)
    n = words.plural("n={n} member", "n={n} members", len(known.of(subnational=False)))
    rows = [
        [view.names.of("member", one.id), b.Day(one.date), words.code("region", one.region),
         words.code("francophonie", one.francophonie) or b.Unknown()]
        for one in known.new
    ]  # fmt: skip
    table = b.Table("new-members", "", (c.MEMBER, c.JOINED_OGP, c.REGION, c.FRANCOPHONIE), rows)
    return b.Answer(_headline(view, known), " · ".join([*view.chosen_in_words(), n]), table, words(_NOT_NO))


TOPICS = {"new-members": b.Topic(N_("Who joined in the co-chairs' year?"), "new-members", _answer)}
SLIDES = tuple(TOPICS)
"""What the page has to present."""
