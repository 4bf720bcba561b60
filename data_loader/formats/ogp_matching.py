"""Which stored commitment each row of an export with OGP's own ids is: by that id, by plan and number, or by title.

An id of which the sources are not sure is only a hint: where plan, number and title do not bear it out, a person is
asked, and nothing is loaded before the answer. So it is wherever number and title point to different commitments, with
the very title in the same plan proposed.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from rapidfuzz import fuzz

from data_loader import spoken
from data_loader.formats.ogp_stored import Row, Stored
from data_loader.phrases import phrase
from data_loader.questions import Asking, Option, Question

EQUAL = 90  # of 100: titles as alike as this are one title
UNLIKE = 60  # titles less alike than this are different ones, unless one of them is in other words
AHEAD = 10  # how much more alike than any other a title must be
MOST_ASKED = 20  # rows; more are one question, which a person can answer
MOST_OFFERED = 3  # stored commitments a row may be
NEW, LIKELY = "new", "likely"
CODE, NUMBER, TITLE, ANSWER = "code", "number", "title", "answer"
"""The ways by which a row is known to be a stored commitment."""
_UNSURE = frozenset({"medium", "low"})


class Named(NamedTuple):
    """What a row of an export says of its commitment that tells it from others."""

    code: str
    plan: str
    number: str
    titles: tuple[str, ...]


@dataclass
class Matches:
    """Code → the stored id it is, and by which way; and the codes that may be one of several stored commitments."""

    ids: dict[str, str] = field(default_factory=dict)
    ways: dict[str, str] = field(default_factory=dict)
    doubtful: dict[str, list[Row]] = field(default_factory=dict)

    def add(self, code: str, row: Row, way: str) -> None:
        self.ids[code], self.ways[code] = str(row["id"]), way

    def count(self, way: str) -> int:
        return sum(one == way for one in self.ways.values())


def match(rows: Iterable[Named], stored: Stored, asking: Asking, file: str) -> Matches:
    """The stored commitment of each code that has one; the answers settle what is doubtful."""
    named = {row.code: row for row in rows}
    matches = Matches()
    _by_code(named, stored, matches)
    for step in (_by_number, _by_title):
        step(_open(named, matches), _free(stored, matches), matches)
    taken = {*matches.ids.values()}
    doubtful = {
        code: [row for row in candidates if row["id"] not in taken][:MOST_OFFERED]
        for code, candidates in matches.doubtful.items()
    }
    matches.doubtful = {code: candidates for code, candidates in doubtful.items() if candidates}
    _settle(named, matches, asking, file)
    return matches


def _by_code(named: Mapping[str, Named], stored: Stored, matches: Matches) -> None:
    of_code: dict[str, list[Row]] = defaultdict(list)
    for row in stored.commitments():
        of_code[row["code"] or row["id"]].append(row)
    for code, one in named.items():
        candidates = of_code.get(code, [])
        sure = [row for row in candidates if _is_sure(row)]
        same = sure if len(sure) == 1 else [row for row in sure or candidates if _agrees(one, row)]
        if len(same) == 1:
            matches.add(code, same[0], CODE)
        elif candidates:
            matches.doubtful[code] = _ordered(one, sure or candidates)


def _is_sure(row: Row) -> bool:
    return row["url_confidence"] not in _UNSURE


def _agrees(one: Named, row: Row) -> bool:
    """Whether plan and number, or else the title, are those of the stored commitment."""
    same_number = one.number != "" and _number(one.number) == _number(row["number"])
    return row["action_plan_id"] == one.plan and (same_number or alike(one, row) >= EQUAL)


def _open(named: Mapping[str, Named], matches: Matches) -> list[Named]:
    return [one for code, one in named.items() if code not in matches.ids and code not in matches.doubtful]


def _free(stored: Stored, matches: Matches) -> dict[str, list[Row]]:
    """The stored commitments that may still be matched, by plan: those that are surely another of OGP's are not."""
    taken = {*matches.ids.values()}
    free: dict[str, list[Row]] = defaultdict(list)
    for row in stored.commitments():
        if row["id"] not in taken and not (row["code"] and _is_sure(row)):
            free[row["action_plan_id"]].append(row)
    return free


def _by_number(left: Sequence[Named], free: Mapping[str, list[Row]], matches: Matches) -> None:
    """Of the same plan and number; of several, those with the same title."""
    groups: dict[tuple[str, str], list[Named]] = defaultdict(list)
    for one in left:
        if one.number:
            groups[one.plan, _number(one.number)].append(one)
    for (plan, number), group in groups.items():
        rows = [row for row in free.get(plan, ()) if _number(row["number"]) == number]
        if len(group) == len(rows) == 1:
            _one_to_one(group[0], rows[0], free[plan], matches)
            continue
        same = dict(_pairs(group, rows))
        for one in group if rows else ():
            if one.code in same:
                matches.add(one.code, same[one.code], NUMBER)
            else:
                matches.doubtful[one.code] = _ordered(one, rows)


def _one_to_one(one: Named, row: Row, others: Sequence[Row], matches: Matches) -> None:
    """The only row and the only stored commitment of a number, unless title or id speak for another."""
    rival = next(iter(_ordered(one, [other for other in others if other is not row])), None)
    rivalled = rival is not None and alike(one, rival) >= EQUAL and alike(one, row) < UNLIKE
    if rivalled or row["code"]:
        matches.doubtful[one.code] = _ordered(one, [row, *([rival] if rival and rivalled else ())])
    else:
        matches.add(one.code, row, NUMBER)


def _by_title(left: Sequence[Named], free: Mapping[str, list[Row]], matches: Matches) -> None:
    """Of the same plan and title."""
    plans: dict[str, list[Named]] = defaultdict(list)
    for one in left:
        plans[one.plan].append(one)
    for plan, group in plans.items():
        same = dict(_pairs(group, free.get(plan, ())))
        for one in group:
            row = same.get(one.code)
            if row is not None and not row["code"]:
                matches.add(one.code, row, TITLE)
                continue
            near = [other for other in free.get(plan, ()) if alike(one, other) >= EQUAL]
            if near:
                matches.doubtful[one.code] = _ordered(one, near)


def _pairs(group: Sequence[Named], rows: Sequence[Row]) -> Iterator[tuple[str, Row]]:
    """Codes with the stored commitment of their title, where it is clearly the one and no other code has it."""
    best = {one.code: row for one in group if (row := _clear(one, rows)) is not None}
    times = Counter(str(row["id"]) for row in best.values())
    yield from ((code, row) for code, row in best.items() if times[str(row["id"])] == 1)


def _clear(one: Named, rows: Sequence[Row]) -> Row | None:
    first, second = [*_ordered(one, rows), None, None][:2]
    if first is None or alike(one, first) < EQUAL:
        return None
    return first if second is None or alike(one, first) - alike(one, second) >= AHEAD else None


def _ordered(one: Named, rows: Iterable[Row]) -> list[Row]:
    """The most alike first."""
    return sorted(rows, key=lambda row: (-alike(one, row), row["id"]))


def alike(one: Named, row: Row) -> float:
    """How alike the titles are, of 100: the order of words and the numbers before them count for little."""
    title = _title_key(row["title"])
    return max((fuzz.token_sort_ratio(_title_key(text), title) for text in one.titles if text), default=0.0)


_NUMBERING = re.compile(r"^[0-9]+(?:[.\-][0-9]+)*\s*[.):\-]*\s+")


def _title_key(text: str) -> str:
    """A title as titles are compared: without the number that stands before many."""
    return spoken.key(_NUMBERING.sub("", text.strip()))


def _number(text: str) -> str:
    """A number of a commitment as numbers are compared."""
    return spoken.key(text).strip(".)( ")


def _settle(named: Mapping[str, Named], matches: Matches, asking: Asking, file: str) -> None:
    """Asks of each row that may be a stored commitment; of many, once. What has the very title is proposed to be it."""
    clear = {code: _is_clear(named[code], candidates) for code, candidates in matches.doubtful.items()}
    unclear = [code for code, is_clear in clear.items() if not is_clear]
    answer_of_all = asking.ask(_question_of_many(len(unclear), file)) if len(unclear) > MOST_ASKED else None
    for code, candidates in matches.doubtful.items():
        answer = answer_of_all
        if clear[code] or answer is None:
            answer = asking.ask(_question(named[code], candidates, LIKELY if clear[code] else ""))
        left = [row for row in candidates if row["id"] not in matches.ids.values()]
        meant = left if answer == LIKELY else [row for row in candidates if row["id"] == answer]
        if meant:
            matches.add(code, meant[0], TITLE if clear[code] and answer == LIKELY else ANSWER)


def _is_clear(one: Named, candidates: Sequence[Row]) -> bool:
    """Whether one of the plan has the very title, and neither number nor a hint of an id is all that speaks for it."""
    first = _clear(one, candidates)
    return first is not None and first["action_plan_id"] == one.plan and first["code"] in ("", one.code)


def _question(one: Named, candidates: Sequence[Row], proposed: str) -> Question:
    sentence = phrase(
        "{code}, “{title}” (number {number} of {plan}), may be a commitment that is here already. Is it?",
        code=one.code, title=_title(one), number=one.number or "—", plan=one.plan,
    )  # fmt: skip
    options = [
        Option(str(row["id"]) if at else LIKELY, phrase(
            "It is {id}, “{title}” (number {number})", id=row["id"], title=row["title"], number=row["number"] or "—"
        ))
        for at, row in enumerate(candidates)
    ]  # fmt: skip
    return Question(f"match:{one.code}", sentence, (*options, Option(NEW, _IS_NEW)), proposed)


_IS_NEW = phrase("It is a new commitment; add it beside them")


def _question_of_many(count: int, file: str) -> Question:
    sentence = phrase(
        "{count} rows of {file} may be commitments that are here already: the list of findings names them, and the "
        "likeliest of each. What are they?",
        count=count, file=file,
    )  # fmt: skip
    options = (
        Option(LIKELY, phrase("The likeliest of each; update these")),
        Option(NEW, phrase("New commitments; add them all")),
    )
    return Question(f"match:{file}", sentence, options)


def _title(one: Named) -> str:
    return next(filter(None, one.titles), "—")


def of_others(stored: Stored, plans: Collection[str], matches: Matches) -> int:
    """How many stored commitments of `plans` no row is."""
    ids = {*matches.ids.values()}
    return sum(row["action_plan_id"] in plans and row["id"] not in ids for row in stored.commitments())
