"""The command line of `make bench`: measures what is asked, or everything, and writes RESULTS.md."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from benchmarks import (
    callbacks,
    change,
    costs,
    edge,
    first_paint,
    lighthouse,
    live,
    load,
    loads,
    pages,
    publish,
    queries,
    results,
    snapshot,
    uploads,
    workbooks,
)
from benchmarks.attacks import measure as attacks
from benchmarks.results import Part

SIZES = [2_000, 100_000, 1_000_000]
PARTS: dict[str, Callable[[list[int]], Part]] = {
    "snapshot": snapshot.measure,
    "queries": queries.measure,
    "callbacks": callbacks.measure,
    "pages": pages.measure,
    "first_paint": first_paint.measure,
    "change": change.measure,
    "costs": costs.measure,
    "live": live.measure,
    "publish": publish.measure,
    "loads": loads.measure,
    "workbooks": workbooks.measure,
    "uploads": uploads.measure,
    "attacks": attacks.measure,
    "load": load.measure,
    "edge": edge.measure,
    "lighthouse": lighthouse.measure,
}


def main(
    only: Annotated[list[str] | None, typer.Option(help=f"A part: {', '.join(PARTS)}. May be given again.")] = None,
    rows: Annotated[list[int] | None, typer.Option(help="Commitments to generate. May be given again.")] = None,
) -> None:
    """Measure, print and write benchmarks/RESULTS.md; parts left out keep their last figures."""
    if unknown := set(only or ()) - PARTS.keys():
        raise typer.BadParameter(f"there is no part named {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    for name in only or PARTS:
        typer.echo(f"Measuring {name}…", err=True)
        part = PARTS[name](sorted(rows or SIZES))
        results.keep(part)
        part.say()
    results.write()


if __name__ == "__main__":
    typer.run(main)
