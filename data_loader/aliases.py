"""Words people mapped once to a value the loader knows: kept in the database with who said so and when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field

import sqlalchemy as sa

from data_loader import schema, spoken, suggest
from data_loader.phrases import phrase
from data_loader.refusal import Refused
from data_loader.report import Finding
from data_loader.tables import Table, field_names, rows_of

LONGEST = 200  # letters of a word; what is longer is no name of anything
MOST = 5_000  # words at a time: every load reads them all


def _vocabularies() -> dict[tuple[str, str], str]:
    first: dict[tuple[str, ...], str] = {}
    vocabularies: dict[tuple[str, str], str] = {}
    for name, table in schema.DATA_TABLES.items():
        for column in schema.fields(table):
            if column.refers_to:
                vocabularies[name, column.name] = column.refers_to
            elif column.allowed:
                vocabularies[name, column.name] = first.setdefault(column.allowed, f"{name}.{column.name}")
    return vocabularies


VOCABULARIES = _vocabularies()
"""Table and column → where its values come from: the table it refers to, or the first column with the same list.

What is said of one column so holds for all that share its values.
"""


@dataclass(frozen=True)
class Aliases:
    """What is known: vocabulary and folded word → value."""

    known: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def value(self, vocabulary: str, text: str) -> str:
        """The value that `text` was said to stand for; "" when nobody said anything."""
        return self.known.get((vocabulary, _key(text)), "") if self.known else ""

    def with_answers(self, answers: Mapping[str, str]) -> Aliases:
        """With the answers `word:COLUMN:WORD` = VALUE, which hold for the files they came with alone."""
        own: dict[tuple[str, str], str] = {}
        for key, value in answers.items():
            kind, _, rest = key.partition(":")
            column, _, word = rest.partition(":")
            of = VOCABULARIES.get(_of_table(column), column)
            if kind == _WORD and of in VOCABULARIES.values() and word:
                own[of, _key(word)] = value
        return Aliases({**self.known, **own}) if own else self

    def words(self, vocabulary: str) -> set[str]:
        return {word for of, word in self.known if of == vocabulary}


def suggested(findings: Iterable[Finding]) -> dict[str, str]:
    """The answers that accept what every unknown word is suggested to mean, for the files these findings are of."""
    return {
        f"{_WORD}:{finding.field}:{finding.value}": finding.suggestion
        for finding in findings
        if finding.code in _UNKNOWN and finding.field and finding.suggestion
    }


_WORD = "word"
_UNKNOWN = {"not-allowed", "unknown-reference"}


def _of_table(column: str) -> tuple[str, str]:
    table, _, name = column.partition(".")
    return table, name


def readable(text: str) -> str:
    """A word on one line, without letters that control a terminal or cannot be seen."""
    return "".join(letter for letter in " ".join(text.split()) if letter.isprintable())


def _key(text: str) -> str:
    return spoken.key(readable(text))


def read(connection: sa.Connection) -> Aliases:
    """All that hold now; none in a database made before there were any."""
    return Aliases({(row.vocabulary, row.folded): row.value for row in listed(connection)})


def listed(connection: sa.Connection) -> list[sa.Row[tuple[object, ...]]]:
    """The rows that hold now, in the order of the alphabet: the last that was said of each word, unless taken back."""
    table = schema.aliases
    if not sa.inspect(connection).has_table(table.name):
        return []
    last = sa.select(sa.func.max(table.c.id)).group_by(table.c.vocabulary, table.c.folded)
    query = sa.select(table).where(table.c.id.in_(last), table.c.value.is_not(None))
    return [*connection.execute(query.order_by(table.c.vocabulary, table.c.folded))]


def columns_of(table: str) -> str:
    """The vocabulary of headers that stand for columns of a table or an export."""
    return f"{_COLUMNS}{table}"


def keep(connection: sa.Connection, meanings: Mapping[tuple[str, str], str], by: str) -> None:
    """Keeps what questions were answered once for all; what is known already, or has no room, is passed over."""
    known = dict(read(connection).known)
    for (where, text), value in meanings.items():
        word = _key(text)
        if word and len(text) <= LONGEST and known.get((where, word)) != value and len(known) < MOST:
            _append(connection, where, word, text, value, by)
            known[where, word] = value


_COLUMNS = "column:"


def vocabulary(name: str) -> str:
    """Where the values of a column come from, named as `completion`, `assessments.completion` or `members`."""
    if name.startswith(_COLUMNS):
        return name
    columns = sorted({of for (table, column), of in VOCABULARIES.items() if name in (of, column, f"{table}.{column}")})
    if len(columns) == 1:
        return columns[0]
    if columns:
        raise Refused(phrase("{name} may be {columns}: say which.", name=name, columns=columns))
    columns = sorted({*VOCABULARIES.values(), *(f"{table}.{column}" for table, column in VOCABULARIES)})
    raise Refused(phrase("{name} is no column with a list of values; such are: {columns}.", name=name, columns=columns))


def remember(
    connection: sa.Connection, table: Callable[[str], Table], name: str, text: str, value: str, by: str
) -> str:
    """Keeps that `text` stands for `value`, which may be given by any of its names; returns the value itself.

    `table` gives a table of the current version.
    """
    where, word = vocabulary(name), _word(text)
    known = read(connection).known
    if (where, word) not in known and len(known) >= MOST:
        raise Refused(phrase("{n} words are kept, and no more: take some of them back.", n=MOST))
    ids, allowed = _values(where, table)
    if text in ids:
        raise Refused(phrase("{word} is itself a value of {field}: nothing was kept.", word=text, field=where))
    meant = value if value in ids else allowed.exact(value)
    if not meant:
        raise Refused(_no_value(value, where, allowed.of(value)))
    _append(connection, where, word, text, meant, by)
    return meant


def _no_value(value: str, where: str, hint: str) -> str:
    if hint:
        return phrase("{value} is no value of {field}. Did you mean {hint}?", value=value, field=where, hint=hint)
    return phrase("{value} is no value of {field}.", value=value, field=where)


def forget(connection: sa.Connection, name: str, text: str, by: str) -> None:
    """Takes back what `text` stood for; the record of it stays."""
    where, word = vocabulary(name), _word(text)
    if (where, word) not in read(connection).known:
        raise Refused(phrase("Nothing is kept for {word} in {field}.", word=text, field=where))
    _append(connection, where, word, text, None, by)


def _word(text: str) -> str:
    word = _key(text)
    if not word or len(text) > LONGEST:
        raise Refused(phrase("A word has from 1 to {n} letters.", n=LONGEST))
    return word


def _values(where: str, table: Callable[[str], Table]) -> tuple[Collection[str], suggest.Suggestions]:
    """The values of a vocabulary, and the words for them."""
    if where.startswith(_COLUMNS):
        table_name = where.removeprefix(_COLUMNS)
        columns = field_names(table_name) if table_name in schema.DATA_TABLES else ()
        return columns, suggest.among_codes(columns)
    name, _, column = where.partition(".")
    if column:
        allowed = schema.DATA_TABLES[name].c[column].info["field"].allowed
        return allowed, suggest.among_codes(allowed)
    rows = rows_of(table(name))
    return frozenset(row["id"] for row in rows), suggest.among_rows(rows)


def _append(connection: sa.Connection, where: str, word: str, text: str, value: str | None, by: str) -> None:
    now = dt.datetime.now(dt.UTC).replace(tzinfo=None)
    values = {
        "vocabulary": where,
        "folded": word,
        "text": readable(text),
        "value": value,
        "said_by": by,
        "said_at": now,
    }
    connection.execute(schema.aliases.insert().values(values))
