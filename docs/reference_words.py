"""The reference of messages: each under the module that says it, in every language, for translators."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_keywords
from babel.messages.pofile import read_po

from dashboard.language.languages import CATALOGUES, LANGUAGES
from dashboard.language.words import NATIVE_NAMES
from docs.reference import page, table

ROOT = Path(__file__).parents[1]
_PACKAGES = ("dashboard", "data_loader")
_NOT_SEARCHED = "---\nsearch:\n  exclude: true\n---\n\n"
"""The words of the product would hide what is said about it."""


Said = str | tuple[str, ...]
"""A message, or its forms for one and for many."""


def pages() -> dict[str, str]:
    """Place -> page: a list of the rooms of the code, and of each room the messages of its modules."""
    rooms: dict[str, list[tuple[str, list[Said]]]] = {}
    for path, said in by_module().items():
        rooms.setdefault(_room(path), []).append((path, said))
    catalogues = {lang: _catalogue(lang) for lang in LANGUAGES if lang != "en"}
    counted = [
        [f"[`{room}`](messages/{_file(room)})", str(sum(len(said) for _, said in modules))]
        for room, modules in rooms.items()
    ]
    overview = page(
        "Messages in their places",
        "Every message stands under the module that says it, with what that module is for and its translations.",
        table(("Where", "Messages"), counted),
    )
    return {"reference/messages.md": overview} | {
        f"reference/messages/{_file(room)}": _of_a_room(room, modules, catalogues) for room, modules in rooms.items()
    }


def _room(path: str) -> str:
    return str(PurePosixPath(*PurePosixPath(path).parent.parts[:2]))


def _file(room: str) -> str:
    return f"{room.replace('/', '-')}.md"


def _of_a_room(room: str, modules: list[tuple[str, list[Said]]], catalogues: Mapping[str, Catalog]) -> str:
    headers = ["English", *(NATIVE_NAMES[lang] for lang in catalogues)]
    sections: list[str] = []
    for path, said in modules:
        rows = [[_forms(one), *(_translation(one, words) for words in catalogues.values())] for one in said]
        sections += [f"## `{path}`", _purpose(ROOT / path), table(headers, rows)]
    return _NOT_SEARCHED + page(f"Messages of `{room}`", *sections)


def _catalogue(lang: str) -> Catalog:
    with (CATALOGUES / lang / "LC_MESSAGES" / "dashboard.po").open("rb") as file:
        return read_po(file)


def _translation(said: Said, catalogue: Catalog) -> str:
    message = catalogue.get(said)
    return _forms(message.string) if message else ""


def _forms(said: Said) -> str:
    return said if isinstance(said, str) else " / ".join(said)


def keywords() -> list[str]:
    """What `make words` looks for: the functions that take a message."""
    extract = re.search(r"^EXTRACT = (.*?[^\\])$", (ROOT / "Makefile").read_text("utf-8"), re.DOTALL | re.MULTILINE)
    assert extract
    return re.findall(r"-k (\S+)", extract[1])


def by_module() -> dict[str, list[Said]]:
    """The messages of each module that has some, in the order in which it says them."""
    modules: dict[str, list[Said]] = {}
    for path, message in _extracted():
        said = modules.setdefault(path, [])
        if message not in said:
            said.append(message)
    return dict(sorted(modules.items()))


def _extracted() -> Iterator[tuple[str, Said]]:
    looked_for = parse_keywords(keywords())
    for package in _PACKAGES:
        for name, _, message, *_ in extract_from_dir(str(ROOT / package), keywords=looked_for):
            yield f"{package}/{name}", message


def _purpose(path: Path) -> str:
    """The first line of a module's docstring."""
    docstring = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
    return docstring.partition("\n")[0]
