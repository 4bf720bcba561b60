"""What a presentation is given at its start: every slide, every prepared choice, of one data version."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from dashboard.decks import player
from dashboard.decks.deck import SHIPPED
from dashboard.decks.player import FEW, payload
from dashboard.exports.slides import chart_slide
from dashboard.view.view import Views
from tests.dashboard.conftest import make_client

REGIONS = ["Africa and the Middle East", "Americas", "Asia-Pacific", "Europe"]
LEVELS = ["National", "Parliament", "Regional", "Local"]
ASSETS = Path(__file__).parents[2] / "assets" / "js" / "player"


def deck(views: Views, query: str) -> dict[str, Any]:
    return payload(views.of(query))


def told(document: str) -> dict[str, Any]:
    """What the player's document tells its scripts."""
    found = re.search(r'<script type="application/json" id="payload">(.*?)</script>', document, re.DOTALL)
    assert found
    read: dict[str, Any] = json.loads(found[1])
    return read


class TestTheSlides:
    def test_of_the_committee_are_twelve(self, reference: Views) -> None:
        slides = deck(reference, "?deck=committee")["slides"]
        names = [entry["slide"]["name"] for entry in slides]
        assert (len(names), names) == (12, [item.name for item in SHIPPED["committee"].items])

    def test_say_what_the_charts_say_under_the_same_filters(self, reference: Views) -> None:
        [entry] = deck(reference, "?deck=completion-by-region(theme=open-data)&region=europe&lang=fr")["slides"]
        slide = chart_slide(reference.of("?region=europe&theme=open-data&version=1&lang=fr"), "completion-by-region")
        assert (entry["slide"]["headline"], entry["slide"]["rows"]) == (slide.headline, slide.rows)
        assert entry["slide"]["href"] == slide.href

    def test_carry_filters_n_source_day_and_version(self, reference: Views) -> None:
        for entry in deck(reference, "?deck=committee&region=europe&asof=2014-12-31")["slides"]:
            assert "n=" in entry["slide"]["subtitle"]
            assert entry["slide"]["source"] == "Source: OGP and IRM · as of 31 December 2014 · data version 1"

    def test_keep_the_remarks_of_the_presenter(self, reference: Views) -> None:
        [entry] = deck(reference, "?deck=completion-by-level(note=Ask <b>Kenya</b>)")["slides"]
        assert entry["slide"]["remark"] == "Ask <b>Kenya</b>"

    def test_lead_to_the_version_they_are_pinned_to(self, reference: Views) -> None:
        for entry in deck(reference, "?deck=completion-by-theme;pilots-compared")["slides"]:
            assert "version=1" in entry["slide"]["href"]

    def test_are_none_without_data(self, all_views: dict[str, Views]) -> None:
        assert deck(all_views["empty"], "?deck=committee")["slides"] == []

    @pytest.mark.parametrize("name", SHIPPED)
    def test_are_plain_data_whatever_the_texts(self, all_views: dict[str, Views], name: str) -> None:
        for views in all_views.values():
            assert json.dumps(deck(views, f"?deck={name}"), allow_nan=False)


class TestPreparedChoices:
    def test_are_every_region_and_every_level(self, reference: Views) -> None:
        [entry] = deck(reference, "?deck=completion-by-theme")["slides"]
        assert [choice["text"] for choice in entry["choices"]] == REGIONS + LEVELS

    def test_say_what_the_chart_says_under_that_filter(self, reference: Views) -> None:
        [entry] = deck(reference, "?deck=completion-by-theme(region=europe)&asof=2014-12-31")["slides"]
        choice = next(choice for choice in entry["choices"] if choice["text"] == "Americas")
        slide = chart_slide(reference.of("?region=americas&asof=2014-12-31"), "completion-by-theme")
        assert (choice["name"], choice["slide"]["rows"]) == ("Region", slide.rows)
        assert choice["slide"]["subtitle"] == slide.subtitle

    def test_offer_everything_where_the_deck_is_narrower(self, reference: Views) -> None:
        [entry] = deck(reference, "?deck=completion-by-region(theme=open-data)&region=europe&asof=2014-12-31")["slides"]
        slide = chart_slide(reference.of("?asof=2014-12-31"), "completion-by-region")
        assert (entry["choices"][0]["text"], entry["choices"][0]["slide"]["rows"]) == ("Everything", slide.rows)

    def test_offer_nothing_that_changes_nothing(self, reference: Views) -> None:
        for entry in deck(reference, "?deck=committee")["slides"]:
            for choice in entry["choices"]:
                own, other = entry["slide"], choice["slide"]
                assert any(own[part] != other[part] for part in ("headline", "points", "rows"))

    def test_are_left_out_beyond_the_first_slides_of_a_long_deck(self, reference: Views) -> None:
        slides = deck(reference, f"?deck={';'.join(['completion-by-region'] * (FEW + 2))}")["slides"]
        assert [bool(entry["choices"]) for entry in slides] == [True] * FEW + [False] * 2


class TestNotices:
    def test_tell_what_the_link_asked_for_in_vain(self, reference: Views) -> None:
        found = deck(reference, "?deck=nonsense;completion-by-theme(region=atlantis)&nothing=1")
        assert len(found["slides"]) == 1
        [notice] = found["notices"]
        assert all(part in notice for part in ("nonsense", "region=atlantis", "nothing"))

    def test_tell_that_a_version_is_not_there(self, reference: Views) -> None:
        found = deck(reference, "?deck=completion-by-theme&version=9")
        assert (found["version"], found["notices"][0][:29]) == (1, "There is no data version 9, o")


class TestTheDocument:
    def test_tells_the_player_where_its_slides_are(self, files: FlaskClient) -> None:
        settings = told(files.get("/present?deck=committee&region=europe&version=1&lang=fr&every=30").text)
        assert settings["slides"] == "/present.json?region=europe&deck=committee&version=1&lang=fr"
        assert settings["newest"] == "/present.json?region=europe&deck=committee&lang=fr"
        assert (settings["every"], settings["versions"]) == (30, "/version.json")
        assert files.get(settings["slides"]).json["slides"]

    @pytest.mark.parametrize(("asked", "seconds"), [("20", 20), ("0", 0), ("-1", 0), ("99999", 0), ("1e3", 0), ("", 0)])
    def test_plays_only_by_whole_seconds(self, files: FlaskClient, asked: str, seconds: int) -> None:
        assert told(files.get(f"/present?deck=committee&every={asked}").text)["every"] == seconds

    def test_has_its_addresses_under_the_prefix(self, reference_url: str) -> None:
        document = make_client(reference_url, path_prefix="/monitor/").get("/monitor/present?deck=committee").text
        assert set(re.findall(r'(?:src|href)="(/[^/]*/)', document)) == {"/monitor/"}

    def test_runs_no_script_of_its_own(self, files: FlaskClient) -> None:
        answer = files.get("/present?deck=committee")
        assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
        assert re.findall(r"<script(?![^>]*(src=|application/json))", answer.text) == []

    def test_shows_what_was_asked_for_as_text(self, files: FlaskClient) -> None:
        document = files.get('/present?deck=<script>alert(1)</script>&every="><script>').text
        assert "<script>alert" not in document

    def test_is_in_the_language_of_the_link(self, files: FlaskClient) -> None:
        document = files.get("/present?deck=committee&lang=es").text
        assert ('<html lang="es"' in document, "Open Government Monitor" in unescape(document)) == (True, True)


def test_the_help_names_every_letter_that_does_something() -> None:
    keys = (ASSETS / "keys.js").read_text("utf-8").partition("const ACTIONS")[2].partition("};")[0]
    letters = {letter.upper() for letter in re.findall(r"\b([a-z]): \"", keys)}
    assert letters == {key for keys, _ in player.KEYS for key in keys.split() if re.fullmatch(r"[A-Z]", key)}
