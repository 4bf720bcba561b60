"""Send: a page passes on its own sentence and an address that leads back to it; codes lead to our pages alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from itertools import cycle
from urllib.parse import parse_qs, quote, urlsplit

import numpy as np
import pytest
from flask.testing import FlaskClient

from dashboard.language.languages import LANGUAGES
from dashboard.web.pages import PAGES
from dashboard.web.send import is_page
from tests.dashboard.conftest import make_client
from tests.dashboard.test_pages import address

SITE = "https://data.example.org"
PUBLIC = [page.name for page in PAGES if page.public]


class _Sent(HTMLParser):
    """The heading of a document, and where the ways of its Send lead."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ways: dict[str, str] = {}
        self.heading, self._is_in_heading, self._is_in_menu = "", False, False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = {name: value or "" for name, value in attrs}
        self._is_in_heading = tag == "h1" or self._is_in_heading
        self._is_in_menu = "send-menu" in own.get("class", "") if tag == "details" else self._is_in_menu
        if tag == "a" and self._is_in_menu and "data-send" in own:
            self.ways[own["data-send"]] = own["href"]

    def handle_endtag(self, tag: str) -> None:
        self._is_in_heading = self._is_in_heading and tag != "h1"

    def handle_data(self, data: str) -> None:
        self.heading += data if self._is_in_heading else ""


@pytest.fixture(scope="module")
def client(reference_url: str) -> FlaskClient:
    return make_client(reference_url, site_url=SITE)


def text_of(href: str) -> list[str]:
    """The lines that a way has its reader send."""
    [text] = {**parse_qs(urlsplit(href).query)}.get("body") or parse_qs(urlsplit(href).query)["text"]
    return text.splitlines()


class TestAPageWithoutScripts:
    # Each page in one language, in turn: the words of a page and those of what it sends come from one place.
    @pytest.mark.parametrize(("page", "lang"), zip(PUBLIC, cycle(LANGUAGES), strict=False), ids=str)
    def test_sends_its_sentence_and_the_way_back_to_it(self, client: FlaskClient, page: str, lang: str) -> None:
        path = address(next(one for one in PAGES if one.name == page))
        here = f"/{path}?region=europe&lang={lang}"
        sent = _Sent(client.get(here).text)
        assert sent.ways.keys() == {"mail", "whatsapp", "qr"}
        for way in ("mail", "whatsapp"):
            sentence, source, *_, link = text_of(sent.ways[way])
            assert sentence == sent.heading
            assert re.search("2018.*1", source)
            assert link.startswith(f"{SITE}/{path}?")
        there = _Sent(client.get(link.removeprefix(SITE)).text)
        assert there.heading == sent.heading
        assert parse_qs(urlsplit(link).query)["lang"] == [lang]
        code = client.get(sent.ways["qr"])
        assert (code.status_code, code.mimetype) == (200, "image/svg+xml")

    def test_sends_the_day_although_the_address_named_none(self, client: FlaskClient) -> None:
        *_, link = text_of(_Sent(client.get("/?lang=en").text).ways["mail"])
        assert link == f"{SITE}/?asof=2018-12-31&lang=en"

    @pytest.mark.parametrize("path", ["/people", "/data/load", "/review", "/nowhere"])
    def test_that_is_not_for_everybody_is_not_sent(self, client: FlaskClient, path: str) -> None:
        assert _Sent(client.get(path).text).ways == {}


def test_a_chart_is_sent_with_its_answer_and_its_filters(client: FlaskClient) -> None:
    text = (client.get("/share/completion-by-region.json?region=europe&lang=en").json or {})["send"]
    question, source = text.splitlines()
    assert question.startswith("Where do commitments get finished? Europe")
    assert "as of 31 December 2018" in source


def modules(svg: str) -> np.ndarray:
    """The marks of a code, row by row, without its quiet edge."""
    [size] = re.findall(r'viewBox="0 0 (\d+) \1"', svg)
    [path] = re.findall(r'stroke="#000" d="([^"]+)"', svg)
    marks, x, y = np.zeros((int(size), int(size)), dtype=int), 0, -0.5
    for kind, first, second in re.findall(r"([Mmh])(-?[\d.]+)(?: (-?[\d.]+))?", path):
        if kind == "h":
            marks[int(y), x : x + int(first)] = 1
            x += int(first)
        else:
            x, y = (int(first), float(second)) if kind == "M" else (x + int(first), y + float(second))
    return marks[4:-4, 4:-4]


_MASKS: tuple[Callable[[int, int], bool], ...] = (
    lambda r, c: (r + c) % 2 == 0,
    lambda r, _: r % 2 == 0,
    lambda _, c: c % 3 == 0,
    lambda r, c: (r + c) % 3 == 0,
    lambda r, c: (r // 2 + c // 3) % 2 == 0,
    lambda r, c: r * c % 2 + r * c % 3 == 0,
    lambda r, c: (r * c % 2 + r * c % 3) % 2 == 0,
    lambda r, c: ((r + c) % 2 + r * c % 3) % 2 == 0,
)


def decoded(marks: np.ndarray) -> str:
    """What a code of one block (versions 2 and 3) says, as ISO/IEC 18004 has it read."""
    size = len(marks)
    mask = _MASKS[int("".join(map(str, marks[8, 2:5])), 2) ^ 0b101]
    taken = np.zeros_like(marks)
    taken[:9, :9] = taken[:9, -8:] = taken[-8:, :9] = taken[6, :] = taken[:, 6] = 1
    taken[size - 9 : size - 4, size - 9 : size - 4] = 1  # the one alignment pattern
    bits, upwards = "", True
    for right in [*range(size - 1, 6, -2), 5, 3, 1]:
        for row in range(size - 1, -1, -1) if upwards else range(size):
            for column in (right, right - 1):
                if not taken[row, column]:
                    bits += str(marks[row, column] ^ int(mask(row, column)))
        upwards = not upwards
    assert bits[:4] == "0100"  # bytes
    length = int(bits[4:12], 2)
    return bytes(int(bits[12 + 8 * i : 20 + 8 * i], 2) for i in range(length)).decode()


class TestCode:
    @pytest.mark.parametrize("to", ["/members", "/pilots?lang=fr", "/"])
    def test_says_the_address_of_a_page_on_our_site(self, client: FlaskClient, to: str) -> None:
        answer = client.get(f"/qr.svg?to={quote(to, safe='')}")
        assert decoded(modules(answer.text)) == f"{SITE}{to}"

    @pytest.mark.parametrize(
        "to",
        [
            *("", "members", "//example.com/members", "https://example.com/members", "javascript:alert(1)"),
            *("/nowhere", "/signout", "/\\example.com", "/members\n", "/members?q=" + "a" * 1200),
        ],
    )
    def test_is_given_for_nothing_else(self, client: FlaskClient, to: str) -> None:
        assert client.get(f"/qr.svg?to={quote(to, safe='')}").status_code == 404

    def test_is_of_pages_under_the_path_that_we_are_served_at(self) -> None:
        assert (is_page("/monitor/", "/monitor/members"), is_page("/monitor/", "/members")) == (True, False)
