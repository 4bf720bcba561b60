"""The catalogue of the data for other programs: Data Package, DCAT-AP, and schema.org for the head of the Data page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import flask

from dashboard.exports import catalogue as of_data
from dashboard.exports.dcat import dcat
from dashboard.exports.package import digests
from dashboard.exports.schema_org import dataset
from dashboard.web import request
from dashboard.web.request import View, Views

PACKAGE, CATALOGUE = "datapackage.json", "catalog.jsonld"


def register(server: flask.Flask, views: Views, root: str, site: Callable[[], str]) -> None:
    """Add both addresses; `site` gives scheme and host that readers find us at."""

    @server.get(f"{root}{PACKAGE}")
    @request.as_anybody
    def datapackage() -> flask.Response:
        view = _of_data(views)
        tables = _served(view, site())
        text = of_data.descriptor(_catalogue(view, site(), tables), tables)
        return request.of_version(flask.Response(text, mimetype="application/json"), view)

    @server.get(f"{root}{CATALOGUE}")
    @request.as_anybody
    def linked_data() -> flask.Response:
        view = _of_data(views)
        text = dcat(_catalogue(view, site(), _served(view, site())))
        return request.of_version(flask.Response(text, mimetype="application/ld+json"), view)


def schema_org(view: View, site: str) -> dict[str, Any]:
    """The data set of a view for search engines, of which no row is read."""
    return dataset(of_data.catalogue(view, site, of_data.unread(view, site)), view.words)


def _of_data(views: Views) -> View:
    view = request.view(views)
    return view if not view.snapshot.empty and not view.is_draft else flask.abort(404)


def _served(view: View, site: str) -> dict[str, of_data.ServedTable]:
    """The tables of the version as they are served. All rows are read for that, once a version."""
    snapshot, hrefs = view.snapshot, of_data.addresses(view, site)

    def measure() -> dict[str, tuple[int, str]]:
        return digests(snapshot.version.number, [*hrefs], view.records.package(snapshot, [*hrefs]))

    measured = view.answers.get(("digests",), measure)
    loaded = {one.table_name: one for one in view.records.tables(snapshot.version.number)}
    sources = {name: of_data.sources_of(view, name, loaded[name].source, loaded[name].version) for name in hrefs}
    return {name: of_data.ServedTable(href, *measured[name], sources[name]) for name, href in hrefs.items()}


def _catalogue(view: View, site: str, tables: Mapping[str, of_data.ServedTable]) -> of_data.Catalogue:
    number = view.snapshot.version.number
    notes = {one.number: one.note for one in view.records.versions(view.newest - number + 1)}
    return of_data.catalogue(view, site, tables, notes.get(number) or "")
