"""Values as people and spreadsheet programs write them: read as what they mean, asked where they mean two things."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data_loader import code_names, countries, dates, names, questions, schema, values, workbook
from data_loader.checks import check_columns
from data_loader.formats import Vocabulary, reference
from data_loader.report import Finding
from data_loader.schema import Field
from data_loader.spreadsheet import File, Grid
from data_loader.suggest import among_codes
from data_loader.tables import Table, empty_table, rows_of
from tests.data_loader.corpus import MEETINGS, PROCESS, ROLES, Rows, changed, shipped

WHOLE = Field("population", "integer", "", minimum=0)
NUMBER = Field("amount", "number", "")
LATITUDE = Field("latitude", "number", "", minimum=-90, maximum=90)


def read(name: str, rows: Rows, **answers: str) -> tuple[Table, list[Finding], questions.Asking]:
    asking = questions.Asking(answers)
    grid = Grid(f"{name}.csv", "", [[*row] for row in rows])
    tables, findings = reference.convert(grid, 0, Vocabulary(empty_table, asking=asking))
    return tables[0], findings, asking


def codes(findings: list[Finding]) -> list[str]:
    return [finding.code for finding in findings]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("15 July 2014", "2014-07-15"), ("July 15, 2014", "2014-07-15"), ("15 juillet 2014", "2014-07-15"),
        ("1er juillet 2014", "2014-07-01"), ("15 de julio de 2014", "2014-07-15"), ("15th July 2014", "2014-07-15"),
        ("Tuesday, 15 July 2014", "2014-07-15"), ("mardi 15 juillet 2014", "2014-07-15"),
        ("15-Jul-14", "2014-07-15"), ("15-juil.-14", "2014-07-15"), ("2014/07/31", "2014-07-31"),
        ("31-12-2014", "2014-12-31"), ("31.12.14", "2014-12-31"), ("2014-07-31 00:00:00", "2014-07-31"),
        ("2014-07-31T10:30:00Z", "2014-07-31"), ("4/23/2015 12:00 AM", "2015-04-23"), ("4/23/2015", "2015-04-23"),
        ("23/4/2015", "2015-04-23"), ("5/5/2015", "2015-05-05"), ("43525", "2019-03-01"), ("43525.0", "2019-03-01"),
        ("06/2018", "2018-06"), ("2018/6", "2018-06"), ("Dec. 2016", "2016-12"), ("Dec-16", "2016-12"),
        ("Jul-12", "2012-07"), ("déc.-16", "2016-12"), ("ene-17", "2017-01"), ("juillet 2016", "2016-07"),
        ("diciembre de 2016", "2016-12"), ("2016.0", "2016"), ("20150422", "2015-04-22"),
        ("15. Juli 2014", "2014-07-15"), ("15 de março de 2014", "2014-03-15"), ("1st of July 2014", "2014-07-01"),
        ("20/12/99", "1999-12-20"), ("2016", "2016"),
    ],
)  # fmt: skip
def test_a_date_with_one_meaning_is_read_at_its_precision(text: str, value: str) -> None:
    reading = dates.read(text)
    assert reading is not None
    assert reading.value == value


@pytest.mark.parametrize(
    "text", ["", "soon", "12-Jul", "Jul 12", "2012-2013", "2016.5", "99999", "Brumaire 2016", "x" * 999]
)
def test_what_is_no_date_is_not_read_as_one(text: str) -> None:
    assert dates.read(text) is None


@given(st.dates(dt.date(1970, 1, 1), dt.date(2069, 12, 31)))
def test_a_day_in_numbers_has_one_meaning_or_two_and_never_a_wrong_one(day: dt.date) -> None:
    for text, order in ((f"{day.day}/{day.month}/{day.year}", 0), (f"{day:%m/%d/%y}", 1), (f"{day:%d.%m.%Y}", 0)):
        reading = dates.read(text)
        assert reading is not None
        assert day.isoformat() in (reading.value, (reading.day_first, reading.month_first)[order])
        assert bool(reading.value) == (day.day > 12 or day.day == day.month)


@given(st.text(max_size=20))
def test_any_text_may_be_asked(text: str) -> None:
    dates.read(text)
    assert values.flag(text) in ("", "0", "1")
    values.number(text, WHOLE)
    countries.code_of(text)


def test_dates_that_a_spreadsheet_program_wrote_are_said_once() -> None:
    rows = [MEETINGS[0], ["a", "4/22/2015", "4/23/2015", "", "working"], ["b", "Dec-16", "Dec-16", "", "event"]]
    table, findings, asking = read("meetings", rows)
    assert codes(findings) == ["rewritten-dates"]
    assert [*table.frame["start_date"]] == ["2015-04-22", "2016-12"]
    assert [*table.frame["end_date"]] == ["2015-04-23", "2016-12"]
    assert asking.asked == {}


ONE = [MEETINGS[0], ["a", "3/4/2015", "2015-05", "", "working"], ["b", "5/6/2015", "2015-07", "", "event"]]
TWO = [*ONE, ["c", "23/6/2015", "2015-07", "", "event"]]
BOTH = [*TWO, ["d", "6/23/2015", "2015-07", "", "event"]]


def test_an_order_of_day_and_month_is_asked_once_for_a_column_and_never_guessed() -> None:
    table, findings, asking = read("meetings", ONE)
    (question,) = asking.open()
    assert question.key == "dates:meetings.csv:start_date"
    assert [option.value for option in question.options] == ["day-first", "month-first", "leave"]
    assert codes(findings) == ["undecided-dates"]
    assert table.bad["start_date"] == {0, 1}


@pytest.mark.parametrize(
    ("answer", "read_as"),
    [("day-first", ["2015-04-03", "2015-06-05"]), ("month-first", ["2015-03-04", "2015-05-06"]), ("leave", ["", ""])],
)
def test_an_answer_decides_a_column_of_dates(answer: str, read_as: list[str]) -> None:
    table, findings, asking = read("meetings", ONE, **{"dates:meetings.csv:start_date": answer})
    assert [*table.frame["start_date"]] == read_as
    assert codes(findings) == ["undecidable-date" if answer == "leave" else "rewritten-dates"]
    assert asking.open() == []


def test_another_date_of_the_column_proposes_the_order() -> None:
    table, _, asking = read("meetings", TWO)
    (question,) = asking.asked.values()
    assert question.proposed == "day-first"
    assert [*table.frame["start_date"]] == ["2015-04-03", "2015-06-05", "2015-06-23"]


def test_dates_of_both_orders_propose_none() -> None:
    _, findings, asking = read("meetings", BOTH)
    assert len(asking.open()) == 1
    assert "undecided-dates" in codes(findings)


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("12.0", WHOLE, "12"), ("12,0", WHOLE, "12"), ("1 234", WHOLE, "1234"),
        ("1\u202f234\u202f567", WHOLE, "1234567"),
        ("1,234,567", WHOLE, "1234567"), ("1.234.567", WHOLE, "1234567"), ("1'234", WHOLE, "1234"),
        ("1,000", WHOLE, ""), ("1.000", WHOLE, ""), ("1.5", WHOLE, ""), ("two", WHOLE, ""), ("", WHOLE, ""),
        ("1 234,5", NUMBER, "1234.5"), ("1.234,5", NUMBER, "1234.5"), ("1,234.5", NUMBER, "1234.5"),
        ("-3,5", NUMBER, "-3.5"), ("−3,5", NUMBER, "-3.5"), ("1,234", NUMBER, ""), ("1.234", NUMBER, "1.234"),
        ("38,907", LATITUDE, "38.907"), ("38,9072", LATITUDE, "38.9072"), ("123,4", LATITUDE, ""),
    ],
)  # fmt: skip
def test_a_number_with_one_meaning_is_read(text: str, field: Field, value: str) -> None:
    assert values.number(text, field) == value


@pytest.mark.parametrize(
    ("name", "column", "value", "suggestion"),
    [("members", "population", "1,234", "1234"), ("members", "population", "1.234", "1234"),
     ("meetings", "start_date", "7/8/1905", "2016"), ("meetings", "start_date", "8/7/1905", "2016"),
      ("meetings", "start_date", "7/15/1905", "2023"),
     ("meetings", "start_date", "spring 2016", ""), ("members", "region", "europ", "europe")],
)  # fmt: skip
def test_what_cannot_be_told_for_certain_is_suggested(name: str, column: str, value: str, suggestion: str) -> None:
    table, _, _ = read(name, changed(shipped(name), 2, column, value))
    assert [finding.suggestion for finding in check_columns(table)] == [suggestion]


@pytest.mark.parametrize(
    ("flag", "texts"),
    [
        ("1", ["1", "1.0", "1,0", "TRUE", "True", "VRAI", "VERDADERO", "yes", "oui", "sí", "SI", "x", "X", "✓", "✔"]),
        ("0", ["0", "0.0", "FALSE", "FAUX", "FALSO", "no", "non", "NON", "✗", "✘"]),
        ("", ["", "2", "maybe", "ND", "-", "10"]),
    ],
)
def test_a_flag_is_read_however_it_is_written(flag: str, texts: list[str]) -> None:
    assert {values.flag(text) for text in texts} == {flag}


@pytest.mark.parametrize("text", ["VRAI", "x", "1.0"])
def test_a_flag_of_a_table_is_kept_as_one_or_nought(text: str) -> None:
    table, findings, _ = read("plan_process", changed(PROCESS, 2, "regular_forum", text))
    assert (codes(findings), [*table.frame["regular_forum"]]) == ([], ["1"])


LISTS = sorted({field.allowed for table in schema.DATA_TABLES.values() for field in schema.fields(table)} - {()})


@pytest.mark.parametrize("allowed", LISTS, ids=lambda allowed: allowed[0])
def test_every_code_has_a_name_in_each_language_that_is_read_as_the_code(allowed: tuple[str, ...]) -> None:
    meant = among_codes(allowed)
    for code in allowed:
        assert [meant.exact(name) for name in code_names.CODES[code]] == [code] * 3


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(["en", "fr", "es"]), st.data())
def test_names_of_codes_are_read_as_the_codes(lang: str, choose: st.DataObject) -> None:
    name = choose.draw(st.sampled_from(["members", "commitments", "assessments", "roles", "plan_process", "meetings"]))
    rows = shipped(name)[:20]
    spoken = [[*row] for row in rows]
    for field in schema.fields(schema.DATA_TABLES[name]):
        if field.allowed:
            column = rows[0].index(field.name)
            for row in spoken[1:]:
                row[column] = "; ".join(code_names.name(code, lang) for code in row[column].split("; ") if code)
    table, findings, _ = read(name, spoken)
    assert findings == []
    assert table.frame.equals(read(name, rows)[0].frame)


@pytest.mark.parametrize("column", ["name_en", "name_fr", "name_es"])
def test_names_of_rows_are_read_as_their_ids(column: str) -> None:
    themes, _, _ = read("themes", shipped("themes"))
    spoken = {row["id"]: row[column] for row in rows_of(themes)}
    commitments, _, _ = read("commitments", shipped("commitments")[:200])
    plain = commitments.frame["themes"].copy()
    commitments.frame["themes"] = ["; ".join(spoken.get(one, one) for one in text.split("; ")) for text in plain]
    names.understand([commitments], lambda _: frozenset(spoken), lambda _: rows_of(themes))
    assert [*commitments.frame["themes"]] == [*plain]


def test_a_country_is_kept_as_its_code() -> None:
    rows = [
        ["id", "name", "constituency", "country"],
        *(["x", "X", "government", text] for text in ("France", "FRA", "Pérou", "?")),
    ]
    table, _, _ = read("steering_members", rows)
    assert [*table.frame["country"]] == ["FRA", "FRA", "PER", "?"]


@pytest.mark.parametrize(
    "text", ["Open data, Éducation", "open-data\nEducation", "Datos abiertos / education", "open-data|education"]
)
def test_a_list_may_be_separated_otherwise_where_every_part_is_known(text: str) -> None:
    themes, _, _ = read("themes", shipped("themes"))
    commitments, _, _ = read("commitments", changed(shipped("commitments")[:3], 2, "themes", text))
    ids = frozenset(themes.frame["id"])
    names.understand([commitments], lambda _: ids, lambda _: rows_of(themes))
    assert commitments.frame["themes"][0] == "open-data; education"
    table, _, _ = read(
        "commitments", changed(shipped("commitments")[:3], 2, "ogp_values", "technology, Accès à l’information")
    )
    assert table.frame["ogp_values"][0] == "technology; access_to_information"


def test_a_list_with_an_unknown_part_stays() -> None:
    rows = changed(shipped("commitments")[:3], 2, "ogp_values", "technology, cooking")
    assert read("commitments", rows)[0].frame["ogp_values"][0] == "technology, cooking"


def test_a_name_that_no_row_or_two_rows_have_stays() -> None:
    roles, _, _ = read("roles", changed(changed(ROLES, 2, "theme_id", "Twins"), 3, "theme_id", "Cooking"))
    rows = [{"id": "a", "name_en": "Twins"}, {"id": "b", "name_en": "twins"}]
    names.understand([roles], lambda _: frozenset({"a", "b"}), lambda _: rows)
    assert [*roles.frame["theme_id"]] == ["Twins", "Cooking"]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Republic of Moldova", "MDA"), ("Republic of Kenya", "KEN"), ("Republic of Croatia", "HRV"),
        ("United Mexican States", "MEX"), ("United Republic of Tanzania", "TZA"), ("Côte d'Ivoire", "CIV"),
        ("Kyrgyz Republic", "KGZ"), ("Republic of Korea", "KOR"), ("République de Côte d’Ivoire", "CIV"),
        ("República del Perú", "PER"), ("Kingdom of Spain", "ESP"), ("the Netherlands", "NLD"), ("Allemagne", "DEU"),
        ("People's Republic of China", "CHN"), ("Republic of China", "TWN"), ("Republic of the Congo", "COG"),
        ("Democratic Republic of the Congo", "COD"), ("State of Georgia", None), ("Republic of Mars", None),
        ("Republic of", None), ("", None), ("Moldova, Republic of", "MDA"), ("Korea (Republic of)", "KOR"),
        ("Korea, Democratic People's Republic of", "PRK"), ("Bolivia (Plurinational State of)", "BOL"),
        ("Micronesia, Federated States of", "FSM"), ("China, Republic of", "TWN"), ("Georgia, USA", None),
        ("Paris, France", None), ("Ireland, Northern", None), ("The Republic of Kenya", "KEN"),
        ("The United Mexican States", "MEX"), ("Gambia, The", "GMB"), ("Korea, Rep.", "KOR"),
    ],
)  # fmt: skip
def test_a_country_is_known_by_its_usual_and_official_names(name: str, code: str | None) -> None:
    assert countries.code_of(name) == code


@pytest.mark.parametrize(
    ("day", "code", "shown"),
    [
        ("2016-12-01", "mmm-yy", "2016-12"), ("2016-12-01", "[$-40C]mmm\\ yyyy;@", "2016-12"),
        ("2016-12-01", "mm/yyyy", "2016-12"), ("2016-01-01", "yyyy", "2016"), ("2016-12-01", "d-mmm-yy", "2016-12-01"),
        ("2016-12-01", "yyyy\\-mm\\-dd", "2016-12-01"), ("2016-12-05", "mmm-yy", "2016-12-05"),
        ("2016-12-01", "m/d/yy h:mm", "2016-12-01"), ("2016-12-01", "yyyy", "2016-12-01"),
    ],
)  # fmt: skip
def test_a_date_of_a_workbook_is_as_precise_as_it_is_shown(day: str, code: str, shown: str) -> None:
    book = openpyxl.Workbook()
    book.active.title = "meetings"
    for row in MEETINGS:
        book.active.append(row)
    book.active["B2"], book.active["C2"] = dt.date.fromisoformat(day), 2017
    book.active["B2"].number_format = code
    out = io.BytesIO()
    book.save(out)
    grids, _ = workbook.read(File("book.xlsx", out.getvalue(), ""))
    assert grids[0].rows[1][1] == shown
