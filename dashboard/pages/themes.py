"""Themes: OGP's policy areas and the themes in them, who leads each, and how their commitments are doing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from dashboard import blocks as b
from dashboard.blocks import N_
from dashboard.pages import leads
from dashboard.pages.committee import committee_of
from dashboard.queries import themes
from dashboard.queries.leadership import Area, Committee, Lead
from dashboard.view import columns as c
from dashboard.view.view import View

TITLE = N_("Themes")
SLIDES = ("leads-and-delivery", "leadership-gaps")
"""What the page has to present."""
_DELIVERY = (
    c.THEME,
    c.LED_BY,
    c.POLICY_AREA.in_files,
    c.COMMITMENTS,
    c.MEMBERS,
    c.ASSESSED.in_files,
    c.COMPLETION_RATE,
)
_IN_AREA = (b.Column(N_("Theme, and who leads it"), c.THEME.meaning), c.COMMITMENTS, c.MEMBERS, c.COMPLETION_RATE)
_HEAD_ROWS = 3
"""As high as so many rows is what stands over those of a policy area."""


def blocks(_: View) -> Sequence[b.Block]:
    """The headline, the way to each policy area, and the themes of each."""
    return [b.Section([b.Part("themes", header), b.Part("themes-by-area", areas)], "themes")]


def header(view: View) -> b.Header:
    """How many policy areas and themes have a lead, and how many commitments carry a theme."""
    words, committee = view.words, committee_of(view)
    if not committee.leads:
        return b.Header(words("There are no themes in this data."), words("As of {date}", date=view.asof))
    clauses = [*([leads.led_areas(view, committee)] if committee.areas else []), leads.led(view, committee)]
    lede = [words("As of {date}", date=view.asof), *view.chosen_in_words(), words(leads.NOT_A_BREACH)]
    return b.Header(
        words.sentence(words("; ").join(clauses)),
        " · ".join(lede),
        _figures(view),
        [view.present_link(SLIDES)],
    )


def _figures(view: View) -> list[b.Figure]:
    """Who leads areas and themes, and the commitments with and without a theme."""
    words, plural, committee, selection = view.words, view.words.plural, committee_of(view), view.selection
    figures = []
    if n := len(committee.areas):
        led = b.Count(n - len(committee.areas_without_lead), of=n)
        figures.append(b.Figure(words("Policy areas with a lead"), led, words("as OGP has them today")))
    all_themes, unled = len(committee.leads), len(committee.themes_without_lead)
    through = sum(all(lead.area for lead in some) for some in committee.leads.values() if some)
    led = b.Count(all_themes - unled, of=all_themes)
    of_them = plural("{n} of them through the area alone", "{n} of them through the area alone", through)
    figures.append(b.Figure(words("Themes with a lead"), led, of_them))
    without = themes.without_theme(selection)
    beside = plural("{n} carries no theme", "{n} carry no theme", without)
    figures.append(
        b.Figure(c.term("Commitments", words), b.Count(selection.commitments, view.href("commitments")), beside)
    )
    rate = b.Share(selection.completed, selection.assessed)
    n_assessed = plural("n={n} assessed", "n={n} assessed", selection.assessed)
    return [*figures, b.Figure(c.term("Completion rate", words), rate, n_assessed)]


def _works(view: View) -> Mapping[str, themes.Work]:
    return themes.work(view.selection)


def areas(view: View) -> Sequence[b.Block]:
    """The themes of each policy area; those in none last."""
    words, committee = view.words, committee_of(view)
    if not committee.leads:
        return []
    parts = leads.by_area(committee)
    notes = [words(c.SEVERAL_THEMES), *([words(leads.OWN_READING)] if committee.areas else [])]
    files = [delivery(view, committee).in_files, leads.leads(view, committee)]
    tables = [of_area(view, committee, area) for area in parts]
    half = _half([len(area.themes) + _HEAD_ROWS for area in parts])
    beside = [b.Stack(tables[:half], 6), b.Stack(tables[half:], 6)]
    return [b.Paragraph(" ".join(notes), "note"), b.Grid([*files, *beside])]


def _half(heights: Sequence[int]) -> int:
    """How many of some cards fill the first of two columns, so that both are about as long."""
    return min(range(len(heights) + 1), key=lambda n: abs(sum(heights[:n]) - sum(heights[n:])))


def delivery(view: View, committee: Committee) -> b.Table:
    """For files and slides: every theme in view, in the order of the priorities."""
    words, works = view.words, view.once(_works)

    def row(theme: str, _: str) -> b.Row:
        areas = b.Names([leads.area_name(view, area.id) for area in committee.areas if theme in area.themes])
        n, members, assessed, rate = _numbers(view, theme, works[theme])
        return [
            c.theme_link(view, theme),
            leads.lead_names(view, committee.leads[theme]),
            areas,
            n,
            members,
            assessed,
            rate,
        ]

    return b.Table(
        "leads-by-theme",
        words("Each theme: its leads, and how its commitments are doing"),
        _DELIVERY,
        groups=leads.in_priorities(view, committee.leads, row),
        subtitle=words(c.SEVERAL_THEMES),
        notes=[words(leads.OWN_READING)] if committee.areas else [],
        tab=words("Themes"),
    )


def of_area(view: View, committee: Committee, area: Area) -> b.Table:
    """On screen: the themes of a policy area, each with who leads it, and how its commitments are doing."""
    words, works = view.words, view.once(_works)

    def row(theme: str) -> b.Row:
        led = b.Styled(_led(view, committee.leads[theme]), "line led-by")
        n, members, _, rate = _numbers(view, theme, works[theme])
        since = leads.known_from(view, theme)
        return [
            [c.theme_link(view, theme), led],
            [n, *([b.Styled(since, "line led-by")] if since else [])],
            members,
            rate,
        ]

    of_the_area = words("Led by {names}", names=words.listing(leads.holders(view, area.leads)))
    return b.Table(
        leads.place(area),
        leads.area_name(view, area.id),
        _IN_AREA,
        [row(theme) for theme in area.themes],
        subtitle=(of_the_area if area.leads else words(leads.NOBODY)) if area.id else "",
        empty=words("No theme is in this area."),
        only=b.SCREEN,
        style="area",
        id=leads.place(area),
        as_cards=False,
    )


def _led(view: View, some: Iterable[Lead]) -> b.Text:
    """Who leads a theme, beside the leads of its area, which are said above it."""
    words = view.words
    own = leads.holders(view, [lead.role for lead in some if not lead.area])
    through = any(lead.area for lead in some)
    parts = [
        *([words("Led by {names}", names=words.listing(own))] if own else []),
        *([words("through the area")] if through else []),
    ]
    return b.Names(parts) if parts else leads.nobody(view)


def _numbers(view: View, theme: str, work: themes.Work) -> tuple[b.Count, b.Count, b.Count, b.Share]:
    rows = view.href("commitments", theme=(theme,)) if work.commitments else ""
    rate = work.rate
    share = b.Share(rate.completed, rate.assessed, with_n=True)
    return b.Count(work.commitments, rows), b.Count(work.members), b.Count(rate.assessed), share


def _leads_and_delivery(view: View) -> b.Answer:
    """Each theme's leads beside how its commitments are doing: those with a lead first, then as on the page."""
    committee = committee_of(view)
    table = delivery(view, committee)
    by_lead = replace(table, groups=(), rows=sorted(table.read(), key=lambda row: isinstance(row[1], b.Unknown)))
    text = view.words.sentence(leads.led(view, committee))
    return b.Answer(text, view.rests_on(), by_lead, view.words(c.SEVERAL_THEMES))


TOPICS = {
    "leads-and-delivery": b.Topic(N_("Who leads each theme, and how is it doing?"), "themes", _leads_and_delivery),
}
