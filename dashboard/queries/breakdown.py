"""Commitments by completion in each group of a dimension: the tables under most charts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from dashboard.data.selection import Selection, select
from dashboard.data.snapshot import COMPLETION, LEVELS, Snapshot, cached
from dashboard.language.words import SMALL_N

Query = Callable[[Selection], pd.DataFrame]
Number = Callable[[Selection], int]
Counts = npt.NDArray[np.int64]

COLUMNS = (*COMPLETION, "commitments", "assessed")
"""The columns of counts in a table of completion."""
_SUBSTANTIAL = COMPLETION.index("substantial")


def tabulate(values: tuple[str, ...], counts: Counts, **more: npt.ArrayLike) -> pd.DataFrame:
    """Counts of shape (groups, states) as a table.

    Columns: `id`, one a completion state, `commitments`, `assessed` (those on the four-level scale) and
    `completion_rate` (0 to 1; NaN where nothing is assessed), then `more`.
    """
    # One DataFrame made once: every further operation of pandas would cost more than all the counting.
    columns = {
        "id": pd.Series(values, dtype=object),
        **{state: counts[:, code] for code, state in enumerate(COMPLETION)},
        "commitments": counts.sum(axis=1),
        "assessed": _assessed(counts),
        "completion_rate": _rates(counts),
        **more,
    }
    return pd.DataFrame(columns)


ALL = "all"
"""The id of a row of all members, which the others are compared with."""
WHOSE = ("region", "member", "plan")
"""The filters that say whose commitments are chosen: all members are those of none of them."""


@dataclass(frozen=True)
class By:
    """The query for one dimension: the groups chosen, where any is; those without a commitment are left out.

    `ranked` orders by completion rate, groups with too few assessed for a rate after the others.
    """

    dimension: str
    ranked: bool = False

    def __call__(self, selection: Selection) -> pd.DataFrame:
        counts = selection.count(self.dimension)
        return _rows(self._values(selection), counts, self._order(counts, self._chosen(selection)))

    def in_context(self, selection: Selection) -> pd.DataFrame:
        """The same with the groups that were not chosen, which `chosen` tells apart, and last the row of all (rule 12).

        They are counted under all the other filters; all members under those that do not say whose commitments.
        """
        counts, chosen = selection.count_around(self.dimension), self._chosen(selection)
        order = np.concatenate([self._order(counts, chosen), self._order(counts, ~chosen)])
        order = order if self.ranked else np.sort(order)
        everyone = replace(selection.filters, **dict.fromkeys((self.dimension, *WHOSE), ()))  # type: ignore[arg-type]
        totals = select(selection.snapshot, everyone).totals
        return tabulate(
            (*(self._values(selection)[group] for group in order), ALL),
            np.vstack([counts[order], totals]),
            chosen=np.append(chosen[order], False),
        )

    def _values(self, selection: Selection) -> tuple[str, ...]:
        return selection.dimension(self.dimension).values

    def _chosen(self, selection: Selection) -> npt.NDArray[np.bool_]:
        """Of each group, whether it is chosen; all are where none is."""
        values, wanted = self._values(selection), selection.filters.chosen().get(self.dimension, ())
        return np.array([not wanted or value in wanted for value in values], dtype=bool)

    def _order(self, counts: Counts, among: npt.NDArray[np.bool_]) -> npt.NDArray[np.intp]:
        shown = np.flatnonzero((counts.sum(axis=1) > 0) & among)
        return rank(counts, shown) if self.ranked else shown


def by_member(selection: Selection, **more: npt.NDArray[np.object_]) -> pd.DataFrame:
    """By member, ranked, with `more` columns given in the order of the members table.

    Members of the as-of day without a commitment stay, since nothing known is not nothing done (rule 6); who was none
    on that day stays with its commitments (rule 7).
    """
    members, filters = selection.snapshot.tables["members"], selection.filters
    counts = selection.count("member")
    shown = counts.sum(axis=1) > 0
    if not set(filters.chosen()) - {"region", "member"}:
        shown |= selection.membership.counted
    for column, chosen in (("region", filters.region), ("id", filters.member)):
        if chosen:
            shown &= np.array([value in chosen for value in members[column]])
    return _rows(tuple(members["id"]), counts, rank(counts, np.flatnonzero(shown)), **more)


def on_the_map(selection: Selection) -> pd.DataFrame:
    """The table by member, with what `located` gives after the rate."""
    return by_member(selection, **located(selection.snapshot))


@cached(1)
def located(snapshot: Snapshot) -> dict[str, npt.NDArray[np.object_]]:
    """`country` (ISO 3166-1 alpha-3), `pilot`, `latitude` and `longitude` (NaN where not known) of each member."""
    members = snapshot.tables["members"]
    degrees = {name: members[name].astype(float).to_numpy() for name in ("latitude", "longitude")}
    pilot = members["id"].isin(snapshot.pilots).to_numpy(dtype=object)
    return {"country": members["country"].to_numpy(dtype=object), "pilot": pilot} | degrees


def beside_region_and_all(selection: Selection) -> pd.DataFrame:
    """A member, its region and all, of the member's own level of government alone (rule 8).

    Three rows: the member's id, its region's id and ALL; no row when not exactly one member is chosen.
    """
    filters = selection.filters
    if len(filters.member) != 1:
        return tabulate((), np.zeros((0, len(selection.totals)), dtype=np.int64))
    member = filters.member[0]
    members = selection.snapshot.table("members")
    region, level = members.loc[member, ["region", "government_level"]]
    everyone = replace(filters, region=(), plan=(), member=tuple(members.index[members["government_level"] == level]))
    views = {member: filters, region: replace(everyone, region=(region,)), ALL: everyone}
    return tabulate(tuple(views), np.array([select(selection.snapshot, view).totals for view in views.values()]))


def rank(counts: Counts, shown: npt.NDArray[np.intp]) -> npt.NDArray[np.intp]:
    """The groups `shown` by completion rate; those with fewer than five assessed follow by number of commitments."""
    few = _assessed(counts)[shown] < SMALL_N
    rate = np.where(few, 0.0, _rates(counts)[shown])
    return shown[np.lexsort((-counts.sum(axis=1)[shown], -rate, few))]


def _rows(
    values: tuple[str, ...], counts: Counts, order: npt.NDArray[np.intp], **more: npt.NDArray[np.object_]
) -> pd.DataFrame:
    in_order = {name: column[order] for name, column in more.items()}
    return tabulate(tuple(values[group] for group in order), counts[order], **in_order)


def _assessed(counts: Counts) -> Counts:
    total: Counts = counts[:, :LEVELS].sum(axis=1)
    return total


def _rates(counts: Counts) -> npt.NDArray[np.float64]:
    completed, assessed = counts[:, _SUBSTANTIAL:LEVELS].sum(axis=1), _assessed(counts)
    rates: npt.NDArray[np.float64] = np.full(len(counts), np.nan)
    np.divide(completed, assessed, out=rates, where=assessed > 0)
    return rates
