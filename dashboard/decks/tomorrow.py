"""A deck for tomorrow: for whom, which region, how many minutes; then only slides that have something to say."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard import blocks as b
from dashboard.blocks import N_
from dashboard.decks.deck import Item, read, text_of, with_something_to_say
from dashboard.view.view import View

MINUTES = (5, 10, 15, 20, 30)
A_SLIDE = 2
"""Minutes that a slide takes to be understood."""
_FEWEST = 3  # slides, beside the title


@dataclass(frozen=True)
class Audience:
    """Who listens, and what is worth showing to them, the most important first."""

    name: str
    slides: str


AUDIENCES = {
    "committee": Audience(
        N_("The Steering Committee"),
        "brief;overdue;leadership-gaps;overview;completion-by-region;completion-by-theme;agenda-status;changes;"
        "terms-ending;roles-per-member;agenda-open;completion-by-priority;due-soon;open-actions;plans-by-year",
    ),
    "unit": Audience(
        N_("The Support Unit"),
        "leadership-gaps;overdue;due-soon;terms-ending;roles-per-member;leads-and-delivery;changes;open-actions;"
        "plans-by-year;new-members;completion-by-year;reported-beside-found;constituencies;agenda-open",
    ),
    "city": Audience(
        N_("A city or region"),
        "pilots-compared;pilot-peers;pilot-lessons;pilots-themes;pilots-map;completion-by-theme(level=regional,local);"
        "completion-by-level;openness-by-theme;constituencies;overview",
    ),
    "public": Audience(
        N_("The public"),
        "overview;members-map;completion-by-theme;openness-by-theme;completion-by-region;ambition-by-theme;"
        "completion-by-year;agenda-status;new-members;constituencies;stars-by-theme",
    ),
}


def card(view: View) -> b.Card:
    """The form: three questions."""
    words = view.words
    regions = [
        ("", words("All regions")),
        *((one, view.names.of("region", one)) for one in view.snapshot.choices["region"]),
    ]
    minutes = [(str(n), words.plural("{n} minute", "{n} minutes", n)) for n in MINUTES]
    chosen = view.filters.region[0] if len(view.filters.region) == 1 else ""
    audiences = [(name, words(one.name)) for name, one in AUDIENCES.items()]
    fields: list[b.Field | b.Text] = [
        b.Field("hidden", "address", value=view.chosen.presenting("").query() or f"?lang={view.lang}"),
        b.Field("one", "audience", words("1. For whom?"), "committee", audiences, required=True),
        b.Field("one", "region", words("2. Which region?"), chosen, regions),
        b.Field("one", "minutes", words("3. How long?"), "10", minutes, required=True),
        b.Field("submit", "", words("Put the deck together"), "send strong"),
    ]
    note = words(
        "One slide for every {n} minutes, and only slides that have something to say under these filters.", n=A_SLIDE
    )
    form = b.Form(f"{view.root}present/tomorrow", "", fields, "deck-for-tomorrow")
    return b.Card(words("A deck for tomorrow"), [form], note, style="for-tomorrow")


def text(view: View, audience: str, minutes: str) -> str:
    """The text of a deck for so many minutes, with a title slide; under the filters of the view."""
    words, whom = view.words, view.words(AUDIENCES[audience].name)
    most = max((int(minutes) if minutes.isdecimal() and int(minutes) in MINUTES else MINUTES[1]) // A_SLIDE, _FEWEST)
    telling: list[Item] = []
    for item in read(AUDIENCES[audience].slides).items:
        telling += with_something_to_say(view, [item])
        if len(telling) == most:
            break
    under = [whom, *view.chosen_in_words(), words("as of {date}", date=view.asof)]
    headline = words("Open government: where we stand")
    title = Item("title", own=(("headline", headline), ("text", "\n".join(under[:3]))))
    return text_of([title, *telling], words("For tomorrow: {whom}", whom=whom))
