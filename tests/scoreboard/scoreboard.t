#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The scoreboard resumes, its results are judged rightly, and the manual page's tables are theirs.
# shellcheck source=tests/cli/tap.sh
. "$TOP/tests/cli/tap.sh"
board=$BUILD/tests/scoreboard/scoreboard
judge() { awk -f "$TOP/tests/scoreboard/aims.awk" -f "$TOP/tests/scoreboard/judge.awk" "$@"; }
results=$TOP/tests/scoreboard/results.csv
page=$TOP/man/lever-accuracy.7
cell='ar0.50 n26 plain normal*'

play() { "$board" -b 99 -s 20 -c "$cell" "$@"; }
sums() { awk -F, -v OFS=, 'NR > 1 { for (i = 6; i < NF - 1; i++) s[$2, i] += $i; n = NF; c[$2] = 1 }
    END { for (name in c) { line = name; for (i = 6; i < n - 1; i++) line = line OFS s[name, i]; print line } }' \
    "$1" | sort; }

# Twenty pairs and then forty are forty at once, whatever the threads.
play -r 20 -j 1 parts.csv
cp parts.csv twenty.csv
t 'a run that is done draws nothing again' -O twenty.csv -- \
    sh -c '"$1" -b 99 -s 20 -c "$2" -r 20 parts.csv; cat parts.csv' sh "$board" "$cell"
play -r 40 -j 2 parts.csv
t 'a later run adds to it' -o 7 -- sh -c 'wc -l <parts.csv | tr -d " "'
"$board" -b 99 -s 40 -c "$cell" -r 40 -j 1 whole.csv
sums parts.csv >parts
sums whole.csv >whole
t '... what one run would have counted' -O whole -- cat parts
head -n 3 parts.csv >broken.csv
sed -n 4p parts.csv | cut -c 1-45 | tr -d '\n' >>broken.csv
play -r 20 broken.csv
t 'an interrupted line is drawn again' -O twenty.csv -- sh -c 'awk -F, "NF == 23" broken.csv'
sed 's/^[0-9]/1&/' twenty.csv >later.csv
play -r 20 later.csv
t 'what another version counted is not added to' -o 7 -- sh -c 'wc -l <later.csv | tr -d " "'

# A results file of known shares.
counts() { # CELL USABLE P05 MOVES WRONG DISAGREES COVERED NO_EFFECT SHARED DIFF EFF_SIZED ORACLE_SIZED
    printf '3,%s,0,1000,199,%s,%s,%s,%s,%s,%s,0,0,%s,%s,300,0,0,%s,0,0,%s,%s\n' "$@"
}
{
    head -n 1 twenty.csv
    counts 'ar0.50 n26 plain normal' 1000 48 40 0 0 1000 0 10 0 0 0
    counts 'ar0.90 n26 plain normal' 1000 75 52 0 0 1000 0 90 0 0 0
    counts 'ar1.00 n26 trend normal' 500 30 10 0 0 500 0 300 0 0 0
    counts 'ar0.50 n26 plain shift' 1000 120 10 0 0 1000 0 0 0 0 0
    counts 'ar0.50 n26 plain normal lag0.707' 1000 500 480 10 0 920 60 0 0 400 550
    counts 'ar1.00 n26 plain normal lag0.707' 1000 500 480 40 1 920 0 0 0 600 600
    counts 'ar0.50 n26 plain counts lag0.707' 1000 500 480 0 0 100 0 0 0 400 550
    counts 'ar0.50 n26 plain normal slow0.226' 1000 200 180 0 0 1000 0 0 150 0 0
} >known.csv
sed -n 2p twenty.csv | sed 's/^[0-9]*,/2,/' >>known.csv    # of an older version
judge known.csv >judged
figures() { # WORDS
    awk -v words="$1" 'index($0, words) == 1 { $0 = substr($0, 37); $1 = $1; print }' judged
}
says() { # WORDS FIGURES
    t "judges: $1" -o "$2" -- figures "$1"
}
says 'p < .05, stationary: at least 3' '2 2 0 0 4.8 ar0.50 n26 plain normal'
says 'p < .05, stationary: at most 7' '2 1 1 0 7.5 ar0.90 n26 plain normal'
says 'p < .05, walk, trend, shift: 8' '2 1 0 1 12.0 ar0.50 n26 plain shift'
says 'p < .05, any: at most 10' '4 3 0 1 12.0 ar0.50 n26 plain shift'
says 'moves without a link' '4 3 1 0 5.2 ar0.90 n26 plain normal'
says 'shared-trend, none shared' '3 2 0 1 9.0 ar0.90 n26 plain normal'
says 'wrong direction' '4 3 0 1 4.0 ar1.00 n26 plain normal lag0.707'
says 'interval and p disagree' '8 7 0 1 0.1 ar1.00 n26 plain normal lag0.707'
says 'true effect covered' '2 1 1 0 92.0 ar0.50 n26 plain normal lag0.707'
says 'no-effect at the boundary' '2 1 1 0 6.0 ar0.50 n26 plain normal lag0.707'
says "power: .9 of the true AR's" '3 2 0 1 50.0 ar1.00 n26 plain normal lag0.707'
says "power: Pyper and Peterman's" '3 2 0 1 50.0 ar1.00 n26 plain normal lag0.707'
says "spread: first differences' power" '1 1 0 0 20.0 ar0.50 n26 plain normal slow0.226'
t '... names the cells that fail' -o 12.0 -- \
    awk '/^trended fails in/ { getline; print $NF; exit }' judged
t '... of the latest version only' -m '^version 3: 8 cells, at least 1000 pairs each$' -- cat judged
t 'results without a line are no results' -s 1 -q -m 'version 0' -- judge /dev/null

# The page.
printf '%s\n' '.Sh X' '.\" judge.awk writes from here' old '.\" ... to here' .Sy >old.7
t 'writes the tables between the marks' -m '^normal +- +5-8 +- +- +30$' -- \
    judge -v page=1 known.csv old.7
judge -v page=1 known.csv old.7 >new.7
t '... and nothing else' -o '.Sh X
.Sy' -- sh -c 'sed "/judge.awk/,/to here/d" new.7'
t '... once more, the same' -O new.7 -- judge -v page=1 known.csv new.7
t 'the manual page has the tables of the results' -O "$page" -- \
    judge -v page=1 "$results" "$page"
finish
