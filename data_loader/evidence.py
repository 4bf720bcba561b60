"""Files that show what a report says: told apart by what is in them, rid of what they need not tell, safely named."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Callable
from pathlib import PurePath

from PIL import Image, ImageOps, UnidentifiedImageError

from data_loader import archive
from data_loader.phrases import Phrase, phrase
from data_loader.refusal import Refused
from data_loader.reports import Evidence
from data_loader.spreadsheet import File, Unreadable

LONGEST_NAME = 80  # characters, with its ending
MOST_PIXELS = 50_000_000  # of a picture: a telephone takes 12 to 48 million
_LONGEST_SIDE = 3000  # pixels that are kept: a page of A3 in print
_PDF, _XLSX = "application/pdf", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ODS, _CSV = "application/vnd.oasis.opendocument.spreadsheet", "text/csv"
ENDINGS: dict[str, tuple[str, ...]] = {
    _PDF: (".pdf",),
    "image/jpeg": (".jpg", ".jpeg", ".jpe", ".jfif"),
    "image/png": (".png",),
    "image/webp": (".webp",),
    _XLSX: (".xlsx",),
    _ODS: (".ods",),
    _CSV: (".csv", ".tsv", ".txt"),
}
"""What may be kept, and how names of each type end; the first where a name has no ending."""
_FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}
_UNSAFE = re.compile(r"[^\w .,()+-]+")
_MARKUP = re.compile(r"<\s*(?:[a-z!?/])", re.IGNORECASE)
_SEPARATORS = ",;\t"
_MACROS = re.compile(r"vbaProject|/macrosheets/|^Basic/|^Scripts/|/embeddings/|^Object ", re.IGNORECASE)


def looked_through(name: str, content: bytes, most: int) -> Evidence:
    """A file as it is kept; refused with a sentence where it is none of those that may be, or might do harm."""
    shown = _shown(name)
    if not content:
        raise Refused(phrase("{name} is empty.", name=shown))
    if len(content) > most:
        raise Refused(too_large(name, most))
    kind = _kind(content)
    if not kind:
        raise Refused(phrase(
            "{name} is not kept: it is no PDF file, picture (JPEG, PNG, WebP) or spreadsheet (XLSX, ODS, CSV), "
            "whatever its name says.", name=shown,
        ))  # fmt: skip
    ending = PurePath(shown).suffix.lower()
    if ending in _EVERY_ENDING - {*ENDINGS[kind]} or (kind == _CSV and ending not in ENDINGS[_CSV]):
        raise Refused(phrase("{name} is not what its name says. Please choose the file itself.", name=shown))
    return Evidence(safe_name(name, kind), kind, _CLEAN[kind](shown, content))


def too_large(name: str, most: int) -> Phrase:
    """Why a file of more than so many bytes is not kept."""
    return phrase("{name} is too large: a file may have {size} MB.", name=_shown(name), size=f"{most / 2**20:.3g}")


_EVERY_ENDING = {ending for endings in ENDINGS.values() for ending in endings}


def safe_name(name: str, kind: str) -> str:
    """The last part of a name, of letters, digits and a few signs, with the ending of its type."""
    shown = _shown(name)
    ending = PurePath(shown).suffix.lower()
    right = ending if ending in ENDINGS[kind] else ENDINGS[kind][0]
    stem = shown[: -len(ending)] if ending in ENDINGS[kind] else shown
    return f"{stem[: LONGEST_NAME - len(right)].rstrip(' .') or 'file'}{right}"


def _shown(name: str) -> str:
    """A name without a path and without what could make it look like another, as sentences have it."""
    last = re.split(r"[/\\]", name.replace("\0", ""))[-1]
    return _UNSAFE.sub("_", last).strip(" ._")[-LONGEST_NAME:] or "file"


def _kind(content: bytes) -> str:
    """The type that the content itself shows; empty where it is none of ours."""
    for kind, begins in _BEGINNINGS.items():
        if begins(content):
            return kind
    if content.startswith(b"PK\x03\x04"):
        return _kind_of_archive(content)
    return _CSV if _is_csv(content) else ""


_BEGINNINGS: dict[str, Callable[[bytes], bool]] = {
    _PDF: lambda content: content.startswith(b"%PDF-"),
    "image/jpeg": lambda content: content.startswith(b"\xff\xd8\xff"),
    "image/png": lambda content: content.startswith(b"\x89PNG\r\n\x1a\n"),
    "image/webp": lambda content: content.startswith(b"RIFF") and content[8:12] == b"WEBP",
}


def _kind_of_archive(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            names = {*packed.namelist()[:10_000]}
            if {"[Content_Types].xml", "xl/workbook.xml"} <= names:
                return _XLSX
            with packed.open("mimetype") as stream:
                return _ODS if stream.read(len(_ODS) + 1) == _ODS.encode() else ""
    except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError, OSError, ValueError):
        return ""


def _is_csv(content: bytes) -> bool:
    """Text of columns without markup; one in an older encoding has no letters that such text lacks."""
    text = content.decode("utf-8-sig", "replace")
    if any(ord(letter) < 32 and letter not in "\t\r\n" for letter in text) or _MARKUP.search(text):
        return False
    return any(sign in text.strip().partition("\n")[0] for sign in _SEPARATORS)


def _picture(kind: str) -> Callable[[str, bytes], bytes]:
    """A function that draws a picture anew: nothing is left of where, when and with what it was taken."""

    def drawn(name: str, content: bytes) -> bytes:
        format_ = _FORMATS[kind]
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", Image.DecompressionBombWarning)
                with Image.open(io.BytesIO(content), formats=[format_]) as picture:
                    if picture.width * picture.height > MOST_PIXELS:
                        raise _too_many_pixels(name)
                    return _written(picture, format_)
        except Image.DecompressionBombError:
            raise _too_many_pixels(name) from None
        except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError):
            raise Refused(phrase("{name} cannot be read as a picture: it may be damaged.", name=name)) from None

    return drawn


def _written(picture: Image.Image, format_: str) -> bytes:
    """The pixels alone, the right way up."""
    upright = ImageOps.exif_transpose(picture)
    has_alpha = format_ != "JPEG" and ("A" in upright.getbands() or "transparency" in upright.info)
    pixels = upright.convert("RGBA" if has_alpha else "RGB")
    pixels.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    pixels.info.clear()
    out = io.BytesIO()
    pixels.save(out, format_, **({} if format_ == "PNG" else {"quality": 85}))
    return out.getvalue()


def _too_many_pixels(name: str) -> Refused:
    return Refused(phrase("{name} has too many pixels: a picture may have {most}.", name=name, most=MOST_PIXELS))


def _spreadsheet(name: str, content: bytes) -> bytes:
    """A workbook that unpacks to what it seems to hold, without programs."""
    file = File(name, content, "")
    try:
        archive.check_parts(file)
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            archive.check(file, packed)
            if any(_MACROS.search(part) for part in packed.namelist()):
                raise Refused(phrase("{name} has programs or other files in it. Please save it without.", name=name))
    except Unreadable as problem:
        raise Refused(problem.sentence) from None
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError):
        raise Refused(phrase("{name} cannot be opened: it may be damaged.", name=name)) from None
    return content


_CLEAN: dict[str, Callable[[str, bytes], bytes]] = {
    **{kind: _picture(kind) for kind in _FORMATS},
    _PDF: lambda _name, content: content,
    _XLSX: _spreadsheet,
    _ODS: _spreadsheet,
    _CSV: lambda _name, content: content,
}
"""What is kept of a file of each type."""
