"""What is said of the commitments of an export that are here already: which, how that is known, and which are new."""

from __future__ import annotations

from collections.abc import Mapping

from data_loader.formats.ogp_matching import ANSWER, CODE, NUMBER, TITLE, Matches, Named, match, of_others
from data_loader.formats.ogp_sheet import Columns, Sheet
from data_loader.formats.ogp_stored import Stored
from data_loader.phrases import phrase


def known_again(sheet: Sheet, columns: Columns, named: Mapping[int, Named], stored: Stored) -> dict[str, str]:
    """OGP's id → ours: that of the stored commitment it is, else one that no other has; both are said."""
    matches = match(named.values(), stored, sheet.vocabulary.asking, str(sheet.source))
    _say_doubtful(sheet, columns, named, matches)
    plans = {one.plan for one in named.values()}
    codes = [*dict.fromkeys(one.code for one in named.values())]
    others = of_others(stored, plans, matches)
    if matches.ids or others:
        sentence = phrase(
            "Known here by OGP’s id: {code}; by plan and number: {number}; by title: {title}; by an answer: {answer}. "
            "These keep their id and history. New: {new}. Stored commitments of these plans that are not in the file: "
            "{others}; they stay unless you say otherwise.",
            code=matches.count(CODE), number=matches.count(NUMBER), title=matches.count(TITLE),
            answer=matches.count(ANSWER), new=len(codes) - len(matches.ids), others=others,
        )  # fmt: skip
        sheet.findings.append(sheet.source.finding("known-commitments", sentence))
    taken = stored.ids | {*matches.ids.values()}
    return {code: matches.ids.get(code) or _free_id(code, taken) for code in codes}


def _free_id(code: str, taken: frozenset[str]) -> str:
    """OGP's own id, unless a stored commitment that is another has it as ours."""
    number, own_id = 1, code
    while own_id in taken:
        number += 1
        own_id = f"{code}-{number}"
    return own_id


def _say_doubtful(sheet: Sheet, columns: Columns, named: Mapping[int, Named], matches: Matches) -> None:
    for position, one in named.items():
        candidates = matches.doubtful.get(one.code)
        if not candidates:
            continue
        likely = candidates[0]
        sentence = phrase(
            "{code} may be {id}, “{title}” (number {number}): OGP’s id, the number and the title do not agree.",
            code=one.code, id=likely["id"], title=likely["title"], number=likely["number"] or "—",
        )  # fmt: skip
        sheet.note(position, columns.own_id, "doubtful-match", sentence, one.code, str(likely["id"]))
