#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Every formula, recalculated by Gnumeric and by LibreOffice.
# shellcheck source=tests/book/setting.sh
. "$TOP/tests/book/setting.sh"
need_openpyxl
# shellcheck source=tests/cli/tap.sh
. "$TOP/tests/cli/tap.sh"

t 'makes the workbook' -- make_book
if command -v ssconvert >/dev/null; then
    t 'Gnumeric computes what is stored' -m ' formulas, 0 disagree' -- \
        sh "$TOP/tests/book/recalc.sh" gnumeric "$work" book.xlsx
    sed 's/^/# /' .out
else
    skip 'Gnumeric computes what is stored' 'ssconvert is not installed'
fi
if command -v soffice >/dev/null; then
    t 'LibreOffice computes what is stored' -m ' formulas, 0 disagree' -- \
        sh "$TOP/tests/book/recalc.sh" libreoffice "$work" book.xlsx
    sed 's/^/# /' .out
else
    skip 'LibreOffice computes what is stored' 'soffice is not installed'
fi
# What a mix did (kidney stones: -4.571 = -9.939 + 5.367, Charig et al. 1986), and a chain of three.
cat >parts.csv <<'CSV'
measure,part,date,count_before,count_after,rate_before,rate_after,share_before,share_after,by_mix,by_rate
success,small,2,270,87,86.66666666666667,93.10344827586206,0.7714285714285715,0.24857142857142858,,
success,large,2,80,263,68.75,73.00380228136882,0.22857142857142856,0.7514285714285714,,
CSV
cat >split.csv <<'CSV'
chain,node,factor,date,before,after,rate_before,rate_after,effect,effect_low,effect_high,share
calls > leads > sales,calls,calls,2026-W01,50,60,50,60,,,,
calls > leads > sales,leads,leads for each of calls,2026-W01,20,18,0.4,0.3,,-3,1,
calls > leads > sales,sales,sales for each of leads,2026-W01,4,6,0.2,0.3333333333333333,,,,
a > b,a,a,2026-W01,1,2,1,2,,,,
a > b,b,b for each of a,2026-W01,3,3,3,1.5,,,,
CSV
cat >rank.csv <<'CSV'
output,outcome,verdict,effort,effort_share,cost,effect,value,value_low,value_high,per_cost,per_cost_low,per_cost_high,payback,rank_low,rank_high,quadrant,saving,note
calls,sales,moves,10,0.2,,,,,,,,,,,,quiet-moving,,A
posts,sales,cannot-tell,25,0.5,,,,,,,,,,,,busy-unknown,,B
talks,sales,no-effect,15,0.3,,,,,,,,,,,,busy-not-moving,90,C
walks,sales,moves,,,,,,,,,,,,,,,,D
CSV
t 'makes a workbook of ranks' -- lever book -o ranks.xlsx rank.csv
t '... with a chart of quadrants' -o 1 -- sh -c 'unzip -p ranks.xlsx xl/charts/chart1.xml | grep -c "busy to the right"'
t '... that keeps the rules' -- "$PYTHON" -W ignore "$TOP/tests/book/rules.py" ranks.xlsx
t 'makes a workbook of splits' -- lever book -o splits.xlsx parts.csv split.csv
for program in gnumeric:ssconvert libreoffice:soffice; do
    if command -v "${program#*:}" >/dev/null; then
        t "${program%:*} computes the splits that are stored" -m ': [3-9][0-9] formulas, 0 disagree' -- \
            sh "$TOP/tests/book/recalc.sh" "${program%:*}" "$work" splits.xlsx
    else
        skip "${program%:*} computes the splits that are stored" "${program#*:} is not installed"
    fi
done
cell() { # SHEET CELL: what is stored there
    "$PYTHON" -W ignore -c 'import openpyxl, sys
print("%.3f" % openpyxl.load_workbook("splits.xlsx", data_only=True)[sys.argv[1]][sys.argv[2]].value)' "$@"
}
t 'the mix of kidney stones' -o -9.939 -- cell Mix A9
t '... and their rates' -o 5.367 -- cell Mix A10
t '... together' -o -4.571 -- cell Mix A8
# A comparison that cannot fail would show nothing.
"$PYTHON" "$TOP/tests/book/recalc.py" spoil book.xlsx spoilt.xlsx
t 'the comparison finds wrong results' -s 1 -m ' formulas, [1-9]' -- \
    "$PYTHON" "$TOP/tests/book/recalc.py" compare book.xlsx spoilt.xlsx

finish
