"""Whose commitment a row of OGP's exports is: finds members and action plans by name, and adds those not yet known."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from typing import Any

import pandas as pd

from data_loader.formats import Vocabulary
from data_loader.formats.ogp_sheet import Columns, Sheet
from data_loader.suggest import Suggestions, among_rows
from data_loader.tables import BOOKKEEPING, Source, Table, field_names, rows_of

Row = dict[str, str]
FindMember = Callable[["Plans", Sheet, int], str | None]
"""The id of the member at a position, added first if need be; None where there is no telling, which has a finding."""


class Plans:
    """Members and action plans as they stand, and grow, while an export is read."""

    def __init__(
        self, columns: Columns, vocabulary: Vocabulary, find_member: FindMember, id_column: str = "", end_year: str = ""
    ) -> None:
        self._columns, self._vocabulary, self._find_member = columns, vocabulary, find_member
        self._id_column, self._end_year = id_column, end_year
        self.members: dict[str, Row] = _by_id(vocabulary("members"))
        self._plans = _by_id(vocabulary("action_plans"))
        self._added: dict[str, list[dict[str, Any]]] = {"members": [], "action_plans": []}
        self._years: dict[str, list[str]] = {}
        self._running: Counter[str] = Counter()
        self._numbers: set[tuple[str, str]] = set()
        self._suggestions: Suggestions | None = None
        self._suggested_from = 0

    def meant(self, sheet: Sheet, position: int, header: str, text: str) -> str:
        """The member that `text` was said to stand for; "" when nobody said anything."""
        return sheet.meant(position, header, "members", text, self.members)

    def suggested(self, text: str) -> str:
        """The name of the member that `text` probably means."""
        if not self._suggestions or len(self.members) > self._suggested_from:
            self._suggestions, self._suggested_from = among_rows(self.members.values()), len(self.members)
        found = self._suggestions.of(text)
        return self.members[found]["name"] if found else ""

    def level_of(self, member_id: str) -> str:
        return self.members[member_id]["government_level"]

    def place(self, sheet: Sheet, position: int) -> Row | None:
        """Id, member and plan of the commitment at `position`; None where a finding says why they are not known."""
        member_id = self._find_member(self, sheet, position)
        plan = self._plan(sheet, position, member_id) if member_id else None
        if member_id is None or plan is None:
            return None
        self._running[plan] += 1
        number = sheet.cell(position, self._columns.fields["number"])
        if number and (plan, number) in self._numbers:
            sentence = f"{plan} has a commitment number {number} already; both are kept."
            sheet.note(position, self._columns.fields["number"], "repeated-number", sentence, number)
        self._numbers.add((plan, number))
        running = f"{plan}-{self._running[plan]:03}"
        own_id = sheet.cell(position, self._id_column) if self._id_column else running
        return {"id": own_id, "member_id": member_id, "action_plan_id": plan}

    def _plan(self, sheet: Sheet, position: int, member_id: str) -> str | None:
        number, year = sheet.cell(position, self._columns.plan), sheet.cell(position, self._columns.year)
        for header, text in ((self._columns.plan, number), (self._columns.year, year)):
            if not re.fullmatch("[0-9]{1,4}", text):
                code, sentence = ("not-an-integer", f"{text} is not a whole number.")
                if not text:
                    code, sentence = "missing-value", f"{header} is empty; every row needs one."
                sheet.note(position, header, code, sentence, text)
                return None
        plan = f"{member_id}-{int(number)}"
        self._check_year(sheet, position, plan, year)
        if plan not in self._plans:
            row = {"id": plan, "member_id": member_id, "number": str(int(number)), "year_submitted": year}
            row["end_date"] = sheet.known(position, self._end_year) if self._end_year else ""
            self.add("action_plans", row, sheet, position)
            self._plans[plan] = row
        return plan

    def _check_year(self, sheet: Sheet, position: int, plan: str, year: str) -> None:
        """One warning for each year after the first; a new plan counts from the earliest."""
        years = self._years.setdefault(plan, [])
        if year in years:
            return
        if years:
            sentence = (
                f"{plan} was submitted in {years[0]} by earlier rows, in {year} by this one; the earliest is used."
            )
            sheet.note(position, self._columns.year, "plan-differs", sentence, year)
        years.append(year)

    def _settle_years(self) -> None:
        for row in self._added["action_plans"]:
            row["year_submitted"] = min(self._years[row["id"]])

    def add(self, table: str, row: Row, sheet: Sheet, position: int) -> None:
        """Adds a member or a plan, with the spreadsheet row that names it first."""
        self._added[table].append({"row": sheet.rows[position], "file": "", **row})
        if table == "members":
            self.members[row["id"]] = row

    def tables(self, source: Source) -> list[Table]:
        """Members and plans with what was added, and the words they and the themes need."""
        self._settle_years()
        grown = [_grown(self._vocabulary(name), rows, source) for name, rows in self._added.items()]
        return [*(self._vocabulary(name) for name in ("priorities", "themes")), *grown]


def _by_id(table: Table) -> dict[str, Row]:
    return {row["id"]: row for row in rows_of(table)}


def _grown(table: Table, added: list[dict[str, Any]], source: Source) -> Table:
    """The known rows, which keep their origin, and after them the new ones; the same table where nothing is new."""
    if not added:
        return table
    kept = table.frame.assign(file=[file or str(table.source) for file in table.frame["file"]])
    columns = [*BOOKKEEPING, *field_names(table.name)]
    new = pd.DataFrame(added, columns=columns, dtype=object).fillna("")
    return Table(table.name, pd.concat([kept, new], ignore_index=True), Source(source.file, source.sheet))
