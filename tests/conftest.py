"""Fixtures that both packages' tests share."""

from __future__ import annotations

import gc
import math
import weakref
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import settings
from typer import Typer, testing
from typer.testing import CliRunner

from tests import postgresql, unsynced  # noqa: F401  the second does its work by being there
from tests.reference import copied

# The same examples in every run, and no example fails for being slow on a busy machine.
settings.register_profile("repeatable", derandomize=True, deadline=None, max_examples=60)
settings.load_profile("repeatable")


SLOW = {
    "browser/test_agenda.py": 20,
    "browser/test_brief.py": 17,
    "browser/test_decks.py": 30,
    "browser/test_desk.py": 6,
    "browser/test_documents.py": 48,
    "browser/test_embed.py": 21,
    "browser/test_every_page.py": 230,
    "browser/test_explore.py": 10,
    "browser/test_faults.py": 22,
    "browser/test_first_load.py": 18,
    "browser/test_journeys.py": 86,
    "browser/test_keyboard.py": 13,
    "browser/test_leadership.py": 17,
    "browser/test_length.py": 27,
    "browser/test_live.py": 45,
    "browser/test_load_page.py": 30,
    "browser/test_marks.py": 40,
    "browser/test_meetings.py": 10,
    "browser/test_paper.py": 50,
    "browser/test_people.py": 10,
    "browser/test_pilots.py": 12,
    "browser/test_present.py": 40,
    "browser/test_reporting.py": 25,
    "browser/test_search.py": 15,
    "browser/test_support_unit.py": 20,
    "browser/test_taking_away.py": 12,
    "browser/test_time.py": 10,
    "dashboard/test_answers.py": 8,
    "dashboard/test_api.py": 20,
    "dashboard/test_api_agreement.py": 28,
    "dashboard/test_assistant.py": 18,
    "dashboard/test_caching.py": 14,
    "dashboard/test_charts.py": 20,
    "dashboard/test_data_guide.py": 10,
    "dashboard/test_decks.py": 18,
    "dashboard/test_desk.py": 25,
    "dashboard/test_documents.py": 20,
    "dashboard/test_drafts.py": 38,
    "dashboard/test_editable.py": 9,
    "dashboard/test_edits.py": 20,
    "dashboard/test_embed.py": 9,
    "dashboard/test_evidence.py": 8,
    "dashboard/test_examples.py": 8,
    "dashboard/test_faults.py": 14,
    "dashboard/test_first_html.py": 40,
    "dashboard/test_large_answers.py": 6,
    "dashboard/test_leadership.py": 10,
    "dashboard/test_link_preview.py": 13,
    "dashboard/test_live.py": 7,
    "dashboard/test_load_page.py": 17,
    "dashboard/test_notes.py": 40,
    "dashboard/test_openapi.py": 25,
    "dashboard/test_pages.py::TestAnyLink": 30,
    "dashboard/test_people.py": 12,
    "dashboard/test_present.py": 6,
    "dashboard/test_presentation.py": 12,
    "dashboard/test_published.py": 12,
    "dashboard/test_queue.py": 12,
    "dashboard/test_reported.py": 12,
    "dashboard/test_review.py": 8,
    "dashboard/test_routes.py": 8,
    "dashboard/test_search.py": 14,
    "dashboard/test_send.py": 9,
    "dashboard/test_servers.py": 30,
    "dashboard/test_share.py": 7,
    "dashboard/test_signin.py": 13,
    "dashboard/test_today.py": 10,
    "dashboard/test_versions.py": 40,
    "dashboard/test_workbook.py": 55,
    "data_loader/test_backups.py": 8,
    "data_loader/test_bad_files.py": 7,
    "data_loader/test_changes.py": 10,
    "data_loader/test_corpus.py": 59,
    "data_loader/test_durability.py": 15,
    "data_loader/test_editable.py": 45,
    "data_loader/test_export.py": 21,
    "data_loader/test_isolated.py": 12,
    "data_loader/test_killed_loads.py": 41,
    "data_loader/test_libreoffice.py": 20,
    "data_loader/test_limits.py": 5,
    "data_loader/test_notes.py": 6,
    "data_loader/test_reports.py": 20,
    "data_loader/test_reviews.py": 60,
    "test_docs.py::TestRecipes": 11,
    "test_image.py": 40,
    "test_proxy.py": 5,
    "test_site.py::TestBlocks": 14,
    "test_site.py::TestBuilt": 36,
    "test_site.py::TestTerms::test_every_message": 6,
    "test_site.py::test_the_evening_of_an_operator": 20,
    "test_words.py": 8,
}
"""What `make quick` leaves out, with the seconds for which they keep a core busy, Chromium's among them."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--no-skips", action="store_true", help="fail where the reason of a skip is not an expected one")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The files that take longest first: no process then waits at the end for the long ones of the others."""
    slow = {f"tests/{name}": seconds for name, seconds in SLOW.items()}
    taken = Counter[str]()  # by file
    for name, seconds in slow.items():
        taken[name.partition("::")[0]] += seconds
    items.sort(key=lambda item: -taken[item.nodeid.partition("::")[0]])
    for item in items:
        if item.nodeid.startswith(tuple(slow)):
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


@sa.event.listens_for(sa.pool.Pool, "connect")
def close_with_the_pool(connection: Any, record: Any) -> None:
    """Tests forget engines, as processes that end do; from Python 3.13 on, SQLite warns of what nobody has closed."""
    if "sqlite3" in type(connection).__module__:
        weakref.finalize(record, connection.close)


@pytest.fixture(autouse=True)
def reading_is_quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """However busy the machine is, a published version is read by whoever hears of it, unless a test says otherwise."""
    monkeypatch.setattr("dashboard.data.store._QUICK", math.inf)


@pytest.fixture(scope="session", autouse=True)
def _commands_are_made_once() -> Iterator[None]:
    """CliRunner makes all commands of an application anew at each call, which takes as long as many a command."""
    make, made = testing._get_command, dict[tuple[Typer, int], Any]()

    def once(app: Typer) -> Any:
        key = app, len(app.registered_groups)  # to which groups are added once they are imported
        if key not in made:
            made[key] = make(app)
        return made[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(testing, "_get_command", once)
        yield


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
