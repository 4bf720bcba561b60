"""Who was asked about what: noted once a day, listed, audited; what cannot be noted leaves no trace."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from data_loader.__main__ import commands
from tests.data_loader.conftest import query

HEAD = "about,subject,asked\n"


def requests(url: str, *arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(commands(), ["requests", *arguments, "--database", url])
    return result.exit_code, " ".join(result.output.split())


def note(url: str, file: Path, text: str, day: str = "2018-12-31", by: str = "Ana") -> tuple[int, str]:
    file.write_text(text, encoding="utf-8")
    return requests(url, "note", str(file), "--by", by, "--day", day)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "asked.csv"


def test_a_request_is_noted_once_a_day_and_audited(loaded: str, file: Path) -> None:
    text = f"{HEAD}late,FRA,France\nending,role-07,=1+1\nlate,FRA,France\n"
    assert note(loaded, file, text) == (0, "Asked on 2018-12-31: France (late: FRA); =1+1 (ending: role-07).")
    assert note(loaded, file, text) == (0, "All of this was noted already on 2018-12-31.")
    assert note(loaded, file, text, by="Ben")[0] == note(loaded, file, text, day="2019-01-01")[0] == 0
    days = query(loaded, "SELECT day, asked_by FROM requests WHERE subject = 'FRA' ORDER BY id")
    assert days == [("2018-12-31", "Ana"), ("2018-12-31", "Ben"), ("2019-01-01", "Ana")]
    assert query(loaded, "SELECT who, action FROM audit ORDER BY id DESC LIMIT 3") == [
        *(("Ana", "request"), ("Ben", "request"), ("Ana", "request"))
    ]


def test_requests_are_listed(loaded: str, file: Path) -> None:
    assert requests(loaded, "list") == (0, "Nobody was asked yet.")
    note(loaded, file, f"{HEAD}late,FRA,France\n")
    assert "France" in requests(loaded, "list")[1]


@pytest.mark.parametrize(
    ("text", "day", "by", "sentence"),
    [
        (f"{HEAD}early,FRA,France\n", "2018-12-31", "Ana", "is about one of these"),
        (f"{HEAD}late,,France\n", "2018-12-31", "Ana", "1 to 120 characters"),
        (f"{HEAD}late,FRA,{'x' * 121}\n", "2018-12-31", "Ana", "1 to 120 characters"),
        (HEAD, "2018-12-31", "Ana", "Between 1 and 200"),
        (HEAD + "late,FRA,France\n" * 201, "2018-12-31", "Ana", "Between 1 and 200"),
        (f"{HEAD}late,FRA\n", "2018-12-31", "Ana", "needs the columns"),
        ("a,b,c\nlate,FRA,France\n", "2018-12-31", "Ana", "needs the columns"),
        ("", "2018-12-31", "Ana", "cannot be read as CSV"),
        (f"{HEAD}late,FRA,France\n", "2018", "Ana", "The day is written as"),
        (f"{HEAD}late,FRA,France\n", "20181231", "Ana", "The day is written as"),
        (f"{HEAD}late,FRA,France\n", "2018-12-31", " ", "Say who asked"),
    ],
)
def test_what_cannot_be_noted_is_refused_and_leaves_no_trace(
    loaded: str, file: Path, text: str, day: str, by: str, sentence: str
) -> None:
    before = query(loaded, "SELECT count(*) FROM audit")
    status, output = note(loaded, file, text, day, by)
    assert (status, sentence in output) == (1, True)
    assert query(loaded, "SELECT count(*) FROM requests") == [(0,)]
    assert query(loaded, "SELECT count(*) FROM audit") == before


def test_without_a_database_nothing_is_made(tmp_path: Path, file: Path) -> None:
    path = tmp_path / "none.sqlite"
    sentence = f"There is no database {path} yet; `load` makes one."
    assert note(f"sqlite:///{path}", file, f"{HEAD}late,FRA,France\n") == (1, sentence)
    assert not path.exists()
