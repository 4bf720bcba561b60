"""Architecture: who may import whom, what stands in one place only, and that a chart takes what the recipe says."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Callable, Iterable
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from typer.testing import CliRunner

ROOT = Path(__file__).parents[1]
SCHEMA = "data_loader.schema"
OF_THE_LOADER = {
    "loading.*": {SCHEMA, "data_loader.isolated", "data_loader.limits"},
    "pages.load_report": {SCHEMA, "data_loader.codes"},
    "saved_decks": {SCHEMA, "data_loader.isolated"},
    "exports.package": {SCHEMA, "data_loader.dictionary", "data_loader.formula_text"},
    "exports.*": {SCHEMA, "data_loader.formula_text"},
}
"""What else a module takes from the loader: to run it in a process of its own, to tell and write what it does."""

LAYERS: tuple[tuple[str, ...], ...] = (
    ("languages",),
    ("settings", "filters", "ids", "language", "theme", "dimension", "slide", "unchanged", "bundles"),
    ("brand", "change", "command_line"),
    ("vocabulary", "rates", "snapshot", "vendor"),
    ("standalone.*",),
    ("store", "names", "records", "answers", "selection", "exports.*", "figures.*", "word_index", "signin.*"),
    ("queries.*", "components.*", "view", "security"),
    ("requested",),
    ("charts", "listing", "controls", "glossary", "faults", "search"),
    ("cards", "routes", "loading.*", "decks"),
    ("slides", "presentations", "saved_decks", "numbers"),
    ("embed",),
    ("share",),
    ("pages.*",),
    ("findings.*", "link_preview"),
    ("deck_slides",),
    ("present.*",),
    ("takeaway.*",),
    ("callbacks.*",),
    ("document",),
    ("app",),
    ("wsgi", "__main__"),
)
"""The dashboard from the ground up: a module imports from the layers under its own, and from its own folder."""

NARROW: dict[str, set[str]] = {
    **{name: set() for name in ("languages", "settings", "ids", "theme", "dimension", "slide", "change", "word_index",
                              "unchanged", "bundles")},
    **{name: {"languages"} for name in ("filters", "language")},
    "brand": {"language"},
    "vocabulary": {"language"},
    "security": {"language", "settings", "signin.plain"},
    "requested": {"settings", "view"},
    "queries.*": {"selection", "snapshot", "filters", "rates"},
    "figures.*": {"theme", "language", "rates", "vocabulary"},
    "components.*": {"brand", "ids", "language", "theme", "vocabulary", "filters", "figures.frame"},
    "exports.*": {"brand", "snapshot", "slide", "theme", "language", "rates", "standalone.document"},
    "standalone.*": {"slide", "theme", "language", "vendor"},
    "command_line": {"settings"},
    "decks": {"charts", "filters", "language"},
    "presentations": {"cards", "decks", "filters", "view"},
    "saved_decks": {"requested", "decks", "language", "settings", "signin.access", "signin.plain", "view"},
    "signin.*": {"command_line", "settings", "language", "languages", "theme", "vendor"},
    "loading.*": {"requested", "settings", "language", "view", "signin.access", "signin.plain", "exports.csv_text"},
    "callbacks.*": {"ids", "filters", "charts", "cards", "controls", "view", "pages.frame", "pages.registry",
                    "pages.live", "components.page_frame", "components.chart_card", "components.static"},
}  # fmt: skip
"""Modules held to a few others beside those of their own folder."""

LIBRARIES: dict[str, set[str]] = {
    "queries.*": {"pandas", "numpy"},
    "figures.*": {"pandas"},
    "components.*": {"dash", "dash_bootstrap_components"},
    "exports.preview": {"PIL"},
    "present.*": {"flask"},
    "exports.*": {"pandas", "pptx", "openpyxl", "dash"},
    "standalone.*": set(),
    "pages.*": {"dash", "dash_bootstrap_components", "pandas", "numpy"},
    "callbacks.*": {"dash", "flask", "orjson"},
    "takeaway.*": {"dash", "flask", "typer", "numpy", "pandas"},
    "signin.*": {"flask", "flask_caching", "itsdangerous", "werkzeug", "authlib", "joserfc", "requests", "typer"},
    "loading.*": {"flask", "werkzeug"},
    "saved_decks": {"flask"},
    "findings.*": {"dash"},
    "selection": {"numpy"},
    "dimension": {"numpy", "pandas"},
    "change": {"numpy"},
    "word_index": {"numpy", "rapidfuzz"},
    "view": {"pandas", "werkzeug"},
    "charts": {"pandas"},
    "names": {"pandas"},
    **{name: set() for name in ("languages", "settings", "filters", "ids", "theme", "vocabulary")},
}
"""The libraries a module may use."""
OTHERS_KNOW_SQL = {"snapshot", "store", "records", "app", "security", "numbers"}


def _name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def _trees() -> dict[str, ast.Module]:
    paths = [*(ROOT / "dashboard").rglob("*.py"), *(ROOT / "data_loader").rglob("*.py")]
    return {_name(path): ast.parse(path.read_text("utf-8")) for path in paths}


def _imports(module: str) -> set[str]:
    """The modules that `module` names, ours to the file."""
    found: set[str] = set()
    for node in ast.walk(_trees()[module]):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            whole = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= {name if name in _trees() else str(node.module) for name in whole}
    return found


def _ours(module: str) -> set[str]:
    """The modules of the dashboard that one of them imports, without the name of the package."""
    return {name.removeprefix("dashboard.") for name in _imports(f"dashboard.{module}") if name.startswith("dashboard")}


def _libraries(module: str) -> set[str]:
    roots = {name.partition(".")[0] for name in _imports(f"dashboard.{module}")}
    return roots - {"dashboard", "data_loader", "__future__"} - sys.stdlib_module_names


def _fits(module: str, pattern: str) -> bool:
    folder = pattern.removesuffix(".*")
    return module == folder or (pattern != folder and module.startswith(f"{folder}."))


def _folder(module: str) -> str:
    return module.rpartition(".")[0]


def _layer(module: str) -> int:
    """The layer of a module; a module without a place fails the test that asks."""
    places = [i for i, layer in enumerate(LAYERS) for pattern in layer if _fits(module, pattern)]
    assert len(places) == 1, f"dashboard.{module} has no place in LAYERS"
    return places[0]


def _rule(module: str, rules: dict[str, set[str]]) -> set[str] | None:
    return next((allowed for pattern, allowed in rules.items() if _fits(module, pattern)), None)


DASHBOARD = sorted(name.removeprefix("dashboard.") for name in _trees() if name.startswith("dashboard."))
LOADER = sorted(name for name in _trees() if name.startswith("data_loader"))


def _but(rule: Callable[[str], Iterable[str]], modules: Iterable[str]) -> dict[str, list[str]]:
    """What `rule` finds wrong, by module: of thousands of small tests, each would take longer to start than to run."""
    return {module: wrong for module in modules if (wrong := sorted(rule(module)))}


def _beside(module: str) -> set[str]:
    """What a module imports from its own folder."""
    return {other for other in _ours(module) if _folder(module) and _folder(other) == _folder(module)}


def _beyond(found: set[str], allowed: set[str] | None) -> set[str]:
    return set() if allowed is None else found - allowed


class TestTheDashboard:
    def test_imports_from_below_or_beside(self) -> None:
        def above(module: str) -> set[str]:
            return {other for other in _ours(module) - _beside(module) if _layer(other) >= _layer(module)}

        assert _but(above, DASHBOARD) == {}

    def test_knows_no_more_of_us_than_it_may(self) -> None:
        assert _but(lambda module: _beyond(_ours(module) - _beside(module), _rule(module, NARROW)), DASHBOARD) == {}

    def test_uses_no_library_it_has_no_business_with(self) -> None:
        assert _but(lambda module: _beyond(_libraries(module), _rule(module, LIBRARIES)), DASHBOARD) == {}

    def test_leaves_sql_to_those_who_read_the_database(self) -> None:
        assert _but(lambda module: _libraries(module) & {"sqlalchemy"}, set(DASHBOARD) - OTHERS_KNOW_SQL) == {}

    def test_takes_only_the_schema_from_the_loader(self) -> None:
        def taken(module: str) -> set[str]:
            found = {name for name in _imports(f"dashboard.{module}") if name.startswith("data_loader")}
            return found - (_rule(module, OF_THE_LOADER) or {SCHEMA})

        assert _but(taken, DASHBOARD) == {}

    def test_uses_no_plotly(self) -> None:  # a figure is a plain dict
        assert _but(lambda module: _libraries(module) & {"plotly"}, DASHBOARD) == {}


def test_the_loader_never_imports_the_dashboard() -> None:
    assert _but(lambda module: [name for name in _imports(module) if name.startswith("dashboard")], LOADER) == {}


def test_the_schema_needs_nothing_of_ours() -> None:
    assert [name for name in _imports(SCHEMA) if name.startswith(("data_loader", "dashboard"))] == []


def test_no_two_modules_need_each_other() -> None:  # in either package, not even inside a function or for types alone
    TopologicalSorter({module: (_imports(module) & _trees().keys()) - {module} for module in _trees()}).prepare()


class TestEveryModule:
    def test_says_in_one_sentence_what_it_is_for(self) -> None:
        def odd(module: str) -> list[str]:
            said = ast.get_docstring(_trees()[module]) or ("a migration" if "migrations" in module else "")
            return [] if said and "\n" not in said.split("\n\n")[0].strip() else [said]

        assert _but(odd, _trees()) == {}

    @pytest.mark.parametrize("unwanted", ["time.sleep", "suppress_callback_exceptions"])
    def test_has_nothing_of_what_hides_faults(self, unwanted: str) -> None:
        assert [module for module, tree in _trees().items() if unwanted in ast.unparse(tree)] == []

    def test_gives_ids_from_one_place(self) -> None:
        def literal(module: str) -> set[str]:
            calls = [node for node in ast.walk(_trees()[module]) if isinstance(node, ast.Call)]
            given = [keyword.value for call in calls for keyword in call.keywords if keyword.arg == "id"]
            # "filters" is what aria-controls points to; no callback says it.
            return {ast.unparse(value) for value in given if isinstance(value, (ast.Constant, ast.Dict))} - {
                "'filters'"
            }

        assert _but(literal, _trees().keys() - {"dashboard.components.ids"}) == {}

    def test_has_a_name_that_says_something(self) -> None:
        empty = {"utils", "util", "helpers", "helper", "common", "misc"}
        assert [module for module in _trees() if empty & set(module.split("."))] == []

    def test_keeps_its_functions_short(self) -> None:
        def long(module: str) -> list[str]:
            nodes = ast.walk(_trees()[module])
            functions = [node for node in nodes if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]
            return [one.name for one in functions if (one.end_lineno or 0) - one.lineno > 60]

        assert _but(long, [module for module in _trees() if "migrations" not in module]) == {}


def test_colours_are_named_in_the_theme_only() -> None:
    colour = re.compile(r"""["'](#[0-9a-fA-F]{3}([0-9a-fA-F]{3})?|rgba?\(.*|hsla?\(.*)["']""")
    paths = [path for path in (ROOT / "dashboard").rglob("*.py") if path.name != "theme.py"]
    assert [path.name for path in paths if colour.search(path.read_text("utf-8"))] == []


def test_no_test_sleeps() -> None:
    sleeping = re.compile(r"\bsleep\(")
    paths = (ROOT / "tests").rglob("*.py")
    assert [path.name for path in paths if sleeping.search(path.read_text("utf-8")) and path != Path(__file__)] == []


class TestTheChartRecipe:
    """A query, a figure and a row in CHARTS: nothing else is touched."""

    @pytest.fixture
    def added(self, monkeypatch: pytest.MonkeyPatch) -> str:
        from dashboard.charts.registry import CHARTS, Chart
        from dashboard.figures import columns
        from dashboard.queries import breakdown

        chart = Chart(breakdown.by("impact"), columns.figure, "impact", "Does ambition pay?", "Commitments by ambition")
        monkeypatch.setitem(CHARTS, "completion-by-impact", chart)
        return "completion-by-impact"

    @pytest.fixture
    def printed(self, added: str, reference_url: str) -> Any:
        from dashboard.__main__ import app

        def call(*arguments: str) -> bytes:
            result = CliRunner().invoke(app, arguments, env={"MONITOR_DATABASE_URL": reference_url})
            assert result.exit_code == 0, result.output
            return result.stdout_bytes

        return call

    def test_the_command_line_lists_it(self, added: str, printed: Any) -> None:
        assert f"{added} " in printed("charts").decode()

    def test_its_numbers_have_an_address(self, added: str, printed: Any, reference_url: str) -> None:
        from tests.dashboard.conftest import make_client

        answer = make_client(reference_url).get(f"/charts/{added}.csv?region=europe")
        assert answer.data == printed("chart", added, "?region=europe")

    def test_its_card_is_drawn(self, added: str, reference_url: str) -> None:
        from dashboard.components.cards import draw
        from tests.dashboard.conftest import make_views

        assert draw(make_views(reference_url).of(""), added).figure["data"]

    def test_its_table_narrows_as_its_marks_do(self, added: str, reference_url: str) -> None:
        from dashboard.components.cards import numbers
        from tests.dashboard import trees
        from tests.dashboard.conftest import make_views

        table = numbers(make_views(reference_url).of(""), added)
        assert trees.hrefs(table)[0] == "/?impact=none"

    def test_the_numbers_are_a_table(self, added: str, reference_url: str) -> None:
        from dashboard.charts.registry import answer
        from tests.dashboard.conftest import make_views

        view = make_views(reference_url).of("")
        assert isinstance(answer(added, view.selection, view.names), pd.DataFrame)
