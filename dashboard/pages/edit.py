"""Edit the data where one reads them: the tables, the rows of one, and rows that are added or pasted; for editors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboard import blocks as b
from dashboard.blocks import N_
from dashboard.editing import addresses, rows
from dashboard.editing.addresses import ADD, AGAIN, PASTE
from dashboard.editing.addresses import PATH as PATH  # noqa: PLC0414 - the page itself has the address
from dashboard.editing.jobs import GONE, jobs_of_this_server
from dashboard.pages import edit_row
from dashboard.pages.load_report import Load
from dashboard.signin import access
from dashboard.view.view import View

TITLE = N_("Edit the data")
ROWS_AT_ONCE = 100
_LEDE = N_("Change a row, add one, or paste rows. All of it is checked and shown before anything is published.")
_FOR_EDITORS = N_("Editing is for people who are signed in and have the role of an editor.")
_OF_TABLES = (b.Column(N_("Table")), b.Column(N_("Rows"), numeric=True), b.Column(N_("What it holds")))
_OF_ROWS = (b.Column(N_("Row")), b.Column(N_("Id")))
_HEADERS = (
    ("names", N_("The first row names the columns")),
    ("none", N_("There are rows alone, with the columns of the table in their order")),
)


def exists(view: View) -> bool:
    """There is such a table, and such a row of it."""
    table, _, rest = view.item.partition("/")
    if table == AGAIN:
        return bool(rest)
    if table not in addresses.TABLES:
        return False
    return rest in {"", ADD, PASTE} or edit_row.exists(view)


def title(view: View) -> str:
    """By the table."""
    table = view.item.partition("/")[0]
    if table not in addresses.TABLES:
        return view.words(TITLE)
    return f"{view.words(TITLE)} · {rows.title(view, table)}"


def blocks(view: View) -> Sequence[b.Block]:
    """Not a part that follows the filters: what is being typed stays when others publish."""
    away = view.words("The server did not answer. Please try again.")
    return [b.Section(_content(view), "load edit", data={"away": away})]


def _content(view: View) -> Sequence[b.Block]:
    words = view.words
    if not access.editor():
        return [
            b.Header(words(TITLE), words(_FOR_EDITORS)),
            *access.way_in(words("Sign in"), view.lang, view.href(view.path)),
        ]
    table, _, rest = view.item.partition("/")
    if not table:
        return _tables(view)
    if table == AGAIN:
        return _again(view, rest)
    if rest == PASTE:
        return _paste(view, table)
    return edit_row.form(view, view.item, access.csrf_token()) if rest else _rows(view, table)


def _again(view: View, token: str) -> Sequence[b.Block]:
    """The form that a load came from, with what was typed and what is wrong with it."""
    editor, jobs = access.the_editor(), jobs_of_this_server()
    job = jobs.find(token, editor)
    if not job or not job.form:
        way = b.Link(view.words(TITLE), view.href(PATH))
        return [b.Header(view.words(TITLE), view.words(GONE)), b.Paragraph(way)]
    typed, item = job.form.values, job.form.path.removeprefix(f"{PATH}/")
    table, _, rest = item.partition("/")
    if rest == PASTE:
        return _paste(view, table, typed)
    folder, csrf = jobs.folder(job), access.csrf_token()
    load = Load(view, job, folder, csrf)
    faults = [(finding, load.sentence(finding)) for finding in folder.report().get("findings", [])]
    return edit_row.form(view, item, csrf, typed, faults)


def _tables(view: View) -> Sequence[b.Block]:
    """Every table, with how many rows it has."""
    words = view.words
    counts = {record.table_name: record.rows for record in view.records.tables(view.snapshot.version.number)}
    listed: list[b.Row] = [
        [
            b.Link(rows.title(view, name), view.href(f"{PATH}/{name}")),
            b.Count(counts.get(name, 0)),
            rows.meaning(view, name),
        ]
        for name in addresses.TABLES
    ]
    trail = [b.Link(words("Data"), view.href("data"))]
    table = b.Table("tables", words("Tables"), _OF_TABLES, listed, span=0)
    return [b.Header(words(TITLE), words(_LEDE), trail=trail), b.Card("", [table])]


def _rows(view: View, table: str) -> Sequence[b.Block]:
    """The rows of a table, a hundred at a time, found by any word in them."""
    words, matching = view.words, rows.matching(view, table, view.chosen.q)
    page = min(int(view.chosen.page or 1), max(1, -(-len(matching) // ROWS_AT_ONCE)))
    shown = matching[(page - 1) * ROWS_AT_ONCE : page * ROWS_AT_ONCE]
    ways: list[b.Link | b.Form] = [
        b.Link(words("Add a row"), view.href(f"{PATH}/{table}/{ADD}"), style="send strong"),
        b.Link(words("Paste rows"), view.href(f"{PATH}/{table}/{PASTE}"), style="send"),
        b.Link(words("Download to edit"), f"{view.root}data/edit/{table}.xlsx?lang={view.lang}", "file", style="send"),
    ]
    find = b.Form(
        view.href(f"{PATH}/{table}"),
        "",
        [
            b.Field("line", "q", words("Find rows with"), view.chosen.q, longest=200),
            b.Field("submit", "", words("Find"), value="send"),
        ],
        "find",
    )
    listed = b.Table(
        "rows", rows.title(view, table), _OF_ROWS, [_row(view, table, row) for row in shown], span=0,
        empty=words("No row has these words."),
    )  # fmt: skip
    count = b.Paragraph(words.plural("{n} row", "{n} rows", len(matching)))
    header = b.Header(rows.title(view, table), rows.meaning(view, table),
                      trail=edit_row.trail(view, table)[:1])  # fmt: skip
    return [header, b.Actions(ways), b.Card("", [find, count, listed, *_pages(view, page, len(matching))])]


def _row(view: View, table: str, row: rows.Row) -> b.Row:
    key = rows.key_of(table, row)
    return [b.Link(rows.called(view, table, row), view.href(addresses.of_row(table, key))), row.get("id", "")]


def _pages(view: View, page: int, count: int) -> list[b.Block]:
    """The ways to the rows before and after."""
    words, links = view.words, []
    if page > 1:
        links.append(b.Link(words("Rows before"), view.href(None, page=str(page - 1))))
    if page * ROWS_AT_ONCE < count:
        links.append(b.Link(words("More rows"), view.href(None, page=str(page + 1))))
    return [b.Actions(links)] if links else []


def _paste(view: View, table: str, typed: Mapping[str, str] | None = None) -> Sequence[b.Block]:
    """A place for rows that were copied in a spreadsheet program."""
    words, before = view.words, typed or {}
    note = words("Copy cells in a spreadsheet program and paste them here. Rows are added or updated; all others stay.")
    removal = words("A column “Remove row” with “yes” in it takes a row out.")
    order = words.listing([rows.header(view, table, name) for name in rows.columns(table)])
    choice = tuple((value, words(text)) for value, text in _HEADERS)
    fields = [
        b.Field("lines", "rows", words("Rows"), before.get("rows", ""), required=True),
        b.Field("one", "header", words("What the first row is"), before.get("header", "names"), choice,
                note=words("The columns of the table: {columns}.", columns=order)),
        b.Field("submit", "", words("Check"), value="send strong"),
    ]  # fmt: skip
    sent = b.Form(view.href(f"{PATH}/{table}/{PASTE}"), access.csrf_token(), fields, "posted entries")
    title = words("Paste rows into {table}", table=rows.title(view, table))
    header = b.Header(title, note, trail=edit_row.trail(view, table))
    return [header, b.Card("", [b.Paragraph(removal), sent, b.Paragraph("", "load-alert")])]
