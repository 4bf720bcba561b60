"""`python -m benchmarks.attacks`: attack a server of our own, and say how it fared."""

from __future__ import annotations

from typing import Annotated

import typer

from benchmarks.attacks import ATTACKS
from benchmarks.attacks.measure import part


def main(
    names: Annotated[list[str] | None, typer.Argument(help=f"Attacks: {', '.join(ATTACKS)}. All, without any.")] = None,
    seconds: Annotated[float, typer.Option(help="How long each attack lasts at most.")] = 30,
) -> None:
    """Attack a server of our own, one attack after the other; the status is 1 when one did what it should not."""
    if unknown := set(names or ()) - ATTACKS.keys():
        raise typer.BadParameter(f"there is no attack {', '.join(sorted(unknown))}; there are {', '.join(ATTACKS)}")
    measured = part(names or list(ATTACKS), seconds)
    measured.say()
    raise typer.Exit(not all(promise.kept for promise in measured.promises))


if __name__ == "__main__":
    typer.run(main)
