"""Changes said in English, for the command line: names as the data have them, codes as words, dates as they are."""

from __future__ import annotations

from data_loader import schema
from data_loader.sentences import Name, Value

_CALLED = ("name_en", "name", "title_en", "title", "id")
"""The fields that may name a row, the best first."""


class English:
    """A speaker of English that needs no catalogue."""

    lang = "en"

    def message(self, pattern: str, **parts: object) -> str:
        """The pattern is English."""
        return pattern.format(**parts) if parts else pattern

    def plural(self, one: str, many: str, n: int, **parts: object) -> str:
        """One, or as many as there are."""
        return (one if n == 1 else many).format(n=f"{n:,}", **parts)

    def listing(self, parts: list[str]) -> str:
        """In a row, with commas."""
        return ", ".join(parts)

    def name(self, name: Name) -> str:
        """The English name."""
        return next((name.cells[field] for field in _CALLED if name.cells.get(field)), "")

    def value(self, value: Value) -> str:
        """A code without its underscores, yes and no for a flag; all else as it is."""
        field: schema.Field = schema.DATA_TABLES[value.table].c[value.field].info["field"]
        if field.kind == "flag":
            return {"1": "yes", "0": "no"}.get(value.text, value.text)
        if not field.allowed:
            return value.text
        words = value.text.replace("_", " ").replace(schema.LIST_SEPARATOR, ", ")
        return words.replace("irm ", "IRM ")
