"""RESOURCES, every list of rows that the API has beside pages: the tables of the data, records with counts, lists."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Any

import flask
import orjson

from dashboard.blocks import N_
from dashboard.charts.registry import CHARTS, answer
from dashboard.view.columns import LEVELS, STATES
from dashboard.web import files, request
from dashboard.web.request import SELECTING, TRAVELLING, ProblemError, View, Views, Window
from data_loader import schema
from data_loader.schema import Field as Field  # noqa: PLC0414 - who reads rows names it

Row = Sequence[object]
Cells = dict[str, Any]
_EVERY_ONE = 10**6
_USUAL = 1_000
"""How many rows JSON has where the request does not say how many."""


@dataclass(frozen=True)
class Resource:
    """A list of rows with the same fields; one whose `filters` are all is narrowed and ordered as the pages are."""

    title: str  # a message: what one row is
    fields: Sequence[Field]
    rows: Callable[[View, int, int | None], tuple[int, Iterable[Row]]]  # how many in all; those from a place on
    filters: tuple[str, ...] = TRAVELLING
    is_settled: bool = True  # a version's rows are the same for good
    has_records: bool = False  # each row has an address of its own, by its first field
    related: Callable[[View, str], Cells] = lambda *_: {}  # what stands beside one record


def _of_table(name: str, view: View, first: int, most: int | None) -> tuple[int, Iterable[Row]]:
    return view.records.size(view.snapshot, name), view.records.table(view.snapshot, name, first, most)


def _commitments(view: View, first: int, most: int | None) -> tuple[int, Iterable[Row]]:
    return files.listed(view, first, most)


def _findings(view: View, commitment: str) -> Cells:
    fields = [*schema.fields(schema.assessments)]
    rows = view.records.assessments(view.snapshot, commitment)
    return {"assessments": [_cells(fields, [getattr(row, field.name) for field in fields]) for row in rows]}


def _counted(name: str, chart: str, view: View, first: int, most: int | None) -> tuple[int, Iterable[Row]]:
    """The rows of a table, each with its commitments by what was known of them; under filters those that have any."""
    counts = answer(view, chart).set_index("id")[[field.name for field in _COUNTS]]
    rows = view.records.table(view.snapshot, name)
    shown = [row for row in rows if row.id in counts.index or not view.filters.chosen()]
    none = [0] * len(_COUNTS)
    with_counts = ([*row, *(counts.loc[row.id].tolist() if row.id in counts.index else none)] for row in shown)
    return len(shown), islice(with_counts, first, None if most is None else first + most)


def _versions(view: View, first: int, most: int | None) -> tuple[int, Iterable[Row]]:
    every = view.records.versions(_EVERY_ONE)
    some = every[first:][:most]
    return len(every), (
        [row.number, f"{row.published_at.isoformat()}Z", row.published_by, row.note, row.changes, row.kept]
        for row in some
    )


def _changes(view: View, first: int, most: int | None) -> tuple[int, Iterable[Row]]:
    """Every field that differs between two versions, one a row."""
    later = int(view.chosen.to or view.snapshot.version.number)
    earlier = int(view.chosen.from_ or max(later - 1, 1))
    differences = view.records.differences(view.snapshot, earlier, later)
    if differences is None:
        raise ProblemError(404, _NOT_KEPT, earlier=str(earlier), later=str(later))
    if differences.beyond:
        raise ProblemError(422, _TOO_MUCH, n=differences.beyond)
    every = [*_fields_changed(differences)]
    return len(every), every[first:][:most]


def _fields_changed(differences: Any) -> Iterator[Row]:
    for row in differences.rows:
        for one in row.fields:
            version = one.version if one.version is not None else row.version
            key = schema.LIST_SEPARATOR.join(row.key)
            yield [row.table, key, row.kind, one.field, one.before or None, one.after or None, version]


def _tables(view: View, first: int, most: int | None) -> tuple[int, Iterable[Row]]:
    names = [name for name in schema.DATA_TABLES if name in view.snapshot.batches]
    every = [
        [name, view.words(str(schema.DATA_TABLES[name].comment)), view.records.size(view.snapshot, name)]
        for name in names
    ]
    return len(every), every[first:][:most]


def _charts(view: View, first: int, most: int | None) -> tuple[int, Iterable[Row]]:
    every = [[name, view.words(chart.title), view.words(chart.measure)] for name, chart in CHARTS.items()]
    return len(every), every[first:][:most]


_NOT_KEPT = N_("Version {earlier} or version {later} is not kept here, so they cannot be compared.")
_TOO_MUCH = N_("{n} rows differ, which is too much for one answer; the command line compares them.")
_STATES = (*schema.COMPLETION_SCALE, *schema.COMPLETION_STATES, *schema.COMPLETION_UNKNOWN)
_COUNTS = (
    *(Field(state, "integer", one.meaning) for state, one in zip(_STATES, (*LEVELS, *STATES), strict=True)),
    Field("commitments", "integer", N_("Commitments under the filters, as of the day.")),
    Field("assessed", "integer", N_("Those of them assessed on the four-level scale: the n of every rate.")),
)
_KNOWN = (
    Field("completion", "text", N_("What was last found of it by the as-of day."), allowed=_STATES, required=True),
    Field("as_of", "date", N_("The day as of which this was known."), required=True),
)
_NARROWED = (*SELECTING, "since", "known", "asof", *TRAVELLING)


def _with_counts(table: str, chart: str) -> Resource:
    fields = (*schema.fields(schema.DATA_TABLES[table]), *_COUNTS)
    return Resource(
        str(schema.DATA_TABLES[table].comment), fields, partial(_counted, table, chart), _NARROWED, has_records=True
    )


RESOURCES: dict[str, Resource] = {
    "tables": Resource(
        N_("a table of the data"),
        (
            Field("name", "text", N_("What its address ends in."), required=True),
            Field("meaning", "text", N_("What one row of it is."), required=True),
            Field("rows", "integer", N_("How many rows it has."), required=True),
        ),
        _tables,
        is_settled=False,
    ),
    **{
        f"tables/{name}": Resource(str(table.comment), [*schema.fields(table)], partial(_of_table, name))
        for name, table in schema.DATA_TABLES.items()
    },
    "charts": Resource(
        N_("a chart"),
        (
            Field("name", "text", N_("What its address ends in."), required=True),
            Field("title", "text", N_("The question that it answers."), required=True),
            Field("measure", "text", N_("What it measures."), required=True),
        ),
        _charts,
        is_settled=False,
    ),
    "records/commitments": Resource(
        str(schema.commitments.comment),
        (*schema.fields(schema.commitments), *_KNOWN),
        _commitments,
        (*_NARROWED, "q", "sort"),
        has_records=True,
        related=_findings,
    ),
    "records/members": _with_counts("members", "completion-by-member"),
    "records/themes": _with_counts("themes", "completion-by-theme"),
    "records/versions": Resource(
        N_("a version of the data"),
        (
            Field("number", "integer", N_("Its number, by which an address names it."), required=True),
            Field("published_at", "text", N_("When that version was published."), required=True),
            Field("published_by", "text", N_("Who published it."), required=True),
            Field("note", "text", N_("Why, as who published it said.")),
            Field("changes", "text", N_("How many rows of each table are new, changed and removed."), required=True),
            Field("kept", "flag", N_("Whether its rows are still here."), required=True),
        ),
        _versions,
        is_settled=False,
        has_records=True,
    ),
    "records/changes": Resource(
        N_("a field that differs between two versions"),
        (
            Field("table", "text", N_("The table of the data in which the row stands."), required=True),
            Field("row", "text", N_("What tells the row from all others of its table."), required=True),
            Field("change", "text", N_("Whether the row is new, changed or removed."), required=True),
            Field("field", "text", N_("The column of the table."), required=True),
            Field("before", "text", N_("What the version compared with has; nothing is not known.")),
            Field("after", "text", N_("What the other version has; nothing is not known.")),
            Field(
                "version",
                "integer",
                N_("The data version with which the change came; empty where that cannot be told."),
            ),
        ),
        _changes,
        ("from", "to", *TRAVELLING),
    ),
}
"""Path under /api/v1/ -> the rows that are there."""


def answered(views: Views, path: str, form: str, window: Window) -> flask.Response | None:
    """The rows, or the one record, at a path as JSON or CSV; None where there are none."""
    resource, id_ = RESOURCES.get(path), ""
    if resource is None:
        parent, _, id_ = path.rpartition("/")
        resource = RESOURCES.get(parent)
        if resource is None or not resource.has_records:
            return None
    view = request.view(views, window.query)
    if view.snapshot.empty or form not in _WRITERS:
        return None
    request.only(view, window, *resource.filters)
    flask.g.of_rows = resource.is_settled
    return _WRITERS[form](view, path, resource, window) if not id_ else _one(view, resource, path, id_, form, window)


def _one(view: View, resource: Resource, path: str, id_: str, form: str, window: Window) -> flask.Response | None:
    """One record by the first of its fields."""
    request.unwindowed(window)
    _, rows = resource.rows(view, 0, None)
    row = next((row for row in rows if str(row[0]) == id_), None)
    if row is None:
        return None
    if form == "csv":
        return _as_csv(view, resource, path, [row])
    return _as_json(view, path, {"record": _cells(resource.fields, row), **resource.related(view, id_)})


def _json(view: View, path: str, resource: Resource, window: Window) -> flask.Response:
    limit = window.limit or _USUAL
    total, rows = resource.rows(view, window.offset, limit)
    fields = [
        {"name": field.name, "kind": field.kind, "meaning": view.words(field.meaning)} for field in resource.fields
    ]
    page = window.page(total, limit)
    about = {**page, "fields": fields, "rows": [_cells(resource.fields, row) for row in rows]}
    return linked(_as_json(view, path, about), page["next"])


def _as_json(view: View, path: str, about: Cells) -> flask.Response:
    known = {
        "resource": path,
        "version": view.snapshot.version.number,
        "asof": view.selection.asof.isoformat(),
        "lang": view.lang,
    }
    response = flask.Response(orjson.dumps(known | about), mimetype="application/json")
    return request.of_version(response, view)


def _csv(view: View, path: str, resource: Resource, window: Window) -> flask.Response:
    total, rows = resource.rows(view, window.offset, window.limit)
    following = window.next(total, window.limit) if window.limit else None
    return linked(_as_csv(view, resource, path, rows), following)


def _as_csv(view: View, resource: Resource, path: str, rows: Iterable[Row]) -> flask.Response:
    header = [field.name for field in resource.fields]
    return files.csv_file(view, path.replace("/", "-"), header, iter(rows))


_WRITERS = {"json": _json, "csv": _csv}


def linked(response: flask.Response, following: str | None) -> flask.Response:
    """The answer, which says in a header where it goes on."""
    if following:
        response.headers["Link"] = f'<{following}>; rel="next"'
    return response


def _cells(fields: Sequence[Field], row: Row) -> Cells:
    """A row by the names of its fields, lists as lists."""
    return {
        field.name: str(value).split(schema.LIST_SEPARATOR) if field.kind == "list" and value else value
        for field, value in zip(fields, row, strict=True)
    }
