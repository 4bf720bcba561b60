"""The documentation's site: its references have all that the code has, its links lead somewhere, its tutorials work."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from html import unescape
from html.parser import HTMLParser
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
import typer
import yaml
from babel.messages.pofile import read_po
from flask.testing import FlaskClient
from typer.testing import CliRunner
from werkzeug.routing import Rule

from dashboard.charts.registry import CHARTS
from dashboard.data.filters import NAMES, written
from dashboard.language.languages import CATALOGUES, LANGUAGES
from dashboard.language.vocabulary import CODES, DEFINITIONS
from dashboard.language.words import Words
from dashboard.settings import Settings
from dashboard.web.api import FORMATS
from dashboard.web.pages import PAGES
from data_loader import limits
from docs import reference, reference_blocks, reference_words, site

ROOT = Path(__file__).parents[1]
PAGES_OF_MARKDOWN = [*site.documents(), ROOT / "README.md"]
TUTORIALS = sorted((ROOT / "docs" / "tutorials").glob("*.md"))


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _code(text: str) -> set[str]:
    """What stands between backticks."""
    return set(re.findall(r"`([^`\n]+)`", text))


@pytest.fixture(scope="module")
def server(reference_url: str) -> Any:
    """The dashboard over the data that ship with the product."""
    return reference.server_of(reference_url)


@pytest.fixture(scope="module")
def client(server: Any) -> FlaskClient:
    return server.test_client()


class TestSettings:
    @pytest.mark.parametrize(
        ("prefix", "options"),
        [("MONITOR_", Settings), ("MONITOR_LOAD_MAX_", limits.Limits)],
        ids=["dashboard", "loader"],
    )
    def test_each_stands_there_with_its_default_and_its_sentence(self, prefix: str, options: type) -> None:
        text = reference.settings()
        for option in fields(options):
            [row] = [line for line in text.splitlines() if line.startswith(f"| `{prefix}{option.name.upper()}` |")]
            assert f"| {option.metadata['sentence']} |" in row
            assert option.default == "" or f"| `{option.default}` |" in row

    def test_all_that_the_loader_reads_stands_there_but_what_the_server_tells_it(self) -> None:
        from_the_server = {"MONITOR_LOAD_NOTE", "MONITOR_LOAD_ORIGIN", "MONITOR_LOAD_PROGRESS"}
        assert limits.VARIABLES - from_the_server <= _code(reference.settings())


def _help(program: typer.Typer, words: list[str]) -> str:
    shown = CliRunner().invoke(program, [*words, "--help"], env={"COLUMNS": "200", "NO_COLOR": "1"})
    assert shown.exit_code == 0, words
    return shown.output


def _commands(program: typer.Typer, words: list[str]) -> Iterator[tuple[list[str], set[str]]]:
    """Every command, as the help of each leads to those below it, with the options that its own help names."""
    shown = _help(program, words)
    yield words, set(re.findall(r"^\W*(--[a-z][a-z-]+)", shown, re.MULTILINE)) - {"--help"}
    for word in re.findall(r"^│ ([a-z][a-z-]*) ", shown, re.MULTILINE):
        yield from _commands(program, [*words, word])


class TestCommands:
    @pytest.mark.parametrize("name", reference.PROGRAMS)
    def test_each_stands_there_with_every_option_that_its_help_names(self, name: str) -> None:
        text = reference.commands()
        every = {" ".join([name, *words]): options for words, options in _commands(reference.PROGRAMS[name](), [])}
        missing = {command: options - _code(_section(text, command)) for command, options in every.items()}
        assert len(every) > 5
        assert [command for command in every if not _section(text, command)] == []
        assert {command: options for command, options in missing.items() if options} == {}


def _section(text: str, command: str) -> str:
    """What the reference says of a command, without those below it."""
    return re.split(r"^#+ ", text.partition(f"# `{command}`\n")[2], flags=re.MULTILINE)[0]


class TestAddresses:
    @pytest.fixture(scope="class")
    def text(self, reference_url: str) -> str:
        return reference.addresses(reference_url)

    def test_every_address_of_the_server_stands_there(self, text: str, server: Any) -> None:
        assert {rule.rule for rule in server.url_map.iter_rules()} - _code(text) == set()

    def test_every_address_that_is_read_is_described(self, text: str, server: Any) -> None:
        read: list[Rule] = [rule for rule in server.url_map.iter_rules() if f"\n| `{rule.rule}` | " in text]
        assert len(read) > 30
        assert [rule.rule for rule in read if not reference.description(rule, server)] == []

    def test_nothing_is_described_that_is_not_there(self, server: Any) -> None:
        assert set(reference.DESCRIPTIONS) <= {rule.rule for rule in server.url_map.iter_rules()}

    def test_every_page_parameter_and_format_stands_there(self, text: str) -> None:
        assert {f"/{page.path}" for page in PAGES} <= _code(text)
        assert {written(name) for name in NAMES} <= _code(text)
        assert set(FORMATS) <= _code(text)

    def test_every_parameter_is_described(self, text: str) -> None:
        rows = text.partition("## Parameters")[2].partition("## Formats")[0]
        assert re.findall(r"^\| `\w+` \|  \|", rows, re.MULTILINE) == []


class TestTerms:
    def test_every_term_and_word_of_a_code_stands_there_in_every_language(self) -> None:
        text = reference.glossary().replace("\\|", "|")
        for lang in LANGUAGES:
            words = Words(lang)
            said = [*DEFINITIONS, *(word for codes in CODES.values() for word in codes.values())]
            assert [word for word in said if words(word) not in text] == []

    def test_every_message_stands_with_its_module(self) -> None:
        with (CATALOGUES / "fr" / "LC_MESSAGES" / "dashboard.po").open("rb") as file:
            known = {message.id for message in read_po(file) if message.id}
        listed = {
            tuple(said) if isinstance(said, tuple) else said
            for all_ in reference_words.by_module().values()
            for said in all_
        }
        assert len(known) > 1000
        assert {one for one in known if one not in listed} == set()


class TestBlocks:
    """Of the whole site this takes longest: every public page of every member, theme and meeting."""

    @pytest.fixture(scope="class")
    def text(self, reference_url: str) -> str:
        return reference_blocks.blocks(reference_url)

    @pytest.mark.parametrize("chart", CHARTS)
    def test_every_chart_stands_there_with_its_question(self, text: str, chart: str) -> None:
        assert f"| `{chart}` | {CHARTS[chart].title} |" in text

    @pytest.mark.parametrize("page", [page for page in PAGES if page.public], ids=lambda page: page.name)
    def test_every_block_that_the_api_gives_of_a_page_stands_there(
        self, text: str, client: FlaskClient, page: Any
    ) -> None:
        things = {
            "members": "L-SAO",
            "one-page": "FRA",
            "themes": "open-data",
            "meetings": "sc-2013-04",
            "commitments": "ALB-1-001",
        }
        path = page.path.replace("*", things.get(page.path.partition("/")[0], "")) or "overview"
        answer = client.get(f"/api/v1/{path}.json")
        assert answer.status_code == 200
        section = text.partition(f"### `/{page.path}`\n")[2].partition("\n#")[0]
        names = {block["name"] for block in json.loads(answer.data)["blocks"] if block["type"] in ("table", "chart")}
        assert names <= _code(section)


@cache
def _anchors(path: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub and the site make them."""
    text = re.sub(r"^```.*?^```$", "", path.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    plain = (re.sub(r"[^\w\s-]", "", heading.lower()).strip() for heading in headings)
    return {re.sub(r"[\s-]+", "-", heading) for heading in plain}


def _is_dead(page: Path, link: str) -> bool:
    parts = urlsplit(link)
    if parts.scheme:
        return parts.scheme not in ("https", "mailto") or (parts.scheme == "https" and "." not in parts.netloc)
    target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
    return not target.exists() or bool(parts.fragment and parts.fragment not in _anchors(target))


class TestPages:
    @pytest.mark.parametrize("page", PAGES_OF_MARKDOWN, ids=_name)
    def test_no_link_is_dead(self, page: Path) -> None:
        without_samples = re.sub(r"^```.*?^```$", "", page.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
        links = re.findall(r"(?<!`)\]\(([^)\s]+)\)", without_samples)
        assert [link for link in links if _is_dead(page, link)] == []

    def test_each_has_one_place_in_the_navigation_and_each_place_its_page(self) -> None:
        def places(entries: Any) -> Iterator[str]:
            for entry in entries:
                [value] = entry.values()
                yield from [value] if isinstance(value, str) else places(value)

        navigation = yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))["nav"]
        written_from_code = [*site.REFERENCE, "reference/messages.md"]
        kept = [str(site.place_of(path)) for path in site.documents()]
        assert sorted(places(navigation)) == sorted([*kept, *written_from_code])


@cache
def _messages() -> set[str]:
    """What the screen can say."""
    with (CATALOGUES / "fr" / "LC_MESSAGES" / "dashboard.po").open("rb") as file:
        return {message.id for message in read_po(file) if isinstance(message.id, str)} | {"Français", "Español"}


def _seen(client: FlaskClient, address: str) -> str:
    """The text of a page as a reader sees it, on one line."""
    answer = client.get(address)
    if answer.mimetype != "text/html":
        return ""
    shown = re.sub(r"<(script|style).*?</\1>", "", answer.text, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", shown)).split())


@pytest.mark.parametrize("tutorial", TUTORIALS, ids=lambda path: path.stem)
class TestTutorials:
    def addresses(self, tutorial: Path) -> list[str]:
        return [one for one in sorted(_code(tutorial.read_text("utf-8"))) if one.startswith("/") and "<" not in one]

    def test_what_is_pressed_is_what_the_screen_says(self, tutorial: Path) -> None:
        bold = [" ".join(one.split()) for one in re.findall(r"\*\*([^*]+)\*\*", tutorial.read_text("utf-8"))]
        labels = [one for one in bold if len(one) > 1 and not one.endswith((".", ":"))]
        assert [label for label in labels if label not in _messages()] == []

    def test_every_address_answers(self, tutorial: Path, client: FlaskClient) -> None:
        answers = {address: client.get(address).status_code for address in self.addresses(tutorial)}
        assert {address: status for address, status in answers.items() if status not in (200, 401, 403)} == {}

    def test_what_is_quoted_is_what_the_pages_say(self, tutorial: Path, client: FlaskClient) -> None:
        quoted = [" ".join(one.split()) for one in re.findall(r"“([^”]+)”", tutorial.read_text("utf-8"))]
        seen = " ".join(_seen(client, address) for address in self.addresses(tutorial)) if quoted else ""
        assert [one for one in quoted if one not in seen] == []


def test_the_evening_of_an_operator_goes_as_it_is_written(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "tutorials" / "operator.md").read_text("utf-8")
    lines = [line.strip() for line in re.findall(r"^ {8}(\S.*)$", text, re.MULTILINE)]
    elsewhere = ("make ", "git ", ".venv/bin/ogm serve\n")  # those build and serve what the tests run in
    followed = [line for line in lines if not f"{line}\n".startswith(elsewhere)]
    script = "\n".join(["set -eux", *followed]).replace(".venv/bin/", f"{Path(sys.executable).parent}/")
    environment = {"HOME": str(tmp_path), "PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
    password = "correct horse battery staple\n" * 2
    done = subprocess.run(
        ["bash", "-c", script],
        input=password,
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert len(followed) > 8
    assert json.loads((tmp_path / "accounts.json").read_text())["ada"]["role"] == "administrator"
    assert len([*tmp_path.glob("monitor-*.sqlite")]) == 1


@pytest.mark.parametrize(
    "form", sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("[!c]*.yml")), ids=lambda path: path.stem
)
def test_a_form_of_an_issue_is_whole(form: Path) -> None:
    content = yaml.safe_load(form.read_text("utf-8"))
    asked = [field for field in content["body"] if field["type"] != "markdown"]
    assert content["name"]
    assert content["description"]
    assert len({field["id"] for field in asked}) == len(asked) > 3
    assert all(field["attributes"]["label"] for field in asked)
    assert any(field.get("validations", {}).get("required") for field in asked)


class _Links(HTMLParser):
    """What a page of the site leads to and loads, and the places in it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.hrefs: list[str] = []
        self.loaded: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        self.ids |= {given[name] for name in ("id", "name") if name in given}
        if tag == "a" and "href" in given:
            self.hrefs.append(given["href"])
        elif tag != "a":
            self.loaded += [
                given[name] for name in ("src", "href") if name in given and given.get("rel") != "canonical"
            ]


class TestBuilt:
    @pytest.fixture(scope="class")
    def built(self, tmp_path_factory: pytest.TempPathFactory, reference_url: str) -> Path:
        """The site; building it fails at any warning."""
        needed = (
            find_spec("zensical"),
            shutil.which("node"),
            (ROOT / "frontend/node_modules/beautiful-mermaid").exists(),
        )
        if not all(needed):
            pytest.skip("expected: what the site is made with is not installed here; make docs-site does")
        return site.build(tmp_path_factory.mktemp("site"), reference_url)

    @pytest.fixture(scope="class")
    def pages(self, built: Path) -> dict[Path, _Links]:
        return {page: _Links(page.read_text("utf-8")) for page in built.rglob("*.html")}

    def test_has_a_page_of_every_source(self, pages: dict[Path, _Links], built: Path) -> None:
        sources = [path.relative_to(built.parent / "docs") for path in built.parent.glob("docs/**/*.md")]
        places = [
            built / (path.with_name("index") if path.stem == "README" else path).with_suffix(".html")
            for path in sources
        ]
        assert len(places) > len(site.documents()) + len(site.REFERENCE)
        assert [place for place in places if place not in pages] == []

    def test_loads_nothing_of_another_host(self, pages: dict[Path, _Links]) -> None:
        loaded = {one for page in pages.values() for one in page.loaded}
        assert {one for one in loaded if urlsplit(one).netloc} == set()

    def test_no_link_is_dead(self, pages: dict[Path, _Links]) -> None:
        dead = [
            (page.name, link)
            for page, links in pages.items()
            if page.name != "404.html"  # which is for any depth
            for link in (*links.hrefs, *links.loaded)
            if self.is_dead(page, link, pages)
        ]
        assert dead == []

    def is_dead(self, page: Path, link: str, pages: dict[Path, _Links]) -> bool:
        parts = urlsplit(link)
        if parts.scheme:
            return False
        target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
        if target.is_dir():
            target /= "index.html"
        return not target.exists() or bool(
            parts.fragment and target in pages and unquote(parts.fragment) not in pages[target].ids
        )

    def test_draws_its_diagrams_without_scripts(self, built: Path) -> None:
        text = (built / "architecture.html").read_text("utf-8")
        assert text.count('<figure class="diagram"') == (ROOT / "docs/architecture.md").read_text("utf-8").count(
            "```mermaid"
        )
        assert "data_loader" in text.partition("<figure")[2].partition("</figure>")[0]
        assert "@import" not in text
