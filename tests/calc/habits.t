#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# From an export as people make them to a recalculated workbook: headers with spaces, a
# decimal comma, missing cells, entities of different length.
# shellcheck source=tests/book/setting.sh
. "$TOP/tests/book/setting.sh"
need ssconvert soffice
need_openpyxl
# shellcheck source=tests/cli/tap.sh
. "$TOP/tests/cli/tap.sh"

# Newest first, as many systems export; East began late and has a week without a row.
awk 'BEGIN {
         print "Sales team;Week start;Calls made;Won deals;Revenue (EUR)"
         split("North South East", team, " ")
         for (week = 30; week >= 1; week--)
             for (i = 1; i <= 3; i++) {
                 if ((i == 3 && week < 18) || (i == 3 && week == 22) || (i == 2 && week > 25))
                     continue
                 calls = (week * 7 + i * 5) % 17
                 won = (week * 3 + i) % 4
                 revenue = sprintf("%.2f", won * 1234.5 + i / 7)
                 sub(/\./, ",", revenue)
                 date = strftime_iso(week)
                 printf "%s;%s;%s;%s;%s\n", team[i], date, week % 9 == i ? "" : calls,
                     week % 11 == i ? "" : won, week % 7 == i ? "" : revenue
             }
     }
     # The Mondays of 2026 from 5 January on, as 05.01.2026.
     function strftime_iso(week,    day, month, days) {
         split("31 28 31 30 31 30 31 31 30 31 30 31", days, " ")
         day = 5 + 7 * (week - 1)
         for (month = 1; day > days[month]; month++)
             day -= days[month]
         return sprintf("%02d.%02d.2026", day, month)
     }' >export.csv
cat >formulas.txt <<'TXT'
win rate = IF('Calls made'>0, 'Won deals'/'Calls made', "")
calls_3w = MOVAVG('Calls made',3)
before = LAG('Won deals',2)
'growth in %' = 100*PCT('Revenue (EUR)')
so far = CUMSUM('Won deals')
'so far' = CUMSUM('Won deals')
d = DIFF(LN('Revenue (EUR)'+1))
month = MONTH('Week start')
label = 'Sales team'&", week "&ISOWEEKNUM('Week start')
rated = ROUND('win rate'*100,1)
missing = ISBLANK('Won deals')
share = 'Won deals'/COLSUM('Won deals')
best = IF('Won deals'=MAX('Won deals',3),"best","")
TXT
sed -i "s/^win rate/'win rate'/; /^so far/d" formulas.txt

# all NAME MADE TABLE [DELIMITER DECIMAL]: both programs compute what is in the table.
all() {
    name=$1
    shift
    "$PYTHON" "$TOP/tests/book/recalc.py" spoil "$1" "spoilt-$1"
    for program in gnumeric libreoffice; do
        t "$name: $program computes it" -- \
            sh "$TOP/tests/book/recalculate.sh" "$program" "$program" . "spoilt-$1"
        made=$1
        shift
        t "$name: $program computes what is in the table" -m '[0-9][0-9][0-9] live cells, .* 0 cells wrong' -- \
            "$PYTHON" -W ignore "$TOP/tests/calc/sheets.py" one "$made" "$program/spoilt-$made" "$@"
        sed 's/^/# /' .out
        set -- "$made" "$@"
    done
}

t 'clean reads the export' -- lever clean -q -o plain.csv export.csv
t 'calc, by team and week' -- lever calc -q -b 'Sales team' -t 'Week start' \
    --formulas plain.formulas -f formulas.txt -o plain-done.csv plain.csv
t 'book' -q -- lever book --formulas plain.formulas -o plain.xlsx plain-done.csv
all 'plain' plain.xlsx plain-done.csv

# The same for a spreadsheet of another locale, all the way.
sed 's/,/;/g' formulas.txt | sed 's/"; week "/", week "/' >comma.txt
t 'calc, with a decimal comma' -- lever calc -q -b 'Sales team' -t 'Week start' \
    --out-delimiter ';' --out-decimal , --formulas comma.formulas -f comma.txt \
    -o comma-done.csv plain.csv
t 'book, with a decimal comma' -q -- lever book -d ';' --decimal , --formulas comma.formulas \
    -o comma.xlsx comma-done.csv
all 'decimal comma' comma.xlsx comma-done.csv ';' ,

# Texts with numbers in them are of that place: so is the program that is to read them.
cat >place.txt <<'TXT'
amount = TEXT('Revenue (EUR)';"#.##0,00")
share = TEXT('Won deals'/7;"0,0%")
again = VALUE(SUBSTITUTE('Revenue (EUR)'&"";"x";""))
written = 'Revenue (EUR)'&" EUR"
TXT
t 'texts with a decimal comma' -- lever calc -q --out-delimiter ';' --out-decimal , \
    --formulas place.formulas -f place.txt -o place-done.csv plain.csv
t '... in a book' -q -- lever book -d ';' --decimal , --formulas place.formulas -o place.xlsx \
    place-done.csv
"$PYTHON" "$TOP/tests/book/recalc.py" spoil place.xlsx spoilt-place.xlsx
t '... which a LibreOffice of that place computes' -- env RECALC_LOCALE=de-DE \
    sh "$TOP/tests/book/recalculate.sh" libreoffice german . spoilt-place.xlsx
t '... as it is in the table' -m '^2[0-9][0-9] live cells, 0 values, .* 0 cells wrong' -- \
    "$PYTHON" -W ignore "$TOP/tests/calc/sheets.py" one place.xlsx german/spoilt-place.xlsx \
    place-done.csv ';' ,
sed 's/^/# /' .out

finish
