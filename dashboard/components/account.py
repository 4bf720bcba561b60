"""Who is signed in, with the way out; for everybody else the way in."""

from __future__ import annotations

from typing import Any

from dash import html

from dashboard.language.words import Words


def sign_in_link(words: Words, href: str) -> Any:
    """The link for strangers: a page of its own, which the browser loads."""
    return html.P(html.A(words("Sign in"), href=href))


def signed_in(words: Words, name: str, sign_out: str = "", token: str = "") -> Any:
    """The name; and a button that sends `token` to the address `sign_out`, where the session is ours to end."""
    button = html.Button(words("Sign out"), type="submit", name="csrf_token", value=token, className="btn btn-link")
    parts = [words("Signed in as {name}", name=name), *([" · ", button] if sign_out else [])]
    return html.Form(parts, method="post", action=sign_out, className="signed-in") if sign_out else html.P(parts)
