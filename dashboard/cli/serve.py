"""The command `serve`: what it needs is checked, and loaded where there is nothing yet; then this process serves."""

from __future__ import annotations

import os
import socket
import webbrowser
from typing import Annotated

import typer

from dashboard.cli.command_line import DATABASE, Database, refuse, settings
from dashboard.cli.probe import address
from dashboard.language.words import BRAND
from dashboard.settings import PREFIX, SettingError, Settings
from dashboard.theme.assets import AssetsMissingError, manifest
from data_loader.glance import loaded_before

app = typer.Typer()


@app.command(epilog="Example: ogm serve --port 8080 --open")
def serve(
    host: Annotated[str, typer.Option(envvar="MONITOR_HOST", help="Address to listen on.")] = str(Settings.host),
    port: Annotated[int, typer.Option(envvar="MONITOR_PORT", min=1, max=65_535, help="Port to listen on.")] = int(
        Settings.port
    ),
    database: Database = DATABASE,
    opens: Annotated[bool, typer.Option("--open", help="Show it in the browser.")] = False,
    loads: Annotated[
        bool, typer.Option("--load/--no-load", help="Load the data that ship with it while the database is empty.")
    ] = True,
) -> None:
    """Serve the dashboard on this machine until Ctrl+C, with the data that ship with it where there are none yet."""
    # the server, and the loader that it starts for editors, read the environment
    given = {"HOST": host, "PORT": str(port), "DATABASE_URL": database}
    os.environ |= {f"{PREFIX}{name}": value for name, value in given.items()}
    run(opens=opens, loads=loads)


def run(*, opens: bool, loads: bool) -> None:
    """Serve under the settings of the environment; what stands in the way ends the program with a sentence."""
    from dashboard.cli import start  # noqa: PLC0415

    chosen = settings()
    try:
        start.check(chosen)
        manifest()
    except (SettingError, AssetsMissingError) as fault:
        refuse(str(fault))
    listening = _listen(chosen)
    if loads and not loaded_before(chosen.database_url):
        from data_loader.commands import load  # noqa: PLC0415 - a second

        load(if_empty=True, database=chosen.database_url)
    where = f"http://{chosen.host}:{chosen.port}{chosen.path_prefix}"
    typer.echo(f"{BRAND} is at {where} (stop it with Ctrl+C)")
    if opens and not webbrowser.open(address(chosen, "")):  # who asks before the server is ready waits
        typer.echo("No browser could be started: open this address in one.", err=True)

    from dashboard.cli.server import main as become_the_server  # noqa: PLC0415

    become_the_server(listening=listening.detach())


def _listen(chosen: Settings) -> socket.socket:
    try:
        return socket.create_server((chosen.host, chosen.port))
    except OSError as fault:
        where = f"{chosen.host}:{chosen.port}"
        refuse(
            f"Cannot listen on {where}: {_reason(fault)}. Take another with --port, or MONITOR_HOST and MONITOR_PORT."
        )


def _reason(fault: OSError) -> str:
    """Why, without the address, which Python repeats."""
    return (fault.strerror or str(fault)).partition(" (")[0]
