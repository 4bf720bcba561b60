"""An editor with a local account, and a browser in which he is signed in."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import requests

NAME = "ana"
NAMED = f"Signed in as {NAME}"
"""What the page for signing in says to him then."""

_PATIENCE = 60  # seconds


@dataclass(frozen=True)
class Account:
    """The account, and what a server needs in its environment so that the editor can sign in."""

    password: str
    variables: dict[str, str]


def account(folder: Path) -> Account:
    """Make the account, with its file in `folder`."""
    password = secrets.token_urlsafe(16)
    variables = {
        "MONITOR_ACCOUNTS": str(folder / "accounts.json"),
        "MONITOR_SECRET_KEY": secrets.token_urlsafe(32),
        "MONITOR_UPLOADS": str(folder),
    }
    command = [sys.executable, "-m", "dashboard", "account", "add", NAME]
    environment = os.environ | variables
    subprocess.run(command, input=password, text=True, env=environment, check=True, stdout=subprocess.DEVNULL)
    return Account(password, variables)


@contextmanager
def signed_in(address: str, known: Account) -> Iterator[requests.Session]:
    """The editor's browser, signed in at the dashboard at `address`."""
    with requests.Session() as browser:
        browser.headers["Origin"] = address
        form = {"name": NAME, "password": known.password}
        browser.post(f"{address}/signin", data=form, timeout=_PATIENCE).raise_for_status()
        yield browser
