"""CONTENTS: what of each page its workbook holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from dashboard.charts.registry import OF_OVERVIEW
from dashboard.pages import agenda, brief, commitments, leadership, member, members, overview, pilots
from dashboard.queries.leadership import committee
from dashboard.queries.totals import totals
from dashboard.takeaway import of_agenda, of_brief, of_commitments, of_leadership, of_members, of_pilots
from dashboard.takeaway.tables import Table, Tables
from dashboard.view.view import View


def _none(_: View) -> Iterator[Table]:
    return iter(())


def _leadership(view: View) -> str:
    return leadership.headline(view, committee(view.snapshot, view.selection.asof).seen(view.filters))


def _agenda(view: View) -> str:
    return agenda.headline(view, agenda.by_status(view))


@dataclass(frozen=True)
class Contents:
    """A page's headline, its charts by name, and its tables that are no chart."""

    headline: Callable[[View], str]
    charts: tuple[str, ...] = ()
    tables: Tables = _none


CONTENTS = {
    "overview": Contents(lambda view: overview.headline(view, totals(view.selection)), OF_OVERVIEW),
    "commitments": Contents(commitments.headline, tables=of_commitments.whole_list),
    "members": Contents(members.headline, ("members-map", "completion-by-member"), of_members.of_all),
    "member": Contents(
        member.headline, ("member-compared", "completion-by-plan", "completion-by-theme"), of_members.of_one
    ),
    "leadership": Contents(_leadership, tables=of_leadership.tables),
    "pilots": Contents(pilots.headline, ("pilots-map",), of_pilots.tables),
    "agenda": Contents(_agenda, tables=of_agenda.tables),
    "brief": Contents(brief.headline, tables=of_brief.tables),
}
"""By the name of the page: all that `pages.takeaways` offers as a workbook."""
