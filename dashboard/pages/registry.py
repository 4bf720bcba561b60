"""PAGES: every page there is; LIVE: every part of them that follows the filters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from dashboard.pages import (
    agenda,
    brief,
    brief_rows,
    commitment,
    commitments,
    data,
    leadership,
    leadership_rows,
    leadership_terms,
    load,
    member,
    member_plans,
    members,
    overview,
    pilots,
    present,
    present_edit,
)
from dashboard.view import View


def _titled(message: str) -> Callable[[View], str]:
    return lambda view: view.words(message)


def _always(_: View) -> bool:
    return True


def _no_scope(_: str) -> str:
    return ""


@dataclass(frozen=True)
class Page:
    """A page. `path` has no slash at either end; a page about one thing ends in `/*`."""

    name: str
    path: str
    title: Callable[[View], str]
    layout: Callable[[View], Any]
    nav: str = ""  # its label in the navigation; empty: not there
    footer: str = ""  # its label in the footer; empty: not there
    filtered: bool = True  # it has the filter bar
    exists: Callable[[View], bool] = _always
    scope: Callable[[str], str] = _no_scope  # the filters the page itself sets, from the id in its path

    def item(self, path: str) -> str | None:
        """The id in `path` when this page answers it ("" where the page has none); None when it does not."""
        if not self.path.endswith("/*"):
            return "" if path == self.path else None
        start, _, item = path.rpartition("/")
        return item if start == self.path.removesuffix("/*") and item else None


PAGES = (
    Page("overview", "", _titled(overview.TITLE), overview.layout, nav=overview.TITLE),
    Page("commitments", "commitments", _titled(commitments.TITLE), commitments.layout, nav=commitments.TITLE),
    Page("commitment", "commitments/*", commitment.title, commitment.layout, filtered=False, exists=commitment.exists),
    Page("members", "members", _titled(members.TITLE), members.layout, nav=members.TITLE),
    Page("member", "members/*", member.title, member.layout, exists=member.exists, scope=member.scope),
    Page("leadership", "leadership", _titled(leadership.TITLE), leadership.layout, nav=leadership.TITLE),
    Page("pilots", "pilots", _titled(pilots.TITLE), pilots.layout, nav=pilots.NAV),
    Page("agenda", "agenda", _titled(agenda.TITLE), agenda.layout, nav=agenda.TITLE),
    Page("brief", "brief", _titled(brief.TITLE), brief.layout, nav=brief.TITLE),
    Page("present", "present", _titled(present.TITLE), present.layout, footer=present.FOOTER),
    Page("present-edit", "present/edit", _titled(present_edit.TITLE), present_edit.layout),
    Page("data", "data", _titled(data.TITLE), data.layout, nav=data.TITLE, filtered=False),
    Page("load", load.PATH, _titled(load.TITLE), load.layout, filtered=False),
    Page("load-job", f"{load.PATH}/*", _titled(load.TITLE), load.layout, filtered=False),
)

LIVE: dict[str, Callable[[View], Any]] = {
    "overview": overview.top,
    "commitments": commitments.top,
    "commitment-list": commitments.found,
    "commitment": commitment.whole,
    "members": members.top,
    "member-list": members.table,
    "member": member.top,
    "member-plans": member_plans.plans,
    "agenda": agenda.top,
    "agenda-promises": agenda.sections,
    "member-committee": leadership_terms.of_member,
    "leadership": leadership.top,
    "leadership-rows": leadership_rows.rows,
    "pilots": pilots.top,
    "pilot": pilots.parts,
    "brief": brief.top,
    "brief-rows": brief_rows.rows,
    "present": present.content,
    "present-edit": present_edit.content,
    "load": load.content,
}


def find(path: str) -> tuple[Page, str] | None:
    """The page that answers `path` and the id in it; None when none does."""
    for page in PAGES:
        item = page.item(path)
        if item is not None:
            return page, item
    return None
