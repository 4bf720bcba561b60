"""Eight commitments with every case of the rules, and the answers worked out by hand."""

from __future__ import annotations

from tests.dashboard.databases import commitment, finding, member, plan, priority, theme

SELF, PROGRESS, END = "self_assessment", "irm_progress_report", "irm_end_of_term"

TABLES = {
    "priorities": [priority("climate", 1), priority("integrity", 2)],
    "themes": [theme("water", "climate", 1), theme("air", "climate", 2), theme("bribery", "integrity", 3)],
    "members": [
        member("FRA", "europe"),
        member("KEN", "africa-middle-east"),
        member("MLT", "europe"),  # no plan, no commitment
        member("L-SAO", "americas", name="São Paulo", kind="city", government_level="local", country="BRA"),
    ],
    "action_plans": [
        plan("FRA-1", 2014, "2014-07-01"),
        plan("FRA-2", 2016),  # no start: begins when the year of submission is over
        plan("KEN-1", 2014, "2015-03"),  # known to the month, and after the year of submission
        plan("L-SAO-1", 2017, "2017"),
    ],
    "commitments": [
        commitment("f1", "FRA-1", "water; air", end_date="2016-06", starred=True, potential_impact="minor"),
        commitment("f2", "FRA-1", "bribery", end_date="2015", government_level="parliament", starred=False),
        commitment("f3", "FRA-1"),
        commitment("f4", "FRA-2", "water; bribery", end_date="2017-12-31", potential_impact="transformative"),
        commitment("f5", "FRA-2", "air", end_date="2016-12-31"),
        commitment("k1", "KEN-1", "bribery", end_date="2015-12-31"),
        commitment("k2", "KEN-1", "water", end_date="2016-01"),
        commitment("s1", "L-SAO-1", "air; water", end_date="2018-06-30", government_level="local"),
    ],
    "assessments": [
        finding("f1", SELF, "2015", "limited"),
        finding("f1", PROGRESS, "2015-12-31", "substantial"),
        finding("f1", END, "2016-09", "complete"),
        finding("f2", PROGRESS, "2015-06", "not_started"),
        finding("f3", PROGRESS, "2015-12-31", "unclear"),
        finding("f4", PROGRESS, "2017-06-01", "limited"),
        finding("f4", END, "2018", None, did_it_open_government="major"),  # its level is not published here
        finding("k1", PROGRESS, "2016-01-15", "withdrawn"),
        finding("k2", PROGRESS, "2016-02-28", "limited"),
        finding("k2", SELF, "2016-02", "complete"),  # later, and never counted with what others found
        finding("s1", END, "2018-11-30", "substantial"),
        finding("s1", PROGRESS, "2018-11-30", "not_started"),  # a tie: end of term wins, whatever the row order
    ],
}

NOT, LIM, SUB, COM = "not_started", "limited", "substantial", "complete"
UNC, WIT, NON = "unclear", "withdrawn", "not_assessed"
_FRANCE = {"f1": COM, "f2": NOT, "f3": UNC}
_KENYA = {"k1": WIT, "k2": LIM}

ON_DAY: dict[str, dict[str, str]] = {
    "2014-06-30": {},
    "2014-07-01": {"f1": NON, "f2": NON, "f3": NON},
    "2015-03-30": {"f1": NON, "f2": NON, "f3": NON},
    "2015-03-31": {"f1": NON, "f2": NON, "f3": NON, "k1": NON, "k2": NON},
    "2015-06-29": {"f1": NON, "f2": NON, "f3": NON, "k1": NON, "k2": NON},
    "2015-06-30": {"f1": NON, "f2": NOT, "f3": NON, "k1": NON, "k2": NON},
    "2015-12-30": {"f1": NON, "f2": NOT, "f3": NON, "k1": NON, "k2": NON},
    "2015-12-31": {"f1": SUB, "f2": NOT, "f3": UNC, "k1": NON, "k2": NON},
    "2016-01-14": {"f1": SUB, "f2": NOT, "f3": UNC, "k1": NON, "k2": NON},
    "2016-01-15": {"f1": SUB, "f2": NOT, "f3": UNC, "k1": WIT, "k2": NON},
    "2016-02-28": {"f1": SUB, "f2": NOT, "f3": UNC, "k1": WIT, "k2": LIM},
    "2016-02-29": {"f1": SUB, "f2": NOT, "f3": UNC, "k1": WIT, "k2": LIM},
    "2016-09-29": {"f1": SUB, "f2": NOT, "f3": UNC, **_KENYA},
    "2016-09-30": {**_FRANCE, **_KENYA},
    "2016-12-30": {**_FRANCE, **_KENYA},
    "2016-12-31": {**_FRANCE, "f4": NON, "f5": NON, **_KENYA},
    "2017-06-01": {**_FRANCE, "f4": LIM, "f5": NON, **_KENYA},
    "2017-12-30": {**_FRANCE, "f4": LIM, "f5": NON, **_KENYA},
    "2017-12-31": {**_FRANCE, "f4": LIM, "f5": NON, **_KENYA, "s1": NON},
    "2018-11-30": {**_FRANCE, "f4": LIM, "f5": NON, **_KENYA, "s1": SUB},
    "2018-12-31": {**_FRANCE, "f4": LIM, "f5": NON, **_KENYA, "s1": SUB},
}
"""Every commitment that had begun on a day, and what was known of it."""

SELECTED: dict[str, set[str]] = {
    "": {"f1", "f2", "f3", "f4", "f5", "k1", "k2", "s1"},
    "?region=europe": {"f1", "f2", "f3", "f4", "f5"},
    "?region=europe,americas": {"f1", "f2", "f3", "f4", "f5", "s1"},
    "?theme=water": {"f1", "f4", "k2", "s1"},
    "?theme=water,air": {"f1", "f4", "f5", "k2", "s1"},
    "?priority=climate": {"f1", "f4", "f5", "k2", "s1"},
    "?priority=climate&theme=bribery": {"f4"},
    "?level=parliament,local": {"f2", "s1"},
    "?year=2014": {"f1", "f2", "f3", "k1", "k2"},
    "?member=MLT": set(),
    "?plan=FRA-2,KEN-1": {"f4", "f5", "k1", "k2"},
    "?completion=complete": {"f1"},
    "?completion=complete&asof=2016-02-28": set(),
    "?completion=not_assessed,withdrawn": {"f5", "k1"},
    "?assessor=irm_end_of_term": {"f1", "f2", "f3", "f4", "f5", "k1", "k2", "s1"},
    "?assessor=irm_end_of_term&completion=complete": {"f1"},
    "?assessor=irm_end_of_term&completion=level_not_published": {"f4"},  # whose finding is on openness alone
    "?assessor=irm_end_of_term&completion=not_assessed": {"f2", "f3", "f5", "k1", "k2"},
    "?assessor=self_assessment&completion=limited,complete": {"f1", "k2"},  # alone, since nobody else is chosen
    "?assessor=self_assessment,irm_progress_report&completion=limited,complete": {"f4", "k2"},
    "?assessor=self_assessment,irm_progress_report&completion=complete": set(),
    "?starred=1": {"f1"},
    "?starred=0": {"f2"},
    "?impact=minor,transformative": {"f1", "f4"},
    "?region=europe&theme=air&completion=complete": {"f1"},
}
"""The commitments that a query string leaves."""

OVERDUE: dict[str, set[str]] = {
    "": {"f2", "f4", "k2", "s1"},  # f5 and f3: nothing known; k1: withdrawn
    "?asof=2018-11-30": {"f2", "f4", "k2", "s1"},
    "?asof=2017-12-31": {"f2", "k2"},  # f4 is due today
    "?asof=2015-12-31": set(),  # f2 is due on the last day of 2015
    "?asof=2016-02-28": {"f2", "k2"},
    "?asof=2016-02-29": {"f2", "k2"},  # whatever Kenya itself says
    "?assessor=self_assessment&asof=2016-02-29": set(),
    "?asof=2016-09-29": {"f1", "f2", "k2"},
}
"""The commitments past their end, assessed on the scale and not complete."""

LATE_UNKNOWN: dict[str, set[str]] = {
    "": {"f5"},  # k1 is withdrawn
    "?asof=2018-06-29": {"f5"},  # s1 is due on the next day
    "?asof=2018-11-29": {"f5", "s1"},
    "?asof=2016-12-31": set(),  # f5 is due today
    "?asof=2016-01-14": {"k1"},
    "?assessor=irm_end_of_term": {"f2", "f4", "f5", "k1", "k2"},  # f4: assessed, its level not published
}
"""The commitments past their end of which it is not known how far they came."""
END_UNKNOWN = {"": {"f3"}, "?asof=2014-06-30": set(), "?region=americas": set(), "?asof=2014-07-01": {"f3"}}
"""The commitments without a promised end."""

STATES = (
    *("not_started", "limited", "substantial", "complete"),
    *("unclear", "withdrawn", "level_not_published", "not_assessed"),
)
BY_THEME = {
    "water": (0, 2, 1, 1, 0, 0, 0, 0),
    "air": (0, 0, 1, 1, 0, 0, 0, 1),
    "bribery": (1, 1, 0, 0, 0, 1, 0, 0),
}
"""Commitments by state, in the order of STATES."""
BY_PRIORITY = {"climate": (0, 2, 1, 1, 0, 0, 0, 1), "integrity": (1, 1, 0, 0, 0, 1, 0, 0)}
"""Each commitment once in each priority: f1 and s1 carry two themes of the climate."""
