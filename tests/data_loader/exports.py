"""Small exports in OGP's two formats, written by us: real headers, invented rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from data_loader.formats import ogp_database, ogp_explorer_2016
from data_loader.formats.ogp_sheet import Columns

Row = dict[str, str]


def _text(columns: Columns, tags: list[str], rows: Iterable[Row], missing: str, above: bool = False) -> str:
    header = [*sorted(columns.used), *tags, *sorted(columns.ignored)]
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n" if above else "\r\n")
    if above:
        writer.writerow([*range(len(header)), *[""] * 10])
    blanks = [""] * 10 if above else []
    writer.writerow(header + blanks)
    for row in rows:
        default = dict.fromkeys(tags, "0")
        writer.writerow([row.get(name, default.get(name, missing)) for name in header] + blanks)
    return out.getvalue()


def explorer(*rows: Row) -> str:
    base = {
        "Country": "UK", "Action Plan Number": "2", "Comm No": "1.10", "Short Title": "Open <br/>registers",
        "Year of submission": "2013", "Potential impact": "None", "Specificity": "c. high",
        "Completion (progress report)": "b. Limited", "Report publication year (progress report)": "2015",
        "Open Data": "1", "Value -Info": "1",
    }  # fmt: skip
    tags = ["Open Data", "Capacity Building", "Legislature"]
    return _text(ogp_explorer_2016.COLUMNS, tags, [base | row for row in rows], "NR", above=True)


def database(*rows: Row) -> str:
    base = {
        "Commitment Unique Identifier": "GB0001", "Country/Locality": "United Kingdom", "Code": "GBR",
        "Region": "Europe", "National Or Local": "National", "Action Plan Number": "3", "Commitment Number": "1",
        "Short Title": "Budget\nportal", "Year Of Submission": "2016", "Action Plan End Year": "2018",
        "Open Parliament Plan": "0", "Completion (End Of Term)": "Substantial",
        "Report Publication Year (End Of Term)": "2019", "Did It Open Government (Overall)": "Did Not Change",
        "Potential Impact": "Transformative", "Start Date": "9/1/2016", "End Date": "6/30/2018",
    }  # fmt: skip
    tags = ["Fiscal Openness", "Open Parliaments", "Youth"]
    return _text(ogp_database.COLUMNS, tags, [base | row for row in rows], "ND")
