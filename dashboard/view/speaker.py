"""Changes of the data said in the reader's language: names, words of codes, dates as they are written there."""

from __future__ import annotations

from collections.abc import Callable

from dashboard.view.names import Names
from data_loader import schema
from data_loader.sentences import Name, Value

_KINDS = {
    "completion": "completion",
    "did_it_open_government": "openness",
    "potential_impact": "impact",
    "specificity": "specificity",
    "confidence": "specificity",
    "assessor": "assessor",
    "government_level": "level",
    "constituency": "constituency",
    "ogp_values": "ogp_value",
    "participation_level": "participation",
    "members.status": "status",
    "progress_reports.status": "completion",
    "members.kind": "kind",
    "roles.kind": "role_kind",
    "meetings.kind": "meeting_kind",
    "agenda_updates.status": "agenda_status",
    "notes.about": "noted",
}
"""The field, of any table or of one, whose codes are words of a kind of the vocabulary."""
_PROPER = {"region", "ogp_value"}
"""Kinds whose words are names, which begin with a capital also within a sentence."""


class Speaker:
    """Says the parts of sentences on changes (data_loader/sentences.py) in one language."""

    def __init__(self, names: Names) -> None:
        self.words, self.lang, self._names = names.words, names.words.lang, names

    def message(self, pattern: str, **parts: object) -> str:
        """A pattern with its parts."""
        return self.words(pattern, **parts)

    def plural(self, one: str, many: str, n: int, **parts: object) -> str:
        """The form of a pattern for `n`."""
        return self.words.plural(one, many, n, **parts)

    def listing(self, parts: list[str]) -> str:
        """Several parts in a row."""
        return self.words.listing(parts)

    def name(self, name: Name) -> str:
        """What a row is called: countries by CLDR, others as the data or the catalogues have them."""
        cells = name.cells
        if "country" in cells and cells.get("constituency", "government") == "government":
            is_country = cells.get("government_level", "national") == "national"
            return self.words.country(cells["country"], cells["name"]) if is_country else self.words(cells["name"])
        for stem in ("name", "title"):
            english = cells.get(f"{stem}_en", "")
            own = cells.get(f"{stem}_{self.words.lang}", "")
            if english or own:
                return own or self.words(english)
        return cells.get("name", cells.get("id", ""))

    def value(self, value: Value) -> str:
        """The value of a field, as it stands within a sentence."""
        field: schema.Field = schema.DATA_TABLES[value.table].c[value.field].info["field"]
        if field.name == "holder":  # a government has a name in each language
            return self._names.of("government", value.text)
        if field.allowed:
            return self.words.listing(
                [self._code(value.table, field.name, code) for code in value.text.split(schema.LIST_SEPARATOR)]
            )
        return _SAID.get(field.kind, _as_it_is)(self._names, value.text)

    def _code(self, table: str, field: str, code: str) -> str:
        kind = _KINDS.get(f"{table}.{field}", _KINDS.get(field, field))
        word = self.words.codes(kind).get(code, code) if self.words.knows(kind) else code
        return word if kind in _PROPER or word[1:2].isupper() else f"{word[:1].lower()}{word[1:]}"


def _as_it_is(names: Names, text: str) -> str:
    """Titles of roles and the like have a translation, all else has none."""
    return names.words(text)


def _flag(names: Names, text: str) -> str:
    return {"1": names.words("Yes"), "0": names.words("No")}.get(text, text)


def _date(names: Names, text: str) -> str:
    return names.words.date(text)


def _number(names: Names, text: str) -> str:
    """Whole numbers with separators; years are fields of their own and have four digits."""
    return names.words.number(int(text)) if len(text) > len("2016") and text.isdigit() else text


_SAID: dict[str, Callable[[Names, str], str]] = {"flag": _flag, "date": _date, "integer": _number}
"""How a value is said, by the kind of its field."""
