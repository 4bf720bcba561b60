"""The command line: `python -m data_loader load|check|versions|version|restore|export|dictionary`."""

from __future__ import annotations

import os
import sys
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from data_loader import schema
from data_loader.glance import loaded_before
from data_loader.limits import LimitError, misspelt, prepare

if TYPE_CHECKING:
    import typer

_GROUPS = ("account", "draft", "note", "report", "requests", "review")
"""Commands on one thing, each group in a module `NAME_commands`."""


def main() -> None:
    """Run a command. Every start of the dashboard asks for `load --if-empty`, which is seldom more than a glance."""
    database = os.environ.get("MONITOR_DATABASE_URL") or schema.DEFAULT_DATABASE
    if sys.argv[1:] == ["load", "--if-empty"] and (version := loaded_before(database)):
        print(f"The database already holds version {version}: nothing was loaded.")  # noqa: T201
        return
    try:
        app = commands()
    except LimitError as problem:
        print(problem, file=sys.stderr)  # noqa: T201
        sys.exit(2)
    prepare()
    app(prog_name="python -m data_loader")


@cache
def commands() -> typer.Typer:
    """The command line, which takes seconds to import; LimitError when a limit of the environment is none."""
    from data_loader.commands import app  # noqa: PLC0415 - pandas and openpyxl

    for name in _GROUPS:
        app.add_typer(import_module(f"data_loader.{name}_commands").app, name=name)
    return app


if __name__ == "__main__":
    for sentence in misspelt():
        print(sentence, file=sys.stderr)  # noqa: T201
    main()
