"""Blocks: what a page says, as plain data; every way out of the house renders them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice
from typing import Any, Self, Union

# Text: a string, a part with a meaning of its own, or several of them in a row; strings are in the reader's language,
# but for those that a table of the code holds: marked there, they are translated where they are shown.


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for "translate this later"
    """Mark `message` for the catalogues; it is translated where it is shown."""
    return message


@dataclass(frozen=True)
class Link:
    """Text with the way to it. `to` is where it leads: a page, a document, a file, or a place of this page (here).

    To a button it leads nowhere: the browser's scripts do what its `data` say.
    """

    text: Text
    href: str
    to: str = "page"
    label: str = ""  # what is spoken in its place
    title: str = ""
    style: str = ""
    data: Mapping[str, str] = field(default_factory=dict)  # what the browser's scripts read there
    current: bool = False  # it is what is shown or chosen now
    hidden: bool = False  # until a script of the browser shows it


@dataclass(frozen=True)
class Styled:
    """Text that means more than its words: strong, unknown, part (of the row above), code, line (of its own), …"""

    text: Text
    style: str
    title: str = ""
    lang: str = ""  # of the text, where it is not the page's


@dataclass(frozen=True)
class Chip:
    """A word for a level, a state or a kind, whose colour says the same."""

    text: str
    kind: str


@dataclass(frozen=True)
class Term:
    """A term and what it means."""

    text: str
    meaning: str


@dataclass(frozen=True)
class Break:
    """The end of a line."""


@dataclass(frozen=True)
class Names:
    """Names in a row."""

    items: Sequence[Text]


@dataclass(frozen=True)
class Items:
    """A list; its items are texts."""

    items: Sequence[Text]
    ordered: bool = False
    style: str = ""
    label: str = ""  # of a list of ways to go: what it is spoken as


@dataclass(frozen=True)
class Fold:
    """What opens when asked for, mostly a long list; `summary` says what it is, or how long."""

    summary: Text
    items: Text


@dataclass(frozen=True)
class Tiles:
    """A mark a commitment, by completion and openness; `label` says in words what they show, `href` leads to them."""

    tiles: Sequence[tuple[str, str]]
    label: str
    href: str = ""


@dataclass(frozen=True)
class Span:
    """A span of time on an axis of `first` to `last` (ordinal days); `start` and `end` are None where not known."""

    start: int | None
    end: int | None
    axis: tuple[int, int]
    today: int
    kind: str


@dataclass(frozen=True)
class Axis:
    """The head of a column of spans: ordinal days with what is written at them."""

    label: str
    days: tuple[int, int]
    ticks: Sequence[tuple[int, str]]


@dataclass(frozen=True)
class Bar:
    """Numbers beside it as a small bar: parts of so many, each with its kind, which the style sheets know."""

    parts: Sequence[tuple[int, str]]
    of: int


@dataclass(frozen=True)
class Moments:
    """What happened when, on an axis of ordinal days: from a day to a day each, and its kind."""

    spans: Sequence[tuple[int, int, str]]
    axis: tuple[int, int]
    today: int


# Values: a cell or figure that each way out writes in its own way.


@dataclass(frozen=True)
class Count:
    """A number, with the way to what it counts."""

    n: int
    href: str = ""
    of: int = 0  # of how many, where that is to be read beside it


@dataclass(frozen=True)
class Share:
    """A rate that knows its n: counts where these are few. `with_n` has the screen write the n beside it."""

    part: int
    whole: int
    href: str = ""
    with_n: bool = False


@dataclass(frozen=True)
class Points:
    """A difference: of counts (int) or of percentage points (float); always with its sign."""

    value: float


@dataclass(frozen=True)
class Day:
    """A date at the precision it is known, ISO 8601; empty for not known."""

    text: str


@dataclass(frozen=True)
class Unknown:
    """What is not known, said in words where there is room; an empty cell in files, never zero."""

    text: str = ""  # empty: "not known"


@dataclass(frozen=True)
class QrCode:
    """A code that a phone's camera opens: the address of its picture, and what it leads to."""

    src: str
    label: str


Value = Union[Count, Share, Points, Day, Unknown]  # noqa: UP007 - names that come later
Text = Union[
    str,
    Link,
    Styled,
    Chip,
    Term,
    Break,
    Names,
    Items,
    Fold,
    Tiles,
    Span,
    Axis,
    Bar,
    Moments,
    QrCode,
    "Form",
    "Field",
    Value,
    Sequence["Text"],
]
Row = Sequence[Text]

# Blocks.

SCREEN, FILES = "screen", "files"
"""Where a table or a column is, when it is not everywhere: on screen and in print, or in what is taken away."""


@dataclass(frozen=True, kw_only=True)
class _Placed:
    """What can be on screen or in files alone."""

    only: str = ""  # SCREEN or FILES

    @property
    def on_screen(self) -> Self:
        """The same, on screen alone."""
        return replace(self, only=SCREEN)

    @property
    def in_files(self) -> Self:
        """The same, in files alone."""
        return replace(self, only=FILES)


@dataclass(frozen=True)
class Figure:
    """One of the figures a page begins with: its name, its value, what it rests on, its change since an earlier day."""

    name: Text
    value: Text
    note: Text = ""
    tone: str = ""  # up, down or warn
    change: Text = ""


@dataclass(frozen=True)
class Header:
    """The top of a page: one true sentence, what it rests on, and at most four figures."""

    headline: str
    lede: Text
    figures: Sequence[Figure] = ()
    actions: Sequence[Link] = ()
    trail: Sequence[Link] = ()  # the pages above this one
    lang: str = ""  # of the headline, where it is not the page's


@dataclass(frozen=True)
class Paragraph:
    """A paragraph. `style`: note, subtitle, empty, notice, or status and alert: spoken when they change."""

    text: Text
    style: str = ""


@dataclass(frozen=True)
class Heading:
    """A heading within a card; that of a card itself is of level 2."""

    text: Text
    level: int = 3
    style: str = ""


@dataclass(frozen=True)
class Sentences:
    """What is to be said, the most important first."""

    items: Sequence[Text]


@dataclass(frozen=True)
class Facts:
    """Names and what is known of each."""

    pairs: Sequence[tuple[Text, Text]]


@dataclass(frozen=True)
class Chart:
    """A chart of CHARTS, so many of twelve columns wide."""

    name: str
    span: int = 12
    folds: bool = False  # a phone shows its heading alone until it is asked for


@dataclass(frozen=True)
class Column(_Placed):
    """A column of a table: `header` and `meaning` are messages, said in the reader's language by the renderer."""

    header: str
    meaning: str = ""
    numeric: bool = False
    head: Text = ""  # what stands on screen in place of the header, where that is no plain text
    sort: str = ""  # aria-sort of a sorted column


@dataclass(frozen=True)
class Group:
    """Rows that belong together, under a heading of their own."""

    heading: Text
    rows: Sequence[Row]


Rows = Union[Sequence[Row], Callable[[Union[int, None]], Iterable[Row]]]  # noqa: UP007
"""Rows, or a function that gives the first so many of them (None: all)."""


class Later(Sequence[Row]):
    """Rows that are worked out when the first of them is read: a screen reads none of a table that is for files.

    A function of rows gives them as they are sent; these are all there once one of them is.
    """

    def __init__(self, make: Callable[[], Iterable[Row]]) -> None:
        self._make = make

    @cached_property
    def _rows(self) -> list[Row]:
        return [*self._make()]

    def __getitem__(self, place: Any) -> Any:
        return self._rows[place]

    def __len__(self) -> int:
        return len(self._rows)


@dataclass(frozen=True)
class Table(_Placed):
    """A table. `name` is its address: in the API, as a file and as a sheet. The first cell of each row heads it."""

    name: str
    title: str
    columns: Sequence[Column]
    rows: Rows = ()
    groups: Sequence[Group] = ()  # in place of rows
    foot: Sequence[Row] = ()  # what sums the rows up, on screen under them; files hold the rows alone
    total: int | None = None  # how many rows there are, where a function gives them
    first: int | None = None  # how many the screen shows; the rest is a link
    more: Text = ""  # the way to all of them
    subtitle: Text = ""
    notes: Sequence[Text] = ()
    file_notes: Sequence[Text] = ()  # notes that only files need, where the screen says it elsewhere
    empty: Text = ""  # said in place of a table without rows
    tab: str = ""  # a short name for its sheet; tables in a row with one tab share it, and need the same columns
    sheet: str = ""  # the title of a sheet that several share
    span: int = 12  # of twelve columns; 0: no card of its own
    style: str = ""
    id: str = ""
    as_cards: bool = True  # a phone shows each row as a card
    folds: bool = False  # a phone shows its title alone until it is asked for
    over: Sequence[tuple[str, int]] = ()  # headings over so many columns each, "" for none

    def read(self, most: int | None = None) -> Iterator[Row]:
        """The first `most` rows; None: all of them."""
        if self.groups:
            yield from islice((row for group in self.groups for row in group.rows), most)
        else:
            yield from islice(self.rows(most) if callable(self.rows) else self.rows, most)

    def without(self, only: str) -> Table:
        """The table without the columns that stand `only` on SCREEN, or in FILES."""
        places = [place for place, column in enumerate(self.columns) if column.only != only]

        def rows(most: int | None) -> Iterator[Row]:
            return ([row[place] for place in places] for row in self.read(most))

        return replace(self, columns=[self.columns[place] for place in places], rows=rows, groups=())

    def window(self, first: int, most: int | None) -> Table:
        """The table with at most so many rows, from the one at place `first` on; `total` says how many there are."""
        last = None if most is None else first + most
        return replace(self, rows=lambda _: islice(self.read(last), first, last), groups=(), total=len(self))

    def __len__(self) -> int:
        """How many rows there are."""
        if self.total is not None:
            return self.total
        return sum(1 for _ in self.read())

    def __bool__(self) -> bool:
        """A table is one also without rows."""
        return True


@dataclass(frozen=True)
class Legend:
    """What the marks of commitments mean: the grounds of these completion states, and every sign."""

    states: Sequence[str]


@dataclass(frozen=True)
class Control:
    """A control of one filter that stands in the page: since, pilot, peer, constituency, q or time."""

    name: str


@dataclass(frozen=True)
class Actions:
    """What can be done here, side by side: links, buttons and forms."""

    links: Sequence[Link | Form]
    label: str = ""
    style: str = ""


@dataclass(frozen=True)
class Field:
    """A field of a form: hidden, text, tick, row, choice, one, option, files, copy, submit.

    What may stay empty, where it is not `required`: sentence, date, address, file, whose `value` lists the endings of
    names, line, which may offer options as one types, lines, day, pick, and many, whose `value` has a line an option.

    `one` is a question with all its options to see; an `option` is one of them, alone in the cell of a table. A `row`
    is a tick in a table; `copy` is a text to be copied; `form` is the id of the form, where the field stands elsewhere.
    """

    kind: str
    name: str
    label: Text = ""
    value: str = ""
    options: Sequence[tuple[str, str]] = ()
    required: bool = False
    note: str = ""
    longest: int = 0
    form: str = ""
    fault: str = ""  # what is wrong with what was filled in


@dataclass(frozen=True)
class Form:
    """A form that posts its fields, and the token that shows where it came from, to an address; also in a cell.

    Without a token it changes nothing: its fields become the address.
    """

    action: str
    token: str
    parts: Sequence[Text]
    style: str = "posted"
    id: str = ""


@dataclass(frozen=True)
class Card:
    """Blocks under a heading."""

    title: str
    blocks: Sequence[Block]
    subtitle: Text = ""
    span: int = 12
    style: str = ""
    id: str = ""
    data: Mapping[str, str] = field(default_factory=dict)
    folds: bool = False  # a phone shows its title alone until it is asked for


@dataclass(frozen=True)
class Disclosure:
    """Blocks that open when asked for."""

    summary: Text
    blocks: Sequence[Block]
    open: bool = False


@dataclass(frozen=True)
class Grid:
    """Cards and charts beside and under each other, in twelve columns."""

    blocks: Sequence[Block]


@dataclass(frozen=True)
class Stack:
    """Blocks under each other, so many of twelve columns wide."""

    blocks: Sequence[Block]
    span: int


@dataclass(frozen=True)
class Section:
    """Blocks that belong together; `style` is the name under which the style sheets know them."""

    blocks: Sequence[Block]
    style: str
    id: str = ""
    data: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Part:
    """Blocks that follow the filters, made when they are asked for; a fault in them is said in their place."""

    name: str
    make: Callable[[Any], Union[Block, Sequence[Block], None]]  # noqa: UP007 - from a View


@dataclass(frozen=True)
class Native:
    """The way out of the vocabulary: something only a screen can show, drawn by a function of components/screen."""

    name: str
    values: dict[str, Any] = field(default_factory=dict)


Block = Union[  # noqa: UP007
    Header, Paragraph, Heading, Sentences, Facts, Items, Chart, Table, Legend, Control, Actions, Form, Card, Disclosure,
    Grid, Stack, Section, Part, Native,
]  # fmt: skip


@dataclass(frozen=True)
class Answer:
    """A block as the answer to a question, on a slide: the answer in a sentence, and what it rests on."""

    headline: str
    subtitle: str
    block: Block | Sequence[Figure] | None = None  # of a kind of exports/slides.KINDS
    note: str = ""
    href: str = ""  # where all of it is, when that is not the page itself


@dataclass(frozen=True)
class Topic:
    """What can be a slide: the question, the path of the page that has more of it, and the function that answers."""

    question: str
    page: str
    answer: Callable[[Any], Answer]  # from a View


CONTAINERS = (Card, Disclosure, Grid, Stack, Section)


def listed(blocks: Block | Sequence[Block] | None) -> list[Block]:
    """What a part makes, as a list."""
    if blocks is None:
        return []
    return list(blocks) if isinstance(blocks, Sequence) else [blocks]


def folded(blocks: Iterable[Block]) -> list[Block]:
    """The blocks, of whose cards a phone shows the headings alone until one is asked for."""
    return [_folded(block) for block in blocks]


def _folded(block: Block) -> Block:
    if isinstance(block, Part):
        return replace(block, make=lambda view: folded(listed(block.make(view))))
    if isinstance(block, (Grid, Stack, Section)):
        return replace(block, blocks=folded(block.blocks))
    return replace(block, folds=True) if isinstance(block, (Card, Chart, Table)) else block


def leaves(view: Any, blocks: Iterable[Block], whole: tuple[type, ...] = ()) -> Iterator[Block]:
    """The blocks that hold no others, and `whole` those of some kinds, in their order; parts are made for `view`."""
    for block in blocks:
        if isinstance(block, Part):
            yield from leaves(view, listed(block.make(view)), whole)
        elif isinstance(block, CONTAINERS) and not isinstance(block, whole):
            yield from leaves(view, block.blocks, whole)
        else:
            yield block


def parts(blocks: Iterable[Block]) -> Iterator[Part]:
    """The parts that follow the filters."""
    for block in blocks:
        if isinstance(block, Part):
            yield block
        elif isinstance(block, CONTAINERS):
            yield from parts(block.blocks)
