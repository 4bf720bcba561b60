"""What one reader sees: the snapshot, the filters of the URL and the words of the language, in one object."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TypeVar, cast

import pandas as pd
from werkzeug.datastructures import LanguageAccept

from dashboard.blocks import Link, Paragraph, Text
from dashboard.data import clock
from dashboard.data.filters import DRAFT, TODAY, Dropped, Filters, as_day, parse
from dashboard.data.records import Records, Row
from dashboard.data.selection import NO_DAY, Selection, select
from dashboard.data.snapshot import Snapshot, aligned, cached
from dashboard.data.store import Answers, SnapshotStore
from dashboard.language.words import BRAND, LICENCE, NATIVE_NAMES, Words, preferred, words
from dashboard.view.names import Names
from dashboard.view.recency import recency
from dashboard.view.text import plain

T = TypeVar("T")

Record = Row
"""A row of a table of the data."""
_VERSIONS_COMPARED = 3
"""With how many other versions a snapshot is compared at once: what these knew is kept with it."""
ANY_VERSION = "{version}"
"""In a text for the browser, the place of the number of the data version, which may change when nothing else does."""


@dataclass(frozen=True)
class View:
    """One reader's view. `scope` are the filters the page itself sets (a member's page: that member)."""

    snapshot: Snapshot
    records: Records
    answers: Answers
    chosen: Filters  # as the URL has them
    lang: str
    dropped: list[Dropped] = field(default_factory=list)
    scope: Filters = field(default_factory=Filters)
    item: str = ""  # the id in the path of a page about one thing
    root: str = "/"  # the path the dashboard is served under
    path: str = ""  # the page's own path under the root
    newest: int = 0  # the number of the current data version
    away_since: dt.datetime | None = None  # since when the database cannot be reached, in UTC
    entire: bool = False  # it is of a file, in which nothing may be missing because the database is away
    opened_on: dt.date | None = None  # the day on which what is pinned now was read as of no other day

    @cached_property
    def filters(self) -> Filters:
        """The filters that hold on this page: the reader's with the page's own in their place, and a date for today."""
        return self.chosen.within(self.scope).dated()

    @cached_property
    def words(self) -> Words:
        """The reader's language."""
        return words(self.lang)

    @cached_property
    def names(self) -> Names:
        """Names of members, themes and the rest in the reader's language."""
        return _names(self.snapshot, self.lang)

    @cached_property
    def selection(self) -> Selection:
        """The commitments of this view."""
        return select(self.snapshot, self.filters)

    def once(self, work_out: Callable[[View], T]) -> T:
        """What is worked out of this view, a single time for all parts of its page."""
        if work_out not in self._worked_out:
            self._worked_out[work_out] = work_out(self)
        return cast("T", self._worked_out[work_out])

    @cached_property
    def _worked_out(self) -> dict[object, object]:
        return {}

    @property
    def asof(self) -> str:
        """The as-of day, written out."""
        return self.words.date(self.selection.asof.isoformat())

    @property
    def since(self) -> str:
        """The day or the data version compared with, written out; empty when no meeting came before."""
        if self.selection.known:
            return self.words("data version {n}", n=self.chosen.known)
        since = self.selection.since
        return "" if since == NO_DAY else self.words.date(since.isoformat())

    @property
    def compared_with(self) -> str:
        """The same, with the place of the meeting that began on the day."""
        return self.since if self.selection.known else self.meeting_day(self.selection.since.isoformat(), self.since)

    def known(self, date: str | None) -> bool:
        """It was so by the as-of day, for all that is known of the date."""
        return as_day(date or "") <= self.selection.asof.isoformat()

    def state(self, place: int) -> str:
        """The completion last found of the commitment at a place of the snapshot."""
        return self.snapshot.choices["completion"][int(self.selection.findings.completion[place])]

    def member(self, member_id: str) -> pd.Series:
        """A row of the members table."""
        return self.snapshot.table("members").loc[member_id]

    def href(self, path: str | None = None, **changes: object) -> str:
        """A link to the page at `path`, or to this page, with these filters and some of them changed."""
        here = self.path if path is None else path
        if path is not None and not changes:
            return f"{self.root}{here}{self._travelling_query}"
        filters = self.chosen if path is None else self.chosen.travelling()
        return f"{self.root}{here}{filters.changed(**changes).query()}"

    @cached_property
    def _travelling_query(self) -> str:
        """Kept: a page has hundreds of links with it."""
        return self.chosen.travelling().query()

    def presenting(self, deck: str) -> str:
        """The address that presents a deck under these filters."""
        return f"{self.root}present{self.chosen.presenting(deck).query()}"

    def pinned(self) -> View:
        """The same view, each address of which names the data version, the day and the language."""
        asof, version = self.selection.asof.isoformat(), self.snapshot.version.address
        chosen = self.chosen.changed(asof=asof, version=version, lang=self.lang)
        return replace(self, chosen=chosen, opened_on=self._read_on)

    @property
    def today(self) -> dt.date:
        """The day of reading, on which files are made."""
        return clock.today()

    @property
    def _read_on(self) -> dt.date | None:
        """The day of reading; none where another day was chosen to see the data from."""
        return self.opened_on or (self.today if self.chosen.asof in {"", TODAY} else None)

    @cached_property
    def recency(self) -> str:
        """That the data end before the as-of day, or that they are old, as a clause; empty while neither is so."""
        if self.snapshot.empty:
            return ""
        return recency(self.words, self.snapshot.known_until, self.selection.asof, self._read_on)

    @property
    def is_older(self) -> bool:
        """This is not the current data version."""
        return self.snapshot.version.number < self.newest and not self.is_draft

    @property
    def is_draft(self) -> bool:
        """This is a draft, which readers do not see."""
        return bool(self.snapshot.version.draft)

    @property
    def reset(self) -> str:
        """A link to this page with nothing chosen."""
        return f"{self.root}{self.path}{self.chosen.cleared().query()}"

    def plain(self, text: Text) -> str:
        """The words of a text, in the reader's language."""
        return plain(text, self.words)

    def present_link(self, slides: Iterable[str]) -> Link:
        """The way to what a page has to present."""
        return Link(
            self.words("Present this page"), self.presenting(";".join(slides)), "document", style="present-page"
        )

    def commitments_csv(self, filters: Filters, style: str = "") -> Link:
        """The commitments of some filters as a file."""
        href = f"{self.root}commitments.csv{filters.changed(lang=self.lang).query()}"
        return Link(self.words("Download these as CSV"), href, "file", style=style)

    def nothing(self, text: str) -> Paragraph:
        """The sentence where nothing is left, with the way out of the filters where any is set."""
        reset = Link(self.words("Reset the filters"), self.reset)
        return Paragraph([text, " ", reset] if self.chosen.chosen() else text, "empty")

    def chosen_in_words(self) -> list[str]:
        """The choices of the reader, each as a short text; long ones counted."""
        texts = []
        for name, values in self.filters.chosen().items():
            names = [self.names.of(name, value) for value in values]
            text = names[0] if len(names) == 1 else self.words.number(len(names))
            texts.append(self.words.named(self.words.filter(name), text))
        if self.filters.change or self.filters.was:  # says nothing without the day it is counted from
            texts.append(self.words.named(self.words("Compared with"), self.since or self.words("nothing earlier")))
        return texts

    def filters_in_full(self, filters: Filters) -> list[str]:
        """Each choice of some filters with all its values, where there is room for them."""
        words = self.words
        return [
            words.named(words.filter(name), words.listing([self.names.of(name, value) for value in values]))
            for name, values in filters.chosen().items()
        ]

    def rests_on(self, n: int | None = None) -> str:
        """The filters and the n of every rate: of all commitments selected where it is not of others."""
        n = self.selection.assessed if n is None else n
        return " · ".join([*self.chosen_in_words(), self.words.plural("n={n} assessed", "n={n} assessed", n)])

    def summary(self) -> str:
        """How many commitments of all that had begun on the as-of day."""
        n, total = self.selection.commitments, int(self.selection.findings.begun.sum())
        return self.words.plural("{n} of {total} commitments", "{n} of {total} commitments", n, total=total)

    @property
    def version_written(self) -> str:
        """The number of the data version as the reader's language writes it; of a draft, that it is one."""
        number = self.words.number(self.snapshot.version.number)
        return self.words("{n}, with a draft that is not published", n=number) if self.is_draft else number

    def rests_upon(self, version: object = None) -> str:
        """Where numbers come from, on a page that says how far the data reach.

        Source, as-of day and data version, or what stands in the place of its number.
        """
        return self.words(
            "Source: OGP and IRM · as of {date} · data version {version}",
            date=self.asof,
            version=self.version_written if version is None else version,
        )

    def source(self, version: object = None) -> str:
        """The same where it stands alone: with how far the data reach, where that must be said."""
        return " · ".join(part for part in (self.rests_upon(version), self.recency) if part)

    def away(self, lang: str = "") -> str:
        """That the database cannot be reached, in the reader's language or another; empty while it can be."""
        since, spoken = self.away_since, words(lang or self.lang)
        if since is None or self.snapshot.empty:
            return ""
        time = f"{since:%H:%M} UTC"
        if since.date() != dt.datetime.now(dt.UTC).date():
            time = spoken("{date}, {time} UTC", date=spoken.date(since.date().isoformat()), time=f"{since:%H:%M}")
        return spoken(
            "As of data version {version}: the database cannot be reached since {time}.",
            version=self.snapshot.version.number,
            time=time,
        )

    @property
    def languages(self) -> Mapping[str, str]:
        """Every language of the dashboard, the default first, and what those who speak it call it."""
        return NATIVE_NAMES

    def away_by_language(self) -> dict[str, str]:
        """The same in every language, for pages that are open."""
        return {lang: self.away(lang) for lang in self.languages}

    def newest_by_language(self) -> dict[str, str]:
        """The number of the newest data version as each language writes it."""
        return {lang: words(lang).number(self.newest) for lang in self.languages}

    @property
    def brand(self) -> str:
        """What this site is called."""
        return BRAND

    @property
    def licence(self) -> str:
        """Whose facts these are, and how others may use them."""
        return self.words(LICENCE)

    def titled(self, title: str) -> str:
        """The title of a document that may stand far from us."""
        return f"{title} · {self.brand}"

    def cover(self, title: str, *, compared: bool) -> str:
        """The cover line: what this is, of which day, under which filters; where two days are `compared`, of both."""
        days = self.words("as of {date}", date=self.asof)
        if compared and self.since:
            days = self.words("as of {date}, compared with {since}", date=self.asof, since=self.since)
        return " · ".join([self.brand, title, days, *self.chosen_in_words()])

    def meetings(self) -> list[tuple[str, str]]:
        """The first day of each meeting, the latest first, and its name."""
        return list(_meetings(self.snapshot, self.lang))

    def meeting_day(self, iso: str, written: str) -> str:
        """A day as it is written, with the place of the meeting that began on it."""
        return dict(self.meetings()).get(iso, written)


class Views:
    """Makes views: the one meeting point of database, URL and language."""

    def __init__(self, store: SnapshotStore, answers: Answers, root: str = "/") -> None:
        self.store, self._answers, self._root = store, answers, root
        self.records = Records(store.database)
        self.shows_drafts: Callable[[], bool] = lambda: False
        """Whether who asks now may see drafts: nobody, unless told otherwise."""

    def of(
        self,
        query: str,
        *,
        path: str = "",
        scope: str = "",
        item: str = "",
        shown: int = 0,
        at_least: int = 0,
        accept: LanguageAccept | None = None,
    ) -> View:
        """The view of a query string.

        `shown` is the data version to go on with when the query asks for none, `at_least` one that was published
        already, whether this server has seen it or not; `accept` what the browser prefers when it names no language.
        """
        current = self.store.current()
        if current.version.number < at_least:
            self.store.refresh()
            current = self.store.current()
        snapshot, chosen, dropped = self._versioned(query, current, shown)
        chosen, dropped = self._knowing(snapshot, chosen, dropped)
        lang = chosen.lang or preferred(accept)
        page_filters, _ = parse(scope, snapshot.choices)
        return View(
            snapshot,
            self.records,
            self._answers.of(snapshot.version) if not snapshot.version.draft else self._answers.unkept(),
            chosen,
            lang,
            dropped,
            page_filters,
            item,
            self._root,
            path,
            current.version.number,
            self.store.away_since,
        )

    def _versioned(self, query: str, current: Snapshot, shown: int) -> tuple[Snapshot, Filters, list[Dropped]]:
        """The snapshot a query asks for, with its filters read as that version knows them; else the current one."""
        chosen, dropped = parse(query, current.choices)
        snapshot = self._snapshot(chosen.version, shown) or (current if not (chosen.version or shown) else None)
        if snapshot is None and chosen.version:
            return current, chosen.changed(version=""), [*dropped, Dropped("version", chosen.version)]
        if snapshot is None or snapshot is current:
            return current, chosen, dropped
        return snapshot, *parse(query, snapshot.choices)

    def _knowing(self, snapshot: Snapshot, chosen: Filters, dropped: list[Dropped]) -> tuple[Filters, list[Dropped]]:
        """The filters, once the snapshot has what the version compared with knew; without it where there is none."""
        number = chosen.known
        if not number or number in snapshot.earlier:
            return chosen, dropped
        other = self.store.of(int(number)) if int(number) < snapshot.version.number else None
        if other is None:
            return chosen.changed(known=""), [*dropped, Dropped("known", number)]
        ids = self.records.ids
        alike = aligned(ids(snapshot), other, ids(other))
        for oldest in [*snapshot.earlier][: 1 - _VERSIONS_COMPARED]:
            snapshot.earlier.pop(oldest, None)
        snapshot.earlier[number] = alike
        return chosen, dropped

    def _snapshot(self, asked: str, shown: int) -> Snapshot | None:
        """The snapshot of the version or draft that is asked for, else of the one that is shown."""
        if asked.startswith(DRAFT):
            return self.store.of_draft(asked.removeprefix(DRAFT)) if self.shows_drafts() else None
        number = int(asked or shown)
        return self.store.of(number, needed=bool(asked)) if number else None


@cached(3)
def _names(snapshot: Snapshot, lang: str) -> Names:
    """Kept: naming ninety members afresh would cost more than counting."""
    return Names(snapshot, words(lang))


@cached(3)
def _meetings(snapshot: Snapshot, lang: str) -> tuple[tuple[str, str], ...]:
    """Kept: each control of a day names them all."""
    spoken, table = words(lang), snapshot.tables["meetings"].sort_values("start_date", ascending=False)
    return tuple(
        (row.start_date, " · ".join([spoken.date(row.start_date), *([spoken(row.place)] if row.place else [])]))
        for row in table.itertuples()
    )
