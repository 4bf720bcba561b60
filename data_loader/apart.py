"""A binary workbook, read by calamine in a process of its own: one that is damaged on purpose ends that alone."""

from __future__ import annotations

import datetime as dt
import io
import json
import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from data_loader.spreadsheet import File, damaged, protected

_HOME = str(Path(__file__).parents[1])
_MEMORY = 3 * 2**30  # bytes of address space: the largest sheet of .xls takes half a gigabyte
_SECONDS = 120  # of the processor
_STATUS_PROTECTED = 3


@dataclass
class Sheet:
    """A sheet as it comes: its title, whether it is shown, and row after row of what is to be text."""

    title: str
    is_visible: bool
    merged: list[tuple[tuple[int, int], tuple[int, int]]]
    rows: Iterator[list[Any]] = field(default_factory=lambda: iter(()))


def sheets(file: File, also: str) -> Iterator[Sheet]:
    """The worksheets of `file`, each to be read to its end before the next; raises Unreadable where it cannot be.

    Of those that are not shown, only the one called `also` brings its rows.
    """
    command = (sys.executable, "-c", f"from {__name__} import main; main()", also)
    environment = {**os.environ, "PYTHONPATH": _HOME, "PYTHONSAFEPATH": "1", "PYTHONIOENCODING": "utf-8"}
    with subprocess.Popen(  # noqa: S603  our own interpreter, and arguments without a shell
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
    ) as process:
        try:
            assert process.stdin is not None
            assert process.stdout is not None
            with suppress(BrokenPipeError), process.stdin as content:  # it may end before it has read all
                content.write(file.content)
            yield from _sheets(process.stdout)
        except BaseException:
            process.kill()
            raise
        status = process.wait()
    if status:
        raise protected(file) if status == _STATUS_PROTECTED else damaged(file)


def _sheets(lines: Any) -> Iterator[Sheet]:
    for line in lines:
        title, is_visible, merged = json.loads(line)
        sheet = Sheet(title, is_visible, merged, _rows(lines))
        yield sheet
        for _ in sheet.rows:
            pass


def _rows(lines: Any) -> Iterator[list[Any]]:
    for line in lines:
        row = json.loads(line)
        if row is None:
            return
        yield row


def main() -> None:
    """Writes the workbook on the standard input as lines of JSON: a sheet, its rows, null, the next sheet."""
    _confine()
    import python_calamine  # noqa: PLC0415  within the limits

    try:
        book = python_calamine.load_workbook(io.BytesIO(sys.stdin.buffer.read()))
        for number, about in enumerate(book.sheets_metadata):
            if about.typ == python_calamine.SheetTypeEnum.WorkSheet:
                is_visible = about.visible == python_calamine.SheetVisibleEnum.Visible
                is_wanted = is_visible or about.name in sys.argv[1:]
                _write(book.get_sheet_by_index(number) if is_wanted else None, about.name, is_visible=is_visible)
    except python_calamine.PasswordError:
        sys.exit(_STATUS_PROTECTED)
    sys.stdout.flush()


def _confine() -> None:
    for kind, most in ((resource.RLIMIT_AS, _MEMORY), (resource.RLIMIT_CPU, _SECONDS), (resource.RLIMIT_CORE, 0)):
        allowed = resource.getrlimit(kind)[1]
        least = most if allowed == resource.RLIM_INFINITY else min(most, allowed)
        with suppress(ValueError, OSError):
            resource.setrlimit(kind, (least, least))


def _write(sheet: Any, title: str, *, is_visible: bool) -> None:
    merged = (sheet.merged_cell_ranges or []) if sheet else []
    print(json.dumps([title, is_visible, merged[:1000]]))  # noqa: T201  to the process that asked
    if sheet and sheet.start:
        before = [""] * sheet.start[1]
        for row in sheet.iter_rows():
            print(json.dumps(before + [_plain(value) for value in row], ensure_ascii=False))  # noqa: T201
    print("null")  # noqa: T201


def _plain(value: Any) -> Any:
    """A value as JSON has it: dates and times as text."""
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    return value if isinstance(value, str | bool | int | float) else str(value)
