"""Who asks for the page, and whether anybody can sign in."""

from __future__ import annotations

from dataclasses import dataclass

import flask

from dashboard.signin import access
from dashboard.signin.access import Editor
from dashboard.signin.plain import sign_in_address


@dataclass(frozen=True)
class Visitor:
    """An editor with the token that forms carry, somebody else who is signed in, or a stranger."""

    configured: bool = False
    signed_in: bool = False
    editor: Editor | None = None
    token: str = ""


def visitor() -> Visitor:
    """Who sent this request; nobody outside of one."""
    if not flask.has_request_context():
        return Visitor()
    editor = access.editor()
    return Visitor(access.configured(), access.person() is not None, editor, access.csrf_token() if editor else "")


def sign_in(lang: str, back: str) -> str:
    """Where a stranger signs in, to be led back to the path `back`."""
    return sign_in_address(lang, back)
