"""Blocks of the API as an assistant reads them: rows by column, rates with their n, what is not known in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from dashboard.language.words import Words

NOT_KNOWN = "not known"
"""What stands where the data have nothing: an assistant may read a null, or an empty text, as zero or none."""

Json = Any
Address = Callable[[str], str]
"""Gives the address that a link leads to."""


class Digest:
    """Writes the blocks of a page in a language; `address` gives where a link leads to."""

    def __init__(self, words: Words, address: Address) -> None:
        self._words, self._address = words, address

    def page(self, body: Mapping[str, Json], most: int) -> list[Json]:
        """Every block of a page; of a table the first rows, with the name by which all can be read."""
        return [self.block(block, most) for block in body["blocks"]]

    def block(self, block: Mapping[str, Json], most: int, offset: int = 0) -> Json:
        """A block; of a table `most` rows from `offset` on."""
        if "rows" in block:
            return self.table(block, most, offset)
        if block["type"] == "header":
            return self._header(block)
        if block["type"] == "facts":
            return {"facts": {name: self.cell(value) for name, value in block["items"]}}
        return {block["type"]: [self.cell(item) for item in block["items"]]}

    def table(self, block: Mapping[str, Json], most: int, offset: int = 0) -> dict[str, Json]:
        """A table, or the numbers of a chart: `total` says how many rows there are, `more` whether some were left."""
        heads = _unlike([column["header"] for column in block["columns"]])
        rows = block["rows"][offset : offset + most]
        return {
            "block": block["name"],
            "title": block["title"],
            **{name: block[name] for name in ("subtitle", "notes") if block.get(name)},
            "total": block["total"],
            "more": offset + len(rows) < len(block["rows"]),
            "rows": [dict(zip(heads, map(self.cell, row), strict=True)) for row in rows],
        }

    def cell(self, value: Json) -> Json:
        """A cell or text."""
        if value is None:
            return NOT_KNOWN
        if isinstance(value, list):
            return [self.cell(item) for item in value]
        if not isinstance(value, dict):
            return value
        if "whole" in value:
            return self.share(value["part"], value["whole"])
        link = str(value.get("href") or "")
        return {**value, "href": self._address(link)} if link.startswith("/") else value

    def share(self, part: int, whole: int) -> dict[str, Json]:
        """A rate with the n it is of; with fewer than five it is counts and no percentage (rule 2)."""
        rate = round(part / whole, 4) if self._words.makes_rate(whole) else None
        return {"part": part, "n": whole, "rate": rate, "written": self._words.rate(part, whole)}

    def _header(self, block: Mapping[str, Json]) -> Json:
        figures = {
            figure["name"]: {
                "value": self.cell(figure["value"]),
                **{name: figure[name] for name in ("text", "note", "change") if figure[name]},
            }
            for figure in block["figures"]
        }
        return {"headline": block["headline"], "lede": block["lede"], **({"figures": figures} if figures else {})}


def row(record: Mapping[str, str]) -> dict[str, str]:
    """A row of a table of the data, in which an empty cell is not known."""
    return {name: value or NOT_KNOWN for name, value in record.items()}


def meanings(block: Mapping[str, Json]) -> dict[str, str]:
    """What the columns of a table mean."""
    columns = block["columns"]
    heads = _unlike([column["header"] for column in columns])
    return {head: column["meaning"] for head, column in zip(heads, columns, strict=True) if column["meaning"]}


def _unlike(heads: Iterable[str]) -> list[str]:
    """Names of columns, of which no two are the same."""
    named: list[str] = []
    for head in heads:
        again = sum(one == head or one.startswith(f"{head} (") for one in named)
        named.append(f"{head} ({again + 1})" if head in named else head)
    return named
