"""Any kept version can be looked at, is said to be old, and goes without harm when its rows are let go."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import weakref
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from frictionless import Package
from typer.testing import CliRunner

from dashboard.app import create_app
from dashboard.blocks import Fold
from dashboard.data.backends import RowsGoneError
from dashboard.data.filters import Dropped
from dashboard.data.selection import select
from dashboard.data.snapshot import Snapshot, cached
from dashboard.data.store import SnapshotStore
from dashboard.settings import Settings
from dashboard.view.view import Views
from dashboard.web.files import chart_numbers, search_results
from dashboard.web.frame import whole
from dashboard.web.pages import PAGES, Page, blocks_of, resolve
from data_loader import schema, versions
from data_loader.commands import app as loader
from tests import reference
from tests.dashboard import blocks, databases, hand, hostile, trees
from tests.dashboard.calling import follow, page
from tests.dashboard.conftest import make_client, make_views

ITEMS = {"commitment": "f1", "member": "FRA"}


def publish(engine: sa.Engine, version: int) -> None:
    """A version of the hand-made data in which only as many commitments are left as its number says."""
    commitments = hand.TABLES["commitments"][:version]
    databases.write(engine, hand.TABLES | {"commitments": commitments}, version=version)


def let_go(engine: sa.Engine, *, but: int) -> None:
    """Lets go of the rows of all versions but the newest few."""
    with engine.begin() as connection:
        versions.drop_beyond(connection, but)


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> str:
    """URL of a database with versions 1, 2 and 3, of one, two and three commitments, never to be written."""
    engine = sa.create_engine(f"sqlite:///{tmp_path_factory.mktemp('three') / 'monitor.sqlite'}")
    for version in (1, 2, 3):
        publish(engine, version)
    engine.dispose()
    return engine.url.render_as_string()


@pytest.fixture
def engine(tmp_path: Path, three: str) -> sa.Engine:
    """A database of one's own with the three versions."""
    return sa.create_engine(reference.copied(three, tmp_path / "monitor.sqlite"))


@pytest.fixture
def views(engine: sa.Engine) -> Views:
    return make_views(str(engine.url))


@pytest.fixture
def client(engine: sa.Engine) -> FlaskClient:
    return make_client(str(engine.url))


def built(views: Views, path: str, query: str = "") -> Any:
    page, view = resolve(views, path, query)
    return whole(page, view, blocks_of(page, view))


def told(tree: Any, name: str) -> list[str]:
    return [trees.text(part) for part in trees.classed(tree, name)]


class TestAsked:
    @pytest.mark.parametrize(("version", "commitments"), [("", 3), ("1", 1), ("2", 2), ("3", 3)])
    def test_a_view_holds_the_rows_of_its_version(self, views: Views, version: str, commitments: int) -> None:
        assert len(views.of(f"?version={version}").snapshot.rows) == commitments

    def test_filters_are_read_as_that_version_knows_them(self, engine: sa.Engine) -> None:
        fewer = {"members": hand.TABLES["members"][:1], "commitments": []}
        databases.write(engine, hand.TABLES | fewer, version=4)
        view = make_views(str(engine.url)).of("?member=KEN&version=3")
        assert (view.chosen.member, view.dropped) == (("KEN",), [])

    @pytest.mark.parametrize("query", ["?version=4", "?version=999999999"])
    def test_a_version_there_is_not_is_named_and_the_current_one_is_shown(self, views: Views, query: str) -> None:
        view = views.of(query)
        number = query.rpartition("=")[2]
        assert (view.snapshot.version.number, view.dropped) == (3, [Dropped("version", number)])

    @pytest.mark.parametrize("text", ["0", "-1", "01", "1e3", "9999999999", "x", "%00", "1.0", "١"])
    def test_what_is_no_number_of_a_version_is_named(self, views: Views, text: str) -> None:
        view = views.of(f"?version={text}")
        assert (view.snapshot.version.number, [drop.name for drop in view.dropped]) == (3, ["version"])

    def test_an_empty_database_has_no_version_to_look_at(self, empty_url: str) -> None:
        assert make_views(empty_url).of("?version=1").snapshot.empty

    def test_one_no_longer_kept_is_named_and_the_current_one_is_shown(self, engine: sa.Engine, views: Views) -> None:
        assert views.of("?version=1").selection.commitments == 1
        let_go(engine, but=2)
        view = views.of("?region=europe&version=1")
        assert (view.snapshot.version.number, view.dropped) == (3, [Dropped("version", "1")])
        assert view.href() == "/?region=europe"

    def test_the_version_goes_along_and_stays_when_the_filters_are_reset(self, views: Views) -> None:
        view = views.of("?region=europe&version=1")
        assert view.href("members") == "/members?region=europe&version=1"
        assert view.reset == "/?version=1"

    def test_answers_of_one_version_are_not_given_for_another(self, views: Views) -> None:
        numbers = [chart_numbers(views.of(f"?version={number}"), "completion-by-level") for number in (1, 2, 3)]
        assert len(set(numbers)) == 3


@pytest.mark.parametrize("one", PAGES, ids=lambda one: one.name)
class TestEveryPage:
    @pytest.fixture
    def path(self, one: Page) -> str:
        return one.path.replace("*", ITEMS.get(one.name, ""))

    def test_of_an_older_version_says_so_and_leads_to_the_current_one(self, views: Views, path: str) -> None:
        tree = built(views, path, "?version=1&lang=en")
        assert told(tree, "version-notice") == [
            "You are looking at version 1 of 2 January 2020, not the current one. See the current one"
        ]
        assert trees.hrefs(trees.classed(tree, "version-notice")) == [f"/{path}?lang=en"]

    def test_of_the_current_version_has_nothing_to_say(self, views: Views, path: str) -> None:
        assert told(built(views, path, "?version=3"), "version-notice") == []

    def test_carries_the_version_in_every_link_within(self, views: Views, path: str) -> None:
        tree = built(views, path, "?version=1")
        inside = [link.href for link in trees.of_type(tree, "A") if "inside" in str(getattr(link, "className", ""))]
        assert [href for href in inside if "version=1" not in href and not href.startswith("#")] == []
        files = [link.href for link in trees.of_type(tree, "A") if getattr(link, "download", None) is not None]
        assert [href for href in files if "version=1" not in href] == []

    def test_says_that_a_version_is_no_longer_kept(self, engine: sa.Engine, views: Views, path: str) -> None:
        let_go(engine, but=2)
        assert told(built(views, path, "?version=1"), "notice") == [
            "There is no data version 1, or it is no longer kept. You are looking at the current one, version 3."
        ]

    def test_says_of_which_version_it_is_at_its_foot(self, views: Views, path: str) -> None:
        assert told(built(views, path, "?version=2"), "site-version") == ["Data version 2"]


FILES = ("charts/completion-by-level.csv", "commitments.csv", "data/commitments.csv", "data.zip")


@pytest.mark.parametrize("path", FILES)
class TestFiles:
    def test_a_file_is_of_the_version_asked_for_and_says_so(self, client: FlaskClient, path: str) -> None:
        answers = [client.get(f"/{path}?version={number}") for number in (1, 2, 3)]
        assert [answer.headers["Data-Version"] for answer in answers] == ["1", "2", "3"]
        assert all(f"-version-{n}." in one.headers["Content-Disposition"] for n, one in enumerate(answers, start=1))
        assert len({answer.data for answer in answers}) == 3

    def test_the_current_version_is_the_one_given_unasked(self, client: FlaskClient, path: str) -> None:
        given, asked = client.get(f"/{path}"), client.get(f"/{path}?version=3")
        assert (given.headers["Data-Version"], given.data) == ("3", asked.data)

    def test_one_no_longer_kept_is_refused_by_its_number_and_no_other_taken_for_it(
        self, engine: sa.Engine, client: FlaskClient, path: str
    ) -> None:
        let_go(engine, but=2)
        answer = client.get(f"/{path}?version=1")
        assert (answer.status_code, "version=1" in answer.text) == (404, True)
        assert "Content-Disposition" not in answer.headers


def test_a_search_is_in_the_version_asked_for(views: Views) -> None:
    found = [search_results(views.of(f"?q=f2&version={number}"))["groups"] for number in (1, 2)]
    assert [len(groups) for groups in found] == [0, 1]
    assert "version=2" in found[1][0]["results"][0]["href"]


class TestRowsThatGoMeanwhile:
    """A server that has not yet looked for newer versions still holds one whose rows are gone."""

    @pytest.fixture
    def late(self, engine: sa.Engine) -> FlaskClient:
        """A server that read version 3 and will not look again for an hour, by when it is no longer kept."""
        client = create_app(Settings(database_url=str(engine.url), version_check_seconds=3600)).server.test_client()
        assert client.get("/commitments.csv").headers["Data-Version"] == "3"
        for version in (4, 5):
            publish(engine, version)
        let_go(engine, but=2)
        return client

    @pytest.mark.parametrize("path", FILES[1:])
    def test_a_file_is_of_the_current_version(self, late: FlaskClient, path: str) -> None:
        answer = late.get(f"/{path}")
        assert (answer.status_code, answer.headers["Data-Version"]) == (200, "5")

    def test_a_file_of_a_search_without_results_is_of_the_current_version(self, late: FlaskClient) -> None:
        assert late.get("/commitments.csv?q=nothing").headers["Data-Version"] == "5"

    @pytest.mark.parametrize("path", ["/commitments", "/commitments/f1", "/brief", "/commitments/f5"])
    def test_a_page_is_whole_and_of_the_current_version(self, late: FlaskClient, path: str) -> None:
        text = page(late, path)
        assert "Data version 5" in text
        assert "ersion 3" not in text

    def test_a_document_is_answered(self, late: FlaskClient) -> None:
        assert late.get("/commitments/f5").status_code == 200

    def test_an_older_version_is_given_up_with_a_notice(self, late: FlaskClient) -> None:
        text = page(late, "/commitments", "?sort=title&version=2")
        assert "There is no data version 2, or it is no longer kept." in text

    def test_the_filters_answer_with_a_notice_and_the_current_version(self, engine: sa.Engine) -> None:
        client = make_client(str(engine.url))
        assert "version 1" in json.dumps(follow(client, "completion-by-level", "?version=1"))
        let_go(engine, but=2)
        answer = follow(client, "completion-by-level", "?version=1")
        notice = next(json.dumps(props) for id_, props in answer.items() if '"notice"' in id_)
        shown = next(props["data"] for id_, props in answer.items() if '"answer"' in id_)
        assert "no longer kept" in notice
        assert (shown["number"], shown["written"], shown["version"]) == (3, "3", "Data version {version}")
        assert "version" not in shown["nav"]["members"]

    def test_whatever_is_read_of_them_says_that_they_are_gone(self, engine: sa.Engine, views: Views) -> None:
        view = views.of("?version=1")
        let_go(engine, but=2)
        records, snapshot = views.records, view.snapshot
        reads: list[Callable[[], object]] = [
            lambda: records.commitments(snapshot, snapshot.rows * 0),
            lambda: records.commitment(snapshot, "f1"),
            lambda: records.assessments(snapshot, "f1"),
            lambda: records.published(snapshot, ["f1"]),
            lambda: list(records.searched(snapshot)),
            lambda: records.title_rank(snapshot),
            lambda: list(records.table(snapshot, "commitments")),
        ]
        for read in reads:
            with pytest.raises(RowsGoneError):
                read()

    def test_a_version_whose_rows_go_while_it_is_read_is_not_kept(
        self, engine: sa.Engine, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from dashboard.data import store

        read = store.read_snapshot

        def meanwhile(connection: sa.Connection | None, version: Any, before: Any) -> Snapshot:
            if version.number == 1:
                let_go(engine, but=2)
            return read(connection, version, before)

        kept_by = SnapshotStore(engine, 2, 0)
        monkeypatch.setattr(store, "read_snapshot", meanwhile)
        assert kept_by.of(1) is None


class TestMemory:
    @pytest.fixture
    def many(self, engine: sa.Engine) -> sa.Engine:
        for version in (4, 5, 6, 7, 8):
            publish(engine, version)
        return engine

    def test_a_walk_through_the_versions_leaves_few_in_memory(self, many: sa.Engine) -> None:
        views = make_views(str(many.url))
        seen = [weakref.ref(_browsed(views, number)) for number in range(1, 9)]
        left = [found.version.number for ref in seen if (found := ref())]
        assert (len(left), 8 in left) == (2, True)

    def test_the_current_one_stays_whatever_is_asked_for(self, many: sa.Engine) -> None:
        store = SnapshotStore(many, 1, 0)
        current = store.current()
        for number in (1, 2, 3, 9):
            store.of(number)
        assert store.current() is current

    def test_the_last_one_asked_for_is_not_read_again(self, many: sa.Engine) -> None:
        store = SnapshotStore(many, 2, 0)
        assert store.of(4) is store.of(4)

    def test_one_that_was_current_a_moment_ago_is_not_read_again(self, many: sa.Engine) -> None:
        store = SnapshotStore(many, 2, 0)
        before = store.current()
        databases.write(many, hand.TABLES, version=9)
        assert (store.current().version.number, store.of(8) is before) == (9, True)

    def test_an_answer_is_worked_out_once_a_snapshot(self, views: Views) -> None:
        asked: list[str] = []

        @cached(2)
        def worked_out(snapshot: Snapshot, name: str) -> str:
            asked.append(name)
            return f"{name} of {snapshot.version.number}"

        one, two = views.of("?version=1").snapshot, views.of("").snapshot
        answers = [worked_out(snapshot, "a") for snapshot in (one, two, one, two)]
        assert (answers, asked) == (["a of 1", "a of 3"] * 2, ["a", "a"])


def _browsed(views: Views, number: int) -> Snapshot:
    """The snapshot of a version after everything that is kept about it was asked for."""
    query = f"?version={number}&q=f1&sort=title"
    for one in PAGES:
        built(views, one.path.replace("*", ITEMS.get(one.name, "")), query)
    view = views.of(query)
    search_results(view)
    select(view.snapshot, view.filters)
    return view.snapshot


class TestListOfVersions:
    @pytest.fixture
    def loaded(self, tmp_path: Path, own_database: str) -> str:
        """The reference data, a load with two roles fewer, and the first version made current again."""
        reference.publish(own_database, tmp_path, "roles", reference.without_last("roles", 2), "--by", "[b]Ana <i>")
        reference.run_loader("restore", "1", "--by", "Luc", "--database", own_database)
        return own_database

    @pytest.fixture
    def rows(self, loaded: str) -> list[list[str]]:
        return self.listed(make_views(loaded), "?version=2")

    @staticmethod
    def listed(views: Views, query: str = "") -> list[list[str]]:
        view, shown = blocks.page(views, "data", query)
        return blocks.rows(view, blocks.tables(view, shown)["data-versions"])

    def test_has_a_row_a_version_the_newest_first(self, rows: list[list[str]]) -> None:
        assert [row[0] for row in rows] == ["3", "2", "1"]

    def test_says_what_changed(self, rows: list[list[str]]) -> None:
        assert rows[1][3] == "roles: 0 new, 0 changed, 2 removed"
        assert rows[0][3] == "Version 1 made current again. roles: 2 new, 0 changed, 0 removed"
        assert rows[2][3] == "26 tables"

    def test_says_what_changed_in_each_of_many_tables_when_asked(self, loaded: str) -> None:
        view, shown = blocks.page(make_views(loaded), "data", "?version=2")
        *_, first = blocks.tables(view, shown)["data-versions"].read()
        [lines] = [one.items.items for one in blocks.texts(first[3]) if isinstance(one, Fold)]
        assert (len(lines), "commitments: 2,018 new, 0 changed, 0 removed" in lines) == (26, True)

    def test_says_who_and_when(self, rows: list[list[str]]) -> None:
        today = dt.datetime.now(dt.UTC).year
        assert [row[2] for row in rows[:2]] == ["Luc", "[b]Ana <i>"]
        assert all(row[1].endswith(" UTC") and str(today) in row[1] for row in rows)

    def test_names_the_files_with_their_checksum(self, rows: list[list[str]]) -> None:
        assert rows[1][4].startswith("roles.csv ")
        assert len(rows[1][4].partition(" ")[2]) == 12

    def test_leads_to_each_version(self, rows: list[list[str]], loaded: str) -> None:
        ways = [
            "View version 3 · What version 3 changed",
            "Shown on this page · What version 2 changed",
            "View version 1",
        ]
        assert [row[5] for row in rows] == ways
        hrefs = {link.href for link in blocks.links(*blocks.page(make_views(loaded), "data", "?version=2"))}
        assert {"/data", "/data?version=1"} <= hrefs

    def test_says_which_are_no_longer_kept(self, loaded: str) -> None:
        views = make_views(loaded)
        let_go(views.store.engine, but=2)
        ways = ["Shown on this page · What version 3 changed", "View version 2", "No longer kept"]
        assert [row[5] for row in self.listed(views)] == ways

    def test_asks_the_database_no_more_for_many_versions_than_for_few(self, engine: sa.Engine) -> None:
        views = make_views(str(engine.url))
        counts = []
        for version in (4, 5):
            asked: list[str] = []
            publish(engine, version)
            built(views, "data")
            listener = lambda *call, asked=asked: asked.append(call[2])  # noqa: E731
            sa.event.listen(views.store.engine, "before_cursor_execute", listener)
            built(views, "data")
            sa.event.remove(views.store.engine, "before_cursor_execute", listener)
            counts.append(len(asked))
        assert counts[0] == counts[1]


class TestDataPackage:
    @staticmethod
    def unpacked(client: FlaskClient, folder: Path, query: str = "") -> Path:
        answer = client.get(f"/data.zip{query}")
        assert (answer.status_code, answer.mimetype) == (200, "application/zip")
        with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
            archive.extractall(folder)
        return folder

    @staticmethod
    def sums(url: str, version: int) -> dict[str, str]:
        """The checksum of each table of a version."""
        table, named = schema.batches, schema.version_tables
        joined = sa.join(named, table, named.c.batch == table.c.id)
        query = sa.select(table.c.table_name, table.c.sha256).select_from(joined).where(named.c.version == version)
        engine = sa.create_engine(url)
        with engine.connect() as connection:
            found = dict(connection.execute(query).fetchall())
        engine.dispose()
        return found

    def test_loads_back_as_the_very_same_version(self, reference_url: str, files: FlaskClient, tmp_path: Path) -> None:
        folder, url = self.unpacked(files, tmp_path / "package"), f"sqlite:///{tmp_path / 'other.sqlite'}"
        result = CliRunner().invoke(loader, ["load", str(folder), "--database", url])
        assert result.exit_code == 0, result.output
        assert self.sums(url, 1) == self.sums(reference_url, 1)

    def test_is_what_its_descriptor_says(self, files: FlaskClient, tmp_path: Path) -> None:
        folder = self.unpacked(files, tmp_path)
        report = Package(str(folder / "datapackage.json")).validate()
        assert report.valid, report.flatten(["code", "message"])[:5]

    def test_hostile_text_runs_in_no_spreadsheet(self, hostile_url: str, tmp_path: Path) -> None:
        folder = self.unpacked(make_client(hostile_url), tmp_path)
        with (folder / "commitments.csv").open(encoding="utf-8", newline="") as file:
            titles = [row["title"] for row in csv.DictReader(file)]
        assert [title for title in titles if title.startswith(("=", "+", "-", "@"))] == []
        assert hostile.SCRIPT in titles

    def test_an_empty_database_has_none(self, empty_url: str) -> None:
        assert make_client(empty_url).get("/data.zip").status_code == 404

    def test_needs_one_connection_however_many_tables_it_has(self, engine: sa.Engine) -> None:
        """Else a few at a time would wait for each other, and all readers for them."""
        client = make_client(str(engine.url))
        client.get("/")
        open_now, most = [0], [0]

        def connected(*_: object) -> None:
            open_now[0] += 1
            most[0] = max(most[0], open_now[0])

        def returned(*_: object) -> None:
            open_now[0] -= 1

        sa.event.listen(sa.pool.Pool, "checkout", connected)
        sa.event.listen(sa.pool.Pool, "checkin", returned)
        try:
            assert client.get("/data.zip", buffered=True).status_code == 200
        finally:
            sa.event.remove(sa.pool.Pool, "checkout", connected)
            sa.event.remove(sa.pool.Pool, "checkin", returned)
        assert (most[0], open_now[0]) == (1, 0)

    def test_is_whole_when_its_rows_go_while_it_is_sent(self, engine: sa.Engine) -> None:
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA journal_mode = WAL")  # as the loader has it: nobody waits for readers
        self.send_while_rows_go(engine)

    def test_is_whole_in_postgresql_when_its_rows_go_while_it_is_sent(self, postgresql_url: str) -> None:
        engine = sa.create_engine(postgresql_url)
        publish(engine, 3)
        self.send_while_rows_go(engine)
        engine.dispose()

    @staticmethod
    def send_while_rows_go(engine: sa.Engine) -> None:
        views = make_views(engine.url.render_as_string(hide_password=False))
        view = views.of("")
        names = [*view.snapshot.batches]
        expected = [len(list(views.records.table(view.snapshot, name))) for name in names]
        tables = views.records.package(view.snapshot, names)
        rows = [len(list(next(tables)))]
        with engine.begin() as connection:
            for table in (*schema.DATA_TABLES.values(), schema.version_tables, schema.batches):
                connection.execute(sa.delete(table))
        assert [*rows, *(len(list(one)) for one in tables)] == expected
        with pytest.raises(RowsGoneError):
            list(views.records.package(view.snapshot, names))
        views.store.engine.dispose()

    def test_is_sent_piece_by_piece(self, files: FlaskClient) -> None:
        answer = files.get("/data.zip")
        pieces = [len(piece) for piece in answer.iter_encoded()]
        assert (len(pieces) > 1, max(pieces) < 256 * 1024) == (True, True)
