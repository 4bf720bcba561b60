"""What may be written on the slides of a deck: kinds of slides with words of their own, and how long these may be."""

from __future__ import annotations

from dataclasses import dataclass, field

from dashboard.blocks import N_

NOTE, HEADLINE, DECK, NAME = "note", "headline", "deck", "name"
LONGEST_NOTE = 1_000


@dataclass(frozen=True)
class Words:
    """Words that a slide may have: what they are called, and how many letters and lines can be read from afar."""

    label: str
    longest: int
    lines: int = 1
    required: bool = False
    fixed: bool = False  # it says what the slide is about: another one is another slide
    is_address: bool = False  # its address may be given in its place

    def take(self, text: str) -> str:
        """The text without signs that no reader sees; lines stay lines, and of an address its end is taken."""
        if self.is_address and "//" in text:
            text = text.partition("?")[0].partition("#")[0].rstrip("/").rpartition("/")[2]
        lines = ("".join(sign for sign in line if sign.isprintable()) for line in text.splitlines())
        return "\n".join(line.strip() for line in lines if line.strip())

    def fits(self, text: str) -> bool:
        """Whether a slide has room for it."""
        return len(text) <= self.longest and text.count("\n") < self.lines


@dataclass(frozen=True)
class Kind:
    """A kind of slide: what the editor calls it, and its words by the key they have in a deck's text."""

    label: str
    words: dict[str, Words] = field(default_factory=dict)
    look: str = ""  # how it is drawn; empty: as charts, points and tables are


OF_ANY = {HEADLINE: Words(N_("Headline of your own"), 120)}
"""What the slide of a chart or of a question may have."""
KINDS: dict[str, Kind] = {
    "title": Kind(
        N_("Title"),
        {HEADLINE: Words(N_("Title"), 90, required=True), "text": Words(N_("Under the title"), 200, lines=3)},
        "title",
    ),
    "section": Kind(
        N_("Section"),
        {HEADLINE: Words(N_("What comes now"), 90, required=True), "text": Words(N_("Under it"), 200, lines=3)},
        "section",
    ),
    "text": Kind(
        N_("Text"),
        {
            HEADLINE: Words(N_("Headline"), 120, required=True),
            "text": Words(N_("Points, a line each"), 600, lines=7, required=True),
        },
        "text",
    ),
    "quote": Kind(
        N_("Quote"),
        {"text": Words(N_("What was said"), 280, lines=3, required=True), "by": Words(N_("Who said it, where"), 90)},
        "quote",
    ),
    "picture": Kind(
        N_("Picture"),
        {
            "file": Words(N_("Picture"), 32, required=True, fixed=True),
            HEADLINE: Words(N_("Headline"), 120),
            "text": Words(N_("What it shows"), 200, required=True),
        },
        "picture",
    ),
    "commitment": Kind(
        N_("Commitment"),
        {"id": Words(N_("Its number, or its address"), 300, required=True, fixed=True, is_address=True), **OF_ANY},
    ),
    "meeting": Kind(N_("Meeting"), {"id": Words(N_("Meeting"), 80, required=True, fixed=True), **OF_ANY}),
    "table": Kind(N_("Table"), {NAME: Words(N_("Table"), 80, required=True, fixed=True), **OF_ANY}),
}
"""The kinds of slides besides charts and questions, by the name that a deck's text has for them."""


def words_of(name: str) -> dict[str, Words]:
    """The words that a slide of this name may have."""
    return KINDS[name].words if name in KINDS else OF_ANY
