"""HTTP: files that are the cards' numbers, headers that hold a browser to our own scripts, faults as sentences."""

from __future__ import annotations

import csv
import gzip
import io
import os
import re
from pathlib import Path

import brotli
import pytest
from flask.testing import FlaskClient
from typer.testing import CliRunner
from werkzeug.test import TestResponse

from dashboard.__main__ import app as command_line
from dashboard.charts.registry import CHARTS
from dashboard.theme import assets
from data_loader import schema
from data_loader.load import REFERENCE
from tests.dashboard.conftest import make_client

QUERIES = ("", "?asof=2014-12-31", "?region=africa-middle-east&theme=open-data", "?member=ALB&lang=fr")


def printed(url: str, *arguments: str) -> bytes:
    result = CliRunner().invoke(command_line, list(arguments), env={"MONITOR_DATABASE_URL": url})
    assert result.exit_code == 0, result.output
    return result.stdout_bytes


def records(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


class TestChartNumbers:
    @pytest.mark.parametrize("query", QUERIES)
    @pytest.mark.parametrize("name", CHARTS)
    def test_the_command_line_prints_what_the_card_downloads(
        self, files: FlaskClient, reference_url: str, name: str, query: str
    ) -> None:
        assert printed(reference_url, "chart", name, query) == files.get(f"/charts/{name}.csv{query}").data

    def test_the_check_figures_stand_in_the_csv(self, files: FlaskClient) -> None:
        found = records(files.get("/charts/completion-by-region.csv?region=africa-middle-east&theme=open-data").text)
        chosen = [row for row in found if row["chosen"] == "True"]  # the others stand beside it
        assert [(row["id"], row["commitments"], row["assessed"]) for row in chosen] == [
            ("africa-middle-east", "21", "19")
        ]

    def test_the_labels_are_in_the_language_of_the_link(self, files: FlaskClient) -> None:
        found = records(files.get("/charts/completion-by-member.csv?lang=fr").text)
        assert "Albanie" in {row["label"] for row in found}

    def test_a_csv_is_saved_under_the_name_of_its_chart(self, files: FlaskClient) -> None:
        answer = files.get("/charts/completion-by-year.csv")
        assert answer.headers["Content-Disposition"] == "attachment; filename=completion-by-year.csv"
        assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"


class TestTables:
    @pytest.mark.parametrize("name", schema.DATA_TABLES)
    def test_a_table_is_downloaded_as_it_was_loaded(self, files: FlaskClient, name: str) -> None:
        file, table = REFERENCE / f"{name}.csv", files.get(f"/data/{name}.csv").text
        loaded = records(file.read_text("utf-8")) if file.exists() else []  # the data that ship may say nothing of it
        found = records(table)
        columns = [field.name for field in schema.fields(schema.DATA_TABLES[name])]
        assert next(csv.reader(io.StringIO(table))) == [*columns, schema.VERSION_COLUMN]
        assert [[*row] for row in found[:1]] == [[*row, schema.VERSION_COLUMN] for row in loaded[:1]]
        assert [row.pop(schema.VERSION_COLUMN) for row in found] == ["1"] * len(loaded)

    def test_the_list_is_downloaded_as_it_is_shown_and_all_its_pages(self, hand_url: str) -> None:
        found = records(make_client(hand_url).get("/commitments.csv?theme=water&sort=-completion&page=3").text)
        assert [row["id"] for row in found] == ["f1", "s1", "f4", "k2"]

    def test_every_commitment_selected_is_in_the_list(self, files: FlaskClient) -> None:
        found = records(files.get("/commitments.csv?asof=2014-12-31").text)
        done = [row for row in found if row["completion"] in {"substantial", "complete"}]
        assert (len(found), len(done), {row["as_of"] for row in found}) == (1927, 467, {"2014-12-31"})

    def test_hostile_text_runs_in_no_spreadsheet(self, hostile_url: str) -> None:
        found = records(make_client(hostile_url).get("/commitments.csv").text)
        assert [row["title"] for row in found if row["title"].startswith(("=", "+", "-", "@"))] == []


@pytest.mark.parametrize("path", ["/charts/none.csv", "/data/none.csv", "/data/versions.csv", "/vendor/none.js"])
def test_a_file_there_is_not_has_the_status_404(files: FlaskClient, path: str) -> None:
    assert files.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/vendor/../app.py", "/vendor/%2e%2e/icon.svg", "/assets/../dashboard/app.py"])
def test_no_path_leads_out_of_its_folder(files: FlaskClient, path: str) -> None:
    assert "create_app" not in files.get(path).text


class TestEmptyDatabase:
    @pytest.mark.parametrize("path", ["/charts/completion-by-theme.csv", "/commitments.csv", "/data/themes.csv"])
    def test_a_csv_is_its_header(self, empty_url: str, path: str) -> None:
        answer = make_client(empty_url).get(path)
        assert (answer.status_code, answer.text.count("\r\n")) == (200, 1)

    def test_a_page_is_there(self, empty_url: str) -> None:
        assert make_client(empty_url).get("/").status_code == 200


class TestHeaders:
    @pytest.fixture
    def policy(self, client: FlaskClient) -> dict[str, str]:
        parts = client.get("/").headers["Content-Security-Policy"].split("; ")
        return {name: rest for name, _, rest in (part.partition(" ") for part in parts)}

    def test_scripts_come_from_here_or_have_a_known_hash(self, policy: dict[str, str]) -> None:
        sources = policy["script-src"].split()
        assert all(source == "'self'" or source.startswith("'sha256-") for source in sources)

    @pytest.mark.parametrize("kind", ["default-src", "connect-src"])
    def test_nothing_is_fetched_from_elsewhere(self, policy: dict[str, str], kind: str) -> None:
        assert policy[kind] == "'self'"

    @pytest.mark.parametrize("kind", ["object-src", "base-uri", "frame-ancestors"])
    def test_what_is_not_needed_is_closed(self, policy: dict[str, str], kind: str) -> None:
        assert policy[kind] == "'none'"

    @pytest.mark.parametrize("path", ["/", "/nowhere", "/charts/completion-by-theme.csv", "/_dash-layout"])
    def test_every_answer_says_what_it_is_and_keeps_where_the_reader_was(self, client: FlaskClient, path: str) -> None:
        headers = client.get(path).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"

    @pytest.mark.parametrize("path", ["/preview.png", "/assets/standalone/height.js"])
    def test_other_pages_load_the_picture_of_a_link_and_the_script_of_a_frame(
        self, client: FlaskClient, path: str
    ) -> None:
        assert client.get(path, buffered=True).headers["Cross-Origin-Resource-Policy"] == "cross-origin"


def library(client: FlaskClient, name: str, accepted: str = "") -> TestResponse:
    """A library, read to its end."""
    return client.get(assets.address("/", name), headers={"Accept-Encoding": accepted}, buffered=True)


class TestLibraries:
    @pytest.mark.parametrize(("accepted", "encoding"), [("gzip, deflate, br", "br"), ("gzip", "gzip"), ("", None)])
    def test_come_compressed_as_the_browser_can_read_them(
        self, files: FlaskClient, accepted: str, encoding: str | None
    ) -> None:
        answer = library(files, "plotly.js", accepted)
        assert answer.headers.get("Content-Encoding") == encoding

    @pytest.mark.parametrize(("encoding", "unpack"), [("br", brotli.decompress), ("gzip", gzip.decompress)])
    def test_are_the_same_however_they_come(self, files: FlaskClient, encoding: str, unpack: object) -> None:
        packed = library(files, "page.css", encoding).data
        assert unpack(packed) == library(files, "page.css").data  # type: ignore[operator]

    def test_are_kept_for_a_year(self, files: FlaskClient) -> None:
        kept = library(files, "plotly.js").cache_control
        assert (kept.max_age, kept.immutable, kept.public) == (365 * 24 * 3600, True, True)

    def test_differ_by_encoding_for_caches_on_the_way(self, files: FlaskClient) -> None:
        assert "Accept-Encoding" in library(files, "plotly.js").headers["Vary"]

    def test_carry_a_hash_in_their_name(self) -> None:
        assert all(any(sign.isdigit() or sign.isupper() for sign in name) for name in assets.manifest().values())


@pytest.mark.parametrize("kind", ["css", "js"])
class TestOurOwnScriptsAndStyles:
    def test_are_one_file_of_the_document(self, files: FlaskClient, kind: str) -> None:
        text = files.get("/").text
        assert (text.count(assets.address("/", f"page.{kind}")), text.count(f"assets/{kind}")) == (1, 0)

    def test_come_for_now_to_a_page_that_knew_others(self, files: FlaskClient, kind: str) -> None:
        answer = files.get(f"/vendor/page-0123ABCD.{kind}", buffered=True)
        cached = answer.cache_control
        assert answer.data == library(files, f"page.{kind}").data
        assert (answer.status_code, bool(cached.no_cache), cached.max_age) == (200, True, None)

    def test_have_an_entry_for_each_kind_of_document_and_no_file_without_one(
        self, files: FlaskClient, kind: str
    ) -> None:
        sources = {path.relative_to(assets.SOURCES / kind) for path in (assets.SOURCES / kind).rglob(f"*.{kind}")}
        entries = {path for path in sources if len(path.parts) == 1}
        assert {str(path) for path in entries} <= assets.manifest().keys()
        joined = {path for entry in entries for path in reached(kind, entry)}
        assert sources - entries - joined == set()


def reached(kind: str, path: Path) -> set[Path]:
    """The files that one of assets/js or assets/css names, and those that these name."""
    text = (assets.SOURCES / kind / path).read_text("utf-8")
    named = re.findall(r"""(?:^import|from|@import) "(\./[^"]+|\.\./[^"]+)\"""", text, re.MULTILINE)
    here = [Path(os.path.normpath(path.parent / name)) for name in named]
    ours = {one for one in here if not one.is_relative_to("../..")}
    return ours.union(*(reached(kind, one) for one in ours)) if ours else set()


class TestDatabaseAway:
    @pytest.fixture(params=["missing folder", "not a database"])
    def url(self, request: pytest.FixtureRequest, tmp_path: Path) -> str:
        if request.param == "missing folder":
            return f"sqlite:///{tmp_path / 'no' / 'such' / 'folder.sqlite'}"
        (tmp_path / "noise.sqlite").write_bytes(b"this is no database " * 100)
        return f"sqlite:///{tmp_path / 'noise.sqlite'}"

    @pytest.mark.parametrize("path", ["/", "/charts/completion-by-theme.csv"])
    def test_is_said_in_a_sentence(self, url: str, path: str) -> None:
        answer = make_client(url).get(path)
        assert (answer.status_code, "database cannot be reached" in answer.text) == (503, True)

    def test_is_said_in_the_readers_language(self, url: str) -> None:
        asked = {"/?lang=fr": "", "/": "es-MX,es;q=0.9"}
        answers = [make_client(url).get(path, headers={"Accept-Language": own}).text for path, own in asked.items()]
        sentences = [re.search(r'role="alert">([^<]+)<', text) for text in answers]
        assert [found and found[1] for found in sentences] == [
            "La base de données est inaccessible pour le moment. Veuillez réessayer bientôt.",
            "No se puede acceder a la base de datos en este momento. Vuelva a intentarlo pronto.",
        ]

    def test_is_said_without_the_machines_own_words(self, url: str) -> None:
        assert "Traceback" not in make_client(url).get("/").text

    def test_the_process_still_lives(self, url: str) -> None:
        assert make_client(url).get("/healthz").status_code == 200

    def test_is_said_on_the_command_line(self, url: str) -> None:
        result = CliRunner().invoke(command_line, ["chart", "completion-by-theme"], env={"MONITOR_DATABASE_URL": url})
        assert (result.exit_code, result.stdout) == (1, "")
        assert re.fullmatch(r"MONITOR_DATABASE_URL names .*, which is no (folder|SQLite database)\.\n", result.stderr)


class TestCommandLine:
    def test_lists_every_chart(self, reference_url: str) -> None:
        lines = printed(reference_url, "charts").decode().splitlines()
        assert [line.split()[0] for line in lines] == list(CHARTS)

    def test_refuses_an_unknown_chart_in_a_sentence(self, reference_url: str) -> None:
        result = CliRunner().invoke(command_line, ["chart", "pie"], env={"MONITOR_DATABASE_URL": reference_url})
        assert (result.exit_code, "There is no chart 'pie'." in result.stderr) == (2, True)

    @pytest.mark.parametrize(
        ("query", "sentence"),
        [
            ("?asof=banana", "asof cannot be 'banana': write a day as 2014-12-31, 2014-12 or 2014, or today."),
            ("?nonsense=1", "There is no filter 'nonsense'."),
            ("?regoin=europe", "There is no filter 'regoin'. Did you mean region?"),
            ("?theme=open-dat", "theme cannot be 'open-dat'. Did you mean open-data"),
            ("?level=cit", "level cannot be 'cit': write one or more of national, parliament, regional, local."),
            ("?version=99", "version cannot be '99': write the number of a version that is kept"),
        ],
    )
    def test_refuses_a_filter_it_does_not_have_by_name(self, reference_url: str, query: str, sentence: str) -> None:
        arguments = ["chart", "completion-by-theme", query]
        result = CliRunner().invoke(command_line, arguments, env={"MONITOR_DATABASE_URL": reference_url})
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr.startswith(sentence)

    def test_suggests_the_charts_that_are_called_nearly_so(self, reference_url: str) -> None:
        arguments = ["chart", "completion-by-them"]
        result = CliRunner().invoke(command_line, arguments, env={"MONITOR_DATABASE_URL": reference_url})
        assert (result.exit_code, "Did you mean completion-by-theme" in result.stderr) == (2, True)

    def test_refuses_a_setting_it_cannot_read(self, reference_url: str) -> None:
        result = CliRunner().invoke(command_line, ["chart", "completion-by-theme"], env={"MONITOR_PORT": "many"})
        assert (result.exit_code, "MONITOR_PORT" in result.stderr) == (1, True)


class TestPathPrefix:
    @pytest.fixture
    def client(self, reference_url: str) -> FlaskClient:
        return make_client(reference_url, path_prefix="/monitor/")

    @pytest.mark.parametrize("path", ["", "commitments", "members/ALB", "charts/completion-by-theme.csv", "healthz"])
    def test_everything_is_under_it(self, client: FlaskClient, path: str) -> None:
        assert client.get(f"/monitor/{path}").status_code == 200

    def test_nothing_is_beside_it(self, client: FlaskClient) -> None:
        assert client.get("/charts/completion-by-theme.csv").status_code == 404

    def test_every_address_in_the_document_is_under_it(self, client: FlaskClient) -> None:
        text = client.get("/monitor/").text
        addresses = [part for part in text.split('"') if part.startswith("/") and part != "/"]  # the key of the search
        assert [part[:60] for part in addresses if not part.startswith("/monitor/")] == []

    def test_libraries_are_under_it(self, client: FlaskClient) -> None:
        assert client.get(assets.address("/monitor/", "plotly.js"), buffered=True).status_code == 200

    def test_an_unknown_page_under_it_has_the_status_404(self, client: FlaskClient) -> None:
        assert client.get("/monitor/nowhere").status_code == 404
