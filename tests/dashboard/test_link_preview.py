"""What other sites show of a link: the page's own headline, its address, and a picture that says the same."""

from __future__ import annotations

import csv
import html
import io
import re
from collections import Counter

import pytest
from flask.testing import FlaskClient
from PIL import Image

from dashboard.exports import preview
from dashboard.language.languages import LANGUAGES
from dashboard.theme import assets
from dashboard.view.view import Views
from dashboard.web.pages import PAGES, Page
from data_loader.schema import COMPLETION_SCALE
from tests.dashboard import hostile
from tests.dashboard.conftest import make_client
from tests.dashboard.test_pages import address, build, headings


def tags(text: str) -> dict[str, str]:
    """The meta tags of a document by name, and its canonical address."""
    found = dict(re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)">', text))
    if canonical := re.search(r'<link rel="canonical" href="([^"]*)">', text):
        found["canonical"] = canonical[1]
    return {name: html.unescape(value) for name, value in found.items()}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
class TestEveryPage:
    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_is_described_by_its_own_headline(
        self, client: FlaskClient, reference: Views, page: Page, lang: str
    ) -> None:
        told = tags(client.get(f"/{address(page)}?region=europe&lang={lang}").text)
        [headline] = headings(build(reference, address(page), f"?region=europe&lang={lang}")[2])
        assert told["description"].startswith(headline)
        assert told["description"] == told["og:description"] == told["twitter:description"]

    def test_has_a_picture_of_the_right_size(self, client: FlaskClient, page: Page) -> None:
        told = tags(client.get(f"/{address(page)}").text)
        answer = client.get(told["og:image"].removeprefix("http://localhost"))
        assert Image.open(io.BytesIO(answer.data)).size == (1200, 630)
        assert (told["og:image:width"], told["og:image:height"]) == ("1200", "630")
        assert len(answer.data) < 300_000


class TestTags:
    def test_the_address_is_absolute_and_canonical(self, client: FlaskClient) -> None:
        told = tags(client.get("/members?policy_area=open-data&lang=fr&region=europe&nonsense=1").text)
        assert told["canonical"] == told["og:url"] == "http://localhost/members?region=europe&theme=open-data&lang=fr"

    def test_the_address_is_that_of_the_setting(self, reference_url: str) -> None:
        client = make_client(reference_url, site_url="https://data.example.org", path_prefix="/monitor/")
        told = tags(client.get("/monitor/brief").text)
        assert told["canonical"] == "https://data.example.org/monitor/brief"
        assert told["og:image"].startswith("https://data.example.org/monitor/preview.png?path=brief&")

    def test_the_description_says_as_of_when_and_of_which_data(self, client: FlaskClient) -> None:
        rows = csv.DictReader(io.StringIO(client.get("/commitments.csv?asof=2014-12-31").text))
        levels = Counter(row["completion"] for row in rows)
        not_started, limited, substantial, complete = (levels[level] for level in COMPLETION_SCALE)
        done, assessed = substantial + complete, not_started + limited + substantial + complete
        assert tags(client.get("/?asof=2014-12-31&lang=en").text)["description"] == (
            f"{done / assessed:.0%} of assessed commitments are substantially or fully complete; "
            f"{not_started / assessed:.0%} have not started. "
            "Source: OGP and IRM · as of 31 December 2014 · data version 1"
        )

    def test_a_page_that_is_not_there_says_so_and_has_no_picture(self, client: FlaskClient) -> None:
        told = tags(client.get("/nowhere?lang=en").text)
        assert told["description"].startswith("Page not found")
        assert {"canonical", "og:image"} & set(told) == set()

    def test_a_hostile_title_stays_text(self, hostile_url: str) -> None:
        text = make_client(hostile_url).get(hostile.ITEM).text
        assert hostile.SCRIPT not in text
        assert hostile.SCRIPT in tags(text)["description"]

    def test_without_data_a_page_says_so(self, empty_url: str) -> None:
        told = tags(make_client(empty_url).get("/?lang=en").text)
        assert (told["description"], "og:image" in told) == ("There is no data yet.", False)


class TestPicture:
    @pytest.mark.parametrize("path", ["nowhere", "members/XXX", "../../etc/passwd", "%00"])
    def test_there_is_none_of_a_page_that_is_not_there(self, files: FlaskClient, path: str) -> None:
        assert files.get(f"/preview.png?path={path}").status_code == 404

    def test_there_is_none_without_data(self, empty_url: str) -> None:
        assert make_client(empty_url).get("/preview.png").status_code == 404

    def test_differs_by_filter_and_language(self, files: FlaskClient) -> None:
        queries = ("?lang=en", "?lang=fr", "?lang=en&region=europe", "?lang=en&path=members")
        assert len({files.get(f"/preview.png{query}").data for query in queries}) == len(queries)

    def test_is_drawn_once(self, files: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
        first = files.get("/preview.png?lang=es&region=americas").data
        monkeypatch.setattr("dashboard.web.link_preview.png", lambda *_: pytest.fail("drawn again"))
        assert files.get("/preview.png?lang=es&region=americas").data == first

    def test_is_kept_by_those_who_show_it_for_a_while(self, files: FlaskClient) -> None:
        kept = files.get("/preview.png").cache_control
        assert (kept.public, kept.max_age) == (True, 600)

    @pytest.mark.parametrize(
        "text", ["", "x" * 5000, "word " * 900, hostile.SCRIPT, "Žeravica Łódź 日本 🙂 \u0000\n", "١٢٣ עברית"]
    )
    def test_any_text_has_room(self, text: str) -> None:
        shown = preview.Preview(text, text, text, text, ((text, text, text),) * 4, text)
        assert Image.open(io.BytesIO(preview.png(shown))).size == preview.SIZE

    def test_letters_beyond_latin_1_are_taken_from_the_font_that_has_them(self) -> None:
        face = preview._Type(40)
        pieces = [(font.path, piece) for font, piece in face.runs("Łódź – 5 €")]
        latin, other = (str(assets.FOLDER / assets.manifest()[name]) for name in preview._FONTS)
        assert [(str(path) == other, piece) for path, piece in pieces] == [
            (True, "Ł"), (False, "ód"), (True, "ź"), (False, " – 5 €"),
        ]  # fmt: skip
        assert latin != other
