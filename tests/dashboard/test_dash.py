"""What we know of Dash that it does not promise: a test fails where a new release is another, so that we look again."""

from __future__ import annotations

import re
from pathlib import Path

import dash
import pytest
from dash import Dash
from flask.testing import FlaskClient

from dashboard.theme import assets

HERE = Path(dash.__file__).parent
RENDERER = (HERE / "dash-renderer/build/dash_renderer.min.js").read_text("utf-8")
ELEMENTS = (HERE / "html/dash_html_components.min.js").read_text("utf-8")


@pytest.fixture(scope="module")
def index() -> str:
    """The document of a plain app of Dash."""
    app = Dash("plain")
    app.layout = dash.html.Div()
    return app.server.test_client().get("/").text


@pytest.mark.parametrize("name", ["polyfill@", "dash_table/"])
def test_a_script_that_no_page_needs_is_left_out(index: str, client: FlaskClient, name: str) -> None:
    counts = [len(re.findall(f'<script src="[^"]*/{name}', text)) for text in (index, client.get("/").text)]
    assert counts == [1, 0]


def test_dashs_scripts_take_a_runtime_from_the_polyfill_that_ours_bring_instead() -> None:
    polyfill = next((HERE / "deps").glob("polyfill@*.min.js")).read_text("utf-8")
    assert ["regeneratorRuntime" in text for text in (RENDERER, polyfill, assets.text("page.js"))] == [True] * 3


def test_the_renderer_is_the_one_script_without_an_address(index: str, client: FlaskClient) -> None:
    assert re.findall(r"<script (?!src)[^>]*type=\"application/javascript\"[^>]*>([^<]*)", index) == [
        "var renderer = new DashRenderer();"
    ]
    text = client.get("/").text
    assert text.count('type="module">var renderer = new DashRenderer();') == 1
    assert text.count("<script src=") == 1  # what says light or dark runs before the first paint, all others after it


@pytest.mark.parametrize("word", ["set_props", "callback_context", "no_update", "useLoading"])
def test_the_browsers_side_has_the_words_we_speak_to_it(word: str) -> None:
    assert word in RENDERER + ELEMENTS


def test_an_element_that_waits_for_an_answer_says_so() -> None:
    assert "data-dash-is-loading" in ELEMENTS


def test_nothing_private_of_dash_is_named_anywhere() -> None:
    private = re.compile(r"_pages_|_dashprivate|_dashPlotly|window\.store|__store|_fullLayout|\b_context\b")
    root = Path(__file__).parents[2]
    files = [*(root / "assets" / "js").rglob("*.js"), *(root / "dashboard").rglob("*.py")]
    assert [path.name for path in files if private.search(path.read_text("utf-8"))] == []
