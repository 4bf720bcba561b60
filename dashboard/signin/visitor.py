"""Who asks for the page, and whether anybody can sign in."""

from __future__ import annotations

from dataclasses import dataclass

import flask

from dashboard.signin import access
from dashboard.signin.access import Editor
from dashboard.signin.plain import sign_in_address


@dataclass(frozen=True)
class Visitor:
    """Somebody who is signed in, with the token that forms carry and what else this person may do, or a stranger."""

    configured: bool = False
    signed_in: bool = False
    editor: Editor | None = None
    token: str = ""
    rights: frozenset[str] = frozenset()


def visitor() -> Visitor:
    """Who sent this request; nobody outside of one."""
    if not flask.has_request_context():
        return Visitor()
    someone, here = access.person(), access.configured()
    if someone is None:
        return Visitor(here)
    token = access.csrf_token() if someone.rights else ""
    return Visitor(here, signed_in=True, editor=access.editor(), token=token, rights=someone.rights)


def sign_in(lang: str, back: str) -> str:
    """Where a stranger signs in, to be led back to the path `back`."""
    return sign_in_address(lang, back)
