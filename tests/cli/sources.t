#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck source=tests/cli/tap.sh
. "$TOP/tests/cli/tap.sh"

# Sources of a plan that are several files.

# Eighteen weeks: calls a day in three files of six weeks each, and sales a week that follow them.
mkdir in
awk 'BEGIN {
    split("31 29 31 30 31", length_of)
    month = 1
    for (d = 0; d < 126; d++) {
        if (++day > length_of[month]) {
            day = 1
            month++
        }
        week = int(d / 7) + 1
        calls = (week * 7919 % 23) + d % 3
        printf "%d 2024-%02d-%02d %d\n", int(d / 42) + 1, month, day, calls
        sum[week] += calls
    }
    print "week,sales" >"in/sales.csv"
    for (week = 1; week <= 18; week++)
        printf "2024-W%02d,%.1f\n", week, 3 * sum[week] + week * 13 % 5 >"in/sales.csv"
}' >days
{ echo 'day,calls'; awk '$1 == 1 { print $2 "," $3 }' days; } >in/calls-2024-01.csv
{ echo 'calls;day'; awk '$1 == 2 { print $3 ";" $2 }' days; } >in/calls-2024-02.csv
{ printf '\357\273\277day,calls made\r\n'; awk '$1 == 3 { print $2 "," $3 "\r" }' days; } >in/calls-2024-03.csv
mkdir in/calls-2024-04.csv # a folder is none of the files
cat >in/plan.csv <<'EOF'
measure,role,unit,agg,source,column,date,period,rename
calls,output,,sum,calls-2024-*.csv,,day,week,calls=calls made
sales,outcome,,sum,sales.csv,,week,,
EOF
with() { # SED-SCRIPT: the plan otherwise
    sed "$1" in/plan.csv >in/other.csv
}

t 'a pattern is its files, stacked' -m '^calls,sales,moves-together,' -e '3 files, 126 rows' -- \
    lever report in/plan.csv
lever report -q in/plan.csv >want 2>/dev/null
with 's/calls-2024-\*\.csv/calls-2024-01.csv; calls-2024-0[23].csv;calls-2024-02.csv/'
t 'so are files and patterns by semicolons, each file once' -O want -- lever report -q in/other.csv
t 'the commands are what one could type' \
    -m '^lever stack --plain --columns all --rename .calls=calls made. --out' -- \
    lever report --show in/plan.csv
t '... and do the same' -O want -- sh -c \
    'lever() { "$LEVER" "$@"; }; eval "$(lever report -q --show in/plan.csv)" 2>said'
t 'a log of repairs a file' -o '3' -- sh -c \
    '"$LEVER" report --show in/plan.csv | grep -c "^lever clean .*calls-2024-0[123]-repairs.csv"'
with 's/,calls=calls made$/,/'
t 'a header that differs is named with the plan, both files, the nearest and the way' -s 1 -o '' -e \
'^lever report: in/other.csv:2: column "measure": "in/calls-2024-03.csv" has no column "calls", which "in/calls-2024-01.csv" has; the nearest there is "calls made": if it is the same, the plan.s column "rename" says "calls=calls made"$' -- \
    lever report in/other.csv
with 's/,,day,/,calls,date,/; s/calls=calls made/x=day/'
t '... a renaming of nothing, too' -s 1 -o '' -e \
    '^lever report: in/other.csv:2: column "rename": no file has a column "dya"; did you mean "day"' -- \
    sh -c "sed -i s/x=day/x=dya/ in/other.csv; \"\$LEVER\" report in/other.csv"
with 's/calls-2024/calls-2025/'
t 'a pattern that meets nothing' -s 1 -o '' -e \
'^lever report: in/other.csv:2: column "source": no file is met by "in/calls-2025-\*.csv"; did you mean "in/calls-2024' -- \
    lever report in/other.csv
with 's/calls-2024-\*.csv/calls-2024-01.csv;calls-2024-05.csv/'
t 'a file of a list that is not there' -s 1 -o '' -e \
'^lever report: in/other.csv:2: column "source": cannot read "in/calls-2024-05.csv": No such file' -- \
    lever report in/other.csv
cp in/calls-2024-01.csv 'in/calls-2024-*.csv'
t 'a file of exactly that name comes first' -m '^calls,sales,' -e 'in/calls-2024-\*.csv' -- \
    sh -c "sed 's/calls=calls made//' in/plan.csv >in/exact.csv; \"\$LEVER\" report in/exact.csv"
rm 'in/calls-2024-*.csv'
awk '$1 == 1' days | tail -2 | awk '{ print $3 ";" $2 }' >>in/calls-2024-02.csv
t 'rows that two files have are refused, and the plan has a word' -s 1 -o '' -e \
    '^lever stack: in/calls-2024-02.csv \(cleaned\):44: this row is in in/calls-2024-01.csv \(cleaned\), too, on line 42' -- \
    lever report in/plan.csv
t '... which is named' -s 1 -o '' -e 'in a plan the column "overlap" says so' -- \
    lever report in/plan.csv
with '1s/$/,overlap/; 2s/$/,drop/; 3s/$/,/'
t '... and obeyed' -O want -- lever report -q in/other.csv
with '1s/$/,overlap/; 2s/$/,drop by day/; 3s/$/,/'
t '... by key, too' -O want -- lever report -q in/other.csv
t 'the workbook has the repairs of each file' -- \
    lever report -q in/other.csv -o report.xlsx
t '... by its name' -m 'calls-2024-03' -- sh -c 'unzip -p report.xlsx xl/sharedStrings.xml'
t 'a table replaces none of the files' -s 2 -e 'calls-2024-02' -- sh -c \
    'mkdir tab; cp in/calls-2024-02.csv tab/verdicts.csv; cp in/*.csv tab
    sed "s/calls-2024-[*].csv/calls-2024-0[13].csv;verdicts.csv/" in/plan.csv >tab/plan.csv
    "$LEVER" report --tables tab tab/plan.csv 2>&1 | sed "s/verdicts/calls-2024-02/" >&2; exit 2'

finish
