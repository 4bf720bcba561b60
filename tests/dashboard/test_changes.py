"""What changed between two versions, on its page: equal to the exported tables, said in three languages, undone."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from dashboard.data import records
from dashboard.language.languages import LANGUAGES
from dashboard.view.view import Views
from data_loader import diff, schema, store, versions
from data_loader.changes import compare
from data_loader.diff import Change
from data_loader.load import REFERENCE
from data_loader.store import Current
from data_loader.tables import Source, Table
from tests.dashboard import trees
from tests.dashboard.conftest import make_client, make_views
from tests.dashboard.signing_in import app_of, client_of, token_of
from tests.dashboard.test_pages import build
from tests.data_loader.test_changes import differing, exported
from tests.reference import copied, publish, run_loader

HOSTILE = "<script>window.hacked=1</script> =1+1"


def changed(table: str, row: int, **cells: str) -> str:
    """The file of a table of the reference data with some cells of one row changed; rows from 0."""
    with (REFERENCE / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rows[row] |= cells
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


@pytest.fixture(scope="module")
def four(reference_url: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """URL of a database with four versions: a role taken over, a level found anew, a hostile note; never written."""
    folder = tmp_path_factory.mktemp("four")
    url = copied(reference_url, folder / "monitor.sqlite")
    taken_over = changed("roles", 0, holder="Croatia", steering_member_id="gov-hrv")
    publish(url, folder, "roles", taken_over, "--by", "Ana", "--note", "After the plenary")
    publish(url, folder, "assessments", changed("assessments", 0, completion="limited"), "--by", "Bo")
    publish(url, folder, "members", changed("members", 0, cohort=HOSTILE), "--by", HOSTILE, "--note", HOSTILE)
    return url


@pytest.fixture(scope="module")
def views(four: str) -> Views:
    return make_views(four)


def page(views: Views, query: str = "") -> Any:
    [main] = [one for one in trees.walk(build(views, "changes", query)[2]) if getattr(one, "id", None) == "main"]
    return main


def said(views: Views, query: str = "") -> str:
    return trees.text(page(views, query))


def heading(views: Views, query: str = "") -> str:
    return trees.text(trees.of_type(page(views, query), "H1")[0])


class TestThePage:
    def test_shows_the_last_publish_against_the_one_before(self, views: Views) -> None:
        assert heading(views) == "1 row differs between version 3 and version 4."
        assert HOSTILE in said(views)

    @pytest.mark.parametrize(
        ("query", "headline"),
        [
            ("?from=1&to=4", "3 rows differ between version 1 and version 4."),
            ("?from=4&to=1", "3 rows differ between version 4 and version 1."),
            ("?to=2", "1 row differs between version 1 and version 2."),
            ("?from=2&to=2", "Nothing differs between version 2 and version 2."),
            ("?from=1&to=9", "There is no version 9; the newest is 4."),
            ("?from=999999999&to=4", "There is no version 999999999; the newest is 4."),
            ("?from=1&to=4&table=roles", "3 rows differ between version 1 and version 4."),
        ],
    )
    def test_says_what_there_is_to_compare(self, views: Views, query: str, headline: str) -> None:
        assert heading(views, query) == headline

    def test_says_that_it_goes_backwards(self, views: Views) -> None:
        assert "backwards in time" in said(views, "?from=4&to=1")

    def test_says_that_a_version_is_no_longer_kept(self, four: str, tmp_path: Path) -> None:
        url = copied(four, tmp_path / "monitor.sqlite")
        engine = store.engine_for(url)
        with engine.begin() as connection:
            versions.drop_beyond(connection, 2)
        engine.dispose()
        assert heading(make_views(url), "?from=1&to=4") == "Version 1 is no longer kept."

    def test_says_that_there_is_only_one_version(self, reference: Views) -> None:
        assert heading(reference) == "There is only one version so far: nothing to compare it with."

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_says_who_took_over_in_the_readers_language(self, views: Views, lang: str) -> None:
        names = {"en": ("Croatia", "Mexico"), "fr": ("Croatie", "Mexique"), "es": ("Croacia", "México")}[lang]
        first = trees.text(trees.of_type(page(views, f"?from=1&to=2&lang={lang}"), "Ol")[0])
        assert all(name in first for name in names)

    def test_says_it_in_english(self, views: Views) -> None:
        text = said(views, "?from=1&to=4")
        assert "Croatia took over Access to information from Mexico." in text
        assert "went from complete to limited." in text
        assert "After the plenary" in text

    def test_says_it_of_postgresql_too(self, postgresql_url: str, tmp_path: Path) -> None:
        run_loader("load", "--if-empty", "--database", postgresql_url)
        taken_over = changed("roles", 0, holder="Croatia", steering_member_id="gov-hrv")
        publish(postgresql_url, tmp_path, "roles", taken_over)
        views = make_views(postgresql_url)
        assert "Croatia took over Access to information from Mexico." in said(views, "?from=1&to=2")
        assert "/changes?from=1&to=2" in trees.hrefs(build(views, "brief")[2])
        views.store.engine.dispose()

    def test_is_narrowed_to_a_table_and_to_a_group(self, views: Views) -> None:
        text = said(views, "?from=1&to=4&table=roles")
        assert ("took over" in text, "went from" in text) == (True, False)
        text = said(views, "?from=1&to=4&group=member:ALB")
        assert ("took over" in text, "went from" in text) == (False, True)
        assert "Nothing of this kind changed." in said(views, "?from=1&to=4&group=member:FRA")

    def test_hostile_text_stays_text(self, four: str) -> None:
        document = make_client(four).get("/changes").text
        assert "<script>window.hacked" not in document
        assert "&lt;script&gt;window.hacked" in document

    def test_holds_ten_thousand_changes(self, reference_url: str, tmp_path: Path) -> None:
        url = copied(reference_url, tmp_path / "monitor.sqlite")
        n = _change_every_commitment(url)
        assert n > 10_000
        views = make_views(url)
        main = page(views)
        rows = [row for row in trees.of_type(main, "Tr") if trees.of_type(row, "Td")]
        assert len(rows) <= 100
        assert len(trees.text(main)) < 100_000
        assert f"The first 100 of {n:,} changes are shown here." in trees.text(main)


def _change_every_commitment(url: str) -> int:
    engine = store.engine_for(url)
    with engine.begin() as connection:
        current = Current(connection)
        frame = current.table("commitments").frame.copy()
        for name in ("title", "lead_institution", "number"):
            frame[name] += " anew"
        frame["specificity"], frame["potential_impact"], frame["government_level"] = "high", "minor", "local"
        table = Table("commitments", frame, Source("commitments.csv"))
        change = Change(diff.compare(current.table("commitments"), table), table.source)
        store.publish(connection, current, [change], "all", [], "Ana", lambda *_: None)
        n = sum(len(row.fields) for row in compare(connection, 1, 2).rows)
    engine.dispose()
    return n


def test_two_versions_of_which_too_much_differs_are_not_compared_on_the_page(
    four: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(records, "_MOST_COMPARED", 3)
    views = make_views(four)
    assert heading(views, "?from=1&to=4") == ("Too much differs between version 1 and version 4 to be said row by row.")
    assert "6 rows stand in only one of them." in said(views, "?from=1&to=4")
    assert heading(views, "?from=1&to=2") == "1 row differs between version 1 and version 2."


class TestTheFiles:
    def test_hold_what_the_exported_tables_say(self, four: str) -> None:
        client = make_client(four)
        engine = sa.create_engine(four)
        with engine.connect() as connection:
            tables = {number: exported(connection, number) for number in (1, 4)}
        engine.dispose()
        for one, other in ((1, 4), (4, 1)):
            text = client.get(f"/api/v1/changes/changes.csv?from={one}&to={other}&lang=en").text
            lines = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
            cells = {(line["Table"], line["Row"], line["Field"], line["Before"], line["After"]) for line in lines}
            expected = differing(tables[one], tables[other])
            unmarked = {(*cell[:3], *(text.removeprefix("'") for text in cell[3:])) for cell in cells}
            assert unmarked == {(table, " + ".join(filter(None, key)), *rest) for table, key, *rest in expected}

    def test_say_the_same_as_json(self, four: str) -> None:
        answer = make_client(four).get("/api/v1/changes/changes.json?from=1&to=2").json
        [table] = answer["blocks"]
        assert len(table["rows"]) == 2

    def test_are_narrowed_as_the_page_is(self, four: str) -> None:
        text = make_client(four).get("/api/v1/changes/changes.csv?from=1&to=4&table=roles").text
        assert {line["Table"] for line in csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))} == {"roles"}


class TestTheFeed:
    def test_has_an_entry_a_version_in_the_readers_language(self, four: str) -> None:
        answer = make_client(four).get("/changes.atom?lang=fr")
        assert answer.mimetype == "application/atom+xml"
        feed = ET.fromstring(answer.data)
        name = "{http://www.w3.org/2005/Atom}"
        entries = feed.findall(f"{name}entry")
        hrefs = [entry.find(f"{name}link").get("href") for entry in entries]
        assert hrefs == [f"http://localhost/changes?from={n - 1}&to={n}&lang=fr" for n in (4, 3, 2)]
        assert "Croatie" in str(entries[2].findtext(f"{name}content"))
        assert entries[0].findtext(f"{name}author/{name}name") == HOSTILE

    def test_is_none_of_an_empty_database(self, empty_url: str) -> None:
        assert make_client(empty_url).get("/changes.atom").status_code == 404


class TestTheWayThere:
    def test_is_on_the_data_page(self, views: Views) -> None:
        hrefs = trees.hrefs(build(views, "data")[2])
        assert {f"/changes?from={n}&to={n + 1}" for n in (1, 2, 3)} <= set(hrefs)

    def test_is_on_the_brief(self, views: Views) -> None:
        assert "/changes?from=3&to=4" in trees.hrefs(build(views, "brief")[2])


class TestUndoing:
    @pytest.fixture
    def url(self, four: str, tmp_path: Path) -> str:
        return copied(four, tmp_path / "monitor.sqlite")

    @pytest.fixture
    def editor(self, url: str, tmp_path: Path) -> FlaskClient:
        return client_of(app_of(url, uploads=str(tmp_path / "uploads")), "editor")

    def test_is_offered_to_editors_alone(self, editor: FlaskClient) -> None:
        assert "/data/load/undo" in editor.get("/_page/changes").text
        assert "/data/load/undo" not in editor.application.test_client().get("/_page/changes").text
        assert "/data/load/undo" not in editor.get("/changes").text  # the document is the same for everybody

    def test_gives_the_row_back_as_a_new_version(self, editor: FlaskClient, url: str) -> None:
        fields = {"version": "2", "table": "roles", "key": json.dumps(["role-01"]), "against": "4"}
        answer = editor.post("/data/load/undo", data=fields | {"csrf_token": token_of(editor)})
        assert answer.status_code == 303
        engine = sa.create_engine(url)
        with engine.connect() as connection:
            assert Current(connection).version == 5
            assert {row.table for row in compare(connection, 1, 5).rows} == {"assessments", "members"}
            [row] = connection.execute(sa.select(schema.audit).where(schema.audit.c.version == 5))
        engine.dispose()
        assert (row.action, row.who) == ("undo", "edith")

    @pytest.mark.parametrize(
        "wrong", [{"version": "x"}, {"table": "versions"}, {"key": "{"}, {"key": "3"}, {"key": "[1]"}, {"against": ""}]
    )
    def test_refuses_what_no_form_of_ours_sends(self, editor: FlaskClient, wrong: dict[str, str]) -> None:
        fields = {"version": "2", "table": "roles", "key": '["role-01"]', "against": "4"} | wrong
        answer = editor.post("/data/load/undo", data=fields | {"csrf_token": token_of(editor)})
        assert answer.status_code == 400
