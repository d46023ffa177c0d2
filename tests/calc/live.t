#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The cases of calc as live formulas of workbooks that book --formulas makes, recalculated by
# Gnumeric and by LibreOffice: what calc wrote must come out.
# shellcheck source=tests/book/setting.sh
. "$TOP/tests/book/setting.sh"
need ssconvert soffice
need_openpyxl
# shellcheck source=tests/cli/tap.sh
. "$TOP/tests/cli/tap.sh"

t 'makes the workbooks' -- "$PYTHON" "$TOP/tests/calc/sheets.py" books "$LEVER" .
books=$("$PYTHON" "$TOP/tests/calc/sheets.py" topics)
for program in gnumeric libreoffice; do
    # shellcheck disable=SC2086 # a list
    t "$program computes them" -- \
        sh "$TOP/tests/book/recalculate.sh" "$program" "$program" . $books
    t "$program computes what calc wrote, or the difference is listed" \
        -m ' cases, 1[5-9][0-9]{3} live cells, .* 0 cells wrong' -- \
        "$PYTHON" -W ignore "$TOP/tests/calc/sheets.py" live . "$program" "$program"
    sed 's/^/# /' .out
done

# Periods, truths, and numbers beside a word: text on the sheet.
{
    echo week,month,quarter,flag,mixed,day,n
    for i in 1 2 3 4 5 6 7 8 9; do
        [ $((i % 2)) = 0 ] && flag=TRUE || flag=FALSE
        [ $i = 4 ] && mixed=none || mixed=$((i * 3))
        echo "2026-W0$i,2026-0$i,2026-Q$((i % 4 + 1)),$flag,$mixed,2026-01-0$i,$i"
    done
} >kinds.csv
cat >kinds.txt <<'TXT'
year_week = YEAR(week)
year_month = YEAR(month)+n
year_quarter = MONTH(quarter)
on = IF(flag,n,-n)
is_on = flag=TRUE
either = OR(flag,n>5)
twice = mixed*2
both = SUM(mixed,n)
mean = MOVAVG(mixed,2)
before = YEAR(LAG(week))
next_day = day+1
label = week&"/"&n
marked = flag="TRUE"
large = n>5
counted = IF(large,twice,n)
next_year = year_week+1
TXT
t 'a table whose columns are text on the sheet' -- \
    "$LEVER" calc -q --formulas kinds.f -f kinds.txt -o kinds-done.csv kinds.csv
t '... a workbook of it' -- \
    "$LEVER" book -q --formulas kinds.f -o kinds.xlsx kinds-done.csv
"$PYTHON" "$TOP/tests/book/recalc.py" spoil kinds.xlsx spoilt-kinds.xlsx
for program in gnumeric libreoffice; do
    t "... $program computes it" -- \
        sh "$TOP/tests/book/recalculate.sh" "$program" "$program" . spoilt-kinds.xlsx
    t "... $program computes what is in the table" -m '^[4-9][0-9] live cells, .* 0 cells wrong' -- \
        "$PYTHON" -W ignore "$TOP/tests/calc/sheets.py" one kinds.xlsx \
        "$program/spoilt-kinds.xlsx" kinds-done.csv
done

# A condition that may be missing: "" is no truth to IF.
awk 'BEGIN { print "w,x,y,z"; for (i = 0; i < 27; i++) {
    split(",0,5", v, ","); print i + 1 "," v[i % 3 + 1] "," v[int(i / 3) % 3 + 1] "," v[int(i / 9) + 1] } }' >gaps.csv
cat >gaps.txt <<'TXT'
both = IF(AND(x>0,y>1),x,y)
either = IF(OR(x>0,y>1),x,z)
neither = IF(NOT(OR(x>0,y>1)),x,z)
inner = IF(IF(x>1,y>1,z>1),1,2)
shared = SQRT(IF(AND(0<>x,0=y),y,2))
fails = IF(AND(x>0,IF(y>0,z>0,x=z)),x/z,y/x)
caught = IFERROR(IF(AND(x>0,y>1),x/z,y),-1)
chain = IFS(AND(x>0,y>0),1,OR(y>0,z>0),2)
truth = IF(AND(x>0,y>1),z>1,x=0)
behind = IF(both>1,IF(AND(either>1,z>1),1,2),3)
TXT
t 'conditions that may be missing' -- \
    "$LEVER" calc -q --formulas gaps.f -f gaps.txt -o gaps-done.csv gaps.csv
t '... a workbook of them' -- "$LEVER" book -q --formulas gaps.f -o gaps.xlsx gaps-done.csv
"$PYTHON" "$TOP/tests/book/recalc.py" spoil gaps.xlsx spoilt-gaps.xlsx
for program in gnumeric libreoffice; do
    t "... $program computes it" -- \
        sh "$TOP/tests/book/recalculate.sh" "$program" "$program" . spoilt-gaps.xlsx
    t "... $program computes what is in the table" -m '^270 live cells, .* 0 cells wrong' -- \
        "$PYTHON" -W ignore "$TOP/tests/calc/sheets.py" one gaps.xlsx \
        "$program/spoilt-gaps.xlsx" gaps-done.csv
done

finish
