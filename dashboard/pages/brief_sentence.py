"""A sentence of the Brief: its clauses, how certain they are, and the filters that it follows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dashboard import blocks as b
from dashboard.blocks import N_
from dashboard.view.view import View

END = ""
"""Between the clauses of two sentences that stand in one place."""
MOST = 7
"""So many sentences are read."""
DAY, MONTH, YEAR = PRECISIONS = ("day", "month", "year")
"""How well a date is known, the best first."""
REPORTED, NOT_KNOWN = "reported", "unknown"
CERTAINTY = {
    DAY: N_("known to the day"),
    MONTH: N_("known to the month"),
    YEAR: N_("known to the year"),
    REPORTED: N_("reported by the member"),
    NOT_KNOWN: N_("not known"),
}
"""How certain a sentence is, the most certain first."""
_WHOLE = N_("In the whole Partnership: {text}")
_ONLY_BY = N_("Under the filter {filters} alone: {text}")


@dataclass(frozen=True)
class News:
    """A sentence: its clauses, how certain they are, what a headline says of it, and the filters that it follows."""

    clauses: Sequence[b.Text]  # where two sentences stand in one place, with END between them
    certain: tuple[str, ...]
    short: Sequence[str] = ()
    follows: tuple[str, ...] | None = None  # None: all that are chosen
    topic: str = ""  # two of one become one sentence where there are too many

    def is_whole(self, view: View) -> bool:
        """It is counted under filters that it does not follow."""
        return self.follows is not None and not set(view.filters.chosen()) <= {*self.follows, "change"}

    def __or__(self, other: News) -> News:
        """Two in one, where there are too many."""
        certain = tuple(dict.fromkeys((*self.certain, *other.certain)))
        short = (*self.short, *other.short)
        return News([*self.clauses, END, *other.clauses], certain, short, self.follows, self.topic)


def sentence(view: View, news: News) -> b.Text:
    """A sentence with the chips of its certainty, which every way out writes in brackets behind it."""
    words = view.words
    clauses = [*_written(news.clauses, words("; "))]
    text: b.Text = [_capital(clauses[0]), *clauses[1:], "."]
    if news.is_whole(view):
        chosen = view.filters.chosen()
        names = [words.filter(name) for name in news.follows or () if name in chosen]
        before, _, after = words(_ONLY_BY if names else _WHOLE, filters=words.listing(names), text="\0").partition("\0")
        text = [before, *clauses, ".", after]
    bracket = [b.Styled(sign, "aside") for sign in "()"]
    chips = [
        b.Styled([" ", bracket[0], words(CERTAINTY[one]), bracket[1]], f"span certainty {one}") for one in news.certain
    ]
    return [b.Styled(text, "span news"), *chips]


def _written(clauses: Sequence[b.Text], between: str) -> Iterator[b.Text]:
    """Clauses in a row; a sentence that ends begins the next one with a capital."""
    before = ""
    for clause in clauses:
        if clause == END:
            before = ". "
            continue
        yield from ([before] if before else [])
        yield _capital(clause) if before == ". " else clause
        before = between


def _capital(text: b.Text) -> b.Text:
    """A text as a sentence begins."""
    if isinstance(text, str):
        return f"{text[:1].upper()}{text[1:]}"
    if isinstance(text, Sequence):
        return [_capital(text[0]), *text[1:]]
    return replace(text, text=_capital(text.text)) if isinstance(text, b.Link) else text


def at_most(some: Sequence[News]) -> list[News]:
    """So many sentences as are read: where there are more, two of one kind become one."""
    kept = list(some)
    while len(kept) > MOST:
        pairs = [place for place in range(len(kept) - 1) if kept[place].topic == kept[place + 1].topic]
        if not pairs:
            break
        place = pairs[0]
        kept[place : place + 2] = [kept[place] | kept[place + 1]]
    return kept[:MOST]
