"""The OpenAPI document: valid, complete, in three languages; and every answer is as it says, whatever is asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from flask.testing import FlaskClient
from hypothesis import HealthCheck, Phase, given, settings
from openapi_spec_validator import OpenAPIV31SpecValidator
from schemathesis import GenerationMode
from schemathesis.config import SchemathesisConfig

from dashboard.charts.registry import CHARTS
from dashboard.web.pages import PAGES
from dashboard.web.problems import KIND
from data_loader import schema as tables
from tests.dashboard.conftest import make_client
from tests.dashboard.test_api_agreement import PUBLIC, path_of

_EXAMPLES = 2
_SETTINGS = settings(
    max_examples=_EXAMPLES,
    phases=[Phase.explicit, Phase.generate],
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[*HealthCheck],
)


@pytest.fixture(scope="module")
def client(reference_url: str) -> FlaskClient:
    return make_client(reference_url)


@pytest.fixture(scope="module")
def document(client: FlaskClient) -> Any:
    return client.get("/api/v1/openapi.json?lang=en").json


@pytest.fixture(scope="module")
def asked(client: FlaskClient, document: Any) -> Any:
    """The document for schemathesis, which asks the application itself; what is packed it could not read."""
    config = SchemathesisConfig.from_dict({"phases": {"coverage": {"enabled": False}}})
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json?lang=en", client.application, config=config)


def test_is_valid(document: Any) -> None:
    assert document["openapi"].startswith("3.1")
    assert [error.message for error in OpenAPIV31SpecValidator(document).iter_errors()] == []


def test_is_valid_of_few_data_too(hand_url: str) -> None:
    document = make_client(hand_url).get("/api/v1/openapi.json?lang=en").json
    assert [error.message for error in OpenAPIV31SpecValidator(document).iter_errors()] == []
    assert "/meetings/{meeting}" in document["paths"]


def test_has_every_block_of_every_public_page(client: FlaskClient, document: Any) -> None:
    shown = {
        (page.name, block["name"])
        for page in PUBLIC
        for block in client.get(f"/api/v1/{path_of(page) or page.name}.json?lang=en").json["blocks"]
        if "name" in block
    }
    there = {
        (page.name, path.rpartition("/")[2])
        for page in PAGES
        for path in document["paths"]
        if re.fullmatch(_pattern(page.path or page.name) + "/[^/{}]+", path)
    }
    # What one of a kind has alone is not found in the few of it that the document looks at.
    assert {one for one in shown - there if one[0] not in {"member", "one-page", "theme", "meeting", "brief"}} == set()


def _pattern(path: str) -> str:
    return "/" + path.replace("/*", "/{[a-z]+}").replace("{", r"\{").replace("}", r"\}")


def test_has_every_chart_table_and_list(document: Any) -> None:
    [chart] = [one for one in document["paths"]["/charts/{chart}"]["get"]["parameters"] if one.get("in") == "path"]
    assert chart["schema"]["enum"] == [*CHARTS]
    assert {f"/tables/{name}" for name in tables.DATA_TABLES} <= document["paths"].keys()
    assert {f"/records/{name}" for name in ("commitments", "members", "themes", "versions", "changes")} <= document[
        "paths"
    ].keys()


def test_says_what_every_column_and_field_means(document: Any) -> None:
    fields = document["paths"]["/tables/commitments"]["get"]["responses"]["200"]["content"]["application/json"]
    row = fields["schema"]["properties"]["rows"]["items"]
    assert row["properties"]["starred"]["description"] == "starred by the IRM"
    assert "- Completion rate: " in document["paths"]["/members/members"]["get"]["description"]


def test_has_an_example_and_every_error_of_every_address(document: Any) -> None:
    for path, ways in document["paths"].items():
        assert {"400", "404", "406", "503"} <= ways["get"]["responses"].keys(), path
    assert all("example" in one for one in document["components"]["parameters"].values())
    assert all([*one["content"]] == [KIND] for one in document["components"]["responses"].values())


@pytest.mark.parametrize(("lang", "title"), [("fr", "Engagements"), ("es", "Compromisos")])
def test_speaks_the_language_asked_for(client: FlaskClient, lang: str, title: str) -> None:
    document = client.get(f"/api/v1/openapi.json?lang={lang}").json
    assert document["paths"]["/commitments"]["get"]["summary"] == title
    english = client.get("/api/v1/openapi.json?lang=en").json
    assert document["info"]["description"] != english["info"]["description"]


@pytest.mark.parametrize("mode", [*GenerationMode], ids=lambda mode: mode.name.lower())
def test_the_answers_are_as_it_says(asked: Any, mode: GenerationMode) -> None:
    """Of pages and a block of each, of charts, tables and records: some examples, and all that schemathesis checks."""
    for operation in kinds(asked):
        ask(operation, mode)


def kinds(asked: Any) -> Iterator[Any]:
    """One way to ask of each kind."""
    seen = set()
    for operation in (result.ok() for result in asked.get_all_operations()):
        start, _, end = operation.path.rpartition("/")
        kind = f"{start}/{end if end.startswith('{') or not start else ''}"
        if kind not in seen:
            seen.add(kind)
            yield operation


def ask(operation: Any, mode: GenerationMode) -> None:
    """Ask in some ways that the document allows, or does not, and check each answer against it."""

    @_SETTINGS
    @given(case=operation.as_strategy(generation_mode=mode))
    def check(case: Any) -> None:
        case.call_and_validate(headers={"Accept-Encoding": "identity"})

    check()
