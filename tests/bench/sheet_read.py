# SPDX-License-Identifier: GPL-3.0-or-later
"""sheet_read.py BOOK.xlsx: its first sheet as CSV, by openpyxl as it reads large ones."""
import csv
import sys

import openpyxl

book = openpyxl.load_workbook(sys.argv[1], read_only=True, data_only=True)
out = csv.writer(sys.stdout, lineterminator="\n")
for row in book.worksheets[0].iter_rows(values_only=True):
    out.writerow(row)
