"""docs/data-guide.md: what its steps print in Python and in R, run against a served copy, is what the pages say."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient

from tests.dashboard import by_csv
from tests.dashboard.serving import serving

GUIDE = (Path(__file__).parents[2] / "docs" / "data-guide.md").read_text("utf-8")
BASE = "http://127.0.0.1:8050"
STEPS = [section for section in GUIDE.split("\n## ")[1:] if "```python" in section]
END = "-- end of a step --"


def sample(step: str, language: str) -> str:
    """What a step has in a language."""
    [text] = re.findall(rf"^```{language}\n(.*?)^```$", step, re.DOTALL | re.MULTILINE)
    return str(text)


def printed(command: list[str], program: str) -> list[str]:
    """What a program prints at each step."""
    ran = subprocess.run([*command, program], capture_output=True, text=True, timeout=120, check=False)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.split(f"{END}\n")[:-1]


@pytest.fixture(scope="module")
def address(reference_url: str) -> Iterator[str]:
    with serving(reference_url) as at:
        yield at


@pytest.fixture(scope="module")
def steps(address: str, request: pytest.FixtureRequest) -> dict[str, str]:
    """What the steps print in a language, by their headings, with the address of the guide in the place of the copy."""
    language: str = request.param
    if language == "r" and not shutil.which("Rscript"):
        pytest.skip("expected: R is not installed (Rscript not found)")
    command, end = {
        "python": ([sys.executable, "-c"], f"print({END!r})\n"),
        "r": (["Rscript", "--vanilla", "-e"], f'cat("{END}\\n")\n'),
    }[language]
    program = "\n".join(f"{sample(step, language)}\n{end}" for step in STEPS).replace(BASE, address)
    return dict(zip(headings(), (one.replace(address, BASE) for one in printed(command, program)), strict=True))


def headings() -> list[str]:
    return [step.partition("\n")[0] for step in STEPS]


def rate(part: int, n: int) -> str:
    """A rate as the guide writes it."""
    if n == 0:
        return "no level known"
    return f"{part / n:.1%} of {n} assessed" if n >= 5 else f"{part} of {n} assessed"


class Pages:
    """What pages say, by their JSON."""

    def __init__(self, client: FlaskClient) -> None:
        self._client = client

    def json(self, path: str) -> dict[str, Any]:
        answer = self._client.get(f"/api/v1/{path}")
        assert answer.status_code == 200, path
        return dict(json.loads(answer.text))

    def overview(self, query: str = "") -> str:
        """Day, commitments and rate of the Overview, as a line of the guide."""
        page = self.json(f"overview.json?{query}")
        figures = {one["name"]: one["value"] for one in page["blocks"][0]["figures"]}
        share = figures["Completion rate"]
        return f"As of {page['asof']}: {figures['Commitments']} commitments, {rate(share['part'], share['whole'])}\n"

    def rows(self, path: str) -> list[dict[str, Any]]:
        [block] = self.json(path)["blocks"]
        heads = [column["header"] for column in block["columns"]]
        return [dict(zip(heads, row, strict=True)) for row in block["rows"]]

    def rates(self, path: str, name: Callable[[dict[str, str]], str]) -> Iterator[tuple[str, int, int, int]]:
        """The name, commitments, part and n of each row of a block whose first cell is a link."""
        for row in self.rows(path):
            first = next(iter(row.values()))
            share = row["Completion rate"] or {"part": 0, "whole": 0}
            yield name(first), row["Commitments"], share["part"], share["whole"]


@pytest.fixture(scope="module")
def pages(files: FlaskClient) -> Pages:
    return Pages(files)


def test_each_step_is_in_both_languages_with_what_it_prints() -> None:
    assert len(STEPS) == 8
    assert all(sample(step, language).strip() for step in STEPS for language in ("python", "r", "text"))


@pytest.mark.parametrize("steps", ["python", "r"], indirect=True)
class TestTheFirstTenMinutes:
    def test_print_what_the_guide_says(self, steps: dict[str, str]) -> None:
        assert steps == {heading: sample(step, "text") for heading, step in zip(headings(), STEPS, strict=True)}

    def test_load_every_row(self, steps: dict[str, str]) -> None:
        sizes = {name: len(by_csv.table(name)) for name in ("members", "themes", "roles")}
        assert steps[headings()[0]] == "{members} members, {themes} themes, {roles} roles\n".format(**sizes)

    def test_give_the_rate_of_the_overview(self, steps: dict[str, str], pages: Pages) -> None:
        assert steps[headings()[1]] == pages.overview()

    def test_give_the_rates_of_its_regions(self, steps: dict[str, str], pages: Pages) -> None:
        def region(link: dict[str, str]) -> str:
            return parse_qs(urlsplit(link["href"]).query)["region"][0]

        rows = sorted(pages.rates("overview/completion-by-region.json", region))
        lines = [f"{name}: {commitments} commitments, {rate(part, n)}\n" for name, commitments, part, n in rows]
        assert steps[headings()[2]] == "".join(lines)

    def test_filter_as_the_pages_do(self, steps: dict[str, str], pages: Pages) -> None:
        line = pages.overview("region=africa-middle-east&theme=open-data").partition(": ")[2].strip()
        assert steps[headings()[3]] == f"{line}; {line}\n"

    def test_rank_themes_as_the_overview_does(self, steps: dict[str, str], pages: Pages) -> None:
        rows = [*pages.rates("overview/completion-by-theme.json", lambda link: link["text"])]
        assert steps[headings()[4]] == "".join(f"{name}: {rate(part, n)}\n" for name, _, part, n in rows if n >= 100)

    def test_name_who_leads_as_the_page_of_the_theme_does(self, steps: dict[str, str], pages: Pages) -> None:
        said = set()
        for row in pages.rows("themes/open-data/theme-leads.json"):
            through = "the policy area" if row["Led through"] != "the theme itself" else "the theme itself"
            assert "end not known" in row["Last day"]
            said.add(f"{row['Holder']}, through {through}, from {row['First day']} to not known")
        assert set(steps[headings()[5]].splitlines()) == said

    def test_look_back_as_the_overview_does(self, steps: dict[str, str], pages: Pages) -> None:
        assert steps[headings()[6]] == pages.overview("asof=2014-12-31")

    def test_cite_an_address_that_shows_the_same(self, steps: dict[str, str], address: str, files: FlaskClient) -> None:
        link = urlsplit(steps[headings()[7]].split()[-1])
        answer = files.get(f"/api/v1/overview.json?{link.query}").get_json()
        assert (f"data version {answer['version']}" in GUIDE, answer["asof"] in link.query) == (True, True)
