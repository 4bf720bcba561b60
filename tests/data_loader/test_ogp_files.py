"""What a file of OGP does to what is stored: rows and columns it does not have, and its flags, ids and dates."""

from __future__ import annotations

import csv
import hashlib
import io
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.language import vocabulary
from data_loader import store
from data_loader.formats import ogp_database, ogp_explorer_2016, ogp_explorer_earlier
from data_loader.formats.ogp_sheet import flag
from data_loader.load import FORMATS, Prepared, prepare
from data_loader.questions import Asking
from data_loader.spreadsheet import File
from data_loader.store import Current
from tests.data_loader import exports
from tests.data_loader.conftest import Run, query
from tests.data_loader.test_ogp_exports import SAMPLES, needs_samples

SCALE = ("not started", "limited", "substantial", "complete")
MISSING = ("", "nr", "nd", "na", "n/a", "not specified", "none specified")


def _rows(path: Path, header: int) -> list[dict[str, str]]:
    """A real export as any program reads it, without any code of ours."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    return [dict(zip(rows[header], row, strict=False)) for row in rows[header + 1 :] if any(row)]


def _rated(rows: list[dict[str, str]], progress: str, end: str) -> tuple[int, int]:
    """How many rows are rated by their latest report, and how many of them substantial or complete."""
    levels = []
    for row in rows:
        said = [row[column].strip().lower().split(". ")[-1] for column in (end, progress)]
        levels += [next((level for level in said if level not in MISSING), "")]
    rated = [level for level in levels if level in SCALE]
    return len(rated), sum(level in SCALE[2:] for level in rated)


@needs_samples
def test_the_figures_of_the_real_exports_are_those_of_their_own_cells() -> None:
    explorer = _rows(SAMPLES / "ogp_explorer_2016.csv", 1)
    assert _rated(explorer, "Completion (progress report)", "Completion (end of term)") == (1791, 945)
    database = _rows(SAMPLES / "ogp_database_2024_parliament.csv", 0)
    assert _rated(database, "Completion (Progress Report)", "Completion (End Of Term)") == (403, 229)


@needs_samples
@pytest.mark.parametrize(("name", "header", "country"), [
    ("ogp_explorer_2016.csv", 1, "Country"), ("ogp_database_2024_parliament.csv", 0, "Country/Locality"),
])  # fmt: skip
def test_a_country_of_a_real_export_in_any_order_changes_nothing(
    run: Run, loaded: str, name: str, header: int, country: str
) -> None:
    assert run("load", SAMPLES / name).status == 0
    rows = [*csv.reader((SAMPLES / name).read_text(encoding="utf-8-sig").splitlines(keepends=True))]
    above, data, at = rows[: header + 1], rows[header + 1 :], rows[header].index(country)
    countries = sorted({row[at] for row in data})
    with store.reading(loaded) as connection:
        for one in countries[:: len(countries) // 4]:
            mine = [row for row in data if row[at] == one]
            random.Random(14).shuffle(mine)
            out = io.StringIO(newline="")
            csv.writer(out).writerows([*above, *mine])
            changes = [diff.name for diff in _prepare(connection, out.getvalue()).changes if diff]
            assert not changes, one


def _file(text: str, name: str = "export.csv") -> File:
    content = text.encode()
    return File(name, content, hashlib.sha256(content).hexdigest())


def _prepare(connection: sa.Connection, text: str, **answers: str) -> Prepared:
    return prepare([_file(text)], Current(connection), lambda *_: None, Asking(answers))


def _codes(prepared: Prepared) -> list[str]:
    return [finding.code for finding in prepared.findings]


@pytest.fixture
def reference(loaded_once: Path) -> Iterator[sa.Connection]:
    with store.reading(f"sqlite:///{loaded_once}") as connection:
        yield connection


def _frame(prepared: Prepared, table: str) -> list[dict[str, str]]:
    return [
        {str(key): str(value) for key, value in row.items()} for row in prepared.tables[table].frame.to_dict("records")
    ]


def test_readers_are_told_each_format_by_a_name_that_is_translated() -> None:
    assert {known.NAME for known in FORMATS} == {*vocabulary.FORMATS}


# flags


@pytest.mark.parametrize("word", ["1", "1.0", "1,0", "TRUE", "True", "yes", "Yes ", "x", "X", "VRAI", "oui", "sí", "✓"])
def test_yes_in_any_spelling_is_one(reference: sa.Connection, word: str) -> None:
    row = {"Open Parliament Plan": word, "Youth": word, "OGP Value Technology": word,
           "Starred (Current Formula) End of Term": word}  # fmt: skip
    prepared = _prepare(reference, exports.database(row))
    assert _codes(prepared) == []
    found = _frame(prepared, "commitments")[0]
    assert found["government_level"] == "parliament"
    assert "gender-inclusion" in found["themes"]
    assert (found["ogp_values"], found["starred"]) == ("technology", "1")


@pytest.mark.parametrize("word", ["0", "0.0", "FALSE", "no", "NON", "falso", "0,0"])
def test_no_in_any_spelling_is_nought(reference: sa.Connection, word: str) -> None:
    row = {"Open Parliament Plan": word, "Youth": word, "OGP Value Technology": word,
           "Starred (Current Formula) End of Term": word}  # fmt: skip
    prepared = _prepare(reference, exports.database(row))
    assert _codes(prepared) == []
    found = _frame(prepared, "commitments")[0]
    assert (found["government_level"], found["ogp_values"], found["starred"]) == ("national", "", "0")


@given(st.text(max_size=8))
def test_every_word_is_yes_no_not_known_or_no_flag(word: str) -> None:
    assert flag(word) in ("1", "0", "", None)
    assert flag(word) == flag(word.upper()) or word.upper().lower() != word


def test_what_is_no_flag_is_one_finding_a_column_with_its_count(reference: sa.Connection) -> None:
    rows = [{"Comm No": str(number), "Open Data": word} for number, word in enumerate(("1", "perhaps", "0", "2"), 1)]
    prepared = _prepare(reference, exports.explorer(*rows))
    assert [(f.code, f.row, f.column, f.value) for f in prepared.findings] == [
        ("not-a-flag", 4, "Open Data", "perhaps")
    ]
    assert "2 cells" in prepared.findings[0].sentence


# ids


def _explorer(count: int) -> list[dict[str, str]]:
    return [{"Country": "Ghana", "Action Plan Number": "1", "Comm No": str(number), "Short Title": f"Work {number}"}
            for number in range(1, count + 1)]  # fmt: skip


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(10)))
def test_rows_in_any_order_are_the_same_commitments(reference: sa.Connection, order: list[int]) -> None:
    rows = _explorer(10)
    found = _frame(_prepare(reference, exports.explorer(*(rows[at] for at in order))), "commitments")
    stored = {row["number"]: row["id"] for row in Current(reference).table("commitments").frame.to_dict("records")
              if row["action_plan_id"] == "GHA-1"}  # fmt: skip
    assert {row["number"]: row["id"] for row in found} == {str(n): stored[str(n)] for n in range(1, 11)}


def test_a_new_commitment_never_takes_the_id_of_a_stored_one(reference: sa.Connection) -> None:
    text = exports.explorer({"Country": "Ghana", "Action Plan Number": "1", "Comm No": "new"})
    own_id = _frame(_prepare(reference, text), "commitments")[0]["id"]
    assert own_id not in {*Current(reference).table("commitments").frame["id"]}


@pytest.mark.parametrize("word", ["", "NA", "NR"])
def test_a_row_without_its_identifier_is_one_finding(reference: sa.Connection, word: str) -> None:
    text = exports.database({"Commitment Unique Identifier": word}, {})
    found = [(f.code, f.row, f.column) for f in _prepare(reference, text).findings]
    assert found[:1] == [("missing-value", 2, "Commitment Unique Identifier")]
    assert {code for code, _, _ in found[1:]} <= {"repeated-number"}


def test_without_the_column_of_identifiers_plan_and_number_tell_commitments_apart(reference: sa.Connection) -> None:
    row = {"Country/Locality": "Ghana", "Code": "GHA", "Action Plan Number": "1", "Commitment Number": "2"}
    prepared = _prepare(reference, exports.without(exports.database(row), "Commitment Unique Identifier"))
    assert _codes(prepared) == ["absent-column"]
    assert _frame(prepared, "commitments")[0]["id"] == "GHA-1-002"


# columns


@pytest.mark.parametrize(
    ("text", "headers", "missing"),
    [
        (exports.explorer({}), ("Country",), None),
        (exports.explorer({}), ("Action Plan Number",), "Action Plan Number"),
        (exports.explorer({}), ("Year of submission",), "Year of submission"),
        (exports.explorer({}), ("Comm No",), "Comm No"),
        (exports.explorer({}), ("Completion (progress report)",), ""),
        (exports.explorer({}), ("Completion (progress report)", "Completion (end of term)"),
         "Completion (progress report)"),
        (exports.database({}), ("Commitment Unique Identifier", "Commitment Number"), "Commitment Unique Identifier"),
        (exports.earlier({}), ("Action Plan No",), "Action Plan No"),
    ],
)  # fmt: skip
def test_only_what_is_indispensable_is_demanded(
    reference: sa.Connection, text: str, headers: tuple[str, ...], missing: str | None
) -> None:
    findings = _prepare(reference, exports.without(text, *headers)).findings
    errors = [finding.column for finding in findings if finding.severity == "error"]
    assert errors == ([missing] if missing else [] if missing == "" else errors)
    assert missing is not None or [f.code for f in findings] == ["unknown-table"]


FULL = {
    "explorer": exports.explorer(
        {"Country": "Ghana", "Action Plan Number": "1", "Comm No": "1", "Start Date": "07/01/2012",
         "End Date": "31/12/2014", "Completion (end of term)": "d. Complete", "Value -Tech": "1",
         "Report publication year (end of term)": "2018", "Starred (current formula) end of term": "1",
         "Did it open government (end of term only)": "c. Marginal", "Commitment Title": "A longer title",
         "Lead Institution": "Parliament of Ghana"},
    ),
    "database": exports.database(
        {"Start Date": "9/1/2016", "End Date": "6/30/2018", "Open Parliament Plan": "1", "Youth": "1",
         "OGP Value Access To Information": "1", "Starred (Current Formula) Progress Report": "1",
         "Report Publication Year (Progress Report)": "2017", "Completion (Progress Report)": "Limited",
         "Specificity": "High", "Lead Institution": "Ministry", "Commitment Title": "A longer title"},
    ),
    "earlier": exports.earlier({"Start Date": "07/01/2012", "Value -Info": "1", "Starred (Current formula)": "1"}),
}  # fmt: skip
COLUMNS = {
    "explorer": ogp_explorer_2016.COLUMNS, "database": ogp_database.COLUMNS, "earlier": ogp_explorer_earlier.COLUMNS,
}  # fmt: skip


def _optional() -> Iterator[tuple[str, str]]:
    for name, columns in COLUMNS.items():
        demanded = {columns.country, columns.plan, columns.year, *(r.completion for r in columns.reports[-1:])}
        demanded |= {columns.own_id or columns.fields["number"]}
        yield from ((name, header) for header in sorted(columns.used - demanded))


@pytest.fixture(scope="module", params=[*FULL])
def with_export(
    request: pytest.FixtureRequest, loaded_once: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, str]:
    """A name of FULL, and a database into which it was loaded after the reference data."""
    folder = tmp_path_factory.mktemp(request.param)
    path = folder / "monitor.sqlite"
    path.write_bytes(loaded_once.read_bytes())
    (folder / "export.csv").write_text(FULL[request.param], encoding="utf-8", newline="")
    return request.param, f"sqlite:///{path}"


def test_an_absent_column_of_an_export_keeps_what_is_stored(with_export: tuple[str, str], run: Run) -> None:
    name, url = with_export
    path = Path(url.removeprefix("sqlite:///")).with_name("export.csv")
    assert run("load", path, url=url).status == 0
    with store.reading(url) as connection:
        for header in (header for format_name, header in _optional() if format_name == name):
            prepared = _prepare(connection, exports.without(FULL[name], header))
            assert [code for code in _codes(prepared) if code != "known-commitments"] == ["absent-column"], header
            changed = [(diff.name, [*diff.changed()]) for diff in prepared.changes if diff]
            assert not changed, (header, changed)
        tags = [header for header in ("Open Data", "Youth") if f",{header}," in FULL[name]]
        assert not [diff.name for diff in _prepare(connection, exports.without(FULL[name], *tags)).changes if diff]


def test_a_commitment_that_moves_to_another_plan_keeps_what_has_no_column(
    run: Run, loaded: str, tmp_path: Path
) -> None:
    _load(run, tmp_path, exports.database({"Youth": "1", "Specificity": "High"}))
    text = exports.without(exports.database({"Action Plan Number": "4"}), "Specificity", "Youth")
    assert _load(run, tmp_path, text) == ["known-commitments", "absent-column"]
    moved = query(loaded, "SELECT action_plan_id, specificity, themes FROM commitments WHERE id = 'GB0001' "
                          "ORDER BY batch DESC LIMIT 1")  # fmt: skip
    assert moved == [("GBR-4", "high", "gender-inclusion")]


# what a file does not speak of


FIELDS = {
    "commitments": "id, title, themes, end_date",
    "assessments": "commitment_id, assessor, published, completion",
    "plan_process": "action_plan_id, consultation_steps_followed, participation_level, regular_forum, "
    "self_assessment_published",
}


def _all(url: str, table: str) -> set[tuple[object, ...]]:
    batch = f"SELECT batch FROM version_tables WHERE table_name = '{table}' ORDER BY version DESC LIMIT 1"
    return {*query(url, f"SELECT {FIELDS[table]} FROM {table} WHERE batch = ({batch})")}


def _load(run: Run, folder: Path, text: str, *arguments: str) -> list[str]:
    path = folder / "export.csv"
    path.write_text(text, encoding="utf-8", newline="")
    answer = run("load", path, *arguments)
    assert answer.status == 0, answer.output
    return answer.codes()


def test_an_export_of_one_country_leaves_all_others(run: Run, loaded: str, tmp_path: Path) -> None:
    before = {table: _all(loaded, table) for table in ("commitments", "assessments")}
    assert _load(run, tmp_path, exports.explorer(*_explorer(3))) == []
    for table, rows in before.items():
        others = {row for row in rows if not str(row[0]).startswith("GHA-1-")}
        assert others <= _all(loaded, table)
        assert {row for row in _all(loaded, table) if not str(row[0]).startswith("GHA-1-")} == others
    assert {row[1] for row in _all(loaded, "commitments") - before["commitments"]} == {"Work 1", "Work 2", "Work 3"}


def test_an_export_may_be_said_to_replace_all(run: Run, database: str, tmp_path: Path) -> None:
    _load(run, tmp_path, exports.explorer({}, *_explorer(3)))
    _load(run, tmp_path, exports.explorer(*_explorer(2)), "--answer", "scope:commitments=all")
    assert {row[0] for row in _all(database, "commitments")} == {"GHA-1-001", "GHA-1-002"}


def test_the_process_database_fills_the_plans_it_speaks_of(run: Run, loaded: str, tmp_path: Path) -> None:
    before = _all(loaded, "plan_process")
    fields = ("_Number of steps followed (out of 6)", "IAP2 level during development", "_Regular forum",
              "_Self assessment published")  # fmt: skip
    kenya = {
        "Country name": "Kenya",
        "Year AP Submitted": "2012",
        **dict(zip(fields, ("1", "Inform", "0", "NR"), strict=True)),
    }
    silent = {"Country name": "Argentina", "Action Plan Number": "2", **dict.fromkeys(fields, "NR")}
    rows: tuple[dict[str, str], ...] = ({}, kenya, silent)
    assert _load(run, tmp_path, exports.process(*rows)) == []
    after = _all(loaded, "plan_process")
    assert after - before == {("GHA-1", 4, "consult", 1, 1), ("KEN-1", 1, "inform", 0, None)}
    assert {row[0] for row in before - after} == {"GHA-1", "KEN-1"}


def test_words_tell_the_process_where_its_columns_of_1_and_0_are_gone(reference: sa.Connection) -> None:
    row = {"Consultation during action plan implementation (regular forum)": "Yes ",
           "Was annual progress report published?": "No"}  # fmt: skip
    text = exports.without(exports.process(row), "_Regular forum", "_Self assessment published")
    prepared = _prepare(reference, text)
    assert _codes(prepared) == ["absent-column", "absent-column"]
    found = _frame(prepared, "plan_process")[0]
    assert (found["regular_forum"], found["self_assessment_published"]) == ("1", "0")


def test_an_earlier_edition_updates_what_it_has_columns_for(run: Run, loaded: str, tmp_path: Path) -> None:
    rows = ({"Actual Completion": "d. Complete", "End Date": "31/12/2014"}, {"Comm No": "2"},
            {"Comm No": "2", "Comm Dummy": "0", "Short Title": "A step"})  # fmt: skip
    assert _load(run, tmp_path, exports.earlier(*rows)) == ["step-of-commitment"]
    mine = {row for row in _all(loaded, "commitments") if str(row[0]).startswith("GHA-1-")}
    assert {(row[0], row[1], row[3]) for row in mine} == {
        ("GHA-1-001", "Open registers", "2014-12-31"), ("GHA-1-002", "Open registers", None),
    }  # fmt: skip
    assessed = {row for row in _all(loaded, "assessments") if str(row[0]).startswith("GHA-1-")}
    assert assessed == {
        ("GHA-1-001", "irm_progress_report", "2015", "complete"),
        ("GHA-1-001", "irm_end_of_term", "2016", "not_started"),
        ("GHA-1-002", "irm_progress_report", "2015", "limited"),
        ("GHA-1-002", "irm_end_of_term", "2016", "substantial"),
    }  # fmt: skip


def test_the_year_of_a_known_plan_need_not_be_told_again(reference: sa.Connection) -> None:
    known = _prepare(reference, exports.earlier({"Year of submission": ""}))
    assert _codes(known) == []
    rows = [{"Year of submission": "", "Action Plan No": "9", "Comm No": str(number)} for number in (1, 2)]
    new = _prepare(reference, exports.earlier(*rows))
    assert [(f.code, f.row, f.column) for f in new.findings] == [("missing-value", 3, "Year of submission")]
    rows[1]["Year of submission"] = "2014"
    assert _codes(_prepare(reference, exports.earlier(*rows))) == []


# dates


DATES = {
    "15 July 2014": "2014-07-15", "Jul-12": "2012-07", "2014/07/31": "2014-07-31", "31-12-2014": "2014-12-31",
    "2014-07-31 00:00:00": "2014-07-31", "06/2018": "2018-06", "Dec. 2016": "2016-12", "juillet 2016": "2016-07",
    "1er juillet 2016": "2016-07-01", "15 de julio de 2014": "2014-07-15", "July 15, 2014": "2014-07-15",
    "15-Jul-14": "2014-07-15", "setiembre 2014": "2014-09", "12/31/2014 12:00:00 AM": "2014-12-31", "2014.0": "2014",
}  # fmt: skip


@pytest.mark.parametrize("text", DATES)
def test_a_date_with_one_meaning_is_never_lost(reference: sa.Connection, text: str) -> None:
    prepared = _prepare(reference, exports.database({"Start Date": "2010", "End Date": text}))
    assert _codes(prepared) == []
    assert _frame(prepared, "commitments")[0]["end_date"] == DATES[text]


def test_dates_that_cannot_be_told_are_one_question(reference: sa.Connection) -> None:
    text = exports.database(
        *({"Commitment Unique Identifier": f"GB{number:04}", "Commitment Number": str(number), "Start Date": "NA",
           "End Date": date} for number, date in enumerate(("3/4/2016", "6/30/2018", "5/6/2017"), 1))
    )  # fmt: skip
    left = _prepare(reference, text)
    assert [(f.code, f.row, f.column) for f in left.findings] == [("undecidable-date", 2, "End Date")]
    assert "2 dates" in left.findings[0].sentence
    for order, expected in (("day-first", "2016-04-03"), ("month-first", "2016-03-04")):
        answered = _prepare(reference, text, **{"dates:export.csv:End Date": order})
        assert _codes(answered) == []
        assert [row["end_date"] for row in _frame(answered, "commitments")][:2] == [expected, "2018-06-30"]


def test_headers_may_differ_by_case_blanks_and_line_breaks(reference: sa.Connection) -> None:
    rows = [*csv.reader(io.StringIO(exports.database({}), newline=""))]
    rows[0] = [name.upper().replace(" ", "  \n", 1) for name in rows[0]]
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    assert _codes(_prepare(reference, out.getvalue())) == []
