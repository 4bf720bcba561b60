"""Which published data a page is concerned by: none but those of its tables, which its key names."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import sqlalchemy as sa
from plotly.io.json import to_json_plotly

from dashboard.components.static import static
from dashboard.view.view import Views
from dashboard.web.pages import NOT_SAID, PAGES, Page
from data_loader import schema
from tests.dashboard import databases
from tests.dashboard.conftest import make_views
from tests.dashboard.test_pages import address, build
from tests.reference import copied

KEYED = [page for page in PAGES if page.name in NOT_SAID]
NUMBER = re.compile(r'[Dd]ata version 2|"data-(version|written)":"2"|"(version|number)":2|"written":"2"')
QUERIES = ("", "?region=europe&asof=2017-06-30&lang=fr", "?due=overdue&pilot=paris&constituency=government&lang=es")


def without(names: set[str], url: str, folder: Path) -> Views:
    """The data that ship with the product, with nothing in some tables but what says of which day they are."""
    url = copied(url, folder / "without.sqlite")
    engine, updates = sa.create_engine(url), schema.agenda_updates
    latest = updates.c.date == sa.select(sa.func.max(updates.c.date)).scalar_subquery()
    with engine.begin() as connection:
        for name in names:
            rows = sa.delete(schema.DATA_TABLES[name])
            connection.execute(rows.where(~latest) if name == updates.name else rows)
    engine.dispose()
    return make_views(url)


def said(views: Views, page: Page, query: str) -> str:
    """All of a page, as it is sent."""
    return to_json_plotly(static(build(views, address(page, "reference"), query)[2]))


@pytest.mark.parametrize("page", KEYED, ids=lambda page: page.name)
def test_a_page_says_the_same_whatever_is_in_other_tables_than_its_own(
    page: Page, reference: Views, reference_url: str, tmp_path: Path
) -> None:
    other = without(NOT_SAID[page.name], reference_url, tmp_path)
    assert [said(other, page, query) for query in QUERIES] == [said(reference, page, query) for query in QUERIES]


@pytest.mark.parametrize("page", KEYED, ids=lambda page: page.name)
def test_a_page_without_any_of_its_own_tables_is_another(
    page: Page, reference: Views, reference_url: str, tmp_path: Path
) -> None:
    """The test above can fail."""
    other = without({"themes"}, reference_url, tmp_path)
    assert said(other, page, "") != said(reference, page, "")


@pytest.mark.parametrize("page", KEYED, ids=lambda page: page.name)
def test_a_page_names_its_version_only_where_browsers_put_in_another(
    page: Page, reference: Views, reference_url: str, tmp_path: Path
) -> None:
    """In the footer and the sources; all else is the same in a version that shares its tables."""
    engine = sa.create_engine(copied(reference_url, tmp_path / "two.sqlite"))
    databases.write_one(engine, 2, "roles" if "roles" in NOT_SAID[page.name] else "plan_results", [])
    views = make_views(str(engine.url))
    engine.dispose()
    assert views.of("").snapshot.version.number == 2
    one, two = (said(each, page, "?region=europe") for each in (reference, views))
    assert "ata version 2" in two
    assert NUMBER.sub(lambda found: found[0].replace("2", "1"), two) == one
