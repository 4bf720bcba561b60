"""Commitments by completion in each group of a dimension: the tables under most charts."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from dashboard.data.selection import Selection, select
from dashboard.data.snapshot import COMPLETION, LEVELS, Snapshot, cached
from dashboard.language.words import SMALL_N

Query = Callable[[Selection], pd.DataFrame]
Number = Callable[[Selection], int]
Counts = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

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
class Grouping:
    """A query for one dimension: the groups chosen, where any is; those without a commitment are left out.

    `ranked` orders by the rate, groups with too few for one after the others.
    """

    dimension: str
    ranked: bool = False

    @property
    def around(self) -> tuple[str, ...]:
        """The filters of which what is not chosen stands beside."""
        return (self.dimension,)

    def __call__(self, selection: Selection) -> pd.DataFrame:
        counts = self.count(selection, selection.mask)
        order = self._order(counts, self._shown(selection, counts) & self._chosen(selection))
        return self.tabulate(self._named(selection, order), counts[order], **self._more(selection, order))

    def in_context(self, selection: Selection) -> pd.DataFrame:
        """The same with the groups that were not chosen, which `chosen` tells apart, and last the row of all (rule 12).

        They are counted under all the other filters; all members under those that do not say whose commitments.
        """
        counts, chosen = self.count(selection, selection.around(*self.around)), self._chosen(selection)
        shown = self._shown(selection, counts)
        chosen = shown & chosen
        beside = (shown | self._also_beside(selection)) & ~chosen
        order = np.concatenate([self._order(counts, chosen), self._order(counts, beside)])
        order = order if self.ranked else np.sort(order)
        return self.tabulate(
            (*self._named(selection, order), ALL),
            np.vstack([counts[order], self.totals(_everyone(selection, self.dimension))]),
            chosen=np.append(chosen[order], False),
            **{
                name: np.append(column, np.array([None], dtype=object))
                for name, column in self._more(selection, order).items()
            },
        )

    def count(self, selection: Selection, mask: Mask) -> Counts:
        """The commitments of `mask` by group and what was found of them."""
        return selection.dimension(self.dimension).count(mask, selection.findings.completion, len(COMPLETION))

    def totals(self, selection: Selection) -> npt.ArrayLike:
        """Those selected by what was found of them."""
        return selection.totals

    def tabulate(self, values: tuple[str, ...], counts: Counts, **more: npt.ArrayLike) -> pd.DataFrame:
        """The counts as a table."""
        return tabulate(values, counts, **more)

    def rank(self, counts: Counts, shown: npt.NDArray[np.intp]) -> npt.NDArray[np.intp]:
        """The groups `shown` by their rate."""
        return rank(counts, shown)

    def _named(self, selection: Selection, order: npt.NDArray[np.intp]) -> tuple[str, ...]:
        values = selection.dimension(self.dimension).values
        return tuple(values[group] for group in order)

    def _more(self, selection: Selection, order: npt.NDArray[np.intp]) -> dict[str, npt.NDArray[np.object_]]:  # noqa: ARG002
        """Further columns of the table."""
        return {}

    def _shown(self, selection: Selection, counts: Counts) -> Mask:  # noqa: ARG002
        """Of each group, whether there is anything to show."""
        shown: Mask = counts.sum(axis=1) > 0
        return shown

    def _also_beside(self, selection: Selection) -> Mask | bool:  # noqa: ARG002
        """The groups that stand beside also where there is nothing of them to show."""
        return False

    def _chosen(self, selection: Selection) -> Mask:
        """Of each group, whether it is chosen; all are where none is."""
        return _among(selection.dimension(self.dimension).values, selection.filters.chosen().get(self.dimension, ()))

    def _order(self, counts: Counts, among: Mask) -> npt.NDArray[np.intp]:
        shown = np.flatnonzero(among)
        return self.rank(counts, shown) if self.ranked else shown


class By(Grouping):
    """Completion by one dimension."""


def _among(values: Iterable[str], wanted: Collection[str]) -> Mask:
    return np.array([not wanted or value in wanted for value in values], dtype=bool)


def level_of(selection: Selection) -> str:
    """The level of government of the members chosen, where they have one in common; empty where none is chosen."""
    chosen = selection.filters.member
    levels = {selection.snapshot.table("members").at[member, "government_level"] for member in chosen}
    return str(levels.pop()) if len(levels) == 1 else ""


def of_level(selection: Selection, level: str) -> tuple[str, ...]:
    """The members of a level of government."""
    members = selection.snapshot.tables["members"]
    return tuple(members["id"][members["government_level"] == level])


def _everyone(selection: Selection, dimension: str) -> Selection:
    """All members, under the filters that say neither whose commitments nor which group.

    Members stand beside those of their own level of government alone (rule 8).
    """
    level, free = level_of(selection), dict.fromkeys((dimension, *WHOSE), ())
    members = of_level(selection, level) if level else ()
    everyone = selection.filters.changed(**free | {"member": members})
    return select(selection.snapshot, everyone)


@dataclass(frozen=True)
class ByMember(Grouping):
    """Completion by member, ranked; on a map with what `located` gives after the rate.

    Members of the as-of day without a commitment stay, since nothing known is not nothing done (rule 6); who was none
    on that day stays with its commitments (rule 7).
    """

    dimension: str = "member"
    ranked: bool = True
    on_a_map: bool = False

    @property
    def around(self) -> tuple[str, ...]:
        """On a map the members of other regions stand beside as well."""
        return ("region", "member") if self.on_a_map else ("member",)

    def _shown(self, selection: Selection, counts: Counts) -> Mask:
        shown = super()._shown(selection, counts)
        if not set(selection.filters.chosen()) - {"region", "member"}:
            shown = shown | selection.membership.counted
        return shown if self.on_a_map else shown & self._in_regions(selection)

    def _also_beside(self, selection: Selection) -> Mask | bool:
        """On a map, members of the day: what is not drawn there is no member."""
        return self.on_a_map and selection.membership.counted

    def _chosen(self, selection: Selection) -> Mask:
        return super()._chosen(selection) & self._in_regions(selection)

    def _in_regions(self, selection: Selection) -> Mask:
        return _among(selection.snapshot.tables["members"]["region"], selection.filters.region)

    def _more(self, selection: Selection, order: npt.NDArray[np.intp]) -> dict[str, npt.NDArray[np.object_]]:
        every = located(selection.snapshot) if self.on_a_map else {}
        return {name: column[order] for name, column in every.items()}


by_member = ByMember()
on_the_map = ByMember(on_a_map=True)


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
    region = selection.snapshot.table("members").loc[member, "region"]
    everyone = filters.changed(region=(), plan=(), member=of_level(selection, level_of(selection)))
    views = {member: filters, region: everyone.changed(region=(region,)), ALL: everyone}
    return tabulate(tuple(views), np.array([select(selection.snapshot, view).totals for view in views.values()]))


def rank(counts: Counts, shown: npt.NDArray[np.intp]) -> npt.NDArray[np.intp]:
    """The groups `shown` by completion rate; those with fewer than five assessed follow by number of commitments."""
    return by_rate(counts[:, _SUBSTANTIAL:LEVELS].sum(axis=1), _assessed(counts), counts.sum(axis=1), shown)


def by_rate(part: Counts, whole: Counts, commitments: Counts, shown: npt.NDArray[np.intp]) -> npt.NDArray[np.intp]:
    """The groups `shown` by `part` of `whole`; those with fewer than five follow by number of commitments."""
    few = whole[shown] < SMALL_N
    rate = np.where(few, 0.0, part[shown] / np.maximum(whole[shown], 1))
    return shown[np.lexsort((-commitments[shown], -rate, few))]


def _assessed(counts: Counts) -> Counts:
    total: Counts = counts[:, :LEVELS].sum(axis=1)
    return total


def _rates(counts: Counts) -> npt.NDArray[np.float64]:
    completed, assessed = counts[:, _SUBSTANTIAL:LEVELS].sum(axis=1), _assessed(counts)
    rates: npt.NDArray[np.float64] = np.full(len(counts), np.nan)
    np.divide(completed, assessed, out=rates, where=assessed > 0)
    return rates
