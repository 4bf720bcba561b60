"""What has become of the co-chairs' own promises."""

from __future__ import annotations

from dashboard.exports.slide import Slide
from dashboard.findings.telling import Told, finding, sentence
from dashboard.language.vocabulary import AGENDA_STATUSES
from dashboard.language.words import N_
from dashboard.pages import agenda
from dashboard.queries.agenda import NO_FINDING, OPEN, Promise, promises
from dashboard.view.view import View

_COLUMNS = (N_("Promise"), N_("Status"), N_("Found on"))
_NOT_FILTERED = N_("The filters choose commitments, never promises.")


def _promises(view: View) -> tuple[Promise, ...]:
    return promises(view.snapshot, view.selection.asof)


def _subtitle(view: View) -> str:
    """No filter chooses promises, so none is told."""
    return view.words.plural("n={n} promise", "n={n} promises", len(_promises(view)))


def by_status(view: View) -> Slide:
    """How many promises are of which status; unknown is a row of its own."""
    words, counts = view.words, agenda.by_status(view)
    rows = [[words(AGENDA_STATUSES[status]), words.number(counts[status])] for status in reversed(AGENDA_STATUSES)]
    rows.append([words("No finding on record"), words.number(counts[NO_FINDING])])
    columns = [words("Status"), words("Promises")]
    told = Told(agenda.headline(view, counts), _subtitle(view), columns, rows, note=words(_NOT_FILTERED))
    return finding(view, "agenda-status", told)


def still_open(view: View) -> Slide:
    """The promises last found open; those of which nothing is known are counted beside them."""
    words, found = view.words, _promises(view)
    going = [one for one in found if one.status in OPEN]
    unknown = sum(one.status == NO_FINDING for one in found)
    headline = words.plural(
        "{n} promise was still open when last looked at", "{n} promises were still open when last looked at", len(going)
    )
    rows = [
        [
            view.names.of("promise", one.id),
            words(AGENDA_STATUSES[one.status]),
            words.date(one.findings[-1].date),
        ]
        for one in going
    ]
    note = words.plural(
        "On {n} other promise nothing is on record.", "On {n} other promises nothing is on record.", unknown
    )
    columns = [words(name) for name in _COLUMNS]
    told = Told(sentence(headline), _subtitle(view), columns, rows, note=note if unknown else "")
    return finding(view, "agenda-open", told)
