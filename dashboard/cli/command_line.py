"""What commands share: the settings they run under, and what they say to who calls them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NoReturn

import typer

from dashboard.settings import SettingError, Settings, from_environment

SERVER = "dashboard.cli.server"
"""The module that serves the dashboard."""


def refuse(sentence: str, status: int = 1) -> NoReturn:
    """Say `sentence` and end."""
    typer.echo(sentence, err=True)
    raise typer.Exit(status)


def settings() -> Settings:
    """The settings of the environment, or an end."""
    try:
        return from_environment()
    except SettingError as fault:
        refuse(str(fault))


def report_left_out(filters: Iterable[str]) -> None:
    """Name the filters asked for that the data does not have."""
    for text in filters:
        typer.echo(f"Left out of the filters, since this data does not have it: {text}", err=True)
