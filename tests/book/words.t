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

# ---- what each column is called ----

together() {
    lever report -q "$desk/plan.csv" --links "$desk/links.csv" --joint --placebo 3 \
        --method spearman --resamples 199 -o joint.xlsx >joint.csv
}
# Headers that are the names of the table's columns, as they are; then notes that are not there.
raw_headers() {
    head -n 1 joint.csv | tr , '\n' >names
    cells joint.xlsx Verdicts | tr , '\n' | grep -Fx -f names
    cells joint.xlsx Verdicts | grep -o '\[note [0-9]*\]' | sort -u >named
    cells joint.xlsx Notes 'Note or term' >there
    grep -Fxv -f there named
    :
}
joint_figures() {
    cells joint.xlsx Verdicts Output 'Effect beside the other outputs' 'Variance inflation' |
        sed 1d | awk -F, '{ print ($2 ~ /^-?[0-9.e-]+$/ || $2 == "[x]") && NF == 3 }' | sort -u
}
t 'a joint test' -- together
t 'no column is called as in the table, and each note is there' -o '' -- raw_headers
t 'the joint figures are numbers' -o 1 -- joint_figures

finish
