"""oEmbed: the code of a chart for whoever is given its address, and a status for everything else."""

from __future__ import annotations

import html
import re
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from dashboard.charts.registry import CHARTS
from dashboard.settings import NO_FRAMES
from tests.dashboard.conftest import make_client

SITE = "http://localhost"
CHART = f"{SITE}/embed/completion-by-theme"


def ask(client: FlaskClient, url: str, **more: str | int) -> TestResponse:
    return client.get(f"/oembed?{urlencode({'url': url, **more})}")


def attributes(code: str) -> dict[str, str]:
    return {name: html.unescape(value) for name, value in re.findall(r'(\w+)="([^"]*)"', code)}


class TestTheCode:
    @pytest.mark.parametrize("name", CHARTS)
    def test_of_every_chart_shows_it(self, files: FlaskClient, name: str) -> None:
        answer = ask(files, f"{SITE}/embed/{name}?region=europe&lang=fr")
        assert (answer.status_code, answer.mimetype) == (200, "application/json")
        about = answer.json
        assert (about["version"], about["type"]) == ("1.0", "rich")
        frame = attributes(about["html"])
        assert (frame["width"], frame["height"]) == (str(about["width"]), str(about["height"]))
        assert files.get(frame["src"].removeprefix(SITE)).status_code == 200

    def test_keeps_filters_language_version_and_appearance(self, files: FlaskClient) -> None:
        url = f"{CHART}?region=europe&version=1&lang=fr&appearance=dark"
        assert attributes(ask(files, url).json["html"])["src"] == url

    def test_is_titled_in_the_language_of_the_chart(self, files: FlaskClient) -> None:
        assert ask(files, f"{CHART}?lang=fr").json["title"] == "Quels thèmes donnent des résultats\N{NO-BREAK SPACE}?"

    @pytest.mark.parametrize(("most", "is_width"), [(300, 300), (5_000, 800), ("none", 800)])
    def test_is_no_wider_than_asked(self, files: FlaskClient, most: str | int, is_width: int) -> None:
        assert ask(files, CHART, maxwidth=most).json["width"] == is_width

    def test_is_no_higher_than_asked(self, files: FlaskClient) -> None:
        assert ask(files, CHART, maxheight=400).json["height"] == 400

    def test_is_the_same_as_xml(self, files: FlaskClient) -> None:
        answer = ask(files, CHART, format="xml")
        assert (answer.status_code, answer.mimetype) == (200, "text/xml")
        found = {one.tag: one.text for one in ET.fromstring(answer.data)}
        assert found == {name: str(value) for name, value in ask(files, CHART).json.items()}

    def test_leads_to_the_site_of_the_setting_under_its_prefix(self, reference_url: str) -> None:
        client = make_client(reference_url, site_url="https://data.example.org", path_prefix="/monitor/")
        url = "https://data.example.org/monitor/embed/completion-by-theme?lang=en"
        about = client.get(f"/monitor/oembed?{urlencode({'url': url})}").json
        assert attributes(about["html"])["src"] == url
        assert about["provider_url"] == "https://data.example.org/monitor/"


class TestWhatIsRefused:
    @pytest.mark.parametrize(
        "url",
        [
            "",
            "x",
            "javascript:alert(1)",
            "http://[",
            f"{SITE}/",
            f"{SITE}/members",
            f"{SITE}/embed/",
            f"{SITE}/embed/none",
            f"{SITE}/embed/completion-by-theme/x",
            f"{SITE}/x/embed/completion-by-theme",
            "http://example.org/embed/completion-by-theme",
            "http://localhost@example.org/embed/completion-by-theme",
            "http://localhost.example.org/embed/completion-by-theme",
            f"{CHART}?version=7",
            f"{CHART}?{'x' * 20_000}",
        ],
    )
    def test_is_what_is_no_chart_of_ours(self, files: FlaskClient, url: str) -> None:
        assert ask(files, url).status_code == 404

    def test_is_a_format_that_the_standard_does_not_have(self, files: FlaskClient) -> None:
        assert ask(files, CHART, format="yaml").status_code == 501

    def test_is_every_chart_where_no_site_may_show_them(self, reference_url: str) -> None:
        client = make_client(reference_url, frame_ancestors=NO_FRAMES)
        assert ask(client, CHART).status_code == 401
        assert "oembed" not in client.get("/embed/completion-by-theme").text
        assert "oembed" not in client.get("/explore").text


class TestDiscovery:
    @pytest.mark.parametrize(
        "path",
        ["/embed/completion-by-theme?region=europe&lang=fr", "/explore?measure=commitments&group=region&lang=fr"],
    )
    def test_leads_from_a_chart_to_its_code(self, client: FlaskClient, path: str) -> None:
        text = client.get(path).text
        links = re.findall(r'<link rel="alternate" type="([^"]*\+oembed)"[^>]* href="([^"]*)"', text)
        assert [kind for kind, _ in links] == ["application/json+oembed", "text/xml+oembed"]
        for _, href in links:
            assert client.get(html.unescape(href).removeprefix(SITE)).status_code == 200
        src = attributes(client.get(html.unescape(links[0][1]).removeprefix(SITE)).json["html"])["src"]
        assert src.partition("?")[2] == path.partition("?")[2]

    def test_is_for_no_chart_that_is_not_there(self, files: FlaskClient) -> None:
        assert "oembed" not in files.get("/embed/none").text
        assert "oembed" not in files.get("/embed/completion-by-theme?version=7").text
