"""What a card gives away: code and citations that lead to the same figures in a clean browser."""

from __future__ import annotations

import datetime as dt
import html
import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient

from dashboard.charts.registry import CHARTS
from dashboard.exports.slides import chart_slide
from dashboard.language.languages import LANGUAGES
from dashboard.view.view import View, Views
from dashboard.web.embed import citation, embedding
from dashboard.web.pages import find
from tests.dashboard.conftest import make_client
from tests.dashboard.test_embed import payload

SITE = "https://data.example.org"
DAY = dt.date(2026, 11, 23)
QUERIES = (
    "?lang=en",
    "?region=africa-middle-east&theme=open-data&lang=fr",
    "?member=ALB&asof=2014-12-31&completion=limited&lang=es",
)


def followed(views: Views, href: str) -> tuple[View, str]:
    """What a browser without a past is shown at an absolute address of a card, and the card's name."""
    parts = urlsplit(href)
    path = parts.path.strip("/")
    page, item = find(path) or pytest.fail(path)
    return views.of(parts.query, path=path, scope=page.scope(item), item=item), parts.fragment


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("name", CHARTS)
class TestEveryChart:
    def test_code_leads_to_the_same_figures(self, files: FlaskClient, reference: Views, name: str, query: str) -> None:
        view = reference.of(query)
        made = embedding(view, name, SITE)["codes"][f"live,{view.lang},"]
        parts = urlsplit(made["href"])
        told = payload(files.get(f"{parts.path}?{parts.query}").text)
        assert told["slide"]["rows"] == chart_slide(view, name).rows

    def test_a_citation_leads_to_the_same_figures(self, reference: Views, name: str, query: str) -> None:
        view = reference.of(query)
        there, card = followed(reference, cited(citation(view, name, SITE, DAY)["text"]))
        here = chart_slide(view, name)
        again = chart_slide(there, name)
        assert card == name
        assert (there.chosen.version, there.selection.asof) == ("1", view.selection.asof)
        assert again.rows == here.rows
        assert (again.headline, again.source) == (here.headline, here.source)

    def test_the_link_of_a_slide_leads_to_the_same_figures(self, reference: Views, name: str, query: str) -> None:
        view = reference.of(query)
        here = chart_slide(view, name)
        there, card = followed(reference, here.href)
        assert (card, chart_slide(there, name).rows) == (name, here.rows)


def cited(text: str) -> str:
    """The address in a citation."""
    found = re.search(r"https://\S+", text)
    assert found
    return found[0]


class TestCode:
    @pytest.fixture
    def codes(self, reference: Views) -> dict[str, dict[str, str]]:
        view = reference.of("?region=europe&lang=fr")
        return dict(embedding(view, "completion-by-theme", SITE)["codes"])

    def test_is_a_frame_that_needs_no_script(self, codes: dict[str, dict[str, str]]) -> None:
        code = codes["live,fr,"]["code"]
        assert code == (
            '<iframe src="https://data.example.org/embed/completion-by-theme?region=europe&amp;lang=fr" '
            'title="Quels thèmes donnent des résultats\u202f?" width="100%" height="900" loading="lazy" '
            'style="border:0"></iframe>'
        ).replace("\u202f", code[code.index("résultats") + 9])

    def test_is_there_for_every_choice(self, codes: dict[str, dict[str, str]]) -> None:
        wanted = {
            f"{k},{lang},{mode}" for k in ("live", "pinned") for lang in LANGUAGES for mode in ("", "light", "dark")
        }
        assert set(codes) == wanted

    def test_of_every_choice_keeps_its_promise(self, files: FlaskClient, codes: dict[str, dict[str, str]]) -> None:
        for choice, made in codes.items():
            kind, lang, mode = choice.split(",")
            parts = urlsplit(made["href"])
            text = files.get(f"{parts.path}?{parts.query}").text
            start = f'<html lang="{lang}"' + (f' data-bs-theme="{mode}">' if mode else ">")
            assert (start in text, bool(payload(text)["watch"])) == (True, kind == "live")

    def test_of_a_pinned_chart_names_the_version_on_screen(self, codes: dict[str, dict[str, str]]) -> None:
        assert codes["pinned,es,dark"]["href"].endswith("?region=europe&version=1&lang=es&appearance=dark")

    def test_a_reader_of_a_named_version_is_offered_that_one_alone(self, reference: Views) -> None:
        assert list(embedding(reference.of("?version=1"), "completion-by-theme", SITE)["kinds"]) == ["pinned"]

    def test_the_page_of_a_member_gives_the_chart_of_that_member(self, reference: Views) -> None:
        view = reference.of("?lang=en", path="members/ALB", scope="member=ALB", item="ALB")
        href = embedding(view, "completion-by-plan", SITE)["codes"]["live,en,"]["href"]
        assert href == f"{SITE}/embed/completion-by-plan?member=ALB&lang=en"

    def test_text_cannot_leave_its_attribute(self, hostile_url: str) -> None:
        answer = make_client(hostile_url).get("/share/completion-by-theme.json").json
        for made in answer["embed"]["codes"].values():
            inner = re.fullmatch(r"<iframe ([^<>]*)></iframe>", made["code"])
            assert inner
            assert html.unescape(inner[1]).count('src="') == 1


class TestCitation:
    @pytest.fixture
    def cite(self, reference: Views) -> dict[str, str]:
        return citation(reference.of("?region=europe&lang=en"), "completion-by-region", SITE, DAY)

    def test_names_question_filters_n_source_day_version_link_and_day_of_reading(self, cite: dict[str, str]) -> None:
        year = re.search(r"\((\d{4})\)", cite["text"])
        assert year
        assert cite["text"] == (
            f"Open Government Monitor ({year[1]}). “Where do commitments get finished?” Completion rate with its "
            "interval (95%) · Region: Europe · n=773 assessed. Source: OGP and IRM · as of 31 December 2018 · data "
            f"version 1. {SITE}/?region=europe&asof=2018-12-31&version=1&lang=en#completion-by-region "
            "(accessed 23 November 2026)."
        )

    def test_bibtex_has_the_same(self, cite: dict[str, str]) -> None:
        entry = dict(re.findall(r"^  (\w+) *= \{(.*)\},$", cite["bibtex"], re.MULTILINE))
        assert cite["bibtex"].startswith("@misc{ogm-completion-by-region-v1,\n")
        assert entry["url"] == cited(cite["text"])
        assert entry["title"] == "{Where do commitments get finished?}"
        assert entry["urldate"] == "2026-11-23"
        assert "n=773 assessed" in entry["note"]
        assert "data version 1" in entry["note"]

    def test_bibtex_is_whole_whatever_the_names_hold(self, hostile_url: str) -> None:
        answer: Any = make_client(hostile_url).get("/share/completion-by-theme.json?theme=t0").json
        plain = re.sub(r"\\[{}]", "", answer["cite"]["bibtex"])
        assert plain.count("{") == plain.count("}")


class TestAddress:
    def test_an_unknown_chart_has_the_status_404(self, files: FlaskClient) -> None:
        assert files.get("/share/none.json").status_code == 404

    def test_takes_the_site_of_the_request_or_of_the_setting(self, reference_url: str) -> None:
        for options, site in (({}, "http://localhost/"), ({"site_url": SITE}, f"{SITE}/")):
            answer = make_client(reference_url, **options).get("/share/completion-by-theme.json").json
            assert answer["embed"]["codes"]["live,en,"]["href"].startswith(site)
            assert site in answer["cite"]["text"]

    def test_gives_no_code_where_no_site_may_frame_a_chart(self, reference_url: str) -> None:
        answer = make_client(reference_url, frame_ancestors="'none'").get("/share/completion-by-theme.json").json
        assert (answer["embed"], bool(answer["cite"]["text"])) == ({}, True)

    def test_works_under_a_path(self, reference_url: str) -> None:
        answer = make_client(reference_url, path_prefix="/monitor/").get("/monitor/share/completion-by-theme.json").json
        assert answer["embed"]["codes"]["live,en,"]["href"].startswith("http://localhost/monitor/embed/")
        assert "http://localhost/monitor/assets/standalone/height.js" in answer["embed"]["script"]
