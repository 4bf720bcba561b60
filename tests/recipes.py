"""The recipes of docs/how-to.md: which places they name, and their samples, put where these say they belong."""

from __future__ import annotations

import ast
import csv
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "docs" / "how-to.md").read_text("utf-8")
_SAMPLE = re.compile(r"^```\w+\n# (\S+?)(?:: ([^\n]*)| (\(new\)))\n(.*?)^```$", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class Sample:
    """A sample, the file it belongs in and the place in it."""

    path: str
    where: str
    code: str

    def put(self, root: Path) -> None:
        """Write it into the copy of the project at `root`."""
        file = root / self.path
        if self.where == "(new)":
            assert not file.exists(), f"{self.path} is not new"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(self.code, "utf-8")
            return
        name, put = next(
            (found[1], put) for pattern, put in _WAYS.items() if (found := re.fullmatch(pattern, self.where))
        )
        file.write_text(put(file.read_text("utf-8"), name, self.code), "utf-8")


@dataclass(frozen=True)
class Recipe:
    """A change: its numbered places, and the samples of it."""

    title: str
    places: list[str]
    samples: list[Sample]

    @property
    def files(self) -> list[str]:
        """The file that each place names first."""
        return [re.findall(r"`([\w/.-]+\.\w+)`", place)[0] for place in self.places]


def _at_the_end(text: str, _: str, code: str) -> str:
    return f"{text.rstrip()}\n\n\n{code}"


def _imports(text: str, _: str, code: str) -> str:
    last = max(node.end_lineno or 0 for node in ast.parse(text).body if isinstance(node, ast.Import | ast.ImportFrom))
    return _under(text, last, code)


def _under(text: str, line: int, code: str, indent: int = 0) -> str:
    lines = text.splitlines(keepends=True)
    shifted = "".join(f"{' ' * indent}{one}" if one.strip() else one for one in code.splitlines(keepends=True))
    return "".join([*lines[:line], shifted, *lines[line:]])


def _named(text: str, name: str) -> ast.AST:
    """The function, class or value of a name."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name == name:
            return node
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if name in [ast.unparse(target) for target in targets]:
                return node.value
    raise LookupError(f"nothing is named {name}")


def _row_of(text: str, node: ast.AST, code: str) -> str:
    """As the last row of a collection or call."""
    assert isinstance(node, ast.expr)
    lines = text.splitlines(keepends=True)
    end = sum(len(line) for line in lines[: (node.end_lineno or 0) - 1])
    end += len(lines[(node.end_lineno or 0) - 1].encode()[: node.end_col_offset].decode()) - 1
    before = text[:end].rstrip()
    comma = "" if before.endswith((",", "(", "[", "{")) else ","
    return f"{before}{comma}\n{code.rstrip().rstrip(',')},\n{text[end:]}"


def _row(text: str, name: str, code: str) -> str:
    return _row_of(text, _named(text, name), code)


def _row_given(text: str, name: str, code: str) -> str:
    """As the last row of the list or dict that a function gives."""
    gives = [node for node in ast.walk(_named(text, name)) if isinstance(node, ast.Return) and node.value]
    last = max(gives, key=lambda node: node.lineno)
    return _row_of(text, next(node for node in ast.walk(last) if isinstance(node, ast.List | ast.Dict)), code)


def _field(text: str, name: str, code: str) -> str:
    class_, after = name.split(", after ")
    fields = {
        node.target.id: node
        for node in ast.walk(_named(text, class_))
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
    }
    return _under(text, fields[after].end_lineno or 0, code, fields[after].col_offset)


def _in_function(text: str, name: str, code: str) -> str:
    node = _named(text, name)
    assert isinstance(node, ast.FunctionDef)
    return _under(text, node.body[-1].end_lineno or 0, f"\n{code}", node.body[-1].col_offset)


def _column(text: str, _: str, code: str) -> str:
    """A column of a CSV file, with its values by id."""
    (_, name), *values = csv.reader(code.splitlines())
    header, *rows = text.splitlines()
    known = {f"{id_},": value for id_, value in values}
    filled = [f"{row},{next((value for id_, value in known.items() if row.startswith(id_)), '')}" for row in rows]
    return "\n".join([f"{header},{name}", *filled, ""])


_WAYS: dict[str, Callable[[str, str, str], str]] = {
    r"(at the end)": _at_the_end,
    r"(among the imports)": _imports,
    r"at the end of (\w+)": _in_function,
    r"a row of what (\w+) gives": _row_given,
    r"a row of (\w+)": _row,
    r"a field of (\w+, after \w+)": _field,
    r"(a column)": _column,
}
"""Where a sample belongs -> how it is put there."""


def _recipe(section: str) -> Recipe:
    title, _, text = section.partition("\n")
    outside = re.sub(r"^```.*?^```$", "", text, flags=re.DOTALL | re.MULTILINE)
    places = re.findall(r"^\d+\. (.*?)(?=^\d+\. |^\S|\Z|^$)", outside, re.DOTALL | re.MULTILINE)
    samples = [Sample(path, where or new, code) for path, where, new, code in _SAMPLE.findall(text)]
    return Recipe(title, places, samples)


_FIRST, *_SECTIONS = TEXT.split("\n## ")
WORDS = _recipe(_FIRST).samples
RECIPES = {recipe.title: recipe for recipe in map(_recipe, _SECTIONS)}
