# SPDX-License-Identifier: GPL-3.0-or-later
"""sheet.py TABLE.csv BOOK.xlsx: a table of numbers through Python's XlsxWriter, in constant memory."""
import csv
import sys

import xlsxwriter

book = xlsxwriter.Workbook(sys.argv[2], {"constant_memory": True})
sheet = book.add_worksheet()
with open(sys.argv[1], newline="") as table:
    rows = csv.reader(table)
    for column, name in enumerate(next(rows)):
        sheet.write_string(0, column, name)
    for row, cells in enumerate(rows, 1):
        for column, cell in enumerate(cells):
            sheet.write_number(row, column, float(cell))
book.close()
