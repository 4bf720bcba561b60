"""The console script `ogm`: all commands, of the dashboard and of the loader, in one tree."""

from __future__ import annotations

import os
import platform
import sys
from importlib.metadata import version
from typing import Annotated, NoReturn

import typer

from dashboard.cli.lazy import LazyGroup, Row
from dashboard.settings import unknown, variables
from data_loader import limits

_SERVE, _READ = "Serve", "Figures and documents"
_LOAD, _VERSIONS, _EDITORS, _ABOUT = "Load data", "Versions", "Editors and reporters", "The data, described"
_COMMANDS, _LOADER = "dashboard.cli.commands", "data_loader.commands"

ROWS = (
    Row("serve", _SERVE, "dashboard.cli.serve", "serve"),
    Row("account", _SERVE, "dashboard.cli.accounts"),
    Row("mcp", _SERVE, "dashboard.cli.assistant", "mcp"),
    Row("charts", _READ, _COMMANDS, "charts"),
    Row("chart", _READ, _COMMANDS, "chart"),
    Row("export", _READ, _COMMANDS, "export"),
    Row("check", _LOAD, _LOADER, "check"),
    Row("load", _LOAD, _LOADER, "load"),
    Row("edit", _LOAD, _LOADER, "edit"),
    Row("aliases", _LOAD, _LOADER, "aliases"),
    Row("alias", _LOAD, _LOADER, "alias"),
    Row("versions", _VERSIONS, _LOADER, "versions"),
    Row("version", _VERSIONS, _LOADER, "version"),
    Row("diff", _VERSIONS, _LOADER, "diff"),
    Row("undo", _VERSIONS, _LOADER, "undo"),
    Row("restore", _VERSIONS, _LOADER, "restore"),
    Row("export-data", _VERSIONS, _LOADER, "export"),
    Row("backup", _VERSIONS, _LOADER, "backup"),
    Row("recover", _VERSIONS, _LOADER, "recover"),
    Row("audit", _VERSIONS, _LOADER, "audit"),
    Row("draft", _EDITORS, "data_loader.draft_commands"),
    Row("note", _EDITORS, "data_loader.note_commands"),
    Row("requests", _EDITORS, "data_loader.requests_commands"),
    Row("report", _EDITORS, "data_loader.report_commands"),
    Row("review", _EDITORS, "data_loader.review_commands"),
    Row("deck", _EDITORS, _LOADER, application="deck_app"),
    Row("account-note", _EDITORS, "data_loader.account_commands", "note"),
    Row("dictionary", _ABOUT, _LOADER, "dictionary"),
    Row("findings", _ABOUT, _LOADER, "findings"),
)
"""Every command; each is declared, with its help, in its module."""
_OF_THE_LOADER = {row.name for row in ROWS if row.module.startswith("data_loader.")}


class Commands(LazyGroup):
    """The tree."""

    rows = ROWS


app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Open Government Monitor: how members of the Open Government Partnership keep their commitments.",
    epilog="In an empty folder, `ogm serve --open` loads the data that ship with it and shows them.",
)


def _print_version(asked: bool) -> None:
    if asked:
        typer.echo(f"ogm {version('open-government-monitor')} (Python {platform.python_version()})")
        raise typer.Exit


@app.callback()
def ogm(
    _: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and end.")
    ] = False,
) -> None:
    """Name settings that are none; the help of the tree is that of the application."""
    for sentence in unknown(os.environ, variables() | limits.VARIABLES):
        typer.echo(sentence, err=True)


def main() -> None:
    """Run a command."""
    if _OF_THE_LOADER.intersection(sys.argv[1:2]):
        limits.prepare()
    try:
        _run()
    except limits.LimitError as fault:
        _end(str(fault), 2)
    except OSError as fault:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what is still to be written would fail again
        _end(f"{fault.filename or 'What was asked for'} cannot be read or written: {fault.strerror}.", 1)
    except Exception as fault:
        if sys.flags.dev_mode:
            raise
        _end(f"A fault of this program: {fault!r}. Please report it, with what PYTHONDEVMODE=1 in front prints.", 1)


def _run() -> None:
    """The command to its end, and its output to where it goes."""
    try:
        app(prog_name="ogm")
    finally:
        sys.stdout.flush()


def _end(sentence: str, status: int) -> NoReturn:
    typer.echo(sentence, err=True)
    sys.exit(status)
