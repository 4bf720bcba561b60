"""What is derived from schema.py is current: migrations, dictionary, data package, list of codes."""

from __future__ import annotations

import json
import re
from pathlib import Path

import alembic.autogenerate
import alembic.runtime.migration
import pytest

from data_loader import findings_page, schema, store
from data_loader.checks import SENTENCES, TESTS
from data_loader.codes import CODES
from data_loader.dictionary import data_package, markdown
from data_loader.load import REFERENCE

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_migrations_lead_to_the_tables_of_the_schema(kind: str, request: pytest.FixtureRequest) -> None:
    url = request.getfixturevalue("database" if kind == "sqlite" else "postgresql_url")
    with store.writing(url) as connection:
        context = alembic.runtime.migration.MigrationContext.configure(connection, opts={"compare_type": True})
        assert alembic.autogenerate.compare_metadata(context, schema.metadata) == []


def test_migrating_again_changes_nothing(database: str) -> None:
    for _ in range(2):
        with store.writing(database) as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM alembic_version").scalar() == 1


def test_the_dictionary_in_the_manual_is_current() -> None:
    assert (ROOT / "docs" / "data-dictionary.md").read_text(encoding="utf-8") == markdown()


def test_the_descriptor_of_the_shipped_data_is_current() -> None:
    assert (REFERENCE / "datapackage.json").read_text(encoding="utf-8") == data_package(REFERENCE)


def test_the_descriptor_names_each_shipped_file_with_its_columns() -> None:
    for resource in json.loads(data_package(REFERENCE))["resources"]:
        header = (REFERENCE / resource["path"]).read_text(encoding="utf-8").split("\n")[0].strip().split(",")
        assert [field["name"] for field in resource["schema"]["fields"]] == header


def test_the_list_of_findings_in_the_manual_is_current() -> None:
    assert (ROOT / "docs" / "findings.md").read_text(encoding="utf-8") == findings_page.markdown()


def test_every_code_is_in_the_manual_with_its_severity_and_meaning() -> None:
    manual = (ROOT / "docs" / "findings.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| `([a-z-]+)` \| (error|warning) \| (.+) \|$", manual, re.MULTILINE)
    assert listed == [(name, code.severity, code.meaning) for name, code in CODES.items()]


def test_every_check_of_a_column_has_a_sentence_and_a_code() -> None:
    assert {code for tests in TESTS.values() for code in tests} | {"missing-value"} == SENTENCES.keys()
    assert SENTENCES.keys() <= CODES.keys()


def test_every_code_used_is_in_the_vocabulary() -> None:
    """Code literals stand as first word of a finding or of a verdict."""
    sources = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "data_loader").rglob("*.py"))
    for code in CODES:
        assert f'"{code}"' in sources or code.replace("-", "_") + "=" in sources
    used = set(re.findall(r'(?:Finding|Unreadable|\.finding|Read)\(\s*(?:"",\s*)?"([a-z]+(?:-[a-z]+)+)"', sources))
    assert used <= CODES.keys()


def test_each_table_refers_only_to_itself_and_those_before_it() -> None:
    names = list(schema.DATA_TABLES)
    for name, table in schema.DATA_TABLES.items():
        for field in schema.fields(table):
            assert not field.refers_to or names.index(field.refers_to) <= names.index(name)
