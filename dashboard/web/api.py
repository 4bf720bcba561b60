"""FORMATS, every way out of a page or of a block of one; FILES, the Brief and decks to keep; and their addresses."""

from __future__ import annotations

import datetime as dt
import io
import json
import tempfile
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import islice, product
from typing import IO, Any

import flask

from dashboard.blocks import Block, Chart, Table, leaves
from dashboard.charts.registry import CHARTS, numbers
from dashboard.decks.documents import deck_html, deck_pptx, page_document
from dashboard.exports import pptx
from dashboard.exports.csv import table_csv
from dashboard.exports.json import as_json
from dashboard.exports.text import as_text
from dashboard.exports.workbook import write_workbook
from dashboard.web import request
from dashboard.web.pages import PAGES, Page, blocks_of, resolve
from dashboard.web.request import View, Views

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

    @property
    def title(self) -> str:
        """The page's title in the reader's language."""
        return self.page.titled(self.view)

    @cached_property
    def blocks(self) -> Sequence[Block]:
        """The blocks of the page, or the one."""
        blocks = blocks_of(self.page, self.view)
        if not self.name:
            return blocks
        named = (one for one in leaves(self.view, blocks) if isinstance(one, Table | Chart) and one.name == self.name)
        return [*islice(named, 1)]

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
    view = extract.view
    about: dict[str, Any] = {
        "page": extract.page.name,
        "title": extract.title,
        "href": view.href(),
        "asof": view.selection.asof.isoformat(),
        "version": view.snapshot.version.number,
        "lang": view.lang,
        "blocks": as_json(view, extract.blocks),
    }
    file.write(json.dumps(about, ensure_ascii=False).encode())


def _csv(extract: Extract, file: IO[bytes]) -> None:
    [block] = extract.blocks
    assert isinstance(block, Table | Chart)
    table = numbers(extract.view, block.name) if isinstance(block, Chart) else block
    file.writelines(line.encode() for line in table_csv(extract.view, table))


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
    """Add `api/v1/<page>.<format>` and `api/v1/<page>/<block>.<format>`; files to keep of pages, decks and charts."""

    @server.get(f"{root}api/v1/<path:path>.<form>")
    @request.as_anybody
    def block(path: str, form: str) -> flask.Response:
        extract = _asked(views, site, path)
        if extract is None or form not in FORMATS or ("block" if extract.name else "page") not in FORMATS[form].of:
            flask.abort(404)
        return _file(extract, form)

    @request.as_anybody
    def download(form: str, start: str, name: str) -> flask.Response:
        extract = _of(views, site, f"{start}{name}")
        return _file(extract, form, attached=True) if extract and extract.page.workbook else flask.abort(404)

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


def _of(views: Views, site: Site, path: str) -> Extract | None:
    """The page at a path; the Overview has a name as well."""
    page, view = resolve(
        views, "" if path == "overview" else path, request.query(), accept=flask.request.accept_languages
    )
    if view.snapshot.empty or page is None or not page.public:
        return None
    return Extract(page, replace(view, entire=True), site(), view.today)


def _asked(views: Views, site: Site, path: str) -> Extract | None:
    """The page at a path, or of a page the block that the end of the path names."""
    extract = _of(views, site, path)
    page, slash, name = path.rpartition("/")
    if extract or not slash:
        return extract
    extract = _of(views, site, page)
    one = replace(extract, name=name) if extract else None
    return one if one and one.blocks else None


def _file(extract: Extract, form: str, *, attached: bool = False) -> flask.Response:
    """Written whole before it is sent, so that a fault on the way is told as one; closed with the answer."""
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
