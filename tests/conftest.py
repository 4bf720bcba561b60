"""Fixtures that both packages' tests share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests import postgresql


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
