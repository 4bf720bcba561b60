"""What somebody typed into a form that became a load: for the form to show again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Typed:
    """The form that a load comes from: its address below the root, and what was typed, by the names of its fields."""

    path: str
    values: Mapping[str, str] = field(default_factory=dict)
