"""One data version as typed arrays in memory."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import namedtuple
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property, lru_cache, partial, wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

import numpy as np
import numpy.typing as npt
import pandas as pd
import sqlalchemy as sa

from dashboard.data.change import CHANGES, WAS
from dashboard.data.dimension import Codes, Dimension
from dashboard.data.filters import DRAFT, as_day
from data_loader import schema

NEVER = np.iinfo(np.int32).max
"""The day of what has no date: after every as-of date."""

COMPLETION = (*schema.COMPLETION_SCALE, *schema.COMPLETION_STATES, *schema.COMPLETION_UNKNOWN)
"""Completion by code: the scale in its order, then the states beside it."""
LEVEL_NOT_PUBLISHED, NOT_ASSESSED = (COMPLETION.index(state) for state in schema.COMPLETION_UNKNOWN)
DUE = ("overdue", "overdue-unknown", "end-unknown", "soon")
"""What the promised end of a commitment may call for on the as-of day; the first three are the counts of late."""
RUNNING = ("yes", "unknown", "ended")
"""Whether the period of a commitment's plan goes on on the as-of day; unknown where its last day is."""
LEVELS = len(schema.COMPLETION_SCALE)
SELF_ASSESSMENT = "self_assessment"
"""The one of schema.ASSESSORS that is the member itself: never counted with the others (rule 5)."""
OPENNESS = schema.DID_IT_OPEN_GOVERNMENT
"""Whether a commitment opened government, by code."""

_COMMITMENT_COLUMNS = (
    *("row", "id", "member_id", "action_plan_id", "government_level", "themes"),
    *("start_date", "end_date", "potential_impact", "starred"),
)
_SMALL_TABLES = tuple(name for name in schema.DATA_TABLES if name not in {"commitments", "assessments"})


def items(text: str | None) -> list[str]:
    """The items of a column that holds a list."""
    return [item for item in (text or "").split(schema.LIST_SEPARATOR) if item]


@dataclass(frozen=True)
class Version:
    """A data version: its number and when (UTC) it was published; number 0 is the empty database."""

    number: int
    published_at: dt.datetime | None = None
    file: str = ""  # which file holds it, where the database is one
    away_since: dt.datetime | None = None  # of the newest in memory: since when nobody can look for a newer one
    draft: str = ""  # the id of a draft, which is no version yet: `number` is that of its base

    @property
    def address(self) -> str:
        """What names it in an address."""
        return f"{DRAFT}{self.draft}" if self.draft else str(self.number)

    @property
    def stored_as(self) -> int | str:
        """What names its rows in the database."""
        return self.draft or self.number


@dataclass(frozen=True)
class Assessments:
    """Findings, sorted so that of those up to a day the last one of a commitment is the one that counts (rule 4)."""

    commitment: Codes  # place of the commitment in the snapshot
    day: npt.NDArray[np.int32]  # last day the publication date may mean, as a proleptic ordinal
    first: npt.NDArray[np.int32]  # first day it may mean
    assessor: Codes  # into schema.ASSESSORS
    completion: Codes  # into COMPLETION; LEVEL_NOT_PUBLISHED where it gives none
    openness: Codes  # into OPENNESS; -1 unknown
    early_results: Codes  # into schema.EARLY_RESULTS; -1 unknown

    @property
    def independent(self) -> npt.NDArray[np.bool_]:
        """Which of them are not the member's own."""
        independent: npt.NDArray[np.bool_] = self.assessor != schema.ASSESSORS.index(SELF_ASSESSMENT)
        return independent


@dataclass(frozen=True, eq=False)
class Earlier:
    """What another version knew of the commitments of a snapshot, in its places."""

    version: Version
    assessments: Assessments
    begun: npt.NDArray[np.int32]  # NEVER where that version did not have the commitment
    gone: int  # its commitments that the snapshot no longer has


def aligned(ids: Sequence[str], other: Snapshot, other_ids: Sequence[str]) -> Earlier:
    """What `other` knew of the commitments of these ids."""
    place = pd.Index(ids, dtype=object).get_indexer(pd.Index(other_ids, dtype=object))
    begun = np.full(len(ids) + 1, NEVER, dtype=np.int32)  # the last place is that of what is not here
    begun[place] = other.begun
    every = other.assessments
    here = place[every.commitment] >= 0
    columns = {one.name: getattr(every, one.name)[here] for one in fields(every)}
    columns["commitment"] = place[columns["commitment"]].astype(np.int32)
    return Earlier(other.version, Assessments(**columns), begun[:-1], int((place < 0).sum()))


@dataclass(frozen=True, eq=False)
class Snapshot:
    """One version of the data. Commitments are places 0…n-1 in the order of their rows; days are ordinals."""

    version: Version
    batches: Mapping[str, int]
    checksums: Mapping[str, str]
    tables: Mapping[str, pd.DataFrame]  # the small tables, cells as the database gives them
    rows: npt.NDArray[np.int32]  # the row of each commitment in its batch
    dimensions: Mapping[str, Dimension]  # by filter name
    begun: npt.NDArray[np.int32]  # day from which a commitment counts: its plan's start, else its year
    may_have_begun: npt.NDArray[np.int32]  # the first day that this may mean
    start: npt.NDArray[np.int32]  # last day its own start may mean; NEVER when not known
    due: npt.NDArray[np.int32]  # last day its promised end may mean; NEVER when not known
    assessments: Assessments
    ends: npt.NDArray[np.int32]  # last day the end of its plan may mean; NEVER when not known
    followed: npt.NDArray[np.int32]  # day from which the next plan of its member counts; NEVER without one
    known_until: dt.date  # the last day on which anything here was published by others than members

    @cached_property
    def earlier(self) -> dict[str, Earlier]:
        """What other versions knew of these commitments, by the number of the version: those asked for last."""
        return {}

    @cached_property
    def worked_out(self) -> dict[object, Callable[..., Any]]:
        """What was worked out from this version, by function: see `cached`."""
        return {}

    def contents_but(self, names: Collection[str]) -> tuple[object, ...]:
        """What the rows of all tables but some, and the latest day, are known by: versions with the same share it."""
        others = (name for name in schema.DATA_TABLES if name not in names)
        return self.known_until, *((name, self.batches.get(name), self.checksums.get(name)) for name in others)

    def has(self, name: str, batch: int | None, checksum: str | None) -> bool:
        """Whether the rows of a table are those of a batch; without one, there are none."""
        return self.batches.get(name) == batch and self.checksums.get(name) == checksum

    def key_but(self, names: Collection[str]) -> str:
        """The same in a few letters."""
        return hashlib.blake2b(repr(self.contents_but(names)).encode(), digest_size=6).hexdigest()

    @property
    def empty(self) -> bool:
        """Nothing was ever loaded."""
        return self.version.number == 0

    @cached_property
    def choices(self) -> dict[str, tuple[str, ...]]:
        """The values every filter may take, in the order lists show them."""
        fixed = {
            "completion": COMPLETION,
            "assessor": schema.ASSESSORS,
            "due": DUE,
            "running": RUNNING,
            "was": WAS,
            "change": CHANGES,
            "constituency": schema.CONSTITUENCIES,
            "pilot": self.pilots,
            "peer": self.pilots,
            "mine": (*self.dimensions["member"].values, *self.dimensions["region"].values),
        }
        return {name: dimension.values for name, dimension in self.dimensions.items()} | fixed

    @cached_property
    def pilots(self) -> tuple[str, ...]:
        """The subnational members, whatever they are called and became of their country's membership (rule 7)."""
        members = self.tables["members"]
        return tuple(members.loc[members["government_level"] != "national", "id"])

    @cached_property
    def _by_id(self) -> dict[str, pd.DataFrame]:
        return {name: frame.set_index("id", drop=False) for name, frame in self.tables.items() if "id" in frame}

    def rows_of(self, name: str) -> list[Any]:
        """The rows of a small table as named tuples, which nobody changes."""
        if name not in self._rows:
            self._rows[name] = plain_rows(self.tables[name])
        return self._rows[name]

    @cached_property
    def _rows(self) -> dict[str, list[Any]]:
        return {}

    def table(self, name: str) -> pd.DataFrame:
        """A small table with its `id` column as the index too."""
        return self._by_id[name]


P = ParamSpec("P")
T = TypeVar("T")
_OfSnapshot = Callable[Concatenate[Snapshot, P], T]


def cached(most: int) -> Callable[[_OfSnapshot[P, T]], _OfSnapshot[P, T]]:
    """An `lru_cache` for functions of a snapshot: their last `most` answers are let go with it, and never hold it."""

    def keeping(work_out: _OfSnapshot[P, T]) -> _OfSnapshot[P, T]:
        @wraps(work_out)
        def answer(snapshot: Snapshot, *rest: Hashable) -> T:
            answers = snapshot.worked_out.get(work_out)
            if answers is None:
                own = lru_cache(most)(partial(work_out, snapshot))
                answers = snapshot.worked_out.setdefault(work_out, own)  # of two threads, the first one's
            return answers(*rest)  # type: ignore[no-any-return]

        return answer  # type: ignore[return-value]

    return keeping


def plain_rows(table: pd.DataFrame) -> list[Any]:
    """The rows of a table as `itertuples` gives them, which makes a class and looks for each column anew for that."""
    cells = zip(table.index, *(table[name].tolist() for name in table), strict=True)
    return [*map(_row(("Index", *table.columns))._make, cells)]


@lru_cache(256)
def _row(names: tuple[str, ...]) -> Any:
    return namedtuple("Row", names, rename=True)


def day_of(text: str | None) -> int:
    """The last day a date at known precision may mean, as an ordinal; NEVER when there is none."""
    day = as_day(text or "")
    return dt.date.fromisoformat(day).toordinal() if day else NEVER


def begins(plan: Any) -> int:
    """The day, as an ordinal, from which an action plan counts: its first, else the last of its year of submission."""
    return day_of(plan.start_date or str(plan.year_submitted))


def may_begin(plan: Any) -> int:
    """The first day that this may mean."""
    return first_day_of(plan.start_date or str(plan.year_submitted))


def first_day_of(text: str | None) -> int:
    """The first day a date at known precision may mean, as an ordinal; NEVER when there is none."""
    first = (text or "") + "0000-01-01"[len(text or "") :]
    return dt.date.fromisoformat(first).toordinal() if as_day(text or "") else NEVER


def _days(column: pd.Series, of: Callable[[str | None], int] = day_of) -> npt.NDArray[np.int32]:
    codes, uniques = pd.factorize(column.to_numpy(dtype=object))
    days: npt.NDArray[np.int32] = np.array([of(text) for text in uniques] + [NEVER], dtype=np.int32)[codes]
    return days


def _codes(column: pd.Series, values: tuple[str, ...]) -> Codes:
    codes: Codes = pd.Index(values, dtype=object).get_indexer(column.to_numpy(dtype=object))
    return codes.astype(np.min_scalar_type(-1 - len(values)))  # the smaller, the faster to go through


def _table(connection: sa.Connection | None, batch: int, name: str, *columns: str) -> pd.DataFrame:
    """The rows of a table, in the order of the spreadsheet; none without a connection."""
    table = schema.DATA_TABLES[name]
    wanted = [table.c[column] for column in columns or (field.name for field in schema.fields(table))]
    query = sa.select(*wanted).where(table.c.batch == batch).order_by(table.c.row)
    rows = connection.execute(query).fetchall() if connection else []
    # object: so that what is not known stays None and is never a NaN that reads like a number
    return pd.DataFrame(rows, columns=[column.name for column in wanted], dtype=object)


def _dimensions(commitments: pd.DataFrame, tables: Mapping[str, pd.DataFrame]) -> dict[str, Dimension]:
    members, plans, themes = tables["members"], tables["action_plans"], tables["themes"]

    def coded(column: str, values: Iterable[str]) -> Dimension:
        values = tuple(values)
        return Dimension(values, _codes(commitments[column], values))

    member, plan = coded("member_id", members["id"]), coded("action_plan_id", plans["id"])
    region_of_member = np.append(_codes(members["region"], schema.REGIONS), np.int8(-1))
    years = tuple(str(year) for year in sorted(set(plans["year_submitted"])))
    year_of_plan = np.append(_codes(plans["year_submitted"].astype(str), years), np.int8(-1))
    theme = Dimension.of_lists(commitments["themes"], tuple(themes["id"]), schema.LIST_SEPARATOR)
    priorities = tuple(tables["priorities"].sort_values("sort")["id"]) if len(tables["priorities"]) else ()
    return {
        "region": Dimension(schema.REGIONS, region_of_member[member.codes]),
        "priority": theme.grouped(priorities, _codes(themes["priority_id"], priorities)),
        "theme": theme,
        "level": coded("government_level", schema.COMMITMENT_LEVELS),
        "year": Dimension(years, year_of_plan[plan.codes]),
        "member": member,
        "plan": plan,
        "starred": Dimension(("1", "0"), _codes(commitments["starred"].map({True: "1", False: "0"}), ("1", "0"))),
        "impact": coded("potential_impact", schema.POTENTIAL_IMPACT),
    }


def _ends(plan: Dimension, plans: pd.DataFrame) -> npt.NDArray[np.int32]:
    return np.append(_days(plans["end_date"]), np.int32(NEVER))[plan.codes]


def _followed(plan: Dimension, plans: pd.DataFrame) -> npt.NDArray[np.int32]:
    """When the next plan of the same member counts."""
    begun = np.array([begins(one) for one in plans.itertuples()], dtype=np.int64)
    members = plans["member_id"].to_numpy(dtype=object)
    later = [
        min(begun[(members == who) & (begun > day)], default=NEVER) for who, day in zip(members, begun, strict=True)
    ]
    return np.array([*later, NEVER], dtype=np.int32)[plan.codes]


def _begun(plan: Dimension, plans: pd.DataFrame, day: Callable[[Any], int] = begins) -> npt.NDArray[np.int32]:
    return np.array([*map(day, plans.itertuples()), NEVER], dtype=np.int32)[plan.codes]


def _self_reported(reports: pd.DataFrame) -> pd.DataFrame:
    """The reports of members on whole commitments that a review accepted, as self-assessments of the day reported."""
    accepted = reports[reports["accepted"].eq(True) & reports["reviewed_on"].notna() & reports["milestone_id"].isna()]  # noqa: FBT003
    return pd.DataFrame(
        {
            "commitment_id": accepted["commitment_id"],
            "assessor": SELF_ASSESSMENT,
            "published": accepted["reported_on"],
            "completion": accepted["status"],
        },
        dtype=object,
    )


def _assessments(table: pd.DataFrame, reports: pd.DataFrame, commitment_ids: pd.Series) -> Assessments:
    if len(own := _self_reported(reports)):
        table = pd.concat([table, own], ignore_index=True).astype(object).where(lambda cells: cells.notna(), None)
    place = pd.Index(commitment_ids.to_numpy(dtype=object)).get_indexer(table["commitment_id"].to_numpy(dtype=object))
    day, first = _days(table["published"]), _days(table["published"], first_day_of)
    assessor = _codes(table["assessor"], schema.ASSESSORS)
    completion = _codes(table["completion"], COMPLETION)
    completion[completion < 0] = LEVEL_NOT_PUBLISHED
    openness = _codes(table["did_it_open_government"], OPENNESS)
    early = _codes(table["early_results"], schema.EARLY_RESULTS)
    order = np.lexsort((assessor, day, place))
    order = order[place[order] >= 0]
    of_each = (column[order] for column in (day, first, assessor, completion, openness, early))
    return Assessments(place[order].astype(np.int32), *of_each)


def _known_until(assessments: Assessments, updates: pd.DataFrame, begun: npt.NDArray[np.int32]) -> dt.date:
    """The default as-of date: what counts in no figure does not move it.

    That is what members report themselves, published totals, standings, events and documents.
    """
    published = np.concatenate([assessments.day[assessments.independent], _days(updates["date"])])
    for days in (published, begun):  # nothing published yet: the day the last plan began
        if len(known := days[days != NEVER]):
            return dt.date.fromordinal(int(known.max()))
    return dt.date.max


def read_snapshot(connection: sa.Connection | None, version: Version, before: Snapshot | None = None) -> Snapshot:
    """Read one version; without a connection, the snapshot of an empty database.

    What comes from tables that `before` has as well is taken from there: most versions bring one table anew.
    """
    batches: dict[str, int] = dict(
        connection.execute(schema.batches_of(version.stored_as)).fetchall() if connection else []
    )
    sums: dict[str, str] = dict(
        connection.execute(schema.checksums_of(version.stored_as)).fetchall() if connection else []
    )

    def read(name: str, *columns: str) -> pd.DataFrame:
        return _table(connection, batches.get(name, 0), name, *columns)

    known = before if before and not before.empty and before.version.file == version.file else None
    same = {name for name in schema.DATA_TABLES if known and known.has(name, batches.get(name), sums.get(name))}
    tables = {name: known.tables[name] if known and name in same else read(name) for name in _SMALL_TABLES}
    if known and same >= _PLACED_BY:
        ids, placed = None, {name: getattr(known, name) for name in _PLACED}
    else:
        commitments = read("commitments", *_COMMITMENT_COLUMNS)
        ids, placed = commitments["id"], _placed(commitments, tables)
    if known and same >= {"commitments", "assessments", "progress_reports"}:
        assessments = known.assessments
    else:
        ids = read("commitments", "id")["id"] if ids is None else ids
        assessments = _assessments(read("assessments"), tables["progress_reports"], ids)
    return Snapshot(
        version=version,
        batches=batches,
        checksums=sums,
        tables=tables,
        assessments=assessments,
        known_until=_known_until(assessments, tables["agenda_updates"], placed["begun"]),
        **placed,
    )


_PLACED_BY = {"commitments", "members", "action_plans", "themes", "priorities"}
_PLACED = ("rows", "dimensions", "begun", "may_have_begun", "start", "due", "ends", "followed")
"""What hangs on the places of commitments, and the tables that decide it."""


def _placed(commitments: pd.DataFrame, tables: Mapping[str, pd.DataFrame]) -> dict[str, Any]:
    dimensions = _dimensions(commitments, tables)
    return {
        "rows": commitments["row"].to_numpy(dtype=np.int32),
        "dimensions": dimensions,
        "begun": _begun(dimensions["plan"], tables["action_plans"]),
        "may_have_begun": _begun(dimensions["plan"], tables["action_plans"], may_begin),
        "start": _days(commitments["start_date"]),
        "due": _days(commitments["end_date"]),
        "ends": _ends(dimensions["plan"], tables["action_plans"]),
        "followed": _followed(dimensions["plan"], tables["action_plans"]),
    }
