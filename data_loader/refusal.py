"""Problems as one sentence and an exit status: no traceback reaches a person."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
import typer
from alembic.util import CommandError
from rich.console import Console

from data_loader.limits import OUT_OF_MEMORY


class Refused(Exception):  # noqa: N818  a decision, not an error of the program
    """Why nothing was done, as a sentence; raised inside a transaction, it also undoes it."""


@contextmanager
def refusing(console: Console) -> Iterator[None]:
    """Ends the program with status 1 and one sentence where its work cannot be done."""
    try:
        yield
    except Refused as refusal:
        _end(console, str(refusal))
    except sa.exc.ArgumentError:
        _end(console, "The database URL is not valid; one looks like sqlite:///monitor.sqlite.")
    except (sa.exc.NoSuchModuleError, ModuleNotFoundError) as problem:
        _end(console, f"The database URL asks for a driver that is not installed: {problem}.")
    except sa.exc.OperationalError as problem:
        _end(console, _operational(problem))
    except sa.exc.DBAPIError as problem:
        _end(console, f"The database refused: {_first_line(problem)}. Nothing was changed.")
    except CommandError:
        _end(console, "The database was made by another release of this program, which has to load into it.")
    except MemoryError:
        _end(console, OUT_OF_MEMORY)


def _operational(problem: sa.exc.OperationalError) -> str:
    """What went wrong between here and the database, told by the words the drivers use."""
    line = _first_line(problem)
    for words, sentence in _OPERATIONAL.items():
        if words in line.lower():
            return sentence
    return f"The database cannot be used: {line}."


_OPERATIONAL = {
    "locked": "Another load is running: try again when it has ended. Nothing was changed.",
    "lock timeout": "Another load is running: try again when it has ended. Nothing was changed.",
    "unable to open": "The database file cannot be opened: is its folder there, and may it be written?",
    "readonly": "The database may be read but not written.",
    "out of memory": OUT_OF_MEMORY,
    "disk is full": "The disk is full. Nothing was changed.",
}


def _first_line(problem: sa.exc.DBAPIError) -> str:
    return str(problem.orig).strip().split("\n")[0].rstrip(".")


def _end(console: Console, sentence: str) -> None:
    console.print(sentence, highlight=False, markup=False)
    raise typer.Exit(1) from None
