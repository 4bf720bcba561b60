"""Notes and corrections in the loader: what a note is about is there, and notes among editors stay out of the data."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from data_loader import schema
from data_loader.__main__ import commands
from tests.data_loader.conftest import Run, query

HEADER = "id,about,about_id,text,author_role,date,source\n"
SECRET = "zanzibar-quicksilver"


def rows(folder: Path, *lines: str) -> Path:
    file = folder / "notes.csv"
    file.write_text(HEADER + "".join(f"{line}\n" for line in lines))
    return file


def note(url: str, *arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(commands(), ["note", *arguments, "--database", url])
    return result.exit_code, result.output


def add(url: str, about: str = "theme", id_: str = "education", text: str = SECRET) -> tuple[int, str]:
    return note(url, "add", about, id_, "--by", "Ana", "--role", "Support Unit", "--text", text)


GOOD = ("n1,member,FRA,Hello,Support Unit,2016,", "n2,date,2016-05-04,Hello,Support Unit,2016-05-04,")


def test_a_note_is_about_what_is_there(run: Run, loaded: str, tmp_path: Path) -> None:
    assert run("load", rows(tmp_path, *GOOD)).status == 0
    assert query(loaded, "SELECT about, about_id FROM notes ORDER BY id") == [
        ("member", "FRA"),
        ("date", "2016-05-04"),
    ]


@pytest.mark.parametrize(
    ("about", "id_", "code"),
    [
        *((about, "nowhere", "unknown-reference") for about, table in schema.NOTED.items() if table),
        ("theme", "FRA", "unknown-reference"),
        ("date", "2016-05", "not-a-date"),
        ("date", "2016-02-30", "not-a-date"),
        ("table", "FRA", "not-allowed"),
    ],
)
def test_a_note_on_nothing_is_a_fault_of_its_row(
    run: Run, loaded: str, tmp_path: Path, about: str, id_: str, code: str
) -> None:
    answer = run("check", rows(tmp_path, f"n1,{about},{id_},Hello,Support Unit,2016,"), url=loaded)
    assert (answer.codes(), answer.findings[0]["row"]) == ([code], 2)


def test_what_a_note_is_about_cannot_go_without_it(run: Run, loaded: str, tmp_path: Path) -> None:
    last = (Path(schema.__file__).parent / "reference" / "agenda_items.csv").read_text().splitlines()
    name = last[-1].split(",")[0]
    assert run("load", rows(tmp_path, f"n1,promise,{name},Hello,Support Unit,2016,")).status == 0
    fewer = tmp_path / "agenda_items.csv"
    fewer.write_text("\n".join(last[:-1]) + "\n")
    answer = run("check", fewer, "--replace", url=loaded)
    assert [(one["code"], one["value"]) for one in answer.findings if "notes" in one["sentence"]] == [
        ("lost-reference", name)
    ]


def test_a_note_among_editors_is_kept_listed_and_taken_away(loaded: str) -> None:
    assert add(loaded)[0] == 0
    assert query(loaded, "SELECT about, about_id, text, author_role, written_by FROM editor_notes") == [
        ("theme", "education", SECRET, "Support Unit", "Ana")
    ]
    assert "education" in note(loaded, "list")[1]
    assert note(loaded, "remove", "1", "--by", "Ben")[0] == 0
    assert "no note" in note(loaded, "list")[1]
    assert note(loaded, "remove", "1", "--by", "Ben")[0] == 1


def test_the_log_of_writes_says_that_and_not_what_was_noted(loaded: str) -> None:
    add(loaded)
    note(loaded, "remove", "1", "--by", "Ben")
    log = query(loaded, "SELECT who, action, what FROM audit WHERE action LIKE '%note' ORDER BY id")
    assert log == [
        ("Ana", "note", "A note for editors on the theme education was kept."),
        ("Ben", "remove note", "Note 1 for editors was removed."),
    ]


@pytest.mark.parametrize(
    ("about", "id_", "text"),
    [
        ("theme", "nothing", "Hello"),
        ("table", "education", "Hello"),
        ("date", "2016-05", "Hello"),
        ("theme", "education", " "),
        ("theme", "education", "x" * (schema.LONGEST_REMARK + 1)),
    ],
)
def test_what_cannot_be_noted_changes_nothing(loaded: str, about: str, id_: str, text: str) -> None:
    status, said = add(loaded, about, id_, text)
    assert (status, said.count("\n") <= 2) == (1, True)
    assert query(loaded, "SELECT count(*) FROM editor_notes") == [(0,)]


def test_no_export_has_a_note_among_editors(run: Run, loaded: str, tmp_path: Path) -> None:
    add(loaded)
    assert run("export", tmp_path / "out", url=loaded).status == 0
    assert [file for file in (tmp_path / "out").rglob("*") if SECRET.encode() in file.read_bytes()] == []
