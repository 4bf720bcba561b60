"""Where readers find us: the start of an absolute address."""

from __future__ import annotations

import flask

from dashboard.settings import Settings


def origin(settings: Settings) -> str:
    """Scheme and host: as set, else as the request was sent to."""
    return settings.site_url or flask.request.host_url.rstrip("/")
