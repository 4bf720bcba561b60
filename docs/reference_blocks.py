"""The reference of charts and blocks: what every public page says, each under the name that is its address."""

from __future__ import annotations

from collections.abc import Iterator

from dashboard.blocks import FILES, SCREEN, Chart, Column, Table, leaves
from dashboard.charts.registry import CHARTS
from dashboard.cli.numbers import views_of
from dashboard.data.snapshot import Snapshot
from dashboard.settings import Settings
from dashboard.view.view import Views
from dashboard.web.pages import PAGES, Page, blocks_of, resolve
from docs.reference import page as page_of_markdown
from docs.reference import table

Named = dict[str, Table | Chart]
"""Blocks by their names."""


def blocks(database_url: str) -> str:
    """Every chart, and every block of every public page over the data of the database, with its columns."""
    views = views_of(Settings(database_url=database_url))
    pages = {page: named(views, page) for page in PAGES if page.public}
    columns = {column.header: column for blocks in pages.values() for column in _columns(blocks)}
    sections = [part for page, blocks in pages.items() if blocks for part in _of_a_page(page, blocks)]
    charts = ([f"`{name}`", *_said(name)] for name in CHARTS)
    meanings = ([one.header, one.meaning] for _, one in sorted(columns.items()))
    return page_of_markdown(
        "Charts and blocks",
        "Titles and names as they are over the data that ship with the product; other data may have more.",
        "## Charts",
        "At `/embed/<name>`, its numbers at `/charts/<name>.csv`, a slide at `/charts/<name>.pptx`; filters hold.",
        table(("Name", "Question", "What is shown"), charts),
        "## Blocks of each page",
        "A block is at `/api/v1/<page>/<block>.json`, `.csv`, `.xlsx` and `.txt`.",
        *sections,
        "## Columns",
        table(("Column", "What it means"), meanings),
    )


def named(views: Views, page: Page) -> Named:
    """The tables and charts of a page by their names; of a page about one thing, those of every thing."""
    found: Named = {}
    for item in _items(views.of("").snapshot, page):
        _, view = resolve(views, page.path.replace("*", item), "")
        for block in leaves(view, blocks_of(page, view)):
            if isinstance(block, Table | Chart):
                found.setdefault(block.name, block)
    return found


def _items(snapshot: Snapshot, page: Page) -> list[str]:
    """The ids of what a page is about; one, which is empty, of a page about no one thing."""
    if not page.path.endswith("/*"):
        return [""]
    thing = page.path.removesuffix("/*")
    if thing == "commitments":  # all of a commitment's blocks are on those that have milestones
        return [*snapshot.tables["milestones"]["commitment_id"].dropna().unique()]
    return [*snapshot.tables[thing if thing in snapshot.tables else "members"]["id"].astype(str)]


def _of_a_page(page: Page, blocks: Named) -> list[str]:
    """A page's heading, and its blocks in a table."""
    rows = [[f"`{name}`", _kind(block), _title(block), ", ".join(_headers(block))] for name, block in blocks.items()]
    return [f"### `/{page.path}`", table(("Block", "Kind", "Title", "Columns"), rows)]


def _kind(block: Table | Chart) -> str:
    only = block.only if isinstance(block, Table) else ""
    return type(block).__name__.lower() + {SCREEN: ", on screen alone", FILES: ", in files alone", "": ""}[only]


def _title(block: Table | Chart) -> str:
    return CHARTS[block.name].title if isinstance(block, Chart) else block.title


def _headers(block: Table | Chart) -> list[str]:
    return [column.header for column in block.columns] if isinstance(block, Table) else []


def _columns(blocks: Named) -> Iterator[Column]:
    """The columns that have a meaning."""
    for block in blocks.values():
        yield from (column for column in getattr(block, "columns", ()) if column.header and column.meaning)


def _said(chart: str) -> tuple[str, str]:
    return CHARTS[chart].title, CHARTS[chart].measure
