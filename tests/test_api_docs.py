"""The examples of docs/api.md: each is run as it stands, and answers as the page says."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient

from dashboard.web.openapi import PROBLEMS
from dashboard.web.rows import RESOURCES
from tests.dashboard.conftest import make_client

PAGE = (Path(__file__).parents[1] / "docs" / "api.md").read_text("utf-8")
COMMANDS = re.findall(r"^curl .*$", PAGE, re.MULTILINE)


@pytest.fixture(scope="module")
def client(reference_url: str) -> FlaskClient:
    return make_client(reference_url)


def run(client: FlaskClient, command: str) -> Any:
    """What curl would be answered."""
    method, headers, address = "GET", {}, ""
    words = iter(shlex.split(command, comments=True)[1:])
    for word in words:
        if word == "-X":
            method = next(words)
        elif word == "-H":
            name, _, value = next(words).partition(": ")
            headers[name] = value
        elif word != "-i":
            address = word
    place = urlsplit(address)
    return client.open(f"{place.path}?{place.query}", method=method, headers=headers)


@pytest.mark.parametrize("command", COMMANDS)
def test_an_example_answers_as_the_page_says(client: FlaskClient, command: str) -> None:
    status = re.search(r"# (\d+)$", command)
    assert run(client, command).status_code == int(status[1] if status else 200)


def test_an_answer_that_is_shown_is_the_one_that_is_given(client: FlaskClient) -> None:
    shown = re.findall(r"```sh\n([^\n]+)\n```\n\n```json\n(.*?)```", PAGE, re.DOTALL)
    assert len(shown) == 1
    for command, answer in shown:
        assert run(client, command).json == json.loads(answer)


def test_the_page_has_every_kind_of_list_and_every_problem() -> None:
    kinds = {path if path.startswith("records/") else path.partition("/")[0] for path in RESOURCES}
    assert [kind for kind in kinds if f"/api/v1/{kind}" not in PAGE] == []
    assert [status for status in PROBLEMS if f"\n| {status} |" not in PAGE] == []
