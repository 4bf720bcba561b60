"""Folders as people keep them: what is read, and what is said of all that is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from data_loader import read
from tests.data_loader.conftest import Run
from tests.data_loader.corpus import MEETINGS, csv_bytes

SILENT = (
    "Thumbs.db", ".DS_Store", "desktop.ini", "datapackage.json", "README.md", "ReadMe.txt", "LICENSE", "._meetings.csv",
)  # fmt: skip
SKIPPED = {
    "notes.txt": "rename it to .csv", "report.pdf": "copy its table", "letter.docx": "copy its table",
    "data.zip": "unpack it", "data.numbers": "export it from Numbers", "data.gsheet": "download it from Google",
    "table.parquet": "save it as .xlsx or CSV", "noending": "save it as .xlsx or CSV",
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one table in it."""
    here = tmp_path / "ours"
    here.mkdir()
    (here / "meetings.csv").write_bytes(csv_bytes(MEETINGS))
    return here


def told(folder: Path) -> list[tuple[str, str, str]]:
    return [(finding.code, finding.file, finding.sentence) for finding in read.open_files([folder])[1]]


@pytest.mark.parametrize("name", SILENT)
def test_what_programs_leave_in_folders_is_passed_over_without_a_word(folder: Path, name: str) -> None:
    (folder / name).write_bytes(b"x")
    files, findings = read.open_files([folder])
    assert ([file.name for file in files], findings) == (["meetings.csv"], [])


@pytest.mark.parametrize("name", SKIPPED)
def test_every_other_file_is_named_with_the_act_that_helps(folder: Path, name: str) -> None:
    (folder / name).write_bytes(b"x")
    [(code, file, sentence)] = told(folder)
    assert (code, file) == ("skipped-file", name)
    assert name in sentence
    assert SKIPPED[name] in sentence


@pytest.mark.parametrize("name", ["~$roles.xlsx", ".~lock.roles.xlsx#"])
def test_a_lock_file_says_which_spreadsheet_is_to_be_closed(folder: Path, name: str) -> None:
    (folder / name).write_bytes(b"\x05Owner")
    [(code, file, sentence)] = told(folder)
    assert (code, file) == ("lock-file", name)
    assert sentence.endswith("Save and close roles.xlsx, and load it.")


def test_a_lock_file_alone_is_nothing_to_load(run: Run, loaded: str, tmp_path: Path) -> None:
    path = tmp_path / "~$roles.xlsx"
    path.write_bytes(b"\x05Owner")
    answer = run("check", path)
    assert (answer.status, sorted(answer.codes())) == (1, ["file-empty", "lock-file"])


def test_a_folder_within_the_folder_is_named(folder: Path) -> None:
    (folder / "old").mkdir()
    assert told(folder) == [
        ("skipped-file", "old", "The folder old within the folder is not read; name it as well to load it.")
    ]
