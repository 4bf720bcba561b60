"""People: administrators invite, change and remove them; a link sets a password once; nobody gets more than a role."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable
from html import unescape
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import sqlalchemy as sa
from dash import Dash
from flask.testing import FlaskClient
from typer.testing import CliRunner

from dashboard.__main__ import app as command_line
from dashboard.app import create_app
from dashboard.settings import Settings
from dashboard.signin import access, people
from dashboard.signin.accounts import Accounts, AccountsError
from dashboard.signin.service import Service
from data_loader import schema
from tests.dashboard import signing_in
from tests.dashboard.calling import page
from tests.dashboard.signing_in import PASSWORD, SECRET_KEY, app_of, client_of, sign_in, token_of

NEW = "tulipe tapis dix-neuf"
DAY = 86_400
_PLACES = count(1)


@pytest.fixture(scope="module")
def of_module(url: str) -> Dash:
    return app_of(url)


@pytest.fixture
def app(of_module: Dash, monkeypatch: pytest.MonkeyPatch) -> Dash:
    """A dashboard with an account a role, whose writes come into no log but where a test is about that."""
    signing_in.options(Path(of_module.server.extensions["signin"].settings.accounts).parent)
    monkeypatch.setattr("dashboard.editing.people.isolated.run", lambda *_, **__: _Succeeded())
    return of_module


class _Succeeded:
    succeeded, sentence = True, ""


@pytest.fixture
def service(app: Dash) -> Service:
    found: Service = app.server.extensions["signin"]
    return found


@pytest.fixture
def ada(app: Dash) -> FlaskClient:
    """The one administrator."""
    return client_of(app, "administrator")


@pytest.fixture
def stranger(app: Dash) -> FlaskClient:
    """Somebody at a place where nobody has tried anything yet."""
    client = client_of(app, "stranger")
    client.environ_base["REMOTE_ADDR"] = f"198.51.100.{next(_PLACES)}"
    return client


def send(client: FlaskClient, what: str, name: str, **more: Any) -> Any:
    """Send a form of the page of people."""
    return client.post(f"/people/{what}", data={"csrf_token": token_of(client), "name": name, **more})


def link_of(answer: Any) -> str:
    """The path and query of the link that a page shows once."""
    assert answer.status_code == 200, answer.text
    found = re.search(r"<textarea[^>]*>([^<]*)</textarea>", answer.text)
    assert found
    link = urlsplit(unescape(found[1]))
    assert f"{link.scheme}://{link.netloc}" == "http://localhost"
    return f"{link.path}?{link.query}"


def invited(ada: FlaskClient, name: str = "rosa", role: str = "reporter", member: Any = "L-SAO") -> str:
    return link_of(send(ada, "invite", name, role=role, member=member))


def set_password(client: FlaskClient, link: str, password: str = NEW, again: str | None = None, **more: Any) -> Any:
    return client.post(link, data={"password": password, "again": password if again is None else again}, **more)


def audit(url: str) -> list[tuple[str, str, str, str]]:
    """The log of every write: who did what, in a sentence, and from where."""
    engine = sa.create_engine(url)
    with engine.connect() as connection:
        table = schema.audit
        found = connection.execute(sa.select(table.c.who, table.c.action, table.c.what, table.c.origin)).all()
    engine.dispose()
    return [(row.who, row.action, row.what, row.origin) for row in found]


class TestTheList:
    def test_names_everybody_with_role_and_members(self, ada: FlaskClient) -> None:
        shown = ada.get("/people").text
        assert all(name in shown for name in ("rita", "edith", "vera", "São Paulo", "Administrator"))

    def test_says_which_members_are_not_in_the_data(self, ada: FlaskClient) -> None:
        assert "L-PAR, which is not in the data" in ada.get("/people").text

    def test_is_the_same_once_the_scripts_have_come(self, ada: FlaskClient) -> None:
        assert "São Paulo" in json.loads(f'"{page(ada, "/people").replace(chr(34), "")}"')

    def test_holds_no_hash(self, ada: FlaskClient) -> None:
        assert "scrypt" not in ada.get("/people").text + ada.get("/people/rita").text

    def test_is_kept_by_nobody(self, ada: FlaskClient) -> None:
        assert ada.get("/people").headers["Cache-Control"] == "no-store"

    @pytest.mark.parametrize("role", ["stranger", "viewer", "reporter", "editor"])
    def test_is_for_administrators(self, app: Dash, role: str) -> None:
        assert "rita" not in client_of(app, role).get("/people").text.partition("<footer")[0]

    def test_is_offered_to_administrators_in_the_footer_and_where_they_sign_in(self, app: Dash) -> None:
        def offered(role: str) -> tuple[bool, bool]:
            client = client_of(app, role)
            return "People and roles" in page(client, "/data"), 'href="/people' in client.get("/signin").text

        assert (offered("administrator"), offered("editor")) == ((True, True), (False, False))

    def test_says_where_there_are_no_local_accounts(self, url: str) -> None:
        app = create_app(Settings(database_url=url, **PROXY))
        client = app.server.test_client()
        shown = client.get("/people", headers=of_proxy("chiefs"), environ_overrides=OURS).text
        assert "There are no local accounts here" in shown

    def test_says_when_the_file_of_accounts_is_open_to_others(self, url: str, tmp_path: Path) -> None:
        accounts = tmp_path / "accounts.json"
        accounts.touch(0o644)
        app = create_app(Settings(database_url=url, accounts=str(accounts), **PROXY))
        shown = app.server.test_client().get("/people", headers=of_proxy("chiefs"), environ_overrides=OURS)
        assert (shown.status_code, "are open to others" in shown.text) == (200, True)


class TestTheForms:
    def test_have_a_label_at_every_field(self, ada: FlaskClient) -> None:
        for path in ("/people", "/people/rita"):
            main = ada.get(path).text.partition('id="main"')[2].partition("<footer")[0]
            fields = re.findall(r'<input(?![^>]*type="hidden")[^>]*>', main)
            labelled = re.sub(r"<label\b.*?</label>", "", main, flags=re.DOTALL)
            assert len(fields) > 6
            assert re.findall(r'<input(?![^>]*type="hidden")[^>]*>', labelled) == []

    def test_can_be_sent_where_there_are_no_scripts(self, ada: FlaskClient) -> None:
        hidden = re.search(r"<noscript><style>(.*?)</style>", ada.get("/people").text)
        assert hidden
        assert "button:not([form],[type=submit])" in hidden[1]

    def test_offer_members_by_name_also_without_a_commitment(self, ada: FlaskClient) -> None:
        assert re.search(r'name="member" value="MLT"[^>]*> <span>Malta</span>', ada.get("/people").text)

    def test_show_what_holds_now(self, ada: FlaskClient) -> None:
        shown = ada.get("/people/rita").text
        assert re.search(r'name="role" value="reporter"[^>]* checked', shown)
        assert re.findall(r'name="member" value="([^"]+)"[^>]* checked', shown) == ["L-SAO"]

    def test_of_somebody_who_is_not_there_say_so(self, ada: FlaskClient) -> None:
        assert "There is no account named nobody." in ada.get("/people/nobody").text

    def test_find_a_name_of_other_letters(self, ada: FlaskClient) -> None:
        invited(ada, "zoé@ministère.fr")
        [href] = re.findall(r'href="(/people/zo[^"]*)"', ada.get("/people").text)
        assert 'value="zoé@ministère.fr"' in ada.get(href).text
        assert "zoé@ministère.fr" in json.loads(f'"{page(ada, urlsplit(href).path).replace(chr(34), "")}"')

    @pytest.mark.parametrize("what", ["invite", "change", "link", "remove"])
    def test_of_another_site_are_refused(self, ada: FlaskClient, service: Service, what: str) -> None:
        before = Path(service.settings.accounts).read_text()
        more = {"csrf_token": token_of(ada), "name": "vera", "role": "editor", "sure": "yes"}
        answers = [
            ada.post(f"/people/{what}", data=more, headers={"Origin": "https://evil.example"}),
            ada.post(f"/people/{what}", data=more | {"csrf_token": ""}),
        ]
        assert [answer.status_code for answer in answers] == [403, 403]
        assert Path(service.settings.accounts).read_text() == before


class TestAnInvitation:
    def test_lets_the_person_set_a_password_and_signs_in(
        self, ada: FlaskClient, stranger: FlaskClient, service: Service
    ) -> None:
        assert set_password(stranger, invited(ada)).status_code == 303
        assert "Signed in as rosa" in stranger.get("/signin").text
        account = service.accounts.check("rosa", NEW)
        assert account
        assert (account.role, account.members) == ("reporter", ("L-SAO",))

    def test_gives_several_members(self, ada: FlaskClient, service: Service) -> None:
        invited(ada, member=["L-SAO", "MLT"])
        assert service.accounts.all()["rosa"].members == ("L-SAO", "MLT")

    def test_says_to_whom_it_is(self, ada: FlaskClient, stranger: FlaskClient) -> None:
        shown = stranger.get(invited(ada)).text
        assert ("You will sign in as rosa" in shown, 'autocomplete="new-password"' in shown) == (True, True)

    def test_is_in_the_readers_language(self, ada: FlaskClient, stranger: FlaskClient) -> None:
        link = invited(ada).replace("lang=en", "lang=es")
        assert '<html lang="es">' in stranger.get(link).text

    @pytest.mark.parametrize(
        ("role", "there"), [("reporter", "/report?lang=es"), ("viewer", "/?lang=es"), ("editor", "/?lang=es")]
    )
    def test_leads_a_reporter_to_what_is_to_be_reported(
        self, ada: FlaskClient, stranger: FlaskClient, role: str, there: str
    ) -> None:
        link = invited(ada, role=role).replace("lang=en", "lang=es")
        assert set_password(stranger, link).headers["Location"] == there

    def test_lets_nobody_in_before_a_password_is_set(self, ada: FlaskClient, stranger: FlaskClient) -> None:
        invited(ada)
        assert [sign_in(stranger, "rosa", password).status_code for password in ("", "x")] == [401, 401]

    def test_works_once(self, ada: FlaskClient, app: Dash, service: Service) -> None:
        link = invited(ada)
        set_password(client_of(app, "stranger"), link)
        thief = client_of(app, "stranger")
        assert (set_password(thief, link, "another long password").status_code, thief.get(link).status_code) == (
            410,
            410,
        )
        assert "Signed in" not in thief.get("/signin").text

    def test_is_not_used_up_by_being_looked_at(self, ada: FlaskClient, stranger: FlaskClient) -> None:
        link = invited(ada)
        assert [stranger.get(link).status_code for _ in range(3)] == [200, 200, 200]
        assert set_password(stranger, link).status_code == 303

    def test_ends_after_seven_days(
        self, ada: FlaskClient, stranger: FlaskClient, service: Service, monkeypatch: Any
    ) -> None:
        link, now = invited(ada), service.accounts.now()
        monkeypatch.setattr(service.accounts, "now", lambda: now + 7 * DAY - 5)
        assert stranger.get(link).status_code == 200
        monkeypatch.setattr(service.accounts, "now", lambda: now + 7 * DAY)
        assert (stranger.get(link).status_code, set_password(stranger, link).status_code) == (410, 410)
        assert "the invitation has run out" in ada.get("/people").text

    def test_is_kept_as_a_hash_alone(self, ada: FlaskClient, service: Service) -> None:
        [key] = parse_qs(urlsplit(invited(ada)).query)["key"]
        assert len(key) >= 43
        assert key not in Path(service.settings.accounts).read_text()

    def test_is_shown_once(self, ada: FlaskClient) -> None:
        answer = send(ada, "invite", "rosa", role="viewer")
        [key] = parse_qs(urlsplit(link_of(answer)).query)["key"]
        assert answer.headers["Cache-Control"] == "no-store"
        assert key not in ada.get("/people").text + ada.get("/people/rosa").text

    def test_stands_in_no_log(self, ada: FlaskClient, stranger: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
        caplog.set_level("DEBUG")
        link = invited(ada)
        [key] = parse_qs(urlsplit(link).query)["key"]
        set_password(stranger, link)
        assert not [secret for secret in (key, NEW) if secret in caplog.text]

    @pytest.mark.parametrize(
        "more", [{"headers": {"Origin": "https://evil.example"}}, {"headers": {"Origin": "null"}}], ids=str
    )
    def test_is_taken_up_on_its_own_page_alone(self, ada: FlaskClient, stranger: FlaskClient, more: Any) -> None:
        assert set_password(stranger, invited(ada), **more).status_code == 403

    def test_is_learnt_by_no_other_page_and_no_cache(self, ada: FlaskClient, stranger: FlaskClient) -> None:
        link = invited(ada)
        for answer in (stranger.get(link), stranger.get("/invitation?key=wrong"), set_password(stranger, link)):
            told = answer.headers["Referrer-Policy"], answer.headers["Cache-Control"]
            assert told == ("strict-origin", "no-store")

    @pytest.mark.parametrize("password", ["short", "passwordpassword", "rosa-rosa-rosa-1", "x" * 2000])
    def test_takes_no_weak_password_and_can_be_tried_again(
        self, ada: FlaskClient, stranger: FlaskClient, password: str
    ) -> None:
        link = invited(ada)
        answer = set_password(stranger, link, password)
        assert (answer.status_code, 'role="alert"' in answer.text, password in answer.text) == (400, True, False)
        assert set_password(stranger, link).status_code == 303

    def test_takes_no_password_that_is_typed_in_two_ways(self, ada: FlaskClient, stranger: FlaskClient) -> None:
        assert set_password(stranger, invited(ada), NEW, f"{NEW}!").status_code == 400

    def test_ends_the_session_of_who_was_there_before(self, app: Dash, ada: FlaskClient) -> None:
        client = client_of(app, "viewer")
        set_password(client, invited(ada))
        assert "Signed in as rosa" in client.get("/signin").text

    @pytest.mark.parametrize("key", ["", "wrong", "é", "\0", "x" * 5000])
    def test_opens_to_no_other_key(self, ada: FlaskClient, stranger: FlaskClient, key: str) -> None:
        invited(ada)
        answer = stranger.get("/invitation", query_string={"key": key})
        assert (answer.status_code, 'role="alert"' in answer.text) == (410, True)

    def test_that_is_guessed_waits_like_a_password(self, ada: FlaskClient, stranger: FlaskClient) -> None:
        link = invited(ada)
        answers = [stranger.get(f"/invitation?key=wrong{n}").status_code for n in range(21)]
        assert answers == [410] * 20 + [429]
        waits = [stranger.get(link), set_password(stranger, link), sign_in(stranger, "vera")]
        assert [(one.status_code, bool(one.headers["Retry-After"])) for one in waits] == [(429, True)] * 3

    def test_that_is_right_costs_nothing(self, ada: FlaskClient, stranger: FlaskClient) -> None:
        link = invited(ada)
        assert {stranger.get(link).status_code for _ in range(25)} == {200}

    def test_takes_no_endless_form(self, ada: FlaskClient, stranger: FlaskClient) -> None:
        assert set_password(stranger, invited(ada), "x" * 100_000).status_code == 413

    def test_is_of_two_at_once_good_for_one(self, tmp_path: Path) -> None:
        accounts = Accounts(tmp_path / "accounts.json")
        key, opened = accounts.invite("rosa", "viewer"), []
        words = [f"{NEW} number {n}" for n in range(6)]
        threads = [threading.Thread(target=lambda word=word: opened.append(accounts.join(key, word))) for word in words]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sum(one is not None for one in opened) == 1


class TestWhoCannotBeInvited:
    @pytest.mark.parametrize(
        ("name", "more"),
        [
            ("vera", {"role": "viewer"}),  # is there already
            ("a b", {"role": "viewer"}),
            ("..", {"role": "viewer"}),
            ("", {"role": "viewer"}),
            ("rosa", {"role": "king"}),
            ("rosa", {}),
            ("rosa", {"role": "reporter"}),  # for nobody
            ("rosa", {"role": "reporter", "member": "L-PAR"}),  # not in these data
            ("rosa", {"role": "reporter", "member": ["L-SAO", "x"]}),
            ("rosa", {"role": "reporter", "member": [str(n) for n in range(2000)]}),
        ],
    )
    def test_is_said_in_a_sentence(self, ada: FlaskClient, service: Service, name: str, more: dict[str, Any]) -> None:
        before = Path(service.settings.accounts).read_text()
        answer = send(ada, "invite", name, **more)
        assert (answer.status_code, 'role="alert"' in answer.text) == (400, True)
        assert Path(service.settings.accounts).read_text() == before

    def test_a_role_that_reports_for_nobody_has_no_members(self, ada: FlaskClient, service: Service) -> None:
        invited(ada, role="viewer")
        assert service.accounts.all()["rosa"].members == ()


class TestANewLink:
    def test_takes_the_place_of_the_one_before(self, ada: FlaskClient, stranger: FlaskClient) -> None:
        old = invited(ada)
        new = link_of(send(ada, "link", "rosa"))
        assert (stranger.get(old).status_code, set_password(stranger, new).status_code) == (410, 303)

    def test_leaves_the_old_password_until_there_is_a_new_one(self, app: Dash, ada: FlaskClient) -> None:
        vera = client_of(app, "viewer")
        link = link_of(send(ada, "link", "vera"))
        assert "Signed in as vera" in vera.get("/signin").text
        set_password(client_of(app, "stranger"), link)
        assert "Signed in as vera" not in vera.get("/signin").text
        assert sign_in(client_of(app, "stranger"), "vera").status_code == 401


class TestAChange:
    def test_holds_at_once_for_who_is_signed_in(self, app: Dash, ada: FlaskClient) -> None:
        vera = client_of(app, "viewer")
        assert send(ada, "change", "vera", role="editor").status_code == 303
        assert "Your account may change the data." in vera.get("/signin").text

    def test_gives_a_reporter_other_members(self, ada: FlaskClient, service: Service) -> None:
        send(ada, "change", "rita", role="reporter", member="MLT")
        assert service.accounts.all()["rita"].members == ("MLT",)

    def test_leaves_a_reporter_no_way_without_a_member(self, ada: FlaskClient, service: Service) -> None:
        assert send(ada, "change", "rita", role="reporter").status_code == 400
        assert service.accounts.all()["rita"].members == ("L-SAO",)

    def test_of_nobody_is_refused(self, ada: FlaskClient) -> None:
        assert send(ada, "change", "nobody", role="viewer").status_code == 400


class TestARemoval:
    def test_ends_the_session_at_once(self, app: Dash, ada: FlaskClient) -> None:
        edith = client_of(app, "editor")
        assert send(ada, "remove", "edith", sure="yes").status_code == 303
        assert "Signed in" not in edith.get("/signin").text

    def test_asks_whether_one_is_sure(self, ada: FlaskClient, service: Service) -> None:
        assert send(ada, "remove", "edith").status_code == 400
        assert "edith" in service.accounts.all()

    def test_ends_an_invitation(self, ada: FlaskClient, stranger: FlaskClient) -> None:
        link = invited(ada)
        send(ada, "remove", "rosa", sure="yes")
        assert set_password(stranger, link).status_code == 410


class TestTheLastAdministrator:
    def test_does_not_remove_himself(self, ada: FlaskClient, service: Service) -> None:
        answer = send(ada, "remove", "ada", sure="yes")
        assert (answer.status_code, "the last administrator" in answer.text) == (400, True)
        assert "ada" in service.accounts.all()

    def test_does_not_demote_himself(self, ada: FlaskClient, service: Service) -> None:
        assert send(ada, "change", "ada", role="viewer").status_code == 400
        assert service.accounts.all()["ada"].role == "administrator"

    def test_does_not_go_while_the_other_has_no_password_yet(self, ada: FlaskClient, stranger: FlaskClient) -> None:
        link = invited(ada, "olga", role="administrator")
        assert send(ada, "remove", "ada", sure="yes").status_code == 400
        set_password(stranger, link)
        assert send(ada, "remove", "ada", sure="yes").status_code == 303

    def test_is_left_where_two_remove_each_other(self, tmp_path: Path) -> None:
        accounts = Accounts(tmp_path / "accounts.json")
        for name in ("ada", "olga"):
            accounts.put(name, PASSWORD, "administrator")
        accounts.remove("olga", by="ada")
        with pytest.raises(AccountsError, match="for administrators"):
            accounts.remove("ada", by="olga")
        assert set(accounts.all()) == {"ada"}


class TestTheFile:
    def test_loses_no_change_of_two_workers(self, tmp_path: Path) -> None:
        path = tmp_path / "accounts.json"

        def invite_some(worker: int) -> None:
            accounts = Accounts(path)
            for n in range(12):
                accounts.invite(f"p{worker}-{n}", "viewer")

        threads = [threading.Thread(target=invite_some, args=(worker,)) for worker in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(Accounts(path).all()) == 48

    def test_that_cannot_be_written_is_said(self, ada: FlaskClient, monkeypatch: Any) -> None:
        def full(_: int) -> None:
            raise OSError("the disk is full")

        token = token_of(ada)
        monkeypatch.setattr("dashboard.signin.accounts.os.fsync", full)
        answer = ada.post("/people/invite", data={"csrf_token": token, "name": "rosa", "role": "viewer"})
        assert (answer.status_code, 'role="alert"' in answer.text) == (503, True)

    def test_of_an_earlier_release_is_read(self, tmp_path: Path) -> None:
        path = tmp_path / "accounts.json"
        path.write_text('{"vera": {"role": "viewer", "password": "x"}}')
        path.chmod(0o600)
        assert Accounts(path).all()["vera"].members == ()


class TestTheLogOfEveryWrite:
    def test_has_each_with_who_and_from_where(self, own_database: str) -> None:
        app = app_of(own_database)
        ada, stranger = client_of(app, "administrator"), client_of(app, "stranger")
        link = invited(ada)
        set_password(stranger, link)
        send(ada, "change", "rosa", role="reporter", member=["L-SAO", "L-PAR"])
        send(ada, "link", "rosa")
        send(ada, "remove", "rosa", sure="yes")
        assert audit(own_database)[-5:] == [
            ("ada", "invite", "rosa was invited as reporter for L-SAO.", "127.0.0.1"),
            ("rosa", "set password", "rosa set a password by a link.", "127.0.0.1"),
            ("ada", "change account", "rosa is reporter for L-SAO, L-PAR now.", "127.0.0.1"),
            ("ada", "renew link", "A link was made with which rosa sets a new password.", "127.0.0.1"),
            ("ada", "remove account", "The account of rosa was removed.", "127.0.0.1"),
        ]

    def test_has_nothing_of_what_was_refused(self, ada: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
        written: list[Any] = []
        monkeypatch.setattr("dashboard.editing.people.isolated.run", lambda *given, **_: written.append(given))
        send(ada, "remove", "ada", sure="yes")
        assert written == []

    def test_that_cannot_be_written_leaves_a_line_in_ours(
        self, ada: FlaskClient, caplog: pytest.LogCaptureFixture, monkeypatch: Any
    ) -> None:
        caplog.set_level("INFO")
        monkeypatch.setattr("dashboard.editing.people.isolated.run", lambda *_, **__: _Refused())
        assert send(ada, "remove", "vera", sure="yes").status_code == 303
        assert "remove of the account 'vera' by 'ada', from 127.0.0.1" in caplog.text
        assert "not in the log of every write" in caplog.text


class _Refused:
    succeeded, sentence = False, "The database is away."


class TestWhatIsSaidToARole:
    @pytest.mark.parametrize(
        ("role", "sentence"),
        [
            ("viewer", "Your account may read the data, but not change them."),
            ("reporter", "Your account reports for its members"),
            ("reporter of another member", "Your account reports for no member that the data have."),
            ("editor", "Your account may change the data."),
            ("administrator", "invite and remove people"),
        ],
    )
    def test_where_it_signs_in(self, app: Dash, role: str, sentence: str) -> None:
        assert sentence in client_of(app, role).get("/signin").text

    def test_where_it_may_not_load(self, app: Dash) -> None:
        client = client_of(app, "reporter")
        answer = client.post("/data/load/check", data={"csrf_token": token_of(client)})
        assert (answer.status_code, "all else in the data is changed by editors" in answer.text) == (403, True)

    def test_where_it_may_not_keep_accounts(self, app: Dash) -> None:
        answer = send(client_of(app, "editor"), "invite", "rosa", role="viewer")
        assert (answer.status_code, "Accounts are for administrators." in answer.text) == (403, True)


PROXY = {
    "secret_key": SECRET_KEY,
    "proxy_user_header": "X-Forwarded-User",
    "proxy_roles_header": "X-Forwarded-Groups",
    "trusted_proxies": "10.1.0.0/16",
    "reporter_role": "cities",
    "administrator_role": "chiefs",
}
OURS = {"REMOTE_ADDR": "10.1.2.3"}


def of_proxy(groups: str) -> dict[str, str]:
    return {"X-Forwarded-User": "odile", "X-Forwarded-Groups": groups}


class TestRolesFromElsewhere:
    @pytest.mark.parametrize(
        ("listed", "role", "members"),
        [
            ({"reporter:L-SAO"}, "reporter", ("L-SAO",)),
            ({"reporter:L-SAO", "reporter:FRA", "staff"}, "reporter", ("FRA", "L-SAO")),
            ({"reporter"}, "reporter", ()),
            ({"reporter:L-SAO", "editor"}, "editor", ()),
            ({"editor", "administrator"}, "administrator", ()),
            ({"editor:L-SAO"}, "viewer", ()),  # nobody is editor of one member
            ({"administrator:x"}, "viewer", ()),
            ({"reporters:L-SAO"}, "viewer", ()),
            ({"Reporter:L-SAO"}, "viewer", ()),
            (set(), "viewer", ()),
        ],
    )
    def test_are_the_first_of_ours_with_its_members(
        self, listed: set[str], role: str, members: tuple[str, ...]
    ) -> None:
        assert people.role_among(listed, {}) == (role, members)

    def test_may_have_other_names_there(self) -> None:
        names = {"reporter": "ogp:cities"}
        assert people.role_among({"ogp:cities:L-SAO"}, names) == ("reporter", ("L-SAO",))
        assert people.role_among({"reporter:L-SAO"}, names) == ("viewer", ())

    @pytest.fixture(scope="class")
    def who(self, url: str) -> Callable[[str], people.Person]:
        app = create_app(Settings(database_url=url, version_check_seconds=0, **PROXY))
        seen: list[people.Person] = []

        @app.server.get("/who-for-tests")
        def who_is_it() -> str:
            someone = access.person()
            assert someone
            seen.append(someone)
            return ""

        def ask(groups: str) -> people.Person:
            app.server.test_client().get("/who-for-tests", headers=of_proxy(groups), environ_overrides=OURS)
            return seen[-1]

        return ask

    def test_let_a_reporter_report_for_the_member(self, who: Callable[[str], people.Person]) -> None:
        someone = who("staff, cities:L-SAO")
        assert (someone.reports_for("L-SAO"), someone.reports_for("FRA"), someone.rights) == (
            True,
            False,
            frozenset({access.REPORT}),
        )

    @pytest.mark.parametrize("member", ["L-PAR", "*", "", "L-SAO;FRA", "l-sao", "L-SAO FRA"])
    def test_give_nothing_for_a_member_that_the_data_do_not_have(
        self, who: Callable[[str], people.Person], member: str
    ) -> None:
        assert who(f"cities:{member}").members == frozenset()

    def test_make_administrators(self, who: Callable[[str], people.Person]) -> None:
        assert access.ACCOUNTS in who("chiefs").rights

    def test_let_an_administrator_keep_local_accounts(self, url: str, tmp_path: Path) -> None:
        accounts = tmp_path / "accounts.json"
        app = create_app(Settings(database_url=url, accounts=str(accounts), **PROXY))
        client = app.server.test_client()
        client.environ_base |= OURS | {"HTTP_ORIGIN": "http://localhost"}
        client.environ_base |= {"HTTP_X_FORWARDED_USER": "odile", "HTTP_X_FORWARDED_GROUPS": "chiefs"}
        token = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/people").text)
        assert token
        more = {"csrf_token": token[1], "name": "ada", "role": "administrator"}
        assert client.post("/people/invite", data=more).status_code == 200
        assert client.post("/people/remove", data=more | {"sure": "yes"}).status_code == 303  # odile is one still


class TestTheCommandLine:
    @pytest.fixture
    def run(self, tmp_path: Path) -> Callable[..., Any]:
        def call(*arguments: str, given: str = "", **environment: str) -> Any:
            own = {"MONITOR_ACCOUNTS": str(tmp_path / "accounts.json")}
            return CliRunner().invoke(command_line, ["account", *arguments], input=given, env=own | environment)

        return call

    def test_adds_a_reporter_of_members(self, run: Callable[..., Any]) -> None:
        members = ("--member", "L-SAO", "--member", "FRA")
        assert run("add", "rosa", "--role", "reporter", *members, given=f"{PASSWORD}\n").exit_code == 0
        assert run("list").output.split() == ["rosa", "reporter", "for", "L-SAO,", "FRA"]

    def test_adds_no_reporter_of_nobody(self, run: Callable[..., Any]) -> None:
        result = run("add", "rosa", "--role", "reporter", given=f"{PASSWORD}\n")
        assert (result.exit_code, "one member at least" in result.stderr) == (1, True)

    def test_invites_by_a_link(self, run: Callable[..., Any], tmp_path: Path) -> None:
        more = {"MONITOR_SITE_URL": "https://data.example.org", "MONITOR_PATH_PREFIX": "/monitor/"}
        link = urlsplit(run("invite", "ada", "--role", "administrator", **more).output.split()[-1])
        assert (link.netloc, link.path) == ("data.example.org", "/monitor/invitation")
        account = Accounts(tmp_path / "accounts.json").join(parse_qs(link.query)["key"][0], NEW)
        assert account
        assert (account.name, account.keeps_accounts) == ("ada", True)

    def test_renews_the_link_of_an_account(self, run: Callable[..., Any], tmp_path: Path) -> None:
        keys = [parse_qs(urlsplit(run("invite", "ada").output.split()[-1]).query)["key"][0] for _ in range(2)]
        accounts = Accounts(tmp_path / "accounts.json")
        assert [accounts.invited(key) is not None for key in keys] == [False, True]
        assert "invited" in run("list").output
