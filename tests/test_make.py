"""The commands of the Makefile: what they say at once, and what they pass on."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def make(*arguments: str) -> tuple[int, str]:
    """How it ended, and all that it said."""
    command = ["make", "--no-print-directory", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def echoing(tmp_path: Path) -> list[str]:
    """What makes it take an environment that is there and whose Python says what it is asked, an argument a line."""
    python = tmp_path / "bin" / "python"
    python.parent.mkdir()
    python.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n')
    python.chmod(0o755)
    (tmp_path / ".run").touch()
    return [f"VENV={tmp_path}"]


def test_an_older_make_is_told_in_one_sentence_what_it_takes() -> None:
    status, said = make(".FEATURES=", "help")
    assert status == 2
    assert [line.partition("*** ")[2].partition(",")[0] for line in said.splitlines()] == [
        "This needs GNU make 3.82 or newer"
    ]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ([], 'Say which file: make load FILE="my commitments.csv"'),
        (["FILE=not there.csv"], "There is no not there.csv."),
    ],
)
def test_a_file_that_is_missing_is_said_before_anything_is_installed(
    tmp_path: Path, given: list[str], sentence: str
) -> None:
    status, said = make("load", f"VENV={tmp_path}/environment", *given)
    assert (status, said.splitlines()[0]) == (2, sentence)
    assert [*tmp_path.iterdir()] == []


def test_a_name_with_spaces_is_one_file(tmp_path: Path, echoing: list[str]) -> None:
    file = tmp_path / "my  commitments; echo.csv"
    file.touch()
    assert make("load", *echoing, f"FILE={file}") == (0, f"-m\ndata_loader\nload\n{file}\n")


def test_its_list_has_every_command() -> None:
    status, said = make("help")
    assert status == 0
    assert {"run", "load", "dist", "sbom", "lock", "lowest"} <= {line.split()[1] for line in said.splitlines()}
