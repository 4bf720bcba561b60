"""PAGES: every page there is; LIVE: every part of them that follows the filters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from dashboard.decks import edit_page, present_page
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
    takeaways,
)
from dashboard.view.view import View


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
    needs_data: bool = True  # on an empty database, what to do is said in its place
    exists: Callable[[View], bool] = _always
    scope: Callable[[str], str] = _no_scope  # the filters the page itself sets, from the id in its path
    top: Callable[[View], Any] | None = None  # its headline and figures alone, for links to it; else all of it
    compared: bool = False  # it compares the as-of day with an earlier one

    def item(self, path: str) -> str | None:
        """The id in `path` when this page answers it ("" where the page has none); None when it does not."""
        if not self.path.endswith("/*"):
            return "" if path == self.path else None
        start, _, item = path.rpartition("/")
        return item if start == self.path.removesuffix("/*") and item else None


PAGES = (
    Page("overview", "", _titled(overview.TITLE), overview.layout, nav=overview.TITLE, top=overview.top),
    Page(
        "commitments",
        "commitments",
        _titled(commitments.TITLE),
        commitments.layout,
        nav=commitments.TITLE,
        top=commitments.top,
    ),
    Page(
        "commitment",
        "commitments/*",
        commitment.title,
        commitment.layout,
        filtered=False,
        exists=commitment.exists,
        top=commitment.top,
    ),
    Page("members", "members", _titled(members.TITLE), members.layout, nav=members.TITLE, top=members.top),
    Page("member", "members/*", member.title, member.layout, exists=member.exists, scope=member.scope, top=member.top),
    Page(
        "leadership",
        "leadership",
        _titled(leadership.TITLE),
        leadership.layout,
        nav=leadership.TITLE,
        top=leadership.top,
    ),
    Page("pilots", "pilots", _titled(pilots.TITLE), pilots.layout, nav=pilots.NAV, top=pilots.top),
    Page("agenda", "agenda", _titled(agenda.TITLE), agenda.layout, nav=agenda.TITLE, top=agenda.top),
    Page("brief", "brief", _titled(brief.TITLE), brief.layout, nav=brief.TITLE, top=brief.top, compared=True),
    Page("present", "present", _titled(present_page.TITLE), present_page.layout, footer=present_page.FOOTER),
    Page("present-edit", "present/edit", _titled(edit_page.TITLE), edit_page.layout),
    Page("data", "data", _titled(data.TITLE), data.layout, nav=data.TITLE, filtered=False, top=data.top),
    Page("load", load.PATH, _titled(load.TITLE), load.layout, filtered=False, needs_data=False, top=load.top),
    Page(
        "load-job",
        f"{load.PATH}/*",
        _titled(load.TITLE),
        load.layout,
        filtered=False,
        needs_data=False,
        top=load.top,
    ),
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
    "member-published": member.published_totals,
    "member-about": member.about,
    "agenda": agenda.top,
    "agenda-promises": agenda.sections,
    "member-committee": leadership_terms.of_member,
    "leadership": leadership.top,
    "leadership-rows": leadership_rows.rows,
    "pilots": pilots.top,
    "pilot": pilots.parts,
    "brief": brief.top,
    "brief-rows": brief_rows.rows,
    "data": data.whole,
    "present": present_page.content,
    "present-edit": edit_page.content,
    "takeaways": takeaways.takeaways,
    "load": load.content,
}


def find(path: str) -> tuple[Page, str] | None:
    """The page that answers `path` and the id in it; None when none does."""
    for page in PAGES:
        item = page.item(path)
        if item is not None:
            return page, item
    return None
