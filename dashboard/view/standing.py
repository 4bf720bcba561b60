"""What a member was on the as-of day, in words."""

from __future__ import annotations

from dashboard.blocks import Day, Text, Unknown
from dashboard.data.membership import Standing
from dashboard.language.words import Words
from dashboard.view.sources import doubt
from dashboard.view.view import View


def status(standing: Standing, words: Words) -> Text:
    """The standing of a day, and how sure it is; where only the year or month it began is known, that it may have."""
    if standing.status == "not_known":
        return Unknown()
    text = words.code("standing", standing.status)
    if standing.may_have_begun:
        text = words("Joined in {date}, day not known", date=words.date(standing.since))
    return [text, *doubt(standing.confidence, words)]


def since(standing: Standing) -> Text:
    """The day the standing began, as precise as it is known; nothing where it has not."""
    return "" if standing.status == "not_yet" else Day(standing.since)


def standing_of(view: View, member: str) -> str:
    """The standing of a member as a clause: since when, or when it joins where that is after the as-of day."""
    words, standing = view.words, view.membership.by_id[member]
    if standing.status == "not_yet":
        if standing.may_have_begun:
            return words("joined in {date}, on a day that is not known", date=words.date(standing.since))
        return words("not yet a member: it joined later, {date}", date=words.date(standing.since))
    if standing.status == "not_known":
        return words("membership not known on {date}", date=view.asof)
    if not standing.since:
        return words.code("standing", standing.status)
    status = words.code("standing", standing.status)
    return words("{status} since {date}", status=status, date=words.date(standing.since))
