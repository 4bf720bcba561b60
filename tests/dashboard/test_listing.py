"""The list of commitments: search without accents, every order, pages."""

from __future__ import annotations

import pytest

from dashboard.data.questions import SORTED
from dashboard.data.records import Row
from dashboard.view.listing import PAGE_ROWS, in_order, listing
from dashboard.view.view import Views
from data_loader.schema import fold


def found(views: Views, query: str) -> list[Row]:
    view = views.of(query)
    return view.records.commitments(view.snapshot, in_order(view))


@pytest.mark.parametrize("asked", ["sao", "SÃO", "são paulo", "Sa%CC%83o", "paulo sao"])
def test_accents_and_case_do_not_matter(by_hand: Views, asked: str) -> None:
    assert [record.id for record in found(by_hand, f"?q={asked}")] == ["s1"]


def test_every_word_must_be_found_somewhere(reference: Views) -> None:
    for record in found(reference, "?q=albania budget"):
        assert record.member_id == "ALB"
        assert "budget" in fold(f"{record.title} {record.lead_institution} {record.id}")


def test_what_holds_the_word_as_typed_comes_first_in_the_order_of_the_data(reference: Views) -> None:
    everything = found(reference, "")
    hits = [r.id for r in everything if "health" in fold(f"{r.title}\n{r.lead_institution}\n{r.id}")]
    ids = [record.id for record in found(reference, "?q=health")]
    assert ids[: len(hits)] == hits
    assert ids[len(hits) :] == ["NOR-1-017"]  # wealth is but a letter away


@pytest.mark.parametrize(
    ("mistyped", "meant"),
    [
        ("procurment", "procurement"),
        ("albnia education", "albania education"),
        ("minsitry of finance", "ministry of finance"),
    ],
)
def test_a_typing_error_is_forgiven(reference: Views, mistyped: str, meant: str) -> None:
    expected = {record.id for record in found(reference, f"?q={meant}")}
    assert expected
    assert {record.id for record in found(reference, f"?q={mistyped}")} >= expected


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        ("Ethical rules for researchers", ["ALB-1-001"]),  # title
        ("ALB-1-001", ["ALB-1-001"]),  # id
        ("ethical Ministry of Education and Science", ["ALB-1-001"]),  # title and lead institution
        ("ethical researchers albania", ["ALB-1-001"]),  # title and member's name
    ],
)
def test_every_part_of_a_commitment_is_looked_through(reference: Views, asked: str, ids: list[str]) -> None:
    assert [record.id for record in found(reference, f"?q={asked}")] == ids


@pytest.mark.parametrize("asked", ["%25", "_", "\\", "'", "100%25"])
def test_signs_of_sql_are_only_signs(by_hand: Views, asked: str) -> None:
    assert found(by_hand, f"?q={asked}") == []


def test_a_search_stays_within_the_filters(by_hand: Views) -> None:
    assert [record.id for record in found(by_hand, "?q=f&theme=bribery")] == ["f2", "f4"]


def test_members_are_found_by_their_name_in_the_readers_language(reference: Views) -> None:
    assert {record.member_id for record in found(reference, "?q=albanie&lang=fr")} == {"ALB"}


@pytest.mark.parametrize("column", SORTED)
def test_an_order_turned_round_has_the_same_rows(reference: Views, column: str) -> None:
    ids = [{record.id for record in found(reference, f"?sort={sign}{column}")} for sign in ("", "-")]
    assert ids[0] == ids[1]


def test_by_title_is_alphabetical_without_accents(reference: Views) -> None:
    titles = [fold(record.title) for record in found(reference, "?sort=title")]
    assert titles == sorted(titles)


@pytest.mark.parametrize(
    ("order", "ids"),
    [
        ("completion", ["f2", "f4", "k2", "s1", "f1", "f3", "k1", "f5"]),
        ("-completion", ["f5", "k1", "f3", "f1", "s1", "f4", "k2", "f2"]),
        ("due", ["f2", "k1", "k2", "f1", "f5", "f4", "s1", "f3"]),
        ("year", ["f1", "f2", "f3", "k1", "k2", "f4", "f5", "s1"]),
        ("member", ["f1", "f2", "f3", "f4", "f5", "k1", "k2", "s1"]),
        ("-member", ["s1", "k1", "k2", "f1", "f2", "f3", "f4", "f5"]),
        ("nonsense", ["f1", "f2", "f3", "f4", "f5", "k1", "k2", "s1"]),
    ],
)
def test_orders_by_hand(by_hand: Views, order: str, ids: list[str]) -> None:
    assert [record.id for record in found(by_hand, f"?sort={order}")] == ids


def test_the_pages_are_the_list_cut_in_pieces(reference: Views) -> None:
    query = "?region=americas&sort=title"
    pages = [listing(reference.of(f"{query}&page={page}")) for page in range(1, listing(reference.of(query)).pages + 1)]
    whole = [record.id for record in found(reference, query)]
    assert [record.id for page in pages for record in page.rows] == whole
    assert {len(page.rows) for page in pages[:-1]} == {PAGE_ROWS}


def test_a_page_beyond_the_end_is_the_last_one(reference: Views) -> None:
    page = listing(reference.of("?page=9999"))
    assert page.page == page.pages


def test_nothing_found_is_one_empty_page(reference: Views) -> None:
    page = listing(reference.of("?q=zzzzzz"))
    assert (page.total, page.page, page.pages, page.rows) == (0, 1, 1, [])
