"""The command line of the dashboard: `ogm` without the commands of the loader; serves when no command is given."""

from __future__ import annotations

import os

import typer

from dashboard.cli import accounts, assistant, commands
from dashboard.cli.serve import run
from dashboard.language.words import BRAND
from dashboard.settings import unknown, variables
from data_loader import limits

app = typer.Typer(help=f"{BRAND}.", add_completion=False, pretty_exceptions_enable=False)
app.add_typer(commands.app)
app.add_typer(accounts.app, name="account")
app.add_typer(assistant.app)


@app.callback(invoke_without_command=True)
def serve(context: typer.Context) -> None:
    """Serve the dashboard on this machine when no command is given."""
    if context.invoked_subcommand:
        return
    for sentence in unknown(os.environ, variables() | limits.VARIABLES):
        typer.echo(sentence, err=True)
    run(opens=False, loads=False)


if __name__ == "__main__":
    app(prog_name="python -m dashboard")
