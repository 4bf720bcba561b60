"""The documentation: what it names exists, what it says of the code is so, and its samples run."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, fields
from html import unescape
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pytest
import requests
from babel.messages.extract import extract_from_file
from babel.messages.frontend import parse_keywords
from babel.messages.pofile import normalize, read_po
from werkzeug.security import generate_password_hash

from dashboard.cli.command_line import SERVER
from dashboard.data import selection, snapshot
from dashboard.figures.intervals import wilson
from dashboard.language.words import SMALL_N
from dashboard.queries import agenda, leadership, pilots
from dashboard.settings import PREFIX, Settings, variables
from data_loader import limits, schema
from tests.data_loader import exports
from tests.recipes import RECIPES, WORDS, Recipe
from tests.test_architecture import FLOORS
from tests.test_words import options_of_the_makefile

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"


def text(name: str) -> str:
    return (DOCS / name).read_text()


MIGRATION = "data_loader/migrations/versions/0012_budgets_of_commitments.py"
PASSWORD = "correct horse battery staple"


def translated(message: str) -> str:
    """Stands for a translation."""
    return f"«{message.rstrip('.')}»{'.' if message.endswith('.') else ''}"


@dataclass(frozen=True)
class Site:
    """The copy, served."""

    address: str
    copy: Path

    def get(self, path: str) -> requests.Response:
        return requests.get(f"{self.address}{path}", timeout=60, headers={"Accept-Language": "en"})

    def found(self, path: str) -> requests.Response:
        answer = self.get(path)
        assert answer.status_code == 200, f"{path}: {answer.status_code}"
        return answer

    def page(self, path: str) -> set[str]:
        """The texts of a document, as a reader sees them."""
        shown = re.sub(r"<(script|style).*?</\1>", "", self.found(path).text, flags=re.DOTALL)
        return {unescape(one).strip() for one in re.split(r"<[^>]*>", shown)}

    def json(self, path: str) -> Any:
        return self.found(path).json()

    def csv(self, path: str) -> list[dict[str, str]]:
        return [*csv.DictReader(io.StringIO(self.found(path).text))]

    def sheets(self, path: str) -> set[str]:
        """The texts in the cells of a workbook."""
        book = openpyxl.load_workbook(io.BytesIO(self.found(path).content), read_only=True)
        return {str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell}

    def words(self, *messages: str, lang: str = "en") -> set[str]:
        """What is said of messages of the recipes."""
        return set(messages) if lang == "en" else {*map(translated, messages)}


def _run(copy: Path, *command: str) -> None:
    subprocess.run([sys.executable, *command], check=True, cwd=copy, env=_environment(copy), stdout=subprocess.DEVNULL)


def _environment(copy: Path) -> dict[str, str]:
    own = {"MONITOR_DATABASE_URL": f"sqlite:///{copy}/monitor.sqlite", "PYTHONPATH": str(copy)}
    return os.environ | own | {"MONITOR_ACCOUNTS": f"{copy}/accounts.json", "MONITOR_SECRET_KEY": "for tests only" * 3}


def _translate(copy: Path, lang: str) -> None:
    """What `make words` finds in the files of the recipes, translated by putting it between signs."""
    keywords = parse_keywords(options_of_the_makefile())
    catalogue = copy / f"dashboard/locale/{lang}/LC_MESSAGES/dashboard.po"
    with catalogue.open("rb") as file:
        known = {message.id[0] if isinstance(message.id, tuple) else message.id for message in read_po(file)}
    files = {sample.path for recipe in RECIPES.values() for sample in recipe.samples if sample.path.endswith(".py")}
    for path in sorted(path for path in files if path.startswith("dashboard") or path == "data_loader/schema.py"):
        for _, message, *_ in extract_from_file("python", copy / path, keywords=keywords):
            if isinstance(message, str) and message and message not in known:
                known.add(message)
                entry = f"msgid {normalize(message)}\nmsgstr {normalize(translated(message))}\n"
                catalogue.write_text(f"{catalogue.read_text('utf-8')}\n{entry}", "utf-8")


def _load(copy: Path) -> None:
    """The data that ship with the product, some findings in the new state, then a file in the new format."""
    findings = copy / "data_loader/reference/assessments.csv"
    findings.write_text(findings.read_text("utf-8").replace(",unclear,", ",suspended,"), "utf-8")
    (copy / "list.csv").write_text("Short name,Begin,End,Town,Kind\nm1,2016-12-07,2016-12-09,A town of ours,event\n")
    _run(copy, "-m", "data_loader", "load", "--if-empty")
    _run(copy, "-m", "data_loader", "load", "list.csv", "--allow-removals")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A copy of the project in which every recipe was followed, served."""
    copy = tmp_path_factory.mktemp("recipes") / "project"
    left_out = shutil.ignore_patterns(".*", "node_modules", "__pycache__", "*.sqlite", "screenshots")
    shutil.copytree(ROOT, copy, ignore=left_out)
    for sample in (*WORDS, *(sample for recipe in RECIPES.values() for sample in recipe.samples)):
        sample.put(copy)
    _run(copy, "-m", "data_loader.migrations", "budgets of commitments")
    assert (copy / MIGRATION).exists()
    _translate(copy, "fr")
    _load(copy)
    hashed = generate_password_hash(PASSWORD, "scrypt:1024:8:1")  # weak, and quick
    accounts = copy / "accounts.json"
    accounts.write_text(json.dumps({role: {"role": role, "password": hashed} for role in ("auditor", "viewer")}))
    accounts.chmod(0o600)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        handle, port = listening.fileno(), listening.getsockname()[1]
        command = [sys.executable, "-m", SERVER, "--socket", str(handle)]
        server = subprocess.Popen(command, cwd=copy, env=_environment(copy), pass_fds=[handle])
    try:
        yield Site(f"http://127.0.0.1:{port}", copy)
    finally:
        server.terminate()
        server.wait()


OF_ITS_OWN = {"MONITOR_LOAD_NOTE", "MONITOR_LOAD_ORIGIN", "MONITOR_LOAD_PROGRESS"}
"""What the server tells the loader, and nobody sets."""


class TestSettings:
    def told(self) -> set[str]:
        return set(re.findall(r"MONITOR_[A-Z_]*[A-Z]", text("deployment.md")))

    def test_every_setting_told_of_exists(self) -> None:
        assert self.told() <= variables() | limits.VARIABLES

    @pytest.mark.parametrize("name", sorted(variables() | limits.VARIABLES - OF_ITS_OWN))
    def test_every_setting_is_told_of(self, name: str) -> None:
        assert name in self.told()

    @pytest.mark.parametrize("declared", [Settings, limits.Limits], ids=lambda one: one.__name__)
    def test_defaults_are_the_codes(self, declared: type) -> None:
        prefix = limits.PREFIX if declared is limits.Limits else PREFIX
        names = {f"{prefix}{field.name.upper()}": str(field.default) for field in fields(declared)}
        rows = re.findall(r"^\| (`MONITOR_.*?) \| (.*?) \|", text("deployment.md"), re.MULTILINE)
        said = {
            name: value
            for cells in rows
            for name, value in zip(*(re.findall(r"`([^`]+)`", cell) for cell in cells), strict=False)
        }
        assert {name: value for name, value in said.items() if name in names and names[name] != value} == {}
        assert len(said) > 15


class TestSizing:
    def test_every_figure_is_a_promise_that_was_measured_and_kept(self) -> None:
        section = text("deployment.md").partition("## How large a machine")[2].partition("\n## ")[0]
        figures = re.findall(r"^\* (.+)$", section, re.MULTILINE)
        results = (ROOT / "benchmarks/RESULTS.md").read_text()
        kept = set(re.findall(r"^\| ([^|]+) \| [^|]+ \| yes \|$", results, re.MULTILINE))
        assert len(figures) > 3
        assert [one for one in figures if one not in kept] == []


def _fences(name: str) -> str:
    """A document without its samples and pictures."""
    return re.sub(r"^```.*?^```$", "", text(name), flags=re.DOTALL | re.MULTILINE)


def _files(name: str) -> set[str]:
    """The files that a document names in backticks; `web/api.py` is one of the dashboard's."""
    return set(re.findall(r"`((?:[\w.-]+/)*[\w.-]+\.(?:py|js|mjs|css|md|csv|po|json|toml))`", _fences(name)))


class TestPlaces:
    @pytest.mark.parametrize("name", ["architecture.md", "how-to.md"])
    def test_every_file_named_exists_or_is_new(self, name: str) -> None:
        new = {sample.path for recipe in RECIPES.values() for sample in recipe.samples if sample.where == "(new)"}
        new.add(MIGRATION)
        folders = (ROOT, ROOT / "dashboard")
        missing = [file for file in _files(name) - new if not any((folder / file).exists() for folder in folders)]
        assert missing == []


class TestArchitecture:
    @pytest.mark.parametrize("room", [room for floor in FLOORS for room in floor.split()])
    def test_every_room_is_told_of(self, room: str) -> None:
        assert re.search(rf"^\| .*`{room}(?:/|\.py)?`.* \| .+ \|$", text("architecture.md"), re.MULTILINE)

    def test_the_picture_of_the_floors_is_the_order_that_is_held(self) -> None:
        floors = re.findall(r'^ {4}f\d+\["(.*)"\]$', text("architecture.md"), re.MULTILINE)
        assert [floor.replace(" · ", " ") for floor in floors] == [*FLOORS]


class TestRecipes:
    """Followed in a copy of the project, and asked for over HTTP."""

    def test_there_is_one_for_each_change(self) -> None:
        listed = re.findall(r"^\| \[(.*?)\]\(#(.*?)\) \| (\d) \|", text("how-to.md"), re.MULTILINE)
        assert [title[0].upper() + title[1:] for title, _, _ in listed] == [*RECIPES]
        assert [int(number) for _, _, number in listed] == [len(recipe.places) for recipe in RECIPES.values()]
        assert [link for title, link, _ in listed if link != title.lower().replace(" ", "-")] == []

    @pytest.mark.parametrize("recipe", RECIPES.values(), ids=RECIPES)
    def test_has_five_places_at_most(self, recipe: Recipe) -> None:
        assert 1 <= len(recipe.places) <= 5

    @pytest.mark.parametrize("recipe", RECIPES.values(), ids=RECIPES)
    def test_lists_every_place_that_its_samples_touch(self, recipe: Recipe) -> None:
        shown_elsewhere = {"A filter": {"dashboard/charts/registry.py"}}  # a chart of it, which is another recipe
        touched = {sample.path for sample in recipe.samples} - shown_elsewhere.get(recipe.title, set())
        assert touched <= set(recipe.files)

    def test_a_chart(self, site: Site) -> None:
        assert site.words("Who is late?") <= site.page("/")
        assert site.words("Who is late?", lang="fr") <= site.page("/?lang=fr")
        member, *_ = rows = site.csv("/charts/overdue-by-member.csv")
        assert int(member["commitments"]) >= int(rows[-1]["commitments"]) > 0
        [slide] = site.json("/present.json?deck=overdue-by-member")["slides"]
        assert len(slide["slide"]["figure"]["data"][0]["y"]) == len(slide["slide"]["rows"]) == len(rows)
        assert site.words("Who is late?") <= site.sheets("/overview.xlsx")
        for address in (
            "/charts/overdue-by-member.pptx",
            "/embed/overdue-by-member",
            "/present.html?deck=overdue-by-member",
        ):
            assert site.get(address).status_code == 200

    def test_a_filter(self, site: Site) -> None:
        assert re.search(r'<input type="checkbox" name="kind" value="city"', site.get("/").text)
        assert site.words("Kind of member", lang="fr") <= site.page("/?lang=fr")
        table = site.json("/api/v1/members/members.json?kind=city")["blocks"][0]
        headers = [column["header"] for column in table["columns"]]
        cities = [dict(zip(headers, row, strict=True)) for row in table["rows"]]
        counted = sum(row["Commitments"] for row in cities if row["Kind"] == "City")
        assert 0 < counted == sum(row["Commitments"] for row in cities)
        [everywhere] = [row for row in site.csv("/charts/completion-by-kind.csv") if row["id"] == "city"]
        assert int(everywhere["commitments"]) == counted
        assert "Kind of member: City" in site.get("/api/v1/overview.txt?kind=city").text

    def test_a_chart_by_a_filter_is_in_the_workbook(self, site: Site) -> None:
        assert {"Kind of member", "City"} <= site.sheets("/overview.xlsx")

    def test_a_column_of_the_data(self, site: Site) -> None:
        assert {"Budget in euros", "120,000"} <= site.page("/commitments/ALB-1-001")
        assert site.words("what it is planned to cost", "euros", lang="fr") <= site.page("/data?lang=fr")
        rows = {row["id"]: row["budget"] for row in site.csv("/data/commitments.csv")}
        assert (float(rows["ALB-1-001"]), rows["ALB-1-002"]) == (120_000, "")

    def test_a_column_that_an_export_of_ogp_does_not_have_is_empty_there(self, site: Site) -> None:
        (site.copy / "export.csv").write_text(exports.database({}), "utf-8")
        _run(site.copy, "-m", "data_loader", "check", "export.csv")

    def test_a_table_of_a_page(self, site: Site) -> None:
        assert site.words("Members by the year they joined") <= site.page("/members")
        assert "Membres par année d’adhésion" in site.page("/members?lang=fr")
        rows = site.json("/api/v1/members/joined.json")["blocks"][0]["rows"]
        assert [[row["Year"], int(row["Members"])] for row in site.csv("/api/v1/members/joined.csv")] == rows
        assert {row[0] for row in rows} <= site.sheets("/members.xlsx")
        assert "Membres par année d’adhésion" in site.sheets("/members.xlsx?lang=fr")
        assert site.get("/api/v1/members.pptx").status_code == 200

    def test_a_page(self, site: Site) -> None:
        shown = site.get("/priorities?region=europe")
        assert re.search(r"<h1[^>]*>By priority: [\d,]+ commitments</h1>", shown.text)
        assert 'href="/priorities?region=europe"' in site.get("/?region=europe").text
        assert site.words("Priorities", lang="fr") <= site.page("/?lang=fr")
        assert [block["type"] for block in site.json("/api/v1/priorities.json")["blocks"]] == [
            "header",
            "chart",
            "chart",
        ]
        assert site.words("Which themes deliver?") <= site.sheets("/priorities.xlsx")
        assert site.words("Which themes deliver?") <= site.page("/api/v1/priorities.html")

    def test_a_language(self, site: Site) -> None:
        page = site.get("/?lang=de")
        assert ('<html lang="de"' in page.text, "Deutsch" in page.text) == (True, True)
        assert {"Überblick", "Welche Themen kommen voran?", "Bildung"} <= site.page("/?lang=de")
        assert {"Welche Themen kommen voran?", "Bildung"} <= site.sheets("/overview.xlsx?lang=de")

    def test_a_source_format(self, site: Site) -> None:
        assert "A town of ours" in site.get("/data/meetings.csv").text
        assert site.words("list of meetings", lang="fr") <= site.page("/data?lang=fr")

    def test_a_way_out(self, site: Site) -> None:
        archive = zipfile.ZipFile(io.BytesIO(site.get("/pilots.ods").content))
        assert archive.infolist()[0].filename == "mimetype"
        assert 'office:value-type="percentage"' in archive.read("content.xml").decode()
        one = zipfile.ZipFile(io.BytesIO(site.get("/api/v1/members/joined.ods").content)).read("content.xml").decode()
        assert all(row["Year"] in one for row in site.csv("/api/v1/members/joined.csv"))
        assert 'href="/brief.ods' in site.get("/brief").text
        assert site.words("Workbook (ODS)", lang="fr") <= site.page("/brief?lang=fr")

    def test_a_json_address(self, site: Site) -> None:
        assert [one["version"] for one in site.json("/versions.json")] == [2, 1]

    def test_a_completion_state(self, site: Site) -> None:
        rows = site.csv("/charts/completion-by-level.csv")
        found = sum(int(row["suspended"]) for row in rows)
        assert found > 0
        states = [*schema.COMPLETION_SCALE, *schema.COMPLETION_STATES, "suspended", *schema.COMPLETION_UNKNOWN]
        assert all(sum(int(row[state]) for state in states) == int(row["commitments"]) for row in rows)
        assert f"{found} suspended" in site.get("/api/v1/overview.txt").text
        assert f"«{found} suspended»" in site.get("/api/v1/overview.txt?lang=fr").text
        assert site.json("/api/v1/commitments.json?completion=suspended")["blocks"][-1]["total"] == found
        assert ".level-suspended{" in site.get("/").text
        assert "Suspended" in site.sheets("/overview.xlsx")
        assert site.get("/charts/completion-by-year.pptx").status_code == 200
        assert "suspended" in text("method.md") or "Suspended" not in text("method.md")

    @pytest.mark.parametrize(("role", "status"), [("auditor", 200), ("viewer", 403), ("", 401)])
    def test_a_user_role(self, site: Site, role: str, status: int) -> None:
        with requests.Session() as browser:
            if role:
                form = {"name": role, "password": PASSWORD}
                browser.post(f"{site.address}/signin", form, headers={"Origin": site.address}, timeout=30)
            assert browser.get(f"{site.address}/data/load/audit.csv", timeout=30).status_code == status

    def test_a_kind_of_slide(self, site: Site) -> None:
        [entry] = site.json("/present.json?deck=in-short")["slides"]
        slide = entry["slide"]
        assert [row[0] for row in slide["rows"]] == ["Members", "Commitments"]
        assert slide["headline"] == site.json("/present.json?deck=overview")["slides"][0]["slide"]["headline"]
        assert site.words("The Partnership in short", lang="fr") <= site.page("/present/edit?lang=fr")
        assert site.get("/present.pptx?deck=in-short").status_code == 200


def _cited() -> dict[str, set[int]]:
    """By file, the numbers of the rules that code and tests cite."""
    paths = [
        path
        for folder in ("dashboard", "data_loader", "assets", "frontend", "benchmarks", "tests")
        for path in (ROOT / folder).rglob("*.*")
        if path.suffix in (".py", ".js", ".mjs", ".css") and not {"vendor", "node_modules"} & {*path.parts}
    ]
    cited: dict[str, set[int]] = {}
    for path in paths:
        for number in re.findall(r"\b[Rr]ules? (\d+)", path.read_text("utf-8")):
            cited.setdefault(str(path.relative_to(ROOT)), set()).add(int(number))
    return cited


class TestMethod:
    def test_the_rules_are_numbered_in_their_order(self) -> None:
        numbers = [int(number) for number in re.findall(r"^(\d+)\. \*\*", text("method.md"), re.MULTILINE)]
        assert numbers == [*range(1, 15)]

    def test_every_rule_that_is_cited_is_there(self) -> None:
        rules = {int(number) for number in re.findall(r"^(\d+)\. \*\*", text("method.md"), re.MULTILINE)}
        cited = _cited()
        assert len(cited) > 8
        assert {path: numbers - rules for path, numbers in cited.items() if numbers - rules} == {}

    def test_its_days_and_sizes_are_the_codes(self) -> None:
        said = " ".join(text("method.md").split())
        end = f"{agenda.MANDATE_END:%-d %B %Y}, the end of the mandate"
        for written in (
            f"Due within {selection.Selection.SOON_DAYS} days",
            f"within {leadership.ENDING_DAYS} days of the as-of day",
            f"the larger at most {pilots.SIMILAR:g} times the smaller",
            f"the {pilots.MOST_PEERS} nearest of the same level",
            end,
        ):
            assert written in said

    def test_levels_stand_in_their_order(self) -> None:
        assert " < ".join(f"`{level}`" for level in schema.COMPLETION_SCALE) in text("method.md")

    def test_states_stand_beside_the_scale(self) -> None:
        beside = snapshot.COMPLETION[len(schema.COMPLETION_SCALE) :]
        assert [state for state in beside if f"`{state}`" not in text("method.md")] == []

    def test_assessors_stand_from_strongest_to_weakest(self) -> None:
        said = " ".join(text("method.md").split())
        assert " over ".join(f"`{assessor}`" for assessor in reversed(schema.ASSESSORS[1:])) in said

    def test_the_least_n_of_a_rate_is_the_codes(self) -> None:
        assert f"fewer than {SMALL_N} assessed" in text("method.md")

    def test_the_interval_is_the_codes(self) -> None:
        z = float(re.findall(r"z = ([\d.]+)", text("method.md"))[0])
        low, high = wilson(50, 100)
        width = 2 * z * np.sqrt(0.25 / 100 + z**2 / 40_000) / (1 + z**2 / 100)
        assert high - low == pytest.approx(width, rel=1e-6)

    def test_the_levels_of_the_rate_are_the_codes(self) -> None:
        one_each = range(1, len(snapshot.COMPLETION) + 1)
        levels = dict(zip(snapshot.COMPLETION, one_each, strict=True))
        assert selection.completed(list(one_each)) == levels["substantial"] + levels["complete"]
        assert "(substantial + complete) / assessed" in text("method.md")


@pytest.mark.parametrize("name", sorted(path.name for path in (DOCS / "screenshots").glob("*")))
def test_a_picture_in_the_documentation_is_small(name: str) -> None:
    assert (DOCS / "screenshots" / name).stat().st_size < 250_000
