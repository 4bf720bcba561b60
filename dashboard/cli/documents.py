"""A document outside of the server: files as the addresses give them, and PDF through the system's Chromium."""

from __future__ import annotations

import io
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from urllib.parse import quote, urlsplit

from dashboard.cli.command_line import SERVER
from dashboard.cli.numbers import UnknownError, answerable, readable, views_of
from dashboard.exports import pdf
from dashboard.settings import Settings
from dashboard.web.api import FILES, FORMATS, Extract
from dashboard.web.pages import resolve

SECONDS = 180
"""How long printing may take."""

_READ = "document.readyState === 'complete' && document.fonts.status === 'loaded'"
_DRAWN = f"{_READ} && (document.body.className === 'document' || document.documentElement.dataset.drawn)"
_SETTLED = f"{_READ} && window.monitor?.isReady()"
_ON_PAPER = "window.monitor?.onPaper().then(() => true)"


def formats(what: str) -> list[str]:
    """The formats in which something can be made."""
    return [form for one, form in _WAYS if one == what]


def make(what: str, form: str, address: str, settings: Settings) -> bytes:
    """The document `what` of `address` (a path and a query, or a query alone) in a format."""
    with readable():
        return _WAYS[what, form](address, settings)


def _file(what: str, form: str, address: str, settings: Settings) -> bytes:
    file = FILES[what, form]
    view = answerable(views_of(settings).of(urlsplit(address).query, path=file.page))
    return file.write(view, settings.site_url, view.today)


def _file_printed(what: str, address: str, settings: Settings) -> bytes:
    """The one HTML file, printed."""
    pdf.find()
    text = _file(what, "html", address, settings)
    with tempfile.TemporaryDirectory(prefix="monitor-") as folder:
        path = Path(folder) / f"{what}.html"
        path.write_bytes(text)
        return pdf.pdf(path.as_uri(), _DRAWN, _ON_PAPER, SECONDS)


def _page(address: str, settings: Settings) -> Extract:
    parts = urlsplit(address)
    path = parts.path.removeprefix(settings.path_prefix).strip("/")
    page, view = resolve(views_of(settings), path, parts.query)
    answerable(view)
    if page is None:
        raise UnknownError(f"There is no page at {address!r}.")
    return Extract(page, view, settings.site_url, view.today)


def _page_printed(address: str, settings: Settings) -> bytes:
    """A page as the server of this machine shows it, printed."""
    pdf.find()
    view = _page(address, settings).view
    with serving(settings) as server:
        here = f"{server}{settings.path_prefix}{quote(view.path)}?{urlsplit(address).query}"
        return pdf.pdf(here, _SETTLED, _ON_PAPER, SECONDS)


def _download(form: str, address: str, settings: Settings) -> bytes:
    """A page in a format that can be kept."""
    extract = _page(address, settings)
    if not extract.page.workbook:
        raise UnknownError(f"There is no {form.upper()} of the page at {address!r}.")
    file = io.BytesIO()
    FORMATS[form].write(extract, file)
    return file.getvalue()


def _brief(form: str, address: str, settings: Settings) -> bytes:
    return _download(form, f"/brief?{urlsplit(address).query}", settings)


@contextmanager
def serving(settings: Settings) -> Iterator[str]:
    """The address of a server of our own, on a port that nobody else has; who asks before it is ready waits."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        handle, port = listening.fileno(), listening.getsockname()[1]
        command = [sys.executable, "-m", SERVER, "--socket", str(handle)]  # the arguments are ours
        own = os.environ | {"MONITOR_DATABASE_URL": settings.database_url}
        server = subprocess.Popen(command, pass_fds=[handle], env=own, stdout=subprocess.DEVNULL)  # noqa: S603
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


_DOWNLOADS = [form for form, format_ in FORMATS.items() if format_.download]
_WAYS: dict[tuple[str, str], Callable[[str, Settings], bytes]] = {
    **{key: partial(_file, *key) for key in FILES},
    **{(what, "pdf"): partial(_file_printed, what) for what in ("brief", "deck")},
    ("page", "pdf"): _page_printed,
    **{("page", form): partial(_download, form) for form in _DOWNLOADS},
    **{("brief", form): partial(_brief, form) for form in _DOWNLOADS},
}
"""(What, format) -> how it is made."""
