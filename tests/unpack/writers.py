# SPDX-License-Identifier: GPL-3.0-or-later
"""writers.py LEVER BUILD FOLDER: forty tables, by five programs that write workbooks, as lever reads
them beside what openpyxl reads, cell by cell.

Each program writes one workbook of forty sheets; LibreOffice and Gnumeric make theirs from
openpyxl's. Prints a line of TAP a sheet of each; with --list, what each writes in a way of its own.
"""
import csv
import datetime
import io
import os
import re
import shutil
import subprocess
import sys
import warnings
import zipfile

import openpyxl

warnings.simplefilter("ignore")
DAY = "yyyy-mm-dd"


class Draws:
    """The same numbers wherever this runs."""

    def __init__(self, seed):
        self.state = seed * 2654435761 % 2**32 or 1

    def below(self, bound):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % bound


def number(value, code=""):
    return ("n", code, value)


def text(value):
    return ("s", "", value)


def day(serial, code=DAY):
    return ("n", code, serial)


TEXTS = ["plain", "two words", "a,b", 'say "hi"', "line\nbreak", " spaces ", "ÄÖÜ ß €", "日本語",
         "emoji 😀", "007", "1,234.5", "1e5", "-", "NA", "TRUE", "=1+1", "+49 30 1", "a;b", "tab\there",
         "<b>&amp;</b>", "'quoted", "50%", "2026-01-01", "x" * 300]
CODES = ["0", "0.00", "#,##0", "#,##0.00", "0.00E+00", '0.0 "days"', "[Red]-0.0", "#,##0.00 [$€-407]",
         '"$"#,##0', "# ?/?"]
DAYS = [DAY, "dd.mm.yyyy", "m/d/yy", "d-mmm", "mmm-yy", "[$-409]d mmmm yyyy", "yyyy\\-mm", "ddd d.m."]
TIMES = ["yyyy-mm-dd hh:mm:ss", "dd.mm.yyyy hh:mm", "m/d/yy h:mm", "h:mm AM/PM", "hh:mm:ss", "mm:ss"]


def table(n):
    """The cells of table n, from 0: {(row, column): cell}, and names of what it has beside them."""
    draws = Draws(n + 1)
    cells = {}

    def put(row, column, cell):
        cells[row, column] = cell

    kind = n % 10
    rows, columns = 6 + n % 7, 3 + n % 4
    top, left = (2, 1) if n % 8 == 5 else (0, 0)
    for column in range(columns):
        put(top, left + column, text(f"name {column}" if n % 3 else f"c{column}"))
    for row in range(1, rows):
        for column in range(columns):
            where = top + row, left + column
            if kind == 0:
                put(*where, number(draws.below(1000) - 300))
            elif kind == 1:
                put(*where, number(draws.below(10**9) / 10 ** (1 + draws.below(9)), CODES[draws.below(len(CODES))]))
            elif kind == 2:
                put(*where, day(25000 + draws.below(30000), DAYS[draws.below(len(DAYS))]))
            elif kind == 3:
                put(*where, text(TEXTS[draws.below(len(TEXTS))]))
            elif kind == 4:
                put(*where, number(draws.below(20000) / 10000, "0.00%" if column % 2 else "0%"))
            elif kind == 5:
                put(*where, ("b", "", draws.below(2)))
            elif kind == 6:
                if draws.below(3):
                    put(*where, number((draws.below(10**6) + 1) / 7))
            elif kind == 7:
                put(*where, number(40000 + draws.below(86400 * 300) / 86400, TIMES[draws.below(3)]))
            elif kind == 8:
                put(*where, number(draws.below(86400) / 86400, TIMES[3 + draws.below(3)]) if column else
                    number(draws.below(86400 * 5) / 86400, "[h]:mm:ss"))
            elif column == 0:
                put(*where, number(row + n))
            elif column == 1:
                put(*where, ("f", "", f"{chr(65 + left)}{top + row + 1}*2", (row + n) * 2))
            else:
                put(*where, [text("x"), number(draws.below(99)), day(45000 + row)][draws.below(3)])
    if n == 30:  # wide
        for column in range(300):
            put(0, column, text(f"w{column}"))
            put(1, column, number(column / 8))
    if n == 31:  # long
        for row in range(1, 1500):
            put(row, 0, number(draws.below(10**6) / 64))
            put(row, 1, text(f"id{draws.below(400)}"))
    if n == 32:  # numbers at their ends
        for row, value in enumerate([0.1 + 0.2, 1e15, 123456789012345, 1e-7, 5e-324, 1e308,
                                     -0.5, 1 / 3, 2**53, 1e21, 100.0]):
            put(1 + row, 0, number(value))
    if n == 33:  # far below
        put(400, 1, text("far"))
    return cells


NAMES = [f"T{n + 1}" for n in range(40)]


def by_openpyxl(path):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for n, name in enumerate(NAMES):
        sheet = book.create_sheet(name)
        for (row, column), cell in table(n).items():
            value = cell[2] != 0 if cell[0] == "b" else "=" + cell[2] if cell[0] == "f" else cell[2]
            at = sheet.cell(row + 1, column + 1)
            at.value = value
            if cell[0] == "s":
                at.data_type = "s"
            if cell[1]:
                at.number_format = cell[1]
        if n == 34:
            sheet.merge_cells("A1:B1")
            sheet.row_dimensions[3].hidden = True
            sheet.column_dimensions["B"].hidden = True
    book.save(path)


def by_xlsxwriter(path):
    import xlsxwriter

    book = xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False})
    formats = {}
    for n, name in enumerate(NAMES):
        sheet = book.add_worksheet(name)
        for (row, column), cell in table(n).items():
            form = None
            if cell[1]:
                form = formats.setdefault(cell[1], book.add_format({"num_format": cell[1]}))
            if cell[0] == "n":
                sheet.write_number(row, column, cell[2], form)
            elif cell[0] == "b":
                sheet.write_boolean(row, column, cell[2] != 0, form)
            elif cell[0] == "f":
                sheet.write_formula(row, column, cell[2], form, cell[3])
            elif " " in cell[2].strip() and n % 2 and "\n" not in cell[2]:
                first, rest = cell[2].split(" ", 1) if not cell[2].startswith(" ") else (cell[2][:3], cell[2][3:])
                bold = formats.setdefault("bold", book.add_format({"bold": True}))
                sheet.write_rich_string(row, column, bold, first or "?", " " + rest if not cell[2].startswith(" ") else rest)
            else:
                sheet.write_string(row, column, cell[2], form)
    book.close()


def by_libxlsxwriter(path, build):
    lines = []
    for n, name in enumerate(NAMES):
        lines.append(f"sheet {name}")
        for (row, column), cell in sorted(table(n).items()):
            value = cell[2] if cell[0] in "sf" else repr(float(cell[2])) if cell[0] == "n" else str(int(cell[2]))
            value = value.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t")
            lines.append("\t".join([str(row), str(column), cell[0], cell[1], value] + ([repr(cell[3])] if cell[0] == "f" else [])))
    for extra, where in (([], path), (["constant"], path.replace(".xlsx", "-constant.xlsx"))):
        subprocess.run([os.path.join(build, "tests/unpack/writebook"), where, *extra],
                       input="\n".join(lines) + "\n", text=True, check=True)


def by_libreoffice(path, source):
    folder = path + ".d"
    subprocess.run(["soffice", f"-env:UserInstallation=file://{os.path.abspath(folder)}/profile", "--headless",
                    "--convert-to", "xlsx", "--outdir", folder, source],
                   check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    shutil.move(os.path.join(folder, os.path.basename(source)), path)


def by_gnumeric(path, source):
    subprocess.run(["ssconvert", "--recalc", "-T", "Gnumeric_Excel:xlsx2", source, path], check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


# ---- beside openpyxl ----


def duration(value):
    ms = round(value.total_seconds() * 1000)
    sign, ms = ("-", -ms) if ms < 0 else ("", ms)
    seconds, ms = divmod(ms, 1000)
    return f"{sign}{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}" + (f".{ms:03}" if ms else "")


def clock(value):
    return value.strftime("%H:%M:%S") + (f".{value.microsecond // 1000:03}" if value.microsecond >= 1000 else "")


def same(cell, got):
    """Is what lever writes what openpyxl reads?"""
    value = cell.value
    if value is None or cell.data_type == "e":
        return got == ""
    if isinstance(value, bool):
        return got == ("TRUE" if value else "FALSE")
    if isinstance(value, (int, float)):
        return re.fullmatch(r"-?[0-9.]+(e[-+]?[0-9]+)?", got) is not None and float(got) == float(value)
    if isinstance(value, datetime.datetime):
        long = value.strftime("%Y-%m-%dT") + clock(value)
        return got == long or (got == long[:10] and long.endswith("T00:00:00"))
    if isinstance(value, datetime.time):
        return got == clock(value)
    if isinstance(value, datetime.timedelta):
        return got == duration(value)
    # XML cannot hold some letters: _x000D_ stands for one
    return got == re.sub("_x([0-9A-Fa-f]{4})_", lambda m: chr(int(m.group(1), 16)), str(value))


def compare(lever, path, name, sheet):
    """What differs in a sheet; None = nothing."""
    run = subprocess.run([lever, "calc", "-q", "--no-headers", "--sheet", name, path, "--out-delimiter", ","],
                         capture_output=True, text=True, check=False)
    if run.returncode != 0:
        return run.stderr.strip()
    rows = list(csv.reader(io.StringIO(run.stdout, newline="")))[1:]
    filled = [row for row in sheet.iter_rows() if any(c.value is not None and c.data_type != "e" for c in row)]
    if len(rows) != len(filled):
        return f"{len(rows)} rows, not {len(filled)}"
    for got, row in zip(rows, filled):
        for i, cell in enumerate(row):
            has = got[i] if i < len(got) else ""
            if not same(cell, has):
                return f"{cell.coordinate}: {has!r}, not {cell.value!r} ({cell.number_format})"
        if any(got[len(row):]):
            return f"row {row[0].row} has more cells"
    return None


# ---- what each does in its own way ----


def habits(path):
    archive = zipfile.ZipFile(path)
    parts = {info.filename: info for info in archive.infolist()}
    sheets = [archive.read(name).decode() for name in parts if re.match("xl/worksheets/sheet", name)]
    every = "".join(sheets)
    flags = {info.flag_bits & 8 for info in parts.values()}
    return {
        "sizes behind the bytes": 8 in flags,
        "members that are stored": any(info.compress_type == 0 for info in parts.values()),
        "texts": ("shared " if 't="s"' in every else "") + ("inline" if 't="inlineStr"' in every else ""),
        "cells without a value": len(re.findall(r"<c [^>]*/>", every)),
        "places of cells": "said" if re.search(r'<c [^>]*r="', every) else "not said",
        "dimension": (re.findall(r'<dimension ref="([^"]*)"', sheets[0]) or ["none"])[0],
        "type of numbers": "said" if 't="n"' in every else "not said",
        "third of a number": (re.findall(r"<v>(0\.3333[^<]*)</v>", every) or ["?"])[0],
        "formulas have values": bool(re.search(r"</f><v>[^<]", every)),
        "codes of formats": len(re.findall("<numFmt ", archive.read("xl/styles.xml").decode())),
        "rows ahead of the first": len(re.findall(r'<row [^>]*r="1"', sheets[5])),
    }


REPORTED = [0]


def report(good, what):
    REPORTED[0] += 1
    print(f"{'ok' if good else 'not ok'} {REPORTED[0]} - {what}")


def main():
    lever, build, folder = sys.argv[1:4]
    made = {}

    def path(name):
        return os.path.join(folder, name + ".xlsx")

    by_openpyxl(path("openpyxl"))
    made["openpyxl"] = path("openpyxl")
    by_libxlsxwriter(path("libxlsxwriter"), build)
    made["libxlsxwriter"] = path("libxlsxwriter")
    made["libxlsxwriter-constant"] = path("libxlsxwriter-constant")
    try:
        by_xlsxwriter(path("XlsxWriter"))
        made["XlsxWriter"] = path("XlsxWriter")
    except ImportError:
        report(True, "XlsxWriter # SKIP it is not installed")
    if shutil.which("soffice"):
        by_libreoffice(path("LibreOffice"), path("openpyxl"))
        made["LibreOffice"] = path("LibreOffice")
    else:
        report(True, "LibreOffice # SKIP it is not installed")
    if shutil.which("ssconvert"):
        by_gnumeric(path("Gnumeric"), path("openpyxl"))
        made["Gnumeric"] = path("Gnumeric")
    else:
        report(True, "Gnumeric # SKIP it is not installed")
    for writer, where in made.items():
        book = openpyxl.load_workbook(where, data_only=True)
        if "--list" in sys.argv:
            for habit, what in habits(where).items():
                print(f"# {writer}: {habit}: {what}")
        wrong = [f"{name}: {why}" for name in NAMES if (why := compare(lever, where, name, book[name]))]
        report(not wrong, f"forty tables of {writer}, cell by cell as openpyxl reads them")
        for line in wrong:
            print(f"# {line}")
    print(f"1..{REPORTED[0]}")


main()
