#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The scoreboard of repeated looks: it counts, goes on where it stopped, and is summed up.
# shellcheck source=tests/cli/tap.sh
. "$TOP/tests/cli/tap.sh"

looks() { "$BUILD/tests/scoreboard/looks" -j 2 -b 99 "$@"; }
sum() { awk -f "$TOP/tests/scoreboard/looks.awk" "$@"; }

t 'draws the cell asked for' -- looks -r 2 -c 'ar0.8 r0.0' some.csv
t '... in a line' -m '^3,ar0\.8 r0\.0,0,2,99,' -- cat some.csv
t '... and no other' -o 2 -- sh -c 'wc -l <some.csv | tr -d " "'
cp some.csv before.csv
t 'what is there is not drawn again' -- looks -r 2 -c 'ar0.8 r0.0' some.csv
t '... and stays as it was' -- cmp some.csv before.csv
t 'more goes on behind it' -m '^3,ar0\.8 r0\.0,2,1,99,' -- sh -c \
    '"$BUILD/tests/scoreboard/looks" -j 1 -b 99 -r 3 -c "ar0.8 r0.0" some.csv; cat some.csv'
t 'is summed up by cell' -m '^ar0\.8 r0\.0 +3 ' -- sum some.csv
t 'nothing to sum up is no summary' -s 1 -q -- sum /dev/null
t 'the results that are kept can be summed up' -m '^ar1\.0 r0\.0 +[0-9]+ ' -- sum "$TOP/tests/scoreboard/looks.csv"
t 'a wrong option' -s 2 -e 'usage: looks' -- looks -r 0 x.csv
finish
