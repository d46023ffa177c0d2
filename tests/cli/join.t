#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck source=tests/cli/tap.sh
. "$TOP/tests/cli/tap.sh"

cat >a.csv <<'EOF'
period,x
2026-03,3
2026-01,1
EOF
cat >b.csv <<'EOF'
period,y,z
2026-02,"20,5",
2026-03,30,"say ""hi"""
EOF
printf 'period,w\n2026-05,7\n' >c.csv

t 'a full outer join, sorted, gaps empty, cells as they are' -q -o 'period,x,y,z
2026-01,1,,
2026-02,,"20,5",
2026-03,3,30,"say ""hi"""' -- lever join -q a.csv b.csv
t 'three tables, one from a pipe' -e 'warning: c.csv: no row meets one of the other tables' -o 'period,x,y,z,w
2026-01,1,,,
2026-02,,"20,5",,
2026-03,3,30,"say ""hi""",
2026-05,,,,7' -- sh -c "\"\$LEVER\" join a.csv - c.csv <b.csv"
t 'a join does not depend on the order of the files but for the columns' \
    -e 'warning: c.csv: no row meets one of a.csv: it has 2026-05, a.csv has 2026-01' -o 'period,w,x
2026-01,,1
2026-03,,3
2026-05,7,' -- lever join c.csv a.csv

cat >north.csv <<'EOF'
month,team,x,n
2026-01,b,1,8
2026-01,a,2,9
EOF
cat >south.csv <<'EOF'
team,n,period
b,5,2026-01
b,6,2026-02
EOF
t 'period and entity, sorted by both; a name in two tables' \
    -e 'north.csv: column "n" is called "n.north"' -o 'period,team,x,n.north,n.south
2026-01,a,2,9,
2026-01,b,1,8,5
2026-02,b,,,6' -- lever join -b team -t month north.csv south.csv
mkdir sub
cp north.csv sub/north.csv
t 'two files of one name' -o 'period,team,x.north,n.north,x.north.2,n.north.2
2026-01,a,2,9,2,9
2026-01,b,1,8,1,8' -- lever join -q -b team -t month north.csv sub/north.csv
printf 'date,period,x\n2026-01,p,1\n' >period.csv
t 'a column called period that is none is not lost' -o 'period,period.period,x.period,x.a
2026-01,p,1,1
2026-03,,,3' -- lever join -q -t date period.csv a.csv

printf 'id,Month,v\n1,2026 Jan,5\n2,2026 Feb,6\n' >found.csv
t 'the time column is found, calendar before numbers' -e 'found.csv: periods are in column "Month"' \
    -o 'period,x,id,v
2026-01,1,1,5
2026-02,,2,6
2026-03,3,,' -- lever join a.csv found.csv
printf 'name,v\nfoo,bar\n' >none.csv
t 'no column of periods' -s 1 -e '^lever join: none.csv: no column holds nothing but periods' -- \
    lever join a.csv none.csv

printf 'id,when,v\n1,01/02/2026,5\n2,03/04/2026,6\n' >open.csv
t 'a column of dates that is only ambiguous is said' -s 1 \
    -e 'open.csv:2: column "when": "01/02/2026" could be .*--date-format' -- \
    lever join a.csv open.csv

printf 'period,y\n2026-01,1\n2026-02,2\n2026-01,3\n' >twice.csv
t 'a period twice: both lines' -s 1 -o '' -e \
    '^lever join: twice.csv:4: column "period": 2026-01 occurs twice: on line 2 and here \(see --by' \
    -- lever join a.csv twice.csv
printf 'period,team,y\n2026-01,a,1\n2026-01,b,2\n2026-01,b,3\n' >twice.csv
t 'an entity twice' -s 1 -e ':4: .*2026-01 occurs twice for "b": on line 3 and here' -- \
    lever join -b team twice.csv south.csv

printf 'period,q\n2026-Q1,100\n' >quarter.csv
printf 'week,v\n2026-W01,1\n2026-W05,5\n2026-W06,6\n' >weeks.csv
t 'kinds of period are not mixed' -s 1 \
    -e 'quarter.csv: column "period": holds quarters, but a.csv holds months: .* --spread' -- \
    lever join a.csv quarter.csv
t 'unless spread' -e 'quarter.csv: the values of a quarter stand on each month in it' \
    -o 'period,x,q
2026-01,1,100
2026-02,,100
2026-03,3,100' -- lever join --spread a.csv quarter.csv
printf 'period,x\n2026-01,1\n' >one.csv
t 'a week belongs to the month of its Thursday' -o 'period,v,x
2026-W01,1,1
2026-W02,,1
2026-W03,,1
2026-W04,,1
2026-W05,5,1
2026-W06,6,' -- lever join --spread -q -t week weeks.csv one.csv
printf 'n,v\n1,1\n' >numbers.csv
t 'numbers go with no calendar' -s 1 -e 'numbers.csv: .*holds integers, but a.csv holds months' -- \
    lever join --spread -t n a.csv numbers.csv
printf 'period,price\n2026-01,12\n' >price.csv
t 'a table without the entities is refused' -s 1 -e 'price.csv: no column "team".*--spread' -- \
    lever join -b team south.csv price.csv
t 'or stands at all of them' -e 'price.csv has none of the columns team' -o 'period,team,n,price
2026-01,b,5,12
2026-02,b,6,' -- lever join --spread -b team south.csv price.csv

printf 'period,y\n2026-01,1\n,2\n' >undated.csv
t 'rows without a period' -e 'undated.csv: 1 row without a period left out' \
    -o 'period,x,y
2026-01,1,1
2026-03,3,' -- lever join a.csv undated.csv
printf 'period;y\n2026-01;1,5\n2026-02;-9\n' >comma.csv
cp comma.csv comma2.csv
t 'another decimal mark is rewritten, missing words become empty' -o 'period;x
2026-01;1.5
2026-02;' -- sh -c "\"\$LEVER\" join -q -d ';' --decimal , --missing -9 --out-delimiter ';' \
    --out-decimal . comma.csv comma2.csv | cut -d';' -f1,2 | sed s/y.comma/x/"

printf 'week,x\n1,5\n2,6\n' >weeks1.csv
printf 'week,y\n1,7\n2,8\n' >weeks2.csv
t 'a time column that no table has' -s 1 -o '' \
    -e '^lever join: weeks1.csv: no column "weak"; did you mean "week"\?' -- \
    lever join -t weak weeks1.csv weeks2.csv
t '... the nearest of all tables' -s 1 -o '' -e 'a.csv: no column "peroid"; did you mean "period"' \
    -- lever join -t peroid weeks1.csv a.csv
t '... also where nothing else is found' -s 1 -o '' -e 'none.csv: no column "nome"; did you mean' \
    -- lever join -t nome none.csv none.csv
t '... that one has: the others are said' -e \
    'dated2.csv: there is no column "week": periods are in column "round"' \
    -o 'period,x,y
1,5,7' -- sh -c 'printf "round,y\n1,7\n" >dated2.csv; printf "week,x\n1,5\n" |
        "$LEVER" join -t week - dated2.csv'
printf 'week,y\n2026-01,7\n' >month1.csv
t '... or where the period is' -e 'a.csv: there is no column "week": periods are in column "period"' \
    -- lever join -t week a.csv month1.csv
printf 'week,week,x\n1,1,5\n' >both.csv
t '... that one has twice' -s 1 -o '' -e 'both.csv: 2 columns are called "week"' -- \
    lever join -t week both.csv weeks1.csv
t 'entities that no table has' -s 1 -o '' -e 'no column "taem"; did you mean "team"' -- \
    lever join -b taem south.csv north.csv
t '... with --spread, the nearest of all tables' -s 1 -o '' \
    -e 'south.csv: no column "taem"; did you mean "team"' -- \
    lever join --spread -b taem price.csv south.csv
t '... that one has twice' -s 1 -o '' -e 'both.csv: 2 columns are called "week"' -- \
    lever join --spread -b week south.csv both.csv
t 'a note on standard input names it' -e '^lever join: \(stdin\): column "x" is called "x.stdin"' \
    -- sh -c '"$LEVER" join - a.csv <a.csv'

# ---- what meets nothing ----
seq -f '2025-%02.0f,1' 12 | sed '1i period,p' >year.csv
sed 's/,1$/,2/; s/,p$/,q/; /2025-12/d' year.csv >eleven.csv
sed 's/,1$/,2/; s/,p$/,q/; /2025-1[12]/d' year.csv >ten.csv
t 'less than a tenth that meets nothing is nothing to say' -q -m '2025-12,1,' -- \
    lever join year.csv eleven.csv
t 'more is said, with examples' -m '2025-12,1,' \
    -e 'join: year.csv: 2 of 12 rows meet none of ten.csv, such as 2025-11 .ten.csv has 2025-01' -- \
    lever join year.csv ten.csv
printf 'period,team,x\n2024-01,North,1\n' >North.csv
printf 'period,team,y\n2024-01,north,5\n' >small.csv
t 'entities that differ in capitals are told' -e \
    'warning: "North" .North.csv. and "north" .small.csv. differ only in capitals, spaces or' \
    -o 'period,team,x,y
2024-01,North,1,
2024-01,north,,5' -- lever join -b team North.csv small.csv
printf 'period,team,x\n2024-01,1,1\n2024-02,1,1\n' >one1.csv
printf 'period,team,y\n2024-01,01,5\n2024-02,01,5\n' >one01.csv
printf 'period,team,x\n2024-01,K\303\266ln ,1\n' >koeln.csv
printf 'period,team,y\n2024-01,K\303\226LN,5\n' >KOELN.csv
t 'and in other capitals than those of English' -e \
    'warning: "K.+LN" .KOELN.csv. and "K.+ln ?" .koeln.csv. differ only' -- \
    lever join -b team koeln.csv KOELN.csv
t 'and in leading zeros' -e '"01" .one01.csv. and "1" .one1.csv. differ only' -- \
    lever join -b team one1.csv one01.csv
t '... which then meet nothing' -e \
    'warning: one1.csv: no row meets one of one01.csv: it has 2024-01 "1", one01.csv has 2024-01 "01"' -- \
    lever join -b team one1.csv one01.csv
printf 'period,team,x\n2024-01,North\302\240East,1\n' >nbsp.csv
printf 'period,team,y\n2024-01,North East,1\n2024-01,South,1\n' >space.csv
t 'what looks alike is one: spaces that do not break' -o 'period,team,x,y
2024-01,North East,1,1
2024-01,South,,1' -e 'nbsp.csv: 1 name, such as .* on line 2, is taken in the form of all' -- \
    lever join -b team nbsp.csv space.csv
printf 'period,team,x\n2024-01,Zu\314\210rich,1\n2024-02,Zu\314\210rich\342\200\213,1\n' >nfd.csv
printf 'period,team,y\n2024-01,Z\303\274rich,2\n2024-02,Z\303\274rich,3\n' >nfc.csv
t '... and letters that are composed' -o 'period,team,x,y
2024-01,Zürich,1,2
2024-02,Zürich,1,3' -e 'nfd.csv: 2 names, such as .* on line 2, are taken' -- \
    lever join -b team nfd.csv nfc.csv
printf 'period,team,x\n2024-01,Zu\314\210rich,1\n2024-01,Z\303\274rich,1\n' >both.csv
t '... of which a table has one a period' -s 1 -o '' -e 'line' -- lever join -b team both.csv nfc.csv
t 'others are not' -q -o '0' -- sh -c \
    "\"\$LEVER\" join -b team space.csv North.csv 2>&1 | grep -c differ; :"
printf 'quarter,calls\nQ1 FY24,12\nQ2 FY24,15\n' >fy1.csv
printf 'quarter,mails\nQ1 FY24,15\nQ2 FY24,12\n' >fy2.csv
t 'a measure is not taken for the period' -s 1 -o '' -e \
    '^lever join: fy1.csv: no column holds nothing but calendar periods; "calls" holds whole numbers, which' \
    -- lever join fy1.csv fy2.csv
sed 's/Q1 FY24/January/; s/Q2 FY24/February/' fy1.csv >name1.csv
sed 's/Q1 FY24/January/; s/Q2 FY24/February/' fy2.csv >name2.csv
t 'nor beside months without a year' -s 1 -o '' -e '"calls" holds whole numbers, which may be' -- \
    lever join name1.csv name2.csv
sed 's/mails/calls/' fy2.csv >fy3.csv
t 'unless it is said' -q -o 'period,quarter.fy1,quarter.fy3
12,Q1 FY24,Q2 FY24
15,Q2 FY24,Q1 FY24' -- lever join -q -t calls fy1.csv fy3.csv
printf 'shop,calls\na,1900\nb,2100\n' >like1.csv
printf 'shop,calls\na,1950\nb,2000\n' >like2.csv
t 'nor one that looks like years' -s 1 -o '' -e '"calls" holds whole numbers, which may be' -- \
    lever join like1.csv like2.csv
printf 'Jahr,x\n2023,1\n2024,2\n' >jahr1.csv
printf 'fiscal_year,y\n2023,1\n2024,2\n' >jahr2.csv
t 'years that are called so are periods' -e 'jahr1.csv: periods are in column "Jahr"' -- \
    lever join jahr1.csv jahr1.csv
printf 'revenue,sprint,x\n40100,1,1\n41200,2,2\n' >sprint1.csv
printf 'sprint,y\n1,3\n2,4\n' >sprint2.csv
t 'money that could be days of a spreadsheet is in nobody'"'"'s way' -o 'period,revenue,x,y
1,40100,1,3
2,41200,2,4' -- lever join sprint1.csv sprint2.csv

t 'standard input only once' -s 2 -e 'only once' -- lever join - -
t 'one table is not a join' -s 2 -o '' \
    -e '^lever join: two tables are needed, and only "a.csv" is named' -- lever join a.csv
t 'none at all' -s 2 -o '' -e '^lever join: two tables are needed, and none is named$' -- lever join
printf 't,v\n2024-01-01,1\n2024-01-08,2\n2024-01-15,3\n' >dates.csv
# Both only read it.
# shellcheck disable=SC2094
t 'standard input is called that' -e '^lever join: \(stdin\): column "t": .*week' \
    -- lever join -t t - dates.csv <dates.csv
printf 't,v\n2024-01-29,1\n2024-02-05,1\n2024-02-12,2\n2024-02-05,3\n' >dup.csv
t 'a period twice: the cell and its period' -s 1 -o '' -e \
    '^lever join: dup.csv:5: column "t": "2024-02-05" \(2024-W06\) occurs twice: on line 3 and here' \
    -- lever join -t t dates.csv dup.csv
t 'no such file' -s 1 -e 'nosuch.csv' -- lever join a.csv nosuch.csv
printf 'period,n\n2026-01,4\n' >north1.csv
t 'a closed pipe is quiet' -q -o 'period,x,n' -- sh -c \
    "\"\$LEVER\" roll -q -t period --sum x a.csv | \"\$LEVER\" join -q - north1.csv | head -n 1"


# Entities that differ only in case.
printf 'period,team,x\n2026-01,Süd,1\n' >big.csv
printf 'period,team,y\n2026-01,SÜD,1\n' >small.csv
t 'names that differ only in case are two' -e '"SÜD" \(small.csv\) and "Süd" \(big.csv\) differ only in capitals' -o 'period,team,x,y
2026-01,SÜD,,1
2026-01,Süd,1,' -- lever join -q -b team big.csv small.csv
t '... or refused' -s 1 -o '' -e '"Süd" and "SÜD" differ only in case' -- \
    lever join --refuse-alike -b team big.csv small.csv
t '... which others are not' -q -m '^2026-01,Süd,1,1$' -- \
    lever join -q --refuse-alike -b team big.csv big.csv

finish
