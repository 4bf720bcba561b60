"""Addresses that browsers and people look for by name: the icons, the web app manifest, security.txt."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable

import flask

from dashboard.language.words import BRAND, NATIVE_NAMES
from dashboard.signin.plain import language
from dashboard.theme.assets import SOURCES, fixed

_ICONS = {
    "icon.svg": ("image/svg+xml", "any", "any"),
    "icon-192.png": ("image/png", "192x192", "any"),
    "icon-512.png": ("image/png", "512x512", "any"),
    "icon-maskable-512.png": ("image/png", "512x512", "maskable"),
}
"""File of assets/ -> its type, its size in pixels, and what a device may do with it."""
_GOOD_FOR = dt.timedelta(days=180)
_DAY = 24 * 3600  # seconds


def register(server: flask.Flask, root: str, site: Callable[[], str], contact: str) -> None:
    """Add the addresses under `root`; without a `contact` nobody is told where to report a weakness."""

    for name in ("favicon.ico", "apple-touch-icon.png"):
        server.add_url_rule(f"{root}{name}", name, _icon, methods=["GET"], defaults={"name": name})

    @server.get(f"{root}manifest.webmanifest")
    def manifest() -> flask.Response:
        text = json.dumps(_manifest(root), ensure_ascii=False)
        return flask.Response(text, mimetype="application/manifest+json")

    @server.get(f"{root}.well-known/security.txt")
    def security() -> flask.Response:
        if not contact:
            flask.abort(404)
        expires = dt.datetime.combine(dt.datetime.now(dt.UTC) + _GOOD_FOR, dt.time(), dt.UTC)
        fields = {
            "Contact": contact,
            "Expires": expires.isoformat().replace("+00:00", "Z"),
            "Preferred-Languages": ", ".join(NATIVE_NAMES),
            "Canonical": f"{site()}{root}.well-known/security.txt",
        }
        return flask.Response("".join(f"{name}: {value}\n" for name, value in fields.items()), mimetype="text/plain")


def _icon(name: str) -> flask.Response:
    return flask.send_from_directory(SOURCES, name, max_age=_DAY)


def _manifest(root: str) -> dict[str, object]:
    words = language()
    return {
        "id": root,
        "name": BRAND,
        "short_name": "OGM",
        "description": words(
            "How Open Government Partnership members keep their commitments, and who leads which theme."
        ),
        "lang": words.lang,
        "start_url": root,
        "scope": root,
        "display": "browser",
        "icons": [
            {"src": fixed(root, name), "type": kind, "sizes": sizes, "purpose": purpose}
            for name, (kind, sizes, purpose) in _ICONS.items()
        ],
    }
