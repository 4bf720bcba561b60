"""A newer export of OGP's database: what it says is kept, and what is stored of its commitments keeps its history."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from data_loader.formats.ogp_matching import LIKELY, MOST_ASKED, NEW, Matches, Named, match
from data_loader.formats.ogp_stored import Stored
from data_loader.questions import Asking
from data_loader.tables import Table, empty_table
from tests.data_loader import exports
from tests.data_loader.conftest import Answer, Run, query, version, write_rows
from tests.data_loader.test_ogp_exports import SAMPLES, needs_samples

OLDER = (
    {"Comm No": "1", "Short Title": "1. Open registers of companies"},
    {"Comm No": "2", "Short Title": "2. Public consultation on laws", "Completion (progress report)": "d. Complete"},
    {"Comm No": "3", "Short Title": "3. Budget portal"},
)
"""Three commitments of the second plan of the United Kingdom, as the Explorer of 2016 had them."""


def _newer(code: str, number: str, title: str, **cells: str) -> dict[str, str]:
    return {
        "Commitment Unique Identifier": code, "Commitment Number": number, "Short Title": title,
        "Action Plan Number": "2", "Year Of Submission": "2013", "Action Plan ID": "AP_GBR02",
        "URL": f"https://ogp.example/{code}",
    } | cells  # fmt: skip


def _load(run: Run, folder: Path, text: str, *arguments: str) -> Answer:
    path = folder / "export.csv"
    path.write_text(text, encoding="utf-8", newline="")
    return run("load", path, *arguments, allow_removals=False)


def _rows(url: str, table: str, columns: str, number: int | None = None) -> list[tuple[Any, ...]]:
    """Rows of the last version, or of another."""
    upto = f"AND version <= {number}" if number else ""
    batch = f"SELECT batch FROM version_tables WHERE table_name = '{table}' {upto} ORDER BY version DESC LIMIT 1"
    return query(url, f"SELECT {columns} FROM {table} WHERE batch = ({batch}) ORDER BY 1, 2")


def _summary(answer: Answer) -> str:
    [sentence] = [finding["sentence"] for finding in answer.findings if finding["code"] == "known-commitments"]
    return str(sentence)


@pytest.fixture
def older(run: Run, database: str, tmp_path: Path) -> str:
    """URL of a database that holds the three commitments, and two of Ghana."""
    ghana = [{"Country": "Ghana", "Action Plan Number": "1", "Comm No": str(number), "Short Title": f"Work {number}"}
             for number in (1, 2)]  # fmt: skip
    assert _load(run, tmp_path, exports.explorer(*OLDER, *ghana)).status == 0
    return database


# what an export says


def test_a_row_of_the_database_is_kept_with_its_page_words_tags_and_ids(
    run: Run, database: str, tmp_path: Path
) -> None:
    row = {
        "Commitment Unique Identifier": "GB0001", "URL": "https://www.opengovpartnership.org/x/GB0001/",
        "Full Text": "First line.<br/>Second line, with a quotation “mark”.\n\nThird.",
        "Supporting Institution(s)": "Two ministries,\nand a university", "Sustainable Development Goals": "1",
        "Youth": "1", "Fiscal Openness": "1", "Open Parliaments": "0", "Action Plan ID": "AP_GBR03",
    }  # fmt: skip
    assert _load(run, tmp_path, exports.database(row)).findings == []
    columns = "id, code, url, url_confidence, full_text, supporting_institutions, tags, sdg"
    assert _rows(database, "commitments", columns) == [
        ("GB0001", "GB0001", "https://www.opengovpartnership.org/x/GB0001/", "high",
         "First line.\nSecond line, with a quotation “mark”.\n\nThird.", "Two ministries, and a university",
         "Fiscal Openness; Sustainable Development Goals; Youth", 1)
    ]  # fmt: skip
    assert _rows(database, "action_plans", "id, ogp_id, ids_confidence") == [("GBR-3", "AP_GBR03", "high")]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "www.opengovpartnership.org", "https://", "see the plan"])
def test_what_is_no_address_is_left_empty_and_said(run: Run, database: str, tmp_path: Path, address: str) -> None:
    answer = _load(run, tmp_path, exports.database({"URL": address}))
    assert [(f["code"], f["column"], f["value"]) for f in answer.findings] == [("unread-address", "URL", address)]
    assert _rows(database, "commitments", "code, url") == [("GB0001", None)]


@pytest.mark.parametrize(
    ("early", "potential", "found"),
    [
        ("No notable results", "ND", [("irm_end_of_term", "2019", "substantial", "none", None)]),
        ("Moderate", "NR", [("irm_end_of_term", "2019", "substantial", "moderate", None)]),
        ("Significant", "NA", [("irm_end_of_term", "2019", "substantial", "significant", None)]),
        ("ND", "Modest", [("irm_end_of_term", "2019", "substantial", None, None),
                          ("irm_progress_report", "2017", None, None, "modest")]),
        ("NR", "Substantial", [("irm_end_of_term", "2019", "substantial", None, None),
                               ("irm_progress_report", "2017", None, None, "substantial")]),
        ("", "Unclear", [("irm_end_of_term", "2019", "substantial", None, None),
                         ("irm_progress_report", "2017", None, None, "unclear")]),
    ],
)  # fmt: skip
def test_early_results_and_potential_for_results_are_findings_of_the_report_that_has_them(
    run: Run, database: str, tmp_path: Path, early: str, potential: str, found: list[tuple[object, ...]]
) -> None:
    row = {"Early Results": early, "Potential for Results": potential,
           "Report Publication Year (Progress Report)": "2017"}  # fmt: skip
    assert _load(run, tmp_path, exports.database(row)).findings == []
    columns = "assessor, published, completion, early_results, potential_for_results"
    assert _rows(database, "assessments", columns) == found


def test_a_word_for_results_that_is_not_known_is_an_error_in_its_cell(run: Run, database: str, tmp_path: Path) -> None:
    answer = _load(run, tmp_path, exports.database({"Early Results": "Some"}))
    assert [(f["code"], f["column"]) for f in answer.findings] == [("not-allowed", "Early Results")]
    assert answer.status == 1


def test_the_year_of_the_latest_report_dates_the_last_one_where_its_own_year_is_not_known(
    run: Run, database: str, tmp_path: Path
) -> None:
    row = {"Report Publication Year (End Of Term)": "NR", "Latest IRM Report": "2020"}
    assert _load(run, tmp_path, exports.database(row)).findings == []
    assert _rows(database, "assessments", "assessor, published") == [("irm_end_of_term", "2020")]
    later = row | {"Report Publication Year (Progress Report)": "2021", "Completion (Progress Report)": "Limited"}
    answer = _load(run, tmp_path, exports.database(later | {"Commitment Unique Identifier": "GB0002"}))
    assert "publication-year-assumed" in answer.codes()  # 2020 cannot be the year of the later of the two


def test_a_number_that_a_spreadsheet_program_made_inexact_is_the_one_that_was_typed(
    run: Run, database: str, tmp_path: Path
) -> None:
    _load(run, tmp_path, exports.database({"Commitment Number": "4.0999999999999996"}))
    assert _rows(database, "commitments", "number, id") == [("4.1", "GB0001")]


def _with_column(text: str, header: str, cell: str, before: str) -> str:
    """A copy of a file with one column more."""
    rows = [*csv.reader(io.StringIO(text, newline=""))]
    at = rows[0].index(before)
    out = io.StringIO(newline="")
    csv.writer(out).writerows(
        [*row[:at], header if number == 0 else cell, *row[at:]] for number, row in enumerate(rows)
    )
    return out.getvalue()


def test_a_new_tag_is_named_once_and_kept_with_its_commitments(run: Run, database: str, tmp_path: Path) -> None:
    rows = ({}, {"Commitment Unique Identifier": "GB0002", "Commitment Number": "2"})
    text = _with_column(exports.database(*rows), "Space Policy", "1", "Open Parliaments")
    answer = _load(run, tmp_path, text)
    assert [(f["code"], f["value"], f["row"]) for f in answer.findings] == [("new-tag", "Space Policy", 1)]
    assert _rows(database, "commitments", "id, tags, themes") == [
        ("GB0001", "Space Policy", None), ("GB0002", "Space Policy", None),
    ]  # fmt: skip


@pytest.mark.parametrize("cell", ["2016", "Yes, partly", "ND"])
def test_a_new_column_that_says_neither_yes_nor_no_is_no_tag(
    run: Run, database: str, tmp_path: Path, cell: str
) -> None:
    text = _with_column(exports.database({}), "Space Policy", cell, "Open Parliaments")
    assert _load(run, tmp_path, text).codes() == ["unknown-column"]


def test_a_tag_that_the_table_of_tags_has_counts_under_its_theme(run: Run, loaded: str, tmp_path: Path) -> None:
    header = ["name", "theme_id", "confidence"]
    assert run("load", write_rows(tmp_path / "tags.csv", [header, ["Space Policy", "open-data", "high"]])).status == 0
    text = _with_column(exports.database({}), "Space Policy", "1", "Open Parliaments")
    assert _load(run, tmp_path, text).findings == []
    [(_, tags, themes)] = [row for row in _rows(loaded, "commitments", "id, tags, themes") if row[0] == "GB0001"]
    assert (tags, themes) == ("Space Policy", "open-data")


# which commitment is which, and what stays


def test_a_newer_export_keeps_ids_and_history_and_says_how_each_row_is_known(
    run: Run, older: str, tmp_path: Path
) -> None:
    before = _rows(older, "commitments", "id, title")
    assessed = {*_rows(older, "assessments", "commitment_id, assessor, published, completion")}
    newer = (
        _newer("UK0001", "1", "Open registers of companies"),
        _newer("UK0009", "9", "Budget portal"),
        _newer("UK0007", "7", "Something else"),
    )
    answer = _load(run, tmp_path, exports.database(*newer))
    assert answer.status == 0
    for part in ("by OGP’s id: 0", "by plan and number: 1", "by title: 1", "New: 1", "not in the file: 1"):
        assert part in _summary(answer)
    after = _rows(older, "commitments", "id, code, number, title")
    assert [row for row in after if row[1]] == [
        ("GBR-2-001", "UK0001", "1", "Open registers of companies"),
        ("GBR-2-003", "UK0009", "9", "Budget portal"),
        ("UK0007", "UK0007", "7", "Something else"),
    ]
    assert {row[0] for row in before} <= {row[0] for row in after}
    now = {*_rows(older, "assessments", "commitment_id, assessor, published, completion")}
    assert assessed <= now
    assert now - assessed == {(own_id, "irm_end_of_term", "2019", "substantial")
                              for own_id in ("GBR-2-001", "GBR-2-003", "UK0007")}  # fmt: skip
    assert ("GBR-2", "AP_GBR02", "high") in _rows(older, "action_plans", "id, ogp_id, ids_confidence")
    changes = {change["table"]: change["removed"] for change in answer.report["changes"]}
    assert not any(changes.values())


def test_once_it_has_the_id_of_ogp_a_commitment_is_known_wherever_it_goes(run: Run, older: str, tmp_path: Path) -> None:
    _load(run, tmp_path, exports.database(_newer("UK0001", "1", "Open registers of companies")))
    moved = _newer("UK0001", "8", "Another title", **{"Action Plan Number": "3", "Action Plan ID": "AP_GBR03"})
    answer = _load(run, tmp_path, exports.database(moved))
    assert "by OGP’s id: 1" in _summary(answer)
    rows = _rows(older, "commitments", "id, action_plan_id, number, title, code")
    assert [row for row in rows if row[4]] == [("GBR-2-001", "GBR-3", "8", "Another title", "UK0001")]


def test_loading_it_again_changes_nothing(run: Run, older: str, tmp_path: Path) -> None:
    text = exports.database(_newer("UK0001", "1", "Open registers of companies"), _newer("UK0007", "7", "Else"))
    _load(run, tmp_path, text)
    again = _load(run, tmp_path, text + "\r\n")  # other bytes, the same rows
    assert "nothing to load" in again.output
    assert version(older) == 2


def test_what_the_export_does_not_know_stays_as_it_is_stored(run: Run, older: str, tmp_path: Path) -> None:
    known = {"Comm No": "1", "Short Title": "1. Open registers of companies", "Specificity": "c. high",
             "Potential impact": "Minor", "Start Date": "07/01/2013", "End Date": "31/12/2014", "Value -Part": "1",
             "Lead Institution": "Cabinet Office", "Starred (current formula) end of term": "1"}  # fmt: skip
    _load(run, tmp_path, exports.explorer(known), "--answer", "mode=add")
    columns = "id, specificity, potential_impact, start_date, end_date, ogp_values, lead_institution, starred, themes"
    [before] = [row for row in _rows(older, "commitments", columns) if row[0] == "GBR-2-001"]
    nothing = dict.fromkeys(("Potential Impact", "Start Date", "End Date", "Fiscal Openness", "Youth"), "ND")
    _load(run, tmp_path, exports.database(_newer("UK0001", "1", "Open registers", **nothing)))
    assert [row for row in _rows(older, "commitments", columns) if row[0] == "GBR-2-001"] == [before]
    assert before[1:5] == ("high", "minor", "2013-07", "2014-12-31")
    # A month stays a month where the file has its first day, and what the file knows is taken.
    known_now = {"Start Date": "7/1/2013", "End Date": "6/30/2015", "Specificity": "Low"}
    _load(run, tmp_path, exports.database(_newer("UK0001", "1", "Open registers", **known_now)))
    [after] = [row for row in _rows(older, "commitments", columns) if row[0] == "GBR-2-001"]
    assert (after[1], *after[3:5]) == ("low", "2013-07", "2015-06-30")


def test_a_report_of_the_same_year_is_the_same_assessment_and_one_of_another_is_added(
    run: Run, older: str, tmp_path: Path
) -> None:
    same = {"Report Publication Year (Progress Report)": "2015", "Completion (Progress Report)": "Substantial",
            "Completion (End Of Term)": "NR", "Did It Open Government (Overall)": "NR"}  # fmt: skip
    _load(run, tmp_path, exports.database(_newer("UK0001", "1", "Open registers of companies", **same)))
    columns = "commitment_id, assessor, published, completion"
    mine = [row[1:] for row in _rows(older, "assessments", columns) if row[0] == "GBR-2-001"]
    assert mine == [("irm_progress_report", "2015", "substantial")]
    other = same | {"Report Publication Year (Progress Report)": "2016"}
    _load(run, tmp_path, exports.database(_newer("UK0001", "1", "Open registers of companies", **other)))
    mine = [row[1:] for row in _rows(older, "assessments", columns) if row[0] == "GBR-2-001"]
    assert mine == [("irm_progress_report", "2015", "substantial"), ("irm_progress_report", "2016", "substantial")]


def test_what_is_not_in_the_file_goes_only_when_somebody_says_so(run: Run, older: str, tmp_path: Path) -> None:
    text = exports.database(_newer("UK0001", "1", "Open registers of companies"))
    answer = _load(run, tmp_path, text, "--answer", "mode:commitments=replace")
    assert answer.status == 1  # two of the three of the plan: more than a tenth, so it is asked again
    assert version(older) == 1
    answer = _load(
        run, tmp_path, text, "--answer", "mode:commitments=replace", "--answer", "removed=yes",
    )  # fmt: skip
    assert answer.status == 0, answer.output
    assert [row[0] for row in _rows(older, "commitments", "id, title")] == ["GBR-2-001", "GHA-1-001", "GHA-1-002"]


def test_all_commitments_go_only_when_somebody_says_so(run: Run, older: str, tmp_path: Path) -> None:
    text = exports.database(_newer("UK0001", "1", "Open registers of companies"))
    answer = _load(run, tmp_path, text, "--answer", "scope:commitments=all", "--answer", "removed=yes")
    assert answer.status == 0, answer.output
    assert [row[0] for row in _rows(older, "commitments", "id, title")] == ["GBR-2-001"]


def test_a_plan_is_known_by_the_id_that_ogp_gives_it(run: Run, older: str, tmp_path: Path) -> None:
    header = ["id", "ogp_id", "ids_confidence"]
    answer = run("load", write_rows(tmp_path / "action_plans.csv", [header, ["GBR-2", "AP_GBR02", "high"]]), "--add")
    assert answer.status == 0, answer.output
    row = _newer("UK0001", "1", "Open registers of companies", **{"Action Plan Number": "5"})
    answer = _load(run, tmp_path, exports.database(row))
    assert "by plan and number: 1" in _summary(answer), answer.output
    other = _newer("UK0002", "2", "Public consultation on laws", **{"Action Plan ID": "AP_GBR99"})
    answer = _load(run, tmp_path, exports.database(other))
    assert [f["code"] for f in answer.findings] == ["known-commitments", "plan-id-differs"]
    assert ("GBR-2", "AP_GBR02") in _rows(older, "action_plans", "id, ogp_id")


def test_a_probable_id_that_nothing_bears_out_is_asked_and_never_matched_in_silence(
    run: Run, older: str, tmp_path: Path
) -> None:
    header = ["id", "code", "url_confidence"]
    codes = [["GBR-2-001", "UK0001", "medium"], ["GBR-2-002", "UK0002", "medium"]]
    run("load", write_rows(tmp_path / "commitments.csv", [header, *codes]))
    rows = (_newer("UK0001", "1", "In other words"), _newer("UK0002", "7", "Bridges"))
    text = exports.database(*rows)
    answer = _load(run, tmp_path, text)
    assert answer.status == 1
    doubtful = [(f["code"], f["row"], f["value"], f["suggestion"]) for f in answer.findings]
    assert ("doubtful-match", 3, "UK0002", "GBR-2-002") in doubtful
    [question] = [one for one in answer.report["questions"] if one["key"].startswith("match:")]
    assert (question["key"], question["answer"]) == ("match:UK0002", "")
    assert [option["value"] for option in question["options"]] == [LIKELY, NEW]
    answer = _load(run, tmp_path, text, "--answer", "match:UK0002=new")
    assert answer.status == 0
    assert "by OGP’s id: 1" in _summary(answer)
    rows_now = _rows(older, "commitments", "id, title")
    assert ("UK0002", "Bridges") in rows_now
    assert ("GBR-2-002", "2. Public consultation on laws") in rows_now


def test_a_doubtful_row_may_be_said_to_be_the_stored_one(run: Run, older: str, tmp_path: Path) -> None:
    header = ["id", "code", "url_confidence"]
    run("load", write_rows(tmp_path / "commitments.csv", [header, ["GBR-2-002", "UK0002", "medium"]]))
    text = exports.database(_newer("UK0002", "7", "Bridges"))
    answer = _load(run, tmp_path, text, "--answer", "match=likely")
    assert "by an answer: 1" in _summary(answer)
    assert ("GBR-2-002", "Bridges", "high") in _rows(older, "commitments", "id, title, url_confidence")


# the rules of matching, by themselves


def _stored(rows: Sequence[Mapping[str, str]]) -> Stored:
    table = empty_table("commitments")
    base = dict.fromkeys(table.frame.columns, "")
    for place, row in enumerate(rows):
        table.frame.loc[place] = base | {"action_plan_id": "GBR-2", "member_id": "GBR"} | row
    tables: dict[str, Table] = {"commitments": table}
    vocabulary: Any = lambda name: tables.get(name) or empty_table(name)  # noqa: E731
    return Stored(vocabulary, {"GBR-2", "GBR-3"}, {row.get("code", "") for row in rows} - {""})


def _matched(stored: Sequence[Mapping[str, str]], *rows: tuple[str, str, str], **answers: str) -> Matches:
    named = [Named(code, "GBR-2", number, (title,)) for code, number, title in rows]
    return match(named, _stored(stored), Asking({f"match:{code}": answer for code, answer in answers.items()}), "f")


def test_an_id_that_is_sure_needs_nothing_else() -> None:
    sure = {"id": "a", "code": "UK1", "url_confidence": "high", "number": "1", "title": "Bridges"}
    found = _matched([sure], ("UK1", "9", "Roads"))
    assert (found.ids, found.ways, found.doubtful) == ({"UK1": "a"}, {"UK1": "code"}, {})


def test_of_several_with_one_id_the_sure_one_is_it() -> None:
    parts = [{"id": own_id, "code": "HR9", "url_confidence": sure, "number": f"9.{at}", "title": f"Part {own_id}"}
             for at, (own_id, sure) in enumerate([("a", "medium"), ("b", "high"), ("c", "medium")], 1)]  # fmt: skip
    assert _matched(parts, ("HR9", "9", "All of it")).ids == {"HR9": "b"}
    unsure = [part | {"url_confidence": "medium"} for part in parts]
    assert [row["id"] for row in _matched(unsure, ("HR9", "9", "All of it")).doubtful["HR9"]] == ["a", "b", "c"]


def test_a_commitment_that_is_surely_another_of_ogp_is_never_matched_by_number() -> None:
    other = {"id": "a", "code": "UK2", "url_confidence": "high", "number": "1", "title": "Bridges"}
    found = _matched([other], ("UK1", "1", "Bridges"))
    assert (found.ids, found.doubtful) == ({}, {})


def test_a_number_that_a_probable_id_gives_to_another_is_doubtful() -> None:
    other = {"id": "a", "code": "UK2", "url_confidence": "medium", "number": "1", "title": "Bridges"}
    found = _matched([other], ("UK1", "1", "Bridges"))
    assert (found.ids, [*found.doubtful]) == ({}, ["UK1"])


def test_equal_numbers_are_told_apart_by_title_and_asked_without_one() -> None:
    twins = [{"id": "a", "number": "2.1", "title": "2.1) Parties"}, {"id": "b", "number": "2.1", "title": "2.10) Laws"}]
    found = _matched(twins, ("UK1", "2.1", "Laws"), ("UK2", "2.1", "Parties"))
    assert found.ids == {"UK1": "b", "UK2": "a"}
    found = _matched(twins, ("UK1", "2.1", "Zebras"))
    assert (found.ids, [row["id"] for row in found.doubtful["UK1"]]) == ({}, ["b", "a"])


def test_where_number_and_title_point_to_two_the_very_title_is_proposed() -> None:
    two = [{"id": "a", "number": "7", "title": "8: Law on underground resources"},
           {"id": "b", "number": "8", "title": "9: Public system on mineral deposits"}]  # fmt: skip
    row = ("UK1", "8", "Law on underground resources")
    found = _matched(two, row)
    assert (found.ids, found.ways) == ({"UK1": "a"}, {"UK1": "title"})
    assert [*found.doubtful] == ["UK1"]
    assert _matched(two, row, UK1="b").ids == {"UK1": "b"}
    assert _matched(two, row, UK1=NEW).ids == {}


def test_a_label_of_our_own_is_no_reason_to_doubt_a_number() -> None:
    ours = [{"id": "a", "number": "6", "title": "Mining law changes for more openness"},
            {"id": "b", "number": "2", "title": "More open membership of advisory bodies"}]  # fmt: skip
    found = _matched(ours, ("UK1", "6", "Transparency of Underground Resources Act"))
    assert (found.ids, found.ways, found.doubtful) == ({"UK1": "a"}, {"UK1": "number"}, {})


def test_a_title_of_another_plan_is_another_commitment() -> None:
    found = _matched(
        [{"id": "a", "action_plan_id": "GBR-3", "number": "1", "title": "Bridges"}], ("UK1", "2", "Bridges")
    )
    assert (found.ids, found.doubtful) == ({}, {})


def test_no_stored_commitment_is_given_to_two_rows() -> None:
    many = [{"id": f"a{at}", "number": str(at), "title": "Bridges"} for at in range(1, 6)]
    found = _matched(many, *((f"UK{at}", str(at), "Bridges") for at in range(3, 9)))
    assert len({*found.ids.values()}) == len(found.ids)
    assert {code: own_id for code, own_id in found.ids.items() if found.ways[code] == "number"} == {
        "UK3": "a3", "UK4": "a4", "UK5": "a5"
    }  # fmt: skip


def test_many_doubtful_rows_are_one_question() -> None:
    many = MOST_ASKED + 1
    stored = [{"id": f"a{at}", "code": f"UK{at}", "url_confidence": "medium", "number": str(at), "title": f"Work {at}"}
              for at in range(many)]  # fmt: skip
    rows = [(f"UK{at}", f"x{at}", "Bridges") for at in range(many)]
    asking = Asking()
    named = [Named(code, "GBR-2", number, (title,)) for code, number, title in rows]
    assert match(named, _stored(stored), asking, "export.csv").ids == {}
    assert [question.key for question in asking.open()] == ["match:export.csv"]
    found = match(named, _stored(stored), Asking({"match:export.csv": LIKELY}), "export.csv")
    assert found.ids == {f"UK{at}": f"a{at}" for at in range(many)}


# the real files


def _real(name: str, above: int) -> Iterator[dict[str, str]]:
    with (SAMPLES / name).open(encoding="utf-8-sig", newline="") as file:
        rows = [*csv.reader(file)][above:]
    yield from (dict(zip(rows[0], row, strict=False)) for row in rows[1:])


DATABASE = "ogp_database_2024_parliament.csv"


@needs_samples
def test_the_real_export_keeps_the_history_of_the_reference_and_loses_nothing(run: Run, loaded: str) -> None:
    codes = {row[0]: row[1] for row in _rows(loaded, "commitments", "code, id, url_confidence") if row[2] == "high"}
    before = {table: {*_rows(loaded, table, key)} for table, key in KEYS.items()}
    answer = run("load", SAMPLES / DATABASE, allow_removals=False)
    assert answer.status == 0, answer.output
    assert not [change for change in answer.report["changes"] if change["removed"]]
    for table, key in KEYS.items():
        assert before[table] <= {*_rows(loaded, table, key)}
    brought = {row["Commitment Unique Identifier"]: row["URL"] for row in _real(DATABASE, 0)}
    now = {code: own_id for code, own_id, url in _rows(loaded, "commitments", "code, id, url")
           if code and brought.get(code) == url}  # fmt: skip
    assert now.keys() == brought.keys()
    seen = codes.keys() & brought.keys()
    assert len(seen) > 150
    assert {code: now[code] for code in seen} == {code: codes[code] for code in seen}
    known = {own_id for own_id, _ in before["commitments"]} & {*now.values()}
    assert len(known) == 161
    assert len(_rows(loaded, "commitments", "id, code")) == len(before["commitments"]) + len(brought) - len(known)


KEYS = {"commitments": "id, member_id", "assessments": "commitment_id, assessor, published, completion",
        "members": "id, name", "action_plans": "id, number"}  # fmt: skip


@needs_samples
def test_the_real_export_after_that_of_2016_knows_by_plan_number_and_title_what_has_no_id(
    run: Run, database: str
) -> None:
    assert run("load", SAMPLES / "ogp_explorer_2016.csv").status == 0
    before = {table: {*_rows(database, table, key)} for table, key in KEYS.items()}
    titles = {row[0]: row[1] for row in _rows(database, "commitments", "id, title")}
    answer = run("load", SAMPLES / DATABASE, allow_removals=False)
    assert answer.status == 0, answer.output
    for table, key in KEYS.items():
        assert before[table] <= {*_rows(database, table, key)}
    matched = [row for row in _rows(database, "commitments", "id, code, title") if row[1] and row[0] in titles]
    assert len(matched) == 155
    assert f"by plan and number: {len(matched) - 4}; by title: 4" in _summary(answer)
    assert [finding["value"] for finding in answer.findings if finding["code"] == "doubtful-match"] == ["BG0007"]


@needs_samples
def test_the_real_export_comes_back_from_a_package_as_the_same_rows(run: Run, loaded: str, tmp_path: Path) -> None:
    run("load", SAMPLES / DATABASE, allow_removals=False)
    assert run("export", tmp_path / "package", "--format", "datapackage").status == 0
    assert "nothing to load" in run("load", tmp_path / "package").output
    other = f"sqlite:///{tmp_path / 'other.sqlite'}"
    assert run("load", tmp_path / "package", url=other).status == 0
    columns = "id, code, url, full_text, supporting_institutions, tags, sdg"
    assert _rows(other, "commitments", columns) == _rows(loaded, "commitments", columns)
