"""What answers of the API look like where that is the same for all pages and blocks; and its problems."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]

_CELL: Json = {
    "description": "A number, a text, a date as precise as it is known, true or false; null is not known.",
    "oneOf": [
        {"type": ["string", "number", "boolean", "null"]},
        {"type": "array"},
        {
            "type": "object",
            "properties": {"part": {"type": "integer"}, "whole": {"type": "integer", "minimum": 1}},
            "required": ["part", "whole"],
            "additionalProperties": False,
        },
        {
            "type": "object",
            "properties": {"text": {"type": "string"}, "href": {"type": "string"}},
            "required": ["text", "href"],
            "additionalProperties": False,
        },
    ],
}


def response(text: str) -> Json:
    """A problem as an answer, with when it is given."""
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": text, "content": {"application/problem+json": {"schema": schema}}}


def _schemas() -> Json:
    text: Json = {"type": "string"}
    number: Json = {"type": "integer", "minimum": 0}
    column: Json = {"type": "object", "properties": {"header": text, "meaning": text}, "required": ["header"]}
    block: Json = {"type": "object", "properties": {"type": text}, "required": ["type"]}
    rows: Json = {"type": "array", "items": {"type": "array", "items": {"$ref": "#/components/schemas/Cell"}}}
    table: Json = {
        "name": text,
        "title": text,
        "total": number,
        "columns": {"type": "array", "items": column},
        "rows": rows,
    }
    about: Json = {"page": text, "title": text, "href": text, "asof": text, "version": number, "lang": text}
    about_rows: Json = {"total": number, "limit": number, "offset": number, "next": {"type": ["string", "null"]}}
    table_block: Json = {"type": "object", "properties": table, "required": [*table]}
    dropped: Json = {"name": text, "value": text, "possible": {"type": "array", "items": text}}
    problem: Json = {"type": text, "title": text, "status": {"type": "integer"}, "detail": text, "instance": text}
    dropped_list = {"type": "array", "items": {"type": "object", "properties": dropped, "required": ["name", "value"]}}
    return {
        "Cell": _CELL,
        "Page": _object(about | {"blocks": {"type": "array", "items": block}}),
        "Block": _object(
            about | about_rows | {"blocks": {"type": "array", "items": table_block, "minItems": 1, "maxItems": 1}}
        ),
        "Problem": _object(problem) | {"properties": problem | {"dropped": dropped_list}},
    }


def _object(properties: Json) -> Json:
    return {"type": "object", "properties": properties, "required": [*properties]}


SCHEMAS = _schemas()
"""By name, what schemas of answers refer to."""
