#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The second scoreboard: it counts, goes on where it stopped, and is summed up.
# shellcheck source=tests/cli/tap.sh
. "$TOP/tests/cli/tap.sh"

hazards() { "$BUILD/tests/scoreboard/hazards" -j 2 -b 99 -a 99 "$@"; }
sum() { awk -f "$TOP/tests/scoreboard/hazards.awk" "$@"; }

t 'draws the hazards asked for' -- hazards -r 20 -c 'weeks n24 odd ar0.*' some.csv
t '... a line each' -m '^1,weeks n24 odd ar0\.80,0,20,99,2,20,' -- cat some.csv
t '... and no others' -o 10 -- sh -c 'wc -l <some.csv | tr -d " "'
cp some.csv before.csv
t 'what is there is not drawn again' -- hazards -r 20 -c 'weeks n24 odd ar0.*' some.csv
t '... and stays as it was' -- cmp some.csv before.csv
t 'other lags' -m '^1,weeks n24 none ar0\.50,0,20,99,1,20,' -- sh -c \
    '"$BUILD/tests/scoreboard/hazards" -j 2 -b 99 -a 99 -r 20 -l 1 -c "weeks n24 none ar0.50" l.csv; cat l.csv'
t 'is summed up by kind and length' -m '^weeks n24 odd +[0-9]+' -- sum some.csv
t 'nothing to sum up is no summary' -s 1 -q -- sum /dev/null
t 'the results that are kept can be summed up' -m '^months n24 peak +[0-9]' -- \
    sum "$TOP/tests/scoreboard/hazards.csv"
t 'a wrong option' -s 2 -e 'usage: hazards' -- hazards -r 0 x.csv
finish
