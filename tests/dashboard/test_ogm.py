"""The console script: one tree of all commands, each with help and an example; faults as one sentence and a status."""

from __future__ import annotations

import os
import re
import shlex
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.main import get_command
from typer.testing import CliRunner

from dashboard.__main__ import app as dashboard
from dashboard.cli import ogm, serve, server
from dashboard.cli.lazy import Row, sentence
from data_loader.__main__ import commands as loader
from tests.reference import copied

TREE: Any = get_command(ogm.app)
Named = dict[tuple[str, ...], Any]


def leaves(group: Any, path: tuple[str, ...] = ()) -> Named:
    """Every command below a group, by its words."""
    commands: Named = {}
    for name in group.list_commands(typer.Context(group)):
        one = group.get_command(typer.Context(group), name)
        commands |= leaves(one, (*path, name)) if hasattr(one, "list_commands") else {(*path, name): one}
    return commands


COMMANDS = leaves(TREE)
WORDS = [*COMMANDS]


def functions(commands: Named) -> set[str]:
    return {f"{one.callback.__module__}.{one.callback.__qualname__}" for one in commands.values()}


def example(words: tuple[str, ...]) -> list[str]:
    """The arguments of the example in the help of a command."""
    match = re.fullmatch(r"Example: ogm ([^>]+)( > \S+)?", COMMANDS[words].epilog or "")
    assert match, words
    return shlex.split(match[1])


Run = Callable[..., Any]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command in an empty folder, without settings."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("MONITOR_")]:
        monkeypatch.delenv(name)
    return lambda *arguments, **more: CliRunner().invoke(ogm.app, arguments, prog_name="ogm", **more)


def started(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The script in a process of its own."""
    command = [sys.executable, "-c", "from dashboard.cli.ogm import main; main()", *arguments]
    root = str(Path(ogm.__file__).parents[2])
    own = os.environ | {"PYTHONPATH": root} | environment
    return subprocess.run(command, env=own, capture_output=True, text=True, check=False)


class TestTree:
    @pytest.mark.parametrize("of", [lambda: dashboard, loader], ids=["dashboard", "data_loader"])
    def test_has_every_command_of_the_modules(self, of: Callable[[], typer.Typer]) -> None:
        assert functions(leaves(get_command(of()))) - functions(COMMANDS) == set()

    @pytest.mark.parametrize("row", ogm.ROWS, ids=[row.name for row in ogm.ROWS])
    def test_lists_each_command_with_the_sentence_of_its_own_help(self, row: Row) -> None:
        command = TREE.get_command(typer.Context(TREE), row.name)
        assert sentence(row) == command.help.partition("\n\n")[0]

    @pytest.mark.parametrize("asked", ["--help", "--version"])
    def test_is_listed_without_importing_what_the_commands_need(self, asked: str) -> None:
        code = f"import sys\nfrom dashboard.cli.ogm import app\ntry:\n app([{asked!r}])\nfinally:\n print(*sys.modules)"
        shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        imported = set(shown.stdout.splitlines()[-1].split())
        assert (
            imported & {"pandas", "numpy", "sqlalchemy", "dash", "flask", "openpyxl", "data_loader.commands"} == set()
        )

    def test_says_its_version(self, run: Run) -> None:
        answer = run("--version")
        assert (answer.exit_code, bool(re.fullmatch(r"ogm \d+\.\d+\.\d+ \(Python 3\.\d+\.\S+\)\n", answer.stdout))) == (
            0,
            True,
        )

    def test_suggests_the_command_that_was_meant(self, run: Run) -> None:
        answer = run("vesions")
        assert (answer.exit_code, "'versions'" in answer.stderr) == (2, True)

    def test_completes_names_and_options(self) -> None:
        environment = {"_OGM_COMPLETE": "complete_bash"}
        names = started(**environment, COMP_WORDS="ogm ve", COMP_CWORD="1").stdout.split()
        options = started(**environment, COMP_WORDS="ogm load --al", COMP_CWORD="2").stdout.split()
        assert (names, options) == (["versions", "version"], ["--allow-removals"])


@pytest.mark.parametrize("words", WORDS, ids=" ".join)
class TestEveryCommand:
    def test_says_what_it_does(self, words: tuple[str, ...]) -> None:
        help_ = COMMANDS[words].help
        assert re.fullmatch(r"[A-Z].*\.", help_ or "", re.DOTALL)

    def test_explains_its_options(self, words: tuple[str, ...]) -> None:
        options = [one for one in COMMANDS[words].params if one.param_type_name == "option" and not one.hidden]
        assert [one.name for one in options if not one.help] == []

    def test_has_an_example_that_it_takes(self, words: tuple[str, ...]) -> None:
        arguments = example(words)
        assert arguments[: len(words)] == [*words]
        command = COMMANDS[words]
        command.make_context(" ".join(words), arguments[len(words) :])


MAKES_ONE = {("load",), ("check",), ("serve",), ("recover",), ("account-note",)}
"""The commands that take a database that is not there yet: they make it, or need none."""
NEED_ONE = [
    words for words in WORDS if words not in MAKES_ONE and any(one.name == "database" for one in COMMANDS[words].params)
]


class TestDatabaseThatIsNotThere:
    @pytest.fixture(autouse=True)
    def files(self, tmp_path: Path) -> set[str]:
        """What the examples name."""
        (tmp_path / "asked.csv").write_text("about,subject,asked\nlate,FRA,France\n")
        (tmp_path / "minutes.pdf").write_bytes(b"%PDF-1.4\n%%EOF\n")
        (tmp_path / "noise.sqlite").write_bytes(b"this is no database " * 100)
        (tmp_path / "empty.sqlite").touch()
        return {path.name for path in tmp_path.iterdir()}

    @pytest.mark.parametrize("name", ["none.sqlite", "no/folder.sqlite", "noise.sqlite", "empty.sqlite"])
    @pytest.mark.parametrize("words", NEED_ONE, ids=" ".join)
    def test_is_an_error_in_one_sentence(
        self, run: Run, tmp_path: Path, files: set[str], words: tuple[str, ...], name: str
    ) -> None:
        answer = run(*example(words), "--database", f"sqlite:///{name}")
        assert (answer.exit_code, answer.stdout) == (1, ""), answer.output
        assert re.fullmatch(r"[A-Zo].*\.", " ".join(answer.stderr.split()))
        assert {path.name for path in tmp_path.iterdir()} == files

    @pytest.mark.parametrize("url", ["nothing", "mysql://host/name", "sqlite:/monitor"])
    @pytest.mark.parametrize("words", [("chart",), ("export",), ("versions",), ("review", "list")], ids=" ".join)
    def test_is_said_of_a_url_that_is_none(self, run: Run, words: tuple[str, ...], url: str) -> None:
        answer = run(*example(words), "--database", url)
        assert (answer.exit_code, answer.stdout, "Traceback" in answer.stderr) == (1, "", False)
        assert "URL" in answer.stderr


class TestOutput:
    def test_of_a_full_disk_is_an_error_in_one_sentence(self, tmp_path: Path) -> None:
        code = "from dashboard.cli.ogm import main; main()"
        with Path("/dev/full").open("w") as full:
            command = [sys.executable, "-c", code, "charts"]
            ended = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
        assert (ended.returncode, ended.stderr.count("\n"), "No space left" in ended.stderr) == (1, 1, True)

    def test_of_a_limit_that_is_none_is_an_error_in_one_sentence(self) -> None:
        ended = started("findings", MONITOR_LOAD_MAX_ROWS="all")
        assert (ended.returncode, ended.stdout) == (2, "")
        assert ended.stderr == "MONITOR_LOAD_MAX_ROWS must be a whole number above 0, not 'all'.\n"

    def test_of_a_fault_of_the_program_is_no_traceback(self, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
        monkeypatch.setattr(ogm, "app", lambda **_: 1 / 0)
        with pytest.raises(SystemExit) as end:
            ogm.main()
        assert (end.value.code, capsys.readouterr().err.startswith("A fault of this program: ZeroDivision")) == (
            1,
            True,
        )

    def test_names_settings_that_are_none(self, run: Run) -> None:
        answer = run("charts", env={"MONITOR_PROT": "1"})
        assert (answer.exit_code, "Did you mean MONITOR_PORT?" in answer.stderr) == (0, True)


class TestServe:
    @pytest.fixture
    def begun(self, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
        """The ports on which the server would have begun, and no server."""
        ports: list[int] = []

        def main(listening: int) -> None:
            with socket.socket(fileno=listening) as opened:
                ports.append(opened.getsockname()[1])

        for name in ("MONITOR_HOST", "MONITOR_PORT", "MONITOR_DATABASE_URL"):
            monkeypatch.setenv(name, "")  # so that they are as before afterwards
        monkeypatch.setattr(server, "main", main)
        return ports

    @pytest.fixture
    def port(self) -> int:
        """A port that is free."""
        with socket.create_server(("127.0.0.1", 0)) as listening:
            return int(listening.getsockname()[1])

    def test_loads_the_data_that_ship_with_it_in_an_empty_folder(
        self, run: Run, begun: list[int], port: int, tmp_path: Path
    ) -> None:
        answer = run("serve", "--port", str(port))
        assert (answer.exit_code, begun) == (0, [port]), answer.output
        *changes, published, where = answer.stdout.splitlines()
        assert (published, where.split()[5]) == ("Published version 1.", f"http://127.0.0.1:{port}/")
        assert ("members: 96 new" in changes, len({*changes})) == (True, len(changes))
        assert (tmp_path / "monitor.sqlite").exists()

    def test_loads_nothing_where_there_are_data(
        self, run: Run, begun: list[int], port: int, reference_url: str, tmp_path: Path
    ) -> None:
        answer = run("serve", "--port", str(port), "--database", copied(reference_url, tmp_path / "own.sqlite"))
        assert (answer.exit_code, begun, answer.stdout.count("\n")) == (0, [port], 1)

    def test_loads_nothing_where_that_is_not_wanted(
        self, run: Run, begun: list[int], port: int, tmp_path: Path
    ) -> None:
        answer = run("serve", "--port", str(port), "--no-load")
        assert (answer.exit_code, begun, [*tmp_path.iterdir()]) == (0, [port], [])

    def test_shows_itself_in_the_browser(
        self, run: Run, begun: list[int], port: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        opened: list[str] = []
        monkeypatch.setattr(serve.webbrowser, "open", lambda url: bool(opened.append(url)))
        answer = run("serve", "--port", str(port), "--no-load", "--open", "--host", "0.0.0.0")
        assert (opened, "No browser could be started" in answer.stderr) == ([f"http://127.0.0.1:{port}/"], True)

    def test_says_that_a_port_is_taken(self, run: Run, begun: list[int]) -> None:
        with socket.create_server(("127.0.0.1", 0)) as listening:
            taken = str(listening.getsockname()[1])
            answer = run("serve", "--port", taken)
        assert (answer.exit_code, begun, answer.stdout) == (1, [], "")
        assert answer.stderr.startswith(f"Cannot listen on 127.0.0.1:{taken}: Address already in use. Take another")

    @pytest.mark.parametrize("port", ["0", "65536", "many"])
    def test_refuses_a_port_that_is_none(self, run: Run, begun: list[int], port: str) -> None:
        answer = run("serve", "--port", port)
        assert (answer.exit_code, begun, "--port" in answer.stderr) == (2, [], True)
