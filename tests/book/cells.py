#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the values of a sheet as CSV.

    cells.py WORKBOOK.xlsx SHEET [HEADER...]

With headers, of its table those columns that begin so. The values are those that are
stored: what a reader sees who does not recalculate.
"""
import csv
import sys
import warnings

import openpyxl
from openpyxl.utils import range_boundaries

warnings.simplefilter("ignore")
sheet = openpyxl.load_workbook(sys.argv[1], data_only=True)[sys.argv[2]]
rows = [list(row) for row in sheet.iter_rows(values_only=True)]
if sys.argv[3:]:
    left, top, right, bottom = range_boundaries(next(iter(sheet.tables.values())).ref)
    table = [row[left - 1:right] for row in rows[top - 1:bottom]]
    at = [next(i for i, name in enumerate(table[0]) if name.startswith(wanted))
          for wanted in sys.argv[3:]]
    rows = [[row[i] for i in at] for row in table]
csv.writer(sys.stdout, lineterminator="\n").writerows(rows)
