"""Every page in every language: an empty console, no other host, nothing axe finds, no sideways scroll, no English."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest

from dashboard.language.languages import LANGUAGES
from dashboard.web.pages import PAGES
from data_loader import schema
from tests.browser.driving import WIDE, Browser
from tests.dashboard.test_pages import address
from tests.english import in_english

PATHS = {page.name: f"/{address(page)}" for page in PAGES} | {"not found": "/nowhere"}
PHONE, HIGH_PHONE, NARROWEST = 390, 844, 360


@dataclass(frozen=True)
class Visit:
    """What was seen of one page in one language, light and dark, wide and narrow."""

    lang: str
    headings: int
    console: list[str]
    hosts: set[str]
    axe: dict[str, list[str]]  # by width and mode
    sideways: int
    texts: list[str]
    screens: float  # how many of a phone it is high as it opens


_visits: dict[tuple[str, str], Visit] = {}
"""A page is opened once for all that is asked of it: opening is what takes the time."""

OF_COLOURS = ("color-contrast", "link-in-text-block")
"""The rules of axe that ask for colours: the elements, their names and their order are those of the light page."""

Look = tuple[int, str, tuple[str, ...]]
LOOKS: tuple[Look, ...] = (
    (WIDE, "light", ()),
    (WIDE, "dark", OF_COLOURS),
    (PHONE, "dark", OF_COLOURS),
    (PHONE, "light", ()),
)
"""Width, mode and the rules asked for there, in the order that changes least from one to the next."""


@pytest.fixture
def visit(request: pytest.FixtureRequest, page: str, lang: str) -> Visit:
    """The visit of this page in this language."""
    if (page, lang) not in _visits:
        browser: Browser = request.getfixturevalue("browser")
        # The words differ between languages, colours and the narrow layout do not: one language shows what is wrong
        # with those.
        looks = LOOKS if lang == LANGUAGES[0] else LOOKS[:1]
        _visits[page, lang] = _look(browser, f"{PATHS[page]}?lang={lang}", looks)
    return _visits[page, lang]


def _look(browser: Browser, address: str, looks: Sequence[Look]) -> Visit:
    browser.open(address).scroll_through()
    texts = browser.visible_texts()
    wrong: dict[str, list[str]] = {}
    for width, mode, rules in looks:
        browser.width(width)
        browser.appear(mode)
        wrong[f"{width} {mode}"] = browser.axe(*rules, but=() if looks is LOOKS else OF_COLOURS)
    browser.resize(PHONE)
    screens = float(browser.run("return document.documentElement.scrollHeight")) / HIGH_PHONE
    browser.width(NARROWEST)
    return Visit(
        lang=str(browser.run("return document.documentElement.lang")),
        headings=len(browser.find_elements("h1")),
        console=[line for line in browser.console() if not _is_the_404(line, browser.server_url)],
        hosts={urlsplit(url).netloc for url in browser.requests()},
        axe=wrong,
        sideways=browser.sideways(),
        texts=texts,
        screens=screens,
    )


def _is_the_404(line: str, root: str) -> bool:
    """The browser notes the status of the page that is not found, as it should."""
    return line.startswith(f"{root}{PATHS['not found']}") and "404" in line


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("page", PATHS)
class TestEveryPage:
    def test_says_its_language(self, visit: Visit, lang: str) -> None:
        assert visit.lang == lang

    def test_has_one_heading(self, visit: Visit) -> None:
        assert visit.headings == 1

    def test_leaves_the_console_empty(self, visit: Visit) -> None:
        assert visit.console == []

    def test_talks_to_no_other_host(self, visit: Visit, server: str) -> None:
        assert visit.hosts == {urlsplit(server).netloc}

    def test_has_nothing_axe_finds(self, visit: Visit, lang: str) -> None:
        looks = LOOKS if lang == LANGUAGES[0] else LOOKS[:1]
        assert set(visit.axe) == {f"{width} {mode}" for width, mode, _ in looks}
        assert {where: found for where, found in visit.axe.items() if found} == {}

    def test_never_scrolls_sideways(self, visit: Visit) -> None:
        assert visit.sideways == 0

    def test_is_at_most_eight_screens_of_a_phone_as_it_opens(self, visit: Visit) -> None:
        assert visit.screens <= 8


@pytest.mark.parametrize("lang", [lang for lang in LANGUAGES if lang != "en"])
@pytest.mark.parametrize("page", PATHS)
def test_a_page_has_no_english(visit: Visit, lang: str) -> None:
    parts = {part for text in visit.texts for part in [text, *text.split(" · ")]} - set(schema.DATA_TABLES)
    assert in_english(parts, lang) == set()


@dataclass(frozen=True)
class Attack:
    """What came of a page full of texts that try to be code."""

    run: bool
    console: list[str]
    sideways: int


_attacks: dict[str, Attack] = {}


HOSTILE = ("/", "/commitments", "/commitments/c0", "/members", "/members/L-X0", "/themes", "/themes/t0", "/data")


@pytest.mark.parametrize("path", HOSTILE)
class TestHostileTexts:
    @pytest.fixture
    def attack(self, request: pytest.FixtureRequest, path: str) -> Attack:
        """The one visit of this page."""
        if path not in _attacks:
            clean, server = (request.getfixturevalue(name) for name in ("clean", "hostile_server"))
            browser = clean.at(server).open(path)
            run, console = browser.run("return window.hacked !== undefined"), browser.console()
            browser.width(NARROWEST)
            _attacks[path] = Attack(run, console, browser.sideways())
        return _attacks[path]

    def test_are_never_run(self, attack: Attack) -> None:
        assert not attack.run

    def test_leave_no_trace_in_the_console(self, attack: Attack) -> None:
        assert attack.console == []

    def test_push_nothing_sideways(self, attack: Attack) -> None:
        assert attack.sideways == 0


def test_a_hostile_title_is_read_as_it_is_written(clean: Browser, hostile_server: str) -> None:
    assert clean.at(hostile_server).open("/commitments/c0").text("h1").startswith("<script>window.hacked=1</script>")
