#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads a workbook and says of each rule whether it is kept, in TAP.

    rules.py WORKBOOK.xlsx

The rules are those of the UK Government Analysis Function for accessible
spreadsheets, and what else a workbook of lever's promises (book.h).
"""
import posixpath
import re
import sys
import warnings
import zipfile
from xml.etree import ElementTree

import openpyxl
from openpyxl.utils import range_boundaries

warnings.simplefilter("ignore")
PALETTE = {"12436D", "28A197", "801650", "F46A25"}
FUNCTIONS = set("SUMPRODUCT SUMSQ SQRT TDIST ABS CORREL SLOPE COUNT SUM ISNUMBER IF EXACT MMULT TRANSPOSE "
                "LEFT RIGHT DATE WEEKDAY YEAR MONTH INT MIN MAX IFERROR AVERAGE".split())
RULES = []


def rule(name):
    def add(check):
        RULES.append((name, check))
        return check
    return add


class Book:
    def __init__(self, path):
        self.zip = zipfile.ZipFile(path)
        self.formulas = openpyxl.load_workbook(path)
        self.values = openpyxl.load_workbook(path, data_only=True)
        self.parts = {}
        for name in self.zip.namelist():
            if name.endswith((".xml", ".rels")):
                self.parts[name] = ElementTree.fromstring(self.zip.read(name))
        self.sheets = list(self.values)
        self.tabled = [s for s in self.sheets if s.tables]

    def box(self, sheet):
        """min column, min row, max column, max row of the sheet's table"""
        return range_boundaries(next(iter(sheet.tables.values())).ref)

    def cells(self, sheets=None):
        for sheet in sheets or self.sheets:
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.value is not None:
                        yield cell


def where(cell):
    return f"{cell.parent.title}!{cell.coordinate}"


def luminance(color):
    channels = [int(color[i:i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [c / 12.92 if c <= .03928 else ((c + .055) / 1.055) ** 2.4 for c in channels]
    return .2126 * linear[0] + .7152 * linear[1] + .0722 * linear[2]


def contrast(a, b):
    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + .05) / (low + .05)


def rgb(color, default):
    if color is None or color.type != "rgb" or not isinstance(color.rgb, str):
        return default
    return color.rgb[-6:]


@rule("every part is well-formed XML, and there once")
def _(book):
    names = book.zip.namelist()
    return sorted({n for n in names if names.count(n) > 1})


@rule("every relationship leads to a part")
def _(book):
    for name, root in book.parts.items():
        if not name.endswith(".rels"):
            continue
        folder = posixpath.dirname(posixpath.dirname(name))
        for link in root:
            if link.get("TargetMode") == "External":
                yield f"{name}: external {link.get('Target')}"
                continue
            target = link.get("Target")
            path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            if posixpath.normpath(path) not in book.zip.namelist():
                yield f"{name}: {target}"


@rule("no cell is there twice, rows and cells are in order")
def _(book):
    for name, root in book.parts.items():
        if not name.startswith("xl/worksheets/sheet"):
            continue
        places = [c.get("r") for c in root.iter() if c.tag.endswith("}c")]
        if len(places) != len(set(places)):
            yield name
        rows = [int(r.get("r")) for r in root.iter() if r.tag.endswith("}row")]
        if rows != sorted(set(rows)):
            yield name


@rule("a title in A1 of every sheet")
def _(book):
    return [s.title for s in book.sheets if not isinstance(s["A1"].value, str)]


@rule("the number of tables in A2, and it is right")
def _(book):
    for sheet in book.sheets:
        said = str(sheet["A2"].value)
        if len(sheet.tables) != (1 if "one table." in said and "too long" not in said else 0):
            yield f"{sheet.title}: {said} ({len(sheet.tables)})"


@rule("one table a sheet, but for charts and tables too long to be marked up")
def _(book):
    for sheet in book.sheets:
        said = str(sheet["A2"].value)
        if len(sheet.tables) > 1:
            yield f"{sheet.title}: {len(sheet.tables)} tables"
        if not sheet.tables and "too long" not in said and not sheet._charts:
            yield f"{sheet.title}: no table"


@rule("tables have names that mean something")
def _(book):
    names = [n.lower() for s in book.sheets for n in s.tables]
    yield from (n for n in names if re.fullmatch(r"(table|sheet)?_?\d*", n))
    yield from (n for n in names if names.count(n) > 1)


@rule("a table begins in column A and holds all that is below its header")
def _(book):
    for sheet in book.tabled:
        left, top, right, bottom = book.box(sheet)
        if left != 1:
            yield sheet.title
        for cell in book.cells([sheet]):
            if cell.row >= top and not (cell.row <= bottom and cell.column <= right):
                yield where(cell)


@rule("above a table there is text in column A only, and no blank row")
def _(book):
    for sheet in book.tabled:
        top = book.box(sheet)[1]
        for cell in book.cells([sheet]):
            if cell.row < top and cell.column > 1:
                yield where(cell)
        for row in range(1, top):
            if sheet.cell(row, 1).value is None:
                yield f"{sheet.title}: row {row}"


@rule("headers are in one row, unique, not empty, and equal to the table's part")
def _(book):
    for sheet in book.tabled:
        left, top, right, _ = book.box(sheet)
        table = next(iter(sheet.tables.values()))
        cells = [sheet.cell(top, c).value for c in range(left, right + 1)]
        names = [c.name for c in table.tableColumns]
        if not all(isinstance(c, str) and c.strip() for c in cells):
            yield f"{sheet.title}: an empty header"
        if len({str(c).lower() for c in cells}) != len(cells):
            yield f"{sheet.title}: {cells}"
        if cells != names:
            yield f"{sheet.title}: {cells} and {names}"


@rule("no blank row or column inside a table")
def _(book):
    for sheet in book.tabled:
        left, top, right, bottom = book.box(sheet)
        said = " ".join(str(sheet.cell(r, 1).value) for r in range(1, top))
        grid = [[sheet.cell(r, c).value is not None for c in range(left, right + 1)]
                for r in range(top + 1, bottom + 1)]
        if not all(any(row) for row in grid) and "one row of the table is blank" not in said:
            yield f"{sheet.title}: a row"
        if not all(any(column) for column in zip(*grid)) and "row of the table is blank" not in said:
            yield f"{sheet.title}: a column"


@rule("blank cells are explained")
def _(book):
    for sheet in book.tabled:
        left, top, right, bottom = book.box(sheet)
        blank = any(sheet.cell(r, c).value is None for r in range(top + 1, bottom + 1)
                    for c in range(left, right + 1))
        said = " ".join(str(sheet.cell(r, 1).value) for r in range(1, top))
        if blank and "blank" not in said:
            yield sheet.title


@rule("no merged cells")
def _(book):
    return [s.title for s in book.sheets if s.merged_cells.ranges]


@rule("nothing is hidden")
def _(book):
    for sheet in book.sheets:
        if sheet.sheet_state != "visible":
            yield sheet.title
        yield from (f"{sheet.title}: row {r}" for r, d in sheet.row_dimensions.items() if d.hidden)
        yield from (f"{sheet.title}: {c}" for c, d in sheet.column_dimensions.items() if d.hidden)


@rule("no filters and no frozen panes")
def _(book):
    for sheet in book.sheets:
        if sheet.auto_filter.ref or sheet.freeze_panes:
            yield sheet.title
        yield from (t.name for t in sheet.tables.values() if t.autoFilter is not None)


@rule("text in tables is wrapped")
def _(book):
    for sheet in book.tabled:
        top = book.box(sheet)[1]
        for cell in book.cells([sheet]):
            if cell.row >= top and isinstance(cell.value, str) and not cell.alignment.wrap_text:
                yield where(cell)


@rule("no column is too narrow for its numbers, which would show as ####")
def _(book):
    digit, margin = 16 * .556, 8  # pixels, in Arial of 12 points
    for sheet in book.tabled:
        top = book.box(sheet)[1]
        for cell in book.cells([sheet]):
            form = re.fullmatch(r"(#,##)?0(\.0+)?", cell.number_format)
            if cell.row <= top or not form or not isinstance(cell.value, (int, float)):
                continue
            places = len(form.group(2) or ".") - 1
            shown = f"{cell.value:{',' if form.group(1) else ''}.{places}f}"
            width = sheet.column_dimensions[cell.column_letter].width * 7
            if len(shown) * digit + margin > width:
                yield f"{where(cell)}: {shown} in {width / 7:.1f}"


@rule("text has a contrast of at least 4.5:1")
def _(book):
    for cell in book.cells():
        filled = cell.fill.fill_type == "solid"
        ground = rgb(cell.fill.fgColor, "FFFFFF") if filled else "FFFFFF"
        if contrast(rgb(cell.font.color, "000000"), ground) < 4.5:
            yield where(cell)
    for sheet in book.sheets:
        for rules in sheet.conditional_formatting:
            for one in rules.rules:
                for color in one.colorScale.color if one.colorScale else []:
                    if contrast("000000", rgb(color, "FFFFFF")) < 4.5:
                        yield f"{sheet.title}: {color.rgb}"


@rule("charts use the palette, at a contrast of at least 3:1")
def _(book):
    for name, root in book.parts.items():
        if not name.startswith("xl/charts/chart"):
            continue
        for series in (e for e in root.iter() if e.tag.endswith("}ser")):
            for color in (e.get("val") for e in series.iter() if e.tag.endswith("}srgbClr")):
                if color != "FFFFFF" and (color not in PALETTE or contrast(color, "FFFFFF") < 3):
                    yield f"{name}: {color}"


@rule("colour never stands alone: a colour scale has its words beside it")
def _(book):
    for sheet in book.tabled:
        if len(sheet.conditional_formatting):
            top = book.box(sheet)[1]
            if not any("in words" in str(c.value) for c in sheet[top]):
                yield sheet.title


@rule("every chart has alt text that names the sheet of its data")
def _(book):
    for name, root in book.parts.items():
        if not name.startswith("xl/drawings/drawing"):
            continue
        for drawn in (e for e in root.iter() if e.tag.endswith("}cNvPr")):
            if not re.search(r"The data are on the sheet .+\.$", drawn.get("descr") or ""):
                yield f"{name}: {drawn.get('descr')}"


@rule("a sheet of charts points to its data")
def _(book):
    for sheet in book.sheets:
        if sheet._charts and not any(c.hyperlink for c in book.cells([sheet])):
            yield sheet.title


@rule("links lead to sheets that are there")
def _(book):
    for cell in book.cells():
        if cell.hyperlink:
            target = (cell.hyperlink.location or "").rpartition("!")[0]
            if target.strip("'").replace("''", "'") not in book.values.sheetnames:
                yield f"{where(cell)}: {target}"


@rule("names of sheets: at most 31 characters, unique whatever the case")
def _(book):
    names = book.values.sheetnames
    return [n for n in names if len(n) > 31 or [m.lower() for m in names].count(n.lower()) > 1]


@rule("the first sheet is shown, its cursor in A1")
def _(book):
    if book.values.active.title != book.sheets[0].title:
        yield book.values.active.title
    for sheet in book.sheets:
        for selection in sheet.sheet_view.selection:
            if selection.activeCell not in (None, "A1"):
                yield sheet.title


@rule("document properties: title, subject, author, keywords, date")
def _(book):
    properties = book.values.properties
    return [n for n in ("title", "subject", "creator", "keywords", "created")
            if not getattr(properties, n)]


@rule("no errors, no NaN, no infinities")
def _(book):
    for name, root in book.parts.items():
        if name.startswith("xl/worksheets/sheet"):
            for cell in (e for e in root.iter() if e.tag.endswith("}c")):
                value = next((e.text for e in cell if e.tag.endswith("}v")), "0") or ""
                if cell.get("t") == "e" or re.search(r"nan|inf", value, re.I):
                    yield f"{name}!{cell.get('r')}: {value}"


@rule("formulas are made of functions that Excel, LibreOffice and Gnumeric share")
def _(book):
    for sheet in book.formulas:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    text = getattr(cell.value, "text", cell.value)
                    used = set(re.findall(r"([A-Z][A-Z0-9.]*)\(", text))
                    if used - FUNCTIONS:
                        yield f"{where(cell)}: {used - FUNCTIONS}"


@rule("no stars for significance")
def _(book):
    for cell in book.cells():
        if re.fullmatch(r"[-+.\d]+\s*\*+", str(cell.value)) or "*" in cell.number_format:
            yield where(cell)


def main():
    book = Book(sys.argv[1])
    failed = 0
    for number, (name, check) in enumerate(RULES, 1):
        found = list(check(book))
        failed += bool(found)
        print(f"{'not ok' if found else 'ok'} {number} - {name}")
        for one in found[:10]:
            print(f"# {one}")
    print(f"1..{len(RULES)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
