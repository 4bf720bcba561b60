"""The cookie of a session: signed, for this site alone, out of the reach of scripts, and for strangers none at all."""

from __future__ import annotations

import flask
from flask.sessions import SecureCookieSessionInterface

from dashboard.signin.service import Service


class Cookies(SecureCookieSessionInterface):
    """Flask's signed cookie under the rules of this site."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def get_cookie_httponly(self, app: flask.Flask) -> bool:  # noqa: ARG002 - Flask's own signature
        """Scripts never see it."""
        return True

    def get_cookie_samesite(self, app: flask.Flask) -> str:  # noqa: ARG002
        """Forms of other sites come without it."""
        return "Lax"

    def get_cookie_secure(self, app: flask.Flask) -> bool:  # noqa: ARG002
        """It travels encrypted wherever the reader's connection is."""
        site = self._service.settings.site_url
        return site.startswith("https:") if site else self._service.proxies.is_secure(flask.request)
