"""What is late, a row a plan: of the plans not known to have ended, unless others are asked for."""

from __future__ import annotations

from dataclasses import replace

from dashboard import blocks as b
from dashboard.blocks import N_
from dashboard.queries import late
from dashboard.view import columns as c
from dashboard.view.view import View

_SHOWN = 10
_COLUMNS = (
    *(c.PLAN.on_screen, c.MEMBER.in_files, c.PLAN.in_files),
    b.Column(N_("Plan's period"), N_("Whether it goes on on the as-of day, or its last day is not known.")).in_files,
    b.Column(N_("Known to be late"), N_("Past its promised end, and found short of complete."), numeric=True),
    b.Column(N_("Result not known"), N_("Past its promised end; nothing found by which to judge it."), numeric=True),
    b.Column(N_("End not known"), N_("Commitments whose promised end is not known."), numeric=True),
    c.COMMITMENTS.in_files,
)


def late_by_member(view: View, span: int = 12) -> b.Card:
    """The three counts of late together, then by plan, newest first, those of a member under each other."""
    words, asked = view.words, view.filters.running
    own = view if asked else replace(view, chosen=view.chosen.changed(running=late.NOT_ENDED))
    which = words.listing([words.code("running", one) for one in own.filters.running])
    plans = late.by_plan(own.selection)
    table = b.Table(
        "late-by-member",
        words("Late by member"),
        _COLUMNS,
        [_row(own, plan) for plan in plans],
        first=_SHOWN,
        empty=words("Nothing is late, and every promised end and result is known."),
        file_notes=[words.named(words.filter("running"), which)],
        tab=words("Late by member"),
        span=0,
        as_cards=False,
    )
    return b.Card(
        words("What is late, of plans not known to have ended?") if not asked else words("What is late?"),
        [_counts(own), table, *_more(view, own, len(plans))],
        " · ".join([words.named(words.filter("running"), which), _of(own)]),
        span=span,
        style="late-by-member",
    )


def _of(own: View) -> str:
    return own.words.plural("{n} commitment", "{n} commitments", own.selection.commitments)


def _counts(own: View) -> b.Paragraph:
    """The three counts, each as a number above its words; without any known end the first two are not known."""
    words, sizes = own.words, own.selection.sizes("due")
    texts = {
        "overdue": words("past the promised end, found short of complete"),
        "overdue-unknown": words("past the promised end, result not known"),
        "end-unknown": words("promised end not known"),
    }
    known = late.any_end_known(own.selection)
    lines: list[b.Text] = [
        [b.Styled(_count(sizes[value], own, value) if known or value == "end-unknown" else b.Unknown(), "late-count"),
         " ", b.Styled(text, "late-words")]
        for value, text in texts.items()
    ]  # fmt: skip
    return b.Paragraph([part for one in lines for part in (b.Break(), b.Styled(one, "late-figure"))][1:], "late-counts")


def _count(n: int, own: View, value: str, **chosen: tuple[str, ...]) -> b.Count:
    return b.Count(n, own.href("commitments", due=(value,), **own.scope.chosen(), **chosen) if n else "")


def _row(own: View, plan: late.Plan) -> b.Row:
    """A plan with its three counts, which lead to their rows; without any known end the first two are not known."""
    words, known = own.words, plan.end_unknown < plan.commitments
    counts = {"overdue": plan.overdue, "overdue-unknown": plan.result_unknown, "end-unknown": plan.end_unknown}
    cells = [
        _count(n, own, value, plan=(plan.id,)) if known or value == "end-unknown" else b.Unknown()
        for value, n in counts.items()
    ]
    member, name = c.member_link(own, plan.member), own.names.short_plan(plan.id)
    bar = b.Bar([(n, f"is-{value}") for value, n in counts.items()], plan.commitments)
    return [
        [member, " · ", name, bar],
        member,
        name,
        words.code("running", plan.running),
        *cells,
        b.Count(plan.commitments),
    ]


def _more(view: View, own: View, n: int) -> list[b.Block]:
    """How many plans there are beside those shown, and the way to the same of all plans."""
    words = view.words
    shown = [words.plural("The first {n} plan is shown here", "The first {n} plans are shown here", _SHOWN)]
    rest = [b.Paragraph(b.Names([*shown, words("{n} in all", n=n)]), "note")] if n > _SHOWN else []
    every = b.Link(
        words("All that is late, whatever became of the plan"),
        view.href("commitments", due=("overdue",), running=()),
    )
    behind = b.Link(words("The commitments of these plans"), own.href("commitments"))
    return [*rest, b.Items([behind, every], style="late-ways")]
