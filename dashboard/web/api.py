"""FORMATS, every way out of a page or of a block of one; FILES, the Brief and decks to keep; and their addresses."""

from __future__ import annotations

import datetime as dt
import io
import json
import tempfile
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from itertools import product
from typing import IO, Any

import flask

from dashboard.blocks import SCREEN, Block, Chart, Table, leaves
from dashboard.charts.registry import CHARTS, numbers
from dashboard.decks.documents import deck_html, deck_pptx, page_document
from dashboard.exports import pptx
from dashboard.exports.csv import table_csv
from dashboard.exports.json import as_json, block_json
from dashboard.exports.text import as_text
from dashboard.exports.workbook import write_workbook
from dashboard.web import request
from dashboard.web.pages import PAGES, Page, blocks_of, resolve
from dashboard.web.request import MOST, View, Views, Window

Site = Callable[[], str]
"""Gives scheme and host that readers find us at."""

_IN_MEMORY = 2 * 2**20  # bytes; a larger file is kept on the disk until it is sent


@dataclass(frozen=True)
class Extract:
    """What a file is made of: a page of a view, or one block of it."""

    page: Page
    view: View
    site: str = ""  # to which links lead; empty where it is not known
    made_on: dt.date = dt.date.min
    name: str = ""  # of the one block
    window: Window = field(default_factory=Window)  # which of its rows

    @property
    def title(self) -> str:
        """The page's title in the reader's language."""
        return self.page.titled(self.view)

    @cached_property
    def blocks(self) -> Sequence[Block]:
        """The blocks of the page, or the one."""
        blocks = blocks_of(self.page, self.view)
        return self._named(blocks) if self.name else blocks

    def _named(self, blocks: Sequence[Block]) -> list[Block]:
        """The first table or chart of the name; one that a screen has alone, where files have none in its place."""
        on_screen: list[Block] = []
        for one in leaves(self.view, blocks):
            if isinstance(one, Table | Chart) and one.name == self.name:
                if isinstance(one, Chart) or one.only != SCREEN:
                    return [one]
                on_screen.append(replace(one, only=""))
        return on_screen[:1]

    @cached_property
    def table(self) -> Table:
        """The one block as a table."""
        [block] = self.blocks
        assert isinstance(block, Table | Chart)
        return numbers(self.view, block.name) if isinstance(block, Chart) else block

    def pinned(self) -> Extract:
        """The same, each address of which names the data version, the day and the language."""
        return replace(self, view=self.view.pinned())


@dataclass(frozen=True)
class Format:
    """A way out of a page: its MIME type and what writes it."""

    kind: str
    write: Callable[[Extract, IO[bytes]], None]
    of: str = "page or block"
    download: bool = False  # a file to keep: at the page's own address and on the command line, too


def _json(extract: Extract, file: IO[bytes]) -> None:
    view, window = extract.view, extract.window
    about: dict[str, Any] = {
        "page": extract.page.name,
        "title": extract.title,
        "href": view.href(),
        "asof": view.selection.asof.isoformat(),
        "version": view.snapshot.version.number,
        "lang": view.lang,
    }
    if extract.name:
        [block], most = extract.blocks, window.limit or MOST
        assert isinstance(block, Table | Chart)
        about["blocks"] = [block_json(view, block, window.offset, most)]
        about |= window.page(about["blocks"][0]["total"], most)
    else:
        about["blocks"] = as_json(view, extract.blocks)
    file.write(json.dumps(about, ensure_ascii=False).encode())


def _csv(extract: Extract, file: IO[bytes]) -> None:
    window = extract.window
    lines = table_csv(extract.view, extract.table, window.offset, window.limit)
    file.writelines(line.encode() for line in lines)


def _text(extract: Extract, file: IO[bytes]) -> None:
    file.write(as_text(extract.view, extract.blocks).encode())


def _xlsx(extract: Extract, file: IO[bytes]) -> None:
    write_workbook(extract.view, extract.title, extract.blocks, extract.site, file)


def _html(extract: Extract, file: IO[bytes]) -> None:
    one = extract.pinned()
    about = one.view.cover(one.title, compared=one.page.compared)
    file.write(page_document(one.view, one.title, about, one.blocks, one.site, one.made_on).encode())


def _pptx(extract: Extract, file: IO[bytes]) -> None:
    one = extract.pinned()
    file.write(pptx.page_pptx(one.view, one.view.path, one.title, one.blocks, one.site, one.made_on))


FORMATS: dict[str, Format] = {
    "json": Format("application/json", _json),
    "csv": Format("text/csv", _csv, of="block"),
    "txt": Format("text/plain", _text),
    "html": Format("text/html", _html, of="page"),
    "pptx": Format(pptx.KIND, _pptx, of="page"),
    "xlsx": Format("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _xlsx, download=True),
}
"""Ending of an address -> the format."""


@dataclass(frozen=True)
class File:
    """A file to keep: the page beside whose address it stands, and its writer."""

    page: str
    write: Callable[[View, str, dt.date], bytes]  # from a view, the site its links lead to ("": not known), the day


def _brief(form: str) -> File:
    def write(view: View, site: str, day: dt.date) -> bytes:
        [page] = [page for page in PAGES if page.name == "brief"]
        file = io.BytesIO()
        FORMATS[form].write(Extract(page, view, site, day), file)
        return file.getvalue()

    return File("brief", write)


FILES = {
    ("brief", "html"): _brief("html"),
    ("brief", "pptx"): _brief("pptx"),
    ("deck", "html"): File("present", lambda view, site, day: deck_html(view, site, day).encode()),
    ("deck", "pptx"): File("present", deck_pptx),
}
"""(What, format) -> file."""


def register(server: flask.Flask, views: Views, root: str, site: Site) -> None:
    """Add files to keep of pages, decks and charts."""

    @request.as_anybody
    def download(form: str, start: str, name: str) -> flask.Response:
        extract = of_page(views, site, f"{start}{name}", request.query())
        return file_of(extract, form, attached=True) if extract and extract.page.workbook else flask.abort(404)

    starts = ("", *(page.path.removesuffix("*") for page in PAGES if page.workbook and page.path.endswith("/*")))
    for form, start in product((form for form, format_ in FORMATS.items() if format_.download), starts):
        rule, answer = f"{root}{start}<name>.{form}", partial(download, form, start)
        server.add_url_rule(rule, rule, answer, methods=["GET"])

    for (what, form), file in FILES.items():
        document = request.as_anybody(partial(_document, views, site, what, form, file))
        server.add_url_rule(f"{root}{file.page}.{form}", f"{what}.{form}", document, methods=["GET"])

    @server.get(f"{root}charts/<name>.pptx")
    @request.as_anybody
    def slides_of_a_chart(name: str) -> flask.Response:
        if name not in CHARTS:
            flask.abort(404)
        return _document(views, site, name, "pptx", File("", partial(pptx.chart_pptx, name=name)))


def of_page(views: Views, site: Site, path: str, query: str) -> Extract | None:
    """The page at a path under the filters of a query; the Overview has a name as well."""
    page, view = resolve(views, "" if path == "overview" else path, query, accept=flask.request.accept_languages)
    if view.snapshot.empty or page is None or not page.public:
        return None
    return Extract(page, replace(view, entire=True), site(), view.today)


def of_chart(views: Views, site: Site, name: str, query: str) -> Extract | None:
    """A chart by its name, whatever page it is on; a click on its marks leads to the page of its kind."""
    if name not in CHARTS:
        return None
    path = CHARTS[name].page.removesuffix("/*")
    view = request.view(views, query, path=path)
    page = Page(name, path, CHARTS[name].title, lambda _: [Chart(name)])
    return None if view.snapshot.empty else Extract(page, replace(view, entire=True), site(), view.today, name)


def file_of(extract: Extract, form: str, *, attached: bool = False) -> flask.Response:
    """A page or block in a format: written whole before it is sent, so that a fault on the way is told as one."""
    format_, view = FORMATS[form], extract.view
    with ExitStack() as closing:
        file: IO[bytes] = closing.enter_context(tempfile.SpooledTemporaryFile(_IN_MEMORY))
        format_.write(extract, file)
        size = file.seek(0, io.SEEK_END)
        file.seek(0)
        if size > _IN_MEMORY:
            closing.pop_all()
        else:
            file = io.BytesIO(file.read())
    stem = "-".join(part for part in (extract.page.name, view.item, extract.name) if part)
    name = f"{stem}-version-{view.snapshot.version.address}" if view.chosen.version else stem
    response = flask.send_file(file, format_.kind, as_attachment=attached, download_name=f"{name}.{form}")
    return request.of_version(response, view)


def _document(views: Views, site: Site, what: str, form: str, file: File) -> flask.Response:
    view = replace(request.view(views, path=file.page), entire=True)
    if view.snapshot.empty:
        flask.abort(404)
    content = file.write(view, site(), view.today)
    response = flask.Response(content, mimetype=FORMATS[form].kind)
    name = f"{what}-{view.selection.asof.isoformat()}-{view.lang}.{form}"
    response.headers["Content-Disposition"] = f"attachment; filename={name}"
    return request.of_version(response, view)
