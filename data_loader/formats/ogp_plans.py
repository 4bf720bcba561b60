"""Whose plan a row of OGP's files is of: finds members and action plans by name, and adds those not yet known."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

import pandas as pd

from data_loader import countries
from data_loader.clean import is_missing
from data_loader.formats import Vocabulary
from data_loader.formats.ogp_sheet import Places, Sheet, whole
from data_loader.phrases import phrase
from data_loader.suggest import Suggestions, among_rows
from data_loader.tables import BOOKKEEPING, Source, Table, field_names, rows_of

Row = dict[str, str]
FindMember = Callable[["Plans", Sheet, int], str | None]
"""The id of the member at a position, added first if need be; None where there is no telling, which has a finding."""


class Plans:
    """Members and action plans as they stand, and grow, while a file is read."""

    def __init__(
        self, columns: Places, vocabulary: Vocabulary, find_member: FindMember, end_year: str = "", plan_id: str = ""
    ) -> None:
        self.columns, self._vocabulary, self._find_member = columns, vocabulary, find_member
        self._end_year, self._plan_id = end_year, plan_id
        self.members: dict[str, Row] = _by_id(vocabulary("members"))
        self._plans = _by_id(vocabulary("action_plans"))
        self._by_ogp_id = {row["ogp_id"]: plan for plan, row in self._plans.items() if row["ogp_id"]}
        self._named: dict[str, dict[str, Any]] = {}
        self._doubted: set[str] = set()
        self._added: dict[str, list[dict[str, Any]]] = {"members": [], "action_plans": []}
        self._years: dict[str, list[str]] = {}
        self._first: dict[str, int] = {}
        self._suggestions: Suggestions | None = None
        self._suggested_from = 0

    def meant(self, sheet: Sheet, position: int, header: str, text: str) -> str:
        """The member that `text` was said to stand for; "" when nobody said anything."""
        return sheet.meant(position, header, "members", text, self.members)

    def suggested(self, text: str) -> str:
        """The name of the member that `text` probably means."""
        if not self._suggestions or len(self.members) > self._suggested_from:
            self._suggestions, self._suggested_from = among_rows(self.members.values()), len(self.members)
        meant = self._suggestions.of(text)
        return self.members[meant]["name"] if meant else ""

    def member_of(self, plan: str) -> Row:
        return self.members[self._plans[plan]["member_id"]]

    def year_of(self, plan: str) -> str:
        """When the plan was submitted: the earliest year that the file gives, else what was known before."""
        return min(self._years[plan], default="") or self._plans[plan]["year_submitted"]

    def place_all(self, sheet: Sheet, positions: Iterable[int]) -> dict[int, str]:
        """Position → plan, without those where a finding says why it is not known."""
        placed = ((position, self._place(sheet, position)) for position in positions)
        known = {position: plan for position, plan in placed if plan}
        without = {plan for plan in self._first if not self.year_of(plan)}
        for plan in without:
            sentence = phrase("{plan} is new, and no row of it says in {header} when it was submitted.",
                              plan=plan, header=self.columns.year)  # fmt: skip
            sheet.note(self._first[plan], self.columns.year, "missing-value", sentence)
        self._added["action_plans"] = [row for row in self._added["action_plans"] if row["id"] not in without]
        return {position: plan for position, plan in known.items() if plan not in without}

    def _place(self, sheet: Sheet, position: int) -> str | None:
        member_id = self._find_member(self, sheet, position)
        return self._plan(sheet, position, member_id) if member_id else None

    def _plan(self, sheet: Sheet, position: int, member_id: str) -> str | None:
        number, year = (whole(sheet.cell(position, header)) for header in (self.columns.plan, self.columns.year))
        year = "" if is_missing(year) else year
        if not number or is_missing(number):
            sheet.empty(position, self.columns.plan)
            return None
        for header, text in ((self.columns.plan, number), (self.columns.year, year)):
            if text and not re.fullmatch("[0-9]{1,4}", text):
                sentence = phrase("{value} is not a whole number.", value=text)
                sheet.note(position, header, "not-an-integer", sentence, text)
                return None
        ogp_id = sheet.line(position, self._plan_id)
        plan = self._by_ogp_id.get(ogp_id, "")
        if not plan or self._plans[plan]["member_id"] != member_id:
            plan = f"{member_id}-{int(number)}"
        self._check_year(sheet, position, plan, year)
        if plan not in self._plans:
            row = {"id": plan, "member_id": member_id, "number": str(int(number)), "year_submitted": year}
            row["end_date"] = whole(sheet.known(position, self._end_year)) if self._end_year else ""
            row |= {"ogp_id": ogp_id, "ids_confidence": "high" if ogp_id else ""}
            self.add("action_plans", row, sheet, position)
            self._plans[plan] = row
        elif ogp_id:
            self._name(sheet, position, plan, ogp_id)
        return plan

    def _name(self, sheet: Sheet, position: int, plan: str, ogp_id: str) -> None:
        """OGP's id becomes that of a known plan without one; where it has another, that stays, and is said once."""
        row = self._plans[plan]
        known = row["ogp_id"]
        if not known:
            row["ogp_id"], row["ids_confidence"] = ogp_id, row.get("ids_confidence") or "high"
            self._named[plan] = {"row": sheet.rows[position], "file": "", **row}
        elif known != ogp_id and plan not in self._doubted:
            self._doubted.add(plan)
            sentence = phrase("{plan} is {known} here and {value} in the file; {known} stays.",
                              plan=plan, known=known, value=ogp_id)  # fmt: skip
            sheet.note(position, self._plan_id, "plan-id-differs", sentence, ogp_id)

    def _check_year(self, sheet: Sheet, position: int, plan: str, year: str) -> None:
        """One warning for each year after the first; a new plan counts from the earliest."""
        years = self._years.setdefault(plan, [])
        self._first.setdefault(plan, position)
        if not year or year in years:
            return
        if years:
            sentence = phrase(
                "{plan} was submitted in {first} by earlier rows, in {year} by this one; the earliest is used.",
                plan=plan, first=years[0], year=year,
            )  # fmt: skip
            sheet.note(position, self.columns.year, "plan-differs", sentence, year)
        years.append(year)

    def add(self, table: str, row: Row, sheet: Sheet, position: int) -> None:
        """Adds a member or a plan, with the spreadsheet row that names it first."""
        self._added[table].append({"row": sheet.rows[position], "file": "", **row})
        if table == "members":
            self.members[row["id"]] = row

    def tables(self, source: Source) -> list[Table]:
        """Members and plans with what was added, and the words they and the themes need."""
        for row in self._added["action_plans"]:
            row["year_submitted"] = self.year_of(row["id"])
        named = {"action_plans": self._named}
        grown = [
            _grown(self._vocabulary(name), rows, named.get(name, {}), source) for name, rows in self._added.items()
        ]
        return [*(self._vocabulary(name) for name in ("priorities", "policy_areas", "themes")), *grown]


def by_name(plans: Plans, sheet: Sheet, position: int) -> str | None:
    """The member that the name of a country means; a new one cannot be added, for the file says no region."""
    header = plans.columns.country
    name = sheet.cell(position, header)
    code = countries.code_of(name)
    code = code if code in plans.members else plans.meant(sheet, position, header, name)
    if code:
        return code
    if name:
        sentence = phrase("{name} is not a member the database knows; add it to the table members first.", name=name)
        sheet.note(position, header, "unknown-country", sentence, name, plans.suggested(name))
    else:
        sheet.empty(position, header)
    return None


def _by_id(table: Table) -> dict[str, Row]:
    return {row["id"]: row for row in rows_of(table)}


def _grown(table: Table, added: list[dict[str, Any]], named: dict[str, dict[str, Any]], source: Source) -> Table:
    """The known rows, which keep their origin, those that got an id, and the new ones; the table where none is."""
    if not added and not named:
        return table
    known = table.frame.assign(file=[file or str(table.source) for file in table.frame["file"]])
    columns = [*BOOKKEEPING, *field_names(table.name)]
    for position, plan in enumerate(known["id"]) if named else ():
        for name, value in named.get(plan, {}).items():
            known.at[known.index[position], name] = value
    new = pd.DataFrame(added, columns=columns, dtype=object).fillna("")
    return Table(table.name, pd.concat([known, new], ignore_index=True), Source(source.file, source.sheet))
