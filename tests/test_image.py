"""The image: its steps, followed without Docker, end in a server of the shipped data, with all that it runs on."""

from __future__ import annotations

import json
import os
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from dashboard.theme import assets
from deploy import sbom
from tests.image import ROOT, Builder, Stage


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return Builder(tmp_path_factory.mktemp("image")).build((ROOT / "Dockerfile").read_text("utf-8"))


@pytest.fixture(scope="module")
def loaded(image: Stage) -> str:
    """What loading the shipped data said, in the image's folder of data."""
    return output(image, "-m", "data_loader", "load", "--if-empty")


@pytest.fixture(scope="module")
def served(image: Stage, loaded: str) -> Iterator[str]:
    """Address of the server that a container would run, once its own health check says it is there."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    environment = {**image.environment(), "MONITOR_HOST": "127.0.0.1", "MONITOR_PORT": port}
    with subprocess.Popen(image.command, cwd=image.path("."), env=environment, stderr=subprocess.DEVNULL) as process:
        try:
            while subprocess.run(image.healthcheck, env=environment, check=False, capture_output=True).returncode:
                assert process.poll() is None, "the server has ended"
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def output(image: Stage, *arguments: str) -> str:
    python = image.path("/opt/monitor/bin/python")
    return subprocess.check_output([python, *arguments], cwd=image.path("."), env=image.environment(), text=True)


def test_the_data_that_ship_are_in_its_volume(image: Stage, loaded: str) -> None:
    assert "version 1" in loaded
    assert [path.name for path in image.path("/var/lib/monitor").iterdir()] == ["monitor.sqlite"]


def test_the_server_answers_with_the_shipped_data(served: str) -> None:
    with urlopen(f"{served}/api/v1/overview.json") as answer:
        assert json.load(answer)["version"] == 1


def test_the_front_end_is_the_one_that_is_built_here(served: str) -> None:
    with urlopen(f"{served}/") as answer:
        assert f"vendor/{assets.manifest()['page.js']}" in answer.read().decode()


def test_licences_of_others_are_delivered(served: str) -> None:
    with urlopen(f"{served}/vendor/licences.txt") as answer:
        assert answer.read() == assets.text("licences.txt").encode()


def test_what_is_installed_fits_together(image: Stage) -> None:
    assert "No broken requirements found" in output(image, "-m", "pip", "check")


def test_it_has_what_the_lock_file_says_and_nothing_of_the_tests(image: Stage) -> None:
    installed = {line.partition("==")[0].lower() for line in output(image, "-m", "pip", "freeze", "--all").splitlines()}
    assert "urllib3" in installed
    assert installed & {"pytest", "selenium", "hypothesis", "ruff"} == set()


def test_its_bill_of_materials_names_what_is_installed_and_what_is_bundled(image: Stage, tmp_path: Path) -> None:
    sbom.main(str(image.path("/opt/monitor/bin/python")), str(tmp_path))
    [path] = tmp_path.iterdir()
    bill = json.loads(path.read_text("utf-8"))
    about = bill["metadata"]["component"]
    named = {one["purl"].partition("@")[0] for one in bill["components"]}
    assert (about["name"], about["type"]) == (sbom.PROJECT, "application")
    assert named >= {"pkg:pypi/dash", "pkg:pypi/urllib3", "pkg:npm/bootstrap", "pkg:npm/plotly.js"}


def test_nothing_stands_outside_of_the_environment(image: Stage) -> None:
    where = output(image, "-c", "import dashboard.theme.assets as assets; print(assets.FOLDER)")
    assert Path(where.strip()).is_relative_to(image.path("/opt/monitor").resolve())
    assert not os.path.lexists(image.path("/srv/monitor"))
