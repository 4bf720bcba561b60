"""The name of a member, theme, plan or any other value of a filter, in the reader's language."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import pandas as pd

from dashboard.data.snapshot import Snapshot
from dashboard.language.vocabulary import CODED, REGIONS
from dashboard.language.words import Words


class Names:
    """Names of the values of one snapshot in one language."""

    def __init__(self, snapshot: Snapshot, words: Words) -> None:
        self._snapshot, self._words = snapshot, words

    def of(self, dimension: str, value: str) -> str:
        """The name of `value`; the value itself where nothing names it."""
        if dimension in CODED:
            return self._words(CODED[dimension][value])
        return self._tables.get(dimension, {}).get(value, value)

    def all(self, dimension: str) -> dict[str, str]:
        """The names of all values of a filter, in the filter's order."""
        return {value: self.of(dimension, value) for value in self._snapshot.choices[dimension]}

    def short_plan(self, plan_id: str) -> str:
        """A plan by its number and year, where the member is already named."""
        return self._short_plans.get(plan_id, plan_id)

    @cached_property
    def _short_plans(self) -> dict[str, str]:
        plans = self._snapshot.tables["action_plans"].itertuples()
        return {plan.id: f"{plan.number}\N{NO-BREAK SPACE}({plan.year_submitted})" for plan in plans}

    @cached_property
    def _tables(self) -> dict[str, dict[str, str]]:
        tables = self._snapshot.tables
        members = {row.id: self._member(row) for row in tables["members"].itertuples()}
        return {
            "priority": self._spoken(tables["priorities"], "id", "name"),
            "theme": self._spoken(tables["themes"], "id", "name"),
            "promise": self._spoken(tables["agenda_items"], "id", "title"),
            "section": self._spoken(tables["agenda_items"], "section_id", "section"),
            "member": members,
            "steering_member": {row.id: self._seated(row) for row in tables["steering_members"].itertuples()},
            "government": {
                row.name: members[row.id]
                for row in tables["members"].itertuples()
                if row.id not in self._snapshot.pilots
            },  # by English name
            "pilot": members,
            "peer": members,
            "compared": members
            | {code: self._words(name) for code, name in REGIONS.items()}
            | {"all": self._words("All members")},
            "plan": {row.id: self._plan(row, members) for row in tables["action_plans"].itertuples()},
        }

    def _spoken(self, table: pd.DataFrame, key: str, what: str) -> dict[str, str]:
        """What a table says of each key; where the data do not bring it in this language, as the catalogues do."""
        english, own = table[f"{what}_en"], f"{what}_{self._words.lang}"
        said = table[own].where(table[own].notna(), english) if own in table else english.map(self._words)
        return dict(zip(table[key], said, strict=True))

    def _member(self, row: Any) -> str:
        if row.id in self._snapshot.pilots:
            return self._words(row.name)
        return self._words.country(row.country, row.name)

    def _seated(self, row: Any) -> str:
        return self._words.country(row.country, row.name) if row.constituency == "government" else row.name

    def _plan(self, row: Any, members: dict[str, str]) -> str:
        member = members.get(row.member_id, row.member_id)
        return self._words(
            "{member}, plan {number} ({year})",
            member=member,
            number=row.number,
            year=str(row.year_submitted),
        )
