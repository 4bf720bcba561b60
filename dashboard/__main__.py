"""The command line: serve the dashboard, list its charts, print their numbers, write documents, keep accounts."""

from __future__ import annotations

import os
import socket
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from dashboard.cli import accounts, assistant
from dashboard.cli.command_line import SERVER, refuse, report_left_out, settings
from dashboard.language.words import BRAND
from dashboard.settings import SettingError, unknown, variables
from dashboard.theme.assets import AssetsMissingError, manifest
from data_loader import limits

NO_CHROMIUM = (
    "A PDF is made by Chromium, and none was found on this machine: install it (Debian: apt install chromium), "
    "or take --format html and print that file from a browser."
)

# The commands about charts and documents import what they need themselves: pandas and Dash take a second, and serving
# starts anew in the server's own process.

app = typer.Typer(help=f"{BRAND}.", add_completion=False, pretty_exceptions_enable=False)
app.add_typer(accounts.app, name="account")
app.add_typer(assistant.app)


@app.callback(invoke_without_command=True)
def serve(context: typer.Context) -> None:
    """Serve the dashboard on this machine when no command is given."""
    if context.invoked_subcommand:
        return
    from dashboard.cli import start  # noqa: PLC0415

    chosen = settings()
    for sentence in unknown(os.environ, variables() | limits.VARIABLES):
        typer.echo(sentence, err=True)
    try:
        start.check(chosen)
        manifest()
    except (SettingError, AssetsMissingError) as fault:
        refuse(str(fault))
    where = f"{chosen.host}:{chosen.port}"
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((chosen.host, chosen.port))
        except OSError as fault:
            refuse(f"Cannot listen on {where}: {fault.strerror}. Set MONITOR_HOST or MONITOR_PORT to another.")
    typer.echo(f"{BRAND} is at http://{where}{chosen.path_prefix} (stop it with Ctrl+C)")
    # This process becomes the server, whose settings have been checked.
    os.execv(sys.executable, [sys.executable, "-m", SERVER])  # noqa: S606


class What(StrEnum):
    """What can be exported."""

    BRIEF = "brief"
    DECK = "deck"
    PAGE = "page"


@app.command()
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
    from dashboard.cli import documents  # noqa: PLC0415
    from dashboard.cli.numbers import UnreadableError  # noqa: PLC0415
    from dashboard.exports import pdf  # noqa: PLC0415

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


@app.command()
def charts() -> None:
    """List the charts by name, with the question each answers."""
    from dashboard.charts.registry import CHARTS  # noqa: PLC0415

    width = max(map(len, CHARTS)) + 2
    for name, chart in CHARTS.items():
        typer.echo(f"{name:{width}}{chart.title}")


@app.command()
def chart(
    name: Annotated[str, typer.Argument(help="A name from `charts`.")],
    query: Annotated[
        str, typer.Argument(help="The filters, as the dashboard's address has them: '?asof=2014-12-31'.")
    ] = "",
) -> None:
    """Print a chart's numbers: exactly the CSV its card downloads."""
    from dashboard.cli.numbers import UnreadableError, numbers  # noqa: PLC0415

    try:
        text, left_out = numbers(name, query, settings())
    except UnreadableError as fault:
        refuse(str(fault))
    sys.stdout.write(text)
    report_left_out(left_out)


if __name__ == "__main__":
    app(prog_name="python -m dashboard")
