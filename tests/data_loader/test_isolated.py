"""The loader in a process of its own: whatever becomes of that, the caller gets a status and a sentence."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from data_loader import isolated, store
from data_loader.isolated import Outcome
from data_loader.limits import OUT_OF_MEMORY, Limits
from tests.data_loader.conftest import query, set_cell, version

Ask = Callable[..., Outcome]
MIB = 2**20


@pytest.fixture
def ask(database: str) -> Ask:
    def call(command: str, *files: object, limits: Limits | None = None, told: isolated.OnProgress = print) -> Outcome:
        arguments = [command, *map(str, files), "--database", database, "--report", "json"]
        return isolated.run(arguments, limits or Limits(), told)

    return call


@pytest.fixture
def instead(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Another program in place of the loader."""

    def put(program: str) -> None:
        serving = f"from data_loader.zygote import serve; serve(lambda: exec({program!r}, {{}}))"
        monkeypatch.setattr(isolated, "_COMMAND", (sys.executable, "-c", serving))

    return put


def test_a_load_answers_as_the_command_line_does_and_tells_its_progress(ask: Ask, database: str, package: Path) -> None:
    told: list[tuple[str, int, int]] = []
    outcome = ask("load", package, told=lambda *step: told.append(step))
    assert (outcome.status, outcome.answer["findings"]) == (0, []), outcome
    assert outcome.sentence == outcome.answer["sentence"]
    assert outcome.sentence.startswith("Published version 1 (")
    assert version(database) == 1
    assert told[-1][0].startswith("Writing ")
    assert ("Writing commitments", 2018, 2018) in told


def test_faults_are_answered_and_change_nothing(ask: Ask, loaded: str, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "endless.csv")
    outcome = ask("load", tmp_path / "endless.csv")
    assert (outcome.status, [f["code"] for f in outcome.answer["findings"]]) == (1, ["file-unreadable"])
    assert outcome.sentence == "Nothing was loaded: correct the errors above and load again."
    assert version(loaded) == 1


def test_a_file_that_takes_too_much_memory_is_a_sentence(ask: Ask, loaded: str, tmp_path: Path) -> None:
    path = tmp_path / "meetings.csv"
    path.write_bytes(b"id,place\n" + b"ab,cd,ef,gh,ij,kl,mn,op,qr,st\n" * 2_000_000)
    outcome = ask("load", path, limits=Limits(memory=1000 * MIB))
    assert (outcome.succeeded, outcome.answer) == (False, None)
    assert "memory" in outcome.sentence
    assert version(loaded) == 1


@pytest.mark.parametrize("mebibytes", [1, 60])
def test_a_process_that_may_take_hardly_any_memory_says_so(ask: Ask, package: Path, mebibytes: int) -> None:
    assert ask("check", package, limits=Limits(memory=mebibytes * MIB)) == Outcome(1, None, OUT_OF_MEMORY)


def test_a_load_that_takes_too_long_is_ended(ask: Ask, loaded: str, package: Path) -> None:
    with store.writing(loaded):  # for whose end it would wait a minute
        outcome = ask("load", package, limits=Limits(seconds=1))
    assert outcome == Outcome(1, None, isolated._too_slow(Limits(seconds=1)))
    assert "took longer than 1 seconds" in outcome.sentence
    assert version(loaded) == 1
    assert query(loaded, "SELECT count(*) FROM versions") == [(1,)]


@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_output_without_end_is_ended(ask: Ask, instead: Callable[[str], None], stream: str) -> None:
    instead(f"import sys\nwhile True: sys.{stream}.write('x' * 999 + chr(10))")
    sentence = ask("check", limits=Limits(seconds=2, output=MIB)).sentence
    assert ("more faults than can be shown" if stream == "stdout" else "took longer") in sentence


def test_all_that_the_process_started_is_ended_with_it(
    ask: Ask, instead: Callable[[str], None], tmp_path: Path
) -> None:
    instead(
        "import os, pathlib, signal\n"
        f"if not os.fork(): pathlib.Path({str(tmp_path / 'pid')!r}).write_text(str(os.getpid()))\n"
        "signal.pause()"
    )
    ask("check", limits=Limits(seconds=2))
    until_gone(int((tmp_path / "pid").read_text()))


def until_gone(process: int) -> None:
    """Wait for a process that was killed, as it still has to be told."""
    end = time.monotonic() + 10
    while state_of(process) not in "ZX":
        assert time.monotonic() < end


def state_of(process: int) -> str:
    """The letter the kernel gives to what a process does; X when it is gone."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except (ProcessLookupError, FileNotFoundError):
        return "X"


ENDS = {
    "killed": ("import os; os.kill(os.getpid(), 9)", "ended from outside"),
    "out of time": (f"import os; os.kill(os.getpid(), {int(signal.SIGXCPU)})", "took longer than"),
    "out of memory": ("import os; os.abort()", "not enough memory"),
    "without room to work": (
        "from data_loader import confined; confined.ROOM = 2**62; from data_loader.zygote import run; run()",
        "not enough memory",
    ),
    "out of memory where nobody expects it": ("raise MemoryError('Unable to allocate 9 GiB')", "not enough memory"),
    "out of memory while it tidies up": (
        f"import sys; print({OUT_OF_MEMORY!r}, file=sys.stderr)\nraise ValueError('not rolled back')",
        "not enough memory",
    ),
    "garbage": ("print('%PDF')", "failed in a way it should not"),
    "half an answer": ("print('[{')", "failed in a way it should not"),
    "traceback": ("1 / 0", "failed in a way it should not"),
    "garbled progress": (
        "import sys; sys.stderr.write('{\"step\": 1' + chr(10) + '{\"step\"}' + chr(10))",
        "",
    ),
}


@pytest.mark.parametrize("end", ENDS)
def test_a_process_that_ends_as_it_should_not_gives_a_sentence(
    ask: Ask, instead: Callable[[str], None], end: str
) -> None:
    program, sentence = ENDS[end]
    instead(program)
    outcome = ask("check")
    assert sentence in outcome.sentence
    assert "Traceback" not in outcome.sentence
    assert outcome.answer is None


def test_a_caller_that_gives_up_ends_the_process(ask: Ask, loaded: str, package: Path) -> None:
    def give_up(*_: object) -> None:
        raise KeyboardInterrupt

    set_cell(package / "members.csv", 2, "name", "Shqipëria")
    with pytest.raises(KeyboardInterrupt):
        ask("load", package, told=give_up)
    assert version(loaded) == 1


def test_no_secret_of_the_server_reaches_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MONITOR_SECRET_KEY", "hush")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "hush")
    monkeypatch.setenv("MONITOR_DATABASE_URL", "sqlite:///here.sqlite")
    environment = isolated.environment(replace(Limits(), rows=5))
    assert "hush" not in environment.values()
    assert environment["MONITOR_DATABASE_URL"] == "sqlite:///here.sqlite"
    assert environment["MONITOR_LOAD_MAX_ROWS"] == "5"


def test_a_command_knows_nothing_of_the_one_before(instead: Callable[[str], None]) -> None:
    instead("import json, os, sys; print(json.dumps([sys.argv[1:], os.environ.get('MONITOR_LOAD_ORIGIN')]))")
    assert isolated.run(["a", "b"], variables={"MONITOR_LOAD_ORIGIN": "here"}).answer == [["a", "b"], "here"]
    assert isolated.run(["c"]).answer == [["c"], None]


def test_a_zygote_that_is_gone_is_replaced(instead: Callable[[str], None]) -> None:
    instead("import os; print(os.getpgid(os.getppid()))")
    first, same = isolated.run([]).answer, isolated.run([]).answer
    assert first == same
    os.kill(first, signal.SIGKILL)
    until_gone(first)
    assert isolated.run([]).answer not in {None, first}
