"""What stands in a folder: spreadsheets to read, and what is passed over, each with the one act that helps."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from data_loader.phrases import Phrase, phrase
from data_loader.report import Finding

TEXTS, WORKBOOKS = (".csv", ".tsv"), (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
_SILENT = ("thumbs.db", "desktop.ini", "datapackage.json")
_SILENT_STEMS = ("readme", "license", "licence", "changelog")

_Act = Callable[[str], Phrase]


def _copy(name: str) -> Phrase:
    return phrase(
        "{name} is not read; copy its table into a spreadsheet, and save that as .xlsx or CSV to load it.", name=name
    )


def _unpack(name: str) -> Phrase:
    return phrase("{name} is not read; unpack it to load what it holds.", name=name)


def _save(name: str) -> Phrase:
    return phrase("{name} is not read; if it is a table, save it as .xlsx or CSV to load it.", name=name)


def _folder(name: str) -> Phrase:
    return phrase("The folder {name} within the folder is not read; name it as well to load it.", name=name)


_ACTS: dict[str, _Act] = {
    **dict.fromkeys((".pdf", ".doc", ".docx", ".odt", ".rtf", ".png", ".jpg", ".jpeg"), _copy),
    **dict.fromkeys((".zip", ".7z", ".gz", ".rar", ".tar"), _unpack),
    ".txt": lambda name: phrase("{name} is not read; if it is a table, rename it to .csv to load it.", name=name),
    ".numbers": lambda name: phrase("{name} is not read; export it from Numbers as .xlsx to load it.", name=name),
    ".gsheet": lambda name: phrase("{name} is not read; download it from Google as .xlsx to load it.", name=name),
}  # fmt: skip
"""The one act that helps, by the ending of the name."""


def contents(folder: Path) -> tuple[list[Path], list[Finding]]:
    """The spreadsheets of `folder` in the order of their names, and a finding on each thing that is passed over."""
    entries = sorted(folder.iterdir())
    findings = [finding for entry in entries if (finding := _passed_over(entry))]
    return [entry for entry in entries if _is_spreadsheet(entry)], findings


def lock_of(name: str) -> str:
    """The spreadsheet that an office program has open, if `name` is the file in which it says so; "" if it is not."""
    if name.startswith("~$"):
        return name[2:]
    return name[7:-1] if name.startswith(".~lock.") and name.endswith("#") else ""


def lock_finding(name: str) -> Finding:
    """What is said of a file that only says that another is open."""
    sentence = phrase(
        "{name} is no spreadsheet: it says that {other} is open. Save and close {other}, and load it.",
        name=name, other=lock_of(name),
    )  # fmt: skip
    return Finding("lock-file", sentence, name)


def _is_spreadsheet(path: Path) -> bool:
    return path.suffix.lower() in TEXTS + WORKBOOKS and not path.name.startswith((".", "~$"))


def _passed_over(path: Path) -> Finding | None:
    if lock_of(path.name):
        return lock_finding(path.name)
    if _is_spreadsheet(path) or _is_silent(path):
        return None
    act = _folder if path.is_dir() else _ACTS.get(path.suffix.lower(), _save)
    return Finding("skipped-file", act(path.name), path.name)


def _is_silent(path: Path) -> bool:
    name = path.name.lower()
    return name.startswith(".") or name in _SILENT or path.stem.lower() in _SILENT_STEMS
