"""Settings: from the environment, refused in a sentence that names variable and value."""

from __future__ import annotations

from dataclasses import fields

import pytest

from dashboard.settings import SettingError, Settings, from_environment


def test_without_an_environment_all_is_as_by_default() -> None:
    assert from_environment({}) == Settings()


def test_an_empty_variable_is_as_good_as_none() -> None:
    assert from_environment({"MONITOR_PORT": "", "MONITOR_CACHE_URL": ""}) == Settings()


def test_every_setting_is_read_from_its_variable() -> None:
    given = {f"MONITOR_{option.name.upper()}": "7" if option.type == "int" else "/x/" for option in fields(Settings)}
    odd = {"frame_ancestors": "https://x", "log_format": "json", "access_log": "off"}
    given |= {f"MONITOR_{name.upper()}": value for name, value in odd.items()}
    read = from_environment(given)
    assert all(getattr(read, option.name) in (7, "/x/", odd.get(option.name)) for option in fields(Settings))


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
