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
    read = from_environment(given)
    assert all(getattr(read, option.name) in (7, "/x/") for option in fields(Settings))


def test_every_setting_has_a_sentence() -> None:
    assert all(option.metadata["sentence"].endswith(".") for option in fields(Settings))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MONITOR_PORT", "eighty"),
        ("MONITOR_PORT", "80.5"),
        ("MONITOR_ANSWERS_KEPT", "all"),
        ("MONITOR_PATH_PREFIX", "monitor"),
        ("MONITOR_PATH_PREFIX", "/monitor"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name_and_value(name: str, value: str) -> None:
    with pytest.raises(SettingError, match=rf"{name} .*{value}"):
        from_environment({name: value})
