"""What commands share: the settings they run under, and what they say to who calls them."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, NoReturn

import typer

from dashboard.settings import SettingError, Settings, from_environment

SERVER = "dashboard.cli.server"
"""The module that serves the dashboard."""
DATABASE = str(Settings.database_url)
"""Where the data are when nobody says where."""
Database = Annotated[str, typer.Option(envvar="MONITOR_DATABASE_URL", help="URL of the database.")]


def refuse(sentence: str, status: int = 1) -> NoReturn:
    """Say `sentence` and end: with 1 where something cannot be done, with 2 where it was asked for wrongly."""
    typer.echo(sentence, err=True)
    raise typer.Exit(status)


def settings(**given: object) -> Settings:
    """The settings of the environment, with those `given` in their place; or an end."""
    try:
        return replace(from_environment(), **given)  # type: ignore[arg-type]
    except SettingError as fault:
        refuse(str(fault))
