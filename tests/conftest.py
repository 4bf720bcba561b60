"""Fixtures that both packages' tests share."""

from __future__ import annotations

import gc
import math
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


SLOW = {
    "dashboard/test_answers.py": 8,
    "dashboard/test_api.py": 20,
    "dashboard/test_api_agreement.py": 28,
    "dashboard/test_assistant.py": 18,
    "dashboard/test_caching.py": 8,
    "dashboard/test_data_guide.py": 10,
    "dashboard/test_desk.py": 25,
    "dashboard/test_editable.py": 8,
    "dashboard/test_examples.py": 8,
    "dashboard/test_faults.py": 14,
    "dashboard/test_first_html.py": 14,
    "dashboard/test_large_answers.py": 6,
    "dashboard/test_link_preview.py": 13,
    "dashboard/test_live.py": 7,
    "dashboard/test_load_page.py": 17,
    "dashboard/test_notes.py": 40,
    "dashboard/test_pages.py::TestAnyLink": 110,
    "dashboard/test_openapi.py": 25,
    "dashboard/test_people.py": 12,
    "dashboard/test_pages.py::test_the_document_says_its_language": 7,
    "dashboard/test_present.py": 6,
    "dashboard/test_presentation.py": 12,
    "dashboard/test_published.py": 12,
    "dashboard/test_queue.py": 12,
    "dashboard/test_reported.py": 12,
    "dashboard/test_review.py": 8,
    "dashboard/test_routes.py": 10,
    "dashboard/test_search.py": 14,
    "dashboard/test_send.py": 9,
    "dashboard/test_servers.py": 30,
    "dashboard/test_share.py": 7,
    "dashboard/test_signin.py": 13,
    "dashboard/test_versions.py": 15,
    "dashboard/test_workbook.py": 29,
    "data_loader/test_backups.py": 8,
    "data_loader/test_bad_files.py": 5,
    "data_loader/test_corpus.py": 59,
    "data_loader/test_durability.py": 15,
    "data_loader/test_editable.py": 45,
    "data_loader/test_export.py": 21,
    "data_loader/test_isolated.py": 12,
    "data_loader/test_killed_loads.py": 41,
    "data_loader/test_libreoffice.py": 20,
    "data_loader/test_limits.py": 5,
    "data_loader/test_reports.py": 20,
    "data_loader/test_notes.py": 6,
    "data_loader/test_reviews.py": 70,
    "test_docs.py::TestRecipes": 11,
    "test_proxy.py": 5,
}
"""Tests that `make quick` leaves out, with the seconds for which they keep a core busy."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--no-skips", action="store_true", help="fail where the reason of a skip is not an expected one")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The many short tests last: no process then waits for the others' long ones."""
    items.sort(key=lambda item: item.path.parent.name == "dashboard")
    slow = tuple(f"tests/{name}" for name in SLOW)
    for item in items:
        if item.nodeid.startswith(slow):
            item.add_marker("slow")
        if "postgresql" in item.name or "postgresql_server" in getattr(item, "fixturenames", ()):
            item.add_marker("postgresql")


def pytest_collection_finish() -> None:
    """What is there by now stays: no test's own collection of garbage walks over thousands of tests and modules."""
    gc.collect()
    gc.freeze()


def pytest_sessionfinish(session: pytest.Session) -> None:
    """With --no-skips, a skip is a failure unless its reason begins with "expected:" and says what no checkout has."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter and session.config.getoption("--no-skips"):
        for report in reporter.getreports("skipped"):
            if not report.longrepr[2].startswith("Skipped: expected:"):
                session.exitstatus = pytest.ExitCode.TESTS_FAILED
                reporter.ensure_newline()
                reporter.write_sep("!", f"{report.nodeid} may not be skipped where everything is there")


@pytest.fixture(autouse=True)
def reading_is_quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """However busy the machine is, a published version is read by whoever hears of it, unless a test says otherwise."""
    monkeypatch.setattr("dashboard.data.store._QUICK", math.inf)


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
