#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Do other programs compute what the workbook says?

    recalc.py spoil IN.xlsx OUT.xlsx     every stored result of a formula becomes wrong
    recalc.py compare IN.xlsx OTHER.xlsx the results stored in IN against those in OTHER

Between the two, another program recalculates OUT and saves it as OTHER: as the
stored results it found were all wrong, what agrees was computed. Prints how many
formulas agree and the largest relative difference; fails above 1e-9.
"""
import re
import sys
import zipfile

import openpyxl

TOLERANCE = 1e-9


def spoil(source, target):
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            data = old.read(part)
            if part.filename.startswith("xl/worksheets/sheet"):
                data = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1<v>-987.25</v>", data)
            new.writestr(part, data)


def compare(ours, other):
    formulas = openpyxl.load_workbook(ours)
    cached = openpyxl.load_workbook(ours, data_only=True)
    theirs = openpyxl.load_workbook(other, data_only=True)
    count, worst, where, failed = 0, 0.0, "", 0
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type != "f":
                    continue
                count += 1
                text = getattr(cell.value, "text", cell.value)
                place = f"{sheet.title}!{cell.coordinate}"
                want = cached[sheet.title][cell.coordinate].value
                got = theirs[sheet.title][cell.coordinate].value
                if want == got and isinstance(want, str):
                    continue
                if not isinstance(want, (int, float)) or not isinstance(got, (int, float)):
                    print(f"{place} {text}: stored {want!r}, recalculated {got!r}")
                    failed += 1
                    continue
                scale = max(abs(want), abs(got))
                # A residual is a difference of two cells: its rounding is theirs.
                if text.startswith("=E") and "-F" in text:
                    row_of = cached[sheet.title][cell.row]
                    scale = max(abs(row_of[4].value), abs(row_of[5].value))
                difference = abs(want - got) / scale if scale else 0.0
                if difference > worst:
                    worst, where = difference, place
                if difference > TOLERANCE:
                    print(f"{place} {text}: stored {want!r}, recalculated {got!r}")
                    failed += 1
    print(f"{count} formulas, {failed} disagree, largest relative difference {worst:.3g} {where}")
    return 1 if failed or not count else 0


if __name__ == "__main__":
    if sys.argv[1] == "spoil":
        spoil(sys.argv[2], sys.argv[3])
    else:
        sys.exit(compare(sys.argv[2], sys.argv[3]))
