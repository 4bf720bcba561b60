"""What is checked before the server starts: the settings against each other and the machine, a sentence a fault."""

from __future__ import annotations

import os
import tempfile
from importlib.util import find_spec
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from dashboard.settings import SettingError, Settings
from dashboard.signin import options
from dashboard.signin.accounts import Accounts, AccountsError
from data_loader import limits

_KINDS = {"sqlite", "postgresql"}
_SQLITE = b"SQLite format 3\0"


def check(settings: Settings) -> None:
    """SettingError where the server could not do what a setting asks for."""
    ways = options.ways(settings)
    check_database(settings)
    for name in ("cache_url", "sessions_url"):
        if getattr(settings, name, "") and not find_spec("redis"):
            raise SettingError(f"MONITOR_{name.upper()} needs the package redis, which is not installed.")
    if ways:
        _check_uploads(settings)
    if settings.accounts:
        _check_accounts(settings)
    try:
        limits.from_environment()
    except limits.LimitError as fault:
        raise SettingError(str(fault)) from None


def check_database(settings: Settings) -> None:
    """SettingError where its URL leads to none; it may hold a password and is not repeated."""
    try:
        url = sa.make_url(settings.database_url)
    except (ArgumentError, ValueError):
        raise SettingError(
            "MONITOR_DATABASE_URL must be a URL, as sqlite:///monitor.sqlite or postgresql+psycopg://user@host/name."
        ) from None
    kind = url.get_backend_name()
    if kind not in _KINDS:
        raise SettingError(f"MONITOR_DATABASE_URL must name SQLite or PostgreSQL, not {kind}.")
    try:
        url.get_dialect().import_dbapi()
    except (NoSuchModuleError, ImportError):
        raise SettingError(
            f"MONITOR_DATABASE_URL asks for the driver {url.drivername}, which is not installed; PostgreSQL is reached "
            "with postgresql+psycopg:// and the package psycopg."
        ) from None
    if kind == "sqlite" and url.database and not url.database.startswith((":", "file:")):
        _check_file(Path(url.database))


def _check_file(database: Path) -> None:
    """A file of SQLite, or where there is none yet, a folder for it."""
    if not database.parent.is_dir():
        raise SettingError(f"MONITOR_DATABASE_URL names a file in {database.parent}, which is no folder.")
    if not database.exists():
        return
    try:
        with database.open("rb") as file:
            beginning = file.read(len(_SQLITE))
    except OSError as fault:
        raise SettingError(f"MONITOR_DATABASE_URL names {database}, which cannot be read: {fault.strerror}.") from None
    if beginning not in {b"", _SQLITE}:
        raise SettingError(f"MONITOR_DATABASE_URL names {database}, which is no SQLite database.")


def _check_uploads(settings: Settings) -> None:
    """The folder, or the one in which it will be made, takes files of ours."""
    folder = Path(settings.uploads or tempfile.gettempdir()).absolute()
    place = next(path for path in (folder, *folder.parents) if path.exists())
    if not (place.is_dir() and os.access(place, os.W_OK | os.X_OK)):
        raise SettingError(f"MONITOR_UPLOADS must be a folder in which files can be made, not {settings.uploads!r}.")


def _check_accounts(settings: Settings) -> None:
    folder = Path(settings.accounts).absolute().parent
    if not folder.is_dir():
        raise SettingError(f"MONITOR_ACCOUNTS names a file in {folder}, which is no folder.")
    try:
        Accounts(settings.accounts).all()
    except AccountsError as fault:
        raise SettingError(f"MONITOR_ACCOUNTS: {fault}") from None
