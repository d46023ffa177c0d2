#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck source=tests/cli/tap.sh
. "$TOP/tests/cli/tap.sh"

# The text of a part of a workbook.
part() { unzip -p "$1" "$2"; }
# How often a string occurs in it.
occurs() { part "$1" "$2" | grep -Fo -- "$3" | wc -l | tr -d ' '; }

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
    t 'text stays text' -o '0' -- occurs a.xlsx xl/worksheets/sheet2.xml '<f>'
    t 'leading zeros stay' -m '<t>0017</t>' -- part a.xlsx xl/sharedStrings.xml
    t 'a formula in the source is text' -m '<t>=1\+1</t>' -- part a.xlsx xl/sharedStrings.xml
    t 'ISO dates are dates' -m '<v>45292</v>' -- part a.xlsx xl/worksheets/sheet2.xml
    t 'tables have no filter' -o '0' -- occurs a.xlsx xl/tables/table1.xml autoFilter
else
    skip 'what is in the workbook' 'unzip is not installed'
fi
t 'the same bytes again' -- lever book -o b.xlsx data.csv
t '... as before' -q -- cmp a.xlsx b.xlsx
t 'SOURCE_DATE_EPOCH that is no number' -s 1 -e 'SOURCE_DATE_EPOCH.*"soon"' -- \
    env SOURCE_DATE_EPOCH=soon "$LEVER" book -o c.xlsx data.csv
awk 'BEGIN { print "a"; while (i++ < 1048600) print i }' >tall.csv
t 'more rows than a sheet holds' -e 'tall.csv: more rows than a sheet holds.*"tall 2"' -- \
    lever book -o tall.xlsx tall.csv
if command -v unzip >/dev/null; then
    t '... which the cover says' -m 'tall continues in tall 2: a sheet holds 1,048,576 rows' -- \
        part tall.xlsx xl/sharedStrings.xml
    t '... and the second sheet begins with its header' -m '<c r="A4"[^>]*(><is><t>a</t>| t="s")' -- \
        part tall.xlsx xl/worksheets/sheet3.xml
fi
t 'cuts on request, and says which' -e 'wide.csv:2: column "a": cut to 32767 characters' -- \
    sh -c 'awk "BEGIN { print \"a\"; while (i++ < 33000) printf \"x\"; print \"\" }" >wide.csv &&
        "$LEVER" book --truncate -o wide.xlsx wide.csv'
if command -v unzip >/dev/null; then
    t '... on the cover too' -m '1 text was cut to 32,767' -- part wide.xlsx xl/sharedStrings.xml
fi
t 'freezes on request' -- lever book --freeze -o frozen.xlsx data.csv
# A zip archive begins with PK.
piped() { lever book <data.csv | head -c 2; }
t 'to a pipe' -q -m '^PK$' -- piped
t 'to standard output, asked for' -m '^PK$' -- sh -c '"$LEVER" book -o - data.csv | head -c 2'
if command -v script >/dev/null; then
    t 'never to a terminal' -s 2 -m 'not for a terminal' -- \
        script -qec "'$LEVER' book data.csv" /dev/null
else
    skip 'never to a terminal' 'script is not installed'
fi
t 'no such file: status 1' -s 1 -e 'lever.*: none.csv: cannot (open|read)' -- lever book -o c.xlsx none.csv
left() { ls c.xlsx* 2>/dev/null; }
t 'and nothing is left' -s 2 -o '' -- left
: >empty.csv
t 'an empty file' -s 1 -e 'empty.csv: .*empty' -- lever book -o c.xlsx empty.csv
printf 'a,b\n1,2\n3\n' >ragged.csv
t 'a ragged row' -s 1 -e 'ragged.csv:3: ' -- lever book -o c.xlsx ragged.csv

# A temporary file that breaks off is packed by libxlsxwriter without a word.
awk 'BEGIN { print "a,b"; while (i++ < 3000) print i "," i }' >long.csv
limited() { (ulimit -f 64 && lever book -o a.xlsx long.csv); }
cp a.xlsx old.xlsx
t 'no room for temporary files' -s 1 -e 'damaged|cannot write' -- limited
t '... leaves the old workbook' -q -- cmp a.xlsx old.xlsx
t '... and nothing else' -o 'a.xlsx' -- sh -c 'ls a.xlsx*'

# Past 500,000 cells it is writing when it is stopped.
interrupted() {
    {
        awk 'BEGIN { print "a"; while (i++ < 700000) print i }'
        exec sleep 20
    } | "$LEVER" book -o a.xlsx - &
    while [ "$(find . -name 'a.xlsx.*' | wc -l)" -eq 0 ]; do sleep .1; done
    kill -TERM "$!"
    wait "$!"
}
t 'interrupted: status 143' -s 143 -- interrupted
t '... leaves the old workbook' -q -- cmp a.xlsx old.xlsx
t '... and nothing else' -o 'a.xlsx' -- sh -c 'ls a.xlsx*'
t 'a full disk' -s 1 -e 'No space left' -- lever book -o /dev/full data.csv

t 'a workbook is not called .csv' -s 2 -e 'not CSV' -- lever book -o report.csv data.csv

# One day before March 1900 makes a column of dates text.
printf 'd,x\n1900-01-01,1\n2024-02-29,2\n2024-03-01,3\n' >early.csv
t 'an early day that makes a column text is told' \
    -e 'early.csv: column "d" is text: line 2 has "1900-01-01", and .*--missing' -- \
    lever book -o early.xlsx early.csv
t '... not where it is missing, and the column stays dates' -q -- \
    lever book --missing 1900-01-01 -o early.xlsx early.csv
printf 'd\n1900-01-01\n1899-12-31\n' >early.csv
t '... nor where all are early' -q -- lever book -o early.xlsx early.csv
printf 'd\n1900-01-01\nsoon\n2024-02-29\n' >early.csv
t '... nor where others are text, too' -q -- lever book -o early.xlsx early.csv

# ---- a page for the web ----

awk 'BEGIN { s = 7; print "period,calls <new>,revenue & tax"; for (i = 0; i < 60; i++) {
    s = (s * 16807) % 2147483647; c = s % 20; s = (s * 16807) % 2147483647
    printf "%d-%02d-01,%d,%d\n", 2018 + int(i / 12), i % 12 + 1, c, 10 * c + s % 30 } }' >pair.csv
lever test -q -t period -x 'calls <new>' -y 'revenue & tax' --resamples 199 --working w.csv -o v.csv pair.csv
t 'a page of the same tables' -o '' -- lever book --html page.html v.csv w.csv pair.csv
t '... is one page of HTML' -m '^<!DOCTYPE html>' -- cat page.html
t '... names are spelt out' -m 'calls &lt;new&gt; and revenue &amp; tax</a>: <strong>' -- cat page.html
t '... and are never markup' -o 0 -- sh -c 'grep -c "<new>" page.html || true'
t '... nothing is fetched or run' -o 0 -- \
    sh -c 'grep -ciE "<script|<link|<img|https?://|@import|url\(|on(load|click)=" page.html || true'
t '... each picture has its text' -o 3 -- sh -c \
    'grep -c "<svg viewBox=.* role=\"img\" aria-labelledby=\"" page.html'
t '... and each answer its section' -m '<section id="finding-1">' -- cat page.html
t '... the workbook comes with --out' -- lever book --html again.html -o page.xlsx v.csv w.csv pair.csv
check '... and is one' test -s page.xlsx
t '... the same bytes again' -- cmp page.html again.html
t '... it replaces no table' -s 2 -e '--html: v.csv is read for the result' -- \
    lever book --html v.csv v.csv
t '... standard input is read once' -s 2 -e '--html and --out read the tables twice' -- \
    lever book --html x.html -o x.xlsx -
t '... of standard input alone' -o '' -- sh -c '"$LEVER" book --html in.html - <v.csv'
t '... where it cannot be written' -s 1 -e 'absent/page.html' -- \
    lever book --html absent/page.html v.csv
{
    head -n 1 v.csv
    awk -F, -v OFS=, 'NR == 1 { n = NF } END { for (i = 1; i <= 1000; i++) {
        line = "x" i ",y,cannot-tell,association"; for (k = 5; k <= n; k++) line = line ","; print line } }' v.csv
} >thousand.csv
t '... a thousand links' -o '' -- lever book --html thousand.html thousand.csv
t '... of which the first have sections' -o 12 -- grep -c '^<section' thousand.html
t '... and all a row' -o 1000 -- sh -c 'grep -c "^<tr><td" thousand.html'

finish
