"""The package: what wheel and source distribution hold, what they say they need, and which releases are pinned."""

from __future__ import annotations

import ast
import json
import re
import sys
import tarfile
import tomllib
import zipfile
from email.parser import HeaderParser
from importlib.metadata import packages_distributions
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from hatchling.builders.sdist import SdistBuilder
from hatchling.builders.wheel import WheelBuilder
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import hatch_build
from dashboard.theme import assets

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
PACKAGES = ("dashboard", "data_loader")
NOT_FOR_RUNNING = {"dev", "docs", "make", "test"}
EXTRAS = {name: needs for name, needs in PROJECT["optional-dependencies"].items() if name not in NOT_FOR_RUNNING}
"""What those who run it may add."""


def built(builder: type[Any], root: Path, folder: Path) -> Path:
    [path] = builder(str(root)).build(directory=str(folder), versions=["standard"])
    return Path(path)


def names(requirements: list[str]) -> set[str]:
    return {canonicalize_name(Requirement(one).name) for one in requirements}


def pins(file: str) -> dict[str, set[str]]:
    """The versions of each package; more than one where Pythons or systems need different ones."""
    read: dict[str, set[str]] = {}
    for name, version in re.findall(r"^([\w.-]+)==([^\s;]+)", (ROOT / file).read_text("utf-8"), re.MULTILINE):
        read.setdefault(canonicalize_name(name), set()).add(version)
    return read


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(SdistBuilder, ROOT, tmp_path_factory.mktemp("sdist"))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(WheelBuilder, ROOT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def held(wheel: Path) -> zipfile.ZipFile:
    return zipfile.ZipFile(wheel)


class TestTheWheel:
    def test_holds_the_front_end_as_it_is_built_now(self, held: zipfile.ZipFile) -> None:
        for path in hatch_build.files(assets.SOURCES):
            name = f"dashboard/assets/{path.relative_to(assets.SOURCES).as_posix()}"
            assert held.read(name) == path.read_bytes(), name

    @pytest.mark.parametrize("name", ["page.js", "page.css", "plotly.js", "un/", "licences.txt"])
    def test_holds_each_kind_of_built_file(self, held: zipfile.ZipFile, name: str) -> None:
        assert any(f"dashboard/assets/vendor/{assets.manifest()[name]}" in one for one in held.namelist())

    def test_leaves_out_what_an_earlier_build_has_left(self, tmp_path: Path) -> None:
        for name, text in {
            "icon.svg": "",
            "vendor/manifest.json": '{"page.js": "page-NEWNEWNE.js", "un/": "un-new/"}',
            "vendor/page-NEWNEWNE.js": "",
            "vendor/page-NEWNEWNE.js.br": "",
            "vendor/page-OLDOLDOL.js": "",
            "vendor/un-new/world.json": "",
            "vendor/un-old/world.json": "",
        }.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text)
        shipped = [path.relative_to(tmp_path).as_posix() for path in hatch_build.files(tmp_path)]
        assert [name for name in shipped if re.search("old", name, re.IGNORECASE)] == []
        assert len(shipped) == 5

    def test_is_not_built_without_a_front_end(self, tmp_path: Path) -> None:
        with pytest.raises(RuntimeError, match="make assets"):
            list(hatch_build.files(tmp_path))

    def test_holds_all_that_the_packages_read(self, held: zipfile.ZipFile) -> None:
        read = {
            path.relative_to(ROOT).as_posix()
            for package in PACKAGES
            for path in (ROOT / package).rglob("*")
            if path.is_file() and path.suffix in {".py", ".typed", ".po", ".html", ".csv", ".json", ".mako"}
        }
        assert read - set(held.namelist()) == set()

    def test_holds_nothing_twice(self, held: zipfile.ZipFile) -> None:
        assert len(held.namelist()) == len(set(held.namelist()))

    def test_says_that_it_is_typed(self, held: zipfile.ZipFile) -> None:
        assert {f"{package}/py.typed" for package in PACKAGES} <= set(held.namelist())

    def test_names_its_command(self, held: zipfile.ZipFile) -> None:
        [name] = [one for one in held.namelist() if one.endswith(".dist-info/entry_points.txt")]
        assert "ogm = dashboard.cli.ogm:main" in held.read(name).decode()

    def test_names_no_person_and_no_machine(self, held: zipfile.ZipFile) -> None:
        [name] = [one for one in held.namelist() if one.endswith(".dist-info/METADATA")]
        about = HeaderParser().parsestr(held.read(name).decode())
        assert about["Author"] == "The contributors to Open Government Monitor"
        assert [about[header] for header in ("Author-email", "Maintainer", "Maintainer-email")] == [None] * 3

    def test_brings_licences(self, held: zipfile.ZipFile) -> None:
        assert [one for one in held.namelist() if one.endswith(".dist-info/licenses/LICENSE")]


class TestBuiltTwice:
    def test_the_wheel_is_the_same_to_the_byte_when_built_from_the_source_distribution(
        self, wheel: Path, sdist: Path, tmp_path: Path
    ) -> None:
        with tarfile.open(sdist) as archive:
            archive.extractall(tmp_path, filter="data")
        [source] = tmp_path.iterdir()
        again = built(WheelBuilder, source, tmp_path / "again")
        assert (again.name, again.read_bytes()) == (wheel.name, wheel.read_bytes())

    def test_the_source_distribution_is_the_same_to_the_byte(self, sdist: Path, tmp_path: Path) -> None:
        assert built(SdistBuilder, ROOT, tmp_path).read_bytes() == sdist.read_bytes()


class TestWhatIsNeeded:
    def test_is_declared_where_it_is_imported(self) -> None:
        imported = {
            module.partition(".")[0]
            for package in PACKAGES
            for path in (ROOT / package).rglob("*.py")
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            for module in modules(node)
        }
        distributions = packages_distributions()
        others = {
            name: {*map(canonicalize_name, distributions[name])}
            for name in imported - sys.stdlib_module_names - {*PACKAGES}
        }
        declared = names([*PROJECT["dependencies"], *chain(*EXTRAS.values())])
        assert [name for name, come_from in others.items() if not come_from & declared] == []

    @pytest.mark.parametrize("file", ["constraints.txt", "constraints-dev.txt"])
    def test_is_pinned_to_what_pyproject_allows(self, file: str) -> None:
        pinned = pins(file)
        for one in map(Requirement, [*PROJECT["dependencies"], *chain(*EXTRAS.values())]):
            versions = pinned.get(canonicalize_name(one.name), set())
            assert versions, f"{one} is not in {file}: run make lock"
            assert all(one.specifier.contains(version) for version in versions), one

    def test_is_the_same_for_running_and_for_testing_but_for_urllib3(self) -> None:
        running, testing = pins("constraints.txt"), pins("constraints-dev.txt")
        assert {name for name, versions in running.items() if testing.get(name) != versions} == {"urllib3"}

    def test_takes_no_urllib3_of_the_tests_for_running(self) -> None:
        assert all(int(version.partition(".")[0]) >= 2 for version in pins("constraints.txt")["urllib3"])

    def test_brings_nothing_of_the_tests_for_running(self) -> None:
        running = set(pins("constraints.txt"))
        assert running & {"pytest", "selenium", "hypothesis", "mypy", "ruff", "frictionless"} == set()

    def test_has_a_hash_for_every_file_that_may_be_installed(self) -> None:
        entries = re.split(r"^(?=\S)", (ROOT / "requirements.txt").read_text("utf-8"), flags=re.MULTILINE)[1:]
        assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []
        pinned, constraints = pins("requirements.txt"), pins("constraints.txt")
        serving = names([*PROJECT["dependencies"], *EXTRAS["postgres"], *EXTRAS["redis"]])
        assert serving <= set(pinned)
        assert {name for name, versions in pinned.items() if constraints.get(name) != versions} == set()

    @pytest.mark.parametrize("file", ["constraints.txt", "constraints-dev.txt", "requirements.txt"])
    def test_is_taken_from_wherever_the_machine_takes_packages(self, file: str) -> None:
        text = (ROOT / file).read_text("utf-8")
        assert not re.search(r"://|index|find-links", text)


def modules(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [str(node.module)] if isinstance(node, ast.ImportFrom) and not node.level else []


class TestLicencesOfOthers:
    def test_name_all_that_is_bundled(self) -> None:
        text = assets.text("licences.txt")
        bundled = json.loads(assets.text("components.json"))
        assert {"bootstrap", "plotly.js", "@fontsource-variable/public-sans"} <= {one["name"] for one in bundled}
        for one in bundled:
            assert f"\n{one['name']} {one['version']} ({one['licence']})\n" in text

    @pytest.mark.parametrize(
        "words",
        [
            "The Bootstrap Authors",
            "Plotly Technologies Inc.",
            "SIL OPEN FONT LICENSE Version 1.1",
            "UNICODE LICENSE V3",
            "Natural\nEarth",
        ],
    )
    def test_are_there_in_full(self, words: str) -> None:
        assert words in assets.text("licences.txt")
