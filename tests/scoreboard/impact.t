#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The scoreboard of changes resumes, and errs no more often than it may in a small part of it.
# shellcheck source=tests/cli/tap.sh
. "$TOP/tests/cli/tap.sh"
board=$BUILD/tests/scoreboard/impact
play() { "$board" -b 99 -c 'ar0.50 n24 after12 none plain' "$@"; }
play -r 20 -s 20 -j 1 parts.csv
cp parts.csv twenty.csv
play -r 20 -s 20 -j 2 parts.csv
t 'a run that is done draws nothing again' -O twenty.csv -- cat parts.csv
play -r 40 -s 20 -j 2 parts.csv
play -r 40 -s 40 -j 1 whole.csv
sums() { awk -F , 'NR > 1 { for (i = 6; i <= 18; i++) s[i] += $i } END { for (i = 6; i <= 18; i++) printf "%d ", s[i]; print "" }' "$1"; }
sums whole.csv >whole
t '... a later one adds to it what one run would have counted' -O whole -- sums parts.csv
"$board" -b 99 -r 60 -s 60 -c 'ar0.[58]0 n52 after12 none plain' small.csv
t 'false findings are rare' -o '' -- awk -F , 'NR > 1 { n += $6; f += $8 } END { if (f > .1 * n) print f, n }' small.csv
"$board" -b 99 -r 40 -s 40 -c 'ar0.50 n52 after12 step 5.0 plain' found.csv
t 'large steps are found' -o '' -- awk -F , 'NR > 1 { n += $6; f += $8 } END { if (f < .85 * n) print f, n }' found.csv
t 'the results are added up' -m '^none +0.50 ' -- awk -f "$TOP/tests/scoreboard/impact.awk" small.csv

awk -f "$TOP/tests/scoreboard/impact.awk" "$TOP/tests/scoreboard/impact.csv" >table
t 'the table of the manual page is that of the results' -O table -- \
    awk '/^change +ar +said/ { on = 1 } /^\.Ed/ { on = 0 } on' "$TOP/man/lever-accuracy.7"

finish
