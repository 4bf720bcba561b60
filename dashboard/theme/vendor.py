"""The browser's libraries, built by `make assets`: their addresses, and serving them compressed and kept for long."""

from __future__ import annotations

import json
import mimetypes
from functools import cache
from typing import Any

import flask

from dashboard.theme.bundles import ASSETS, KEPT
from dashboard.theme.colours import CONFIG

FOLDER = ASSETS / "vendor"
_ENCODINGS = {"br": ".br", "gzip": ".gz"}  # the better first


class AssetsMissingError(RuntimeError):
    """The libraries have not been built."""


@cache
def manifest() -> dict[str, str]:
    """File or folder by logical name; AssetsMissingError when `make assets` has not run."""
    try:
        found: dict[str, str] = json.loads((FOLDER / "manifest.json").read_text())
    except FileNotFoundError:
        raise AssetsMissingError("The browser's libraries are missing: run `make assets` first.") from None
    return found


def address(root: str, name: str) -> str:
    """Where the browser finds a library."""
    return f"{root}vendor/{manifest()[name]}"


def plotly_config(root: str, lang: str) -> dict[str, Any]:
    """Plotly's settings: its words in the reader's language, its world map from here and no other host."""
    return CONFIG | {"locale": lang, "topojsonURL": address(root, "un/")}


def register(server: flask.Flask, root: str) -> None:
    """Serve the libraries under `root`."""

    @server.get(f"{root}vendor/<path:name>")
    def vendor(name: str) -> flask.Response:
        accepted = set(flask.request.accept_encodings.values())
        fits = (
            code for code, suffix in _ENCODINGS.items() if code in accepted and (FOLDER / (name + suffix)).is_file()
        )
        encoding = next(fits, "")
        kind = mimetypes.guess_type(name)[0]
        response = flask.send_from_directory(FOLDER, name + _ENCODINGS.get(encoding, ""), mimetype=kind, max_age=KEPT)
        if encoding:
            response.headers["Content-Encoding"] = encoding
        response.headers["Vary"] = "Accept-Encoding"
        response.cache_control.public, response.cache_control.immutable = True, True
        return response
