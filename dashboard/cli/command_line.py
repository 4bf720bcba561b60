"""What commands share: the settings they run under, and an end with a sentence."""

from __future__ import annotations

from typing import NoReturn

import typer

from dashboard.settings import SettingError, Settings, from_environment

SERVER = (
    *("gunicorn", "--worker-class", "gthread", "--threads", "4", "--no-control-socket", "--log-level", "warning"),
    *("--keep-alive", "15"),  # seconds; longer than open pages wait between two questions, so that none connects anew
)
"""The module that serves the dashboard, and how."""


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
