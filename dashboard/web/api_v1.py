"""/api/v1: every page, block, chart, table and list of records to programs, read strictly and answered in one form."""

from __future__ import annotations

from dataclasses import replace

import flask

from dashboard.blocks import N_
from dashboard.web import request
from dashboard.web.api import FORMATS, Extract, Site, file_of, of_chart, of_page
from dashboard.web.request import NEGOTIATED, START, ProblemError, Views, Window
from dashboard.web.rows import answered, linked

_PAGED = {"json", "csv"}
"""The formats of a block that are answered in pages where the request says so."""

_NOTHING = N_("There is nothing at this address. {index} lists what there is.")
_ONLY_AS = N_("This is not to be had so. It is there as {forms}.")


def register(server: flask.Flask, views: Views, root: str, site: Site) -> None:
    """Add `api/v1/<page>.<format>`, `api/v1/<page>/<block>.<format>` and what else there is, by the same rule."""

    @server.get(f"{root}{START}<path:path>")
    @request.as_anybody
    def api(path: str) -> flask.Response:
        stem, _, form = path.rpartition(".")
        window = request.window()
        if form not in FORMATS:
            raise _refused(406, sorted(_PAGED)) if NEGOTIATED in flask.request.environ else _nothing(root)
        answer = answered(views, stem, form, window) or _block(views, site, stem, form, window)
        if answer is None:
            raise _nothing(root)
        return answer


def _nothing(root: str) -> ProblemError:
    return ProblemError(404, _NOTHING, index=f"{root}{START}")


def _refused(status: int, forms: list[str]) -> ProblemError:
    return ProblemError(status, _ONLY_AS, members={"formats": forms}, forms=", ".join(forms))


def _block(views: Views, site: Site, path: str, form: str, window: Window) -> flask.Response | None:
    """A page, chart or block in a format; None where there is no such."""
    extract = _extract(views, site, path, window)
    if extract is None:
        return None
    request.checked(extract.view, window)
    if not extract.blocks:
        return None
    kind = "block" if extract.name else "page"
    forms = [name for name, format_ in FORMATS.items() if kind in format_.of]
    if form not in forms:
        raise _refused(406 if NEGOTIATED in flask.request.environ else 404, forms)
    if kind == "page" or form not in _PAGED:
        request.unwindowed(window)
    return linked(file_of(extract, form), _next(extract, form))


def _extract(views: Views, site: Site, path: str, window: Window) -> Extract | None:
    """The page at a path, a chart by its name, or of a page the block that the end of the path names."""
    extract, (page, slash, name) = of_page(views, site, path, window.query), path.rpartition("/")
    if extract or not slash:
        return replace(extract, window=window) if extract else None
    if page == "charts":
        extract = of_chart(views, site, name, window.query)
    else:
        extract = of_page(views, site, page, window.query)
    return replace(extract, name=name, window=window) if extract else None


def _next(extract: Extract, form: str) -> str | None:
    """The address of the rows that follow, where an answer has not all."""
    limit = extract.window.limit or (request.MOST if form == "json" else 0)
    return extract.window.next(len(extract.table), limit) if extract.name and limit else None
