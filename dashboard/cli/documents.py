"""A document outside of the server: files as the addresses give them, and PDF through the system's Chromium."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote, urlsplit

from dashboard.cli.numbers import UnreadableError, readable, views_of
from dashboard.cli.serving import serving
from dashboard.data.filters import Dropped
from dashboard.exports import pdf
from dashboard.settings import Settings
from dashboard.view.view import View, Views
from dashboard.web.api import FILES, FORMATS, Extract, today
from dashboard.web.pages import Page, resolve

SECONDS = 180
"""How long printing may take."""

_READ = "document.readyState === 'complete' && document.fonts.status === 'loaded'"
_DRAWN = f"{_READ} && (document.body.className === 'document' || document.documentElement.dataset.drawn)"
_SETTLED = f"{_READ} && window.monitor?.isReady()"
_ON_PAPER = "window.monitor?.onPaper().then(() => true)"

Made = tuple[bytes, list[Dropped]]
"""The document, and what the address asked for that the data does not have."""


def formats(what: str) -> list[str]:
    """The formats in which something can be made."""
    return [form for one, form in _WAYS if one == what]


def make(what: str, form: str, address: str, settings: Settings) -> Made:
    """The document `what` of `address` (a path and a query, or a query alone) in a format."""
    with readable():
        return _WAYS[what, form](views_of(settings), address, settings)


def _file(what: str, form: str) -> Callable[[Views, str, Settings], Made]:
    file = FILES[what, form]

    def make(views: Views, address: str, settings: Settings) -> Made:
        view = _with_data(views.of(urlsplit(address).query, path=file.page))
        return file.write(view, settings.site_url, today()), view.dropped

    return make


def _printed(what: str) -> Callable[[Views, str, Settings], Made]:
    """The one HTML file, printed."""

    def make(views: Views, address: str, settings: Settings) -> Made:
        pdf.find()
        text, dropped = _file(what, "html")(views, address, settings)
        with tempfile.TemporaryDirectory(prefix="monitor-") as folder:
            path = Path(folder) / f"{what}.html"
            path.write_bytes(text)
            return pdf.pdf(path.as_uri(), _DRAWN, _ON_PAPER, SECONDS), dropped

    return make


def _page(views: Views, address: str, settings: Settings) -> tuple[Page, View]:
    parts = urlsplit(address)
    page, view = resolve(views, parts.path.removeprefix(settings.path_prefix).strip("/"), parts.query)
    _with_data(view)
    if page is None:
        raise UnreadableError(f"There is no page at {address!r}.")
    return page, view


def _page_printed(views: Views, address: str, settings: Settings) -> Made:
    """A page as the server of this machine shows it, printed."""
    pdf.find()
    _, view = _page(views, address, settings)
    with serving(settings) as server:
        here = f"{server}{settings.path_prefix}{quote(view.path)}?{urlsplit(address).query}"
        return pdf.pdf(here, _SETTLED, _ON_PAPER, SECONDS), view.dropped


def _download(form: str) -> Callable[[Views, str, Settings], Made]:
    """A page in a format that can be kept."""

    def make(views: Views, address: str, settings: Settings) -> Made:
        page, view = _page(views, address, settings)
        if not page.workbook:
            raise UnreadableError(f"There is no {form.upper()} of the page at {address!r}.")
        file = io.BytesIO()
        FORMATS[form].write(Extract(page, view, settings.site_url, today()), file)
        return file.getvalue(), view.dropped

    return make


def _of_brief(form: str) -> Callable[[Views, str, Settings], Made]:
    make = _download(form)
    return lambda views, address, settings: make(views, f"/brief?{urlsplit(address).query}", settings)


def _with_data(view: View) -> View:
    if view.snapshot.empty:
        raise UnreadableError("The database holds no data: run `python -m data_loader load --if-empty` first.")
    return view


_DOWNLOADS = [form for form, format_ in FORMATS.items() if format_.download]
_WAYS: dict[tuple[str, str], Callable[[Views, str, Settings], Made]] = {
    **{key: _file(*key) for key in FILES},
    ("brief", "pdf"): _printed("brief"),
    ("deck", "pdf"): _printed("deck"),
    ("page", "pdf"): _page_printed,
    **{("page", form): _download(form) for form in _DOWNLOADS},
    **{("brief", form): _of_brief(form) for form in _DOWNLOADS},
}
"""(What, format) -> how it is made."""
