"""A column that takes single rows out: they go, whatever else the file holds, and no other row does."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa

from data_loader import schema
from tests.data_loader.conftest import Run


def written(folder: Path, name: str, *lines: str) -> Path:
    path = folder / f"{name}.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def ids(url: str, name: str, column: str = "id") -> list[str]:
    engine = sa.create_engine(url)
    with engine.connect() as connection:
        version = connection.scalar(schema.latest_version())
        batch = {row[0]: row[1] for row in connection.execute(schema.batches_of(version or 0))}[name]
        table = schema.DATA_TABLES[name]
        found = connection.scalars(sa.select(table.c[column]).where(table.c.batch == batch)).all()
    engine.dispose()
    return [*found]


ADD = ("--answer", "mode:roles=add")


@pytest.mark.parametrize("header", ["remove", "Remove row", "Supprimer la ligne", "ELIMINAR_LA_FILA"])
def test_a_row_that_is_said_to_go_goes_and_the_others_stay(run: Run, loaded: str, tmp_path: Path, header: str) -> None:
    before = ids(loaded, "roles")
    answer = run("load", written(tmp_path, "roles", f"id,{header}", "role-36,yes"), *ADD, allow_removals=False)
    assert answer.status == 0, answer.output
    assert ids(loaded, "roles") == [one for one in before if one != "role-36"]


def test_rows_are_added_changed_and_taken_out_by_one_file(run: Run, loaded: str, tmp_path: Path) -> None:
    before = ids(loaded, "roles")
    lines = ("id,title,holder,kind,constituency,remove", "role-36,,,,,x", "role-35,Changed,,,,no")
    answer = run("check", written(tmp_path, "roles", *lines), *ADD)
    assert [finding["code"] for finding in answer.findings if finding["severity"] == "error"] == ["missing-value"] * 3
    more = ("role-90,Lead,Ana,co_chair,government,",)
    answer = run("load", written(tmp_path, "roles", *lines[:2], *more), *ADD, allow_removals=False)
    assert answer.status == 0, answer.output
    [change] = answer.report["changes"]
    assert (change["new"], change["changed"], change["removed"]) == (1, 0, 1)
    assert {*ids(loaded, "roles")} == {*before} - {"role-36"} | {"role-90"}


def test_what_other_rows_refer_to_does_not_go(run: Run, loaded: str, tmp_path: Path) -> None:
    answer = run("check", written(tmp_path, "themes", "id,remove", "justice,yes"), "--answer", "mode:themes=add")
    assert "lost-reference" in answer.codes()


def test_more_than_a_tenth_goes_only_when_somebody_says_so(run: Run, loaded: str, tmp_path: Path) -> None:
    lines = [f"{one},yes" for one in ids(loaded, "roles")[:5]]
    answer = run("load", written(tmp_path, "roles", "id,remove", *lines), *ADD, allow_removals=False)
    assert [one["key"] for one in answer.report["questions"] if not one["answer"]] == ["removed:roles"]


def test_a_row_that_is_not_there_is_named_and_nothing_is_done(run: Run, loaded: str, tmp_path: Path) -> None:
    answer = run("load", written(tmp_path, "roles", "id,remove", "role-77,yes"), *ADD)
    [finding] = [one for one in answer.findings if one["code"] == "nothing-to-remove"]
    assert (finding["severity"], finding["row"]) == ("warning", 2)
    assert finding["sentence"] == "roles has no row role-77: there is nothing to remove."


def test_a_word_that_is_neither_yes_nor_no_is_an_error(run: Run, loaded: str, tmp_path: Path) -> None:
    answer = run("check", written(tmp_path, "roles", "id,remove", "role-36,perhaps"), *ADD)
    assert [(one["code"], one["value"]) for one in answer.findings if one["code"] == "not-a-flag"] == [
        ("not-a-flag", "perhaps")
    ]


def test_a_row_that_others_changed_since_is_asked(run: Run, loaded: str, tmp_path: Path) -> None:
    assert run("load", written(tmp_path, "roles", "id,title", "role-36,Of others"), *ADD).status == 0
    lines = ("id,remove,data_version", "role-36,yes,1")
    answer = run("load", written(tmp_path, "roles", *lines), *ADD, allow_removals=False)
    assert [one["key"] for one in answer.report["questions"] if not one["answer"]] == ["conflict:roles:role-36"]


def test_no_table_has_a_column_of_that_name() -> None:
    from data_loader import column_names, removals

    names = {column_names.key(name) for name in (removals.REMOVE, *removals.NAMES)}
    columns = {
        column_names.key(word)
        for table, declared in schema.DATA_TABLES.items()
        for word in (*(field.name for field in schema.fields(declared)), *column_names.words(table))
    }
    assert names & columns == set()
