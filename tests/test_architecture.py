"""Architecture: the floors of the house, no circles, and what stands in one place only."""

from __future__ import annotations

import ast
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

FLOORS = (
    "wsgi",
    "app __main__",
    "callbacks cli",
    "web",
    "decks",
    "components exports pages",
    "charts editing",
    "view signin",
    "queries figures",
    "data",
    "language",
    "blocks theme settings",
)
"""The rooms of the dashboard from the top floor down: a room imports only from the floors below its own."""

NOT_IN = {
    "pages": {"dash", "dash_bootstrap_components", "openpyxl", "pptx", "flask"},
    "blocks": {"dash", "openpyxl", "pptx", "pandas"},
    "queries": {"dash", "flask", "plotly"},
    "figures": {"dash", "flask", "plotly"},
    "exports": {"flask"},
}
"""The libraries that a room must do without."""
KNOW_SQL = {"data", "app", "web.security", "cli.numbers", "cli.start"}
OF_THE_LOADER = {
    "__main__": {"limits"},
    "data.records": {"schema", "changes"},
    "data.reports": {"schema", "reports"},
    "view.speaker": {"schema", "sentences"},
    "pages.changes": {"schema", "changes", "sentences"},
    "cli.ogm": {"limits"},
    "cli.serve": {"commands", "glance"},
    "cli.start": {"limits"},
    "cli.tools": {"schema", "dictionary"},
    "editing": {"schema", "isolated", "limits", "formula_text", "labels", "phrases"},
    "exports": {"schema", "dictionary", "formula_text", "editable", "phrases"},
    "language.data_words": {"schema", "column_names", "code_names"},
    "editing.people": {"isolated"},
    "web.writing": {"isolated"},
    "web.loads": {"schema", "isolated", "limits"},
}
"""What else than the schema a room or module takes from the loader: to run it, to say and write what it does."""


def _name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


PATHS = {_name(path): path for package in ("dashboard", "data_loader") for path in (ROOT / package).rglob("*.py")}


@cache
def _trees() -> dict[str, ast.Module]:
    """Of every module; parsed by whoever runs these tests, and not by every process that collects them."""
    return {name: ast.parse(path.read_text("utf-8")) for name, path in PATHS.items()}


@cache
def _imports(module: str) -> frozenset[str]:
    """The modules that `module` names, ours to the file."""
    names: set[str] = set()
    for node in ast.walk(_trees()[module]):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            whole = {f"{node.module}.{alias.name}" for alias in node.names}
            names |= {name if name in _trees() else str(node.module) for name in whole}
    return frozenset(names)


def _room(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


def _of(table: dict[str, set[str]], module: str) -> set[str] | None:
    """The row of a table for a module, else for its room."""
    name = module.partition(".")[2]
    return table.get(name, table.get(_room(module)))


DASHBOARD = sorted(name for name in PATHS if name.startswith("dashboard."))
LOADER = sorted(name for name in PATHS if name.startswith("data_loader"))
FLOOR = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms.split()}


def _but(rule: Callable[[str], Iterable[str]], modules: Iterable[str]) -> dict[str, list[str]]:
    """What `rule` finds wrong, by module."""
    return {module: wrong for module in modules if (wrong := sorted(rule(module)))}


def _libraries(module: str) -> set[str]:
    return {name.partition(".")[0] for name in _imports(module)} - sys.stdlib_module_names


class TestTheHouse:
    def test_every_room_has_a_floor(self) -> None:
        assert {_room(module) for module in DASHBOARD} == set(FLOOR)

    def test_a_room_imports_only_from_floors_below(self) -> None:
        def above(module: str) -> set[str]:
            others = {
                name for name in _imports(module) if name.startswith("dashboard.") and _room(name) != _room(module)
            }
            return {name for name in others if FLOOR[_room(name)] <= FLOOR[_room(module)]}

        assert _but(above, DASHBOARD) == {}

    @pytest.mark.parametrize("package", ["dashboard", "data_loader"])
    def test_no_two_modules_need_each_other(self, package: str) -> None:
        modules = {name for name in _trees() if name.startswith(package)}
        TopologicalSorter({module: (_imports(module) & modules) - {module} for module in modules}).prepare()

    def test_it_is_no_larger_than_can_be_seen_at_once(self) -> None:
        at_the_root = [
            name for name in DASHBOARD if name.count(".") == 1 and name.replace(".", "/") + ".py" in _files()
        ]
        assert len(at_the_root) <= 9
        assert len(FLOOR) <= 22
        assert len(FLOORS) <= 12

    def test_a_module_needs_few_others(self) -> None:
        ours = [
            sum(name.startswith(("dashboard.", "data_loader")) for name in _imports(module)) for module in DASHBOARD
        ]
        assert sum(ours) / len(ours) <= 4.0


@cache
def _files() -> frozenset[str]:
    return frozenset(str(path.relative_to(ROOT)) for path in (ROOT / "dashboard").glob("*.py"))


class TestWhatARoomMayKnow:
    def test_no_library_it_has_no_business_with(self) -> None:
        assert _but(lambda module: _libraries(module) & (_of(NOT_IN, module) or set()), DASHBOARD) == {}

    def test_no_sql_but_where_the_database_is_read(self) -> None:
        def strangers(module: str) -> set[str]:
            known = module.partition(".")[2] in KNOW_SQL or _room(module) in KNOW_SQL
            return set() if known else _libraries(module) & {"sqlalchemy"}

        assert _but(strangers, DASHBOARD) == {}

    def test_of_the_loader_only_the_schema(self) -> None:
        def taken(module: str) -> set[str]:
            names = {name.partition(".")[2] for name in _imports(module) if name.startswith("data_loader")}
            return names - (_of(OF_THE_LOADER, module) or {"schema"})

        assert _but(taken, DASHBOARD) == {}

    def test_no_plotly(self) -> None:  # a figure is a plain dict
        assert _but(lambda module: _libraries(module) & {"plotly"}, DASHBOARD) == {}

    def test_the_loader_knows_no_dashboard(self) -> None:
        assert _but(lambda module: [name for name in _imports(module) if name.startswith("dashboard")], LOADER) == {}

    def test_a_page_escapes_its_vocabulary_at_most_five_times(self) -> None:
        calls = [node for tree in _trees().values() for node in ast.walk(tree) if isinstance(node, ast.Call)]
        assert sum(isinstance(call.func, ast.Name) and call.func.id == "Native" for call in calls) <= 5


class TestEveryModule:
    def test_says_in_one_sentence_what_it_is_for(self) -> None:
        def odd(module: str) -> list[str]:
            text = ast.get_docstring(_trees()[module]) or ("a migration" if "migrations" in module else "")
            return [] if text and "\n" not in text.split("\n\n")[0].strip() else [text]

        assert _but(odd, _trees()) == {}

    @pytest.mark.parametrize("unwanted", ["time.sleep", "suppress_callback_exceptions"])
    def test_has_nothing_of_what_hides_faults(self, unwanted: str) -> None:
        assert [module for module, tree in _trees().items() if unwanted in ast.unparse(tree)] == []

    def test_gives_ids_from_one_place(self) -> None:
        def literal(module: str) -> set[str]:
            calls = [node for node in ast.walk(_trees()[module]) if isinstance(node, ast.Call)]
            ids = [keyword.value for call in calls for keyword in call.keywords if keyword.arg == "id"]
            # "filters" is what aria-controls points to; no callback says it.
            return {ast.unparse(value) for value in ids if isinstance(value, (ast.Constant, ast.Dict))} - {"'filters'"}

        pages = {name for name in _trees() if _room(name) == "pages"}  # their ids are places that links lead to
        assert _but(literal, _trees().keys() - {"dashboard.components.ids"} - pages) == {}

    def test_gives_a_name_to_one_thing_only(self) -> None:
        def again(module: str) -> list[str]:
            targets = [node.targets for node in _trees()[module].body if isinstance(node, ast.Assign)]
            named = [node for some in targets for target in some for node in ast.walk(target)]
            names = [node.id for node in named if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)]
            names += [node.name for node in _trees()[module].body if isinstance(node, (ast.FunctionDef, ast.ClassDef))]
            return [name for name, n in Counter(names).items() if n > 1]

        assert _but(again, _trees()) == {}

    def test_has_a_name_that_says_something(self) -> None:
        empty = {"utils", "util", "helpers", "helper", "common", "misc", "told", "said", "found", "made", "kept"}
        assert [module for module in _trees() if empty & set(module.split("."))] == []

    def test_names_nothing_by_an_empty_participle(self) -> None:
        def empty(module: str) -> list[str]:
            nodes = [*ast.walk(_trees()[module])]
            names = [node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)]
            names += [node.name for node in nodes if isinstance(node, (ast.FunctionDef, ast.ClassDef))]
            names += [node.arg for node in nodes if isinstance(node, ast.arg)]
            return [name for name in names if name.strip("_") in {"told", "said", "found", "made"}]

        in_stored_files = {"dashboard.editing.job": ["said"]}  # a load written before an upgrade is read after it
        assert _but(empty, _trees()) == in_stored_files

    def test_keeps_its_functions_short(self) -> None:
        def long(module: str) -> list[str]:
            nodes = ast.walk(_trees()[module])
            functions = [node for node in nodes if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]
            return [one.name for one in functions if (one.end_lineno or 0) - one.lineno > 60]

        assert _but(long, [module for module in _trees() if "migrations" not in module]) == {}


def test_colours_are_named_in_the_theme_only() -> None:
    colour = re.compile(r"""["'](#[0-9a-fA-F]{3}([0-9a-fA-F]{3})?|rgba?\(.*|hsla?\(.*)["']""")
    paths = [path for path in (ROOT / "dashboard").rglob("*.py") if path.name != "colours.py"]
    assert [path.name for path in paths if colour.search(path.read_text("utf-8"))] == []


def test_no_test_sleeps() -> None:
    sleeping = re.compile(r"\bsleep\(")
    paths = (ROOT / "tests").rglob("*.py")
    assert [path.name for path in paths if sleeping.search(path.read_text("utf-8")) and path != Path(__file__)] == []
