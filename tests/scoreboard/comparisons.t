#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The scoreboard of compare and nudge: it counts, goes on where it stopped, and is summed up.
# shellcheck source=tests/cli/tap.sh
. "$TOP/tests/cli/tap.sh"

comparisons() { "$BUILD/tests/scoreboard/comparisons" -j 2 "$@"; }
sum() { awk -f "$TOP/tests/scoreboard/comparisons.awk" "$@"; }

t 'draws the cells asked for' -- comparisons -r 200 -c 'rows 0.3*' some.csv
t '... a line each' -m '^1,rows 0\.3 nothing,200,' -- cat some.csv
t 'rows that go together: not by rows' -o 'yes yes' -- awk -F , \
    'NR == 2 { print ($4 <= 22 ? "yes" : $4), ($5 > 80 ? "yes" : $5) }' some.csv
cp some.csv before.csv
t 'what is there is not drawn again' -- comparisons -r 200 -c 'rows 0.3*' some.csv
t '... and stays as it was' -- cmp some.csv before.csv
t 'sizes as they were meant are no alarm' -m '^1,sizes as meant,2000,[0-9],' -- sh -c \
    '"$BUILD/tests/scoreboard/comparisons" -r 2000 -c "sizes as*" sizes.csv; cat sizes.csv'
t 'is summed up' -m '^rows 0\.3 nothing +200 ' -- sum some.csv
t 'nothing to sum up is no summary' -s 1 -q -- sum /dev/null
t 'the results that are kept can be summed up' -m '^wild 8 to 12 walk nothing n104 +[0-9]' -- \
    sum "$TOP/tests/scoreboard/comparisons.csv"
t 'a wrong option' -s 2 -e 'usage: comparisons' -- comparisons -r 0 x.csv
finish
