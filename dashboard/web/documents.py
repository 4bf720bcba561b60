"""FILES: what can be taken away as a file of its own, in which format, and who writes it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from dashboard.decks.document import deck_file
from dashboard.decks.slide_files import KIND, brief_pptx, deck_pptx
from dashboard.exports.brief_document import brief_file
from dashboard.view.view import View

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


FILES: dict[tuple[str, str], File] = {
    ("brief", "html"): File("brief", "brief.html", "text/html", _html(brief_file)),
    ("deck", "html"): File("present", "present.html", "text/html", _html(deck_file)),
    ("brief", "pptx"): File("brief", "brief.pptx", KIND, brief_pptx),
    ("deck", "pptx"): File("present", "present.pptx", KIND, deck_pptx),
}
"""(What, format) -> file."""


def today() -> dt.date:
    """The day a document is made on."""
    return dt.datetime.now(dt.UTC).date()
