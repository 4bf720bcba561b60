"""A tree of commands whose modules are imported when one of them is called, and not to list them."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import import_module
from importlib.abc import InspectLoader
from importlib.util import find_spec
from typing import Any, ClassVar, NamedTuple

import typer
from typer.core import TyperCommand, TyperGroup


class Row(NamedTuple):
    """A command of the tree: where it is declared, and below which heading the help lists it."""

    name: str
    heading: str
    module: str
    command: str = ""
    """Its name in the application of the module; empty where the whole of that is the group `name`."""
    application: str = "app"


class LazyGroup(TyperGroup):
    """A group of the `rows` of a subclass."""

    rows: ClassVar[Sequence[Row]] = ()

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        self.commands = {row.name: TyperCommand(row.name) for row in self.rows}  # their names, for suggestions

    def get_command(self, _: Any, name: str) -> Any:
        """The command itself, from its module; None where there is none of the name."""
        return next((_imported(row) for row in self.rows if row.name == name), None)

    def format_help(self, context: Any, formatter: Any) -> None:
        """The help, from the outline."""
        self._outline().format_help(context, formatter)

    def shell_complete(self, context: Any, incomplete: str) -> Any:
        """The names that begin so, from the outline."""
        outline = self._outline()
        return outline.shell_complete(type(context)(outline, info_name=context.info_name), incomplete)

    def _outline(self) -> TyperGroup:
        """This group, with nothing of each command but its name, its heading and its sentence."""
        commands = [TyperCommand(row.name, help=sentence(row), rich_help_panel=row.heading) for row in self.rows]
        return TyperGroup(name=self.name, help=self.help, epilog=self.epilog, params=self.params, commands=commands)


def _imported(row: Row) -> Any:
    group = typer.main.get_group(getattr(import_module(row.module), row.application))
    command = group.commands[row.command] if row.command else group
    command.name = row.name
    return command


def sentence(row: Row) -> str:
    """The first sentence of its help, read from the source of its module, which is not imported."""
    texts = _commands(row) if row.command else _application(row)
    return next(texts).partition("\n\n")[0]


@cache
def _source(module: str) -> ast.Module:
    specification = find_spec(module)
    assert specification
    assert isinstance(specification.loader, InspectLoader)
    return ast.parse(specification.loader.get_source(module) or "")


def _application(row: Row) -> Iterator[str]:
    """The help of the application."""
    for node in _source(row.module).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == row.application:
            yield from (str(ast.literal_eval(one.value)) for one in _keywords(node.value) if one.arg == "help")


def _commands(row: Row) -> Iterator[str]:
    """The docstring of the function that is its command."""
    functions = [node for node in _source(row.module).body if isinstance(node, ast.FunctionDef)]
    for function in functions:
        names = [_name(decorator, row.application, function.name) for decorator in function.decorator_list]
        if row.command in names:
            yield ast.get_docstring(function) or ""


def _name(decorator: ast.expr, application: str, function: str) -> str:
    """What a command is called where a decorator makes one of the function; empty where it does not."""
    if not isinstance(decorator, ast.Call) or ast.unparse(decorator.func) != f"{application}.command":
        return ""
    named = [*decorator.args, *(one.value for one in decorator.keywords if one.arg == "name")]
    return str(ast.literal_eval(named[0])) if named else function.replace("_", "-")


def _keywords(value: ast.expr) -> list[ast.keyword]:
    return value.keywords if isinstance(value, ast.Call) else []
