"""Three meetings with every case of what may be known of one, two promises and their events, worked out by hand."""

from __future__ import annotations

from tests.dashboard import hand

SOURCE = "https://www.opengovpartnership.org/minutes"

TABLES = hand.TABLES | {
    "steering_members": [
        {"id": "gov-fra", "name": "France", "constituency": "government", "country": "FRA", "region": "europe"},
        {"id": "gov-ken", "name": "Kenya", "constituency": "government", "country": "KEN"},
        {"id": "cso-one", "name": "Ana One", "constituency": "civil_society", "organisation": "One"},
    ],
    "seats": [
        {"steering_member_id": id_, "start_date": "2015-10-01", "end_date": "2018-09-30"}
        for id_ in ("gov-fra", "gov-ken", "cso-one")
    ],
    "meetings": [
        {"id": "m1", "start_date": "2016-05-03", "end_date": "2016-05-04", "place": "Cape Town", "kind": "ministerial",
         "title": "First meeting", "source": f"{SOURCE}; the chair's own notes"},
        {"id": "m2", "start_date": "2017-06-27", "end_date": "2017-06-28", "place": "Washington DC",
         "kind": "working"},
        {"id": "m3", "start_date": "2018-12-05", "end_date": "2018-12-05", "place": None, "kind": "event"},
    ],
    "documents": [
        {"url": "https://example.org/minutes", "kind": "minutes", "title": "The minutes", "meeting_id": "m1",
         "published": "2016-06", "confidence": "medium"},
        {"url": "http://example.org/packet", "kind": "packet", "title": "The packet", "meeting_id": "m1"},
        {"url": "https://example.org/plan", "kind": "action_plan", "title": "A plan", "member_id": "FRA"},
    ],
    "decisions": [
        {"id": "m1-2", "meeting_id": "m1", "date": "2016-05-04", "kind": "status", "text": "Kenya inactive",
         "vote": "16-3-3", "member_id": "KEN", "source": SOURCE, "confidence": "high"},
        {"id": "m1-1", "meeting_id": "m1", "date": "2016-05-03", "kind": "action", "text": "Write to Malta",
         "owner": "Support Unit", "due_date": "2016-06-30", "source": SOURCE, "confidence": "medium"},
        {"id": "m2-1", "meeting_id": "m2", "date": None, "kind": "strategy", "text": "Go on"},
    ],
    "attendance": [
        {"meeting_id": "m1", "steering_member_id": "gov-fra", "level": "minister", "person": "A. Minister",
         "source": SOURCE, "confidence": "high"},
        {"meeting_id": "m1", "steering_member_id": "gov-ken", "level": "absent"},
        {"meeting_id": "m1", "steering_member_id": "cso-one", "level": None, "person": "Ana One"},
    ],
    "representatives": [
        {"steering_member_id": "gov-fra", "person": "Old Lead", "post": "Minister", "level": "minister",
         "date": "2015-09"},
        {"steering_member_id": "gov-fra", "person": "New Lead", "post": "Minister", "level": "minister",
         "date": "2016-04", "source": SOURCE, "confidence": "high"},
        {"steering_member_id": None, "person": "Someone", "date": "2016-06-01"},
        {"steering_member_id": "gov-ken", "person": "Too Late", "date": "2018-01"},
    ],
    "review_steps": [
        {"case_id": "c1", "country": "MLT", "kind": "response_policy", "date": "2016-05-04", "step": "letter",
         "outcome": "A letter", "source": SOURCE, "confidence": "medium"},
        {"case_id": "c1", "country": "MLT", "kind": "response_policy", "date": "2016-05", "step": "letter"},
    ],
    "agenda_items": [
        {"id": id_, "section_id": id_[:3], "section_en": id_[:3].upper(), "section_fr": id_[:3], "title_en": title,
         "title_fr": title, "title_es": title, "sort": sort}
        for sort, (id_, title) in enumerate(
            (("col-3", "Money"), ("min-1", "Ministers attend"), ("zzz-9", "Something else"))
        )
    ],
    "agenda_updates": [
        {"agenda_item_id": "col-3", "date": "2016-05-04", "status": "in_progress", "note": "A fund is prepared",
         "source": SOURCE},
    ],
    "events": [
        {"id": "e1", "start_date": "2016-04-10", "kind": "resources", "title": "A fund", "promises": "col-3",
         "members": "FRA; KEN", "amount": 12_000_000.0, "currency": "USD", "figures": "12 million; another page has 10",
         "source": f"{SOURCE}; https://example.org/fund", "confidence": "high"},
        {"id": "e2", "start_date": "2016-05-04", "end_date": "2016-05-06", "place": "Paris", "kind": "conference",
         "title": "A conference", "promises": "col-3; min-1", "members": "FRA", "participants": 100,
         "amount": 500.0, "currency": "USD", "source": SOURCE, "confidence": "medium"},
        {"id": "e3", "start_date": "2017", "kind": "workshop", "title": "A workshop", "promises": "col-3",
         "participants": 20, "amount": 3.5, "currency": "EUR"},
        {"id": "e4", "start_date": "2017-06", "kind": "letter", "title": "A letter", "promises": None, "amount": 7.0},
    ],
}  # fmt: skip
