"""Small files in OGP's formats, written by us: real headers, invented rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from data_loader.formats import ogp_database, ogp_explorer_2016, ogp_explorer_earlier, ogp_process_2016
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


def earlier(*rows: Row) -> str:
    """An edition of the Explorer's export before that of 2016."""
    base = {
        "Country": "Ghana", "Action Plan No": "1", "Comm No": "1", "Comm Dummy": "1", "Short Title": "Open registers",
        "Year of submission": "2013", "Report publication year": "2015", "Potential Impact": "Minor",
        "Specificity": "c. high", "Actual Completion": "b. Limited", "Open Data": "1",
    }  # fmt: skip
    tags = ["Open Data", "Conflicts of Interest ", "<br/>Public Service Delivery"]
    return _text(ogp_explorer_earlier.COLUMNS, tags, [base | row for row in rows], "NR", above=True)


def process(*rows: Row) -> str:
    """The Process Database: numbers of the columns, the header, and both again below a blank row."""
    base = {
        "Country name": "Ghana", "Action Plan Number": "1", "Year AP Submitted": "2013",
        "_Number of steps followed (out of 6)": "4", "IAP2 level during development": "Consult",
        "_Regular forum": "1", "_Self assessment published": "1",
    }  # fmt: skip
    places = ogp_process_2016.PLACES
    header = [places.country, places.plan, places.year, *sorted(ogp_process_2016.READ | ogp_process_2016.IGNORED)]
    groups = ["", "", "", "Step 1", *[""] * (len(header) - 4)]
    blank = [""] * len(header)
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([[*range(len(header))], groups, header, blank, groups, header])
    writer.writerows([(base | row).get(name, "NR") for name in header] for row in rows)
    return out.getvalue()


def without(text: str, *headers: str) -> str:
    """A copy of a file without these columns; the header stands in the row that has the most of them."""
    rows = [*csv.reader(io.StringIO(text, newline=""))]
    header = max(rows, key=lambda row: len({*headers} & {*row}))
    gone = {column for column, name in enumerate(header) if name in headers}
    out = io.StringIO(newline="")
    csv.writer(out).writerows([cell for column, cell in enumerate(row) if column not in gone] for row in rows)
    return out.getvalue()
