"""Commitments: which ones exactly?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from dashboard import blocks as b
from dashboard.blocks import N_
from dashboard.pages import reported
from dashboard.pages.tables import named, one_by_one
from dashboard.view import columns as c
from dashboard.view.listing import PAGE_ROWS, Listing, in_order, listing
from dashboard.view.view import Record, View

TITLE = N_("Commitments")

_Records = Callable[[int | None], Iterable[tuple[int, Record]]]
"""Gives the first so many commitments, each with its place in the snapshot."""

_COLUMNS = (
    *(c.COMMITMENT, c.NUMBER_IN_THE_DATA.in_files, c.MEMBER, c.THEMES, c.ACTION_PLAN, c.NUMBER_IN_THE_PLAN.in_files),
    *(c.LEAD_INSTITUTION.in_files, c.DELIVERED_BY.in_files, c.START.in_files, c.PROMISED_END, c.COMPLETION),
    *(c.REPORTED_BY_THE_MEMBER, c.AMBITION.in_files, c.SPECIFICITY.in_files, c.OGP_VALUES.in_files),
    c.STARRED_BY_THE_IRM.in_files,
)
_SORTS = {c.COMMITMENT: "title", c.MEMBER: "member", c.ACTION_PLAN: "year", c.PROMISED_END: "due",
          c.COMPLETION: "completion"}  # fmt: skip
"""The columns by which the list can be sorted, and what the address calls them."""


def blocks(view: View) -> Sequence[b.Block]:
    """Header, search box, list; then what members report themselves, where any does."""
    first: list[b.Block] = [b.Part("commitments", header), b.Control("q"), b.Part("commitment-list", commitments)]
    if not reported.is_any(view):
        return first
    return [*first, b.Grid([b.Chart(reported.CHART), b.Part("reported", reported.beside)])]


def header(view: View) -> b.Header:
    """How many, and how many of them are done."""
    words = view.words
    lede = words(
        "{assessed} assessed, {completed} of them substantially or fully complete, as of {date}",
        assessed=view.selection.assessed,
        completed=view.selection.completed,
        date=view.asof,
    )
    headline = words.plural("{n} commitment", "{n} commitments", view.selection.commitments)
    return b.Header(headline, " · ".join([lede, *view.chosen_in_words()]))


def commitments(view: View) -> list[b.Block]:
    """The list, a page of it at a time on screen and all of it in files."""
    page = listing(view)
    whole = _table(view, lambda most: one_by_one(view, in_order(view)[:most]), page.total, b.FILES)
    nothing = view.nothing(view.words("No commitment fits this search and these filters."))
    return [*(_page(view, page) if page.total else [nothing]), whole]


def _page(view: View, page: Listing) -> list[b.Block]:
    """Facets, a page of the list, and the way to the other pages."""
    words, first = view.words, (page.page - 1) * PAGE_ROWS + 1
    extent = words("{first} to {last} of {found}", first=first, last=first + len(page.rows) - 1, found=page.total)
    count = b.Paragraph([extent, " · ", view.commitments_csv(view.filters.changed(page=""))], "status")
    records = list(zip(page.places.tolist(), page.rows, strict=True))
    shown = _table(view, lambda most: records[:most], len(records), b.SCREEN)
    sortable = replace(shown, columns=[_sortable(view, column) for column in shown.columns], span=0)
    return [_facets(view), count, b.Section([sortable], "card"), _other_pages(view, page)]


def _facets(view: View) -> b.Block:
    """Completion as links with counts; choosing one that is chosen takes it away."""
    words, links = view.words, []
    for state, count in view.selection.facet("completion").items():
        chosen = state in view.filters.completion
        text: b.Text = [c.completion_chip(state, words), " ", b.Styled(words.number(count), "option-count")]
        href = view.href(completion=() if chosen else (state,), page="")
        links.append(b.Link(text, href, style="facet", current=chosen))
    return b.Items(links, style="facets", label=words("By completion"))


def _sortable(view: View, column: b.Column) -> b.Column:
    """A column of the list whose head sorts it, and turns the order round when it is sorted by it already."""
    key = _SORTS.get(column)
    if key is None:
        return column
    now = view.filters.sort
    head = b.Link(view.words(column.header), view.href(sort=f"-{key}" if now == key else key, page=""))
    return replace(column, head=head, sort={key: "ascending", f"-{key}": "descending"}.get(now, ""))


def _table(view: View, records: _Records, total: int, only: str) -> b.Table:
    def rows(most: int | None) -> Iterator[b.Row]:
        for place, record in records(most):
            yield _row(view, record, place)

    columns: Sequence[b.Column] = _COLUMNS
    if not reported.is_any(view):  # a column that nobody fills needs no room on screen
        columns = tuple(one.in_files if one is c.REPORTED_BY_THE_MEMBER else one for one in _COLUMNS)
    return b.Table("commitments", view.words(TITLE), columns, rows, total=total, only=only)


def _row(view: View, record: Record, place: int) -> b.Row:
    words = view.words
    commitment, member = named(view, record)
    return [
        commitment,
        record.id,
        member,
        b.Names(view.names.of_list("theme", record.themes)),
        view.names.short_plan(record.action_plan_id),
        record.number or "",
        record.lead_institution or "",
        words.code("level", record.government_level),
        b.Day(record.start_date or ""),
        b.Day(record.end_date or ""),
        c.completion_chip(view.state(place), words),
        reported.chip(view, place),
        words.code("impact", record.potential_impact),
        words.code("specificity", record.specificity),
        b.Names(view.names.of_list("ogp_value", record.ogp_values)),
        c.yes_or_no(record.starred, words),
    ]


def _other_pages(view: View, page: Listing) -> b.Block:
    words = view.words
    ways: list[b.Text] = [b.Styled(words("Page {page} of {pages}", page=page.page, pages=page.pages), "where")]
    if page.page > 1:
        ways.insert(0, b.Link(words("Previous page"), view.href(page=str(page.page - 1)), style="action"))
    if page.page < page.pages:
        ways.append(b.Link(words("Next page"), view.href(page=str(page.page + 1)), style="action"))
    return b.Items(ways, style="pagination", label=words("Pages of the list"))
