"""create_app: the only file that knows every other."""

from __future__ import annotations

from functools import partial
from typing import Any

import flask
from dash.exceptions import PreventUpdate

from dashboard.callbacks import browser
from dashboard.callbacks import server as server_callbacks
from dashboard.data.backends import AwayError, BusyError, RowsGoneError
from dashboard.data.store import answers as answers_of
from dashboard.data.store import store_of
from dashboard.settings import NO_FRAMES, Settings
from dashboard.signin import access
from dashboard.signin import routes as signin
from dashboard.theme import assets
from dashboard.view.view import Views
from dashboard.web import (
    api,
    api_index,
    api_v1,
    audience,
    caching,
    calendar,
    calls,
    catalogue,
    edge,
    embed,
    feed,
    files,
    frames,
    health,
    limits,
    link_preview,
    observing,
    oembed,
    present,
    problems,
    security,
    send,
    sitemap,
    well_known,
    work,
)
from dashboard.web.document import MonitorDash
from dashboard.web.request import origin

_PACKED = (
    *("text/html", "text/css", "text/plain", "text/csv", "text/javascript", "application/javascript"),
    *("application/json", "image/svg+xml", "application/atom+xml", "text/calendar", "application/xml", "text/xml"),
    *("application/ld+json", "application/manifest+json"),
)
"""What is compressed on its way: all that is text."""


def create_app(settings: Settings) -> MonitorDash:
    """The dashboard over one database."""
    server = flask.Flask("dashboard")
    server.config["COMPRESS_MIMETYPES"] = [*_PACKED]
    store = store_of(settings)
    root = settings.path_prefix
    answers = answers_of(server, settings)
    views = Views(store, answers, root)
    views.shows_drafts = access.shows_drafts
    site, framed = partial(origin, settings.site_url), settings.frame_ancestors != NO_FRAMES
    app = MonitorDash(
        views,
        site,
        framed=framed,
        server=server,
        assets_folder=str(assets.SOURCES),
        include_assets_files=False,
        external_scripts=[assets.address(root, "page.js")],
        external_stylesheets=[assets.address(root, "page.css")],
        add_log_handler=False,  # Dash would write each of its lines a second time
        compress=True,
        health_endpoint="healthz",
        requests_pathname_prefix=root,
        routes_pathname_prefix=root,
        update_title=None,
    )
    server_callbacks.register(app, views)
    browser.register(app)
    signin.register(server, settings, lambda: store.current().tables["members"]["id"].array)
    work.register(server, views, settings, site)
    health.register(server, store, answers.cache)
    files.register(server, views, root)
    frames.register(server, views, root)
    api.register(server, views, root, site)
    api_v1.register(server, views, root, site)
    api_index.register(server, views, root)
    embed.register(server, views, root, site, framed=framed)
    oembed.register(server, views, root, site, framed=framed)
    for one in (catalogue, feed, calendar, sitemap):
        one.register(server, views, root, site)
    well_known.register(server, root, site, settings.security_contact)
    link_preview.register(server, views, root)
    send.register(server, root, site)
    page = partial(lambda path: server.view_functions[f"{root}<path:path>"](path=path), "present")
    present.register(server, views, root, settings.database_url, site, page)
    _answer_again(server, views)
    assets.register(server, root)
    problems.register(server, root)
    caching.register(server, store)
    audience.register(server, root)
    edge.register(server, root, api.FORMATS)
    limits.register(server, settings.threads)
    calls.register(app, root)
    security.register(app, root, settings.frame_ancestors)
    server.register_error_handler(AwayError, security.away)
    server.register_error_handler(BusyError, limits.busy)
    observing.register(server, root, is_logged=settings.access_log == "on")
    return app


def _answer_again(server: flask.Flask, views: Views) -> None:
    """When the rows go while an answer is made of them, it is made once more, whole, of what is there now."""

    @server.errorhandler(RowsGoneError)
    def again(_fault: RowsGoneError) -> Any:
        views.store.refresh()
        try:
            return server.dispatch_request()
        except PreventUpdate as nothing_to_do:
            return server.handle_user_exception(nothing_to_do)
