"""Examples in the documentation: commands take what they are given and run if they only read; addresses answer."""

from __future__ import annotations

import pkgutil
import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import typer
from flask.testing import FlaskClient
from typer.testing import CliRunner

from data_loader.__main__ import commands as loader_commands
from tests.dashboard.conftest import make_client

ROOT = Path(__file__).parents[2]
PAGES = sorted([*(ROOT / "docs").rglob("*.md"), *ROOT.glob("*.md"), *(ROOT / "benchmarks").glob("*.md")])
APPLICATIONS: dict[str, Callable[[], typer.Typer]] = {
    "python -m dashboard": lambda: pkgutil.resolve_name("dashboard.__main__:app"),
    "python -m data_loader": loader_commands,
    "ogm": lambda: pkgutil.resolve_name("dashboard.cli.ogm:app"),
}
READING = {"charts", "chart", "dictionary", "findings", "versions", "audit"}
"""The commands that read alone, print what they find and need no file of the reader's."""
ELSEWHERE = {"how-to.md": "is of a copy in which its recipes were followed, see tests/test_docs.py"}
NO_ADDRESSES = {"/tmp", "/monitor/", "/signin", "/api/v1/records/changes?from=1&to=2"}
"""In backticks like addresses, or there only where people sign in or two versions are."""
PAGES_OF = "<path:path>"
"""The rule of all pages, which answers whatever no other rule does."""

Command = tuple[str, str]  # its application, and the words behind


def _commands(text: str) -> list[Command]:
    """The commands of a document: in samples, whole lines; in sentences, what stands between backticks."""
    joined = re.sub(r"(`[^`\n]+)\n *([^`\n]+`)", r"\1 \2", text)
    named = re.findall(r"(?:^|[\s`/(])(python -m (?:dashboard|data_loader))(?![.\w])([^`\n]*)", joined)
    named += re.findall(r"(?:^    |^|`)(ogm)((?: [^`\n]*)?)(?=`|$)", joined, re.MULTILINE)
    return [(name, rest.partition(" #")[0].strip()) for name, rest in named]


def _every(pattern: str) -> list[tuple[str, str]]:
    """What a pattern finds in each document, with the name of that."""
    texts = {page.name: page.read_text("utf-8") for page in PAGES}
    return sorted({(name, one) for name, text in texts.items() for one in re.findall(pattern, text, re.MULTILINE)})


COMMANDS = sorted({(page.name, *command) for page in PAGES for command in _commands(page.read_text("utf-8"))})
OF_THE_API = "api.md"
"""Its examples, errors among them, are run by tests/test_api_docs.py."""
CURLS = [one for one in _every(r"^ *curl .*?'https?://[^/']+(/[^']*)'") if one[0] != OF_THE_API]
TARGETS = _every(r"(?:^    |`)make ([a-z][a-z-]*)")
ADDRESSES = [one for one in _every(r"`(/[^`\s<>*…{]*)`") if one[0] not in ELSEWHERE and one[1] not in NO_ADDRESSES]


def _words(rest: str) -> list[str]:
    """The words behind a command; where a document names several in one, the first of them."""
    return [word.partition("|")[0] for word in shlex.split(re.sub(r"\$\([^)]*\)", "made", rest))]


def _command(application: str) -> Any:
    return typer.main.get_command(APPLICATIONS[application]())


def _faults(command: Any, words: list[str]) -> str:
    """What is wrong with words behind a command; empty where nothing is."""
    context = type(command).context_class(command)
    while words and hasattr(command, "get_command") and not words[0].startswith("-"):
        inner = command.get_command(context, words[0])
        if inner is None:
            return f"there is no command {words[0]!r}"
        command, words = inner, words[1:]
        context = type(command).context_class(command)
    try:
        _, left, _ = command.make_parser(context).parse_args(list(words))
    except Exception as fault:  # noqa: BLE001 - of the parser, whose classes typer has for itself
        return str(fault)
    return f"no place for {left}" if left else ""


def test_there_are_examples_of_every_kind() -> None:
    assert [len(some) >= least for some, least in ((COMMANDS, 35), (CURLS, 3), (ADDRESSES, 30), (TARGETS, 5))] == [
        True
    ] * 4


@pytest.mark.parametrize(("page", "application", "rest"), COMMANDS)
def test_a_command_takes_what_the_documents_give_it(page: str, application: str, rest: str) -> None:
    if page in ELSEWHERE and "ods" in rest:
        return  # a way out that its recipe adds
    assert _faults(_command(application), _words(rest)) == ""


@pytest.mark.parametrize(
    "rest", ["chart x --speed 3", "chrat x", "chart a b c", "account ad ana", "--speed", "export -q"]
)
def test_a_command_that_does_not_exist_would_be_seen(rest: str) -> None:
    assert _faults(_command("python -m dashboard"), rest.split())


@pytest.mark.parametrize(("page", "application", "rest"), [one for one in COMMANDS if {*one[2].split()[:1]} & READING])
def test_a_command_that_reads_runs(
    page: str, application: str, rest: str, reference_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MONITOR_DATABASE_URL", reference_url)
    ran = CliRunner().invoke(APPLICATIONS[application](), _words(rest))
    assert (ran.exit_code, bool(ran.output.strip())) == (0, True), ran.output


@pytest.fixture(scope="module")
def asked(reference_url: str) -> FlaskClient:
    return make_client(reference_url)


@pytest.mark.parametrize(("page", "address"), CURLS)
def test_an_address_of_curl_answers(asked: FlaskClient, page: str, address: str) -> None:
    answer = asked.get(address)
    assert (answer.status_code, bool(answer.data)) == (200, True)


@pytest.mark.parametrize(("page", "address"), ADDRESSES)
def test_an_address_exists(asked: FlaskClient, page: str, address: str) -> None:
    adapter = asked.application.url_map.bind("localhost")
    rule, _ = adapter.match(address.partition("?")[0], return_rule=True)
    has_its_own = not rule.rule.endswith(PAGES_OF)  # which may ask for a parameter, a setting or an older version
    assert has_its_own or asked.get(address).status_code in {200, 401, 403}, page


@pytest.mark.parametrize(("page", "target"), TARGETS)
def test_a_target_of_make_exists(page: str, target: str) -> None:
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(), re.MULTILINE), page
