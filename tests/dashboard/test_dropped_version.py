"""A page of a version whose rows were dropped while it was being read is incomplete, but it is a page."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa

from dashboard.pages import registry
from data_loader import schema
from tests.dashboard import databases, hand
from tests.dashboard.conftest import make_views


@pytest.mark.parametrize("query", ["", "?sort=title", "?q=open"])
@pytest.mark.parametrize("name", ["commitments", "data", "overview"])
def test_a_page_is_laid_out_without_the_rows(tmp_path: Path, name: str, query: str) -> None:
    url = f"sqlite:///{tmp_path / 'monitor.sqlite'}"
    engine = sa.create_engine(url)
    databases.write(engine, hand.TABLES)
    view = make_views(url).of(query)
    with engine.begin() as connection:
        for table in (*schema.DATA_TABLES.values(), schema.version_tables, schema.batches):
            connection.execute(table.delete())
    engine.dispose()
    page = next(page for page in registry.PAGES if getattr(page, "name", page) == name)
    assert page.layout(view)
