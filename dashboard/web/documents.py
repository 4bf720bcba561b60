"""FILES: what can be taken away as a file of its own, in which format, and who writes it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dashboard.blocks import Block
from dashboard.decks.document import deck_file
from dashboard.decks.slide_files import KIND, deck_pptx, page_pptx
from dashboard.exports.page_document import page_document
from dashboard.view.about import cover
from dashboard.view.view import View
from dashboard.web.pages import PAGES, blocks_of, find

Write = Callable[[View, str, dt.date], bytes]
"""From a view, the site to which links lead ("" where it is not known), and the day."""


@dataclass(frozen=True)
class File:
    """A file: the page it is of, the address it has under the root, and its writer."""

    page: str
    address: str
    kind: str  # MIME
    write: Write


def _html(text: Callable[[View, str, dt.date], str]) -> Write:
    return lambda view, site, day: text(view, site, day).encode()


def _page(view: View) -> tuple[View, str, Sequence[Block], bool]:
    """The page at the path of a view, pinned: its title, its blocks, and whether it compares two days."""
    page, _ = find(view.path) or (PAGES[0], "")
    view = view.pinned()
    return view, page.titled(view), blocks_of(page, view), page.compared


def _page_html(view: View, site: str, day: dt.date) -> str:
    pinned, title, blocks, compared = _page(view)
    return page_document(pinned, title, cover(pinned, title, compared=compared), blocks, site, day)


def _page_pptx(view: View, site: str, day: dt.date) -> bytes:
    pinned, title, blocks, _ = _page(view)
    return page_pptx(pinned, view.path, title, blocks, site, day)


FILES: dict[tuple[str, str], File] = {
    ("brief", "html"): File("brief", "brief.html", "text/html", _html(_page_html)),
    ("deck", "html"): File("present", "present.html", "text/html", _html(deck_file)),
    ("brief", "pptx"): File("brief", "brief.pptx", KIND, _page_pptx),
    ("deck", "pptx"): File("present", "present.pptx", KIND, deck_pptx),
}
"""(What, format) -> file."""


def today() -> dt.date:
    """The day a document is made on."""
    return dt.datetime.now(dt.UTC).date()
