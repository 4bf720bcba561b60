"""`ogm mcp`: the API for an assistant, by the Model Context Protocol."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.cli.command_line import refuse, settings
from dashboard.settings import SettingError

if TYPE_CHECKING:
    from dashboard.cli.client import Client

NEEDED = "This needs the package mcp: pip install 'open-government-monitor[mcp]'."
WAITING = "Waiting for an assistant on standard input (stop it with Ctrl+C); docs/mcp.md says how to connect one."

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command(epilog="Example: ogm mcp --url https://data.example.org")
def mcp(
    url: Annotated[
        str, typer.Option(help="Address of a running dashboard; without it, the database of MONITOR_DATABASE_URL.")
    ] = "",
) -> None:
    """Let an assistant ask for the figures, read only: the Model Context Protocol on standard input and output."""
    try:
        from dashboard.cli.tools import build  # noqa: PLC0415 - the package is an extra
    except ModuleNotFoundError as fault:
        if str(fault.name).partition(".")[0] not in {"mcp", "pydantic"}:
            raise
        refuse(NEEDED)
    server = build(_client(url))
    if sys.stdin.isatty():
        typer.echo(WAITING, err=True)
    try:
        server.run()
    except KeyboardInterrupt:
        typer.echo("Stopped.", err=True)


def _client(url: str) -> Client:
    """A client of the dashboard at a URL, or of the database of the settings once these are in order; or an end."""
    from dashboard.cli import client, start  # noqa: PLC0415 - other commands start without them

    try:
        if url:
            return client.of_server(url)
        chosen = settings()
        start.check(chosen)
        return client.of_application(chosen)
    except (client.ClientError, SettingError) as fault:
        refuse(str(fault))
