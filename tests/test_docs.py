"""The documentation: what it names exists, what it says of the code is so, and its samples run."""

from __future__ import annotations

import ast
import re
import types
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
import plotly.graph_objects as go
import pytest
import sqlalchemy as sa

from dashboard.charts import registry as charts
from dashboard.data import selection, snapshot
from dashboard.data.filters import CHOICES, Filters
from dashboard.language import rates
from dashboard.language.words import words
from dashboard.queries import agenda, leadership, peers
from dashboard.settings import Settings
from dashboard.web import pages
from data_loader import schema, spreadsheet
from data_loader.formats import recognise
from tests.dashboard import databases, hand
from tests.dashboard.conftest import make_views

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = sorted([*DOCS.glob("*.md"), *ROOT.glob("*.md"), *ROOT.glob("benchmarks/*.md")])


def text(name: str) -> str:
    return (DOCS / name).read_text()


def samples() -> dict[str, str]:
    """The samples of how-to.md by the place they say they belong in, in order of appearance."""
    blocks = re.findall(r"```python\n# ([^\s:]+)([^\n]*)\n(.*?)```", text("how-to.md"), re.DOTALL)
    numbered: dict[str, str] = {}
    for place, _, code in blocks:
        again = sum(name.startswith(place) for name in numbered)
        numbered[f"{place} {again + 1}" if again else place] = code
    return numbered


def module(place: str) -> types.ModuleType:
    """A new module of how-to.md, run."""
    made = types.ModuleType(place.removesuffix(".py").replace("/", "."))
    exec(compile(samples()[place], place, "exec", dont_inherit=True), made.__dict__)
    return made


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A view of the hand-made data."""
    url = f"sqlite:///{tmp_path_factory.mktemp('docs')}/monitor.sqlite"
    engine = sa.create_engine(url)
    databases.write(engine, hand.TABLES)
    engine.dispose()
    return make_views(url).of("")


def drawn(chart: charts.Chart, view: Any) -> go.Figure:
    table = chart.query(view.selection)
    table.insert(1, "label", [view.names.of(chart.dimension, value) for value in table["id"]])
    return go.Figure(chart.figure(table, words("en")))


class TestSettings:
    def told(self) -> set[str]:
        return set(re.findall(r"MONITOR_[A-Z_]+", text("deployment.md")))

    def test_every_setting_told_of_exists(self) -> None:
        assert self.told() <= {f"MONITOR_{field.name.upper()}" for field in fields(Settings)}

    @pytest.mark.parametrize("name", [field.name for field in fields(Settings)])
    def test_every_setting_is_told_of(self, name: str) -> None:
        assert f"MONITOR_{name.upper()}" in self.told()


class TestPlaces:
    def test_every_file_named_exists_or_is_new(self) -> None:
        new = {line.split()[1] for line in text("how-to.md").splitlines() if line.endswith(".py (new)")}
        named = set(re.findall(r"(?:dashboard|data_loader|tests)/[\w/]+\.(?:py|md|csv)", text("how-to.md")))
        assert [name for name in sorted(named - new) if not (ROOT / name).exists()] == []

    def test_every_new_file_is_new(self) -> None:
        new = [line.split()[1] for line in text("how-to.md").splitlines() if line.endswith(".py (new)")]
        assert [name for name in new if (ROOT / name).exists()] == []

    @pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
    def test_every_link_leads_to_a_file(self, page: Path) -> None:
        links = re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text())
        assert [link for link in links if not (page.parent / link).exists()] == []

    @pytest.mark.parametrize(
        ("place", "name"),
        [
            ("dashboard/charts/registry.py", "OF_OVERVIEW"),
            ("dashboard/data/snapshot.py", "_dimensions"),
            ("dashboard/language/vocabulary.py", "FILTER_NONE"),
            ("dashboard/language/vocabulary.py", "CODED"),
            ("dashboard/components/controls.py", "FIRST"),
            ("dashboard/components/controls.py", "MORE"),
            ("dashboard/web/pages.py", "LIVE"),
            ("data_loader/schema.py", "_names"),
            ("data_loader/load.py", "FORMATS"),
        ],
    )
    def test_every_name_in_a_recipe_stands_where_it_says(self, place: str, name: str) -> None:
        tree = ast.parse((ROOT / place).read_text())
        made = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
        targets = [node.targets[0] if isinstance(node, ast.Assign) else node.target for node in tree.body
                   if isinstance(node, ast.Assign | ast.AnnAssign)]  # fmt: skip
        assert name in made | {target.id for target in targets if isinstance(target, ast.Name)}
        assert f"`{name}`" in text("how-to.md")


class TestSamples:
    def test_a_chart_of_what_is_there_is_drawn(self, view: Any) -> None:
        row = eval("{" + samples()["dashboard/charts/registry.py"] + "}", vars(charts))
        assert drawn(row["completion-by-impact"], view).data

    def test_a_new_chart_is_drawn(self, view: Any) -> None:
        known = {"overdue": module("dashboard/queries/overdue.py"), "ranking": module("dashboard/figures/ranking.py")}
        row = eval("{" + samples()["dashboard/charts/registry.py 2"] + "}", vars(charts) | known)
        assert drawn(row["overdue-by-member"], view).layout.height > 0

    def test_a_new_query_counts_what_is_overdue(self, view: Any) -> None:
        table = module("dashboard/queries/overdue.py").by_member(view.selection)
        assert table["commitments"].sum() == view.selection.overdue.sum()

    def test_a_filter_is_a_choice_of_many(self) -> None:
        field = ast.parse(samples()["dashboard/data/filters.py"]).body[0]
        assert isinstance(field, ast.AnnAssign)
        assert ast.unparse(field.annotation) == Filters.__dataclass_fields__[CHOICES[0]].type

    def test_a_filter_finds_the_group_of_each_commitment(self, view: Any) -> None:
        known = vars(snapshot) | {"np": np, "members": view.snapshot.tables["members"]}
        known |= {"member": view.snapshot.dimensions["member"].codes}
        exec(samples()["dashboard/data/snapshot.py"], known)
        everything = np.ones(len(view.snapshot.rows), dtype=bool)
        counts = known["kind"].count(everything, np.zeros(len(everything), dtype=np.int8), 1)
        assert counts.sum() == len(everything)

    def test_a_page_is_laid_out(self, view: Any) -> None:
        page = module("dashboard/pages/priorities.py")
        row = eval(samples()["dashboard/web/pages.py"], vars(pages) | {"priorities": page})
        assert row.layout(view)

    def test_a_column_is_declared(self) -> None:
        column = eval(samples()["data_loader/schema.py"], vars(schema))
        assert column.info["field"].unit == "euros"

    def test_a_format_is_recognised_and_read(self) -> None:
        known = module("data_loader/formats/meetings_list.py")
        rows = [["Short name", "Begin", "End", "Town", "Kind"], ["m1", "2016-12-07", "2016-12-09", "Paris", "event"]]
        found = recognise(spreadsheet.Grid("list.csv", "", rows), [known])  # type: ignore[list-item]
        assert found is not None
        tables, findings = known.convert(found.grid, found.header_row, pytest.fail)
        assert (tables[0].name, tables[0].frame.at[0, "place"], findings) == ("meetings", "Paris", [])


def _cited() -> dict[str, set[int]]:
    """By file, the numbers of the rules that code and tests cite."""
    paths = [
        path
        for folder in ("dashboard", "data_loader", "assets", "frontend", "benchmarks", "tests")
        for path in (ROOT / folder).rglob("*.*")
        if path.suffix in (".py", ".js", ".mjs", ".css") and not {"vendor", "node_modules"} & {*path.parts}
    ]
    cited: dict[str, set[int]] = {}
    for path in paths:
        for number in re.findall(r"\b[Rr]ules? (\d+)", path.read_text("utf-8")):
            cited.setdefault(str(path.relative_to(ROOT)), set()).add(int(number))
    return cited


class TestMethod:
    def test_the_rules_are_numbered_in_their_order(self) -> None:
        numbers = [int(number) for number in re.findall(r"^(\d+)\. \*\*", text("method.md"), re.MULTILINE)]
        assert numbers == [*range(1, 14)]

    def test_every_rule_that_is_cited_is_there(self) -> None:
        rules = {int(number) for number in re.findall(r"^(\d+)\. \*\*", text("method.md"), re.MULTILINE)}
        cited = _cited()
        assert len(cited) > 8
        assert {path: numbers - rules for path, numbers in cited.items() if numbers - rules} == {}

    def test_its_days_and_sizes_are_the_codes(self) -> None:
        said = " ".join(text("method.md").split())
        end = f"{agenda.MANDATE_END:%-d %B %Y}, the end of the mandate"
        for written in (
            f"Due within {selection.SOON_DAYS} days",
            f"within {leadership.ENDING_DAYS} days of the as-of day",
            f"the larger at most {peers.SIMILAR:g} times the smaller",
            f"the {peers.MOST} nearest of the same level",
            end,
        ):
            assert written in said

    def test_levels_stand_in_their_order(self) -> None:
        assert " < ".join(f"`{level}`" for level in schema.COMPLETION_SCALE) in text("method.md")

    def test_states_stand_beside_the_scale(self) -> None:
        beside = snapshot.COMPLETION[len(schema.COMPLETION_SCALE) :]
        assert [state for state in beside if f"`{state}`" not in text("method.md")] == []

    def test_assessors_stand_from_strongest_to_weakest(self) -> None:
        said = " ".join(text("method.md").split())
        assert " over ".join(f"`{assessor}`" for assessor in reversed(schema.ASSESSORS)) in said

    def test_the_least_n_of_a_rate_is_the_codes(self) -> None:
        assert f"fewer than {rates.SMALL_N} assessed" in text("method.md")

    def test_the_interval_is_the_codes(self) -> None:
        z = float(re.findall(r"z = ([\d.]+)", text("method.md"))[0])
        low, high = rates.wilson(50, 100)
        width = 2 * z * np.sqrt(0.25 / 100 + z**2 / 40_000) / (1 + z**2 / 100)
        assert high - low == pytest.approx(width, rel=1e-6)

    def test_the_levels_of_the_rate_are_the_codes(self) -> None:
        one_each = range(1, len(snapshot.COMPLETION) + 1)
        levels = dict(zip(snapshot.COMPLETION, one_each, strict=True))
        assert selection.completed(list(one_each)) == levels["substantial"] + levels["complete"]
        assert "(substantial + complete) / assessed" in text("method.md")


@pytest.mark.parametrize("name", sorted(path.name for path in (DOCS / "screenshots").glob("*")))
def test_a_picture_in_the_documentation_is_small(name: str) -> None:
    assert (DOCS / "screenshots" / name).stat().st_size < 250_000
