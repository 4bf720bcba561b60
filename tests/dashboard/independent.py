"""The same numbers by SQL on the tables as they are, written from the rules and not from the code under test."""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa

SCALE = ("not_started", "limited", "substantial", "complete")
STATES = (*SCALE, "unclear", "withdrawn", "level_not_published", "not_assessed")
_RANK = "CASE assessor WHEN 'irm_end_of_term' THEN 3 WHEN 'irm_progress_report' THEN 2 ELSE 1 END"

Chosen = Mapping[str, str]
"""Filters as a link has them: name -> values, comma between."""


def _last_day(column: str) -> str:
    month = f"date({column} || '-01', '+1 month', '-1 day')"
    return f"CASE length({column}) WHEN 4 THEN {column} || '-12-31' WHEN 7 THEN {month} ELSE {column} END"


def _any_of(text: str) -> str:
    return "(" + ", ".join(f"'{value}'" for value in text.split(",")) + ")"


def _carries(values: str) -> str:
    """The commitment has a theme of the list."""
    return f"k.id IN (SELECT id FROM carried WHERE {values})"


CONDITIONS = {
    "region": "k.region IN {}",
    "priority": _carries("priority_id IN {}"),
    "theme": _carries("theme IN {}"),
    "level": "k.government_level IN {}",
    "year": "CAST(k.year_submitted AS TEXT) IN {}",
    "member": "k.member_id IN {}",
    "plan": "k.action_plan_id IN {}",
    "completion": "k.state IN {}",
    "starred": "CAST(k.starred AS TEXT) IN {}",
    "impact": "k.potential_impact IN {}",
}
GROUPS = {
    "region": "k.region",
    "level": "k.government_level",
    "year": "CAST(k.year_submitted AS TEXT)",
    "member": "k.member_id",
    "plan": "k.action_plan_id",
    "completion": "k.state",
    "starred": "CAST(k.starred AS TEXT)",
    "impact": "k.potential_impact",
    "theme": "carried.theme",
    "priority": "carried.priority_id",
}


def _known(chosen: Chosen) -> str:
    """Common table expressions: `known`, a row a commitment that had begun; `carried`, a row a theme of one."""
    own = "" if chosen.get("assessor") == "self_assessment" else "AND assessor <> 'self_assessment'"
    assessors = f"AND assessor IN {_any_of(chosen['assessor'])} {own}" if "assessor" in chosen else own
    return f"""
    WITH found AS (
      SELECT * FROM assessments WHERE {_last_day("published")} <= :asof {assessors}),
    graded AS (
      SELECT commitment_id, completion, row_number() OVER (
        PARTITION BY commitment_id ORDER BY {_last_day("published")} DESC, {_RANK} DESC) AS place
      FROM found WHERE completion IS NOT NULL),
    known AS (
      SELECT c.*, m.region, p.year_submitted, CASE
          WHEN g.completion IS NOT NULL THEN g.completion
          WHEN c.id IN (SELECT commitment_id FROM found) THEN 'level_not_published' ELSE 'not_assessed' END AS state,
        {_last_day("c.end_date")} AS due
      FROM commitments c JOIN members m ON m.id = c.member_id JOIN action_plans p ON p.id = c.action_plan_id
      LEFT JOIN graded g ON g.commitment_id = c.id AND g.place = 1
      WHERE coalesce({_last_day("p.start_date")}, p.year_submitted || '-12-31') <= :asof),
    carried AS (
      SELECT c.id, t.id AS theme, t.priority_id FROM commitments c
      JOIN themes t ON instr('; ' || c.themes || '; ', '; ' || t.id || '; '))"""


def _where(chosen: Chosen, without: str = "") -> str:
    parts = [
        CONDITIONS[name].format(_any_of(text))
        for name, text in chosen.items()
        if name in CONDITIONS and name != without
    ]
    return " AND ".join(parts) or "1"


class Numbers:
    """Asks one SQLite database that holds one version."""

    def __init__(self, url: str) -> None:
        self._engine = sa.create_engine(url)

    def rows(self, statement: str, chosen: Chosen) -> list[tuple]:
        asof = chosen.get("asof", "2018-12-31")
        with self._engine.connect() as connection:
            return [tuple(row) for row in connection.execute(sa.text(_known(chosen) + statement), {"asof": asof})]

    def totals(self, chosen: Chosen) -> tuple[int, int, int]:
        """Commitments, assessed on the scale, substantial or complete."""
        scale, done = _any_of("not_started,limited,substantial,complete"), _any_of("substantial,complete")
        statement = f"""SELECT count(*), coalesce(sum(k.state IN {scale}), 0), coalesce(sum(k.state IN {done}), 0)
            FROM known k WHERE {_where(chosen)}"""
        [(commitments, assessed, completed)] = self.rows(statement, chosen)
        return commitments, assessed, completed

    def overdue(self, chosen: Chosen) -> int:
        """Past the last day of their end, on the scale and not complete."""
        statement = f"""SELECT count(*) FROM known k WHERE {_where(chosen)} AND k.due < :asof
            AND k.state IN ('not_started', 'limited', 'substantial')"""
        return int(self.rows(statement, chosen)[0][0])

    def late(self, chosen: Chosen) -> tuple[int, int, int]:
        """The three counts of late: known to be, past the end with the result not known, the end not known."""
        statement = f"""SELECT coalesce(sum(k.due < :asof AND k.state IN ('not_started', 'limited', 'substantial')), 0),
            coalesce(sum(k.due < :asof AND k.state IN ('unclear', 'level_not_published', 'not_assessed')), 0),
            coalesce(sum(k.due IS NULL), 0) FROM known k WHERE {_where(chosen)}"""
        [(overdue, unknown, without_end)] = self.rows(statement, chosen)
        return overdue, unknown, without_end

    def breakdown(self, dimension: str, chosen: Chosen) -> dict[str, dict[str, int]]:
        """Commitments by group and state, where there are any."""
        found: dict[str, dict[str, int]] = {}
        for group, state, count in self.rows(self._grouped(dimension, ", k.state", _where(chosen)), chosen):
            found.setdefault(group, {})[state] = count
        return found

    def facet(self, dimension: str, chosen: Chosen) -> dict[str, int]:
        """Commitments by group under the other filters."""
        return dict(self.rows(self._grouped(dimension, "", _where(chosen, without=dimension)), chosen))

    def _grouped(self, dimension: str, also: str, where: str) -> str:
        group = GROUPS[dimension]
        source = "known k JOIN carried ON carried.id = k.id" if group.startswith("carried") else "known k"
        return f"""SELECT {group}{also}, count(DISTINCT k.id) FROM {source}
            WHERE {where} AND {group} IS NOT NULL GROUP BY {group}{also}"""
