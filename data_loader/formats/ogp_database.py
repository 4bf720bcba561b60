"""The export of OGP's present database: a row a commitment with its own id, 171 columns, dates month first.

A commitment is parliament's when `Open Parliament Plan` is 1; all others belong to the level of their member. A member
is a country when its `Country/Locality` names no country after a comma (Kosovo, "Other", is one); any other is the
subnational member of that name and country, added as L- and the letters of its commitments' ids where it is new.
"""

from __future__ import annotations

import re

from data_loader import countries, schema
from data_loader.formats import Vocabulary, ogp
from data_loader.formats.ogp_plans import Plans, Row
from data_loader.formats.ogp_sheet import Columns, Report, Sheet
from data_loader.phrases import phrase
from data_loader.report import Finding
from data_loader.schema import fold
from data_loader.spreadsheet import Grid
from data_loader.suggest import among_codes
from data_loader.tables import Table

NAME = "OGP database export"
ID = "Commitment Unique Identifier"
END_YEAR = "Action Plan End Year"

COLUMNS = Columns(
    name=NAME,
    signs=frozenset(
        {
            ID,
            "Country/Locality",
            "National Or Local",
            "Year Of Submission",
            "Completion (Progress Report)",
            "Completion (End Of Term)",
        }
    ),
    needed=frozenset({"Country/Locality"}),
    fields={
        "number": "Commitment Number",
        "lead_institution": "Lead Institution",
        "start_date": "Start Date",
        "end_date": "End Date",
        "potential_impact": "Potential Impact",
        "specificity": "Specificity",
        "url": "URL",
        "full_text": "Full Text",
        "supporting_institutions": "Supporting Institution(s)",
        "sdg": "Sustainable Development Goals",
    },
    country="Country/Locality",
    plan="Action Plan Number",
    year="Year Of Submission",
    titles=("Short Title", "Commitment Title"),
    values={
        "access_to_information": "OGP Value Access To Information",
        "civic_participation": "OGP Value Civic Participation",
        "public_accountability": "OGP Value Public Accountability",
        "technology": "OGP Value Technology",
    },
    starred=("Starred (Current Formula) Progress Report", "Starred (Current Formula) End of Term"),
    reports=(
        Report(
            "irm_progress_report",
            "Report Publication Year (Progress Report)",
            "Completion (Progress Report)",
            "",
            delay=2,
            potential="Potential for Results",
        ),
        Report(
            "irm_end_of_term",
            "Report Publication Year (End Of Term)",
            "Completion (End Of Term)",
            "Did It Open Government (Overall)",
            delay=3,
            early="Early Results",
        ),
    ),
    more=frozenset({"Code", "Region", END_YEAR}),
    tags=frozenset(
        {
            "Anti-Corruption and Integrity", "Anti-corruption Institutions", "Anti-Corruption Strategies",
            "Asset Disclosure", "Audits", "Beneficial Ownership", "Conflicts Of Interest", "Elections",
            "Political Finance", "Lobbying", "Open Contracting", "Public Procurement", "Right To Information",
            "Whistleblower Protections", "Civic Space and Enabling Environment", "Freedom of Assembly",
            "Freedom of Association", "Freedom of Expression", "Democratizing Decision-Making",
            "Digital Participation", "Mainstreaming Participation", "Regulatory Governance", "Social Accountability",
            "Digital Governance", "Automated Decision-making", "Data Stewardship and Privacy", "Digital Inclusion",
            "Disinformation/Misinformation", "Online Civic Space", "Environment & Climate", "Climate Finance",
            "Climate Mitigation and Adaptation", "Environmental Regulation", "International Environmental Agreements",
            "Fiscal Openness", "Publication Of Budget/Fiscal Information",
            "Public Participation In Budget/Fiscal Policy", "Oversight Of Budget/Fiscal Policies",
            "Stimulus and Economic Recovery", "Tax", "Debt", "Inclusion", "Gender", "Gender-Based Violence",
            "Economic Inclusion", "LGBTQIA+", "People with Disabilities", "Youth", "Justice", "Access to Justice",
            "Open Justice", "Policing & Corrections", "Judiciary", "Open Parliaments", "Public Service Delivery",
            "Citizenship & Immigration", "Education", "Health & Nutrition", "Infrastructure & Transport",
            "Water & Sanitation", "Capacity Building", "Digital Transformation", "Legislation", "Regulation",
            "Legislative Oversight", "Open Data", "Public Participation", "Aid", "Energy", "Extractive Industries",
            "Land and Spatial Planning", "Media & Telecommunications", "Science & Technology",
            "Security & Public Safety", "Labor", "Private Sector", "Subnational", "Human Rights",
            "Open Parliament Plan", "Sustainable Development Goals", "Open Data (Water/Sanitation)",
            "Open Data (Health)", "Open Data (Education)", "Participation in Lawmaking", "Access to information",
            "Money in Politics",
        }
    ),
    ignored=frozenset(
        {
            "National Or Local", "Commitment Dummy", "Action Plan Duration (Years)", "Theme", "Compound", "Cluster",
            "_Specificity", "Verifiable", "_Relevant", "_Potential Impact", "_CompletionProgress",
            "Starred (2015 Only)", "_Potential for Results", "Cluster (AP Review)", "Cluster Commitment ID(s)",
            "_CompletionEndTerm", "Change In Completion", "_ChangeCompletion", "_Early Results", "_OpenGovernment",
            "Did It Open Government (Access To Information)", "_DIOGATI",
            "Did It Open Government (Civic Participation)", "_DIOGCP",
            "Did It Open Government: Public Accountability", "_DIOGPA", "Carried Forward", "Most Recently Assessed",
            "Star - Most Recently Assessed", "IRM Assessed", "Updated? (Website)", "Active Commitment", "Max star",
            "Ambition Assessed", "Comp Assessed", "DIOG Assessed", "Midterm Only", "Max Completion", "Raw Completion",
            "High Completion", "High Ambition", "High DIOG", "Ambitious and complete, or DIOG",
            "Ambitious but not complete", "Complete but not ambitious", "Not complete or ambitious", "Not reviewed",
            "CHECKSUM", "IRM-Based Score", "Binding constraint", "Subnational in NAPs", "id",
        }
    ),
    first_is_month=False,
    level="Open Parliament Plan",
    own_id=ID,
    plan_id="Action Plan ID",
    keeps_tags=True,
    latest="Latest IRM Report",
)  # fmt: skip

_KINDS = {
    "state": ("state", "regional"),
    "province": ("province", "regional"),
    "region": ("region", "regional"),
    "county": ("county", "local"),
    "regency": ("regency", "local"),
    "city": ("city", "local"),
}
"""Word in the name of a new subnational member → its kind and level; without one, a municipality, with a warning."""


def recognise(grid: Grid) -> int | None:
    return ogp.recognise(grid, COLUMNS.signs, COLUMNS.needed)


def convert(grid: Grid, header_row: int, vocabulary: Vocabulary) -> tuple[list[Table], list[Finding]]:
    plans = Plans(COLUMNS, vocabulary, _find_member, END_YEAR, COLUMNS.plan_id)
    return ogp.convert(grid, header_row, vocabulary, COLUMNS, plans, _of_parliaments)


def _of_parliaments(sheet: Sheet) -> list[bool]:
    return [text == "1" for text in sheet.flags(COLUMNS.level)]


def _find_member(plans: Plans, sheet: Sheet, position: int) -> str | None:
    """The member of a row: a country by its code or name, a place by its name and country."""
    place, comma, country = sheet.cell(position, COLUMNS.country).rpartition(", ")
    own_code = sheet.cell(position, "Code")
    code = own_code if not comma and countries.is_code(own_code) else countries.code_of(country)
    value = f"{place}{comma}{country}"
    known = (code if code in plans.members else None) if not comma else code and _known_place(plans, place, code)
    known = known or plans.meant(sheet, position, COLUMNS.country, value)
    if known:
        return known
    if code is None:
        sentence = phrase("{value} names no country that is known.", value=value)
        if not value:
            sentence = phrase("{header} is empty; every row needs one.", header=COLUMNS.country)
        sheet.note(position, COLUMNS.country, "unknown-country", sentence, value, plans.suggested(value))
        return None
    return _add(
        plans, sheet, position, _place(plans, sheet, position, place, code) if comma else _country(code, country)
    )


def _known_place(plans: Plans, place: str, country: str) -> str | None:
    for member_id, row in plans.members.items():
        if row["country"] == country and row["kind"] != "country" and fold(row["name"]) == fold(place):
            return member_id
    return None


def _country(code: str, name: str) -> Row:
    return {"id": code, "name": name, "government_level": "national", "kind": "country", "country": code}


def _place(plans: Plans, sheet: Sheet, position: int, place: str, country: str) -> Row:
    letters = re.match("[A-Z]+", sheet.known(position, ID))
    own_id = f"L-{letters[0]}" if letters else f"L-{sheet.cell(position, 'Code')}"
    if own_id in plans.members:
        own_id = f"L-{sheet.cell(position, 'Code')}"
    words = set(fold(place).split())
    kind, level = next((of_kind for word, of_kind in _KINDS.items() if word in words), ("municipality", "local"))
    return {"id": own_id, "name": place, "government_level": level, "kind": kind, "country": country}


def _add(plans: Plans, sheet: Sheet, position: int, row: Row) -> str | None:
    region = sheet.cell(position, "Region")
    row["region"] = countries.REGIONS.get(region.lower(), "") or sheet.meant(
        position, "Region", "members.region", region, schema.REGIONS
    )
    if not row["region"]:
        sentence = phrase("{value} is not a region of OGP, and {name} is a new member.", value=region, name=row["name"])
        if not region:
            sentence = phrase("{header} is empty, and {name} is a new member.", header="Region", name=row["name"])
        sheet.note(position, "Region", "not-allowed", sentence, region, among_codes(schema.REGIONS).of(region))
        return None
    row["status"] = "active"
    plans.add("members", row, sheet, position)
    sentence = phrase(
        "{name} is new and is added as {id}, an active {kind} ({level}). Check this in the table members.",
        name=row["name"], id=row["id"], kind=row["kind"], level=row["government_level"],
    )  # fmt: skip
    sheet.note(position, COLUMNS.country, "member-added", sentence, row["name"])
    return row["id"]
