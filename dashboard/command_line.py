"""What commands share: the settings they run under, and an end with a sentence."""

from __future__ import annotations

from typing import NoReturn

import typer

from dashboard.settings import SettingError, Settings, from_environment


def refuse(sentence: str) -> NoReturn:
    """Say `sentence` and end."""
    typer.echo(sentence, err=True)
    raise typer.Exit(1)


def settings() -> Settings:
    """The settings of the environment, or an end."""
    try:
        return from_environment()
    except SettingError as fault:
        refuse(str(fault))
