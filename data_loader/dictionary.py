"""The data dictionary, from the declarations in schema.py: Markdown for people, Data Package for programs."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data_loader import formula_text, schema
from data_loader.schema import Field

TITLE = "Open Government Partnership: members, commitments, assessments and thematic leadership"
LICENCE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}
SOURCES = (
    {"title": "Open Government Partnership: members, action plans and commitments", "path": "https://www.opengovpartnership.org"},
    {"title": "Independent Reporting Mechanism: progress and end-of-term reports", "path": "https://www.opengovpartnership.org/irm/"},
    {"title": "OGP Steering Committee: minutes, co-chairs' statement of 2016 and its updates", "path": "https://www.opengovpartnership.org"},
)  # fmt: skip

_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_READING = {
    "text": "text",
    "integer": "whole number",
    "number": "number",
    "flag": "1 yes, 0 no",
    "date": "date (`2016`, `2016-05` or `2016-05-03`)",
    "list": "list, separated by `; `",
    "url": "address that begins with `https://` or `http://`",
}
_VERSION = {
    "name": schema.VERSION_COLUMN,
    "type": "integer",
    "description": "the data version that the row is of, by which a later load knows what has changed since",
}
_DATE_PATTERN = "[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"


@dataclass(frozen=True)
class ServedTable:
    """A table as a server sends it: its address, its size in bytes, its SHA-256, and what its rows were taken from."""

    path: str
    bytes: int
    sha256: str
    sources: tuple[Mapping[str, str], ...] = ()


def markdown() -> str:
    """The whole dictionary as one page."""
    return "\n".join(_page())


def _page() -> Iterator[str]:
    yield "# Data dictionary\n"
    yield "Made by `python -m data_loader dictionary`; change `data_loader/schema.py` and make it again.\n"
    yield "An empty cell means *not known*, never zero. A date is as precise as it is known. **Bold** columns must be"
    yield "filled; the columns marked *key* together tell a row from all others.\n"
    for name, table in schema.DATA_TABLES.items():
        yield f"## {name}\n"
        yield f"One row is {table.comment}.\n"
        yield "| column | meaning | value |\n| --- | --- | --- |"
        yield from (_line(field) for field in schema.fields(table))
        yield ""


def _line(field: Field) -> str:
    name = f"**{field.name}**" if field.required else field.name
    key = " (*key*)" if field.key else ""
    return f"| {name}{key} | {field.meaning} | {_value(field)} |"


def _value(field: Field) -> str:
    parts = [_READING[field.kind]]
    if field.allowed:
        parts.append(", ".join(f"`{value}`" for value in field.allowed))
    if field.refers_to:
        parts.append(f"of [{field.refers_to}](#{field.refers_to})")
    if field.minimum is not None or field.maximum is not None:
        bounds = ["" if bound is None else f"{bound:g}" for bound in (field.minimum, field.maximum)]
        parts.append(f"from {bounds[0]}" + (f" to {bounds[1]}" if bounds[1] else ""))
    if field.unit:
        parts.append(f"in {field.unit}")
    return "; ".join(parts)


def data_package(folder: Path) -> str:
    """The descriptor (Data Package v2, Table Schema) as JSON, of the tables that have a file in the folder."""
    names = [name for name in schema.DATA_TABLES if (folder / f"{name}.csv").exists()]
    return _json(_package(names, ["", "NR"]))


def exported_package(version: int, published_at: dt.datetime, names: Collection[str]) -> str:
    """The descriptor of a version written by `export`, with the tables it has: cells that are not known are empty."""
    return _json(_of_version(version, published_at, names))


def served_package(
    version: int, published_at: dt.datetime, tables: Mapping[str, ServedTable], about: Mapping[str, Any]
) -> str:
    """The descriptor of a version whose tables have addresses of their own.

    `about` are more properties of it; its `description` among them.
    """
    package = _of_version(version, published_at, tables)
    for resource in package["resources"]:
        table = tables[resource["name"]]
        resource.update(path=table.path, bytes=table.bytes, hash=f"sha256:{table.sha256}")
        resource.update({"sources": [*table.sources]} if table.sources else {})
    description = f"{about['description']} {package['description']}"
    return _json(package | dict(about) | {"description": description})


def utc(moment: dt.datetime) -> str:
    """A moment that the database has in UTC, to the second, as ISO 8601 writes it."""
    return moment.replace(microsecond=0, tzinfo=dt.UTC).isoformat().replace("+00:00", "Z")


def _of_version(version: int, published_at: dt.datetime, names: Collection[str]) -> dict[str, Any]:
    more = {"version": str(version), "created": utc(published_at), "description": formula_text.RULE}
    package = _package([name for name in schema.DATA_TABLES if name in names], [""])
    for resource in package["resources"]:
        resource["schema"]["fields"].append(_VERSION)
    return {"$schema": _PROFILE} | more | package


def _json(package: dict[str, Any]) -> str:
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def _package(names: Collection[str], missing: list[str]) -> dict[str, Any]:
    return {
        "$schema": _PROFILE,
        "name": "open-government-monitor",
        "title": TITLE,
        "licenses": [LICENCE],
        "sources": list(SOURCES),
        "resources": [_resource(name, names, missing) for name in names],
    }


def _resource(name: str, names: Collection[str], missing: list[str]) -> dict[str, Any]:
    table = schema.DATA_TABLES[name]
    fields = list(schema.fields(table))
    keys = [field.name for field in fields if field.key and field.required]
    unique = len(keys) == sum(field.key for field in fields)  # a key with parts that may be empty is no primary key
    foreign = [
        {"fields": field.name, "reference": {"resource": field.refers_to, "fields": "id"}}
        for field in fields
        if field.refers_to in names and field.kind != "list"
    ]
    descriptor: dict[str, Any] = {
        "fields": [_table_schema(field) for field in fields],
        "missingValues": missing,
    }
    descriptor |= {"primaryKey": keys} if unique else {}
    descriptor |= {"foreignKeys": foreign} if foreign else {}
    return {
        "name": name,
        "type": "table",
        "path": f"{name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "description": f"One row is {table.comment}.",
        "schema": descriptor,
    }


_TYPES = {
    "text": "string",
    "integer": "integer",
    "number": "number",
    "flag": "boolean",
    "date": "string",
    "list": "string",
    "url": "string",
}


def _table_schema(field: Field) -> dict[str, Any]:
    described: dict[str, Any] = {"name": field.name, "type": _TYPES[field.kind], "description": field.meaning}
    constraints: dict[str, Any] = {"required": True} if field.required else {}
    described |= {"format": "uri"} if field.kind == "url" else {}
    if field.kind == "flag":
        described |= {"trueValues": ["1"], "falseValues": ["0"]}
    if field.kind == "date":
        constraints["pattern"] = _DATE_PATTERN
    if field.allowed and field.kind != "list":
        constraints["enum"] = list(field.allowed)
    whole = field.kind == "integer"
    bounds = {"minimum": field.minimum, "maximum": field.maximum}
    constraints |= {name: int(bound) if whole else bound for name, bound in bounds.items() if bound is not None}
    return described | ({"constraints": constraints} if constraints else {})
