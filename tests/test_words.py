"""Words: whatever the screen can say exists in every language, with the same things to fill in."""

from __future__ import annotations

import ast
import re
import shlex
import string
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_keywords
from babel.messages.pofile import read_po

from dashboard.data.selection import Selection
from dashboard.language import vocabulary
from dashboard.language.languages import LANGUAGES
from dashboard.language.words import LOCALES, NATIVE_NAMES, SMALL_N, words
from dashboard.queries.leadership import ENDING_DAYS
from data_loader import schema
from data_loader.load import REFERENCE
from tests.data_loader.conftest import rows_of

ROOT = Path(__file__).parents[1]
LOCALE = ROOT / "dashboard" / "locale"
TRANSLATED = [lang for lang in LANGUAGES if lang != "en"]  # English is in the code

CODED = {
    "COMPLETION": {*schema.COMPLETION_SCALE, *schema.COMPLETION_STATES, *schema.COMPLETION_UNKNOWN},
    "REGIONS": set(schema.REGIONS),
    "LEVELS": {*schema.COMMITMENT_LEVELS, *schema.MEMBER_LEVELS},
    "ASSESSORS": set(schema.ASSESSORS),
    "IMPACT": set(schema.POTENTIAL_IMPACT),
    "SPECIFICITY": set(schema.SPECIFICITY),
    "OPENNESS": set(schema.DID_IT_OPEN_GOVERNMENT),
    "OGP_VALUES": set(schema.OGP_VALUES),
    "STATUSES": set(schema.MEMBER_STATUSES),
    "KINDS": set(schema.MEMBER_KINDS),
    "MEETING_KINDS": set(schema.MEETING_KINDS),
}
Ids = str | tuple[str, ...]
SPOKEN = {"words", "_words", "plural", "phrase", "N_", "refusal"}
"""What a call is named that takes a message, among the keywords of the Makefile."""


@cache
def collected() -> dict[str, Ids]:
    """Every message of the code, by its first form, as `make words` collects them; a plural has two forms."""
    options = options_of_the_makefile()
    keywords = parse_keywords(options)
    found = [
        entry[2] for name in ("dashboard", "data_loader") for entry in extract_from_dir(ROOT / name, keywords=keywords)
    ]
    messages = [tuple(filter(None, message)) if isinstance(message, tuple) else message for message in found]
    return {_first(message): message for message in messages if message}


def options_of_the_makefile() -> list[str]:
    """What follows `-k` where the Makefile collects words."""
    text = (ROOT / "Makefile").read_text("utf-8")
    lines = re.search(r"^EXTRACT = (.*?[^\\])$", text, re.MULTILINE | re.DOTALL)
    assert lines, "the Makefile no longer says how words are collected"
    parts = shlex.split(lines[1].replace("\\\n", " "))
    return [after for option, after in pairwise(parts) if option == "-k"]


def _first(message: Ids) -> str:
    return message if isinstance(message, str) else message[0]


@cache
def catalogue(lang: str, domain: str = "dashboard") -> Catalog:
    with (LOCALE / lang / "LC_MESSAGES" / f"{domain}.po").open("rb") as file:
        return read_po(file, locale=lang)


def fields(text: str) -> set[str]:
    """What is filled in: the names in braces."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def _forms(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string)


def _of_an_f_string(call: ast.Call) -> bool:
    """Its message is one, or holds one."""
    return any(isinstance(part, ast.JoinedStr) for argument in call.args[:2] for part in ast.walk(argument))


def _name(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def test_no_word_is_hidden_in_an_f_string() -> None:
    """Before Python 3.12 Babel does not look into f-strings, and nothing ever fills in the message of one."""
    hidden = []
    for path in (path for name in ("dashboard", "data_loader") for path in (ROOT / name).rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and _name(node) in SPOKEN]
        inside = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in ast.walk(node)}
        for call in calls:
            literal = any(isinstance(argument, ast.Constant) for argument in call.args)
            if (literal and id(call) in inside) or _of_an_f_string(call):
                hidden.append(f"{path.relative_to(ROOT)}:{call.lineno}: {ast.unparse(call)}")
    assert hidden == []


def test_the_code_has_words() -> None:
    assert len(collected()) > 150


def test_every_language_offered_has_a_name_and_a_locale() -> None:
    assert set(LANGUAGES) == set(LOCALES) == set(NATIVE_NAMES)


@pytest.mark.parametrize("lang", TRANSLATED)
class TestEveryLanguage:
    def test_has_every_word(self, lang: str) -> None:
        known = catalogue(lang)
        missing = [id_ for id_ in collected() if id_ not in known or not all(_forms(known[id_]))]
        assert missing == []

    def test_has_no_word_the_code_no_longer_says(self, lang: str) -> None:
        assert [message.id for message in catalogue(lang) if message.id and _first(message.id) not in collected()] == []

    def test_marks_no_word_as_doubtful(self, lang: str) -> None:
        assert [message.id for message in catalogue(lang) if message.id and message.fuzzy] == []

    def test_fills_in_the_same_things(self, lang: str) -> None:
        wrong = {}
        for message in catalogue(lang):
            forms = message.id if isinstance(message.id, tuple) else (message.id,)
            wanted = set().union(*(fields(form) for form in forms))
            for form in _forms(message):
                if message.id and not (fields(form) <= wanted and wanted - {"n"} <= fields(form)):
                    wrong[_first(message.id)] = form
        assert wrong == {}

    def test_begins_and_ends_as_the_english_does(self, lang: str) -> None:
        messages = [message for message in catalogue(lang) if message.id]
        edges = [(_first(message.id), form) for message in messages for form in _forms(message) if form]
        assert [
            one for one, form in edges if (one.endswith("."), one[:1] == " ") != (form.endswith("."), form[:1] == " ")
        ] == []

    def test_translates_whole_sentences(self, lang: str) -> None:
        same = [id_ for id_ in collected() if len(id_.split()) > 4 and id_ in _forms(catalogue(lang)[id_])]
        assert same == []


WRITTEN_OUT = {
    r"\bdue within (\d+) days": Selection.SOON_DAYS,
    r"\bterms? (?:that )?ends? within (\d+) days": ENDING_DAYS,
    r"up to (\d+) letters": schema.LONGEST_DECK_NAME,
    r"\b(five)\b.* assessed": SMALL_N,
}
"""How a sentence that cannot be filled in, or is not yet, names a constant of the code."""


def _figures(text: str) -> set[str]:
    return set(re.findall(r"\d+", text))


class TestNumbersInSentences:
    @pytest.mark.parametrize(("pattern", "constant"), WRITTEN_OUT.items(), ids=WRITTEN_OUT)
    def test_are_the_constants_of_the_code(self, pattern: str, constant: int) -> None:
        written = {number for id_ in collected() for number in re.findall(pattern, id_, re.IGNORECASE)}
        assert {5 if number == "five" else int(number) for number in written} <= {constant}

    @pytest.mark.parametrize("lang", TRANSLATED)
    def test_are_the_same_in_every_language(self, lang: str) -> None:
        assert [
            (_first(message.id), form)
            for message in catalogue(lang)
            for form in _forms(message)
            if message.id and _figures(_first(message.id)) != _figures(form)
        ] == []


@pytest.mark.parametrize(("name", "codes"), CODED.items(), ids=CODED)
def test_every_code_of_the_schema_has_a_word(name: str, codes: set[str]) -> None:
    assert set(getattr(vocabulary, name)) == codes


@pytest.mark.parametrize("name", CODED)
def test_every_word_of_a_code_is_collected(name: str) -> None:
    assert set(getattr(vocabulary, name).values()) <= set(collected())


@pytest.mark.parametrize("table", schema.DATA_TABLES.values(), ids=schema.DATA_TABLES)
def test_every_meaning_of_the_data_dictionary_is_collected(table: object) -> None:
    said = {table.comment} | {
        word for field in schema.fields(table) for word in (field.meaning, field.kind, field.unit)
    }
    assert said - {""} <= set(collected())


def _values(table: str, column: str) -> set[str]:
    header, *rows = rows_of(REFERENCE / f"{table}.csv")
    return {row[header.index(column)] for row in rows} - {""}


NAMED = (("priorities", "name"), ("themes", "name"), ("agenda_items", "section"), ("agenda_items", "title"))
"""The tables whose names have a column a language."""


@pytest.mark.parametrize("lang", TRANSLATED)
class TestNamesInTheData:
    def test_every_title_of_a_role_and_every_place_of_a_meeting_has_its_own(self, lang: str) -> None:
        known = catalogue(lang, "data")
        names = _values("roles", "title") | _values("meetings", "place")
        assert sorted(name for name in names if name not in known or not known[name].string) == []
        assert {name for name in names if words(lang)(name) != known[name].string} == set()

    def test_nothing_else_has_one(self, lang: str) -> None:
        names = _values("roles", "title") | _values("meetings", "place") | _values("members", "name")
        names |= {name for table, column in NAMED for name in _values(table, f"{column}_en")}
        assert {message.id for message in catalogue(lang, "data") if message.id} <= names

    def test_the_code_names_none_of_them(self, lang: str) -> None:
        names = _values("roles", "title") | _values("meetings", "place")
        names &= {message.id for message in catalogue(lang, "data")}
        paths = [path for package in ("dashboard", "data_loader") for path in (ROOT / package).rglob("*.py")]
        nodes = (node for path in paths for node in ast.walk(ast.parse(path.read_text("utf-8"))))
        assert {node.value for node in nodes if isinstance(node, ast.Constant) and node.value in names} == set()


@pytest.mark.parametrize(("table", "column"), NAMED)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_data_has_its_names_in_every_language(table: str, column: str, lang: str) -> None:
    """In a column of its own, else in the catalogue."""
    header, *rows = rows_of(REFERENCE / f"{table}.csv")
    own = f"{column}_{lang}"
    if own in header:
        assert all(row[header.index(own)] for row in rows)
    else:
        assert _values(table, f"{column}_en") <= {message.id for message in catalogue(lang, "data")}


def test_french_signs_stay_on_the_line_of_their_word() -> None:
    loose = re.compile(r"\S [:;?!»%](?=[\s.,)»]|$)|« ")
    texts = [text for message in catalogue("fr") if message.id for text in _texts(message)]
    assert [text for text in texts if loose.search(text)] == []


def _texts(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)
