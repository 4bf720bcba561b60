"""The commands that answer from the data: list the charts, print their numbers, write documents."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from dashboard.cli.command_line import DATABASE, Database, refuse, settings
from dashboard.theme.assets import AssetsMissingError

NO_CHROMIUM = (
    "A PDF is made by Chromium, and none was found on this machine: install it (Debian: apt install chromium), "
    "or take --format html and print that file from a browser."
)

# Each imports what it needs itself: pandas and Dash take a second.

app = typer.Typer()


class What(StrEnum):
    """What can be exported."""

    BRIEF = "brief"
    DECK = "deck"
    PAGE = "page"


@app.command(epilog="Example: ogm export page '/pilots?lang=fr' --format xlsx --out pilots.xlsx")
def export(
    what: Annotated[What, typer.Argument(help="The brief, a deck, or any page.")],
    address: Annotated[
        str,
        typer.Argument(
            help="The filters as the dashboard's address has them, for a page with its path: '/pilots?lang=fr'."
        ),
    ] = "",
    form: Annotated[str, typer.Option("--format", help="pdf, html, pptx or xlsx; a page is a pdf or an xlsx.")] = "pdf",
    out: Annotated[
        Path | None, typer.Option(help="The file to write.", show_default="brief.pdf and the like", dir_okay=False)
    ] = None,
    database: Database = DATABASE,
) -> None:
    """Write the brief, a deck or a page as a document."""
    from dashboard.cli import documents  # noqa: PLC0415
    from dashboard.cli.numbers import UnreadableError  # noqa: PLC0415
    from dashboard.exports import pdf  # noqa: PLC0415

    if form not in documents.formats(what):
        refuse(f"A {what} can be exported as {' or '.join(documents.formats(what))}, not as {form!r}.", 2)
    try:
        content = documents.make(what, form, address, settings(database_url=database))
    except pdf.NotFoundError:
        refuse(NO_CHROMIUM, 2)
    except UnreadableError as fault:
        refuse(str(fault), fault.status)
    except (AssetsMissingError, pdf.PrintError) as fault:
        refuse(str(fault))
    path = out or Path(f"{what}.{form}")
    try:
        path.write_bytes(content)
    except OSError as fault:
        refuse(f"{path} cannot be written: {fault.strerror}.")
    typer.echo(f"Written: {path}")


@app.command(epilog="Example: ogm charts")
def charts() -> None:
    """List the charts by name, with the question each answers."""
    from dashboard.charts.registry import CHARTS  # noqa: PLC0415

    width = max(map(len, CHARTS)) + 2
    for name, chart in CHARTS.items():
        typer.echo(f"{name:{width}}{chart.title}")


@app.command(epilog="Example: ogm chart completion-by-theme '?asof=2014-12-31&region=europe'")
def chart(
    name: Annotated[str, typer.Argument(help="A name that `ogm charts` lists.")],
    query: Annotated[
        str, typer.Argument(help="The filters, as the dashboard's address has them: '?asof=2014-12-31'.")
    ] = "",
    database: Database = DATABASE,
) -> None:
    """Print a chart's numbers: exactly the CSV its card downloads."""
    from dashboard.cli.numbers import UnreadableError, numbers  # noqa: PLC0415

    try:
        text = numbers(name, query, settings(database_url=database))
    except UnreadableError as fault:
        refuse(str(fault), fault.status)
    sys.stdout.write(text)
