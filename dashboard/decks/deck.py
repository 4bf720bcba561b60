"""Decks: slides in an order, as a short text that fits into an address; those that ship or were saved; their slides."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import starmap
from urllib.parse import parse_qsl, quote, unquote, urlencode

from dashboard.blocks import N_
from dashboard.charts.registry import CHARTS
from dashboard.data.filters import NAMES, Dropped, Filters, parse
from dashboard.decks import own as written
from dashboard.decks import pictures, subjects
from dashboard.decks.grammar import DECK, HEADLINE, KINDS, NAME, NOTE, words_of
from dashboard.exports.slides import Slide, answer_slide, chart_slide, says_something
from dashboard.pages.topics import TOPICS
from dashboard.view.faults import attempt
from dashboard.view.view import View
from data_loader.schema import DECK_NAME, LONGEST_DECK_NAME

MOST_SLIDES = 40
LONGEST = 8_000  # characters of a deck's text
LONGEST_NAME = LONGEST_DECK_NAME
"""Characters of the name of one that is saved."""

_ONLY_OF_A_PAGE = {"q", "sort", "page", "deck", "from_", "to", "table", "only"}
_OF_THE_READER = {"version", "lang"}
OWN = tuple(name for name in NAMES if name not in _ONLY_OF_A_PAGE | _OF_THE_READER)
"""The parameters a slide may have for itself; a data version and a language are those of the whole deck."""

_HAS_MEANING = re.compile(r"[%;()!\x00-\x1f]")
_NO_PAGE = Filters()
_NOT_MADE = N_("This slide could not be made. The fault is noted under the reference {reference}.")

GROUPS: dict[str, dict[str, str]] = {
    N_("Findings"): {name: topic.question for name, topic in TOPICS.items()},
    N_("Charts"): {name: chart.title for name, chart in CHARTS.items()},
}
TITLES = {name: title for group in GROUPS.values() for name, title in group.items()}
"""Every slide there is, by name, with the question it answers."""
OF_ONE_MEMBER = {name for name, chart in CHARTS.items() if chart.page.endswith("/*")}
"""The slides that need a member to be chosen."""


@dataclass(frozen=True)
class Item:
    """A slide of a deck: a chart, a finding or one of its own, its choice of filters, and what the presenter wrote."""

    name: str
    filters: str = ""  # a query string without its `?`
    note: str = ""
    own: tuple[tuple[str, str], ...] = ()  # the words on it, by their key (grammar.py), in the order of the table

    @property
    def words(self) -> dict[str, str]:
        """The words on it by their key."""
        return dict(self.own)

    @property
    def without_headline(self) -> Item:
        """The same under the headline that the data give it."""
        return replace(self, own=tuple(pair for pair in self.own if pair[0] != HEADLINE))

    @property
    def parameters(self) -> list[tuple[str, str]]:
        """All it has for itself but its note, as the text has them: filters, then words."""
        return [*parse_qsl(self.filters), *self.own]


def may_be_called(name: str) -> bool:
    """Whether a deck may be saved under a name."""
    return DECK_NAME.fullmatch(name) is not None


@dataclass(frozen=True)
class Deck:
    """Slides under a title."""

    title: str
    items: list[Item]
    left_out: list[str] = field(default_factory=list)  # what its text names and means nothing
    query: str = ""  # the filters a saved deck was saved with
    name: str = ""  # that its text gives it
    too_long: list[str] = field(default_factory=list)  # the words for which no slide has room

    @property
    def text(self) -> str:
        """The text that `read` takes for it."""
        return text_of(self.items, self.name)


def read(text: str, title: str = "", query: str = "") -> Deck:
    """The slides that a text names, and what of it was left out; any text can be read."""
    if len(text) > LONGEST:
        return Deck(title, [], [f"{text[:40]}…"], query)
    whole = text.encode("utf-8", "replace").decode()  # without halves of characters, which no address can hold
    parts = [part.strip() for part in whole.split(";") if part.strip()]
    named = [part for part in parts if part.partition("(")[0] == DECK]
    name = dict(_inside(named[0])).get(NAME, "")[:LONGEST_NAME] if named else ""
    slides = [_item(part) for part in parts if part not in named]
    items = [item for item, _, _ in slides if item]
    lost = [name for _, names, _ in slides for name in names]
    too_long = [name for _, _, names in slides for name in names]
    lost += [item.name for item in items[MOST_SLIDES:]]
    return Deck(name or title, items[:MOST_SLIDES], lost, query, name, too_long)


def _item(text: str) -> tuple[Item | None, list[str], list[str]]:
    """A slide; what of its text means nothing, and what no slide has room for."""
    name = text.partition("(")[0]
    if name not in TITLES and name not in KINDS:
        return None, [name], []
    given, words = _inside(text), words_of(name)
    known = {key: value for key, value in given if key in (*OWN, NOTE, *words)}
    note = known.pop(NOTE, "")
    taken = {key: words[key].take(known[key]) for key in words if key in known}
    own = tuple((key, value) for key, value in taken.items() if value and words[key].fits(value))
    long = [f"{name} {key}" for key, value in taken.items() if not words[key].fits(value)]
    unknown = [f"{name} {key}" for key, _ in given if key not in (*OWN, NOTE, *words)]
    lacking = [f"{name} {key}" for key in words if words[key].required and key and not taken.get(key)]
    if lacking or any(words[key].required for key in words if f"{name} {key}" in long):
        return None, [*unknown, *lacking], long
    # In the order in which addresses are written.
    query = urlencode([(key, known[key]) for key in OWN if key in known], safe=",:@", quote_via=quote)
    return Item(name, query, note, own), unknown, long


def _inside(text: str) -> list[tuple[str, str]]:
    """What a slide's text has in its brackets."""
    return [*_parameters(text.partition("(")[2].removesuffix(")"))]


def _parameters(text: str) -> Iterator[tuple[str, str]]:
    for part in text.split("!"):
        key, _, value = part.partition("=")
        if value := unquote(value).strip():
            yield key.strip(), value


def text_of(items: Iterable[Item], name: str = "") -> str:
    """The text that `read` takes for these slides, and for the name of their deck."""
    named = [f"{DECK}({_parameter(NAME, name)})"] if name else []
    return ";".join([*named, *(_text(item) for item in items)])


def with_slide(text: str, kind: str, words: Mapping[str, str]) -> str | None:
    """The text of a deck with a slide of one's own at its end; None where no slide can be made of these words."""
    deck = read(text)
    given = [(key, words.get(key, "").strip()) for key in words_of(kind)]
    slide = f"{kind}({'!'.join(starmap(_parameter, [pair for pair in given if pair[1]]))})"
    added = read(slide)
    if not added.items or added.too_long or kind not in KINDS:
        return None
    return text_of([*deck.items, *added.items], deck.name)


def own_text(item: Item) -> str:
    """A slide's own parameters, as they stand in the text; its note is none of them."""
    return "!".join(starmap(_parameter, item.parameters))


def fixed_text(item: Item) -> str:
    """What of it no hand changes: its filters, and what it is about."""
    words = words_of(item.name)
    return "!".join(starmap(_parameter, [*parse_qsl(item.filters), *(one for one in item.own if words[one[0]].fixed)]))


def _text(item: Item) -> str:
    note = _parameter(NOTE, item.note) if item.note else ""
    inside = "!".join(part for part in (own_text(item), note) if part)
    return f"{item.name}({inside})" if inside else item.name


def _parameter(key: str, value: str) -> str:
    return f"{key}={_HAS_MEANING.sub(lambda sign: quote(sign[0]), value)}"


SHIPPED: dict[str, Deck] = {
    "committee": read(
        "overview;brief;changes;completion-by-theme;completion-by-region;completion-by-priority;"
        "overdue;due-soon;leadership-gaps;terms-ending;agenda-status;agenda-open",
        N_("Steering Committee meeting"),
    ),
    "leadership": read(
        "leadership-gaps;roles-per-member;leads-and-delivery;terms-ending;"
        "completion-by-priority;completion-by-theme;agenda-status;agenda-open",
        N_("Thematic leadership"),
    ),
    "pilots": read(
        "pilots-map;pilots-compared;pilots-themes;pilot-peers;pilot-lessons;"
        "completion-by-level;completion-by-year(level=regional,local)",
        N_("City pilots"),
    ),
}
"""The decks that come with the product, by the name that `?deck=` knows them under."""


def saved(view: View) -> dict[str, Deck]:
    """The decks that editors saved, by name."""
    rows = view.records.decks()
    return {
        row.name: replace(SHIPPED[row.text], title=row.name, query=row.query)
        if row.text in SHIPPED
        else read(row.text, row.name, row.query)
        for row in rows
    }


def presentation(view: View) -> tuple[View, Deck]:
    """The deck that the address of a view names or spells out, in the view with the filters it was saved with."""
    text = view.chosen.deck.strip()
    if text in SHIPPED:
        return view, replace(SHIPPED[text], title=view.words(SHIPPED[text].title))
    if deck := saved(view).get(text):
        filters, _ = parse(deck.query, view.snapshot.choices)
        return replace(view, chosen=_over(filters, view.chosen)), deck
    return view, read(text, view.words("Presentation"))


def _over(under: Filters, over: Filters) -> Filters:
    """Filters with what is chosen in others in their place."""
    chosen = {name: value for name in NAMES if (value := getattr(over, name))}
    return under.changed(**chosen)


def edit_href(view: View, deck: str) -> str:
    """The address at which a deck is put together."""
    return f"{view.root}present/edit{view.chosen.presenting(deck).query()}"


def view_of(view: View, item: Item) -> View:
    """The view of one slide: its own filters in place of the deck's."""
    own, _ = parse(item.filters, view.snapshot.choices)
    chosen = _over(view.chosen, own).changed(deck="")
    return replace(view, chosen=chosen, scope=_NO_PAGE, item="", path="")


def offered(view: View) -> dict[str, list[tuple[str, str]]]:
    """What a slide of one's own can be about, where there are few of it: by kind, ids and names."""
    return {**subjects.choices(view), "picture": pictures.offered(view)}


def group_of(name: str) -> str:
    """The group in which a slide is offered."""
    return next(group for group, names in GROUPS.items() if name in names)


def own_filters(view: View, item: Item) -> str:
    """The filters that a slide has for itself, in words."""
    own = parse(item.filters, view.snapshot.choices)[0].dated()
    asof = view.words("as of {date}", date=view.words.date(own.asof)) if own.asof else ""
    pilot = view.names.of("pilot", own.pilot) if own.pilot else ""
    return " · ".join(part for part in (*view.filters_in_full(own), pilot, asof) if part)


def title_of(view: View, item: Item) -> str:
    """What a slide is called where decks are put together: its question, or its kind and its own words."""
    if item.name in TITLES:
        return view.words(TITLES[item.name])
    own, words = view_of(view, item), item.words
    asked = subjects.NAMES.get(item.name, "")
    about = subjects.title(own, item.name, words[asked]) if asked else words.get("text", "")
    return view.words.named(view.words(KINDS[item.name].label), words.get(HEADLINE) or about.replace("\n", " · "))


def with_something_to_say(view: View, items: Iterable[Item]) -> list[Item]:
    """Those whose slide shows anything under its filters."""
    return [item for item in items if any(says_something(slide) for slide in slides_of(view, [item]))]


def dropped(view: View, items: Iterable[Item]) -> list[Dropped]:
    """What the slides ask for, by their own filters too, and this data does not have."""
    filters = [drop for item in items for drop in parse(item.filters, view.snapshot.choices)[1]]
    return [*filters, *(Dropped(item.name, _asked(item)) for item in items if not _exists(view, item))]


def _asked(item: Item) -> str:
    """What a slide is about, as its text has it; empty where it needs nothing of the data."""
    return item.words.get({**subjects.NAMES, "picture": "file"}.get(item.name, ""), "")


def _exists(view: View, item: Item) -> bool:
    if item.name == "picture":
        return bool(pictures.address(view, _asked(item)))
    return item.name not in subjects.NAMES or subjects.exists(view_of(view, item), item.name, _asked(item))


def slides_of(view: View, items: Iterable[Item]) -> list[Slide]:
    """A slide an item, each under its own filters in place of the deck's; none without data."""
    if view.snapshot.empty:
        return []
    return [replace(_slide(view, item), remark=item.note) for item in items if _exists(view, item)]


def _slide(view: View, item: Item) -> Slide:
    """A slide under its own filters; where it cannot be made, one that says so: the deck lives on."""
    own, name = view_of(view, item), item.name

    def make() -> Slide:
        if name in subjects.NAMES:
            return subjects.slide(own, name, _asked(item))
        if name in KINDS:
            return written.slide(own, name, item.words)
        return chart_slide(own, name) if name in CHARTS else answer_slide(own, name, TOPICS[name])

    def failed(headline: str) -> Slide:
        title = own.words(KINDS[name].label if name in KINDS else TITLES[name])
        return Slide(name=name, title=title, headline=headline, subtitle="", source="", href=own.root)

    return _headed(attempt(own, name, make, _NOT_MADE, failed), item.words.get(HEADLINE, ""))


def _headed(slide: Slide, headline: str) -> Slide:
    """Under a headline of the presenter's own, what the data say stays to be read."""
    if slide.look or not headline:
        return slide
    subtitle = " · ".join(text for text in (slide.headline, slide.subtitle) if text)
    return replace(slide, headline=headline, subtitle=subtitle)
