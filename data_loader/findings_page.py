"""The list of codes as a page of the manual, made from the one table that gives them."""

from __future__ import annotations

from collections.abc import Iterator

from data_loader.codes import CODES


def markdown() -> str:
    """The whole page."""
    return "\n".join(_page())


def _page() -> Iterator[str]:
    yield "# What each finding means\n"
    yield "Made by `python -m data_loader findings`; change `CODES` in `data_loader/report.py` and make it again.\n"
    yield "An *error* must be put right before the file can be loaded; a *warning* is worth a look and stops nothing.\n"
    yield "| code | severity | meaning |\n| --- | --- | --- |"
    yield from (f"| `{name}` | {code.severity} | {code.meaning} |" for name, code in CODES.items())
    yield ""
