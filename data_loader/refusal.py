"""Problems as one sentence and an exit status: no traceback reaches a person."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
import typer
from rich.console import Console

from data_loader.limits import OUT_OF_MEMORY
from data_loader.phrases import phrase, spoken


class Refused(Exception):  # noqa: N818  a decision, not an error of the program
    """Why nothing was done, as a sentence; raised inside a transaction, it also undoes it."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@contextmanager
def refusing(console: Console) -> Iterator[None]:
    """Ends the program with status 1 and one sentence where its work cannot be done."""
    try:
        yield
    except Refused as refusal:
        _end(console, refusal.sentence)
    except sa.exc.ArgumentError:
        _end(console, phrase("The database URL is not valid; one looks like sqlite:///monitor.sqlite."))
    except (sa.exc.NoSuchModuleError, ModuleNotFoundError) as problem:
        _end(
            console,
            phrase("The database URL asks for a driver that is not installed: {problem}.", problem=str(problem)),
        )
    except sa.exc.DBAPIError as problem:
        _end(console, _of_database(problem))
    except MemoryError:
        _end(console, OUT_OF_MEMORY)
    except Exception as problem:
        sentence = _of_migrations(problem)
        if not sentence:
            raise
        _end(console, sentence)


def _of_migrations(problem: Exception) -> str:
    """What to say where the migrations do not know a database; who never runs them has not imported them either."""
    migrations = sys.modules.get("alembic.util")
    if migrations is None or not isinstance(problem, migrations.CommandError):
        return ""
    return phrase("The database was made by another release of this program, which has to load into it.")


def _of_database(problem: sa.exc.DBAPIError) -> str:
    """What the database says."""
    if isinstance(problem, sa.exc.OperationalError):
        return _operational(problem)
    return phrase("The database refused: {problem}. Nothing was changed.", problem=_first_line(problem))


def _operational(problem: sa.exc.OperationalError) -> str:
    """What went wrong between here and the database, told by the words the drivers use."""
    line = _first_line(problem)
    for words, sentence in _OPERATIONAL.items():
        if words in line.lower():
            return sentence
    return phrase("The database cannot be used: {problem}.", problem=line)


_RUNNING = phrase("Another load is running: try again when it has ended. Nothing was changed.")
_OPERATIONAL = {
    "locked": _RUNNING,
    "lock timeout": _RUNNING,
    "unable to open": phrase("The database file cannot be opened: is its folder there, and may it be written?"),
    "readonly": phrase("The database may be read but not written."),
    "out of memory": OUT_OF_MEMORY,
    "disk is full": phrase("The disk is full. Nothing was changed."),
}


def _first_line(problem: sa.exc.DBAPIError) -> str:
    return str(problem.orig).strip().split("\n")[0].rstrip(".")


def _end(console: Console, sentence: str) -> None:
    """Says why; to a program that follows the progress also by the pattern of the sentence."""
    if os.environ.get("MONITOR_LOAD_PROGRESS") == "json":
        console.file.write(json.dumps({"sentence": sentence, **spoken(sentence)}, default=str) + "\n")
        console.file.flush()
    else:
        console.print(sentence, highlight=False, markup=False, soft_wrap=not console.is_terminal)
    raise typer.Exit(1) from None
