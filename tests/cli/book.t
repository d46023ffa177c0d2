#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck source=tests/cli/tap.sh
. "$TOP/tests/cli/tap.sh"

# The text of a part of a workbook.
part() { unzip -p "$1" "$2"; }
# How often a string occurs in it.
times() { part "$1" "$2" | grep -Fo -- "$3" | wc -l | tr -d ' '; }

SOURCE_DATE_EPOCH=1700000000
export SOURCE_DATE_EPOCH

cat >data.csv <<'CSV'
period,calls,revenue,code,note
2024-01-01,5,10,0017,=1+1
2024-01-08,7,,0018,+49 30
2024-01-15,6,13,0019,@x
2024-01-22,9,17,1E5,-
CSV

t 'makes a workbook of one table' -q -o '' -- lever book -o a.xlsx data.csv
if command -v unzip >/dev/null; then
    t 'text stays text' -o '0' -- times a.xlsx xl/worksheets/sheet2.xml '<f>'
    t 'leading zeros stay' -m '<t>0017</t>' -- part a.xlsx xl/sharedStrings.xml
    t 'a formula in the source is text' -m '<t>=1\+1</t>' -- part a.xlsx xl/sharedStrings.xml
    t 'ISO dates are dates' -m '<v>45292</v>' -- part a.xlsx xl/worksheets/sheet2.xml
    t 'tables have no filter' -o '0' -- times a.xlsx xl/tables/table1.xml autoFilter
else
    skip 'what is in the workbook' 'unzip is not installed'
fi
t 'the same bytes again' -- lever book -o b.xlsx data.csv
t 'are the same' -q -- cmp a.xlsx b.xlsx
# A zip archive begins with PK.
piped() { lever book <data.csv | head -c 2; }
t 'to a pipe' -q -m '^PK$' -- piped
t 'no such file: status 1' -s 1 -e 'lever.*: none.csv: cannot (open|read)' -- lever book -o c.xlsx none.csv
left() { ls c.xlsx* 2>/dev/null; }
t 'and nothing is left' -s 2 -o '' -- left
: >empty.csv
t 'an empty file' -s 1 -e 'empty.csv: .*empty' -- lever book -o c.xlsx empty.csv
printf 'a,b\n1,2\n3\n' >ragged.csv
t 'a ragged row' -s 1 -e 'ragged.csv:3: ' -- lever book -o c.xlsx ragged.csv
t 'a full disk' -s 1 -e 'No space left' -- lever book -o /dev/full data.csv

finish
