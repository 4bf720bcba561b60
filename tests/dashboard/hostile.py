"""A database whose texts try to be something else: code, formulas, tags, format fields, endless words."""

from __future__ import annotations

from tests.dashboard.databases import commitment, finding, member, plan, priority, theme

SCRIPT = "<script>window.hacked=1</script><img src=x onerror='window.hacked=1'>"
FORMULA = "=cmd|'/C calc'!A1"
LONG = "Donaudampfschifffahrtsgesellschaft" * 12
RTL = "الحكومة المفتوحة \u202emoc.live"
EMOJI = "👩🏽‍💻 ∑ 𝒜 ﷽"
BRACES = "{0} {name} %s %(n)d {{}}"
TEXTS = (SCRIPT, FORMULA, LONG, RTL, EMOJI, BRACES, "+1+1", "-2+3", "@SUM(A1)", "a\nb\tc", '"quoted", and; separated')
ITEM = "/commitments/c0"

_IDS = [f"t{number}" for number in range(len(TEXTS))]
_THEMES = "; ".join(_IDS)

TABLES = {
    "priorities": [priority("p1", 1, (SCRIPT, SCRIPT, SCRIPT)), priority("p2", 2, (BRACES, FORMULA, LONG))],
    "themes": [
        theme(id_, "p1" if number % 2 else "p2", number, (text,) * 3)
        for number, (id_, text) in enumerate(zip(_IDS, TEXTS, strict=True))
    ],
    "members": [
        member(
            f"L-X{number}", "europe", name=text, kind="city", government_level="local", country="FRA", latitude=1.0,
            longitude=float(number), population=1, year_joined=2012,
        )
        for number, text in enumerate(TEXTS)
    ],
    "action_plans": [plan(f"L-X{number}-1", 2014) for number in range(len(TEXTS))],
    "commitments": [
        commitment(
            f"c{number}", f"L-X{number}-1", _THEMES, title=text, lead_institution=text, number=text, end_date="2015"
        )
        for number, text in enumerate(TEXTS)
    ],
    "assessments": [
        finding(f"c{number}", "irm_progress_report", "2016", "limited" if number % 2 else "complete")
        for number in range(len(TEXTS))
    ],
    "agenda_items": [
        {"id": f"a{number}", "section_id": f"s{number % 2}", "section_en": text, "section_fr": text, "title_en": text,
         "title_fr": text, "title_es": text, "themes": _THEMES, "sort": number}
        for number, text in enumerate(TEXTS)
    ],
    "agenda_updates": [
        {"agenda_item_id": f"a{number}", "date": "2016", "status": "in_progress", "note": text, "source": text}
        for number, text in enumerate(TEXTS)
    ],
    "meetings": [
        {"id": f"m{number}", "start_date": f"2016-01-{number + 1:02}", "end_date": "2016-02-01", "place": text,
         "kind": "working", "title": text, "source": f"{text}; javascript:alert(1); https://example.org/{number}"}
        for number, text in enumerate(TEXTS)
    ],
    "documents": [
        {"url": url, "kind": "minutes", "title": text, "meeting_id": "m0", "note": text, "source": text,
         "confidence": "medium"}
        for number, text in enumerate(TEXTS) for url in (f"javascript:alert({number})", f"https://example.org/{number}")
    ],
    "representatives": [
        {"steering_member_id": None, "person": text, "post": text, "date": "2016-01", "source": text}
        for text in TEXTS
    ],
    "attendance": [
        {"meeting_id": "m0", "steering_member_id": text, "level": "minister", "person": text, "source": text}
        for text in TEXTS
    ],
    "decisions": [
        {"id": f"d{number}", "meeting_id": "m0", "date": "2016-01-02", "kind": "status" if number % 2 else "action",
         "text": text, "vote": text, "member_id": f"L-X{number}", "owner": text, "source": text, "confidence": "low"}
        for number, text in enumerate(TEXTS)
    ],
    "review_steps": [
        {"case_id": text, "country": "FRA", "kind": "response_policy", "date": "2016-01-01", "step": text,
         "outcome": text, "source": text}
        for text in TEXTS
    ],
    "events": [
        {"id": f"e{number}", "start_date": f"2016-01-{number + 1:02}", "place": text, "country": text, "kind": "summit",
         "title": text, "promises": f"a{number}; {text}", "members": f"L-X{number}; {text}", "participants": number,
         "amount": 1.5, "currency": text, "figures": text, "note": text,
         "source": f"javascript:alert(1); {text}; https://example.org/{number}", "confidence": "low"}
        for number, text in enumerate(TEXTS)
    ],
}  # fmt: skip
