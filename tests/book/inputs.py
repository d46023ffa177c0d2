#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Inputs that are known to break workbooks, and what becomes of each, in TAP.

    inputs.py LEVER FOLDER

An input is a name, a CSV, options, and either what the data sheet must hold (rows
of values: text, numbers, dates, None for a blank cell) or a pattern that the
message must have. Every workbook that comes out must keep all the rules too.
"""
import csv
import datetime
import datetime
import os
import re
import subprocess
import sys
import warnings

import openpyxl
from openpyxl.utils import range_boundaries

import rules

warnings.simplefilter("ignore")
day = datetime.datetime
LONG = "x" * 32768

CASES = [
    ("a formula", "a\n=1+1\n", [], [["=1+1"]]),
    ("a command", "a\n=cmd|' /C calc'!A0\n", [], [["=cmd|' /C calc'!A0"]]),
    ("an array formula", "a\n{=SUM(A1)}\n", [], [["{=SUM(A1)}"]]),
    ("a plus sign", "a\n+1\n+49 30 123\n", [], [["+1"], ["+49 30 123"]]),
    ("an at sign", "a\n@SUM(A1)\n", [], [["@SUM(A1)"]]),
    ("a lone minus among numbers", "a\n-\n-5\n", [], [["-"], ["-5"]]),
    ("a tab before a formula", "a\n\"\t=1\"\n", [], [["\t=1"]]),
    ("leading zeros", "a\n007\n012\n", [], [["007"], ["012"]]),
    ("long digits", "a\n12345678901234567890\n4111111111111111\n", [],
     [["12345678901234567890"], ["4111111111111111"]]),
    ("fifteen digits are a number", "a\n123456789012345\n", [], [[123456789012345]]),
    ("codes with an E", "a\n1E5\n2E10\n", [], [["1E5"], ["2E10"]]),
    ("numbers as programs write them", "a\n1e-07\n1.5\n1e+22\n", [], [[1e-07], [1.5], [1e22]]),
    ("words that mean no number", "a\nnan\ninf\n-Infinity\n1.#IND\n", [],
     [["nan"], ["inf"], ["-Infinity"], ["1.#IND"]]),
    ("numbers beyond a double", "a\n1e+999\n1\n", [], [["1e+999"], ["1"]]),
    ("hexadecimal", "a\n0x1F\n", [], [["0x1F"]]),
    ("a fraction that is a date to Excel", "a\n1/2\n3-4\nMAR1\n", [], [["1/2"], ["3-4"], ["MAR1"]]),
    ("dates", "a\n2024-02-29\n2026-11-22\n", [], [[day(2024, 2, 29)], [day(2026, 11, 22)]]),
    ("a day that is none", "a\n2023-02-29\n", [], [["2023-02-29"]]),
    ("days before Excel's calendar is right", "a\n1900-02-28\n1899-12-31\n", [],
     [["1900-02-28"], ["1899-12-31"]]),
    ("moments", "a\n2026-11-22T09:30\n2026-11-22T09:30:15\n", [],
     [[day(2026, 11, 22, 9, 30)], [day(2026, 11, 22, 9, 30, 15)]]),
    ("other dates stay text", "a\n22.11.2026\n11/22/2026\n2026-W47\n2026-11\n", [],
     [["22.11.2026"], ["11/22/2026"], ["2026-W47"], ["2026-11"]]),
    ("a column of numbers with a word in it", "a\n1\nn/a\n", [], [["1"], ["n/a"]]),
    ("a column of numbers with a missing word", "a,b\n1,x\nNA,y\n-,z\n", ["--missing", "-"],
     [[1, "x"], [None, "y"], [None, "z"]]),
    ("numbers forced to be text", "a\n5\n6\n", ["--text", "a"], [["5"], ["6"]]),
    ("text forced to be numbers", "a\n007\n+5\n", ["--number", "a"], [[7], [5]]),
    ("forced, and no number", "a\n1\nx\n", ["--number", "a"], r'column "a": not a number: "x"'),
    ("no such column to force", "a\n1\n", ["--text", "zz"], r'zz'),
    # openpyxl leaves these escapes as they are in the file; Excel and LibreOffice decode them.
    ("control characters", "a\n\"x\x01y\x1fz\"\n", [], [["x_x0001_y_x001F_z"]]),
    ("a carriage return inside", "a\n\"x\r\ny\"\n", [], [["x_x000D_\ny"]]),
    ("what XML escapes", "a\n<&>\"\"\n".replace('""', "'"), [], [["<&>'"]]),
    ("the end of a CDATA section", "a\n]]>\n", [], [["]]>"]]),
    ("what looks like Excel's own escape", "a\n_x0041_\n", [], [["_x0041_"]]),
    ("spaces at both ends", "a\n\"  x  \"\n", [], [["  x  "]]),
    ("noncharacters", "a\nx\uFFFEy\uFFFFz\n", [], [["x\uFFFDy\uFFFDz"]]),
    ("characters beyond 16 bits", "a\n\U0001F600\n", [], [["\U0001F600"]]),
    ("invalid UTF-8", b"a\n\xff\xfe\n", [], r"UTF-8"),
    ("a NUL byte", b"a\nx\0y\n", [], r"NUL"),
    ("a text too long for a cell", f"a\n{LONG}\n", [], r'column "a": .*32767 characters'),
    ("cut to what a cell holds", f"a\n{LONG}\n", ["--truncate"], [[LONG[:32767]]]),
    ("emoji count twice", "a\n" + "\U0001F600" * 16384 + "\n", [], r"32767 characters"),
    ("headers that differ by case only", "a,A,a\n1,2,3\n", [], [[1, 2, 3]]),
    ("headers that differ by case in other scripts",
     "\u00c4rger,\u00e4rger,\u03a3\u03af,\u03a3\u038a,\u6771\u4eac,\u5927\u962a\n1,2,3,4,5,6\n", [],
     [[1, 2, 3, 4, 5, 6]]),
    ("an empty header", "a,,\n1,2,3\n", [], [[1, 2, 3]]),
    ("a header that is what another is made to be", "a,a,a (2)\n1,2,3\n", [], [[1, 2, 3]]),
    ("a long header", "h" * 300 + "," + "h" * 300 + "1\n1,2\n", [], [[1, 2]]),
    ("a header with a line break", "\"a\nb\"\n1\n", [], [[1]]),
    ("a header that looks like an escape", "_x0041_,A\n1,2\n", [], [[1, 2]]),
    ("a header that is a formula", "=1+1\n1\n", [], [[1]]),
    ("a header and no rows", "a,b\n", [], [[None, None]]),
    ("a row without a value", "a,b\n1,2\n,\n3,4\n", [], [[1, 2], ["[x]", "[x]"], [3, 4]]),
    ("a column without a value", "a,b\n1,\n2,\n", [], [[1, "[x]"], [2, "[x]"]]),
    ("an empty file", "", [], r"empty"),
    ("a ragged row", "a,b\n1,2\n3\n", [], r":3: "),
    ("an unterminated quote", "a\n\"x\n", [], r"quote"),
    ("numbers of many digits", "a,b,c\n123456789012.5,-98765432109876,1e+22\n0.000001,1,2\n", [],
     [[123456789012.5, -98765432109876, 1e22], [1e-06, 1, 2]]),
    ("a title with control characters and no UTF-8", "a\n1\n", ["--title", b"x\x01y\xffz"], [[1]]),
    ("a title that is a formula", "a\n1\n", ["--title", "=1+1", "--question", "@SUM(A1)"], [[1]]),
    ("a title longer than a property holds", "a\n1\n", ["--title", "\U0001F600" * 300], [[1]]),
    ("as many columns as a sheet has", ",".join(f"c{i}" for i in range(16384)) + "\n" +
     ",".join(["1"] * 16384) + "\n", [], [[1] * 16384]),
    ("more columns than a sheet has", ",".join(f"c{i}" for i in range(16385)) + "\n", [], r"16384"),
]

NAMES = [  # of files, which become names of sheets
    ("a name that Excel keeps for itself", "History.csv"),
    ("a name of another sheet", "cover.csv"),
    ("a name with what no sheet may have", "a[b]c*d?e.csv"),
    ("a name in apostrophes", "'quoted'.csv"),
    ("a name of more than 31 characters", "n" * 60 + ".csv"),
    ("a name of wide characters", "\u65e5\u672c\u8a9e" * 12 + ".csv"),
    ("a name that is a cell", "A1.csv"),
    ("a name whose bytes are cut nowhere", "\u65e5\u672c\u8a9e" * 26 + ".csv"),
    ("a name with letters that have capitals elsewhere", "\u00dcbersicht \u00e4 \u03c3.csv"),
    ("a name that is no UTF-8", b"caf\xe9.csv"),
    ("a name with a line break", "a\nb.csv"),
    ("a name that is a formula", "=1+1.csv"),
]


MEASURES = [  # of a link: they become names of ranges and titles of sheets and charts
    ("a measure that is a formula", "=1+1"),
    ("a measure that is a cell", "R1C1"),
    ("a measure in quotes", "say \"it's\" & <more>"),
    ("a measure with control characters", "a\x01\nb"),
    ("a measure of 300 letters", "m" * 300),
    ("a measure of other letters", "\u65e5\u672c\u8a9e"),
    ("a measure of letters with capitals", "\u00e4rger \u0436"),
    ("a measure of letters with marks beside them", "\u0939\u093f\u0928\u094d\u0926\u0940"),
    ("a measure of symbols", "\u20ac \u2192 \U0001F600"),
    ("a measure called as a column of the sheet", "Verdict"),
]


def make(lever, folder, files, options):
    out = os.path.join(folder, "out.xlsx")
    if os.path.exists(out):
        os.unlink(out)
    run = subprocess.run([lever, "book", "-o", out] + options + files, capture_output=True,
                         check=False)
    return run, out


def body(path):
    book = openpyxl.load_workbook(path)
    sheet = book[book.sheetnames[1]]
    left, top, right, bottom = range_boundaries(next(iter(sheet.tables.values())).ref)
    return [[sheet.cell(r, c).value for c in range(left, right + 1)]
            for r in range(top + 1, bottom + 1)], sheet


def keeps_rules(path):
    book = rules.Book(path)
    return [f"{name}: {one}" for name, check in rules.RULES for one in check(book)]


def check(lever, folder, text, options, expected):
    path = os.path.join(folder, "input.csv")
    with open(path, "wb") as file:
        file.write(text if isinstance(text, bytes) else text.encode())
    run, out = make(lever, folder, [path], options)
    if isinstance(expected, str):
        said = run.stderr.decode(errors="replace")
        if run.returncode != 1 or not re.search(expected, said):
            return f"status {run.returncode}: {said}"
        return "a file was left" if os.path.exists(out) else ""
    if run.returncode != 0:
        return f"status {run.returncode}: {run.stderr.decode(errors='replace')}"
    rows, sheet = body(out)
    if rows != expected:
        return f"{rows!r:.300}"
    for cell in (c for r in sheet.iter_rows() for c in r):
        if cell.data_type == "f":
            return f"{cell.coordinate} is a formula"
    return "; ".join(keeps_rules(out))


def columns(lever, table):
    """The columns of a result table that are always there."""
    run = subprocess.run([lever, "--list-results"], capture_output=True, check=True)
    rows = [line.split("\t") for line in run.stdout.decode().splitlines()]
    return [row[2] for row in rows if row[0] == "column" and row[1] == table and row[4] == "always"]


def verdicts(lever, names, values):
    """A table of verdicts with one row, in which only these columns have something."""
    row = dict(zip(names, values, strict=True))
    header = columns(lever, "verdicts")
    return [header, [row.get(name, "") for name in header]]


def link_of(lever, folder, measure):
    """A book of one link from a measure to another that is called the same in capitals."""
    names = [measure, measure.upper() + "."]
    tables = {
        "v": verdicts(lever,
                      "output,outcome,verdict,lag,effect,r,p,n_eff,lags_tried,note".split(","),
                      names + ["moves", 1, .5, .5, .01, 10, 3, "It moves."]),
        "w": ["output,outcome,entity,period,lag,x,y,x_white,y_white".split(",")] +
             [names + ["", f"2024-{m:02}", 1, m, m * m, m - 6.5, (m - 6.5) ** 3]
              for m in range(1, 13)],
        "l": ["output,outcome,lag,n,r,low,high,p".split(",")] +
             [names + [lag, 12, .1 * lag, -.5, .5, .2] for lag in range(3)],
        "d": [["month"] + names] + [[f"2024-{m:02}", m + 1, m * m] for m in range(1, 13)],
        "p": ["measure,role,unit".split(","), [names[0], "output", "=u"], [names[1], "outcome", ""]],
    }
    files = []
    for table, rows in tables.items():
        files.append(os.path.join(folder, f"{table}.csv"))
        with open(files[-1], "w", encoding="utf-8", newline="") as out:
            csv.writer(out, lineterminator="\n").writerows(rows)
    run, made = make(lever, folder, files, [])
    return run.stderr.decode(errors="replace") if run.returncode else "; ".join(keeps_rules(made))


HOSTILE = ["=1+1", "+1", "@x", "007", "1E5", "a\x01b", "x\r\ny", "<&>'\"", "]]>", "_x0041_",
           "  x  ", "x\n", "\tt", "\u65e5\u672c\U0001F600", "12345678901234567890", "TRUE", "-"]


def straight_to_disk(lever, folder):
    """A table too long to be held: its rows are written by lever itself."""
    rows = [[HOSTILE[i % len(HOSTILE)], i / 7, f"2024-01-{i % 28 + 1:02}", "" if i % 3 else "x"] +
            [(i * 31 + j) ** 2 / 9 * (-1) ** j for j in range(246)] for i in range(2050)]
    path = os.path.join(folder, "long.csv")
    with open(path, "w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["text", "number", "date", "gaps"] + [f"c{j}" for j in range(246)])
        out.writerows(rows)
    run, made = make(lever, folder, [path], [])
    if run.returncode:
        return run.stderr.decode(errors="replace")
    sheet = openpyxl.load_workbook(made, read_only=True).worksheets[1]
    got = [list(row) for row in sheet.iter_rows(values_only=True)][-len(rows):]
    for want, have in zip(rows, got, strict=True):
        text = re.sub("[\x01\r]", lambda m: f"_x{ord(m[0]):04X}_", want[0])
        want = [text.replace("_x0041_", "_x005F_x0041_"), want[1],
                datetime.datetime.fromisoformat(want[2]), want[3] or None] + want[4:]
        if want != have: # numbers to the last digit
            return next(f"{a!r} became {b!r}" for a, b in zip(want, have) if a != b)
    return "; ".join(keeps_rules(made))


def main():
    lever, folder = sys.argv[1:3]
    number = 0
    failed = 0
    for name, text, options, expected in CASES:
        number += 1
        why = check(lever, folder, text, options, expected)
        failed += bool(why)
        print(f"{'not ok' if why else 'ok'} {number} - {name}")
        if why:
            print(f"# {why}")
    for name, file in NAMES:
        number += 1
        path = os.path.join(os.fsencode(folder), os.fsencode(file))
        with open(path, "w", encoding="utf-8") as out:
            out.write("a\n1\n")
        run, made = make(lever, folder, [path, path], [])
        why = run.stderr.decode(errors="replace") if run.returncode else "; ".join(keeps_rules(made))
        failed += bool(why)
        print(f"{'not ok' if why else 'ok'} {number} - {name}")
        if why:
            print(f"# {why}")
    for name, measure in MEASURES:
        number += 1
        why = link_of(lever, folder, measure)
        failed += bool(why)
        print(f"{'not ok' if why else 'ok'} {number} - {name}")
        if why:
            print(f"# {why}")
    number += 1
    why = straight_to_disk(lever, folder)
    failed += bool(why)
    print(f"{'not ok' if why else 'ok'} {number} - texts and numbers that go straight to disk")
    if why:
        print(f"# {why}")
    print(f"1..{number}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
