"""Fixtures that both packages' tests share."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from typer.testing import CliRunner

from tests import postgresql
from tests.reference import copied

# The same examples in every run, and no example fails for being slow on a busy machine.
settings.register_profile("repeatable", derandomize=True, deadline=None, max_examples=60)
settings.load_profile("repeatable")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The many short tests last: no process then waits for the others' long ones."""
    items.sort(key=lambda item: item.path.parent.name == "dashboard")


def pytest_collection_finish() -> None:
    """What is there by now stays: no test's own collection of garbage walks over thousands of tests and modules."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """URL of a PostgreSQL server for this run of the tests."""
    binaries = postgresql.find_binaries()
    if binaries is None:
        pytest.skip("no PostgreSQL server is installed here (initdb and pg_ctl not found)")
    with postgresql.server(binaries) as url:
        yield url


@pytest.fixture
def postgresql_url(postgresql_server: str) -> str:
    """URL of an empty database of its own for one test."""
    import sqlalchemy as sa

    engine = sa.create_engine(postgresql_server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql("DROP SCHEMA public CASCADE")
        connection.exec_driver_sql("CREATE SCHEMA public")
    engine.dispose()
    return postgresql_server


@pytest.fixture
def own_database(tmp_path: Path, reference_url: str) -> str:
    """URL of a database of one's own with the data that ship with the product."""
    return copied(reference_url, tmp_path / "monitor.sqlite")


@pytest.fixture(scope="session")
def reference_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """URL of a SQLite database with the data that ship with the product, never to be written."""
    from data_loader.commands import app

    url = f"sqlite:///{tmp_path_factory.mktemp('reference') / 'monitor.sqlite'}"
    result = CliRunner().invoke(app, ["load", "--if-empty", "--database", url])
    assert result.exit_code == 0, result.output
    return url
