#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What stands in the workbook's cells: the figures of the tables, and words for them.
# shellcheck source=tests/book/setting.sh
. "$TOP/tests/book/setting.sh"
need_openpyxl
# shellcheck source=tests/cli/tap.sh
. "$TOP/tests/cli/tap.sh"
desk=$TOP/samples/support-desk

cells() { "$PYTHON" "$TOP/tests/book/cells.py" "$@"; }

# ---- the figures of the verdicts, whatever other tables there are ----

# same BOOK VERDICTS.csv: each effect and r with its interval is the table's; prints how many.
same() {
    "$PYTHON" - "$2" "$TOP/tests/book/cells.py" "$1" <<'PY'
import csv, subprocess, sys
said = list(csv.DictReader(open(sys.argv[1])))
heads = {"effect": "Effect", "r": "r of", "r_low": "Adjusted r: low", "r_high": "Adjusted r: high"}
out = subprocess.run([sys.executable, sys.argv[2], sys.argv[3], "Verdicts", *heads.values()],
                     capture_output=True, text=True, check=True).stdout
rows = list(csv.reader(out.splitlines()))[1:]
bad = [(row, verdict["output"], name) for row, verdict in zip(rows, said, strict=True)
       for cell, name in zip(row, heads)
       if (cell == "[x]") != (verdict[name] == "")
       or verdict[name] and abs(float(cell) - float(verdict[name])) > 1e-9]
print(*bad, sep="\n") if bad else print(len(rows), "rows agree")
PY
}
report() { # METHOD
    lever report -q "$desk/plan.csv" --links "$desk/links.csv" --method "$1" --resamples 199 \
        -o "$1.xlsx" >"$1.csv"
}
for method in pearson spearman kendall; do
    t "$method: a report" -- report $method
    t "$method: Verdicts has the figures of the table" -o '6 rows agree' -- same $method.xlsx $method.csv
done
t 'a table of verdicts alone' -- lever book -q -o alone.xlsx pearson.csv
t '... has its figures too' -o '6 rows agree' -- same alone.xlsx pearson.csv

finish
