"""Signing in: each way lets in whom it should, and what is forged, expired, replayed or tried too often is refused."""

from __future__ import annotations

import json
import logging
import re
import stat
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import flask
import pytest
from dash import Dash
from flask.testing import FlaskClient
from joserfc.jwk import RSAKey
from typer.testing import CliRunner

from dashboard.__main__ import app as command_line
from dashboard.app import create_app
from dashboard.settings import SettingError, Settings
from dashboard.signin import access, options
from dashboard.signin.accounts import Accounts, AccountsError
from dashboard.signin.people import LOAD
from dashboard.signin.proxy import neighbourhood
from dashboard.signin.service import Service
from tests.dashboard import openid_provider, signing_in
from tests.dashboard.openid_provider import CLIENT_ID, CLIENT_SECRET, Provider
from tests.dashboard.signing_in import PASSWORD, SECRET_KEY, app_of, client_of, sign_in, token_of

WRITE = "/write-for-tests"


def with_write(app: Dash) -> Dash:
    """A dashboard with an address that writes, which says who did."""

    @app.server.post(WRITE)
    @access.writing(LOAD)
    def write() -> dict[str, Any]:
        editor = access.editor()
        assert editor
        return {"name": editor.name, "way": editor.way, "from": access.client_address()}

    return app


@pytest.fixture
def app(empty_url: str) -> Dash:
    """A dashboard with one account a role."""
    return with_write(app_of(empty_url))


@pytest.fixture
def service(app: Dash) -> Service:
    found: Service = app.server.extensions["signin"]
    return found


@pytest.fixture
def editor(app: Dash) -> FlaskClient:
    return client_of(app, "editor")


def write(client: FlaskClient, token: str | None = None, **more: Any) -> Any:
    """Send a form that writes, with the right token where none is given."""
    return client.post(WRITE, data={"csrf_token": token_of(client) if token is None else token}, **more)


def cookie(client: FlaskClient, path: str = "/") -> str:
    found = client.get_cookie("monitor_session", path=path)
    return found.value if found else ""


class Clock:
    """A time that stands until it is told to go on."""

    def __init__(self, start: float) -> None:
        self.time = start

    def __call__(self) -> float:
        return self.time


class TestLocalAccounts:
    def test_let_an_editor_write_under_the_own_name(self, editor: FlaskClient) -> None:
        assert write(editor).json == {"name": "edith", "way": "account", "from": "127.0.0.1"}

    def test_know_a_viewer_who_does_not_write(self, app: Dash) -> None:
        assert write(client_of(app, "viewer")).status_code == 403

    @pytest.mark.parametrize(
        ("name", "password"),
        [
            ("edith", "wrong"),
            ("edith", ""),
            ("", ""),
            ("nobody", PASSWORD),
            ("edith", PASSWORD + "x"),
            ("edith\0", "x"),
        ],
    )
    def test_let_nobody_in_without_the_password(self, app: Dash, name: str, password: str) -> None:
        client = client_of(app, "stranger")
        answer = sign_in(client, name, password)
        assert (answer.status_code, 'role="alert"' in answer.text, cookie(client)) == (401, True, "")

    def test_keep_no_password_in_the_page_that_refuses_it(self, app: Dash) -> None:
        assert "hunter2" not in sign_in(client_of(app, "stranger"), "edith", "hunter2").text

    def test_show_a_hostile_name_as_text(self, app: Dash) -> None:
        answer = sign_in(client_of(app, "stranger"), '"><script>window.hacked=1</script>', "x")
        assert "<script>window" not in answer.text

    def test_work_as_hard_for_a_name_there_is_not(self, app: Dash, service: Service, monkeypatch: Any) -> None:
        hashes: list[str] = []
        monkeypatch.setattr(
            "dashboard.signin.accounts.check_password_hash", lambda hash_, _: bool(hashes.append(hash_))
        )
        service.accounts.check("nobody", PASSWORD)
        service.accounts.check("edith", PASSWORD)
        assert [hash_.startswith("scrypt:") for hash_ in hashes] == [True, True]

    def test_take_no_form_of_another_site(self, app: Dash) -> None:
        client = client_of(app, "stranger")
        answer = sign_in(client, "edith", headers={"Origin": "https://evil.example"})
        assert (answer.status_code, cookie(client)) == (403, "")

    def test_take_no_form_that_tells_no_origin(self, app: Dash) -> None:
        client = app.server.test_client()
        assert sign_in(client, "edith").status_code == 403

    def test_take_no_endless_form(self, app: Dash) -> None:
        assert sign_in(client_of(app, "stranger"), "edith", "x" * 100_000).status_code == 413

    def test_lead_back_to_the_page_one_came_from(self, app: Dash) -> None:
        client = client_of(app, "stranger")
        answer = client.post("/signin?next=/data/load", data={"name": "edith", "password": PASSWORD})
        assert answer.headers["Location"] == "/data/load"

    @pytest.mark.parametrize(
        ("name", "query", "there"),
        [
            ("rita", "?lang=es", "/report?lang=es"),
            ("rita", "?lang=es&next=/brief", "/brief"),
            ("edith", "?lang=es", "/?lang=es"),
        ],
    )
    def test_lead_who_came_from_no_page_to_what_the_role_is_for(
        self, app: Dash, name: str, query: str, there: str
    ) -> None:
        answer = client_of(app, "stranger").post(f"/signin{query}", data={"name": name, "password": PASSWORD})
        assert answer.headers["Location"] == there

    def test_lose_the_role_with_the_account(self, editor: FlaskClient, service: Service) -> None:
        service.accounts.remove("edith")
        assert write(editor).status_code == 401

    def test_lose_the_role_when_it_is_taken(self, editor: FlaskClient, service: Service) -> None:
        path = Path(service.settings.accounts)
        records = json.loads(path.read_text())
        records["edith"]["role"] = "viewer"
        path.write_text(json.dumps(records))
        assert write(editor).status_code == 403

    def test_end_every_session_with_a_new_password(self, editor: FlaskClient, service: Service) -> None:
        service.accounts.put("edith", "another long password", "editor")
        assert write(editor).status_code == 401

    @pytest.mark.parametrize("content", ["", "[]", '{"edith": 1}', '{"edith": {"role": "king", "password": "x"}}'])
    def test_let_nobody_in_when_the_file_is_broken(self, editor: FlaskClient, service: Service, content: str) -> None:
        Path(service.settings.accounts).write_text(content)
        assert (write(editor).status_code, sign_in(editor, "edith").status_code) == (401, 503)

    def test_let_nobody_in_when_the_file_is_open_to_others(self, editor: FlaskClient, service: Service) -> None:
        Path(service.settings.accounts).chmod(0o644)
        assert (write(editor).status_code, sign_in(editor, "edith").status_code) == (401, 503)

    def test_let_nobody_in_when_the_file_cannot_be_read(self, editor: FlaskClient, service: Service) -> None:
        path = Path(service.settings.accounts)
        path.unlink()
        path.mkdir(mode=0o700)
        assert (write(editor).status_code, sign_in(editor, "edith").status_code) == (401, 503)


class TestTheCommandLine:
    @pytest.fixture
    def path(self, tmp_path: Path) -> Path:
        return tmp_path / "accounts.json"

    @pytest.fixture
    def run(self, path: Path) -> Callable[..., Any]:
        def call(*arguments: str, given: str = "") -> Any:
            return CliRunner().invoke(
                command_line, ["account", *arguments], input=given, env={"MONITOR_ACCOUNTS": str(path)}
            )

        return call

    def test_makes_a_file_that_only_its_owner_reads(self, run: Callable[..., Any], path: Path) -> None:
        assert run("add", "ana", given=f"{PASSWORD}\n").exit_code == 0
        assert stat.S_IMODE(path.stat().st_mode) == 0o600

    def test_keeps_a_strong_hash_and_no_password(self, run: Callable[..., Any], path: Path) -> None:
        run("add", "ana", given=f"{PASSWORD}\n")
        assert PASSWORD not in path.read_text()
        assert json.loads(path.read_text())["ana"]["password"].startswith("scrypt:32768:8:3$")

    def test_lists_names_with_roles(self, run: Callable[..., Any]) -> None:
        run("add", "zoé", "--role", "viewer", given=f"{PASSWORD}\n")
        run("add", "ana", given=f"{PASSWORD}\n")
        assert [line.split() for line in run("list").output.splitlines()] == [["ana", "editor"], ["zoé", "viewer"]]

    def test_removes_an_account(self, run: Callable[..., Any]) -> None:
        run("add", "ana", given=f"{PASSWORD}\n")
        assert (run("remove", "ana").exit_code, run("list").output) == (0, "")

    @pytest.mark.parametrize(
        ("arguments", "given"),
        [(("add", "ana"), "short\n"), (("add", "a b"), f"{PASSWORD}\n"), (("add", ""), f"{PASSWORD}\n"),
         (("add", "ana"), "Password1234!\n"), (("remove", "nobody"), "")],
    )  # fmt: skip
    def test_refuses_in_a_sentence(
        self, run: Callable[..., Any], path: Path, arguments: tuple[str, ...], given: str
    ) -> None:
        result = run(*arguments, given=given)
        assert (result.exit_code, result.stderr.strip()[-1], path.exists()) == (1, ".", False)

    def test_needs_to_know_the_file(self) -> None:
        result = CliRunner().invoke(command_line, ["account", "list"], env={"MONITOR_ACCOUNTS": ""})
        assert (result.exit_code, "MONITOR_ACCOUNTS" in result.stderr) == (1, True)

    def test_leaves_the_old_file_when_the_new_one_cannot_be_written(self, path: Path, monkeypatch: Any) -> None:
        accounts = Accounts(path)
        accounts.put("ana", PASSWORD, "editor")
        monkeypatch.setattr("dashboard.signin.accounts.os.fsync", _full_disk)
        with pytest.raises(OSError, match="full"):
            accounts.put("bob", PASSWORD, "editor")
        files = {one.name for one in path.parent.iterdir()}
        assert (set(Accounts(path).all()), files) == ({"ana"}, {path.name, ".accounts.json.lock"})

    @pytest.mark.parametrize(
        "password",
        ["123456789012", "passwordpassword", "P@ssw0rd2026", "qwertyuiop12", "aaaaaaaaaaaa", "administrator",
         "opengovernment", "ana-ana-ana-1", "iloveyou1234"],
    )  # fmt: skip
    def test_takes_no_password_that_is_guessed_first(self, path: Path, password: str) -> None:
        with pytest.raises(AccountsError, match="guessed first"):
            Accounts(path).put("ana", password, "editor")

    @pytest.mark.parametrize("password", [PASSWORD, "tulipe tapis dix-neuf", "Xk9#mP2$vL7q", "żółw gęś " + "x" * 1000])
    def test_takes_a_few_words_or_signs_at_random(self, path: Path, password: str) -> None:
        Accounts(path).put("ana", password, "editor")

    def test_takes_no_unknown_role(self, path: Path) -> None:
        with pytest.raises(AccountsError, match="role"):
            Accounts(path).put("ana", PASSWORD, "king")


def _full_disk(_: int) -> None:
    raise OSError("the disk is full")


class TestSessions:
    def test_a_stranger_gets_no_cookie(self, app: Dash) -> None:
        client = client_of(app, "stranger")
        answers = [client.get(path) for path in ("/", "/signin", "/healthz", "/_dash-layout")]
        assert [answer.headers.get("Set-Cookie") for answer in answers] == [None] * 4

    def test_a_public_page_is_the_same_for_everybody(self, app: Dash) -> None:
        answers = [client_of(app, role).get("/") for role in ("stranger", "editor")]
        # Dash writes another mark of its own into each document.
        documents = {re.sub(r'"end_id":"[^"]*"', "", answer.text) for answer in answers}
        assert (len(documents), "Cookie" in answers[1].headers.get("Vary", "")) == (1, False)

    def test_a_page_that_holds_what_a_person_may_do_is_kept_by_nobody(self, app: Dash) -> None:
        answers = [client_of(app, "editor").get(path) for path in ("/data/load", "/present")]
        assert [answer.headers["Cache-Control"] for answer in answers] == ["no-store", "no-store"]

    def test_the_cookie_is_kept_from_scripts_and_other_sites(self, app: Dash) -> None:
        said = sign_in(client_of(app, "stranger"), "edith").headers["Set-Cookie"].split("; ")
        assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(said)
        assert "Secure" not in said

    def test_the_cookie_is_secure_where_the_connection_is(self, app: Dash) -> None:
        client = client_of(app, "stranger")
        answer = sign_in(client, "edith", base_url="https://localhost", headers={"Origin": "https://localhost"})
        assert "Secure" in answer.headers["Set-Cookie"].split("; ")

    def test_the_cookie_is_secure_where_the_site_is(self, empty_url: str) -> None:
        client = client_of(app_of(empty_url, site_url="https://data.example.org"), "stranger")
        answer = sign_in(client, "edith", headers={"Origin": "https://data.example.org"})
        assert "Secure" in answer.headers["Set-Cookie"].split("; ")

    def test_the_cookie_stays_under_the_path_of_the_dashboard(self, empty_url: str) -> None:
        client = client_of(app_of(empty_url, path_prefix="/monitor/"), "stranger")
        assert "Path=/monitor/" in sign_in(client, "edith").headers["Set-Cookie"].split("; ")

    def test_the_cookie_says_nothing(self, editor: FlaskClient) -> None:
        held = flask.Flask("x").session_interface.get_signing_serializer(editor.application)
        assert held
        assert list(held.loads(cookie(editor))) == ["id"]

    def test_a_forged_cookie_opens_nothing(self, app: Dash, editor: FlaskClient) -> None:
        forger = flask.Flask("forger")
        forger.secret_key = "another key, which is as long as ours"
        signer = forger.session_interface.get_signing_serializer(forger)  # type: ignore[attr-defined]
        real = editor.application.session_interface.get_signing_serializer(editor.application)  # type: ignore[attr-defined]
        token, stranger = token_of(editor), client_of(app, "stranger")
        stranger.set_cookie("monitor_session", signer.dumps(real.loads(cookie(editor))))
        assert write(stranger, token).status_code == 401

    @pytest.mark.parametrize("id_", ["", "guessed", 1, None, ["x"]])
    def test_a_session_nobody_began_opens_nothing(self, app: Dash, id_: object) -> None:
        client = client_of(app, "stranger")
        with client.session_transaction() as session:
            session["id"] = id_
        assert write(client).status_code == 401

    def test_a_cookie_replayed_after_signing_out_opens_nothing(self, app: Dash, editor: FlaskClient) -> None:
        kept, token = cookie(editor), token_of(editor)
        assert editor.post("/signout", data={"csrf_token": token}).status_code == 303
        thief = client_of(app, "stranger")
        thief.set_cookie("monitor_session", kept)
        assert write(thief, token).status_code == 401

    def test_signing_out_takes_the_cookie_away(self, editor: FlaskClient) -> None:
        editor.post("/signout", data={"csrf_token": token_of(editor)})
        assert cookie(editor) == ""

    def test_nobody_else_can_sign_a_person_out(self, editor: FlaskClient) -> None:
        assert editor.post("/signout", data={"csrf_token": ""}).status_code == 403
        assert write(editor).status_code == 200

    def test_signing_in_gives_a_new_id_and_ends_the_old_one(self, app: Dash, editor: FlaskClient) -> None:
        kept = cookie(editor)
        sign_in(editor, "edith")
        old = client_of(app, "stranger")
        old.set_cookie("monitor_session", kept)
        assert cookie(editor) != kept
        assert (write(old, "").status_code, write(editor).status_code) == (401, 200)

    def test_a_session_ends_after_a_rest(self, app: Dash, service: Service, monkeypatch: Any) -> None:
        clock = Clock(service.sessions.now())
        monkeypatch.setattr(service.sessions, "now", clock)
        client = client_of(app, "editor")
        clock.time += 59 * 60
        assert write(client).status_code == 200
        clock.time += 59 * 60
        assert write(client).status_code == 200
        clock.time += 61 * 60
        assert write(client).status_code == 401

    def test_a_session_ends_in_the_end(self, app: Dash, service: Service, monkeypatch: Any) -> None:
        clock = Clock(service.sessions.now())
        monkeypatch.setattr(service.sessions, "now", clock)
        client = client_of(app, "editor")
        for _ in range(24):
            assert write(client).status_code == 200
            clock.time += 30 * 60
        clock.time += 1
        assert write(client).status_code == 401

    def test_processes_that_share_no_cache_let_nobody_in(self, app: Dash) -> None:
        answer = sign_in(client_of(app, "stranger"), "edith", environ_overrides={"wsgi.multiprocess": True})
        assert answer.status_code == 503


class TestForms:
    @pytest.mark.parametrize("token", ["", "x", "InRva2VuIg.aaaaaa.bbbbbb"])
    def test_a_form_without_its_token_is_refused(self, editor: FlaskClient, token: str) -> None:
        assert write(editor, token).status_code == 403

    def test_the_token_may_stand_in_a_header(self, editor: FlaskClient) -> None:
        assert editor.post(WRITE, headers={"X-CSRF-Token": token_of(editor)}).status_code == 200

    def test_the_token_of_another_session_is_refused(self, app: Dash, editor: FlaskClient) -> None:
        other = client_of(app, "editor")
        assert write(editor, token_of(other)).status_code == 403

    def test_the_token_of_another_role_is_refused(self, app: Dash, editor: FlaskClient) -> None:
        assert write(editor, token_of(client_of(app, "viewer"))).status_code == 403

    @pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://localhost.evil.example", "http://"])
    def test_a_form_of_another_site_is_refused(self, editor: FlaskClient, origin: str) -> None:
        assert write(editor, headers={"Origin": origin}).status_code == 403

    def test_without_an_origin_the_referer_counts(self, editor: FlaskClient) -> None:
        token = token_of(editor)
        editor.environ_base.pop("HTTP_ORIGIN")
        assert write(editor, token, headers={"Referer": "http://localhost/data/load"}).status_code == 200
        assert write(editor, token, headers={"Referer": "https://evil.example/"}).status_code == 403
        assert write(editor, token).status_code == 403

    def test_the_site_of_the_settings_is_the_only_one(self, empty_url: str) -> None:
        client = client_of(with_write(app_of(empty_url, site_url="http://data.example.org")), "stranger")
        there = {"Origin": "http://data.example.org"}
        assert sign_in(client, "edith", headers=there).status_code == 303
        assert write(client, headers=there).status_code == 200
        assert write(client).status_code == 403

    @pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE"])
    def test_only_a_post_writes(self, app: Dash, method: str) -> None:
        @app.server.route("/by-any-method", methods=["GET", "PUT", "DELETE", "POST"])
        @access.writing(LOAD)
        def any_method() -> str:
            return "written"

        client = client_of(app, "editor")
        headers = {"X-CSRF-Token": token_of(client)}
        assert client.open("/by-any-method", method=method, headers=headers).status_code == 405
        assert client.post("/by-any-method", headers=headers).text == "written"

    def test_what_editors_see_nobody_else_does(self, app: Dash) -> None:
        app.server.add_url_rule("/audit", "audit", access.reading(LOAD)(lambda: "who did what"))
        said = {role: client_of(app, role).get("/audit").status_code for role in signing_in.ROLES}
        may = {"stranger": 401, "editor": 200, "administrator": 200}
        assert said == {role: may.get(role, 403) for role in signing_in.ROLES}

    def test_a_refusal_is_a_sentence_in_the_language_of_the_reader(self, app: Dash) -> None:
        answer = client_of(app, "stranger").post(f"{WRITE}?lang=fr")
        assert '<html lang="fr">' in answer.text
        assert 'role="alert"' in answer.text

    def test_a_refusal_is_json_for_a_script(self, app: Dash) -> None:
        answer = client_of(app, "stranger").post(WRITE, headers={"X-CSRF-Token": "x"})
        assert (answer.status_code, answer.json) == (401, {"error": "Please sign in first."})

    def test_nobody_keeps_a_page_of_signing_in(self, editor: FlaskClient) -> None:
        assert editor.get("/signin").headers["Cache-Control"] == "no-store"


class TestReturning:
    @pytest.mark.parametrize(
        "path",
        ["/", "/data/load", "/commitments?region=europe&lang=fr", f"/present?deck={'x' * 8_000}&q={'y' * 7_900}"],
    )
    def test_leads_to_a_page_of_ours(self, path: str) -> None:
        assert access.back(path, "/") == path

    @pytest.mark.parametrize(
        "path",
        ["", "//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)", "/a\r\nX: 1",
         "data/load", "/\t/evil.example", "/" + "x" * 16_000],
    )  # fmt: skip
    def test_leads_to_nobody_else(self, path: str) -> None:
        assert access.back(path, "/") == "/"

    @pytest.mark.parametrize("path", ["/", "/other/", "/monitor/../other", "/monitor"])
    def test_leads_to_no_neighbour(self, path: str) -> None:
        assert access.back(path, "/monitor/") == "/monitor/"


class TestAttempts:
    @pytest.fixture
    def clock(self, service: Service, monkeypatch: pytest.MonkeyPatch) -> Clock:
        clock = Clock(service.attempts.now())
        monkeypatch.setattr(service.attempts, "now", clock)
        return clock

    @staticmethod
    def wrong(client: FlaskClient, name: str = "edith", address: str = "127.0.0.1") -> Any:
        return sign_in(client, name, "wrong password", environ_overrides={"REMOTE_ADDR": address})

    def test_are_free_a_few_times_and_then_wait(self, app: Dash, clock: Clock) -> None:
        client = client_of(app, "stranger")
        assert [self.wrong(client).status_code for _ in range(6)] == [401] * 5 + [429]

    def test_are_told_how_long_to_wait(self, app: Dash, clock: Clock) -> None:
        client = client_of(app, "stranger")
        answer = [self.wrong(client) for _ in range(6)][-1]
        assert (answer.headers["Retry-After"], "60 seconds" in answer.text) == ("60", True)

    def test_are_refused_even_with_the_right_password(self, app: Dash, clock: Clock) -> None:
        client = client_of(app, "stranger")
        assert [self.wrong(client).status_code for _ in range(5)]
        assert sign_in(client, "edith").status_code == 429

    def test_wait_longer_each_time(self, app: Dash, clock: Clock) -> None:
        client, waits = client_of(app, "stranger"), []
        for _ in range(5):
            self.wrong(client)
        for _ in range(6):
            waits.append(int(self.wrong(client).headers["Retry-After"]))
            clock.time += waits[-1]
            assert self.wrong(client).status_code == 401
        assert waits == [60, 120, 240, 480, 900, 900]

    def test_are_forgotten_after_a_while(self, app: Dash, clock: Clock) -> None:
        client = client_of(app, "stranger")
        for _ in range(4):
            assert self.wrong(client).status_code == 401
        clock.time += 61
        assert [self.wrong(client).status_code for _ in range(5)] == [401] * 5

    def test_count_for_an_address_whatever_the_name(self, app: Dash, clock: Clock) -> None:
        client = client_of(app, "stranger")
        assert [self.wrong(client, f"name{i}").status_code for i in range(21)] == [401] * 20 + [429]

    def test_from_elsewhere_lock_nobody_out(self, app: Dash, clock: Clock) -> None:
        client = client_of(app, "stranger")
        for i in range(40):
            self.wrong(client, address=f"198.51.100.{i % 2}")
        assert sign_in(client, "edith").status_code == 303

    def test_count_for_a_name_there_is_not_as_for_one_there_is(self, app: Dash, clock: Clock) -> None:
        client = client_of(app, "stranger")
        assert [self.wrong(client, "nobody").status_code for _ in range(6)] == [401] * 5 + [429]

    @pytest.mark.parametrize("back", [1, 3600, 10 * 365 * 86_400])
    def test_wait_no_longer_when_the_clock_is_set_back(self, app: Dash, clock: Clock, back: int) -> None:
        client = client_of(app, "stranger")
        for _ in range(5):
            self.wrong(client)
        clock.time -= back
        assert int(self.wrong(client).headers["Retry-After"]) == 60
        clock.time += 60
        assert sign_in(client, "edith").status_code == 303

    def test_a_right_one_does_not_clear_those_of_others(self, app: Dash, clock: Clock) -> None:
        client = client_of(app, "stranger")
        for _ in range(4):
            self.wrong(client)
        assert sign_in(client, "vera").status_code == 303
        assert [self.wrong(client).status_code for _ in range(2)] == [401, 429]

    def test_right_ones_cost_nothing(self, app: Dash, clock: Clock) -> None:
        client = client_of(app, "stranger")
        assert {sign_in(client, "vera").status_code for _ in range(12)} == {303}

    def test_at_once_are_as_many_as_one_by_one(self, service: Service) -> None:
        waits: list[int] = []
        threads = [threading.Thread(target=lambda: waits.append(service.attempts.begin({"x": 5}))) for _ in range(30)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sum(wait == 0 for wait in waits) == 5

    def test_come_from_a_household_not_from_each_of_its_addresses(self) -> None:
        assert neighbourhood("2001:db8:1:2::7") == neighbourhood("2001:db8:1:2:ffff::1") != neighbourhood("2001:db8::1")
        assert neighbourhood("198.51.100.7") == "198.51.100.7"


PROXY = {
    "secret_key": SECRET_KEY,
    "proxy_user_header": "X-Forwarded-User",
    "proxy_roles_header": "X-Forwarded-Groups",
    "trusted_proxies": "10.1.0.0/16, ::1",
    "editor_role": "loaders",
}
ONE_OF_OURS = {"REMOTE_ADDR": "10.1.2.3"}


class TestAProxy:
    @pytest.fixture
    def client(self, empty_url: str) -> FlaskClient:
        app = with_write(create_app(Settings(database_url=empty_url, **PROXY)))
        client = app.server.test_client()
        client.environ_base["HTTP_ORIGIN"] = "http://localhost"
        app.server.add_url_rule("/token-for-tests", "token", access.csrf_token)
        return client

    @staticmethod
    def write_as(client: FlaskClient, headers: dict[str, str], environment: dict[str, str]) -> Any:
        token = client.get("/token-for-tests", headers=headers, environ_overrides=environment).text
        return write(client, token, headers=headers, environ_overrides=environment)

    def test_signs_in_whom_it_names(self, client: FlaskClient) -> None:
        headers = {"X-Forwarded-User": "odile", "X-Forwarded-Groups": "staff, loaders"}
        answer = self.write_as(client, headers, ONE_OF_OURS)
        assert answer.json == {"name": "odile", "way": "proxy", "from": "10.1.2.3"}

    @pytest.mark.parametrize("groups", ["", "staff", "loaders2", "load", "LOADERS"])
    def test_makes_no_editor_of_who_lacks_the_role(self, client: FlaskClient, groups: str) -> None:
        headers = {"X-Forwarded-User": "odile", "X-Forwarded-Groups": groups}
        assert self.write_as(client, headers, ONE_OF_OURS).status_code == 403

    @pytest.mark.parametrize("address", ["10.2.0.1", "127.0.0.1", "2001:db8::1", "", "unix:", "10.1.2.3.4"])
    def test_from_elsewhere_is_not_believed(self, client: FlaskClient, address: str) -> None:
        headers = {"X-Forwarded-User": "odile", "X-Forwarded-Groups": "loaders", "X-Forwarded-For": "10.1.2.3"}
        assert self.write_as(client, headers, {"REMOTE_ADDR": address}).status_code == 401

    @pytest.mark.parametrize("name", ["", " ", "odile,admin", "x" * 300, "a\x1bb"])
    def test_names_one_person_or_nobody(self, client: FlaskClient, name: str) -> None:
        headers = {"X-Forwarded-User": name, "X-Forwarded-Groups": "loaders"}
        assert self.write_as(client, headers, ONE_OF_OURS).status_code == 401

    def test_does_not_spare_a_form_its_token(self, client: FlaskClient) -> None:
        headers = {"X-Forwarded-User": "odile", "X-Forwarded-Groups": "loaders"}
        assert write(client, "", headers=headers, environ_overrides=ONE_OF_OURS).status_code == 403

    def test_tells_where_a_reader_comes_from(self, client: FlaskClient) -> None:
        headers = {"X-Forwarded-User": "odile", "X-Forwarded-Groups": "loaders"}
        headers["X-Forwarded-For"] = "192.0.2.66, 198.51.100.7, 10.1.9.9"  # the first is what the reader claims
        assert self.write_as(client, headers, ONE_OF_OURS).json["from"] == "198.51.100.7"

    def test_makes_the_page_of_signing_in_say_so(self, client: FlaskClient) -> None:
        assert "<input" not in client.get("/signin").text
        headers = {"X-Forwarded-User": "odile"}
        assert "Signed in as odile" in client.get("/signin", headers=headers, environ_overrides=ONE_OF_OURS).text


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    """The OpenID provider."""
    with openid_provider.running() as running:
        yield running


class TestOpenID:
    @pytest.fixture
    def client(self, empty_url: str, provider: Provider) -> FlaskClient:
        return self.client_with(empty_url, provider)

    @staticmethod
    def client_with(url: str, provider: Provider, **more: str) -> FlaskClient:
        settings = {
            "secret_key": SECRET_KEY,
            "site_url": "http://localhost",
            "oidc_discovery_url": f"{provider.issuer}/.well-known/openid-configuration",
            "oidc_client_id": CLIENT_ID,
            "oidc_client_secret": CLIENT_SECRET,
        }
        client = with_write(create_app(Settings(database_url=url, **settings | more))).server.test_client()
        client.environ_base["HTTP_ORIGIN"] = "http://localhost"
        return client

    @staticmethod
    def start(client: FlaskClient, path: str = "/signin/openid") -> dict[str, str]:
        return dict(parse_qsl(urlsplit(client.get(path).headers["Location"]).query))

    def arrive(self, client: FlaskClient, provider: Provider, key: RSAKey | None = None, **claims: Any) -> Any:
        asked = self.start(client)
        query = urlencode({"code": provider.grant(asked, key, **claims), "state": asked["state"]})
        return client.get(f"/signin/callback?{query}")

    def test_signs_in_who_has_the_role(self, client: FlaskClient, provider: Provider) -> None:
        assert self.arrive(client, provider).status_code == 303
        assert write(client).json["name"] == "odile"

    def test_asks_with_proof_state_and_nonce(self, client: FlaskClient) -> None:
        asked = self.start(client)
        assert (asked["response_type"], asked["code_challenge_method"]) == ("code", "S256")
        assert all(len(asked[name]) >= 20 for name in ("state", "nonce", "code_challenge"))
        assert asked["redirect_uri"] == "http://localhost/signin/callback"

    def test_leads_back_to_the_page_one_came_from(self, client: FlaskClient, provider: Provider) -> None:
        asked = self.start(client, "/signin/openid?next=/data/load")
        query = urlencode({"code": provider.grant(asked), "state": asked["state"]})
        assert client.get(f"/signin/callback?{query}").headers["Location"] == "/data/load"

    def test_leads_a_reporter_to_what_is_to_be_reported(self, client: FlaskClient, provider: Provider) -> None:
        answer = self.arrive(client, provider, roles=["reporter:L-SAO"])
        assert answer.headers["Location"].partition("?")[0] == "/report"

    @pytest.mark.parametrize("roles", [[], ["viewer"], None, "viewers", {"editor": 1}, [["editor"]]])
    def test_makes_no_editor_of_who_lacks_the_role(self, client: FlaskClient, provider: Provider, roles: Any) -> None:
        assert self.arrive(client, provider, roles=roles).status_code == 303
        assert write(client).status_code == 403

    def test_names_a_reporter_with_members_that_the_data_have(self, published_url: str, provider: Provider) -> None:
        client = self.client_with(published_url, provider)

        @client.application.get("/who-for-tests")
        def who() -> list[str]:
            someone = access.person()
            assert someone
            return [someone.role, *sorted(someone.members)]

        self.arrive(client, provider, roles=["reporter:L-SAO", "reporter:KEN", "reporter:nowhere", "staff"])
        assert client.get("/who-for-tests").json == ["reporter", "KEN", "L-SAO"]

    @pytest.mark.parametrize(
        ("claim", "claims"),
        [
            ("realm_access.roles", {"realm_access": {"roles": ["editor"]}}),
            ("https://example.org/roles", {"https://example.org/roles": ["editor"]}),
            ("groups", {"groups": "staff editor"}),
        ],
    )
    def test_finds_the_roles_where_the_settings_say(
        self, empty_url: str, provider: Provider, claim: str, claims: Any
    ) -> None:
        client = self.client_with(empty_url, provider, oidc_roles_claim=claim)
        self.arrive(client, provider, roles=None, **claims)
        assert write(client).status_code == 200

    @pytest.mark.parametrize(
        "claims",
        [{"nonce": "another"}, {"nonce": None}, {"aud": "another"}, {"aud": None}, {"iss": "https://evil.example"},
         {"iss": None}, {"exp": 1_000_000_000}, {"exp": None}, {"sub": None}, {"iat": 99_999_999_999},
         {"aud": [CLIENT_ID, "another"], "azp": "another"}, {"aud": "another", "azp": CLIENT_ID},
         {"preferred_username": None, "sub": "\x1b"}],
        ids=str,
    )  # fmt: skip
    def test_refuses_a_token_in_which_anything_is_wrong(
        self, client: FlaskClient, provider: Provider, claims: dict[str, Any]
    ) -> None:
        answer = self.arrive(client, provider, **claims)
        assert (answer.status_code, 'role="alert"' in answer.text) == (401, True)
        assert write(client).status_code == 401

    def test_refuses_a_token_signed_by_another(self, client: FlaskClient, provider: Provider) -> None:
        assert self.arrive(client, provider, RSAKey.generate_key(2048)).status_code == 401

    def test_refuses_a_token_that_nobody_signed(self, client: FlaskClient, provider: Provider) -> None:
        asked = self.start(client)
        code = provider.grant(asked)
        payload = provider.grants[code][0].split(".")[1]
        provider.grants[code] = (f"eyJhbGciOiJub25lIn0.{payload}.", asked["code_challenge"])  # {"alg":"none"}
        query = urlencode({"code": code, "state": asked["state"]})
        assert client.get(f"/signin/callback?{query}").status_code == 401

    def test_refuses_an_answer_nobody_asked_for(self, client: FlaskClient, provider: Provider) -> None:
        code = provider.grant({"nonce": "x", "code_challenge": "x"})
        assert client.get(f"/signin/callback?code={code}&state=forged").status_code == 401

    def test_refuses_the_answer_to_somebody_else(self, empty_url: str, client: FlaskClient, provider: Provider) -> None:
        asked = self.start(client)
        other = client.application.test_client()
        query = urlencode({"code": provider.grant(asked), "state": asked["state"]})
        assert other.get(f"/signin/callback?{query}").status_code == 401

    def test_refuses_an_answer_a_second_time(self, client: FlaskClient, provider: Provider) -> None:
        asked = self.start(client)
        kept = cookie(client)
        first, second = (urlencode({"code": provider.grant(asked), "state": asked["state"]}) for _ in range(2))
        assert client.get(f"/signin/callback?{first}").status_code == 303
        client.set_cookie("monitor_session", kept)
        assert client.get(f"/signin/callback?{second}").status_code == 401

    def test_says_when_the_provider_refuses(self, client: FlaskClient) -> None:
        self.start(client)
        answer = client.get("/signin/callback?error=access_denied&error_description=<script>")
        assert (answer.status_code, "<script>" in answer.text) == (401, False)

    def test_says_when_the_provider_is_away(self, empty_url: str, provider: Provider) -> None:
        client = self.client_with(
            empty_url, provider, oidc_discovery_url=f"{provider.issuer}/nowhere", oidc_client_id="x"
        )
        assert client.get("/signin/openid").status_code == 503

    def test_a_session_is_revoked_like_any_other(self, client: FlaskClient, provider: Provider) -> None:
        self.arrive(client, provider)
        kept, token = cookie(client), token_of(client)
        client.post("/signout", data={"csrf_token": token})
        client.set_cookie("monitor_session", kept)
        assert write(client, token).status_code == 401


class TestLogs:
    def test_hold_no_secret(
        self, empty_url: str, provider: Provider, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
    ) -> None:
        caplog.set_level(logging.DEBUG)
        openid = TestOpenID()
        client = openid.client_with(empty_url, provider, **signing_in.options(Path(signing_in.tempfile.mkdtemp())))
        sign_in(client, "edith", "a wrong but secret password")
        sign_in(client, "a password typed as a name", "x")
        sign_in(client, "edith")
        token, session = token_of(client), cookie(client)
        write(client, token)
        write(client, "a wrong token")
        client.post("/signout", data={"csrf_token": token})
        asked = openid.start(client)
        code = provider.grant(asked)
        id_token = provider.grants[code][0]
        client.get("/signin/callback?" + urlencode({"code": code, "state": asked["state"]}))
        openid.arrive(client, provider, nonce="wrong")
        told = caplog.text + "".join(capsys.readouterr())
        ours = "\n".join(record.getMessage() for record in caplog.records if record.name != "werkzeug")
        secrets = [
            PASSWORD,
            "a wrong but secret",
            "typed as a name",
            SECRET_KEY,
            token,
            session,
            CLIENT_SECRET,
            id_token,
        ]
        assert [secret for secret in secrets if secret in told] == []
        assert asked["state"] not in ours
        assert "'edith' signed in" in ours

    def test_settings_do_not_print_their_secrets(self) -> None:
        settings = Settings(secret_key=SECRET_KEY, oidc_client_secret=CLIENT_SECRET)
        assert [secret for secret in (SECRET_KEY, CLIENT_SECRET) if secret in repr(settings)] == []


ACCOUNTS = {"accounts": "accounts.json", "secret_key": SECRET_KEY}


class TestSettings:
    @pytest.mark.parametrize(
        ("given", "named"),
        [
            ({"accounts": "accounts.json"}, "MONITOR_SECRET_KEY"),
            ({**ACCOUNTS, "secret_key": "x" * 31}, "MONITOR_SECRET_KEY"),
            ({**ACCOUNTS, "session_hours": 0}, "MONITOR_SESSION_HOURS"),
            ({**ACCOUNTS, "session_idle_minutes": -1}, "MONITOR_SESSION_IDLE_MINUTES"),
            ({**PROXY, "trusted_proxies": ""}, "MONITOR_TRUSTED_PROXIES"),
            ({**PROXY, "trusted_proxies": "everybody"}, "MONITOR_TRUSTED_PROXIES"),
            ({**PROXY, "site_url": "https://data.example.org/monitor/"}, "MONITOR_SITE_URL"),
            ({**PROXY, "site_url": "data.example.org"}, "MONITOR_SITE_URL"),
            ({"oidc_discovery_url": "https://id.example.org", "secret_key": SECRET_KEY}, "MONITOR_OIDC_CLIENT_ID"),
            ({"oidc_discovery_url": "http://id.example.org"}, "MONITOR_OIDC"),
        ],
    )
    def test_that_do_not_go_together_are_refused_by_name(self, given: dict[str, Any], named: str) -> None:
        with pytest.raises(SettingError, match=named) as fault:
            options.ways(Settings(**given))
        assert SECRET_KEY not in str(fault.value)

    def test_are_refused_before_the_server_starts(self) -> None:
        environment = {"MONITOR_ACCOUNTS": "accounts.json", "MONITOR_SECRET_KEY": "short", "MONITOR_PORT": "1"}
        result = CliRunner().invoke(command_line, [], env=environment)
        assert (result.exit_code, "MONITOR_SECRET_KEY" in result.stderr, "short" in result.stderr) == (1, True, False)

    def test_open_several_ways_at_once(self) -> None:
        assert options.ways(Settings(**{**ACCOUNTS, **PROXY})) == ("account", "proxy")

    def test_without_a_way_there_is_nothing_to_sign_in_with(self, empty_url: str) -> None:
        app = with_write(create_app(Settings(database_url=empty_url)))
        client = app.server.test_client()
        assert (client.get("/signin").status_code, client.post("/signin").status_code) == (404, 405)
        assert client.post(WRITE, headers={"Origin": "http://localhost"}).status_code == 403
