"""Settings: from the environment, looked at when the server starts, refused in a sentence that names the variable."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dashboard.__main__ import app as command_line
from dashboard.cli import server, start
from dashboard.settings import SettingError, Settings, from_environment, unknown, variables
from data_loader import limits
from tests.dashboard.signing_in import SECRET_KEY


def test_without_an_environment_all_is_as_by_default() -> None:
    assert from_environment({}) == Settings()


def test_an_empty_variable_is_as_good_as_none() -> None:
    assert from_environment({"MONITOR_PORT": "", "MONITOR_CACHE_URL": ""}) == Settings()


EXAMPLES = {
    "cache_url": "redis://cache:6379/1",
    "sessions_url": "rediss://user:secret@sessions/0",
    "frame_ancestors": "https://x",
    "path_prefix": "/x/",
    "host": "::1",
    "proxy_user_header": "X-User",
    "proxy_roles_header": "X-Roles",
    "reporting_periods": "12-01/01-31",
    "security_contact": "mailto:security@example.org",
    "log_format": "json",
    "access_log": "off",
    "oidc_scope": "email openid",
}
"""Values other than the default, of options that are not just any text."""


def test_every_setting_is_read_from_its_variable() -> None:
    texts = {option.name: "7" if option.type == "int" else "x" for option in fields(Settings)} | EXAMPLES
    read = from_environment({f"MONITOR_{option.name.upper()}": texts[option.name] for option in fields(Settings)})
    assert {option.name: str(getattr(read, option.name)) for option in fields(Settings)} == {
        option.name: texts[option.name] for option in fields(Settings)
    }


@pytest.mark.parametrize("name", [option.name for option in fields(Settings) if option.type == "int"])
@pytest.mark.parametrize("number", ["-1", "many", "1.5"])
def test_no_number_is_taken_that_counts_nothing(name: str, number: str) -> None:
    with pytest.raises(SettingError, match=rf"^MONITOR_{name.upper()} must be .*{number}.*\.$"):
        from_environment({f"MONITOR_{name.upper()}": number})


def test_every_setting_has_a_sentence() -> None:
    assert all(option.metadata["sentence"].endswith(".") for option in fields(Settings))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MONITOR_PORT", "eighty"),
        ("MONITOR_PORT", "80.5"),
        ("MONITOR_ANSWERS_KEPT", "all"),
        ("MONITOR_FRAME_ANCESTORS", "none"),
        ("MONITOR_FRAME_ANCESTORS", "https://example.org; script-src *"),
        ("MONITOR_FRAME_ANCESTORS", "https://example.org, https://example.net"),
        ("MONITOR_FRAME_ANCESTORS", "'none' https://example.org"),
        ("MONITOR_FRAME_ANCESTORS", "https://example.org/path"),
        ("MONITOR_LOG_FORMAT", "xml"),
        ("MONITOR_ACCESS_LOG", "no"),
        ("MONITOR_PATH_PREFIX", "monitor"),
        ("MONITOR_PATH_PREFIX", "/monitor"),
        ("MONITOR_PATH_PREFIX", "//evil.example/"),
        ("MONITOR_PATH_PREFIX", "/a b/"),
        ("MONITOR_PORT", "0"),
        ("MONITOR_PORT", "65536"),
        ("MONITOR_THREADS", "0"),
        ("MONITOR_HOST", "all of them"),
        ("MONITOR_CACHE_URL", "cache:6379"),
        ("MONITOR_PROXY_USER_HEADER", "X_User"),
        ("MONITOR_PROXY_ROLES_HEADER", "Roles: x"),
        ("MONITOR_OIDC_SCOPE", "profile"),
        ("MONITOR_ADMINISTRATOR_ROLE", "a,b"),
        ("MONITOR_EDITOR_ROLE", "a,b"),
        ("MONITOR_REPORTER_ROLE", " "),
    ],
)
def test_what_cannot_be_read_is_refused_by_name_and_value(name: str, value: str) -> None:
    with pytest.raises(SettingError, match=rf"{name} .*{value}"):
        from_environment({name: value})


def test_no_setting_adds_a_header_of_its_own() -> None:
    with pytest.raises(SettingError, match="MONITOR_FRAME_ANCESTORS"):
        Settings(frame_ancestors="https://example.org\nX-Header: 1")


@pytest.mark.parametrize(
    "sites",
    ["'none'", "'self'", "*", "https:", "https://example.org", "'self' https://*.example.org:8443 http://localhost:*"],
)
def test_the_sites_that_may_frame_a_chart_are_those_of_the_policy(sites: str) -> None:
    assert Settings(frame_ancestors=sites).frame_ancestors == sites


def a_folder_that_is_none(folder: Path) -> dict[str, str]:
    return {"database_url": f"sqlite:///{folder}/nowhere/monitor.sqlite"}


def a_file_that_is_no_database(folder: Path) -> dict[str, str]:
    (folder / "notes.txt").write_text("Dear colleague, this is no database.")
    return {"database_url": f"sqlite:///{folder}/notes.txt"}


def uploads_in_a_file(folder: Path) -> dict[str, str]:
    (folder / "file").touch()
    return {"uploads": f"{folder}/file/uploads", "accounts": f"{folder}/accounts.json", "secret_key": SECRET_KEY}


def accounts_nowhere(folder: Path) -> dict[str, str]:
    return {"accounts": f"{folder}/nowhere/accounts.json", "secret_key": SECRET_KEY}


def accounts_open_to_others(folder: Path) -> dict[str, str]:
    (folder / "accounts.json").write_text("{}")
    (folder / "accounts.json").chmod(0o644)
    return {"accounts": f"{folder}/accounts.json", "secret_key": SECRET_KEY}


class TestTheStart:
    @pytest.mark.parametrize(
        ("setting", "url"),
        [
            ("database_url", "monitor.sqlite"),
            ("database_url", "mysql://ana:secret@host/monitor"),
            ("database_url", "oracle://ana:secret@host/monitor"),
            ("database_url", "postgresql+nothing://ana:secret@host/monitor"),
            ("database_url", "postgresql+pg8000://ana:secret@host/monitor"),
            ("database_url", "postgresql+psycopg://ana:secret@host:port/monitor"),
        ],
    )
    def test_refuses_an_address_of_no_database_and_repeats_no_password(self, setting: str, url: str) -> None:
        with pytest.raises(SettingError, match=r"^MONITOR_DATABASE_URL .*\.$") as fault:
            start.check(Settings(**{setting: url}))
        assert "secret" not in str(fault.value)

    @pytest.mark.parametrize(
        ("make", "named"),
        [
            (a_folder_that_is_none, "DATABASE_URL"),
            (a_file_that_is_no_database, "DATABASE_URL"),
            (uploads_in_a_file, "UPLOADS"),
            (accounts_nowhere, "ACCOUNTS"),
            (accounts_open_to_others, "ACCOUNTS"),
        ],
    )
    def test_refuses_a_path_that_cannot_be_used(
        self, tmp_path: Path, make: Callable[[Path], dict[str, str]], named: str
    ) -> None:
        given = {"database_url": f"sqlite:///{tmp_path}/monitor.sqlite"} | make(tmp_path)
        with pytest.raises(SettingError, match=rf"^MONITOR_{named}\b.*\.$"):
            start.check(Settings(**given))

    def test_refuses_a_limit_of_the_loader_that_is_none(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setenv("MONITOR_LOAD_MAX_ROWS", "all")
        with pytest.raises(SettingError, match=r"^MONITOR_LOAD_MAX_ROWS must be"):
            start.check(Settings(database_url=f"sqlite:///{tmp_path}/monitor.sqlite"))

    def test_takes_a_database_that_is_still_to_be_made(self, tmp_path: Path) -> None:
        start.check(Settings(database_url=f"sqlite:///{tmp_path}/monitor.sqlite"))
        assert [*tmp_path.iterdir()] == []

    def test_of_the_server_alone_is_refused_in_one_sentence(self) -> None:
        answer = CliRunner().invoke(server.app, [], env={"MONITOR_DATABASE_URL": "nothing"})
        assert (answer.exit_code, answer.stderr.count("\n"), answer.stderr[:20]) == (1, 1, "MONITOR_DATABASE_URL")

    def test_is_refused_in_one_sentence(self) -> None:
        answer = CliRunner().invoke(command_line, [], env={"MONITOR_DATABASE_URL": "nothing", "MONITOR_TREADS": "2"})
        assert (answer.exit_code, answer.stderr.count("\n")) == (1, 2)
        assert "Did you mean MONITOR_THREADS?" in answer.stderr


@pytest.mark.parametrize(
    ("name", "likely"),
    [
        ("MONITOR_DATABSE_URL", " Did you mean MONITOR_DATABASE_URL?"),
        ("MONITOR_LOAD_MAX_ROW", " Did you mean MONITOR_LOAD_MAX_ROWS?"),
        ("MONITOR_WORKERS", ""),
    ],
)
def test_a_name_that_is_no_setting_is_said_with_the_likely_one(name: str, likely: str) -> None:
    environment = {name: "x", "MONITOR_PORT": "1", "MONITOR_VERSIONS_KEPT": "3", "HOME": "/"}
    assert [*unknown(environment, variables() | limits.VARIABLES)] == [
        f"{name} is no setting and has no effect.{likely}"
    ]


def test_the_loader_says_names_that_are_nearly_its_own_and_none_of_the_dashboards() -> None:
    wrong = {"MONITOR_DATABSE_URL": "x", "MONITOR_VERSION_KEPT": "3", "MONITOR_WORKERS": "2"}
    assert [*limits.misspelt(dict.fromkeys(variables(), "x") | wrong)] == [
        "MONITOR_DATABSE_URL is no setting and has no effect. Did you mean MONITOR_DATABASE_URL?",
        "MONITOR_VERSION_KEPT is no setting and has no effect. Did you mean MONITOR_VERSIONS_KEPT?",
    ]
