"""The reference pages of the documentation, written from the code: settings, commands, addresses, words."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import Field, fields
from typing import Any

import flask
import typer
from werkzeug.routing import Rule

from dashboard.app import create_app
from dashboard.cli import ogm
from dashboard.data.filters import NAMES, RENAMED, written
from dashboard.language.languages import LANGUAGES
from dashboard.language.vocabulary import CODES, DEFINITIONS, FILTER_WORDS
from dashboard.language.words import NATIVE_NAMES, Words
from dashboard.settings import PREFIX, Settings, variables
from dashboard.web.api import FORMATS
from dashboard.web.pages import PAGES, Page
from data_loader import limits

PROGRAMS = {"ogm": lambda: ogm.app}
"""What is typed -> its typer application."""

_OF_OTHERS = {
    "lang": "Language of the reader: " + ", ".join(LANGUAGES) + ".",
    "version": "Number of a data version, to read that one in place of the current.",
    "known": "Number of a data version to compare with, in place of a day.",
    "q": "Words to find on the page that is shown.",
    "sort": "Column by which the list of the page is sorted; with - before it, the other way round.",
    "page": "Number of the page of a list.",
    "mine": "Member and region of whoever reads the Brief.",
    "deck": "Slides of a presentation, in their order.",
    "from_": "Data version that another is compared with, on Changes.",
    "to": "Data version that is compared, on Changes.",
    "table": "Table whose changes are listed, on Changes.",
    "measure": "What is measured, on Explore.",
    "group": "By what it is grouped, on Explore.",
    "colour": "By what its colours are split, on Explore.",
    "split": "By what there is a chart each, on Explore.",
    "only": "Which of these charts are shown, on Explore.",
}
"""A parameter that is no filter of the bar -> what it is for."""

DESCRIPTIONS = {
    "/": "The Overview; every other page is in the list above.",
    "/<path:path>": "Every page of the list above.",
    "/<name>.xlsx": "A page as a workbook.",
    "/members/<name>.xlsx": "The page of a member as a workbook.",
    "/themes/<name>.xlsx": "The page of a theme as a workbook.",
    "/meetings/<name>.xlsx": "The page of a meeting as a workbook.",
    "/.well-known/security.txt": "Where a weakness is reported.",
    "/api/<path:_path>": "What is not there, said as problem+json.",
    "/api/v1/": "The API's own description, to read and to try.",
    "/api/v1/<path:path>": "A page, a block, a chart, a table or a record, in one of the formats above.",
    "/api/v1/openapi.json": "The API as an OpenAPI document.",
    "/apple-touch-icon.png": "The sign of the dashboard on a telephone.",
    "/brief.html": "The Brief as one HTML file.",
    "/brief.pptx": "The Brief as slides.",
    "/calendar.ics": "Calendar of all days on which something is due.",
    "/catalog.jsonld": "The data sets as DCAT and schema.org, for catalogues.",
    "/changes.atom": "Feed of what each new data version changed.",
    "/charts/<name>.csv": "The numbers of a chart.",
    "/charts/<name>.json": "The figure of a chart on a day, for the slider of time.",
    "/charts/<name>.pptx": "A chart as a slide with a native chart.",
    "/commitments.atom": "Feed of what changed in the commitments that the filters select.",
    "/commitments.csv": "The commitments that the filters select.",
    "/commitments.ics": "Calendar of the promised ends of the commitments that the filters select.",
    "/data.zip": "All of a data version as a data package.",
    "/data/<name>.csv": "A table of a data version.",
    "/data/edit/<name>.xlsx": "A table, or a group of them, as a workbook to correct and to load.",
    "/data/load/audit.csv": "The log of every write, for editors.",
    "/data/load/jobs/<token>": "How far a load in the browser is, for editors.",
    "/data/load/jobs/<token>/marked/<int:place>": "A loaded spreadsheet with its faulty cells marked, for editors.",
    "/data/load/jobs/<token>/report.csv": "The faults of a load, for editors.",
    "/data/load/jobs/<token>/report.json": "The report of a load, for editors.",
    "/datapackage.json": "The tables of a data version as a data package, with bytes and hashes.",
    "/embed/<name>": "A chart for a frame of another site.",
    "/evidence/<id_>/<name>": "A file that a member sent with a report.",
    "/favicon.ico": "The sign of the dashboard in a tab.",
    "/healthz": "Whether the process answers.",
    "/invitation": "Where the link of an invitation leads.",
    "/leadership.ics": "Calendar of terms and roles that end.",
    "/manifest.webmanifest": "What a telephone needs to keep the dashboard on its screen.",
    "/meetings.ics": "Calendar of meetings and of what is due from them.",
    "/members/<name>.atom": "Feed of what changed about a member.",
    "/members/<name>.ics": "Calendar of what is due of a member.",
    "/metrics": "Measurements for Prometheus, for the networks of a setting.",
    "/oembed": "How a chart is embedded, for programs that ask by oEmbed.",
    "/present": "The player of presentations.",
    "/present.html": "A deck as one HTML file.",
    "/present.json": "The slides of a deck.",
    "/present.pptx": "A deck as slides.",
    "/present/tomorrow": "A deck of what there is to say before a meeting.",
    "/present/worker.js": "What answers for a presentation whose network is gone.",
    "/present/write": "One slide more in a deck that is put together.",
    "/preview.png": "The picture with which a link to a page is previewed.",
    "/qr.svg": "The address of a view as a QR code.",
    "/readyz": "Whether the database answers.",
    "/robots.txt": "What crawlers may read.",
    "/search.json": "What a search finds.",
    "/share/<name>.json": "Where a chart can be sent, embedded and cited.",
    "/signin": "Where people sign in.",
    "/signin/callback": "Where an OpenID provider sends people back to.",
    "/signin/openid": "The way to the OpenID provider.",
    "/sitemap-<int:part>.xml": "A part of the list of all pages, for search engines.",
    "/sitemap.xml": "The list of all pages, for search engines.",
    "/themes/<name>.atom": "Feed of what changed about a theme.",
    "/themes/<name>.ics": "Calendar of what is due on a theme.",
    "/version.json": "The newest data version, which open pages ask for.",
}
"""An address that is read -> one sentence; one whose function has a docstring needs no row."""
_OPEN = {
    "accounts": "accounts.json",
    "secret_key": "of a server that nobody asks, for its addresses",
    "site_url": "https://data.example.org",
    **{f"oidc_{name}": "https://id.example.org" for name in ("discovery_url", "client_id", "client_secret")},
}
"""Settings that open addresses; nothing is read or asked before somebody signs in."""
_MACHINERY = ("/_", "/assets/", "/static/", "/vendor/")


def settings() -> str:
    """Every environment variable, its default and one sentence."""
    own = [_setting(PREFIX, option) for option in fields(Settings)]
    known = variables()
    of_commands = {one.envvar: _option_set(one) for one in _options() if one.envvar and one.envvar not in known}
    most = [_setting(limits.PREFIX, limit) for limit in fields(limits.Limits)]
    headers = ("Variable", "Default", "What it is")
    return page(
        "Settings",
        "Each is an environment variable, read once when a process starts. One that begins like ours and is none is"
        " named in the terminal, with the likely one. [Deployment](../deployment.md) says when to set which.",
        "## The dashboard",
        table(headers, own),
        "## Options of commands",
        "What a command takes from the environment where it is not given the option.",
        table(headers, of_commands.values()),
        "## Limits of a load",
        "What a file may hold, and what the process that reads it may take.",
        table(headers, most),
    )


def _setting(prefix: str, option: Field[Any]) -> list[str]:
    default = "" if option.default == "" else f"`{option.default}`"
    return [f"`{prefix}{option.name.upper()}`", default, option.metadata["sentence"]]


def _options() -> Iterator[Any]:
    """Every option of every command that is shown."""
    waiting = [typer.main.get_command(program()) for program in PROGRAMS.values()]
    while waiting:
        command = waiting.pop(0)
        yield from (option for option in command.params if not option.hidden)
        waiting += _under(command).values()


def _option_set(option: Any) -> list[str]:
    return [f"`{option.envvar}`", _default(option), option.help or ""]


def commands() -> str:
    """Every command with its arguments and options."""
    sections = [
        section
        for name, program in PROGRAMS.items()
        for section in _command(typer.main.get_command(program()), name, 2)
    ]
    return page("Commands", "Each command says this itself, too, with `--help`.", *sections)


def _command(command: Any, name: str, depth: int) -> Iterator[str]:
    """A command and those under it, as sections."""
    yield f"{'#' * depth} `{name}`"
    yield inspect.cleandoc((command.help or "").replace("\b", ""))
    options = [_option(option) for option in command.params if not option.hidden]
    if options:
        yield table(("Argument or option", "Default", "What it is"), options)
    if command.epilog:
        yield inspect.cleandoc(command.epilog)
    for word, under in _under(command).items():
        yield from _command(under, f"{name} {word}", min(depth + 1, 4))


def _under(group: Any) -> dict[str, Any]:
    """The commands of a group by their names, each from the module that it may be imported from only now."""
    return {word: group.get_command(None, word) for word in sorted(getattr(group, "commands", ()))}


def _option(option: Any) -> list[str]:
    names = [*option.opts, *option.secondary_opts] if option.param_type_name == "option" else [option.name.upper()]
    return [", ".join(f"`{name}`" for name in names), _default(option), getattr(option, "help", None) or ""]


def _default(option: Any) -> str:
    if option.required:
        return "required"
    default = option.default
    is_none = default is None or default is False or default in ("", ()) or callable(default)
    return "" if is_none else f"`{default}`"


def addresses(database_url: str) -> str:
    """Every page, parameter, format and address that the server has."""
    server = server_of(database_url)
    rules = sorted(server.url_map.iter_rules(), key=lambda rule: rule.rule)
    machinery = [rule for rule in rules if rule.rule.startswith(_MACHINERY)]
    others = [rule for rule in rules if not rule.rule.startswith(_MACHINERY)]
    return page(
        "Addresses",
        "Under a path prefix, each begins with it. `<…>` stands for what differs; a `*` for the id of one thing.",
        "## Pages",
        table(("Address", "Page", "As a workbook", "In the API"), [*map(_page_row, PAGES)]),
        "## Parameters",
        "What the query string of a page, a file or the API may hold; several values stand with commas between them."
        " What is not known is dropped, and the page says so.",
        table(("Parameter", "What it is", "Values"), [*map(_parameter, NAMES)]),
        "Older names lead to the same: " + _listed(f"`{old}` is `{new}`" for old, new in RENAMED.items()) + ".",
        "## Formats",
        "Of a page at `/api/v1/<page>.<format>`, of one of its [blocks](blocks.md) at"
        " `/api/v1/<page>/<block>.<format>`; the Overview is called `overview` there.",
        table(("Ending", "Type", "Of a"), [[f"`{end}`", f"`{one.kind}`", one.of] for end, one in FORMATS.items()]),
        "## What can be read",
        table(("Address", "What it is"), [[f"`{rule.rule}`", description(rule, server)] for rule in _read(others)]),
        "## What the forms of pages send",
        "Each takes a form of ours with its token, and the right of who sends it: see the roles in"
        " [Deployment](../deployment.md#roles).",
        table(("Address",), [[f"`{rule.rule}`"] for rule in others if "POST" in (rule.methods or ())]),
        "## What pages ask for themselves",
        "Scripts, styles and what Dash needs: these change without notice.",
        table(("Address",), [[f"`{rule.rule}`"] for rule in machinery]),
    )


def server_of(database_url: str) -> flask.Flask:
    """A server with every address that settings open."""
    return create_app(Settings(database_url=database_url, **_OPEN)).server


def _read(rules: Iterable[Rule]) -> list[Rule]:
    return [rule for rule in rules if "GET" in (rule.methods or ())]


def description(rule: Rule, server: flask.Flask) -> str:
    """One sentence on an address that is read: of the table here, else the first line of its function."""
    function: Any = server.view_functions[rule.endpoint]
    while wrapped := getattr(function, "func", None) or getattr(function, "__wrapped__", None):
        function = wrapped  # a partial application, and what is around it, have no docstring of their own
    return DESCRIPTIONS.get(rule.rule) or (function.__doc__ or "").strip().partition("\n")[0]


def _page_row(page: Page) -> list[str]:
    title = page.title if isinstance(page.title, str) else page.name.replace("-", " ").capitalize()
    return [f"`/{page.path}`", title, _yes(page.workbook), _yes(page.public)]


def _yes(holds: object) -> str:
    return "yes" if holds else "–"


def _parameter(name: str) -> list[str]:
    words = FILTER_WORDS.get(name)
    values = ", ".join(f"`{code}`" for code in words.values) if words else ""
    return [f"`{written(name)}`", _OF_OTHERS.get(name) or (words.label if words else ""), values]


def glossary() -> str:
    """Terms with their meanings, and the word of every code, in each language."""
    every = [Words(lang) for lang in LANGUAGES]
    names = [NATIVE_NAMES[lang] for lang in LANGUAGES]
    terms = [[f"**{words(term)}**: {words(meaning)}" for words in every] for term, meaning in DEFINITIONS.items()]
    kinds = [
        part
        for kind, codes in CODES.items()
        for part in (
            f"### {kind}",
            table(("Code", *names), [[f"`{code}`", *(words(word) for words in every)] for code, word in codes.items()]),
        )
    ]
    return page(
        "Terms in each language",
        "The words that the dashboard uses, for translators and for whoever writes about its figures.",
        "## Terms",
        table(names, terms),
        "## Words of codes",
        "A code stands in addresses and files; a page says its word.",
        *kinds,
    )


def table(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of Markdown."""
    lines = [headers, ["---"] * len(headers), *rows]
    return "\n".join("| " + " | ".join(_cell(cell) for cell in line) + " |" for line in lines)


def _cell(text: str) -> str:
    """A text for a cell: on one line, and without what would end the cell or begin an element."""
    line = re.sub(r"[ \n]+", " ", text).strip(" ").replace("|", "\\|")
    return "".join(part if place % 2 else part.replace("<", "&lt;") for place, part in _code(line))


def _code(line: str) -> Iterator[tuple[int, str]]:
    """The pieces of a line, of which each second stands between backticks, with them."""
    for place, part in enumerate(line.split("`")):
        yield place, f"`{part}`" if place % 2 else part


def _listed(parts: Iterable[str]) -> str:
    return ", ".join(parts)


def page(title: str, *sections: str) -> str:
    """A page of Markdown: its title, and what follows it."""
    return "\n\n".join([f"# {title}", *filter(None, sections)]) + "\n"
