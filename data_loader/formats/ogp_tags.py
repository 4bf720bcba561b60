"""The tags of OGP's present database: every column of yes and no among them, also those that are new to us."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from data_loader.clean import one_line
from data_loader.formats import Vocabulary
from data_loader.formats.ogp_sheet import Columns, flag
from data_loader.headers import Known, nearest
from data_loader.phrases import phrase
from data_loader.report import Finding
from data_loader.spreadsheet import Grid
from data_loader.tables import Source


def listed_tags(vocabulary: Vocabulary, columns: Columns) -> dict[str, str]:
    """The tags of an export that keeps them → theme: those it is known for, and those of the table `tags`."""
    if not columns.keeps_tags:
        return {}
    table = vocabulary("tags").frame
    others = columns.used | columns.ignored
    listed = {name: theme for name, theme in zip(table["name"], table["theme_id"], strict=True) if name not in others}
    return dict.fromkeys(columns.tags, "") | listed


def new_tags(grid: Grid, header_row: int, columns: Columns, listed: Collection[str]) -> dict[str, int]:
    """Header → column, from 0, of tags that are not known: between known ones, and nothing but yes and no below.

    What is like a known tag that lacks is left to be asked: it is probably the same in other words.
    """
    if not columns.keeps_tags:
        return {}
    header = [one_line(name) for name in grid.rows[header_row]]
    tags = Known(listed)
    known = Known(columns.used | columns.ignored | {*listed})
    places = [column for column, name in enumerate(header) if tags.of(name)]
    lacking = columns.tags - tags.among(header)
    return {
        name: column
        for column, name in enumerate(header)
        if places and places[0] < column < places[-1] and name and not known.of(name)
        if header.count(name) == 1 and not nearest(name, lacking) and _is_of_flags(grid, header_row, column)
    }


def _is_of_flags(grid: Grid, header_row: int, column: int) -> bool:
    read = {flag(one_line(row[column])) for row in grid.rows[header_row + 1 :] if len(row) > column}
    return None not in read and bool(read & {"0", "1"})


def say_new(source: Source, header_row: int, tags: dict[str, int]) -> Iterator[Finding]:
    """A finding for each of them."""
    for tag, column in tags.items():
        sentence = phrase("The tag {header} is new: it is kept with its commitments, and counts under no theme.",
                          header=tag)  # fmt: skip
        yield source.finding("new-tag", sentence, row=header_row + 1, field=tag, value=tag, at=column)
