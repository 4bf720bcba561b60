"""Marked workbooks on disk: one file for one spreadsheet, a folder for several, and never over the user's own."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePath

from data_loader.marked import mark
from data_loader.refusal import Refused
from data_loader.report import Finding
from data_loader.spreadsheet import File


def write_marked(out: Path, files: Sequence[File], findings: Sequence[Finding], inputs: Sequence[Path]) -> list[Path]:
    """Writes each of `files` with its findings; returns where. `inputs` are the paths that the person named."""
    if not files:
        return []
    folder = len(files) > 1
    if not folder and out.suffix.lower() != ".xlsx":
        raise Refused(f"{out} must end in .xlsx: the marked file is a workbook.")
    names = [*_names(files)] if folder else [out.name]
    targets = [(out if folder else out.parent) / name for name in names]
    for target in targets:
        if any(_same(target, path) for path in _with_contents(inputs)):
            raise Refused(f"{target} is the file to be checked; give the marked workbook another name.")
    try:
        for file, target in zip(files, targets, strict=True):
            _write(target, mark(file, findings))
    except OSError as problem:
        raise Refused(f"{out} cannot be written: {problem.strerror or 'unknown reason'}.") from None
    return targets


def _names(files: Iterable[File]) -> Iterator[str]:
    """A name for each file, numbered where two would be the same."""
    seen: dict[str, int] = {}
    for file in files:
        stem = PurePath(file.name).stem
        seen[stem.lower()] = seen.get(stem.lower(), 0) + 1
        again = seen[stem.lower()]
        yield f"{stem}.xlsx" if again == 1 else f"{stem} ({again}).xlsx"


def _with_contents(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        yield path
        if path.is_dir():
            yield from path.iterdir()


def _same(one: Path, other: Path) -> bool:
    return one.exists() and other.exists() and one.samefile(other)


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_bytes(content)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
