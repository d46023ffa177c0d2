# SPDX-License-Identifier: GPL-3.0-or-later
"""export.py EXPORT.csv [OUT.csv]: reads what `table export` writes with pandas, options written by hand.

Without OUT.csv the table is read into memory only.
"""
import sys

import pandas

# Read as text, because the point between thousands would make numbers of the dates.
frame = pandas.read_csv(sys.argv[1], sep=";", skiprows=3, decimal=",", thousands=".",
                        encoding="utf-8-sig", dtype={"Datum": str, "Filiale": str})
frame = frame.iloc[:-1]  # the row of totals; skipfooter would need the slow reader
frame = frame.assign(Datum=pandas.to_datetime(frame.Datum, format="%d.%m.%Y"),
                     Belege=frame.Belege.astype("int64"))
if len(sys.argv) > 2:
    frame.to_csv(sys.argv[2], index=False)
else:
    print(len(frame))
