"""The API: what is asked is answered whole or refused by name, in the form that is accepted, to scripts of any site."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from dashboard.web import edge, limits, strict
from dashboard.web.edge import PREFIX
from dashboard.web.pages import PAGES
from dashboard.web.problems import KIND
from dashboard.web.rows import RESOURCES
from data_loader import schema
from tests.dashboard import hand
from tests.dashboard.conftest import make_client, publish

ROWS = (
    "/api/v1/members/members",
    "/api/v1/records/commitments",
    "/api/v1/tables/commitments",
    "/api/v1/records/themes",
)
CSVS = ("/charts/completion-by-region.csv", "/commitments.csv", "/data/members.csv", "/api/v1/members/members.csv")


@pytest.fixture(scope="module")
def client(reference_url: str) -> FlaskClient:
    return make_client(reference_url)


def records(text: str) -> list[list[str]]:
    return [*csv.reader(io.StringIO(text))]


class TestWhatIsNotUnderstood:
    """What has no meaning is named, and nothing is answered in its place."""

    @pytest.mark.parametrize("address", CSVS)
    def test_a_wrong_filter_is_refused_so_that_no_whole_passes_for_a_part(
        self, client: FlaskClient, address: str
    ) -> None:
        assert client.get(address).status_code == 200
        assert [client.get(f"{address}?{query}").status_code for query in ("regoin=europe", "region=atlantis")] == [
            400
        ] * 2

    def test_all_that_is_wrong_is_named_with_what_is_possible(self, client: FlaskClient) -> None:
        answer = client.get("/api/v1/members.json?regoin=europe&region=atlantis&asof=2016-13&level=")
        assert (answer.status_code, answer.mimetype) == (400, KIND)
        dropped = {(one["name"], one["value"]): one.get("possible") for one in answer.json["dropped"]}
        assert dropped == {
            ("level", ""): ["national", "parliament", "regional", "local"],
            ("regoin", ""): None,
            ("region", "atlantis"): [*schema.REGIONS],
            ("asof", "2016-13"): None,
        }
        assert {"region", "asof", "limit"} <= {*answer.json["parameters"]}
        assert all(word in answer.json["detail"] for word in ("regoin", "region=atlantis", "asof=2016-13", "level"))

    def test_a_version_that_is_not_kept_is_not_answered_by_another(self, client: FlaskClient) -> None:
        answer = client.get("/api/v1/members.json?version=77")
        assert answer.status_code == 404
        assert answer.json["dropped"] == [{"name": "version", "value": "77", "possible": ["1"]}]

    @pytest.mark.parametrize("query", ["limit=0", f"limit={strict.MOST + 1}", "limit=many", "offset=-1", "offset=1e3"])
    def test_rows_are_asked_for_within_bounds(self, client: FlaskClient, query: str) -> None:
        answer = client.get(f"/api/v1/tables/members.json?{query}")
        name, _, value = query.partition("=")
        assert (answer.status_code, answer.json["dropped"]) == (400, [{"name": name, "value": value}])

    @pytest.mark.parametrize("address", ["/api/v1/tables/members.json", "/data/members.csv"])
    def test_a_filter_that_narrows_nothing_here_is_refused(self, client: FlaskClient, address: str) -> None:
        assert client.get(f"{address}?region=europe").status_code == 400

    def test_a_name_that_a_parameter_once_had_is_still_understood(self, client: FlaskClient) -> None:
        assert client.get("/api/v1/members.json?country=KEN").json == client.get("/api/v1/members.json?member=KEN").json

    def test_a_page_for_people_stays_lenient(self, client: FlaskClient) -> None:
        assert client.get("/members?regoin=europe&region=atlantis").status_code == 200

    def test_it_is_said_in_the_language_of_the_reader(self, client: FlaskClient) -> None:
        said = [client.get(f"/api/v1/members.json?lang={lang}&a=b").json["detail"] for lang in ("en", "fr", "es")]
        assert len({*said}) == 3


class TestProblems:
    """Every error under /api/ has one form."""

    @pytest.mark.parametrize(
        ("method", "address", "headers", "status"),
        [
            ("GET", "/api/v1/nowhere", {}, 404),
            ("GET", "/api/v1/members/nothing.json", {}, 404),
            ("GET", "/api/v1/members/members.ods", {}, 404),
            ("GET", "/api/nowhere", {}, 404),
            ("GET", "/api/v2/members.json", {}, 404),
            ("GET", "/api/v1/desk.json", {}, 404),
            ("GET", "/api/v1/members.csv", {}, 404),
            ("GET", "/api/v1/records/members/XXX", {}, 404),
            ("GET", "/api/v1/members?a=b", {}, 400),
            ("POST", "/api/v1/members.json", {}, 405),
            ("DELETE", "/api/nowhere", {}, 405),
            ("GET", "/api/v1/members", {"Accept": "image/png"}, 406),
            ("GET", "/api/v1/members", {"Accept": "text/csv"}, 406),
            ("GET", "/api/v1/members.json", {"Host": "a b"}, 400),
        ],
    )
    def test_is_a_problem(
        self, client: FlaskClient, method: str, address: str, headers: dict[str, str], status: int
    ) -> None:
        answer = client.open(address, method=method, headers=headers)
        assert (answer.status_code, answer.mimetype) == (status, KIND)
        assert {"type", "title", "status", "detail", "instance"} <= answer.json.keys()
        assert (answer.json["status"], answer.json["type"]) == (status, f"/api/v1/#{status}")
        assert answer.headers["Access-Control-Allow-Origin"] == "*"

    def test_one_of_a_method_says_which_are_allowed(self, client: FlaskClient) -> None:
        assert "GET" in client.post("/api/v1/members.json").headers["Allow"]

    def test_one_of_a_busy_server_says_when_to_ask_again(
        self, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(limits._Share, "begin", lambda _: limits.busy())
        share = make_client(client.application.extensions["signin"].settings.database_url)
        answer = share.get("/api/v1/members/members.csv")
        assert (answer.status_code, answer.mimetype, "Retry-After" in answer.headers) == (503, KIND, True)

    def test_one_elsewhere_stays_a_page(self, client: FlaskClient) -> None:
        assert client.get("/commitments.csv?a=b", headers={"Accept": "text/html"}).mimetype == "text/html"


class TestForms:
    @pytest.mark.parametrize("address", ROWS)
    def test_an_address_without_an_ending_is_what_the_request_accepts(self, client: FlaskClient, address: str) -> None:
        for accept, ending in (("text/csv", ".csv"), ("application/json", ".json"), ("*/*", ".json"), ("", ".json")):
            answer = client.get(f"{address}?limit=3", headers={"Accept": accept} if accept else {})
            assert answer.data == client.get(f"{address}{ending}?limit=3").data
            assert "Accept" in answer.headers["Vary"].replace("Accept-", "")

    def test_a_form_is_never_given_again_to_who_accepts_another(self, client: FlaskClient) -> None:
        kinds = [
            client.get(ROWS[0], headers={"Accept": kind}).mimetype for kind in ("text/csv", "application/json") * 2
        ]
        assert kinds == ["text/csv", "application/json"] * 2

    def test_an_ending_counts_before_what_is_accepted(self, client: FlaskClient) -> None:
        assert client.get(f"{ROWS[0]}.csv", headers={"Accept": "application/json"}).mimetype == "text/csv"


class TestRows:
    @pytest.mark.parametrize("address", ROWS)
    def test_pages_of_rows_together_are_all_of_them(self, client: FlaskClient, address: str) -> None:
        whole = _rows(client.get(f"{address}.json?limit={strict.MOST}").json)
        size, pages, there = max(len(whole) // 3, 1), list[Any](), f"{address}.json?limit={max(len(whole) // 3, 1)}"
        while there:
            answer = client.get(there)
            assert (answer.json["total"], answer.json["limit"]) == (len(whole), size)
            assert ("Link" in answer.headers) == (answer.json["next"] is not None)
            pages += _rows(answer.json)
            there = answer.json["next"]
        assert pages == whole

    @pytest.mark.parametrize("address", ROWS)
    def test_csv_is_whole_unless_rows_are_asked_for(self, client: FlaskClient, address: str) -> None:
        whole = records(client.get(f"{address}.csv").text)
        some = client.get(f"{address}.csv?limit=2&offset=1")
        assert records(some.text) == [whole[0], *whole[2:4]]
        assert 'offset=3>; rel="next"' in some.headers["Link"]
        assert len(whole) - 1 == client.get(f"{address}.json?limit=1").json["total"]

    def test_the_filters_go_along_to_the_next_rows(self, client: FlaskClient) -> None:
        first = client.get("/api/v1/records/commitments.json?region=europe&limit=5").json
        assert "region=europe" in first["next"]
        assert client.get(first["next"]).json["total"] == first["total"] < client.get(f"{ROWS[1]}.json").json["total"]

    def test_a_rate_has_its_n_beside_it_also_where_the_first_is_not_known(self, client: FlaskClient) -> None:
        header, *rows = records(client.get("/api/v1/members/members.csv").text)
        place = header.index("Completion rate")
        assert header[place + 1] == "n"
        assert {len(row) for row in rows} == {len(header)}
        assert [rows[0][0], *rows[0][place : place + 2]] == ["Afghanistan", "", ""]

    def test_a_page_has_only_whole_tables(self, client: FlaskClient) -> None:
        [table] = [block for block in client.get("/api/v1/commitments.json").json["blocks"] if "name" in block]
        assert table["total"] == len(table["rows"]) == client.get("/api/v1/records/commitments").json["total"]

    @pytest.mark.parametrize("address", ["/api/v1/members.json", "/api/v1/members/members.txt", f"{ROWS[1]}/ALB-1-001"])
    def test_what_is_always_whole_takes_no_limit(self, client: FlaskClient, address: str) -> None:
        assert client.get(f"{address}?limit=5").status_code == 400


def _rows(answer: Any) -> list[Any]:
    rows: list[Any] = answer["rows"] if "rows" in answer else answer["blocks"][0]["rows"]
    return rows


class TestRecords:
    @pytest.mark.parametrize("name", list(schema.DATA_TABLES))
    def test_a_table_is_the_one_to_download(self, client: FlaskClient, name: str) -> None:
        ours, theirs = (
            records(client.get(f"/api/v1/tables/{name}.csv").text),
            records(client.get(f"/data/{name}.csv").text),
        )
        assert ours == [row[:-1] for row in theirs]

    def test_commitments_are_those_of_the_list(self, client: FlaskClient) -> None:
        query = "?theme=open-data&completion=complete&sort=-due&asof=2016-12-31"
        assert client.get(f"{ROWS[1]}.csv{query}").data == client.get(f"/commitments.csv{query}").data

    def test_a_commitment_has_its_findings(self, client: FlaskClient) -> None:
        answer = client.get(f"{ROWS[1]}/ALB-1-001").json
        assert (answer["record"]["id"], answer["record"]["themes"]) == (
            "ALB-1-001",
            ["legislation-regulation", "education"],
        )
        assert {one["commitment_id"] for one in answer["assessments"]} == {"ALB-1-001"}

    @pytest.mark.parametrize("name", ["members", "themes"])
    def test_counts_are_those_of_the_chart(self, client: FlaskClient, name: str) -> None:
        listed = client.get(f"/api/v1/records/{name}?region=europe&asof=2016-12-31").json["rows"]
        chart = client.get(f"/charts/completion-by-{name.rstrip('s')}.csv?region=europe&asof=2016-12-31").text
        rows = csv.DictReader(io.StringIO(chart))
        chosen = {row["id"]: (int(row["commitments"]), int(row["assessed"])) for row in rows if row["chosen"] == "True"}
        assert {row["id"]: (row["commitments"], row["assessed"]) for row in listed} == chosen

    def test_every_member_is_there_without_filters(self, client: FlaskClient) -> None:
        assert client.get("/api/v1/records/members").json["total"] == client.get("/api/v1/tables/members").json["total"]

    def test_changes_between_two_versions_have_every_field(self, published_url: str) -> None:
        first, *others = hand.TABLES["commitments"]
        publish(published_url, 2, commitments=[first | {"title": "Another"}, *others])
        client = make_client(published_url)
        answer = client.get("/api/v1/records/changes?from=1&to=2").json
        assert {(row["table"], row["change"], row["field"]) for row in answer["rows"]} >= {
            ("commitments", "changed", "title")
        }
        assert [row["number"] for row in client.get("/api/v1/records/versions").json["rows"]] == [2, 1]
        assert client.get("/api/v1/records/versions/1").json["record"]["kept"] is True
        assert client.get("/api/v1/records/changes?from=1&to=9").status_code == 404


class TestKeeping:
    def test_rows_of_a_version_that_is_named_are_kept_for_good(self, client: FlaskClient) -> None:
        for address in ("/api/v1/tables/roles.csv", "/api/v1/records/commitments.json"):
            assert "immutable" in client.get(f"{address}?version=1").headers["Cache-Control"]
            assert "immutable" not in client.get(address).headers["Cache-Control"]
        assert (
            "immutable" not in client.get("/api/v1/records/commitments?version=1&asof=today").headers["Cache-Control"]
        )

    def test_what_tells_of_later_versions_is_not(self, client: FlaskClient) -> None:
        assert "immutable" not in client.get("/api/v1/records/versions?version=1").headers["Cache-Control"]

    @pytest.mark.parametrize("address", [*ROWS, "/api/v1/", "/api/v1/members.json"])
    def test_what_has_not_changed_is_not_sent_again(self, client: FlaskClient, address: str) -> None:
        first = client.get(address)
        again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")
        assert again.headers["Access-Control-Allow-Origin"] == "*"


class TestOtherSites:
    def test_may_read_and_never_as_somebody(self, client: FlaskClient) -> None:
        headers = client.get("/api/v1/members.json", headers={"Origin": "https://example.org"}).headers
        assert headers["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in headers
        assert {"ETag", "Link", "Data-Version"} <= {*headers["Access-Control-Expose-Headers"].split(", ")}

    def test_may_ask_beforehand(self, client: FlaskClient) -> None:
        answer = client.options("/api/v1/members.json", headers={"Access-Control-Request-Method": "GET"})
        assert answer.status_code == 200
        assert answer.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
        assert "Access-Control-Allow-Credentials" not in answer.headers

    def test_may_not_read_pages_for_people(self, client: FlaskClient) -> None:
        assert "Access-Control-Allow-Origin" not in client.get("/members").headers

    def test_may_not_read_what_is_for_one_person(self) -> None:
        server = Flask("tests")
        server.get("/api/v1/<kept>.json")(lambda kept: ("", {"Cache-Control": kept}))
        edge.register(server, "/", {"json"})
        open_to_all = {
            kept: "Access-Control-Allow-Origin" in server.test_client().get(f"/api/v1/{kept}.json").headers
            for kept in ("no-cache", "no-store")
        }
        assert open_to_all == {"no-cache": True, "no-store": False}


class TestTheIndex:
    def test_leads_programs_to_everything(self, client: FlaskClient) -> None:
        index = client.get("/api/v1/").json
        assert {one["name"] for one in index["pages"]} == {page.name for page in PAGES if page.public}
        assert {one["name"] for one in index["rows"]} == RESOURCES.keys()
        links = [
            index["openapi"],
            *(one["href"] for one in [*index["pages"], *index["rows"]] if "{" not in one["href"]),
        ]
        assert {href: client.get(href).status_code for href in links} == dict.fromkeys(links, 200)

    @pytest.mark.parametrize("lang", ["en", "fr", "es"])
    def test_is_a_page_for_people_made_from_the_document(self, client: FlaskClient, lang: str) -> None:
        text = client.get(f"/api/v1/?lang={lang}", headers={"Accept": "text/html,*/*;q=0.8"}).text
        about = client.get(f"/api/v1/openapi.json?lang={lang}").json
        assert f'<html lang="{lang}">' in text
        assert [path for path in about["paths"] if f"<code>{path}</code>" not in text] == []
        names = [*about["components"]["parameters"], *about["components"]["responses"]]
        assert [name for name in names if f'id="{name}"' not in text] == []
        assert "http://" not in text.replace("http://www.w3.org", "")

    def test_examples_on_it_can_be_followed(self, client: FlaskClient) -> None:
        from bs4 import BeautifulSoup

        page = BeautifulSoup(client.get("/api/v1/", headers={"Accept": "text/html"}).text, "html.parser")
        links = [link["href"] for link in page.select(".api ul a")]
        assert len(links) == 5
        assert {href: client.get(href).status_code for href in links} == dict.fromkeys(links, 200)

    def test_a_page_is_called_as_nothing_else_of_the_api(self) -> None:
        firsts = {page.path.partition("/")[0] for page in PAGES}
        assert firsts.isdisjoint({path.partition("/")[0] for path in RESOURCES})
        assert PREFIX.rstrip("/") not in firsts


def test_without_data_there_is_nothing_to_answer(empty_url: str, read_on: Callable[[dt.date], None]) -> None:
    client = make_client(empty_url)
    answers = [client.get(address) for address in ("/api/v1/", "/api/v1/members.json", "/api/v1/tables/members")]
    assert [(answer.status_code, answer.mimetype) for answer in answers] == [(404, KIND)] * 3
