"""The commitments of OGP's exports: ids, labels, tags and dates of a row; what has no column stays as it is stored.

An export with OGP's own ids says the latest of a commitment: where it knows nothing, what is stored stays as well.
A commitment is starred when either report starred it under the present formula; the formulas before it were laxer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from typing import Any

from data_loader import dates, schema
from data_loader.aliases import VOCABULARIES
from data_loader.formats.ogp_dates import date_column
from data_loader.formats.ogp_known import known_again
from data_loader.formats.ogp_matching import Named
from data_loader.formats.ogp_plans import Plans
from data_loader.formats.ogp_sheet import Columns, Sheet
from data_loader.formats.ogp_stored import Ids, Numbered, Row, Stored
from data_loader.phrases import phrase
from data_loader.schema import LIST_SEPARATOR
from data_loader.suggest import among_codes

Parliament = Callable[[Sheet], Sequence[bool]]
"""For each row, whether the column that tells of the level says that a parliament delivers."""


def identified(sheet: Sheet, columns: Columns, placed: dict[int, str], stored: Stored) -> dict[int, str]:
    """Position → id of the commitment; without those that have none where the export gives one to each."""
    numbers = sheet.numbers(columns.fields["number"])
    _say_repeated(sheet, columns, placed, numbers)
    if not sheet.has(columns.own_id):
        titles = _titles(sheet, columns)
        return Ids(stored).of({at: Numbered(plan, numbers[at], titles[at]) for at, plan in placed.items()})
    own_ids = sheet.column(columns.own_id)
    for position in placed:
        if not own_ids[position]:
            sheet.empty(position, columns.own_id)
    columns_of_titles = [sheet.column(header) for header in columns.titles]
    named = {
        position: Named(
            own_ids[position], plan, numbers[position], tuple(texts[position] for texts in columns_of_titles)
        )
        for position, plan in placed.items()
        if own_ids[position]
    }
    ids = known_again(sheet, columns, named, stored)
    return {position: ids[one.code] for position, one in named.items()}


def _say_repeated(sheet: Sheet, columns: Columns, placed: dict[int, str], numbers: list[str]) -> None:
    seen: set[tuple[str, str]] = set()
    for position, plan in placed.items():
        number = numbers[position]
        if number and (plan, number) in seen:
            sentence = phrase("{plan} has a commitment number {number} already; both are kept.",
                              plan=plan, number=number)  # fmt: skip
            sheet.note(position, columns.fields["number"], "repeated-number", sentence, number)
        seen.add((plan, number))


def _titles(sheet: Sheet, columns: Columns) -> list[str]:
    """The title of each row: the first of its columns in which one stands."""
    titles = zip(*(sheet.column(header) for header in columns.titles), strict=True)
    return [next(filter(None, several), "") for several in titles]


class Commitments:
    """Rows of an export as they become commitments."""

    def __init__(
        self,
        sheet: Sheet,
        columns: Columns,
        themes: dict[str, str],
        tags: Sequence[str],
        plans: Plans,
        stored: Stored,
        parliament: Parliament,
    ) -> None:
        self._sheet, self._columns, self._plans, self._stored = sheet, columns, plans, stored
        self.headers = _headers(sheet, columns, themes, tags)
        self._fields = {name: _READ.get(name, Sheet.column)(sheet, header) for name, header in columns.fields.items()}
        for name in _DATES:
            self._fields[name] = date_column(sheet, columns.fields[name], first_is_month=columns.first_is_month)
        for name in ("potential_impact", "specificity"):
            self._fields[name] = labels(sheet, columns.fields[name], "commitments", name)
        self._codes = sheet.column(columns.own_id)
        self._absent = columns.fields.keys() - self.headers.keys()
        self._titles = _titles(sheet, columns)
        self._parliament = parliament(sheet)
        self._themes = _flags(sheet, themes)
        absent = {themes.get(tag) for tag in columns.tags if not sheet.has(tag)}
        self._whole = {theme for theme, _ in self._themes} - absent
        self._order = [*dict.fromkeys(themes.values())]
        self._all_tags = tags
        self._tags = _flags(sheet, {tag: tag for tag in tags})
        self._values = _flags(sheet, {header: value for value, header in columns.values.items()})
        self._valued = {value for value, _ in self._values}
        self._stars = [sheet.flags(header) for header in columns.starred if sheet.has(header)]

    def row(self, position: int, own_id: str, plan: str) -> dict[str, Any]:
        """The commitment at a position, with the row it stands in."""
        member, old = self._plans.member_of(plan), self._stored.commitment(own_id)
        row = self._read(position, old)
        row["title"] = self._title(position, old)
        for name, order, flags, whole in (
            ("themes", self._order, self._themes, self._whole),
            ("ogp_values", [*self._columns.values], self._values, self._valued),
            ("tags", self._all_tags, self._tags, self._all_tags),
        ):
            known = {one for one, texts in flags if texts[position]} if self._columns.own_id else {*whole}
            row[name] = _listed(order, flags, known & {*whole}, position, old.get(name, ""))
        row["starred"] = self._starred(position, old.get("starred", ""))
        row["government_level"] = self._level(position, member["government_level"], old)
        place = {"row": self._sheet.rows[position], "id": own_id, "member_id": member["id"], "action_plan_id": plan}
        row["code"] = self._codes[position] or old.get("code", "")
        row["url_confidence"] = "high" if self._codes[position] or row.get("url") else old.get("url_confidence", "")
        return row | place

    def _level(self, position: int, of_member: str, old: Row) -> str:
        """Parliament's where the row says so; a plan that is not parliament's may hold what a parliament delivers."""
        level, known = "parliament" if self._parliament[position] else of_member, str(old.get("government_level", ""))
        if not self._sheet.has(self._columns.level):
            return known or level
        of_plan = self._columns.level in old.get("tags", "").split(LIST_SEPARATOR)
        return known if self._columns.own_id and known == "parliament" and not of_plan else level

    def _read(self, position: int, old: Row) -> dict[str, Any]:
        row = {name: texts[position] for name, texts in self._fields.items()}
        if row["end_date"] and dates.latest(row["end_date"]) < dates.earliest(row["start_date"]):
            sentence = phrase("The end {end} lies before the start {start}; the end is left empty.",
                              end=row["end_date"], start=row["start_date"])  # fmt: skip
            self._sheet.note(position, self._columns.fields["end_date"], "end-dropped", sentence, row["end_date"])
            row["end_date"] = ""
        if self._columns.own_id:
            row = _filled(row, old)
        return row | {name: old.get(name, "") for name in self._absent}

    def _title(self, position: int, old: Row) -> str:
        if old and not self._sheet.has(self._columns.titles[0]):
            return str(old["title"])
        title = self._titles[position]
        if not title:
            title = f"Commitment {self._fields['number'][position]}".strip()
            sentence = phrase("There is no title; {title} is used.", title=title)
            self._sheet.note(position, self._columns.titles[0], "title-missing", sentence)
        return title

    def _starred(self, position: int, old: str) -> str:
        """1 when a report starred it, else what was known where a report has no column."""
        stars = {flags[position] for flags in self._stars}
        stars |= {old} if len(self._stars) < len(self._columns.starred) else set()
        return "1" if "1" in stars else "0" if "0" in stars else old if self._columns.own_id else ""


_DATES = ("start_date", "end_date")
_READ: dict[str, Callable[[Sheet, str], list[str]]] = {
    "number": Sheet.numbers,
    "url": Sheet.addresses,
    "full_text": Sheet.paragraphs,
    "sdg": Sheet.flags,
}
"""Field → how its column is read; all others are text on one line."""


def _filled(row: dict[str, str], old: Row) -> dict[str, str]:
    """With what is stored where the row knows nothing; a stored date that contradicts one of the row is not taken.

    A month that is stored stays where the row has its first day: spreadsheet programs make one of the other.
    """
    stored = {name: str(old.get(name, "")) for name in row}
    filled = {name: text or stored[name] for name, text in row.items()}
    filled |= {name: stored[name] for name in _DATES if row[name] and dates.earliest(stored[name]) == row[name]}
    if dates.latest(filled["end_date"]) < dates.earliest(filled["start_date"]):
        filled |= {name: row[name] for name in _DATES}
    return filled


def _headers(sheet: Sheet, columns: Columns, themes: Collection[str], tags: Sequence[str]) -> dict[str, str]:
    """Field → the first column it is read from, of the fields that the file says something of."""
    headers: dict[str, Sequence[str]] = {
        "id": (columns.own_id, columns.fields["number"]),
        "member_id": (columns.country,),
        "action_plan_id": (columns.plan,),
        "title": columns.titles,
        "government_level": (columns.level, columns.country),
        "themes": (*themes,),
        "ogp_values": (*columns.values.values(),),
        "starred": columns.starred,
        "tags": tags,
        "code": (columns.own_id,),
        "url_confidence": (columns.own_id, columns.fields.get("url", "")),
        **{name: (header,) for name, header in columns.fields.items()},
    }
    return sheet.first(headers)


def _flags(sheet: Sheet, named: dict[str, str]) -> list[tuple[str, list[str]]]:
    """What each column of yes and no stands for, and its cells."""
    return [(name, sheet.flags(header)) for header, name in named.items() if sheet.has(header)]


def _listed(
    order: Sequence[str], columns: list[tuple[str, list[str]]], whole: Collection[str], position: int, old: str
) -> str:
    """The names of the columns that say yes, and those stored before of which not all columns are there."""
    meant = {name for name, flags in columns if flags[position] == "1"}
    before = {name for name in old.split(LIST_SEPARATOR) if name}
    meant |= before - {*whole}
    if meant == before:
        return old
    return LIST_SEPARATOR.join([*(name for name in order if name in meant), *sorted(meant - {*order})])


_LETTER = re.compile(r"^[a-e]\.\s*")
_SYNONYMS = {
    "did_not_change": "none",
    "no_notable_results": "none",
    "no_early_results_to_report_yet": "",
    "not_applicable": "",
}


def labels(sheet: Sheet, header: str, table: str, field_name: str) -> list[str]:
    """The levels that the labels of a column name, their letters dropped; one that names none is a finding."""
    allowed = schema.DATA_TABLES[table].c[field_name].info["field"].allowed
    texts = sheet.column(header)
    levels = {text: _level(text) for text in set(texts)}
    named = {text: level for text, level in levels.items() if level in allowed or level in ("", "unclear")}
    for position, text in enumerate(texts) if len(named) < len(levels) else ():
        if text not in named:
            texts[position] = _unknown(sheet, position, header, text, VOCABULARIES[table, field_name], allowed)
    known = {text: level for text, level in named.items() if level in allowed}
    return [known.get(text, text if text in allowed else "") for text in texts]


def _level(label: str) -> str:
    level = re.sub(r"[\s-]+", "_", _LETTER.sub("", label.lower()))
    return _SYNONYMS.get(level, level)


def _unknown(sheet: Sheet, position: int, header: str, text: str, vocabulary: str, allowed: tuple[str, ...]) -> str:
    """The level that somebody said a label stands for; "" and a finding when nobody did."""
    label = text.lower()
    words = _LETTER.sub("", label)
    meant = sheet.meant(position, header, vocabulary, words, allowed)
    if not meant:
        sentence = phrase("{value} is not one of: {allowed}.", value=label, allowed=", ".join(allowed))
        sheet.note(position, header, "not-allowed", sentence, label, among_codes(allowed).of(words))
    return meant
