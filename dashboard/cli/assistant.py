"""`python -m dashboard mcp`: the API for an assistant, by the Model Context Protocol."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from dashboard.cli.client import ClientError, of_application, of_server
from dashboard.cli.command_line import refuse, settings

NEEDED = "This needs the package mcp: pip install 'open-government-monitor[mcp]'."
WAITING = "Waiting for an assistant on standard input (stop it with Ctrl+C); docs/mcp.md says how to connect one."

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def mcp(
    url: Annotated[
        str, typer.Option(help="Address of a running dashboard; without it, the database of MONITOR_DATABASE_URL.")
    ] = "",
) -> None:
    """Let an assistant ask for the figures, read only: the Model Context Protocol on standard input and output."""
    try:
        from dashboard.cli import tools  # noqa: PLC0415 - the package is an extra
    except ModuleNotFoundError as fault:
        if str(fault.name).partition(".")[0] not in {"mcp", "pydantic"}:
            raise
        refuse(NEEDED)
    try:
        client = of_server(url) if url else of_application(settings())
    except ClientError as fault:
        refuse(str(fault))
    if sys.stdin.isatty():
        typer.echo(WAITING, err=True)
    try:
        tools.build(client).run()
    except KeyboardInterrupt:
        typer.echo("Stopped.", err=True)
