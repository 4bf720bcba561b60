"""Clients of a dashboard with local accounts: a stranger, and somebody of each role."""

from __future__ import annotations

import json
import re
import tempfile
from pathlib import Path
from typing import Any

from dash import Dash
from flask.testing import FlaskClient
from werkzeug.security import generate_password_hash

from dashboard.app import create_app
from dashboard.settings import Settings
from dashboard.signin import people

PASSWORD = "correct horse battery staple"
SECRET_KEY = "a key for tests and for nothing else"
OTHER_REPORTER = "reporter of another member"
NAMES = dict(zip(people.ROLES, people.ROLES, strict=True)) | {
    "viewer": "vera",
    "reporter": "rita",
    OTHER_REPORTER: "otto",
    "editor": "edith",
    "administrator": "ada",
}
MEMBERS = {"reporter": ["L-SAO"], OTHER_REPORTER: ["L-PAR", "L-AUS"]}
"""By role, for whom somebody of it reports."""
ROLES = ("stranger", *reversed(people.ROLES), OTHER_REPORTER)
_HASH = generate_password_hash(PASSWORD, "scrypt:1024:8:1")  # weak, and quick


def options(folder: Path | str) -> dict[str, str]:
    """The settings of a dashboard with one account a role, in a file in `folder`."""
    file = Path(folder) / "accounts.json"
    accounts = {
        name: {
            "role": role if role in people.ROLES else "reporter",
            "password": _HASH,
            "members": MEMBERS.get(role, []),
        }
        for role, name in NAMES.items()
    }
    file.write_text(json.dumps(accounts))
    file.chmod(0o600)
    return {"accounts": str(file), "secret_key": SECRET_KEY}


def app_of(url: str, **more: Any) -> Dash:
    """A dashboard over a database, with accounts."""
    folder = tempfile.mkdtemp()
    given = options(folder) | {"uploads": folder} | more
    return create_app(Settings(database_url=url, version_check_seconds=0, **given))


def client_of(app_or_url: Dash | str, role: str, **more: Any) -> FlaskClient:
    """A browser of somebody of this role; of an app made with `options`, or of a new one over a database."""
    app = app_of(app_or_url, **more) if isinstance(app_or_url, str) else app_or_url
    client = app.server.test_client()
    # What a browser says of every form: it was on a page of this site.
    client.environ_base["HTTP_ORIGIN"] = "http://localhost"
    if role != "stranger":
        answer = sign_in(client, NAMES[role])
        assert answer.status_code == 303, answer.text
    return client


def sign_in(client: FlaskClient, name: str, password: str = PASSWORD, **more: Any) -> Any:
    """Send the form of the page for signing in."""
    root = client.application.extensions["signin"].root
    return client.post(f"{root}signin", data={"name": name, "password": password}, **more)


def token_of(client: FlaskClient) -> str:
    """The CSRF token of who is signed in; empty for strangers."""
    root = client.application.extensions["signin"].root
    found = re.search(r'name="csrf_token" value="([^"]+)"', client.get(f"{root}signin").text)
    return found[1] if found else ""
