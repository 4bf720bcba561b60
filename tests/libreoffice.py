"""LibreOffice without a window: workbooks are opened, changed in one cell and saved in every form, by one process."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

PROGRAM = shutil.which("soffice") or shutil.which("libreoffice")
FORMS = {"xlsx": "Calc MS Excel 2007 XML", "ods": "calc8", "csv": "Text - txt - csv (StarCalc)"}
"""Ending → what LibreOffice calls the form."""
_PATIENCE = 240  # seconds, on a machine that does much else

_BASIC = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Save" script:language="StarBasic">
Function Pair(label As String, content)
    Dim one As New com.sun.star.beans.PropertyValue
    one.Name = label
    one.Value = content
    Pair = one
End Function

Sub Save(jobs As String)
    Dim job As String
    On Error GoTo Failed
    handle = FreeFile
    Open jobs For Input As #handle
    Do While Not EOF(handle)
        Line Input #handle, job
        parts = Split(job, Chr(9))
        Select Case parts(0)
        Case "open"
            document = StarDesktop.loadComponentFromURL(parts(1), "_blank", 0, Array(Pair("Hidden", True)))
            document.calculateAll()
        Case "cell"
            document.Sheets.getByIndex(0).getCellByPosition(CInt(parts(1)), CInt(parts(2))).setString(parts(3))
        Case "save"
            document.storeToURL(parts(1), Array(Pair("FilterName", parts(2)), Pair("FilterOptions", parts(3))))
        Case "close"
            document.close(True)
        End Select
    Loop
    StarDesktop.terminate()
    Exit Sub
Failed:
    failure = FreeFile
    Open jobs &amp; ".failed" For Output As #failure
    Print #failure, Error(Err) &amp; ": " &amp; job
    Close #failure
    StarDesktop.terminate()
End Sub
</script:module>
"""
_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
 library:passwordprotected="false"><library:element library:name="Save"/></library:library>
"""
_COMMAS_AND_UTF8 = "44,34,76,1"


class Change(NamedTuple):
    """A workbook and a cell of its first sheet, column and row from 0, as somebody types into it."""

    path: Path
    column: int
    row: int
    text: str


def save(changes: Iterable[Change], folder: Path) -> None:
    """Saves each workbook, changed, into `folder` in every form."""
    jobs = folder / "jobs.txt"
    jobs.write_text("".join(f"{line}\n" for change in changes for line in _lines(change, folder)), "utf-8")
    profile = folder / "profile"
    _run(profile, "--terminate_after_init")  # the first start lays the profile, over whatever was there
    library = profile / "user" / "basic" / "Standard"
    (library / "Save.xba").write_text(_BASIC)
    (library / "script.xlb").write_text(_LIBRARY)
    _run(profile, f'macro:///Standard.Save.Save("{jobs}")')
    failed = folder / "jobs.txt.failed"
    assert not failed.exists(), failed.read_text()


def _run(profile: Path, *arguments: str) -> None:
    assert PROGRAM
    command = [PROGRAM, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nologo"]
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "HOME": str(profile.parent)}
    subprocess.run([*command, *arguments], env=environment, check=True, timeout=_PATIENCE, capture_output=True)


def _lines(change: Change, folder: Path) -> Iterable[str]:
    yield f"open\t{change.path.as_uri()}"
    yield f"cell\t{change.column}\t{change.row}\t{change.text}"
    for ending, form in FORMS.items():
        to = (folder / f"{change.path.stem}.{ending}").as_uri()
        yield f"save\t{to}\t{form}\t{_COMMAS_AND_UTF8 if ending == 'csv' else ''}"
    yield "close"
