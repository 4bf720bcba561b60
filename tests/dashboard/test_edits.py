"""Editing where one reads: forms, pastes and files say and do the same, only for editors, and nothing is lost."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import tempfile
import threading
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from dash import Dash
from flask.testing import FlaskClient
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner
from werkzeug.datastructures import FileStorage

from dashboard.editing import addresses, ids, pasted, rows
from dashboard.editing.forms import FIELD, RowForm
from dashboard.view.view import View
from data_loader import read, schema, store
from data_loader.commands import app as command_line
from data_loader.formula_text import mark, text_fields
from data_loader.load import Prepared, prepare
from data_loader.questions import Asking
from tests.dashboard.calling import page_payload
from tests.dashboard.conftest import make_views
from tests.dashboard.signing_in import app_of, client_of, token_of
from tests.data_loader.conftest import Known
from tests.reference import copied

TABLES = ("roles", "events", "milestones", "seats", "meetings", "action_plans", "members", "commitments")


@pytest.fixture(scope="module")
def view(reference_url: str) -> View:
    return make_views(reference_url).of("")


@pytest.fixture(scope="module")
def connection(reference_url: str) -> Iterator[sa.Connection]:
    with store.reading(reference_url) as connection:
        yield connection


# The same change by a form, by pasted rows and by a file


def columns(name: str) -> list[schema.Field]:
    return [*schema.fields(schema.DATA_TABLES[name])]


_OF_KINDS = {
    "date": ("2016", "2016-05", "2016-05-03", "2016-13", "31/12/2016", "soon"),
    "integer": ("2012", "7", "-1", "many"),
    "number": ("1.5", "-200", "x"),
    "flag": ("1", "0", "perhaps"),
    "url": ("https://example.org/a", "javascript:alert(1)"),
    "list": ("https://example.org/a; A report", "one", "nobody; 1"),
    "text": ("Another title", "=1+1; 'said'", 'A "quoted" word\nand a line', "", "n/a", "Évaluation"),
}


def values(column: schema.Field) -> st.SearchStrategy[str]:
    """What somebody may type into a column, right or wrong."""
    if column.allowed:
        return st.sampled_from([*column.allowed, "no such word", ""])
    return st.sampled_from([*_OF_KINDS[column.kind], ""])


@st.composite
def changes(draw: st.DrawFn) -> tuple[str, int, dict[str, str]]:
    """A table, the place of a row in it, and some of its columns with other values."""
    name = draw(st.sampled_from(TABLES))
    others = [column for column in columns(name) if not column.key]
    changed = draw(st.lists(st.sampled_from(others), min_size=1, max_size=3, unique_by=lambda one: one.name))
    return name, draw(st.integers(0, 15)), {column.name: draw(values(column)) for column in changed}


def by_form(view: View, name: str, row: Mapping[str, str], change: Mapping[str, str]) -> list[FileStorage]:
    """Every field as the form shows it, those that change as typed."""
    form = RowForm(view, name, rows.key_of(name, row))
    posted: dict[str, list[str]] = {}
    for control in form.controls:
        own = control.column.name
        text = change.get(own, control.text)
        parts = text.split("; ") if control.kind == "many" and own in change else text.split("\n")
        posted[FIELD + own] = ["", *parts] if control.kind == "many" else [text]
    changed = form.changed(posted)
    return rows.upload({name: form.changed_rows(changed)}, view) if changed else rows.upload({name: [row]}, view)


def lines(view: View, name: str, row: Mapping[str, str]) -> list[list[str]]:
    """A row under its header, as the table is downloaded."""
    texts, names = text_fields(name), [column.name for column in columns(name)]
    cells = [mark(row[one]) if one in texts else row[one] for one in names]
    return [[*names, schema.VERSION_COLUMN], [*cells, str(view.snapshot.version.number)]]


def by_paste(view: View, name: str, row: Mapping[str, str]) -> list[FileStorage]:
    text = io.StringIO()
    csv.writer(text, dialect="excel-tab").writerows(lines(view, name, row))
    return [pasted.upload(name, text.getvalue(), has_header=True)]


def by_file(view: View, name: str, row: Mapping[str, str]) -> list[FileStorage]:
    text = io.StringIO()
    csv.writer(text).writerows(lines(view, name, row))
    return [FileStorage(io.BytesIO(text.getvalue().encode()), f"{name}.csv")]


def loaded(connection: sa.Connection, name: str, files: list[FileStorage]) -> Prepared:
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / str(file.filename) for file in files]
        for file, path in zip(files, paths, strict=True):
            file.save(path)
        opened, _ = read.open_files(paths)
        return prepare(opened, Known(connection), lambda *_: None, Asking(rows.answers([name])))


def outcome(prepared: Prepared) -> tuple[object, ...]:
    """All that a load says and does, but for the place in the file."""
    findings = [replace(finding, row=None, cell="") for finding in prepared.findings]
    changed = [
        (
            diff.name,
            diff.counts,
            diff.new.drop(columns="row").to_dict("records"),
            [one.changes for one in diff.changed()],
        )
        for diff in prepared.changes
    ]
    return sorted(map(repr, findings)), changed, [question.key for question in prepared.asking.open()]


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes())
@example(("roles", 1, {"title": "=1+1; 'said'", "start_date": "2016-13"}))
@example(("commitments", 3, {"themes": "education; open-data", "starred": "1", "full_text": "One\nTwo"}))
@example(("members", 2, {"population": "1 000 000", "francophonie_source": "https://example.org/a; A report"}))
@example(("events", 0, {"members": "BRA; ALB", "amount": "-1"}))
def test_a_form_a_paste_and_a_file_say_and_do_the_same(
    view: View, connection: sa.Connection, change: tuple[str, int, dict[str, str]]
) -> None:
    name, place, cells = change
    row = next(islice(rows.table(view, name), place, None))
    after = {**row, **cells}
    said = outcome(loaded(connection, name, by_form(view, name, row, cells)))
    assert outcome(loaded(connection, name, by_paste(view, name, after))) == said
    assert outcome(loaded(connection, name, by_file(view, name, after))) == said


def test_each_of_them_makes_the_very_same_version(view: View, reference_url: str, tmp_path: Path) -> None:
    row = next(islice(rows.table(view, "roles"), 1, None))
    change = {"title": "=1+1; 'said'", "last_confirmed": "2018-12", "source": "A report; https://example.org/a"}
    after = {**row, **change}
    ways = {
        "form": by_form(view, "roles", row, change),
        "paste": by_paste(view, "roles", after),
        "file": by_file(view, "roles", after),
    }
    checksums = []
    for way, [file] in ways.items():
        (tmp_path / way).mkdir()
        url = copied(reference_url, tmp_path / way / "monitor.sqlite")
        file.save(tmp_path / way / "roles.csv")
        asked = ["load", str(tmp_path / way / "roles.csv"), "--answer", "mode:roles=add", "--database", url]
        assert CliRunner().invoke(command_line, asked).exit_code == 0
        with store.reading(url) as connection:
            checksums.append({row.table_name: row.sha256 for row in connection.execute(schema.checksums_of(2))})
    assert len(checksums[0]) > 20
    assert checksums[1:] == checksums[:1] * 2


# In the browser


@pytest.fixture
def app(own_database: str, tmp_path: Path) -> Dash:
    return app_of(own_database, uploads=str(tmp_path / "uploads"))


@pytest.fixture
def editor(app: Dash) -> FlaskClient:
    return client_of(app, "editor")


def send(client: FlaskClient, path: str, **fields: Any) -> Any:
    """Send a form as the page's script does, and wait for what it starts."""
    headers = {"X-CSRF-Token": token_of(client), "Accept": "application/json"}
    answer = client.post(path, data=fields, headers=headers, buffered=True)
    for thread in threading.enumerate():
        if thread.name.startswith("load-"):
            thread.join(120)
    return answer


def edit(client: FlaskClient, table: str, *key: str, version: int = 1, **typed: Any) -> Any:
    fields = {f"{FIELD}{name}": text for name, text in typed.items()}
    return send(client, f"/edit/{table}", key=json.dumps([*key]), version=str(version), **fields)


def words(client: FlaskClient, href: str) -> str:
    """What the main part of a page says."""
    page = client.get(href).text
    main = page[page.index("<main") : page.index("</main>")]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())


def token(answer: Any) -> str:
    assert answer.status_code == 200, answer.text
    return str(answer.json["href"].rpartition("/")[2])


def publish(client: FlaskClient, answer: Any) -> None:
    of = token(answer)
    assert send(client, f"/data/load/jobs/{of}/publish", note="a test").status_code == 200
    assert "is published" in words(client, f"/data/load/{of}")


def cell(url: str, table: str, key: str, column: str) -> Any:
    """What the newest version has in a cell; None where it has no such row."""
    engine = sa.create_engine(url)
    with engine.connect() as connection:
        version = connection.scalar(schema.latest_version()) or 0
        batch = {row[0]: row[1] for row in connection.execute(schema.batches_of(version))}[table]
        of = schema.DATA_TABLES[table].c
        found = connection.scalar(sa.select(of[column]).where(of.batch == batch, of.id == key))
    engine.dispose()
    return found


class TestAForm:
    def test_is_there_for_a_row_of_every_table(self, editor: FlaskClient, view: View) -> None:
        for name in schema.DATA_TABLES:
            row = next(rows.table(view, name), None)
            paths = [f"edit/{name}", f"edit/{name}/add", f"edit/{name}/paste"]
            paths += [addresses.of_row(name, rows.key_of(name, row))] if row else []
            assert {path: editor.get(f"/{path}").status_code for path in paths} == dict.fromkeys(paths, 200)

    def test_shows_names_meanings_and_what_is_stored(self, editor: FlaskClient) -> None:
        page = editor.get("/edit/roles/role-02").text
        assert '<option value="co_anchor" selected>Co-anchor</option>' in page
        assert ">Brazil</option>" in page
        assert "First day of the role. A date as precise as it is known: 2016, 2016-05 or 2016-05-03." in page
        assert "Row 3 of roles.csv, loaded with data version 1" in page

    def test_is_checked_shown_published_and_undone(self, editor: FlaskClient, own_database: str) -> None:
        before = cell(own_database, "roles", "role-02", "title")
        answer = edit(editor, "roles", "role-02", title="A new title")
        page = words(editor, answer.json["href"])
        assert "These files can be published." in page
        assert f"Title {before} A new title" in page
        assert "Replace: rows that the file does not have go" not in page
        assert 'value="Roles · The Carter Center · A new title: Title"' in editor.get(answer.json["href"]).text
        publish(editor, answer)
        assert cell(own_database, "roles", "role-02", "title") == "A new title"
        assert send(editor, "/data/load/restore", number="1", against="2").status_code == 200
        assert cell(own_database, "roles", "role-02", "title") == before

    def test_with_a_fault_comes_back_with_what_was_typed(self, editor: FlaskClient) -> None:
        answer = edit(editor, "roles", "role-02", title="A <b>new</b> title", start_date="2016-13")
        of = token(answer)
        assert f'href="/edit/again/{of}?version=1"' in editor.get(answer.json["href"]).text
        again = editor.get(f"/edit/again/{of}?version=1").text
        assert 'value="A &lt;b&gt;new&lt;/b&gt; title"' in again
        assert re.search(r'value="2016-13"[^>]*aria-invalid="true"', again)
        assert '<span class="fault">2016-13 is not in the calendar.</span>' in again

    def test_leaves_what_others_published_meanwhile(self, editor: FlaskClient, own_database: str) -> None:
        publish(editor, edit(editor, "roles", "role-02", title="Of others"))
        publish(editor, edit(editor, "roles", "role-02", version=1, end_date="2018-01"))
        assert cell(own_database, "roles", "role-02", "title") == "Of others"
        assert cell(own_database, "roles", "role-02", "end_date") == "2018-01"

    def test_asks_where_others_changed_the_same_field(self, editor: FlaskClient) -> None:
        publish(editor, edit(editor, "roles", "role-02", title="Of others"))
        answer = edit(editor, "roles", "role-02", version=1, title="Mine")
        assert "Yours: Mine Theirs: Of others" in words(editor, answer.json["href"])

    def test_that_changes_nothing_says_so(self, editor: FlaskClient) -> None:
        answer = edit(editor, "roles", "role-02", kind="co_anchor")
        assert (answer.status_code, answer.json["error"]) == (400, "Nothing was changed in this form.")

    @pytest.mark.parametrize("version", ["2", "0", "x", "99999999999"])
    def test_of_a_version_that_is_not_there_is_refused(self, editor: FlaskClient, version: Any) -> None:
        assert edit(editor, "roles", "role-02", version=version, title="New").status_code in {400, 409}

    @pytest.mark.parametrize("key", ["", "{}", "[1]", '["a\\u0000"]', "[" * 5_000, '"role-02"'])
    def test_of_no_key_at_all_is_refused(self, editor: FlaskClient, key: str) -> None:
        assert send(editor, "/edit/roles", key=key, version="1").status_code == 400

    def test_of_a_row_or_a_table_that_is_not_there_is_refused(self, editor: FlaskClient) -> None:
        assert edit(editor, "roles", "role-77", title="New").status_code == 404
        assert edit(editor, "audit", "1", what="New").status_code == 404
        assert [editor.get(f"/edit/{path}").status_code for path in ("audit", "roles/role-77", "roles/~x")] == [404] * 3

    def test_whose_key_changes_takes_the_old_row_out(self, editor: FlaskClient, view: View) -> None:
        row = next(rows.table(view, "seats"))
        answer = edit(editor, "seats", *rows.key_of("seats", row), start_date="2011-01-01")
        page = words(editor, answer.json["href"])
        assert "Seats 1 0 1 31" in page


class TestANewRow:
    def test_gets_an_id_by_the_rule_of_its_table(self, editor: FlaskClient, own_database: str) -> None:
        publish(editor, edit(editor, "milestones", member_id="L-TBI", title="Publish the register"))
        assert cell(own_database, "milestones", "L-TBI-m05", "title") == "Publish the register"

    def test_with_the_id_of_another_is_refused(self, editor: FlaskClient) -> None:
        answer = edit(editor, "roles", id="role-02", title="New")
        assert (answer.status_code, answer.json["error"]) == (
            409, "There is such a row already. Open it to change it."
        )  # fmt: skip

    def test_without_an_id_that_nobody_can_make_is_refused(self, editor: FlaskClient) -> None:
        assert edit(editor, "milestones", title="New").status_code == 400

    @pytest.mark.parametrize(
        ("table", "row", "there", "own"),
        [
            ("roles", {}, {"role-01", "role-36"}, "role-37"),
            ("commitments", {"action_plan_id": "ALB-1"}, {"ALB-1-001", "ALB-1-009", "ALB-2-020"}, "ALB-1-010"),
            ("commitments", {"action_plan_id": "ALB-9"}, set(), "ALB-9-001"),
            ("action_plans", {"member_id": "ALB", "number": "6"}, set(), "ALB-6"),
            ("recommendations", {"action_plan_id": "ALB-1"}, {"ALB-1-r09"}, "ALB-1-r10"),
            ("decisions", {"meeting_id": "sc-2018-12"}, {"sc-2018-12-03"}, "sc-2018-12-04"),
            ("agenda_items", {"section_id": "cli"}, {"cli-a", "cli-b"}, "cli-c"),
            ("meetings", {"kind": "working", "start_date": "2019-05-29"}, {"sc-2019-05"}, "sc-2019-05-2"),
            ("events", {"start_date": "2019-05", "title": "Été du GT"}, set(), "ev-2019-05-ete-du-gt"),
            ("themes", {"name_en": "Open Justice"}, set(), "open-justice"),
            ("members", {"kind": "country", "country": "NZL"}, set(), "NZL"),
            ("members", {"kind": "city", "country": "NZL"}, set(), ""),
            ("steering_members", {"constituency": "civil_society", "name": "Ana de Paz"}, {"cso-paz"}, "cso-paz-2"),
            ("seats", {}, set(), ""),
        ],
    )
    def test_has_the_id_that_others_would_expect(
        self, table: str, row: dict[str, str], there: set[str], own: str
    ) -> None:
        assert ids.proposed(table, row, there) == own

    @pytest.mark.parametrize("table", ["roles", "milestones", "commitments", "recommendations", "decisions"])
    def test_follows_the_ids_that_are_there(self, view: View, table: str) -> None:
        there = [*rows.table(view, table)]
        own = ids.proposed(table, there[-1], {row["id"] for row in there})
        assert own
        assert own not in {row["id"] for row in there}


class TestARemoval:
    def test_is_shown_first_and_then_done(self, editor: FlaskClient, own_database: str) -> None:
        answer = send(editor, "/edit/roles/remove", key='["role-36"]', version="1")
        assert "Roles 0 0 1 35" in words(editor, answer.json["href"])
        assert cell(own_database, "roles", "role-36", "id") == "role-36"
        publish(editor, answer)
        assert cell(own_database, "roles", "role-36", "id") is None

    def test_of_what_others_refer_to_is_an_error(self, editor: FlaskClient) -> None:
        answer = send(editor, "/edit/members/remove", key='["ALB"]', version="1")
        assert "These files cannot be published yet" in words(editor, answer.json["href"])


class TestAPaste:
    def test_names_its_columns_in_any_language_and_leaves_the_others(
        self, editor: FlaskClient, own_database: str
    ) -> None:
        text = 'Identifiant\tTitre\tSupprimer la ligne\r\nrole-03\tPasted "title"\t\r\nrole-36\t\toui\r\n'
        publish(editor, send(editor, "/edit/roles/paste", rows=text, header="names"))
        assert cell(own_database, "roles", "role-03", "title") == 'Pasted "title"'
        assert cell(own_database, "roles", "role-36", "id") is None
        assert cell(own_database, "roles", "role-35", "id") == "role-35"

    def test_of_rows_alone_has_the_columns_of_the_table(self, editor: FlaskClient) -> None:
        text = "role-90\t\tAna\tgovernment\tco_chair\t\t\tLead"
        answer = send(editor, "/edit/roles/paste", rows=text, header="none")
        assert "Roles 1 0 0 36" in words(editor, answer.json["href"])

    def test_with_a_fault_comes_back_with_what_was_pasted(self, editor: FlaskClient) -> None:
        answer = send(editor, "/edit/roles/paste", rows="id,title,kind\nrole-03,A,<nothing>", header="names")
        assert "role-03,A,<nothing>" in words(editor, f"/edit/again/{token(answer)}?version=1")

    @pytest.mark.parametrize(("text", "header"), [(" ", "names"), ("a\0b", "names"), ("id\nrole-01", "perhaps")])
    def test_of_nothing_is_refused(self, editor: FlaskClient, text: str, header: str) -> None:
        assert send(editor, "/edit/roles/paste", rows=text, header=header).status_code == 400

    def test_that_is_too_long_is_refused(self, editor: FlaskClient) -> None:
        text = "id\ttitle\n" + "x" * pasted.MOST_BYTES
        assert send(editor, "/edit/roles/paste", rows=text, header="names").status_code in {400, 413}


class TestWhoEdits:
    @pytest.mark.parametrize("role", ["stranger", "viewer", "reporter"])
    def test_others_see_no_form(self, app: Dash, role: str) -> None:
        client = client_of(app, role)
        page = client.get("/edit/roles/role-02").text
        assert "Editing is for people who are signed in and have the role of an editor." in page
        assert FIELD not in page
        assert edit(client, "roles", "role-02", title="New").status_code in {401, 403}

    def test_a_form_is_its_editors_alone(self, app: Dash, editor: FlaskClient) -> None:
        of = token(edit(editor, "roles", "role-02", title="A new title"))
        assert "A new title" not in client_of(app, "administrator").get(f"/edit/again/{of}").text


class TestWhereOneReads:
    def shown(self, client: FlaskClient, path: str) -> str:
        """The page as the browser is given it once its scripts are there."""
        return json.dumps(client.post("/_dash-update-component", json=page_payload(path)).json)

    @pytest.mark.parametrize(
        ("path", "linked"),
        [
            ("/commitments/ALB-1-001", "/edit/commitments/ALB-1-001"),
            ("/members/ALB", "/edit/action_plans/ALB-1"),
            ("/members/L-TBI", "/edit/milestones/L-TBI-m04"),
            ("/meetings/sc-2018-12", "/edit/decisions/sc-2018-12-02"),
            ("/themes/justice", "/edit/themes/justice"),
            ("/agenda", "/edit/events"),
            ("/plans", "/edit/plan_process"),
            ("/leadership", "/edit/roles"),
        ],
    )
    def test_an_editor_finds_the_way_to_change_it_and_nobody_else_does(
        self, app: Dash, editor: FlaskClient, path: str, linked: str
    ) -> None:
        assert f'"href": "{linked}"' in self.shown(editor, path)
        for client in (client_of(app, "viewer"), client_of(app, "stranger")):
            assert "Edit what this page shows" not in self.shown(client, path)

    def test_the_document_of_a_public_page_is_the_same_for_everybody(self, editor: FlaskClient) -> None:
        assert "Edit what this page shows" not in editor.get("/members/ALB").text


@pytest.mark.parametrize("parts", [("role-02",), ("add",), ("a b", ""), ("é/~", "2016"), ("~x",), ("",)])
def test_an_address_leads_to_its_row(parts: tuple[str, ...]) -> None:
    path = addresses.of_row("seats", parts)
    assert re.fullmatch(r"edit/seats/[\w.~-]+", path, re.ASCII)
    assert addresses.read(path.removeprefix("edit/")) == ("seats", parts)


@given(st.text(max_size=60))
def test_no_address_breaks_anything(text: str) -> None:
    found = addresses.read(f"seats/{text}")
    assert found is None or (found[0] == "seats" and all(isinstance(part, str) for part in found[1]))
