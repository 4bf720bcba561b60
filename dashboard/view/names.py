"""The name of a member, theme, plan, code or any other value of the data, in the reader's language."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import pandas as pd

from dashboard.data.snapshot import Snapshot, items
from dashboard.language.words import Words


class Names:
    """Names of the values of one snapshot in one language."""

    def __init__(self, snapshot: Snapshot, words: Words) -> None:
        self.snapshot, self.words = snapshot, words

    def of(self, dimension: str, value: str) -> str:
        """The name of `value`; the value itself where nothing names it."""
        if self.words.knows(dimension):
            return self.words.code(dimension, value)
        return self._tables.get(dimension, {}).get(value, value)

    def of_list(self, dimension: str, text: str | None) -> list[str]:
        """The names of the values in a cell that holds a list."""
        return [self.of(dimension, value) for value in items(text)]

    def all(self, dimension: str) -> dict[str, str]:
        """The names of all values of a filter, in the filter's order."""
        return {value: self.of(dimension, value) for value in self.snapshot.choices[dimension]}

    def short_plan(self, plan_id: str) -> str:
        """A plan by its number and year, where the member is already named."""
        return self.of("short_plan", plan_id)

    @cached_property
    def _tables(self) -> dict[str, dict[str, str]]:
        tables = self.snapshot.tables
        rows, plans = self.snapshot.rows_of("members"), self.snapshot.rows_of("action_plans")
        members = {row.id: self._member(row) for row in rows}
        return {
            "priority": self._spoken(tables["priorities"], "id", "name"),
            "theme": self._spoken(tables["themes"], "id", "name"),
            "area": self._spoken(tables["policy_areas"], "id", "name"),
            "promise": self._spoken(tables["agenda_items"], "id", "title"),
            "section": self._spoken(tables["agenda_items"], "section_id", "section"),
            "member": members,
            "meeting": {row.id: self._meeting(row) for row in self.snapshot.rows_of("meetings")},
            "steering_member": {row.id: self._seated(row) for row in self.snapshot.rows_of("steering_members")},
            "government": {row.name: members[row.id] for row in rows if row.id not in self.snapshot.pilots},
            "pilot": members,
            "peer": members,
            "compared": members | self.all("region") | {"all": self.words("All members")},
            "plan": {row.id: self._plan(row, members) for row in plans},
            "short_plan": {row.id: f"{row.number}\N{NO-BREAK SPACE}({row.year_submitted})" for row in plans},
        }

    def _spoken(self, table: pd.DataFrame, key: str, what: str) -> dict[str, str]:
        """What a table says of each key; where the data do not bring it in this language, as the catalogues do."""
        english, own = table[f"{what}_en"], f"{what}_{self.words.lang}"
        texts = table[own].where(table[own].notna(), english) if own in table else english.map(self.words)
        return dict(zip(table[key], texts, strict=True))

    def _member(self, row: Any) -> str:
        return self.words(row.name) if row.id in self.snapshot.pilots else self.words.country(row.country, row.name)

    def _meeting(self, row: Any) -> str:
        """Where and when it was: what people call it by."""
        named = row.place or row.title
        where = self.words(named) if named else self.words.code("meeting_kind", row.kind)
        return f"{where[:1].upper()}{where[1:]} · {self.words.date(row.start_date)}"

    def _seated(self, row: Any) -> str:
        return self.words.country(row.country, row.name) if row.constituency == "government" else row.name

    def _plan(self, row: Any, members: dict[str, str]) -> str:
        member = members.get(row.member_id, row.member_id)
        year = str(row.year_submitted)
        return self.words("{member}, plan {number} ({year})", member=member, number=row.number, year=year)
