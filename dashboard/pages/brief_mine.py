"""My meeting: a line on the member and the region of who reads the Brief, which narrow nothing else on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dashboard import blocks as b
from dashboard.pages import committee
from dashboard.view.view import View


def band(view: View) -> list[b.Block]:
    """The line of each that is chosen, and what chooses them: a form that makes an address."""
    words = view.words
    lines = [_of_member(view, one) if one in view.snapshot.table("members").index else _of_region(view, one)
             for one in view.chosen.mine]  # fmt: skip
    forget = b.Link(words("Forget my choice"), view.href(mine=()), style="forget")
    texts = [b.Paragraph([part for clause in line for part in (" · ", clause)][1:]) for line in lines]
    choose = words("Choose another member or region") if lines else words("My meeting: choose your member and region")
    form: list[b.Block] = [_form(view), *([b.Paragraph(forget)] if lines else [])]
    data = {"mine": ",".join(view.chosen.mine)}
    return [
        b.Section([*texts, b.Disclosure(choose, form)], f"my-meeting {'chosen' if lines else ''}".strip(), data=data)
    ]


def _form(view: View) -> b.Form:
    words, members = view.words, view.snapshot.dimensions["member"].values
    regions = list(view.snapshot.dimensions["region"].values)
    others = view.chosen.changed(mine=()).parameters()
    named = sorted(((one, view.names.of("member", one)) for one in members), key=lambda pair: words.order(pair[1]))
    parts = [
        *(b.Field("hidden", name, value=value) for name, value in others),
        b.Field("pick", "mine", words("My member"), _chosen(view, members), named),
        b.Field("pick", "mine", words("My region"), _chosen(view, regions),
                [(one, view.names.of("region", one)) for one in regions]),
        b.Field("submit", "", words("Show"), value="send"),
    ]  # fmt: skip
    return b.Form(f"{view.root}{view.path}", "", parts, "posted compare mine")


def _chosen(view: View, values: Sequence[str]) -> str:
    return next((one for one in view.chosen.mine if one in values), "")


def _narrowed(view: View, **chosen: tuple[str, ...]) -> View:
    """The same days and version, and nothing else chosen but this."""
    now, nothing = view.chosen, view.chosen.cleared()
    own = nothing.changed(since=now.since, known=now.known, asof=now.asof, **chosen)
    return replace(view, chosen=own, scope=nothing)


def _of_member(view: View, member: str) -> list[b.Text]:
    """Its seat and roles, what was found of its commitments, and the way to its page."""
    own = _narrowed(view, member=(member,))
    page = b.Link(view.words("its page"), view.href(f"members/{member}"))
    name = b.Styled(view.names.of("member", member), "strong")
    return [name, *committee.in_short(view, member), *_commitments(own), page]


def _of_region(view: View, region: str) -> list[b.Text]:
    own = _narrowed(view, region=(region,))
    page = b.Link(view.words("its commitments"), own.href("commitments"))
    return [b.Styled(view.names.of("region", region), "strong"), *_commitments(own), page]


def _commitments(own: View) -> list[b.Text]:
    """The completion rate with its n, what moved, and of how many the promised end is known."""
    words, selection = own.words, own.selection
    if not selection.commitments:
        return [words("no commitments on record by {date}", date=own.asof)]
    if not selection.assessed:
        rate = words("no assessed commitments yet")
    else:
        rate = words("completion {rate}", rate=words.rate_with_n(selection.completed, selection.assessed))
    clauses: list[b.Text] = [rate]
    if own.since:
        sizes = selection.sizes("change")
        moved = words(
            "{forward} moved forward, {back} slipped back, {new} newly assessed",
            forward=sizes["advanced"], back=sizes["slipped"], new=sizes["newly_assessed"],
        )  # fmt: skip
        unplaced = words.plural("{n} cannot be placed", "{n} cannot be placed", sizes["not_placed"])
        clauses.append(words("; ").join([moved, unplaced]) if sizes["not_placed"] else moved)
    unknown = selection.sizes("due")["end-unknown"]
    known = selection.commitments - unknown
    return [*clauses, words("promised ends known for {known} of {n}", known=known, n=selection.commitments)]
