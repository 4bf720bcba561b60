"""PAGES: every page there is, by its path; and which one, of which view, an address leads to."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

import flask
from dash import Dash

from dashboard.blocks import Block, Header, leaves
from dashboard.charts.registry import NOT_DRAWN
from dashboard.decks import pages as decks
from dashboard.pages import (
    agenda,
    ambition,
    brief,
    changes,
    commitment,
    commitments,
    compare,
    constituencies,
    corrections,
    data,
    desk,
    drafts,
    edit,
    editor_notes,
    explore,
    hand_over,
    leadership,
    load,
    meeting,
    meetings,
    member,
    members,
    missing,
    new_members,
    notes,
    one_page,
    overview,
    people,
    pilots,
    plans,
    record,
    report,
    review,
    theme,
    themes,
)
from dashboard.view.faults import guarded
from dashboard.view.view import View, Views

_NUMBER = re.compile(r"[0-9]{1,9}")
_LAST_VERSION = 2**31 - 1  # what the database has room for


def _always(_: View) -> bool:
    return True


def _no_scope(_: str) -> str:
    return ""


@dataclass(frozen=True)
class Page:
    """A page. `path` has no slash at either end; a page about one thing ends in `/*`, about parts of it `/**`."""

    name: str
    path: str
    title: str | Callable[[View], str]  # a message, or a function of the view
    blocks: Callable[[View], Sequence[Block]]
    nav: str = ""  # its label in the navigation; empty: not there
    footer: str = ""  # its label in the footer; empty: not there
    filtered: bool = True  # it has the filter bar
    needs_data: bool = True  # on an empty database, what to do is said in its place
    exists: Callable[[View], bool] = _always
    scope: Callable[[str], str] = _no_scope  # the filters the page itself sets, from the id in its path
    compared: bool = False  # it compares the as-of day with an earlier one
    workbook: bool = False  # it can be taken away as a workbook
    public: bool = True  # what it says has an address in the API
    noted: str = (
        ""  # what the notes on it are about: a kind of its item, all promises, the as-of day, the meeting's days
    )
    versions: tuple[str, ...] = ()  # what its address may hold that are numbers of data versions
    follows: tuple[str, ...] = ()  # how it can be followed beside its own address: atom for changes, ics for its dates
    chart: str = ""  # the one chart that it is all about

    def item(self, path: str) -> str | None:
        """The id in `path` when this page answers it ("" where the page has none); None when it does not."""
        if self.path.endswith("/**"):  # all that follows
            start = self.path.removesuffix("**")
            return path.removeprefix(start) if path.startswith(start) and path != start else None
        if not self.path.endswith("/*"):
            return "" if path == self.path else None
        start, _, item = path.rpartition("/")
        return item if start == self.path.removesuffix("/*") and item else None

    def titled(self, view: View) -> str:
        """Its title in the reader's language."""
        return view.words(self.title) if isinstance(self.title, str) else self.title(view)


_ENDS = ("from", "to")
_BOTH = ("atom", "ics")

PAGES = (
    Page("overview", "", overview.TITLE, overview.blocks, nav=overview.TITLE, workbook=True),
    Page("commitments", "commitments", commitments.TITLE, commitments.blocks, nav=commitments.TITLE, workbook=True,
         follows=_BOTH),
    Page("commitment", "commitments/*", commitment.title, commitment.blocks, filtered=False, exists=commitment.exists,
         noted="commitment"),
    Page("members", "members", members.TITLE, members.blocks, nav=members.TITLE, workbook=True),
    Page("member", "members/*", member.title, member.blocks, exists=member.exists, scope=member.scope, workbook=True,
         noted="member", follows=_BOTH),
    Page("one-page", f"{one_page.PATH}/*", one_page.title, one_page.blocks, exists=member.exists, scope=member.scope),
    Page("themes", "themes", themes.TITLE, themes.blocks, nav=themes.TITLE, workbook=True),
    Page("theme", "themes/*", theme.title, theme.blocks, exists=theme.exists, scope=theme.scope, workbook=True,
         noted="theme", follows=_BOTH),
    Page("leadership", "leadership", leadership.TITLE, leadership.blocks, nav=leadership.TITLE, workbook=True,
         follows=("ics",)),
    Page("pilots", "pilots", pilots.TITLE, pilots.blocks, nav=pilots.NAV, workbook=True),
    Page("agenda", "agenda", agenda.TITLE, agenda.blocks, nav=agenda.TITLE, workbook=True, noted="promise"),
    Page("meetings", "meetings", meetings.TITLE, meetings.blocks, nav=meetings.TITLE, workbook=True, noted="date",
         follows=("ics",)),
    Page("meeting", "meetings/*", meeting.title, meeting.blocks, exists=meeting.exists, workbook=True,
         noted="meeting"),
    Page("brief", "brief", brief.TITLE, brief.blocks, nav=brief.TITLE, compared=True, workbook=True, noted="date"),
    Page("ambition", ambition.PATH, ambition.TITLE, ambition.blocks, footer=ambition.TITLE, workbook=True),
    Page("explore", explore.PATH, explore.TITLE, explore.blocks, footer=explore.TITLE, workbook=True,
         chart="explore"),
    Page("compare", compare.PATH, compare.TITLE, compare.blocks, footer=compare.FOOTER, workbook=True),
    Page("plans", "plans", plans.TITLE, plans.blocks, footer=plans.TITLE, workbook=True),
    Page("constituencies", "constituencies", constituencies.TITLE, constituencies.blocks,
         footer=constituencies.FOOTER, workbook=True),
    Page("new-members", "new-members", new_members.TITLE, new_members.blocks, footer=new_members.FOOTER, workbook=True),
    Page("present", "present", decks.ALL, decks.all_blocks, nav=decks.ALL, public=False),
    Page("present-edit", "present/edit", decks.ONE, decks.one_blocks, public=False),
    Page("data", "data", data.TITLE, data.blocks, nav=data.TITLE, filtered=False),
    Page("changes", changes.PATH, changes.TITLE, changes.blocks, footer=changes.FOOTER, filtered=False, versions=_ENDS,
         follows=("atom",)),
    Page("desk", desk.PATH, desk.TITLE, desk.blocks, filtered=False, public=False),
    Page("desk-text", f"{desk.PATH}/*", desk.TEXT, desk.text_blocks, filtered=False, public=False),
    Page("review", review.PATH, review.TITLE, review.blocks, filtered=False, public=False),
    Page("edit", edit.PATH, edit.TITLE, edit.blocks, filtered=False, public=False),
    Page("edit-table", f"{edit.PATH}/**", edit.title, edit.blocks, filtered=False, exists=edit.exists, public=False),
    Page("corrections", corrections.PATH, corrections.TITLE, corrections.blocks, footer=corrections.TITLE,
         filtered=False, workbook=True),
    Page("notes", editor_notes.PATH, editor_notes.TITLE, editor_notes.blocks, filtered=False, public=False),
    Page("load", load.PATH, load.TITLE, load.blocks, filtered=False, needs_data=False, public=False),
    Page("report", report.PATH, report.TITLE, report.blocks, filtered=False, public=False),
    Page("load-words", f"{load.PATH}/words", load.KEPT_WORDS, load.kept_words, filtered=False, public=False),
    Page("drafts", drafts.PATH, drafts.TITLE, drafts.blocks, filtered=False, public=False),
    Page("people", people.PATH, people.TITLE, people.blocks, filtered=False, needs_data=False, public=False),
    Page("person", f"{people.PATH}/*", people.TITLE, people.one, filtered=False, needs_data=False, public=False),
    Page("hand-over", hand_over.PATH, hand_over.TITLE, hand_over.blocks, filtered=False, public=False),
    Page("hand-over-one", f"{hand_over.PATH}/**", hand_over.TITLE, hand_over.blocks, filtered=False, public=False,
         exists=hand_over.exists),
    Page("record", record.PATH, record.TITLE, record.blocks, filtered=False, public=False),
    Page("record-one", f"{record.PATH}/**", record.title, record.blocks, filtered=False, public=False,
         exists=record.exists),
    Page("load-job", f"{load.PATH}/*", load.TITLE, load.blocks, filtered=False, needs_data=False, public=False),
)  # fmt: skip


_SEATED = {"steering_members", "seats", "roles"}
_OF_MEETINGS = {"attendance", "decisions"}
_OF_PLANS = {
    *("plan_results", "plan_process", "documents", "milestones", "progress_reports"),
    *("eligibility", "review_steps", "recommendations", "published_figures"),
}
NOT_SAID = {
    **dict.fromkeys(("overview", "commitments", "members", "explore"), NOT_DRAWN),
    "commitment": NOT_DRAWN - _OF_PLANS - {"notes"},
    "pilots": NOT_DRAWN - {"plan_results"},
    "member": NOT_DRAWN - _OF_PLANS - _OF_MEETINGS - {"notes"},
    "leadership": NOT_DRAWN - _SEATED,
    "agenda": {"plan_results", "corrections"},
}
"""By page, the tables that it says nothing of; a page that is not here may say something else in every version."""
OF_ONE_PERSON = {editor_notes.PART}
"""The parts of pages that are not the same for everybody who asks the same."""


def find(path: str) -> tuple[Page, str] | None:
    """The page that answers `path` and the id in it; None when none does."""
    for page in PAGES:
        item = page.item(path)
        if item is not None:
            return page, item
    return None


def resolve(views: Views, path: str, query: str, **more: Any) -> tuple[Page | None, View]:
    """The page and the view of an address; no page when the address leads nowhere."""
    match = find(path)
    if not match:
        return None, views.of(query, path=path, **more)
    page, item = match
    if page.versions:  # whoever asks for one has heard of it, perhaps from another server
        asked = [value for name, value in parse_qsl(query.removeprefix("?"), errors="replace") if name in page.versions]
        heard_of = (int(value) for value in asked if _NUMBER.fullmatch(value))
        more["at_least"] = max(more.get("at_least", 0), *heard_of, 0)
    view = views.of(query, path=path, scope=page.scope(item), item=item, **more)
    return (page if view.snapshot.empty or page.exists(view) else None), view


def page_of(
    app: Dash, views: Views, pathname: str | None, query: str | None, version: object = 0, newest: object = 0
) -> tuple[Page | None, View]:
    """The page and the view of the address in the reader's browser.

    `version` is the one shown there, to stay with; `newest` one that the browser knows of: no older is current.
    """
    path = (app.strip_relative_path(pathname or app.config.requests_pathname_prefix) or "").strip("/")
    versions = {"shown": version_number(version), "at_least": version_number(newest)}
    page, view = resolve(views, path, query or "", **versions, accept=flask.request.accept_languages)
    flask.g.answered_from = view.snapshot.version.number
    return page, view


def key(page: Page | None, view: View) -> str:
    """What the tables of a page are known by: as long as it is the same, the page says the same of every version.

    Empty where the page may say something else. The number of the version is another, all the same.
    """
    return view.snapshot.key_but(NOT_SAID[page.name]) if page and page.name in NOT_SAID else ""


def news(view: View) -> dict[str, Any]:
    """What open pages ask for: the newest version, its number in each language, and the key of each page."""
    return {
        "version": view.newest,
        "written": view.newest_by_language(),
        "pages": {name: view.snapshot.key_but(tables) for name, tables in NOT_SAID.items()},
        **({"away": view.away_by_language()} if view.away_since else {}),
    }


def version_number(version: object) -> int:
    """A version as a browser may send it, which may send anything; 0 when it is none."""
    return version if isinstance(version, int) and 0 < version <= _LAST_VERSION else 0


def languages(view: View) -> dict[str, str]:
    """The address of a view in each language."""
    here = f"{view.root}{view.path}"
    return {lang: f"{here}{view.chosen.changed(lang=lang).query()}" for lang in view.languages}


EVERYTHING = {"atom": "changes.atom", "ics": "calendar.ics"}
"""How all data are followed: what a page offers that cannot be followed by itself."""


def followed(page: Page, view: View) -> dict[str, str]:
    """Where a page can be followed in the reader's language, by the ending of the address."""
    chosen = view.chosen.changed(sort="", page="", version="", lang=view.lang)
    chosen = chosen if page.name == "commitments" else chosen.cleared()
    own = {form: f"{view.path}.{form}" for form in page.follows}
    return {form: f"{view.root}{path}{chosen.query()}" for form, path in (EVERYTHING | own).items()}


def title(page: Page | None, view: View) -> str:
    """The document's title."""
    return view.titled(view.words(missing.TITLE) if page is None else page.titled(view))


def blocks_of(page: Page | None, view: View) -> Sequence[Block]:
    """The blocks of a page, of which a faulty part says so; where there is no page, or no data, what to do."""
    if page is None:
        return missing.not_found(view)
    if view.snapshot.empty and page.needs_data:
        return missing.empty_database(view)
    beside = [*notes.in_place(page.noted), *editor_notes.in_place(page.noted)]
    return guarded(view, [*page.blocks(view), *beside])


def header_of(view: View, blocks: Sequence[Block]) -> Header:
    """The top of a page: what links to it show."""
    return next((block for block in leaves(view, blocks) if isinstance(block, Header)), Header("", ""))
