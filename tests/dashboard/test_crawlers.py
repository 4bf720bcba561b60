"""What search engines, browsers and people look for by name: robots.txt, the sitemap, icons, security.txt, and 404."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from pathlib import Path
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient
from PIL import Image, ImageColor

from dashboard.language.languages import LANGUAGES
from dashboard.web import sitemap
from dashboard.web.pages import PAGES
from data_loader.load import REFERENCE
from tests.dashboard.conftest import make_client
from tests.dashboard.test_pages import address
from tests.dashboard.test_roles import PAGES_ASK

SITE = "http://localhost"
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
ASSETS = Path(__file__).parents[2] / "assets"


def ids(table: str) -> set[str]:
    with (REFERENCE / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"] for row in csv.DictReader(file)}


def listed(client: FlaskClient, path: str = "/sitemap.xml") -> list[str]:
    answer = client.get(path)
    assert (answer.status_code, answer.mimetype) == (200, "application/xml")
    return [str(one.text).removeprefix(SITE) for one in ET.fromstring(answer.data).iterfind("*/s:loc", NAMES)]


class TestTheSitemap:
    def test_has_every_page_that_everybody_may_read_once(self, files: FlaskClient) -> None:
        expected = {f"/{page.path}" for page in PAGES if page.public and "*" not in page.path}
        for folder, table in (("commitments", "commitments"), ("members", "members"), ("themes", "themes")):
            expected |= {f"/{folder}/{id_}" for id_ in ids(table)}
        expected |= {f"/meetings/{id_}" for id_ in ids("meetings")} | {f"/one-page/{id_}" for id_ in ids("members")}
        found = listed(files)
        assert len(found) == len({*found})
        assert {*found} == expected

    def test_knows_what_there_is_a_page_each_of(self) -> None:
        assert {page.name for page in PAGES if page.public and "*" in page.path} == sitemap._ITEMS.keys()

    def test_leads_to_pages_that_are_there(self, client: FlaskClient) -> None:
        found = listed(client)
        some = [*found[:40], *found[40::150]]
        assert {path for path in some if client.get(path).status_code != 200} == set()

    def test_names_each_page_in_every_language_as_the_page_itself_does(self, client: FlaskClient) -> None:
        tree = ET.fromstring(client.get("/sitemap.xml").data)
        [url] = [one for one in tree.iterfind("s:url", NAMES) if one.findtext("s:loc", "", NAMES) == f"{SITE}/pilots"]
        named = {link.get("hreflang"): link.get("href") for link in url.iterfind("x:link", NAMES)}
        own = re.findall(r'<link rel="alternate" hreflang="([^"]*)" href="([^"]*)"', client.get("/pilots").text)
        assert named == dict(own)
        assert named.keys() == {*LANGUAGES, "x-default"}

    def test_says_when_the_data_were_published(self, files: FlaskClient) -> None:
        tree = ET.fromstring(files.get("/sitemap.xml").data)
        days = {dt.datetime.fromisoformat(str(one.text)) for one in tree.iterfind("*/s:lastmod", NAMES)}
        created = dt.datetime.fromisoformat(files.get("/datapackage.json").json["created"])
        assert days == {created}

    def test_is_split_where_it_is_too_long(self, reference_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
        whole = listed(make_client(reference_url))
        monkeypatch.setattr(sitemap, "MOST", 1_000)
        client = make_client(reference_url)
        parts = listed(client)
        assert parts == [f"/sitemap-{n}.xml" for n in range(1, -(-len(whole) // 1_000) + 1)]
        assert [path for part in parts for path in listed(client, part)] == whole
        assert {client.get(f"/sitemap-{n}.xml").status_code for n in (0, len(parts) + 1, 10**12)} == {404}

    def test_is_of_pages_alone_where_there_are_no_data(self, empty_url: str) -> None:
        assert "/members" in listed(make_client(empty_url))


class TestRobots:
    @pytest.fixture
    def robots(self, files: FlaskClient) -> RobotFileParser:
        parser = RobotFileParser()
        parser.parse(files.get("/robots.txt").text.splitlines())
        return parser

    def test_lets_everybody_read_what_is_in_the_sitemap(self, files: FlaskClient, robots: RobotFileParser) -> None:
        assert robots.site_maps() == [f"{SITE}/sitemap.xml"]
        assert [path for path in listed(files) if not robots.can_fetch("any", f"{SITE}{path}")] == []

    def test_keeps_out_of_what_takes_a_right(self, robots: RobotFileParser) -> None:
        closed = [page for page in PAGES if PAGES_ASK.get(page.name)]
        assert [page.name for page in closed if robots.can_fetch("any", f"{SITE}/{address(page)}")] == []

    def test_leaves_open_what_previews_of_links_need(self, robots: RobotFileParser) -> None:
        for path in (
            "/preview.png?path=pilots&lang=fr",
            "/pilots?level=local",
            "/embed/completion-by-theme",
            "/present",
        ):
            assert robots.can_fetch("Twitterbot", f"{SITE}{path}")

    def test_stands_under_the_prefix(self, reference_url: str) -> None:
        client = make_client(reference_url, site_url="https://data.example.org", path_prefix="/monitor/")
        text = client.get("/monitor/robots.txt").text
        assert "Disallow: /monitor/edit\n" in text
        assert "Sitemap: https://data.example.org/monitor/sitemap.xml\n" in text
        urls = re.findall(r"<loc>([^<]*)", client.get("/monitor/sitemap.xml").text)
        assert all(url.startswith("https://data.example.org/monitor/") for url in urls)


class TestIcons:
    def test_are_named_in_the_head_of_a_page_and_are_there(self, client: FlaskClient) -> None:
        text = client.get("/").text
        for kind in ("icon", "apple-touch-icon", "manifest"):
            [*hrefs] = re.findall(rf'<link rel="{kind}" href="([^"]*)"', text)
            assert hrefs
            assert {client.get(href).status_code for href in hrefs} == {200}

    def test_of_the_manifest_are_what_it_says(self, files: FlaskClient) -> None:
        answer = files.get("/manifest.webmanifest?lang=es")
        assert answer.mimetype == "application/manifest+json"
        about = json.loads(answer.text)
        assert (about["start_url"], about["scope"], about["lang"]) == ("/", "/", "es")
        assert {icon["purpose"] for icon in about["icons"]} == {"any", "maskable"}
        for icon in about["icons"]:
            served = files.get(icon["src"])
            assert (served.status_code, served.mimetype) == (200, icon["type"])
            if icon["sizes"] != "any":
                width, height = Image.open(io.BytesIO(served.data)).size
                assert icon["sizes"] == f"{width}x{height}"

    @pytest.mark.parametrize(
        ("name", "share"), [("favicon.ico", 1), ("icon-192.png", 1), ("icon-512.png", 1), ("apple-touch-icon.png", 0.8),
                            ("icon-maskable-512.png", 0.703)],
    )  # fmt: skip
    def test_show_the_mark(self, name: str, share: float) -> None:
        """Each quarter of the ring has the colour of its arc in the drawing."""
        drawn = re.findall(r'stroke="(#\w+)" d="M([\d.]+) ([\d.]+)A', (ASSETS / "icon.svg").read_text("utf-8"))
        starts = {(float(x), float(y)): ImageColor.getrgb(colour) for colour, x, y in drawn}
        quarters = {(16, 5.5): (-1, -1), (5.5, 16): (-1, 1), (16, 26.5): (1, 1), (26.5, 16): (1, -1)}
        with Image.open(ASSETS / name) as file:
            picture = file.convert("RGB")
        size, radius = picture.size[0], picture.size[0] * share * 10.5 / 32 / 2**0.5
        for start, (right, down) in quarters.items():
            seen = picture.getpixel((int(size / 2 + right * radius), int(size / 2 + down * radius)))
            assert isinstance(seen, tuple)
            assert max(abs(a - b) for a, b in zip(seen, starts[start], strict=True)) < 12, (name, start)

    def test_of_a_phone_leaves_nothing_see_through(self) -> None:
        with Image.open(ASSETS / "apple-touch-icon.png") as file:
            assert (file.mode, file.size) == ("RGB", (180, 180))


class TestSecurity:
    def test_is_said_where_there_is_a_contact(self, reference_url: str) -> None:
        client = make_client(
            reference_url, security_contact="mailto:security@example.org", site_url="https://example.org"
        )
        answer = client.get("/.well-known/security.txt")
        assert (answer.status_code, answer.mimetype) == (200, "text/plain")
        fields = dict(line.split(": ", 1) for line in answer.text.splitlines())
        assert fields["Contact"] == "mailto:security@example.org"
        assert fields["Canonical"] == "https://example.org/.well-known/security.txt"
        ends = dt.datetime.fromisoformat(fields["Expires"]).date()
        assert dt.timedelta(days=30) < ends - dt.datetime.now(dt.UTC).date() < dt.timedelta(days=365)

    def test_is_not_there_without_one(self, files: FlaskClient) -> None:
        assert files.get("/.well-known/security.txt").status_code == 404


class TestFilesThatAreNotThere:
    @pytest.mark.parametrize(
        "path", ["/nothing.png", "/foo.php", "/wp-login.php", "/a/b/c.js", "/.env", "/members/x.html"]
    )
    def test_are_told_in_a_few_bytes(self, client: FlaskClient, path: str) -> None:
        answer = client.get(f"{path}?lang=fr")
        assert answer.status_code == 404
        assert len(answer.data) < 500
        assert "<script" not in answer.text

    @pytest.mark.parametrize("path", ["/nothing", "/members/none", "/commitments/none.1"])
    def test_are_no_pages_which_are_told_on_one(self, client: FlaskClient, path: str) -> None:
        answer = client.get(path)
        assert (answer.status_code, answer.mimetype) == (404, "text/html")
        assert "first-paint" in answer.text
