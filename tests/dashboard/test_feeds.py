"""Feeds, read by feedparser: an entry for each version that changed something, in the sentences of the page."""

from __future__ import annotations

import csv
import html
import io
import re
from typing import Any
from urllib.parse import quote

import feedparser
import pytest
from flask.testing import FlaskClient

from dashboard.data import records
from dashboard.language.languages import LANGUAGES
from dashboard.web.pages import PAGES
from data_loader.load import REFERENCE
from tests.dashboard.conftest import make_client
from tests.dashboard.test_changes import HOSTILE, changed
from tests.dashboard.test_pages import address
from tests.reference import copied, publish

SITE = "http://localhost"


def rows(table: str) -> list[dict[str, str]]:
    with (REFERENCE / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _commitment() -> dict[str, str]:
    """The commitment of the first finding."""
    id_ = rows("assessments")[0]["commitment_id"]
    return next(row for row in rows("commitments") if row["id"] == id_)


FOUND = _commitment()
MEMBER = FOUND["member_id"]
THEME = FOUND["themes"].split("; ")[0]
OTHER = next(row["id"] for row in rows("members") if row["id"] != MEMBER)
PLACE = [row["id"] for row in rows("members")].index(MEMBER)


@pytest.fixture(scope="module")
def three(reference_url: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """URL of a database with three versions: a role taken over, then the level of a commitment found anew."""
    folder = tmp_path_factory.mktemp("three")
    url = copied(reference_url, folder / "monitor.sqlite")
    publish(url, folder, "roles", changed("roles", 0, holder="Croatia", steering_member_id="gov-hrv"), "--by", "Ana")
    publish(url, folder, "assessments", changed("assessments", 0, completion="limited"), "--by", "Bo")
    return url


@pytest.fixture(scope="module")
def four(three: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The same with one version more, hostile, on the member of that commitment."""
    folder = tmp_path_factory.mktemp("four")
    url = copied(three, folder / "monitor.sqlite")
    publish(url, folder, "members", changed("members", PLACE, cohort=HOSTILE), "--by", HOSTILE, "--note", HOSTILE)
    return url


@pytest.fixture
def reader(four: str) -> FlaskClient:
    return make_client(four)


def feed(client: FlaskClient, path: str) -> Any:
    answer = client.get(path)
    assert (answer.status_code, answer.mimetype) == (200, "application/atom+xml")
    parsed = feedparser.parse(io.BytesIO(answer.data), response_headers={"content-type": answer.content_type})
    assert not parsed.bozo, parsed.get("bozo_exception")
    assert parsed.version == "atom10"
    return parsed


def versions(parsed: Any) -> list[int]:
    """The data versions that the entries are about, by the page that each leads to."""
    return [int(re.findall(r"[?&]to=(\d+)", entry.link)[0]) for entry in parsed.entries]


def sentences(entry: Any) -> list[str]:
    return str(entry.content[0].value).split("\n")


FEEDS = (
    "/changes.atom",
    f"/members/{MEMBER}.atom",
    f"/themes/{THEME}.atom",
    f"/commitments.atom?q={quote(FOUND['title'])}",
    f"/commitments.atom?member={MEMBER}",
)


@pytest.mark.parametrize("path", FEEDS)
class TestEveryFeed:
    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_is_read_without_a_fault_in_each_language(self, reader: FlaskClient, path: str, lang: str) -> None:
        parsed = feed(reader, f"{path}{'&' if '?' in path else '?'}lang={lang}")
        assert parsed.feed.language == lang
        assert parsed.entries
        ids = [entry.id for entry in parsed.entries]
        assert len({*ids}) == len(ids)

    def test_names_itself_and_the_page_it_is_of(self, reader: FlaskClient, path: str) -> None:
        links = {link.rel: link.href.removeprefix(SITE) for link in feed(reader, path).feed.links}
        assert feed(reader, links["self"]).feed.id == feed(reader, path).feed.id
        assert links["self"].partition("?")[0] == path.partition("?")[0]
        assert reader.get(links["alternate"]).mimetype == "text/html"

    def test_says_the_sentences_of_the_page_each_entry_leads_to(self, reader: FlaskClient, path: str) -> None:
        for entry in feed(reader, path).entries:
            page = html.unescape(re.sub(r"<[^>]+>", "", reader.get(entry.link.removeprefix(SITE)).text))
            assert [one for one in sentences(entry) if " ".join(one.split()) not in " ".join(page.split())] == []

    def test_keeps_the_id_of_an_entry_when_there_is_a_newer_version(self, four: str, three: str, path: str) -> None:
        before = {entry.id for entry in feed(make_client(three), path).entries}
        assert before
        assert before <= {entry.id for entry in feed(make_client(four), path).entries}

    def test_holds_no_hostile_text_as_it_is(self, reader: FlaskClient, path: str) -> None:
        assert "<script" not in reader.get(path).text


class TestWhatIsFollowed:
    def test_of_all_data_is_every_version(self, reader: FlaskClient) -> None:
        assert versions(feed(reader, "/changes.atom")) == [4, 3, 2]

    def test_of_a_member_is_what_changed_of_it(self, reader: FlaskClient) -> None:
        parsed = feed(reader, f"/members/{MEMBER}.atom")
        assert versions(parsed) == [4, 3]
        assert HOSTILE in sentences(parsed.entries[0])[0]
        assert FOUND["title"] in parsed.entries[1].content[0].value

    def test_of_a_member_of_which_nothing_changed_is_nothing(self, reader: FlaskClient) -> None:
        assert feed(reader, f"/members/{OTHER}.atom").entries == []

    def test_of_a_theme_is_what_changed_of_its_commitments(self, reader: FlaskClient) -> None:
        assert versions(feed(reader, f"/themes/{THEME}.atom")) == [3]

    def test_of_a_search_is_what_changed_of_the_commitments_it_finds(self, reader: FlaskClient) -> None:
        assert versions(feed(reader, f"/commitments.atom?q={quote(FOUND['title'])}")) == [3]
        assert feed(reader, f"/commitments.atom?member={OTHER}").entries == []
        assert feed(reader, "/commitments.atom?q=nothingiscalledso").entries == []

    def test_of_a_search_says_what_it_finds(self, reader: FlaskClient) -> None:
        assert "Albania" in feed(reader, f"/commitments.atom?member={MEMBER}").feed.subtitle
        assert "“roads”" in feed(reader, "/commitments.atom?q=roads").feed.subtitle

    def test_that_cannot_be_told_apart_is_said_to_be_so(
        self, reader: FlaskClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(records, "_MOST_COMPARED", 0)
        titles = [entry.title for entry in feed(reader, f"/members/{OTHER}.atom").entries]
        assert len(titles) == 3
        assert all(title.startswith("Too much differs between version") for title in titles)

    @pytest.mark.parametrize("path", ["/members/none.atom", "/themes/none.atom", "/pilots.atom"])
    def test_that_is_not_there_has_no_feed(self, reader: FlaskClient, path: str) -> None:
        assert reader.get(path).status_code == 404

    def test_of_an_empty_database_is_nothing(self, empty_url: str) -> None:
        client = make_client(empty_url)
        assert {client.get(path).status_code for path in ("/changes.atom", "/commitments.atom")} == {404}


class TestTheWayThere:
    @pytest.mark.parametrize("page", [page for page in PAGES if page.public], ids=lambda page: page.name)
    def test_is_in_the_head_of_every_public_page(self, client: FlaskClient, page: Any) -> None:
        text = client.get(f"/{address(page)}").text
        found = re.findall(
            r'<link rel="alternate" type="(application/atom\+xml|text/calendar)"[^>]* href="([^"]*)"', text
        )
        assert [kind for kind, _ in found] == ["application/atom+xml", "text/calendar"]
        for kind, href in found:
            answer = client.get(html.unescape(href).removeprefix(SITE))
            assert (answer.status_code, answer.mimetype) == (200, kind)

    def test_leads_from_a_page_to_its_own(self, client: FlaskClient) -> None:
        text = client.get(f"/members/{MEMBER}?lang=fr").text
        assert f'href="{SITE}/members/{MEMBER}.atom?lang=fr"' in text
        assert f'href="{SITE}/members/{MEMBER}.ics?lang=fr"' in text
        filtered = html.unescape(client.get("/commitments?region=europe&q=roads&sort=-due&page=2&lang=fr").text)
        assert f'href="{SITE}/commitments.atom?region=europe&q=roads&lang=fr"' in filtered

    def test_is_to_be_seen_where_a_page_is_sent(self, client: FlaskClient) -> None:
        text = client.get(f"/members/{MEMBER}").text
        assert re.search(rf'<a [^>]*href="/members/{MEMBER}.atom\?lang=en"[^>]*>Follow what changes \(Atom\)</a>', text)
        assert re.search(rf'<a [^>]*href="/members/{MEMBER}.ics\?lang=en"[^>]*>Dates as a calendar \(ICS\)</a>', text)

    def test_leads_to_the_site_of_the_setting_under_its_prefix(self, four: str) -> None:
        client = make_client(four, site_url="https://data.example.org", path_prefix="/monitor/")
        parsed = feed(client, f"/monitor/members/{MEMBER}.atom")
        hrefs = [parsed.feed.id, *(link.href for link in parsed.feed.links), *(entry.link for entry in parsed.entries)]
        assert all(href.startswith("https://data.example.org/monitor/") for href in hrefs)


def test_what_a_feed_says_is_made_once_a_version(reader: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else each of its readers would have all versions compared anew."""
    before = reader.get(f"/members/{MEMBER}.atom").data
    monkeypatch.setattr(records.Records, "compared", None)
    assert reader.get(f"/members/{MEMBER}.atom").data == before
    assert reader.get(f"/members/{OTHER}.atom").status_code == 200  # of the same comparisons
