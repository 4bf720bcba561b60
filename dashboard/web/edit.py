"""The addresses at which editors send forms of rows and pasted rows: each becomes a load, checked as every file is."""

from __future__ import annotations

import json
from typing import Any

import flask
from flask.typing import ResponseReturnValue

from dashboard.blocks import N_
from dashboard.editing import addresses, ids, pasted, rows
from dashboard.editing.addresses import ADD, PASTE, PATH
from dashboard.editing.folders import Typed
from dashboard.editing.forms import RowForm
from dashboard.editing.jobs import jobs_of_this_server
from dashboard.language import data_words
from dashboard.signin import access
from dashboard.view.view import View, Views
from dashboard.web import request
from dashboard.web.loads import Answer, limited, not_possible, starting
from data_loader import schema

_TOO_OLD = N_("This form is of a data version that is no longer kept here. Open it again and repeat the step.")
_UNCHANGED = N_("Nothing was changed in this form.")
_NOT_THERE = N_("There is no such row any more. Open its table and look for it.")
_THERE = N_("There is such a row already. Open it to change it.")
_NO_ID = N_("Please give an id: this table has no rule for making one, or the row does not say enough for it.")


def register(server: flask.Flask, views: Views, root: str) -> None:
    """Add the routes under `root`; the loads of this server must be there."""

    def write(path: str, name: str, answer: Answer) -> None:
        allowed = access.writing(access.LOAD)(starting(views, answer))
        guarded = limited(lambda: jobs_of_this_server().most_bytes, allowed, pasted.MOST_BYTES)
        server.add_url_rule(f"{root}{PATH}/{path}", name, guarded, methods=["POST"])

    write("<table>", "edit row", lambda table: _save(views, table))
    write("<table>/remove", "remove row", lambda table: _remove(views, table))
    write(f"<table>/{PASTE}", "paste rows", lambda table: _paste(views, table))


def _form(views: Views, table: str) -> RowForm | flask.Response:
    """The form that was sent, with the row as it was when it was made; or why there is none."""
    if table not in schema.DATA_TABLES:
        return not_possible(404)
    key = _key(flask.request.form.get("key", ""))
    number = flask.request.form.get("version", type=int)
    if key is None or not number or not 0 < number < 2**31:
        return not_possible(400)
    view = request.view(views, f"?version={number}")
    if view.snapshot.empty or view.snapshot.version.number != number:
        return access.refusal(409, _TOO_OLD)
    form = RowForm(view, table, key)
    return form if form.exists else access.refusal(404, _NOT_THERE)


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
        return access.refusal(400, _UNCHANGED)
    if not form.key:
        changes = _with_id(form, changes)
    wrong = _refused_key(form, changes)
    path = addresses.of_row(table, form.key) if form.key else f"{PATH}/{table}/{ADD}"
    typed = Typed(path, form.text(posted) | {"version": str(form.view.snapshot.version.number)})
    return wrong or _check(form.view, table, form.rows(changes), typed, [*changes])


def _with_id(form: RowForm, changes: dict[str, str]) -> dict[str, str]:
    """A new row with an id."""
    names = {column.name for column in schema.fields(schema.DATA_TABLES[form.table])}
    if "id" not in names or changes.get("id"):
        return changes
    taken = {row["id"] for row in rows.table(form.view, form.table)}
    return {"id": ids.proposed(form.table, changes, taken), **changes}


def _refused_key(form: RowForm, changes: dict[str, str]) -> flask.Response | None:
    """Why a row cannot have its key: it has none, or another row has it."""
    key = rows.key_of(form.table, {**form.stored, **changes})
    if changes.get("id") == "":
        return access.refusal(400, _NO_ID)
    return access.refusal(409, _THERE) if key != form.key and rows.stored(form.view, form.table, key) else None


def _remove(views: Views, table: str) -> ResponseReturnValue | Any:
    form = _form(views, table)
    if not isinstance(form, RowForm):
        return form
    if not form.key:
        return not_possible(400)
    names = [column.name for column in schema.fields(schema.DATA_TABLES[table]) if column.key]
    row = {**dict(zip(names, form.key, strict=True)), rows.REMOVE: rows.YES}
    return _check(form.view, table, [row], Typed(addresses.of_row(table, form.key)), [])


def _check(view: View, table: str, changed: list[rows.Row], typed: Typed, columns: list[str]) -> Any:
    """The load of changed rows, with what it is for already proposed."""
    files = rows.upload({table: changed}, view)
    note = _note(view, table, changed, columns)
    editor, origin = access.the_editor(), access.client_address()
    return jobs_of_this_server().check(editor, origin, files, note, rows.answers([table]), typed)


def _note(view: View, table: str, changed: list[rows.Row], columns: list[str]) -> str:
    """What was done, on one line."""
    words, row = view.words, changed[-1]
    whole = {**(rows.stored(view, table, rows.key_of(table, row)) or {}), **row}
    about = f"{data_words.table(words, table)} · {rows.called(view, table, whole)}"
    if not columns:
        text = words("{row}: removed", row=about)
    else:
        text = f"{about}: {', '.join(data_words.field(words, f'{table}.{name}') for name in columns)}"
    return " ".join(text.split())[: schema.LONGEST_NOTE]


def _paste(views: Views, table: str) -> Any:
    if table not in schema.DATA_TABLES:
        return not_possible(404)
    text, header = (flask.request.form.get(name, "") for name in ("rows", "header"))
    if not text.strip() or "\0" in text:
        return access.refusal(400, "Please paste some rows first.")
    if len(text) > pasted.MOST_LETTERS or header not in {"names", "none"}:
        return not_possible(400)
    file = pasted.upload(table, text, has_header=header == "names")
    note = request.view(views).words("{table}: pasted rows", table=data_words.table(request.view(views).words, table))
    editor, origin = access.the_editor(), access.client_address()
    kept = text if len(text) <= pasted.MOST_KEPT else ""
    typed = Typed(f"{PATH}/{table}/{PASTE}", {"rows": kept, "header": header})
    return jobs_of_this_server().check(editor, origin, [file], note, rows.answers([table]), typed)
