"""The files the browser loads, built by `make assets`: their addresses, their text, and serving them kept for long."""

from __future__ import annotations

import json
import mimetypes
import re
from functools import cache
from pathlib import Path
from typing import Any

import flask

from dashboard.theme.colours import CONFIG, light_to_dark

_INSTALLED = Path(__file__).parents[1] / "assets"
SOURCES = _INSTALLED if _INSTALLED.is_dir() else Path(__file__).parents[2] / "assets"
"""What browsers load: within the package where a wheel was installed, at the top level of the project."""

FOLDER = SOURCES / "vendor"
"""Where the built files are: each name carries a hash of what is in it."""

_ENCODINGS = {"br": ".br", "gzip": ".gz"}  # the better first
_MISSING = "What the browser loads is missing: run `make assets` first."
_HASH = re.compile(r"-[0-9A-Z]{8}(?=\.\w+$)")
_LONGEST_NAME = 200  # bytes
_YEAR = 365 * 24 * 3600  # seconds
_PLAYER = "present"  # its address under the root


class AssetsMissingError(RuntimeError):
    """The files have not been built."""


@cache
def manifest() -> dict[str, str]:
    """File or folder by logical name; AssetsMissingError when `make assets` has not run."""
    try:
        names: dict[str, str] = json.loads((FOLDER / "manifest.json").read_text("utf-8"))
    except FileNotFoundError:
        raise AssetsMissingError(_MISSING) from None
    return names


def address(root: str, name: str) -> str:
    """Where the browser finds a built file, by its logical name: `page.js`; AssetsMissingError where there is none."""
    if name not in manifest():
        raise AssetsMissingError(_MISSING)
    return f"{root}vendor/{manifest()[name]}"


def fixed(root: str, name: str) -> str:
    """Where the browser finds a file of assets/ whose address never changes."""
    return f"{root}assets/{name}"


@cache
def text(name: str) -> str:
    """What is in a built file, or in a file of a built folder (`un/world_110m.json`)."""
    folder, slash, file = name.partition("/")
    return (FOLDER / f"{manifest()[folder + slash]}{file}").read_text("utf-8")


def drawing(root: str, lang: str) -> dict[str, Any]:
    """What figures are drawn with: Plotly's settings, its world map from here alone, and the dark colours by light."""
    config = CONFIG | {"locale": lang, "topojsonURL": address(root, "un/")}
    return {"config": config, "dark": light_to_dark()}


def plotly(root: str) -> dict[str, str]:
    """Where what draws figures is: charts, and what maps need beside that."""
    return {"charts": address(root, "plotly.js"), "maps": address(root, "plotly-map.js")}


def thumbnails(root: str) -> dict[str, dict[str, str]]:
    """What draws the slides of a deck small, where one is put together."""
    return {"thumbnails": {"script": address(root, "thumbnails.js"), "style": address(root, "player.css")}}


def register(server: flask.Flask, root: str) -> None:
    """Serve the built files under `root`."""

    @server.get(f"{root}vendor/<path:name>")
    def vendor(name: str) -> flask.Response:
        if len(name.encode()) > _LONGEST_NAME:
            flask.abort(404)
        if (FOLDER / name).is_file():
            return _sent(name, for_good=True)
        # While one server follows another, a page of the one may ask the other: it gets what there is, for now.
        return _sent(manifest().get(_HASH.sub("", name), name), for_good=False)

    @server.get(f"{root}{_PLAYER}/worker.js")
    def worker() -> flask.Response:
        """What answers for the player of presentations while there is no network: its browser asks for it anew."""
        response = flask.Response(text("present-worker.js"), mimetype="text/javascript")
        response.headers["Service-Worker-Allowed"] = f"{root}{_PLAYER}"
        response.cache_control.no_cache = True
        return response


def _sent(name: str, *, for_good: bool) -> flask.Response:
    """A file, compressed as the browser can read it, and cached for a year where its address says what is in it."""
    accepted = set(flask.request.accept_encodings.values())
    fits = (code for code, suffix in _ENCODINGS.items() if code in accepted and (FOLDER / (name + suffix)).is_file())
    encoding = next(fits, "")
    kind = mimetypes.guess_type(name)[0]
    age = _YEAR if for_good else None
    response = flask.send_from_directory(FOLDER, name + _ENCODINGS.get(encoding, ""), mimetype=kind, max_age=age)
    if encoding:
        response.headers["Content-Encoding"] = encoding
    response.headers["Vary"] = "Accept-Encoding"
    if for_good:
        response.cache_control.public, response.cache_control.immutable = True, True
    return response
