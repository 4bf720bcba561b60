"""What editors change from each page: the tables of which it shows rows."""

from __future__ import annotations

Edits = tuple[tuple[str, str], ...]
"""Tables, each with the column that holds the id of what a page is about, if it is about one."""

EDITS: dict[str, Edits] = {
    "commitment": (
        ("commitments", "id"),
        ("assessments", "commitment_id"),
        ("milestones", "commitment_id"),
        ("progress_reports", "commitment_id"),
    ),
    "members": (("members", ""), ("action_plans", "")),
    "member": (
        ("members", "id"),
        ("action_plans", "member_id"),
        ("milestones", "member_id"),
        ("standing", "member_id"),
        ("documents", "member_id"),
    ),
    "themes": (("themes", ""), ("priorities", ""), ("policy_areas", ""), ("tags", "")),
    "theme": (("themes", "id"), ("roles", "theme_id")),
    "leadership": (("roles", ""), ("steering_members", ""), ("seats", "")),
    "agenda": (("agenda_items", ""), ("agenda_updates", ""), ("events", "")),
    "meetings": (("meetings", ""), ("representatives", ""), ("events", "")),
    "meeting": (
        ("meetings", "id"),
        ("attendance", "meeting_id"),
        ("decisions", "meeting_id"),
        ("documents", "meeting_id"),
    ),
    "plans": (("action_plans", ""), ("plan_process", ""), ("plan_results", ""), ("recommendations", "")),
    "constituencies": (("events", ""),),
}
"""By page; of a page about one thing the rows that belong to it, of another the table as a whole."""
