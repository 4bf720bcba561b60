"""A whole data version as a data package, zipped while it is sent, that the loader reads back as the very same rows."""

from __future__ import annotations

import datetime as dt
import hashlib
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from dashboard.exports.csv import records
from data_loader import schema
from data_loader.dictionary import exported_package
from data_loader.formula_text import mark, text_fields

Rows = Iterable[Sequence[object]]
_PIECE = 64 * 1024  # bytes sent at once


class _Sink:
    """Where the archive writes, emptied piece by piece."""

    def __init__(self) -> None:
        self.waiting = bytearray()

    def write(self, data: bytes) -> int:
        self.waiting += data
        return len(data)

    def flush(self) -> None:
        """Nothing: what waits is taken by `taken`."""

    close = flush

    def taken(self, least: int = 1) -> Iterator[bytes]:
        """What waits, when it is `least` bytes."""
        if len(self.waiting) >= least:
            yield bytes(self.waiting)
            self.waiting.clear()


def zipped(version: int, published_at: dt.datetime, names: Sequence[str], tables: Iterable[Rows]) -> Iterator[bytes]:
    """The archive: the descriptor, then a CSV file a table; never more of it in memory than a piece."""
    sink = _Sink()
    with zipfile.ZipFile(sink, "w") as archive:
        archive.writestr(_entry("datapackage.json"), exported_package(version, published_at, names))
        for name, rows in zip(names, tables, strict=True):
            with archive.open(_entry(f"{name}.csv"), "w") as file:
                for text in table_csv(name, rows, version):
                    file.write(text.encode())
                    yield from sink.taken(_PIECE)
    yield from sink.taken()


def _entry(name: str) -> zipfile.ZipInfo:
    """A file of the archive without a time of its own, so that the same version gives the same archive."""
    entry = zipfile.ZipInfo(name)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def digests(version: int, names: Sequence[str], tables: Iterable[Rows]) -> dict[str, tuple[int, str]]:
    """By table, how many bytes its CSV file has, and their SHA-256."""
    return {name: _digest(table_csv(name, rows, version)) for name, rows in zip(names, tables, strict=True)}


def _digest(texts: Iterable[str]) -> tuple[int, str]:
    size, digest = 0, hashlib.sha256()
    for text in texts:
        piece = text.encode()
        size += len(piece)
        digest.update(piece)
    return size, digest.hexdigest()


def table_csv(name: str, rows: Rows, version: int) -> Iterator[str]:
    """The CSV file of a table, record by record, as the dictionary describes it."""
    fields = [field.name for field in schema.fields(schema.DATA_TABLES[name])]
    texts = {*text_fields(name)}
    is_text = [field in texts for field in fields]
    header = [*fields, schema.VERSION_COLUMN]
    return records(chain([header], ([*map(_cell, row, is_text), version] for row in rows)))


def _cell(value: object, is_text: bool) -> object:
    if isinstance(value, bool):
        return int(value)
    return mark(str(value)) if is_text and value is not None else value
