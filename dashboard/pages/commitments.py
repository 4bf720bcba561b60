"""Commitments: which ones exactly?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from dashboard.blocks import (
    FILES,
    SCREEN,
    Block,
    Column,
    Control,
    Day,
    Header,
    Items,
    Link,
    Names,
    Paragraph,
    Part,
    Row,
    Section,
    Styled,
    Table,
    Text,
)
from dashboard.data.records import Row as Record
from dashboard.data.records import items
from dashboard.data.selection import assessed, completed
from dashboard.data.snapshot import COMPLETION
from dashboard.language.vocabulary import IMPACT, LEVELS, OGP_VALUES, SPECIFICITY
from dashboard.language.words import N_
from dashboard.pages.due import named, one_by_one
from dashboard.view import columns
from dashboard.view.about import chosen_in_words
from dashboard.view.chips import completion_chip, yes_or_no
from dashboard.view.listing import PAGE_ROWS, Listing, in_order, listing
from dashboard.view.view import View

TITLE = N_("Commitments")

_Records = Callable[[int | None], Iterable[tuple[int, Record]]]
"""Gives the first so many commitments, each with its place in the snapshot."""

_COLUMNS = (
    columns.COMMITMENT,
    replace(columns.NUMBER_IN_THE_DATA, only=FILES),
    columns.MEMBER,
    columns.THEMES,
    columns.ACTION_PLAN,
    replace(columns.NUMBER_IN_THE_PLAN, only=FILES),
    replace(columns.LEAD_INSTITUTION, only=FILES),
    replace(columns.DELIVERED_BY, only=FILES),
    replace(columns.START, only=FILES),
    columns.PROMISED_END,
    columns.COMPLETION,
    replace(columns.AMBITION, only=FILES),
    replace(columns.SPECIFICITY, only=FILES),
    replace(columns.OGP_VALUES, only=FILES),
    replace(columns.STARRED_BY_THE_IRM, only=FILES),
)
_SORTS = {
    columns.COMMITMENT: "title",
    columns.MEMBER: "member",
    columns.ACTION_PLAN: "year",
    columns.PROMISED_END: "due",
    columns.COMPLETION: "completion",
}
"""The columns by which the list can be sorted, and what the address calls them."""


def blocks(_: View) -> Sequence[Block]:
    """Header, search box, list."""
    return [Part("commitments", header), Control("q"), Part("commitment-list", commitments)]


def header(view: View) -> Header:
    """How many, and how many of them are done."""
    words, totals = view.words, view.selection.totals
    lede = words(
        "{assessed} assessed, {completed} of them substantially or fully complete, as of {date}",
        assessed=words.number(assessed(totals)),
        completed=words.number(completed(totals)),
        date=view.asof,
    )
    headline = words.plural("{n} commitment", "{n} commitments", view.selection.commitments)
    return Header(headline, " · ".join([lede, *chosen_in_words(view)]))


def commitments(view: View) -> list[Block]:
    """The list, a page of it at a time on screen and all of it in files."""
    page = listing(view)
    whole = _table(view, lambda most: one_by_one(view, in_order(view)[:most]), page.found, FILES)
    return [*(_page(view, page) if page.found else [_nothing(view)]), whole]


def _nothing(view: View) -> Block:
    text = view.words("No commitment fits this search and these filters.")
    return Paragraph([text, " ", Link(view.words("Reset the filters"), view.reset)], "empty")


def _page(view: View, page: Listing) -> list[Block]:
    """Facets, a page of the list, and the way to the other pages."""
    records = list(zip(page.places.tolist(), page.rows, strict=True))
    shown = _table(view, lambda most: records[:most], len(records), SCREEN)
    sortable = replace(shown, columns=[_sortable(view, column) for column in shown.columns], span=0)
    return [_facets(view), _count(view, page), Section([sortable], "card"), _other_pages(view, page)]


def _facets(view: View) -> Block:
    """Completion as links with counts; choosing one that is chosen takes it away."""
    counts = view.selection.facet("completion")
    return Items(
        [_facet(view, state, counts[state]) for state in COMPLETION], style="facets", label=view.words("By completion")
    )


def _facet(view: View, state: str, count: int) -> Link:
    chosen = state in view.filters.completion
    text: Text = [completion_chip(state, view.words), " ", Styled(view.words.number(count), "option-count")]
    href = view.href(completion=() if chosen else (state,), page="")
    return Link(text, href, style="facet", current=chosen)


def _count(view: View, page: Listing) -> Block:
    words = view.words
    first = (page.page - 1) * PAGE_ROWS + 1
    shown = words(
        "{first} to {last} of {found}",
        first=words.number(first),
        last=words.number(first + len(page.rows) - 1),
        found=words.number(page.found),
    )
    csv = f"{view.root}commitments.csv{replace(view.filters, page='', lang=view.lang).query()}"
    return Paragraph([shown, " · ", Link(words("Download these as CSV"), csv, "file")], "status")


def _sortable(view: View, column: Column) -> Column:
    """A column of the list whose head sorts it, and turns the order round when it is sorted by it already."""
    key = _SORTS.get(column)
    if key is None:
        return column
    now = view.filters.sort
    head = Link(view.words(column.header), view.href(sort=f"-{key}" if now == key else key, page=""))
    return replace(column, head=head, sort={key: "ascending", f"-{key}": "descending"}.get(now, ""))


def _table(view: View, records: _Records, total: int, only: str) -> Table:
    states = view.selection.findings.completion

    def rows(most: int | None) -> Iterator[Row]:
        for place, record in records(most):
            yield _row(view, record, COMPLETION[states[place]])

    return Table("commitments", view.words(TITLE), _COLUMNS, rows, total=total, only=only)


def _row(view: View, record: Record, state: str) -> Row:
    words = view.words
    commitment, member = named(view, record)
    return [
        commitment,
        record.id,
        member,
        Names([view.names.of("theme", theme) for theme in items(record.themes)]),
        view.names.short_plan(record.action_plan_id),
        record.number or "",
        record.lead_institution or "",
        words(LEVELS[record.government_level]),
        Day(record.start_date or ""),
        Day(record.end_date or ""),
        completion_chip(state, words),
        words(IMPACT.get(record.potential_impact, "")),
        words(SPECIFICITY.get(record.specificity, "")),
        Names([words(OGP_VALUES[value]) for value in items(record.ogp_values)]),
        yes_or_no(record.starred, words),
    ]


def _other_pages(view: View, page: Listing) -> Block:
    words = view.words
    ways: list[Text] = [
        Styled(words("Page {page} of {pages}", page=words.number(page.page), pages=words.number(page.pages)), "where")
    ]
    if page.page > 1:
        ways.insert(0, Link(words("Previous page"), view.href(page=str(page.page - 1)), style="action"))
    if page.page < page.pages:
        ways.append(Link(words("Next page"), view.href(page=str(page.page + 1)), style="action"))
    return Items(ways, style="pagination", label=words("Pages of the list"))
