"""The documentation as a site that needs no network: `make docs-site`, then open build/site/index.html."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath

from docs import reference, reference_blocks, reference_words

ROOT = Path(__file__).parents[1]
BUILD = ROOT / "build"

PROJECT = ("CHANGELOG.md", "CODE_OF_CONDUCT.md", "CONTRIBUTING.md", "GOVERNANCE.md", "SECURITY.md", "benchmarks/*.md")
"""Pages outside of docs/; on the site they stand under project/."""
REFERENCE: Mapping[str, Callable[[str], str]] = {
    "reference/settings.md": lambda _: reference.settings(),
    "reference/commands.md": lambda _: reference.commands(),
    "reference/addresses.md": reference.addresses,
    "reference/blocks.md": reference_blocks.blocks,
    "reference/glossary.md": lambda _: reference.glossary(),
}
"""A page written from the code -> what writes it, given a database with the data that ship with the product."""

_LINK = re.compile(r"(\]\()([^)#\s]+)([^)]*\))")
_ELSEWHERE = ("http:", "https:", "mailto:")
_DIAGRAM = re.compile(r"^```mermaid\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_SHIM = "https://unpkg.com/iframe-worker/shim"
"""What the generator adds for the search of pages opened as files, from another host; ours lies beside the pages."""
_FONT = "node_modules/@fontsource-variable/public-sans/files"
_SHIPPED = {
    "node_modules/iframe-worker/shim/index.js": "assets/shim.js",
    f"{_FONT}/public-sans-latin-wght-normal.woff2": "assets/public-sans.woff2",
}
"""A file of frontend/ -> where it lies on the site."""


def main() -> None:
    """Build the site; where something is not in order it is said, and the command fails."""
    BUILD.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        site = build(BUILD, shipped_data(Path(folder)))
    print(f"The documentation is at {site / 'index.html'}")


def build(folder: Path, database_url: str) -> Path:
    """The site in a folder, made of the pages in another beside it; subprocess.CalledProcessError at any warning."""
    source, site = folder / "docs", folder / "site"
    shutil.rmtree(source, ignore_errors=True)
    write_sources(source, database_url)
    _copy(ROOT / "mkdocs.yml", folder / "mkdocs.yml")
    command = [sys.executable, "-m", "zensical", "build", "--strict", "--clean"]
    subprocess.run(command, check=True, cwd=folder)
    for file, place in _SHIPPED.items():
        _copy(ROOT / "frontend" / file, site / place)
    for page in site.rglob("*.html"):
        shim = _relative("assets/shim.js", page.relative_to(site))
        page.write_text(page.read_text("utf-8").replace(_SHIM, shim), "utf-8")
    return site


def shipped_data(folder: Path) -> str:
    """The URL of a database with the data that ship with the product."""
    url = f"sqlite:///{folder}/monitor.sqlite"
    command = [sys.executable, "-m", "data_loader", "load", "--if-empty", "--database", url]
    subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
    return url


def write_sources(folder: Path, database_url: str) -> None:
    """Everything that the site is built from, into a folder."""
    pages = {place_of(path): path for path in documents()}
    diagrams = _drawn([text for path in pages.values() for text in _DIAGRAM.findall(path.read_text("utf-8"))])
    for place, path in pages.items():
        text = _linked(path)
        _write(folder / place, _DIAGRAM.sub(lambda found: diagrams[found[1]], text))
    for path in files():
        _copy(path, folder / place_of(path))
    written = {place: write(database_url) for place, write in REFERENCE.items()} | reference_words.pages()
    for place, text in written.items():
        _write(folder / place, text)


def documents() -> list[Path]:
    """The pages of Markdown that are kept in the repository."""
    docs = [path for path in (ROOT / "docs").rglob("*.md") if "screenshots" not in path.parts]
    return sorted([*docs, *(path for pattern in PROJECT for path in ROOT.glob(pattern))])


def files() -> list[Path]:
    """What pages show or lead to beside pages."""
    linked = {(path.parent / link).resolve() for path in documents() for link in links(path)}
    return sorted({path for path in linked if path.suffix != ".md"} | {ROOT / "docs" / "site.css"})


def links(path: Path) -> list[str]:
    """The files that a page links to, from its folder on."""
    return [link for _, link, _ in _LINK.findall(path.read_text("utf-8")) if not link.startswith(_ELSEWHERE)]


def place_of(path: Path) -> PurePosixPath:
    """Where a file of the repository stands on the site."""
    place = PurePosixPath(path.relative_to(ROOT).as_posix())
    if place.parts[0] == "docs":
        return place.relative_to("docs")
    return PurePosixPath("project") / place


def _linked(path: Path) -> str:
    """The text of a page whose links lead to the places on the site."""

    def on_the_site(found: re.Match[str]) -> str:
        start, link, rest = found.groups()
        if link.startswith(_ELSEWHERE):
            return found[0]
        return f"{start}{_relative(place_of((path.parent / link).resolve()), place_of(path))}{rest}"

    return _LINK.sub(on_the_site, path.read_text("utf-8"))


def _relative(place: PurePosixPath | str, page: PurePosixPath | Path) -> str:
    return PurePosixPath(os.path.relpath(place, page.parent)).as_posix()


def _drawn(diagrams: list[str]) -> dict[str, str]:
    """Each diagram as a figure of HTML, that scrolls where it is wider than the page."""
    drawing = ["node", str(ROOT / "frontend" / "diagrams.mjs")]
    answer = subprocess.run(drawing, input=json.dumps(diagrams), capture_output=True, check=True, text=True)
    figures = (
        f'<figure class="diagram" tabindex="0">{_on_one_line(svg)}</figure>' for svg in json.loads(answer.stdout)
    )
    return dict(zip(diagrams, figures, strict=True))


def _on_one_line(svg: str) -> str:
    """An empty line would end the element for Markdown; comments of the style sheet would not end without lines."""
    return " ".join(re.sub(r"/\*.*?\*/", "", svg, flags=re.DOTALL).split())


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(source, target)


if __name__ == "__main__":
    main()
