"""Has sdist and wheel hold what stands beside the packages: assets/, what is built of it, the rules of the numbers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_PLACES = {"sdist": "", "wheel": "dashboard/"}
"""Where it goes: as it stands, or within the package that serves it."""


class FrontEnd(BuildHookInterface):  # type: ignore[type-arg]
    """The hook that pyproject.toml names."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the front end; RuntimeError where it is not built. An editable install reads it where it stands."""
        if version == "editable":
            return
        root = Path(self.root)
        place = _PLACES[self.target_name]
        for path in [*files(root / "assets"), root / "docs" / "method.md"]:
            build_data["force_include"][str(path)] = f"{place}{path.relative_to(root).as_posix()}"


def files(assets: Path) -> Iterator[Path]:
    """Our own files and those of the last build: what earlier ones left beside them ships with no release."""
    vendor = assets / "vendor"
    try:
        built = json.loads((vendor / "manifest.json").read_text("utf-8")).values()
    except FileNotFoundError:
        raise RuntimeError("What the browser loads is missing: run `make assets` first.") from None
    current = ("manifest.json", *built)
    for path in sorted(assets.rglob("*")):
        is_ours = vendor not in path.parents or path.relative_to(vendor).as_posix().startswith(current)
        if path.is_file() and is_ours and not path.name.startswith("."):
            yield path
