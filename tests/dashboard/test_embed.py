"""A chart on another site: the same figures, live or pinned for good, framed only where that is allowed."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from dashboard.charts.registry import CHARTS
from dashboard.exports.document import Document, json_in_html, written
from dashboard.exports.slides import chart_slide
from dashboard.language.languages import LANGUAGES
from dashboard.settings import NO_FRAMES
from dashboard.theme import assets
from dashboard.view.view import Views
from dashboard.web.embed import mode_apart
from data_loader import schema
from tests.dashboard import databases, hand, hostile
from tests.dashboard.conftest import make_client

QUERIES = ("?lang=en", "?region=africa-middle-east&theme=open-data&lang=fr", "?member=GBR&asof=2014-12-31&lang=es")


def payload(html: str) -> dict[str, Any]:
    """What the scripts of an embed read."""
    found = re.search(r'<script type="application/json" id="payload">(.*?)</script>', html, re.DOTALL)
    assert found
    return dict(json.loads(found[1]))


def ancestors(client: FlaskClient, path: str) -> str:
    policy = client.get(path).headers["Content-Security-Policy"]
    return policy.partition("frame-ancestors ")[2].partition(";")[0]


@pytest.mark.parametrize("path", ["/embed/a/b", "/embed/", "/embed", "/embed/../", "/embed/completion-by-theme/", "/"])
def test_only_a_chart_may_be_framed(files: FlaskClient, path: str) -> None:
    """Not whatever stands under the same beginning: a page has controls."""
    assert ancestors(files, path) == "'none'"


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("name", CHARTS)
def test_an_embed_says_what_the_card_says(files: FlaskClient, reference: Views, name: str, query: str) -> None:
    told = payload(files.get(f"/embed/{name}{query}").text)["slide"]
    slide = chart_slide(reference.of(query), name)
    said = (slide.title, slide.headline, slide.subtitle, slide.source, slide.columns, slide.rows)
    assert tuple(told[part] for part in ("title", "headline", "subtitle", "source", "columns", "rows")) == said


@pytest.mark.parametrize(("chart", "is_map"), [("members-map", True), ("completion-by-theme", False)])
def test_only_a_map_brings_what_maps_are_drawn_with(files: FlaskClient, chart: str, is_map: bool) -> None:
    assert (assets.address("/", "plotly-map.js") in files.get(f"/embed/{chart}").text) == is_map


def test_an_embed_has_no_script_of_dash(files: FlaskClient) -> None:
    scripts = re.findall(r'<script src="([^"]+)"', files.get("/embed/completion-by-theme").text)
    assert [address for address in scripts if "dash" in address or "react" in address] == []
    assert {address.partition("/")[0] for address in scripts} == {""}  # all from here


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_embed_is_in_the_language_of_its_address(files: FlaskClient, lang: str) -> None:
    assert f'<html lang="{lang}"' in files.get(f"/embed/completion-by-level?lang={lang}").text


class TestAppearance:
    @pytest.mark.parametrize(
        ("query", "rest", "mode"),
        [
            ("theme=dark", "", "dark"),
            ("appearance=light&region=europe", "region=europe", "light"),
            ("theme=open-data&theme=dark", "theme=open-data", "dark"),
            ("theme=open-data", "theme=open-data", ""),
            ("appearance=red", "appearance=red", ""),
        ],
    )
    def test_is_told_apart_from_the_filters(self, query: str, rest: str, mode: str) -> None:
        assert mode_apart(query) == (rest, mode)

    def test_is_that_of_the_address(self, files: FlaskClient) -> None:
        text = files.get("/embed/completion-by-level?theme=dark&lang=en").text
        assert ' data-bs-theme="dark"' in text
        assert "This link asked for something" not in text

    def test_is_left_to_the_readers_system_without_one(self, files: FlaskClient) -> None:
        assert "data-bs-theme=" not in files.get("/embed/completion-by-level").text.partition("<style>")[0]


class TestWhereItMayStand:
    def test_charts_may_be_framed_by_the_sites_of_the_setting(self, reference_url: str) -> None:
        client = make_client(reference_url, frame_ancestors="https://example.org 'self'")
        assert ancestors(client, "/embed/completion-by-theme") == "https://example.org 'self'"

    @pytest.mark.parametrize("path", ["/", "/commitments", "/embed", "/embedded", "/nowhere"])
    def test_pages_may_be_framed_by_nobody(self, reference_url: str, path: str) -> None:
        assert ancestors(make_client(reference_url, frame_ancestors="*"), path) == NO_FRAMES

    @pytest.mark.parametrize("path", ["/embed/none", "/embed/completion-by-theme?version=99"])
    def test_what_cannot_be_shown_is_said_in_the_frame(self, reference_url: str, path: str) -> None:
        assert ancestors(make_client(reference_url), path) == "*"


class TestWhatIsNotThere:
    def test_an_unknown_chart_is_said_with_the_status_404(self, files: FlaskClient) -> None:
        answer = files.get("/embed/none?lang=en")
        assert (answer.status_code, "There is no such chart here." in answer.text) == (404, True)

    def test_a_value_the_data_does_not_have_is_named(self, files: FlaskClient) -> None:
        text = files.get("/embed/completion-by-theme?region=atlantis&lang=en").text
        assert "which was left out: region=atlantis." in text

    def test_without_data_it_says_that_there_is_nothing(self, empty_url: str) -> None:
        told = payload(make_client(empty_url).get("/embed/completion-by-theme?lang=en").text)["slide"]
        assert (told["headline"], told["figure"]) == ("No commitments on record.", {})

    def test_hostile_text_stays_text(self, hostile_url: str) -> None:
        client = make_client(hostile_url)
        texts = [client.get(f"/embed/{name}").text for name in CHARTS]
        assert [text for text in texts if hostile.SCRIPT in text] == []

    def test_a_hostile_address_stays_text(self, files: FlaskClient) -> None:
        text = files.get("/embed/completion-by-theme?region=%3C/script%3E%3Cscript%3Ealert(1)%3C/script%3E").text
        assert "<script>alert" not in text


class TestVersions:
    @pytest.fixture
    def url(self, tmp_path_factory: pytest.TempPathFactory) -> str:
        """Two versions; in the second, one commitment less."""
        url = f"sqlite:///{tmp_path_factory.mktemp('embeds') / 'monitor.sqlite'}"
        engine = sa.create_engine(url)
        databases.write(engine, hand.TABLES)
        databases.write(engine, {**hand.TABLES, "commitments": hand.TABLES["commitments"][:-1]}, version=2)
        engine.dispose()
        return url

    def test_a_live_embed_shows_the_newest_and_looks_for_newer(self, url: str) -> None:
        told = payload(make_client(url).get("/embed/completion-by-theme").text)
        assert (told["version"], told["watch"]) == (2, "/version.json")

    def test_a_pinned_embed_shows_its_version_and_looks_for_no_other(self, url: str) -> None:
        told = payload(make_client(url).get("/embed/completion-by-theme?version=1").text)
        assert (told["version"], told["watch"]) == (1, "")

    def test_a_pinned_embed_whose_rows_are_gone_says_so_and_shows_no_other(self, url: str) -> None:
        client = make_client(url)
        engine = sa.create_engine(url)
        with engine.begin() as connection:
            connection.execute(sa.delete(schema.version_tables).where(schema.version_tables.c.version == 1))
        engine.dispose()
        answer = client.get("/embed/completion-by-theme?version=1&lang=en")
        said = "This chart was pinned to data version 1, which is no longer kept, so it is not shown."
        assert (answer.status_code, said in answer.text, payload(answer.text)) == (410, True, {})


class TestDocument:
    def test_no_text_ends_its_place(self) -> None:
        evil = '</script><img src=x onerror="alert(1)">'
        text = written(Document("en", evil, evil, {"a": evil}, kind=evil, mode=evil))
        assert (evil in text, text.count("<img"), payload(text)) == (False, 0, {"a": evil})

    @pytest.mark.parametrize("data", ["<!--", "&lt;", "\u2028", "</SCRIPT >", {"</script>": [1, None, "é"]}])
    def test_data_come_out_as_they_went_in(self, data: Any) -> None:
        assert json.loads(json_in_html(data)) == data
        assert "<" not in json_in_html(data)
