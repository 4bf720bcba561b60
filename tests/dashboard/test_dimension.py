"""Counting: the one primitive under every query, beside the plainest way to count."""

from __future__ import annotations

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from dashboard.data.dimension import Dimension

VALUES = ("a", "b", "c")
GROUPS = ("x", "y")
GROUP_OF = {"a": "x", "b": "y", "c": "x"}
WIDTH = 3

commitments = st.lists(
    st.tuples(st.lists(st.sampled_from([*VALUES, "unknown"]), max_size=4), st.integers(0, WIDTH - 1), st.booleans()),
    max_size=12,
)
"""Of each commitment: its values, its state, and whether it is selected."""

Commitments = list[tuple[list[str], int, bool]]


def naive(found: Commitments, groups: tuple[str, ...], group_of: dict[str, str]) -> list[list[int]]:
    return [
        [
            sum(
                1
                for values, its, selected in found
                if selected and its == state and group in in_groups(values, group_of)
            )
            for state in range(WIDTH)
        ]
        for group in groups
    ]


def in_groups(values: list[str], group_of: dict[str, str]) -> set[str]:
    return {group_of[value] for value in values if value in group_of}


def arrays(found: Commitments) -> tuple[np.ndarray, np.ndarray]:
    mask = np.array([selected for _, _, selected in found], dtype=np.bool_)
    return mask, np.array([state for _, state, _ in found], dtype=np.int8)


def of_lists(found: Commitments) -> Dimension:
    column = pd.Series(["; ".join(values) or None for values, _, _ in found], dtype=object)
    return Dimension.of_lists(column, VALUES, "; ")


@given(commitments)
def test_lists_are_counted_once_in_each_of_their_values(found: Commitments) -> None:
    counted = of_lists(found).count(*arrays(found), WIDTH)
    assert counted.tolist() == naive(found, VALUES, {value: value for value in VALUES})


@given(commitments)
def test_grouped_lists_are_counted_once_in_each_group(found: Commitments) -> None:
    coarse = of_lists(found).grouped(GROUPS, np.array([GROUPS.index(GROUP_OF[value]) for value in VALUES]))
    assert coarse.count(*arrays(found), WIDTH).tolist() == naive(found, GROUPS, GROUP_OF)


@given(commitments)
def test_single_values_are_counted_and_unknown_ones_left_out(found: Commitments) -> None:
    single = [(values[:1], state, selected) for values, state, selected in found]
    codes = np.array([VALUES.index(v[0]) if v and v[0] in VALUES else -1 for v, _, _ in single], dtype=np.int16)
    counted = Dimension(VALUES, codes).count(*arrays(single), WIDTH)
    assert counted.tolist() == naive(single, VALUES, {value: value for value in VALUES})


@given(commitments, st.sets(st.sampled_from(VALUES)))
def test_a_choice_lets_through_what_has_any_of_its_values(found: Commitments, chosen: set[str]) -> None:
    mask = of_lists(found).mask(chosen)
    assert mask.tolist() == [bool(chosen & set(values)) for values, _, _ in found]
