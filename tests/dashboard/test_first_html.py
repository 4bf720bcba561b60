"""The document that answers a page holds all of it: headline, figures, tables, links, the filters as a form."""

from __future__ import annotations

from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient

from dashboard.language.languages import LANGUAGES
from dashboard.web.pages import PAGES
from tests.dashboard.conftest import make_client
from tests.dashboard.test_pages import address

VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta"}


class Outline(HTMLParser):
    """The elements of a document, and whether each one that opens is closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)

    def of(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.fixture(scope="module")
def client(reference_url: str) -> FlaskClient:
    return make_client(reference_url)


@pytest.fixture(
    scope="module",
    params=[(page, lang) for page in PAGES for lang in LANGUAGES],
    ids=lambda one: f"{one[0].name}-{one[1]}",
)
def outline(request: pytest.FixtureRequest, client: FlaskClient) -> Outline:
    page, lang = request.param
    return Outline(client.get(f"/{address(page)}?lang={lang}").text)


def test_has_one_heading(outline: Outline) -> None:
    assert len(outline.of("h1")) == 1


def test_closes_what_it_opens(outline: Outline) -> None:
    assert (outline.wrong, outline.open) == ([], [])


def test_gives_no_id_twice(outline: Outline) -> None:
    ids = [attributes["id"] for _, attributes in outline.elements if "id" in attributes]
    assert sorted(set(ids)) == sorted(ids)


def test_names_every_control(outline: Outline) -> None:
    controls = [*outline.of("input"), *outline.of("select")]
    assert [one for one in controls if one.get("form") and not one.get("name")] == []


@pytest.mark.parametrize("page", [page for page in PAGES if page.nav], ids=lambda page: page.name)
def test_its_links_lead_somewhere(client: FlaskClient, page: object) -> None:
    outline = Outline(client.get(f"/{address(page)}").text)  # type: ignore[arg-type]
    ours = [one["href"] for one in outline.of("a") if one.get("href", "").startswith("/")]
    hrefs = {href if href.startswith("/qr.svg") else urlsplit(href).path for href in ours}
    some = sorted(hrefs)[:: max(1, len(hrefs) // 40)]
    assert [path for path in some if _status(client, path) != 200] == []


def _status(client: FlaskClient, path: str) -> int:
    with client.get(path) as answer:
        return answer.status_code


class TestTheFilters:
    def test_a_choice_is_ticked(self, client: FlaskClient) -> None:
        boxes = Outline(client.get("/?region=europe").text).of("input")
        assert [one["value"] for one in boxes if one.get("name") == "region" and "checked" in one] == ["europe"]

    def test_the_form_asks_by_get(self, client: FlaskClient) -> None:
        forms = [one for one in Outline(client.get("/members?lang=fr").text).of("form") if one.get("id")]
        assert [(one["method"], one["action"]) for one in forms] == [("get", "/members")]

    def test_what_no_control_shows_goes_along(self, client: FlaskClient) -> None:
        hidden = [
            one for one in Outline(client.get("/?lang=fr&plan=ALB-1").text).of("input") if one.get("type") == "hidden"
        ]
        assert {(one["name"], one["value"]) for one in hidden} >= {("lang", "fr"), ("plan", "ALB-1")}

    def test_repeated_parameters_are_one_choice(self, client: FlaskClient) -> None:
        boxes = Outline(client.get("/?region=europe&region=americas&asof=&asof=2016-12-31").text).of("input")
        assert [one["value"] for one in boxes if one.get("name") == "region" and "checked" in one] == [
            "americas",
            "europe",
        ]


def test_a_page_is_made_once_a_request(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    from dashboard.data import filters
    from dashboard.pages import overview
    from dashboard.view import view

    calls: list[str] = []
    real = overview.headline
    monkeypatch.setattr(overview, "headline", lambda *args: calls.append("headline") or real(*args))
    parse = filters.parse
    monkeypatch.setattr(view, "parse", lambda *args: calls.append("parse") or parse(*args))
    client.get("/?region=europe")
    assert calls.count("headline") == 1
    assert calls.count("parse") <= 2  # the reader's filters, and those the page itself sets
