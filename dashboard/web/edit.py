"""The addresses at which editors send forms of rows and pasted rows: each becomes a load, checked as every file is."""

from __future__ import annotations

import json
from typing import Any

import flask
from flask.typing import ResponseReturnValue

from dashboard.editing import addresses, pasted, rows
from dashboard.editing.addresses import ADD, PASTE, PATH
from dashboard.editing.forms import RowForm
from dashboard.editing.submitting import check, check_files
from dashboard.signin import access
from dashboard.web import request
from dashboard.web.loads import Answer, not_possible, of_form
from dashboard.web.request import Views


def register(server: flask.Flask, views: Views, root: str) -> None:
    """Add the routes under `root`; the loads of this server must be there."""

    def write(path: str, name: str, answer: Answer) -> None:
        guarded = of_form(views, answer, pasted.MOST_BYTES)
        server.add_url_rule(f"{root}{PATH}/{path}", name, guarded, methods=["POST"])

    write("<table>", "edit row", lambda table: _save(views, table))
    write("<table>/remove", "remove row", lambda table: _remove(views, table))
    write(f"<table>/{PASTE}", "paste rows", lambda table: _paste(views, table))


def _form(views: Views, table: str) -> RowForm | flask.Response:
    """The form that was sent, with the row as it was when it was made; or why there is none."""
    if table not in addresses.TABLES:
        return not_possible(404)
    key = _key(flask.request.form.get("key", ""))
    number = flask.request.form.get("version", type=int)
    if key is None or not number or not 0 < number < 2**31:
        return not_possible(400)
    view = request.view(views, f"?version={number}")
    if view.snapshot.empty or view.snapshot.version.number != number:
        return access.refusal(
            409, "This form is of a data version that is no longer kept here. Open it again and repeat the step."
        )
    form = RowForm(view, table, key)
    return (
        form if form.exists else access.refusal(404, "There is no such row any more. Open its table and look for it.")
    )


def _key(text: str) -> tuple[str, ...] | None:
    """The key of a row; nothing in it for a new one."""
    try:
        parts = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return () if parts == [] else addresses.as_key(parts)


def _save(views: Views, table: str) -> ResponseReturnValue | Any:
    form = _form(views, table)
    if not isinstance(form, RowForm):
        return form
    posted = {name: flask.request.form.getlist(name) for name in flask.request.form}
    changes = form.changed(posted)
    if not changes:
        return access.refusal(400, "Nothing was changed in this form.")
    if not form.key:
        changes = form.with_id(changes)
    wrong = _refused_key(form, changes)
    path = addresses.of_row(table, form.key) if form.key else f"{PATH}/{table}/{ADD}"
    typed = form.text(posted) | {"version": str(form.view.snapshot.version.number)}
    changed = form.changed_rows(changes)
    return wrong or check(
        form.view, {table: changed}, rows.note(form.view, table, changed[-1], [*changes]), path, typed
    )


def _refused_key(form: RowForm, changes: dict[str, str]) -> flask.Response | None:
    """Why a row cannot have its key: it has none, or another row has it."""
    key = rows.key_of(form.table, {**form.stored, **changes})
    if changes.get("id") == "":
        return access.refusal(
            400, "Please give an id: this table has no rule for making one, or the row does not say enough for it."
        )
    if key == form.key or not rows.stored(form.view, form.table, key):
        return None
    return access.refusal(409, "There is such a row already. Open it to change it.")


def _remove(views: Views, table: str) -> ResponseReturnValue | Any:
    form = _form(views, table)
    if not isinstance(form, RowForm):
        return form
    if not form.key:
        return not_possible(400)
    gone = form.removal()
    why = rows.note(form.view, table, gone[-1], [])
    return check(form.view, {table: gone}, why, addresses.of_row(table, form.key))


def _paste(views: Views, table: str) -> Any:
    if table not in addresses.TABLES:
        return not_possible(404)
    text, header = (flask.request.form.get(name, "") for name in ("rows", "header"))
    if not text.strip() or "\0" in text:
        return access.refusal(400, "Please paste some rows first.")
    if len(text) > pasted.MOST_LETTERS or header not in {"names", "none"}:
        return not_possible(400)
    file = pasted.upload(table, text, has_header=header == "names")
    view = request.view(views)
    note = view.words("{table}: pasted rows", table=rows.title(view, table))
    typed = {"rows": text if len(text) <= pasted.MOST_KEPT else "", "header": header}
    return check_files([file], [table], note, f"{PATH}/{table}/{PASTE}", typed)
