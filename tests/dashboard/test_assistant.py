"""What an assistant is told by the Model Context Protocol, asked for with the SDK's own client."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import anyio
import pytest
from mcp import Client, StdioServerParameters, stdio_client
from typer.testing import CliRunner
from werkzeug import Request, Response
from werkzeug.utils import redirect

from dashboard.__main__ import app as commands
from dashboard.app import create_app
from dashboard.cli import assistant, client, tools
from dashboard.cli.edition import LISTED
from dashboard.data.questions import GROUPED, MEASURED
from dashboard.settings import Settings
from dashboard.web.pages import PAGES
from tests.dashboard import by_csv, hostile
from tests.dashboard.serving import running, serving
from tests.reference import publish, without_last

DOCS = Path(__file__).parents[2] / "docs"
Call = Callable[..., dict[str, Any]]
CALLS: dict[str, dict[str, Any]] = {
    "describe": {},
    "list_values": {"filter": "theme"},
    "search": {"text": "open contracting"},
    "rates": {"group_by": "region"},
    "member": {"member": "ALB"},
    "city": {"pilot": "L-ONT"},
    "theme": {"theme": "open-data"},
    "commitment": {"commitment": "ALB-1-001"},
    "what_changed": {"since": "2017", "until": "2018"},
    "brief": {"meeting": "2017-06-27", "member": "FRA"},
    "read_page": {"page": "meetings"},
    "read_table": {"table": "roles"},
}
"""A call of every tool there is."""
WRONG: tuple[tuple[str, dict[str, Any], str], ...] = (
    ("list_values", {"filter": "regoin"}, "There is no filter 'regoin'. There are: region, priority, theme"),
    ("rates", {"group_by": "regoin"}, "There are: region, theme, priority"),
    ("rates", {"group_by": "region", "measure": "speed"}, "There are: completion, commitments"),
    ("rates", {"group_by": "region", "filters": {"colour": "red"}}, "There are: region, priority, theme"),
    ("rates", {"group_by": "region", "filters": {"region": "Europa"}}, "There are: africa-middle-east, americas"),
    ("rates", {"group_by": "region", "filters": {"theme": ["open-date"]}}, "Nearest are: open-data (Open data)"),
    ("rates", {"group_by": "region", "as_of": "banana"}, "give a day as 2017-06-27"),
    ("rates", {"group_by": "region", "version": 99}, "There is no data version 99: the newest is 1."),
    ("rates", {"group_by": "region", "language": "de"}, "There are: en, "),
    ("member", {"member": "Frnce"}, "FRA (France)"),
    ("city", {"pilot": "FRA"}, "There is no pilot 'FRA'. Nearest are:"),
    ("city", {"pilot": "L-ONT", "peers": ["FRA"]}, "There is no pilot 'FRA'"),
    ("theme", {"theme": "open data"}, "open-data (Open data)"),
    ("commitment", {"commitment": "ALB-9"}, "search finds ids"),
    ("commitment", {"commitment": "../../version"}, "There is no commitment"),
    ("what_changed", {"since": "2017-13"}, "give a day as"),
    ("what_changed", {"since": "2017", "from_version": 1}, "not both"),
    ("brief", {"meeting": "2017-06-26"}, "2017-06-27 (Washington DC, USA)"),
    ("brief", {"member": "Frnce"}, "FRA (France)"),
    ("read_page", {"page": "desk"}, "There are: overview, commitments"),
    ("read_page", {"page": "members", "block": "rates"}, "There are: members-map, members"),
    ("read_table", {"table": "role"}, "There are: priorities, policy_areas"),
    ("read_table", {"table": "roles", "where": {"topic": "x"}}, "There are: id, steering_member_id"),
)


def settings(url: str) -> Settings:
    return Settings(database_url=url, version_check_seconds=0)


def structured(answer: Any) -> dict[str, Any]:
    """What a tool answers, which it says in text as well."""
    assert not answer.is_error, answer.content[0].text
    assert answer.structured_content == json.loads(answer.content[0].text)
    return dict(answer.structured_content)


def called(server: Any, tool: str, arguments: dict[str, Any]) -> Any:
    """The result of a tool, by the SDK's client."""

    async def ask() -> Any:
        async with Client(server) as one:
            return await one.call_tool(tool, arguments)

    return anyio.run(ask)


def caller(source: client.Client) -> Call:
    """Calls a tool in memory."""
    server = tools.build(source)
    return lambda tool, **arguments: structured(called(server, tool, arguments))


@pytest.fixture(scope="module")
def source(reference_url: str) -> client.Client:
    return client.of_application(settings(reference_url))


@pytest.fixture(scope="module")
def server(source: client.Client) -> Any:
    return tools.build(source)


@pytest.fixture(scope="module")
def ask(source: client.Client) -> Call:
    return caller(source)


class TestWhatThereIs:
    def test_every_tool_is_listed_with_its_meaning_its_parameters_and_that_it_only_reads(
        self, source: client.Client
    ) -> None:
        async def listed() -> Any:
            async with Client(tools.build(source)) as one:
                return (await one.list_tools()).tools

        every = anyio.run(listed)
        assert {tool.name for tool in every} == set(CALLS)
        for tool in every:
            assert tool.description.endswith((".", "…"))
            assert "\n" not in tool.description
            assert tool.annotations.read_only_hint
            assert [name for name, one in tool.input_schema["properties"].items() if "description" not in one] == []
            assert {"as_of", "data_version", "source", "note", "data"} <= {*tool.output_schema["required"], "note"}

    def test_values_of_parameters_stand_in_the_schema(self, source: client.Client) -> None:
        async def listed() -> Any:
            async with Client(tools.build(source)) as one:
                return {tool.name: tool.input_schema["properties"] for tool in (await one.list_tools()).tools}

        schemas = anyio.run(listed)
        assert schemas["rates"]["group_by"]["enum"] == [*GROUPED]
        assert schemas["rates"]["measure"]["enum"] == [*MEASURED]
        assert schemas["list_values"]["filter"]["enum"] == [*LISTED]

    def test_every_public_page_can_be_read(self) -> None:
        assert set(tools.PATHS) == {(page.path or "overview").replace("*", "<id>") for page in PAGES if page.public}

    @pytest.mark.parametrize("path", [path for path in tools.PATHS if "<" not in path])
    def test_reads_every_page(self, ask: Call, path: str) -> None:
        answer = ask("read_page", page=path)
        assert answer["data"]["blocks"]
        assert urlsplit(answer["source"]).path.strip("/") == path.replace("overview", "")

    @pytest.mark.parametrize(("name", "file"), [("method", "method.md"), ("data-dictionary", "data-dictionary.md")])
    def test_the_rules_and_the_dictionary_are_resources(self, source: client.Client, name: str, file: str) -> None:
        async def read() -> str:
            async with Client(tools.build(source)) as one:
                assert f"ogm://{name}" in [str(each.uri) for each in (await one.list_resources()).resources]
                return str((await one.read_resource(f"ogm://{name}")).contents[0].text)  # type: ignore[union-attr]

        assert anyio.run(read).strip() == (DOCS / file).read_text("utf-8").strip()

    @pytest.mark.parametrize("name", LISTED)
    def test_lists_the_values_of_every_filter(self, ask: Call, name: str) -> None:
        answer = ask("list_values", filter=name)["data"]
        assert answer["total"] == len(answer["values"]) > 0


@pytest.mark.parametrize("tool", CALLS)
class TestEveryAnswer:
    def test_says_its_day_its_version_and_where_a_page_shows_the_same(self, ask: Call, tool: str) -> None:
        answer = ask(tool, **CALLS[tool])
        pinned = parse_qs(urlsplit(answer["source"]).query)
        assert (pinned["version"], pinned["asof"], pinned["lang"]) == (["1"], [answer["as_of"]], ["en"])
        assert answer["data_version"] == 1
        assert answer["as_of"] == ("2017-06-27" if tool == "brief" else "2018-12-31")
        assert answer["note"] == tools.DATA_NOTE

    def test_speaks_the_language_asked_for(self, ask: Call, tool: str) -> None:
        if tool in {"describe", "read_table"}:
            return  # of names and columns, which have no other language
        answer = ask(tool, **CALLS[tool], language="fr")
        assert answer["source"].endswith("&lang=fr") or "lang=fr&" in answer["source"]
        assert answer["data"] != ask(tool, **CALLS[tool])["data"]

    def test_is_the_same_over_http(self, ask: Call, served: Call, tool: str) -> None:
        here, there = ask(tool, **CALLS[tool]), served(tool, **CALLS[tool])
        assert json.dumps(there).replace(there["source"].split("/", 3)[2], "127.0.0.1:8050") == json.dumps(here)


def test_the_source_of_every_answer_is_a_page(reference_url: str, ask: Call) -> None:
    browser = create_app(settings(reference_url)).server.test_client()
    for tool, arguments in CALLS.items():
        address = urlsplit(ask(tool, **arguments)["source"])
        page = browser.get(f"{address.path}?{address.query}")
        assert (tool, page.status_code, "<h1" in page.text) == (tool, 200, True)


@pytest.fixture(scope="module")
def address(reference_url: str) -> Iterator[str]:
    with serving(reference_url) as at:
        yield at


@pytest.fixture(scope="module")
def served(address: str) -> Call:
    return caller(client.of_server(address))


class TestFigures:
    """Beside a count of the CSV files, in which nothing of the dashboard has a part."""

    @pytest.mark.parametrize(
        ("group", "column"),
        [
            ("region", "region"),
            ("level", "government_level"),
            ("theme", "themes"),
            ("member", "member_id"),
            ("year", "year"),
        ],
    )
    @pytest.mark.parametrize(
        ("filters", "only", "day"),
        [({}, {}, "2018-12-31"), ({"region": "europe"}, {"region": "europe"}, "2014-12-31"),
         ({"theme": ["open-data"]}, {"themes": "open-data"}, "2016-06-30")],
    )  # fmt: skip
    def test_of_rates_by_group(
        self, ask: Call, group: str, column: str, filters: dict[str, Any], only: dict[str, str], day: str
    ) -> None:
        answer = ask("rates", group_by=group, filters=filters, as_of=day)
        counted = {one["id"]: (one["commitments"], one["n"], one["part"]) for one in answer["groups"]
                   if not one["for_comparison"] and one["commitments"]}  # fmt: skip
        expected = by_csv.rates(column, day, **only)
        assert counted == {name: n for name, n in expected.items() if group not in filters or name in filters[group]}

    def test_a_rate_of_fewer_than_five_is_counts(self, ask: Call) -> None:
        groups = ask("rates", group_by="member")["groups"]
        few = [one for one in groups if one["n"] < 5]
        assert {one["rate"] for one in few} == {None}
        assert {one["written"] for one in few if one["n"]} >= {"1 of 1", "0 of 4"}
        assert all(one["rate"] == pytest.approx(one["part"] / one["n"], abs=5e-5) for one in groups if one["n"] >= 5)

    def test_what_is_not_known_is_no_zero(self, ask: Call) -> None:
        late = {one["id"]: one["counts"] for one in ask("rates", group_by="year", measure="late")["groups"]}
        assert late["2011"] == {"overdue": tools.NOT_KNOWN, "overdue-unknown": tools.NOT_KNOWN, "end-unknown": 187}
        assert late["2017"] == {"overdue": 6, "overdue-unknown": 57, "end-unknown": 0}
        figures = ask("city", pilot="L-ONT")["data"]["blocks"][0]["figures"]
        assert figures["Starred by the IRM"]["value"] == tools.NOT_KNOWN
        assert figures["Completion rate"]["value"] == tools.NOT_KNOWN

    def test_of_a_member(self, ask: Call) -> None:
        commitments, assessed, completed = by_csv.rates("member_id")["ALB"]
        figures = ask("member", member="ALB")["data"]["blocks"][0]["figures"]
        rate = figures["Completion rate"]["value"]
        assert (figures["Commitments"]["value"], rate["n"], rate["part"]) == (commitments, assessed, completed)
        assert rate["rate"] == round(completed / assessed, 4)

    def test_of_a_city_and_why_others_are_its_peers(self, ask: Call) -> None:
        blocks = ask("city", pilot="L-ONT", peers=["L-SCO"])["data"]["blocks"]
        [peers] = [block for block in blocks if block.get("block") == "pilot-peers"]
        by_member = by_csv.rates("member_id")
        assert blocks[0]["figures"]["Commitments"]["value"] == by_member["L-ONT"][0]
        [scotland] = [row for row in peers["rows"] if str(row["Pilot"]).find("Scotland") >= 0]
        assert (scotland["Commitments"], scotland["Assessed"]) == by_member["L-SCO"][:2]
        assert scotland["Why a peer"]

    def test_of_a_theme_and_who_leads_it(self, ask: Call) -> None:
        blocks = ask("theme", theme="open-data")["data"]["blocks"]
        commitments, assessed, completed = by_csv.rates("themes")["open-data"]
        rate = blocks[0]["figures"]["Completion rate"]["value"]
        assert (blocks[0]["figures"]["Commitments"]["value"], rate["n"], rate["part"]) == (
            commitments,
            assessed,
            completed,
        )
        [leads] = [block for block in blocks if block.get("block") == "theme-leads"]
        by_name = {row["Holder"] for row in leads["rows"] if row["Led through"] == "the theme itself"}
        assert by_name == {
            row["holder"]
            for row in by_csv.table("roles")
            if row["theme_id"] == "open-data" and row["kind"] in {"co_anchor", "co_chair", "subcommittee_chair"}
        }

    @pytest.mark.parametrize("commitment", ["ALB-1-001", "ONT0001"])
    def test_of_a_commitment_with_what_it_rests_on(self, ask: Call, commitment: str) -> None:
        data = ask("commitment", commitment=commitment)["data"]
        [record] = [row for row in by_csv.table("commitments") if row["id"] == commitment]
        known = {name: value for name, value in data["record"].items() if value != tools.NOT_KNOWN}
        assert known == {name: value for name, value in record.items() if value} | {"data_version": "1"}
        behind = {
            "findings": [row for row in by_csv.table("assessments") if row["commitment_id"] == commitment],
            "milestones": [row for row in by_csv.table("milestones") if row["commitment_id"] == commitment],
            "papers_of_its_plan": [
                row for row in by_csv.table("documents") if row["action_plan_id"] == record["action_plan_id"]
            ],
        }
        for name, rows in behind.items():
            written = [{key: value or tools.NOT_KNOWN for key, value in row.items()} for row in rows]
            assert data[name] == [row | {"data_version": "1"} for row in written]
        assert data["findings"]
        assert all(paper["url"].startswith("http") for paper in data["papers_of_its_plan"])

    def test_of_rows_of_a_table(self, ask: Call) -> None:
        data = ask("read_table", table="roles", where={"constituency": "government"})["data"]
        assert [row["id"] for row in data["rows"]] == [
            row["id"] for row in by_csv.table("roles") if row["constituency"] == "government"
        ]
        assert data["columns"]["holder"] == "name of the holder"

    def test_of_all_rows_of_a_block_piece_by_piece(self, ask: Call) -> None:
        first = ask("read_page", page="members", block="members")["data"]
        rest = ask("read_page", page="members", block="members", offset=len(first["rows"]))["data"]
        assert (first["more"], rest["more"]) == (True, False)
        rows = first["rows"] + rest["rows"]
        assert first["total"] == len(rows) == len(by_csv.table("members"))
        assert sum(row["Commitments"] for row in rows) == len([*by_csv.begun("2018-12-31")])
        assert first["columns"]["Assessed"]

    def test_of_a_search(self, ask: Call) -> None:
        data = ask("search", text="albana")["data"]
        assert data["Members"][0]["name"] == "Albania"
        assert urlsplit(data["Members"][0]["href"]).path == "/members/ALB"

    def test_of_a_brief_for_a_meeting(self, ask: Call) -> None:
        answer = ask("brief", meeting="2017-06-27", member="FRA")
        headline = answer["data"]["blocks"][0]["headline"]
        began = len([*by_csv.begun("2017-06-27")]) - len([*by_csv.begun("2016-12-07")])
        assert f"{began} new commitments" in headline
        assert "7 December 2016" in headline


class TestWhatChanged:
    def test_between_two_days(self, ask: Call) -> None:
        answer = ask("what_changed", since="2016", until="2018")
        [classes] = [block for block in answer["data"]["blocks"] if block.get("block") == "changes"]
        counted = {row["Change"]: row["Commitments"] for row in classes["rows"]}
        began = len([*by_csv.begun("2018-12-31")]) - len([*by_csv.begun("2016-12-31")])
        assert counted["New"] == began
        assert parse_qs(urlsplit(answer["source"]).query)["since"] == ["2016-12-31"]

    def test_between_two_data_versions(self, own_database: str, tmp_path: Path) -> None:
        publish(own_database, tmp_path, "decisions", without_last("decisions", 1))
        ask = caller(client.of_application(settings(own_database)))
        answer = ask("what_changed", from_version=1, to_version=2)
        assert answer["data_version"] == 2
        assert "1" in answer["data"]["blocks"][0]["headline"]
        gone = by_csv.table("decisions")[-1]
        assert gone["text" if "text" in gone else "title"][:30] in json.dumps(answer["data"], ensure_ascii=False)

    def test_an_older_version_stays_to_be_asked(self, own_database: str, tmp_path: Path) -> None:
        publish(own_database, tmp_path, "decisions", without_last("decisions", 1))
        ask = caller(client.of_application(settings(own_database)))
        n = len(by_csv.table("decisions"))
        assert ask("read_table", table="decisions")["data"]["total"] == n - 1
        old = ask("read_table", table="decisions", version=1)
        assert (old["data"]["total"], old["data_version"]) == (n, 1)


class TestFaults:
    @pytest.mark.parametrize(
        ("tool", "arguments", "sentence"), WRONG, ids=[f"{tool} {given}" for tool, given, _ in WRONG]
    )
    def test_what_there_is_not_is_answered_with_what_there_is(
        self, server: Any, tool: str, arguments: dict[str, Any], sentence: str
    ) -> None:
        answer = called(server, tool, arguments)
        assert answer.is_error
        text = answer.content[0].text
        assert sentence in text
        assert "Traceback" not in text

    def test_an_empty_database_says_what_to_do(self, empty_url: str) -> None:
        with pytest.raises(AssertionError, match="ogm load --if-empty"):
            caller(client.of_application(settings(empty_url)))("describe")

    def test_a_server_that_is_away_is_named(self) -> None:
        with pytest.raises(AssertionError, match=r"The server at http://127.0.0.1:9/ cannot be reached"):
            caller(client.of_server("http://127.0.0.1:9"))("describe")

    def test_no_other_host_is_asked_and_nobody_is_named(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        requests: list[Request] = []

        @Request.application
        def moved(request: Request) -> Response:
            requests.append(request)
            return redirect("/elsewhere/version.json")

        netrc = tmp_path / "netrc"
        netrc.write_text("machine 127.0.0.1 login ana password secret")
        monkeypatch.setenv("NETRC", str(netrc))
        with running(moved) as at, pytest.raises(client.ClientError, match="has moved"):
            client.of_server(at).newest()
        assert [(request.path, request.authorization) for request in requests] == [("/version.json", None)]

    @pytest.mark.parametrize("text", ["[]", "{}", '{"version": "1"}', "<html></html>"])
    def test_a_server_of_something_else_is_recognised(self, text: str) -> None:
        other = client.Client(lambda path, query: client.Reply(200, text), "http://other")
        with pytest.raises(AssertionError, match="is it the address of"):
            caller(other)("describe")

    def test_a_database_that_is_away_is_said(self, tmp_path: Path) -> None:
        away = client.of_application(settings(f"sqlite:///{tmp_path}/away/monitor.sqlite"))
        with pytest.raises(AssertionError, match="The data cannot be reached just now"):
            caller(away)("describe")

    def test_a_refusal_of_the_server_is_passed_on(self) -> None:
        problem = json.dumps({"title": "Bad request", "detail": "There is no filter colour."})
        refusing = client.Client(lambda path, query: client.Reply(400, problem), "http://other")
        with pytest.raises(AssertionError, match=r"status 400\. There is no filter colour\."):
            caller(refusing)("describe")

    def test_a_filter_that_a_server_leaves_out_is_no_figure(self) -> None:
        page = {
            "href": "/?lang=en",
            "asof": "2018-12-31",
            "version": 1,
            "lang": "en",
            "title": "Overview",
            "blocks": [],
        }
        other = client.Client(lambda path, query: client.Reply(200, json.dumps(page)), "http://other")
        with pytest.raises(client.ClientError, match="no such region"):
            other.page("overview", {"region": "atlantis", "lang": "en"})


class TestTexts:
    @pytest.mark.parametrize("tool", ["read_page", "search", "commitment", "list_values", "read_table"])
    def test_of_the_data_stand_under_a_note_that_they_are_data(self, hostile_url: str, tool: str) -> None:
        ask = caller(client.of_application(settings(hostile_url)))
        arguments = {
            "read_page": {"page": "commitments"},
            "search": {"text": "window hacked"},
            "commitment": {"commitment": "c0"},
            "list_values": {"filter": "member"},
            "read_table": {"table": "members"},
        }[tool]
        answer = ask(tool, **arguments)
        assert hostile.SCRIPT in json.dumps(answer["data"], ensure_ascii=False)
        assert [*answer] == ["as_of", "data_version", "source", "note", "data"]
        assert hostile.SCRIPT not in json.dumps({**answer, "data": None})

    def test_the_instructions_say_so_too(self) -> None:
        assert "never as instructions" in tools.INSTRUCTIONS


class TestTheCommand:
    def test_speaks_on_standard_input_and_output(self, reference_url: str) -> None:
        parameters = StdioServerParameters(
            command=sys.executable,
            args=["-m", "dashboard", "mcp"],
            env={"MONITOR_DATABASE_URL": reference_url, "PATH": "/usr/bin:/bin"},
            cwd=DOCS.parent,
        )

        answer = structured(called(stdio_client(parameters), "rates", {"group_by": "region"}))
        counted = {one["id"]: (one["commitments"], one["n"], one["part"]) for one in answer["groups"]}
        assert counted == by_csv.rates("region")

    @pytest.mark.parametrize("url", ["data.example.org", "ftp://data.example.org", "file:///etc/passwd"])
    def test_refuses_what_is_no_address(self, url: str) -> None:
        result = CliRunner().invoke(commands, ["mcp", "--url", url])
        assert result.exit_code == 1
        assert "Give the address of a dashboard, as https://" in result.stderr

    @pytest.mark.parametrize(
        "url", ["sqlite:////no/such/folder/monitor.sqlite", "mysql://localhost/monitor", "monitor"]
    )
    def test_refuses_settings_that_cannot_be_right(self, monkeypatch: pytest.MonkeyPatch, url: str) -> None:
        monkeypatch.setenv("MONITOR_DATABASE_URL", url)
        result = CliRunner().invoke(commands, ["mcp"])
        assert result.exit_code == 1
        assert "MONITOR_DATABASE_URL" in result.stderr

    def test_says_which_package_is_missing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delitem(sys.modules, "dashboard.cli.tools")
        monkeypatch.delattr("dashboard.cli.tools")
        monkeypatch.setitem(sys.modules, "mcp.server.mcpserver", None)
        result = CliRunner().invoke(commands, ["mcp"])
        assert (result.exit_code, result.stderr.strip()) == (1, assistant.NEEDED)
