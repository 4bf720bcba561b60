"""`export`: documents from the command line."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from dashboard.cli.command_line import refuse, report_left_out, settings

NO_CHROMIUM = (
    "A PDF is made by Chromium, and none was found on this machine: install it (Debian: apt install chromium), "
    "or take --format html and print that file from a browser."
)


class What(StrEnum):
    """What can be exported."""

    BRIEF = "brief"
    DECK = "deck"
    PAGE = "page"


def export(
    what: Annotated[What, typer.Argument(help="The brief, a deck, or any page.")],
    address: Annotated[
        str,
        typer.Argument(
            help="The filters as the dashboard's address has them, for a page with its path: '/pilots?lang=fr'."
        ),
    ] = "",
    form: Annotated[str, typer.Option("--format", help="pdf, html, pptx or xlsx; a page is a pdf or an xlsx.")] = "pdf",
    out: Annotated[Path | None, typer.Option(help="The file to write; brief.pdf and the like when not given.")] = None,
) -> None:
    """Write the brief, a deck or a page as a document."""
    # Imported here: pandas and Dash take a second.
    from dashboard.cli import documents  # noqa: PLC0415
    from dashboard.cli.numbers import UnreadableError  # noqa: PLC0415
    from dashboard.exports import pdf  # noqa: PLC0415
    from dashboard.theme.assets import AssetsMissingError  # noqa: PLC0415

    if form not in documents.formats(what):
        refuse(f"A {what} can be exported as {' or '.join(documents.formats(what))}, not as {form!r}.")
    try:
        content, left_out = documents.make(what, form, address, settings())
    except pdf.NotFoundError:
        refuse(NO_CHROMIUM, 2)
    except (UnreadableError, AssetsMissingError, pdf.PrintError) as fault:
        refuse(str(fault))
    path = out or Path(f"{what}.{form}")
    try:
        path.write_bytes(content)
    except OSError as fault:
        refuse(f"{path} cannot be written: {fault.strerror}.")
    report_left_out(left_out)
    typer.echo(f"Written: {path}")
