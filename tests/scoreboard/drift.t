#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The scoreboard of links that come apart resumes, and stable ones are seldom said to.
# shellcheck source=tests/cli/tap.sh
. "$TOP/tests/cli/tap.sh"
board=$BUILD/tests/scoreboard/drift
play() { "$board" -b 99 -c 'ar0.00 n60 stable 4.2' "$@"; }
play -r 8 -s 8 -j 1 parts.csv
cp parts.csv eight.csv
play -r 8 -s 8 -j 2 parts.csv
t 'a run that is done draws nothing again' -O eight.csv -- cat parts.csv
play -r 16 -s 8 -j 2 parts.csv
play -r 16 -s 16 -j 1 whole.csv
sums() { awk -F , 'NR > 1 { for (i = 6; i <= 9; i++) s[i] += $i } END { print s[6], s[7], s[8], s[9] }' "$1"; }
sums whole.csv >whole
t '... a later one adds to it what one run would have counted' -O whole -- sums parts.csv
"$board" -b 99 -r 20 -s 20 -c 'ar0.00 n104 gone 8.4' found.csv
t 'large breaks are found' -o '' -- awk -F , 'NR > 1 && $7 < .5 * $4' found.csv
t 'the results are added up' -m '^    16 .* ar0.00 n60 stable 4.2$' -- \
    awk -f "$TOP/tests/scoreboard/drift.awk" parts.csv

finish
