"""create_app: the only file that knows every other."""

from __future__ import annotations

from typing import Any

import dash
import flask
import sqlalchemy as sa
from dash import State, ctx, dcc, html
from dash.exceptions import PreventUpdate

from dashboard.callbacks import browser, filters, tables
from dashboard.components import ids
from dashboard.components.static import static
from dashboard.data.cache import answers
from dashboard.data.records import RowsGoneError
from dashboard.data.store import SnapshotStore
from dashboard.language.brand import BRAND
from dashboard.settings import Settings
from dashboard.signin import routes as signin
from dashboard.theme import bundles, vendor
from dashboard.theme.colours import light_to_dark
from dashboard.view.view import Views
from dashboard.web import api, documents, embed, files, link_preview, loads, present, saved_decks, security, share
from dashboard.web.document import MonitorDash
from dashboard.web.frame import title, whole
from dashboard.web.page_request import page_of
from dashboard.web.pages import PAGES, blocks_of
from dashboard.web.request import origin

_ACTIONS = (filters, tables, browser)
_ROUTER = "_pages_location"  # Dash's own name of the address its router follows


def create_app(settings: Settings) -> MonitorDash:
    """The dashboard over one database; one live app a process (Dash keeps one page registry)."""
    server = flask.Flask("dashboard")
    engine = sa.create_engine(settings.database_url, pool_pre_ping=True)
    store = SnapshotStore(engine, settings.snapshots_kept, settings.version_check_seconds)
    root = settings.path_prefix
    views = Views(store, answers(server, settings), root)
    app = MonitorDash(
        views,
        lambda: origin(settings),
        server=server,
        assets_folder=str(bundles.ASSETS),
        include_assets_files=False,
        external_scripts=[bundles.address(root, "js")],
        external_stylesheets=[bundles.address(root, "css")],
        compress=True,
        health_endpoint="healthz",
        pages_folder="",
        requests_pathname_prefix=root,
        routes_pathname_prefix=root,
        routing_callback_inputs={"_pathname": State(_ROUTER, "pathname"), "_search": State(_ROUTER, "search")},
        update_title=None,
        use_pages=True,
    )
    _register_pages(app, views)
    app.layout = _shell
    for action in _ACTIONS:
        action.register(app, views)
    signin.register(server, settings, root)
    files.register(server, views, root)
    api.register(server, views, root)
    embed.register(server, views, root)
    share.register(server, views, settings)
    link_preview.register(server, views, root)
    saved_decks.register(server, views, settings)
    present.register(server, views, root, lambda: server.view_functions[f"{root}<path:path>"](path="present"))
    loads.register(server, views, settings)
    documents.register(server, views, settings)
    _answer_again(server, views)
    vendor.register(server, root)
    bundles.register(server, root)
    security.register(app, settings)
    return app


def _answer_again(server: flask.Flask, views: Views) -> None:
    """When the rows go while an answer is made of them, it is made once more, whole, of what is there now."""

    @server.errorhandler(RowsGoneError)
    def again(_fault: RowsGoneError) -> Any:
        views.look()
        try:
            return server.dispatch_request()
        except PreventUpdate as nothing_to_do:
            return server.handle_user_exception(nothing_to_do)


def _shell() -> Any:
    """What stays while pages come and go."""
    return html.Div(
        [
            dcc.Store(id=ids.MODE),
            dcc.Store(id=ids.DARK_COLOURS, data=light_to_dark()),
            dcc.Store(id=ids.HEARD),
            dash.page_container,
        ]
    )


def _register_pages(app: MonitorDash, views: Views) -> None:
    """Every page has the same layout function: the address, not Dash's registry, says which page it is."""

    def layout(_pathname: str | None = None, _search: str = "", **_: Any) -> Any:
        if _pathname is None:  # Dash asks once, before the first request, for the ids a layout has: none that are fixed
            return html.Div()
        if _only_filters_changed():
            raise PreventUpdate  # the page stays; charts and live parts follow the filters by themselves
        page, view = page_of(app, views, _pathname, _search)
        flask.g.title = title(page, view)
        return static(whole(page, view, blocks_of(page, view)))

    def page_title(**_: Any) -> str:
        return str(flask.g.get("title", BRAND))

    dash.page_registry.clear()
    for page in PAGES:
        about_one = page.path.endswith("/*")
        address = f"/{page.path.removesuffix('*')}"
        where = {"path_template": f"{address}<item>"} if about_one else {"path": address}
        dash.register_page(page.name, layout=layout, title=page_title, **where)
    dash.register_page("not_found_404", path="/not-found", layout=layout, title=page_title)


def _only_filters_changed() -> bool:
    return [trigger["prop_id"] for trigger in ctx.triggered] == [f"{_ROUTER}.search"]
