"""Files that bear the name of a spreadsheet and are something else that a spreadsheet program opens."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import PurePath

from data_loader.phrases import Phrase, phrase
from data_loader.spreadsheet import File, Unreadable

_START = 4096  # letters in which a file shows what it is
_Sentence = Callable[..., Phrase]


def _page(**values: str) -> Phrase:
    return phrase(
        "{name} is a web page saved as {ending}: open it in a spreadsheet program, and save it as .xlsx or CSV.",
        **values,
    )


def _old_xml(**values: str) -> Phrase:
    return phrase(
        "{name} is an XML Spreadsheet of 2003 saved as {ending}: open it in Excel, and save it as .xlsx or CSV.",
        **values,
    )


def _flat(**values: str) -> Phrase:
    return phrase(
        "{name} is a flat OpenDocument file saved as {ending}: open it in LibreOffice, and save it as .ods or .xlsx.",
        **values,
    )


def _xml(**values: str) -> Phrase:
    return phrase("{name} is XML saved as {ending}; save the table it holds as .xlsx or CSV.", **values)


_KINDS: tuple[tuple[re.Pattern[str], _Sentence], ...] = (
    (re.compile(r"urn:schemas-microsoft-com:office:spreadsheet"), _old_xml),
    (re.compile(r"office:mimetype=\"application/vnd\.oasis\.opendocument\.spreadsheet"), _flat),
    (re.compile(r"(?i)<(?:!doctype html|html|head|body|table|meta)[\s>]|^mime-version:"), _page),
    (re.compile(r"^<(?:\?xml|\?mso-application)"), _xml),
)
"""In the order in which they are tried: each of the first three may begin as XML does."""


def check(file: File, start: str) -> None:
    """Raises Unreadable where `start`, the first letters of the file, are those of a web page or of XML."""
    start = start.lstrip("\ufeff \t\r\n")[:_START]
    if not start.startswith("<") and start[:13].lower() != "mime-version:":
        return
    for pattern, sentence in _KINDS:
        if pattern.search(start):
            ending = PurePath(file.name).suffix or file.name
            raise Unreadable("not-a-table", sentence(name=file.name, ending=ending))
