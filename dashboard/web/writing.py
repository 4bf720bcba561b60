"""Small writes of those who are signed in: the loader makes them in a process of its own, in one transaction each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.signin import access
from data_loader import isolated


def run(database: str, command: Sequence[str], *arguments: str, **variables: str) -> isolated.Outcome:
    """What became of a command, done in the name of who sends the current request; `arguments` are never options.

    `variables` join its environment: no list of processes shows them.
    """
    by = f"--by={access.the_editor().name}"
    variables |= {"MONITOR_DATABASE_URL": database, "MONITOR_LOAD_ORIGIN": access.client_address()}
    return isolated.run([*command, "--report", "json", by, "--", *arguments], variables=variables)


def reason(outcome: isolated.Outcome) -> Mapping[str, Any]:
    """The last word of the loader, with its pattern, for who says it in the reader's language."""
    return outcome.spoken or {"sentence": outcome.sentence}
