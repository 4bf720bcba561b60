"""Notes and corrections: shown in place from their day on, in every way out; those among editors to editors alone."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import sqlalchemy as sa
from dash import Dash
from flask.testing import FlaskClient
from pptx import Presentation

from dashboard.editing import remarks
from dashboard.view.view import Views
from dashboard.web.pages import OF_ONE_PERSON, PAGES
from data_loader import store
from data_loader.changes import compare
from data_loader.sentences import sentences
from tests.dashboard import blocks, convened, databases, hostile
from tests.dashboard.conftest import make_client, make_views
from tests.dashboard.signing_in import OTHER_REPORTER, app_of, client_of, token_of
from tests.dashboard.test_load_page import done

SUBJECTS = {
    "commitment": ("f1", "commitments/f1"),
    "theme": ("water", "themes/water"),
    "member": ("FRA", "members/FRA"),
    "promise": ("col-3", "agenda"),
    "date": ("2016-05-04", "meetings/m1"),
}
"""What a note is about -> its id, and the page on which it is in place."""
BEFORE, DAY = "2016-06-09", "2016-06-10"
SECRET = "Between us: zanzibar-quicksilver"


def note(about: str, text: str = "", **more: Any) -> dict[str, Any]:
    row = {"id": f"n-{about}", "about": about, "about_id": SUBJECTS[about][0], "text": text or f"Said of a {about}"}
    return row | {"author_role": "Support Unit", "date": DAY, "source": None} | more


CORRECTIONS = [
    {"id": "c1", "subject": "Kenya's rate", "wrong": "One was counted twice", "wrong_since": "2016-05",
     "changed": "One less", "date": "2016-07-01", "member_id": "KEN"},
    {"id": "c2", "subject": "A title", "wrong": "A letter was missing", "changed": "The title", "date": "2026-01-02",
     "commitment_id": "f1", "source": "https://example.org/why"},
]  # fmt: skip
TABLES = convened.TABLES | {
    "notes": [*map(note, SUBJECTS), note("date", "Of the same day", id="n2", date="2016-05-04")],
    "corrections": CORRECTIONS,
}


def written(folder: Path, tables: databases.Rows = TABLES) -> str:
    url = f"sqlite:///{folder / 'monitor.sqlite'}"
    with store.writing(url):
        pass  # now it has its tables as the loader makes them, which is to write to it
    engine = sa.create_engine(url)
    databases.write(engine, tables)
    engine.dispose()
    return url


@pytest.fixture(scope="module")
def noted(tmp_path_factory: pytest.TempPathFactory) -> str:
    return written(tmp_path_factory.mktemp("noted"))


@pytest.fixture(scope="module")
def views(noted: str) -> Views:
    return make_views(noted)


@pytest.fixture(scope="module")
def files(noted: str) -> FlaskClient:
    return make_client(noted)


def notes_on(views: Views, path: str, asof: str) -> list[list[str]]:
    view, page = blocks.page(views, path, f"?asof={asof}")
    tables = blocks.tables(view, page)
    return blocks.rows(view, tables["notes"]) if "notes" in tables else []


def is_said(text: str, content: bytes, form: str) -> bool:
    """Whether a file of a page holds a text."""
    if form == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(content))
        return any(cell == text for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)
    if form == "pptx":
        shapes = [shape for slide in Presentation(io.BytesIO(content)).slides for shape in slide.shapes]
        cells = [cell.text for shape in shapes if shape.has_table for row in shape.table.rows for cell in row.cells]
        return text in cells
    return text in content.decode()


class TestANoteForReaders:
    @pytest.mark.parametrize("about", SUBJECTS)
    def test_is_shown_in_place_from_its_day_on(self, views: Views, about: str) -> None:
        _, path = SUBJECTS[about]
        assert [f"Said of a {about}" in row for row in notes_on(views, path, BEFORE)] in ([], [False])
        assert any(f"Said of a {about}" in row for row in notes_on(views, path, DAY))

    def test_on_a_day_is_shown_where_that_is_the_day_seen(self, views: Views) -> None:
        for path in ("brief", "meetings"):
            assert [row[0] for row in notes_on(views, path, "2016-05-04")] == ["Of the same day"]
            assert notes_on(views, path, "2016-05-05") == []

    @pytest.mark.parametrize("path", ["commitments/f2", "themes/air", "members/KEN", "meetings/m2"])
    def test_is_on_no_page_of_anything_else(self, views: Views, path: str) -> None:
        assert notes_on(views, path, "2018-12-31") == []

    def test_on_promises_says_on_which(self, views: Views) -> None:
        [row] = notes_on(views, "agenda", DAY)
        assert row[:3] == ["Said of a promise", "Money", "Support Unit"]

    @pytest.mark.parametrize("form", ["json", "txt", "html", "xlsx", "pptx"])
    @pytest.mark.parametrize("about", SUBJECTS)
    def test_is_in_every_way_out_of_its_page(self, files: FlaskClient, about: str, form: str) -> None:
        answer = files.get(f"/api/v1/{SUBJECTS[about][1]}.{form}?asof={DAY}")
        assert is_said(f"Said of a {about}", answer.data, form)

    def test_has_an_address_of_its_own(self, files: FlaskClient) -> None:
        rows = list(csv.reader(io.StringIO(files.get(f"/api/v1/members/FRA/notes.csv?asof={DAY}").text)))
        assert any("Said of a member" in row for row in rows)

    def test_is_data_that_anybody_may_download(self, files: FlaskClient) -> None:
        assert "Said of a theme" in files.get("/data/notes.csv").text

    def test_that_is_hostile_stays_text(self, tmp_path: Path) -> None:
        some = [note("member", text, id=f"n{number}", author_role=text, source=text)
                for number, text in enumerate(hostile.TEXTS)]  # fmt: skip
        url = written(tmp_path, TABLES | {"notes": some})
        client, page = make_client(url), f"members/FRA.{{}}?asof={DAY}"
        for text in (client.get(f"/members/FRA?asof={DAY}").text, client.get(f"/api/v1/{page.format('html')}").text):
            assert "window.hacked=1&lt;/script&gt;" in text
            assert "<script>window.hacked" not in text
        book = openpyxl.load_workbook(io.BytesIO(client.get(f"/api/v1/{page.format('xlsx')}").data))
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
        assert hostile.FORMULA in {cell.value for cell in cells}
        assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []


class TestTheLogOfCorrections:
    def test_has_every_correction_whatever_the_day_seen(self, views: Views) -> None:
        view, page = blocks.page(views, "corrections", "?asof=2015-01-01")
        rows = blocks.rows(view, blocks.tables(view, page)["corrections"])
        assert [row[1] for row in rows] == ["A title", "Kenya's rate"]
        assert rows[1][:6] == ["1 July 2016", "Kenya's rate", "One was counted twice", "May 2016", "One less", "Kenya"]
        assert rows[0][3:6] == ["not known", "The title", "f1"]
        assert blocks.header(view, page).headline == "2 corrections are on record; the last was on 2 January 2026."

    def test_is_one_step_from_the_data_page_and_from_every_footer(self, files: FlaskClient) -> None:
        assert files.get("/data").text.count('href="/corrections"') >= 2
        assert 'href="/corrections"' in files.get("/members").text

    def test_without_any_says_so(self, by_hand: Views) -> None:
        view, page = blocks.page(by_hand, "corrections")
        assert blocks.header(view, page).headline == "No correction is on record."


class TestWhatChanged:
    def test_is_said_of_notes_and_corrections_by_the_names_of_what_they_are_about(self, tmp_path: Path) -> None:
        url = written(tmp_path, convened.TABLES)
        engine = sa.create_engine(url)
        databases.write_one(engine, 2, "notes", [note("member"), note("date"), note("commitment")])
        databases.write_one(engine, 3, "corrections", CORRECTIONS[:1])
        with engine.connect() as connection:
            found = compare(connection, 1, 3)
        about = {one.rows[0].key: one.about for one in sentences(found)}
        assert about["n-member",] == (("member", "FRA"),)
        assert about["n-commitment",] == (("member", "FRA"), ("theme", "water"), ("theme", "air"))
        said = client_page(make_client(url), "changes", "?from=1&to=3")
        for sentence in (
            "New note on France: Said of a member.",
            "New note on 4 May 2016: Said of a date.",
            "New note on “f1” (f1): Said of a commitment.",
            "Corrected: Kenya&#x27;s rate. What was wrong: One was counted twice.",
        ):
            assert sentence in said


def client_page(client: FlaskClient, path: str, query: str = "") -> str:
    return client.get(f"/{path}{query}").text


@pytest.fixture
def app(tmp_path: Path) -> Dash:
    return app_of(written(tmp_path), uploads=str(tmp_path / "uploads"))


@pytest.fixture
def editor(app: Dash) -> FlaskClient:
    return client_of(app, "editor")


def send(client: FlaskClient, path: str, **fields: Any) -> Any:
    headers = {"X-CSRF-Token": token_of(client), "Accept": "application/json"}
    return client.post(f"/{path}", data=fields, headers=headers)


def form(about: str, visibility: str, text: str = SECRET, **more: str) -> dict[str, str]:
    known = {"about": about, "about_id": SUBJECTS[about][0], "text": text, "author_role": "Support Unit"}
    return known | {"date": "2018-01-02", "source": "", "visibility": visibility} | more


def in_the_browser(client: FlaskClient, path: str, query: str = "") -> str:
    """A page as the browser of somebody gets it."""
    return json.dumps(client.get(f"/_page/{path}{query}").json, ensure_ascii=False)


def published(client: FlaskClient, answer: Any) -> int:
    """The version that comes of what a form sent."""
    token = done(answer)
    assert "These files can be published." in client.get(f"/data/load/{token}").text
    done(send(client, f"data/load/jobs/{token}/publish", note="Why"))
    return int(client.get("/version.json").json["version"])


class TestAnEditor:
    @pytest.mark.parametrize("text", ["Simply said", "=1+1; 'said', \"twice\"\nand on", hostile.SCRIPT])
    def test_publishes_a_note_for_readers_by_a_load(self, app: Dash, editor: FlaskClient, text: str) -> None:
        assert published(editor, send(editor, "notes/add", **form("member", "public", text))) == 2
        shown = client_of(app, "stranger").get("/api/v1/members/FRA/notes.json?asof=2018-01-02").json
        assert shown["blocks"][0]["rows"][0][0] == text
        assert len(shown["blocks"][0]["rows"]) == 2  # the one that was there stays

    def test_publishes_a_correction_by_a_load(self, app: Dash, editor: FlaskClient) -> None:
        fields = {"subject": "A figure", "wrong": "It was", "wrong_since": "", "changed": "All", "date": "2018-02-03",
                  "member_id": "KEN", "commitment_id": "", "source": ""}  # fmt: skip
        assert published(editor, send(editor, "corrections/add", **fields)) == 2
        assert "A figure" in client_of(app, "stranger").get("/corrections").text

    @pytest.mark.parametrize(("about", "id_"), [("member", "XXX"), ("date", "2018-02"), ("commitment", "FRA")])
    def test_is_told_where_a_note_is_about_nothing(self, editor: FlaskClient, about: str, id_: str) -> None:
        token = done(send(editor, "notes/add", **form(about, "public", about_id=id_)))
        assert "cannot be published yet" in editor.get(f"/data/load/{token}").text
        assert send(editor, "notes/add", **form(about, "editors", about_id=id_)).status_code == 400

    @pytest.mark.parametrize(
        "wrong",
        [{"text": " "}, {"author_role": ""}, {"about": "table"}, {"visibility": "all"}, {"text": "x" * 2_001}],
    )
    def test_is_told_what_a_form_lacks(self, editor: FlaskClient, wrong: dict[str, str]) -> None:
        answer = send(editor, "notes/add", **form("member", "public") | wrong)
        assert (answer.status_code, answer.json["error"][:18]) == (400, "A note needs a tex")

    @pytest.mark.parametrize("about", SUBJECTS)
    def test_has_a_form_in_place_that_says_what_the_note_is_about(self, editor: FlaskClient, about: str) -> None:
        id_, path = SUBJECTS[about]
        shown = in_the_browser(editor, path)
        assert ("Add a note" in shown, '"/notes/add' in shown, f'"{about}"' in shown) == (True, True, True)
        assert id_ in shown

    def test_sees_a_note_among_editors_in_place_and_in_the_list_until_it_is_removed(self, editor: FlaskClient) -> None:
        for about, (_, path) in SUBJECTS.items():
            assert send(editor, "notes/add", **form(about, "editors", f"{SECRET} {about}")).status_code == 200
            assert f"{SECRET} {about}" in in_the_browser(editor, path)
        assert all(f"{SECRET} {about}" in editor.get("/notes").text for about in SUBJECTS)
        assert send(editor, "notes/remove", number="1", next="/notes").json == {"href": "/notes"}
        assert f"{SECRET} commitment" not in in_the_browser(editor, SUBJECTS["commitment"][1])
        assert send(editor, "notes/remove", number="1").status_code == 404
        assert send(editor, "notes/remove", number="1 or 1").status_code == 400

    def test_comes_back_to_the_page_of_the_form_and_nowhere_else(self, editor: FlaskClient) -> None:
        for asked, led in (("/meetings/m1?lang=fr", "/meetings/m1?lang=fr"), ("//elsewhere.example/", "/")):
            assert send(editor, "notes/add", **form("date", "editors", next=asked)).json == {"href": led}
        plain = form("member", "editors", next="/members/FRA") | {"csrf_token": token_of(editor)}
        answer = editor.post("/notes/add", data=plain)
        assert (answer.status_code, answer.location) == (303, "/members/FRA")

    def test_sees_them_also_after_a_stranger_had_the_same_part(self, app: Dash, editor: FlaskClient) -> None:
        """What is kept of a page for whoever asks the same is not what an editor has."""
        assert "editor-notes" in OF_ONE_PERSON
        assert "editor-notes" not in in_the_browser(client_of(app, "stranger"), "members/FRA")
        assert "editor-notes" in in_the_browser(editor, "members/FRA")

    def test_leaves_no_word_of_it_in_the_log_of_writes(self, editor: FlaskClient) -> None:
        send(editor, "notes/add", **form("theme", "editors"))
        log = editor.get("/data/load/audit.csv").text
        assert "A note for editors on the theme water was kept." in log
        assert SECRET not in log


FORMS = ("json", "txt", "html", "pptx", "xlsx")


def everywhere(client: FlaskClient) -> dict[str, bytes]:
    """What somebody is answered at every page and its ways out, and at the addresses of files, searches and feeds."""
    items = {"commitments/*": "f1", "members/*": "FRA", "themes/*": "water", "meetings/*": "m1"}
    paths = [page.path.replace("*", items.get(page.path, "1")) for page in PAGES]
    addresses = [f"/{path}" for path in paths] + [f"/_page/{path}" for path in paths]
    addresses += [f"/api/v1/{path or 'overview'}.{form}" for path in paths for form in FORMS]
    addresses += [f"/{path}.xlsx" for path in paths] + ["/brief.html", "/brief.pptx", "/data.zip", "/data/notes.csv"]
    addresses += ["/search.json?q=zanzibar", "/commitments?q=zanzibar", "/changes.atom", "/version.json", "/metrics"]
    addresses += ["/data/editor_notes.csv", "/data/edit/all.xlsx", "/present.json?deck=brief", "/data/load/audit.csv"]
    return {address: client.get(address, buffered=True).data for address in addresses}


def inside(content: bytes) -> bytes:
    """What a file holds, also one that is packed."""
    if not content.startswith(b"PK"):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return b"".join(packed.read(name) for name in packed.namelist())


class TestANoteAmongEditors:
    @pytest.fixture
    def kept(self, app: Dash, editor: FlaskClient) -> Dash:
        """A dashboard with a note among editors on each kind of thing, of which an editor has seen all pages."""
        for about in SUBJECTS:
            assert send(editor, "notes/add", **form(about, "editors")).status_code == 200
        for _, path in SUBJECTS.values():
            assert SECRET in in_the_browser(editor, path)
        return app

    @pytest.mark.parametrize("role", ["stranger", "viewer", "reporter", OTHER_REPORTER])
    def test_is_nowhere_for_anybody_else(self, kept: Dash, role: str, caplog: pytest.LogCaptureFixture) -> None:
        answers = everywhere(client_of(kept, role))
        assert [address for address, content in answers.items() if b"quicksilver" in inside(content)] == []
        assert "quicksilver" not in caplog.text
        assert answers["/members/FRA"]

    def test_leaves_the_house_in_no_file_even_for_an_editor(self, kept: Dash) -> None:
        answers = everywhere(client_of(kept, "editor"))
        seen = {address for address, content in answers.items() if b"quicksilver" in inside(content)}
        pages = {f"/_page/{path}" for path in ("brief", "agenda", "meetings", *(path for _, path in SUBJECTS.values()))}
        assert seen <= pages | {"/notes", "/_page/notes"}

    def test_is_kept_by_no_cache(self, kept: Dash) -> None:
        answer = client_of(kept, "editor").get("/_page/members/FRA")
        assert answer.headers["Cache-Control"] == "private, no-cache"
        assert "Data-Version" not in answer.headers

    def test_leaves_what_strangers_are_answered_everybodys(self, kept: Dash) -> None:
        answer = client_of(kept, "stranger").get("/_page/members/FRA")
        assert answer.headers["Cache-Control"].startswith("public")


@pytest.mark.parametrize("ends", ["\r\n", "\r", "\n"])
def test_a_form_is_read_with_its_lines_and_without_what_nobody_sees(ends: str) -> None:
    read = remarks.note(form("member", "public", f" One{ends}two\x00\u202e ", author_role="Support\nUnit"))
    assert read
    assert (read.cells["text"], read.cells["author_role"]) == ("One\ntwo", "Support Unit")
