#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The panel scoreboard resumes, its results are judged rightly, the manual page's tables are theirs.
# shellcheck source=tests/cli/tap.sh
. "$TOP/tests/cli/tap.sh"
board=$BUILD/tests/bench/panel_scoreboard
judge() { awk -f "$TOP/tests/scoreboard/aims.awk" -f "$TOP/tests/bench/panel_judge.awk" "$@"; }
results=$TOP/tests/bench/panel_results.csv
page=$TOP/man/lever-accuracy.7
cell='g5 t24 ar0.50 plain *'

play() { "$board" -b 99 -s 20 -c "$cell" "$@"; }
# counts that add up over lines; what is taken at a critical value of the line's own does not
sums() { awk -F, -v OFS=, 'NR > 1 { for (i = 6; i < NF; i++) s[$2, i] += $i; n = NF; c[$2] = 1 }
    END { for (name in c) { line = name; for (i = 6; i < n; i++) line = line OFS s[name, i]; print line } }' \
    "$1" | sort; }

# Twenty panels and then forty are forty at once, whatever the threads.
play -r 20 -j 1 parts.csv
cp parts.csv twenty.csv
t 'a run that is done draws nothing again' -O twenty.csv -- \
    sh -c '"$1" -b 99 -s 20 -c "$2" -r 20 parts.csv; cat parts.csv' sh "$board" "$cell"
play -r 40 -j 2 parts.csv
t 'a later run adds to it' -o 5 -- sh -c 'wc -l <parts.csv | tr -d " "'
"$board" -b 99 -s 40 -c "$cell" -r 40 -j 1 whole.csv
sums parts.csv >parts
sums whole.csv >whole
t '... what one run would have counted' -O whole -- cat parts
head -n 2 parts.csv >broken.csv
sed -n 3p parts.csv | cut -c 1-45 | tr -d '\n' >>broken.csv
play -r 20 broken.csv
t 'an interrupted line is drawn again' -O twenty.csv -- sh -c 'awk -F, "NF == 17" broken.csv'
sed 's/^[0-9]/1&/' twenty.csv >later.csv
play -r 20 later.csv
t 'what another version counted is not added to' -o 5 -- sh -c 'wc -l <later.csv | tr -d " "'

# A results file of known shares.
counts() { # CELL USABLE P05 MOVES WRONG DISAGREES COVERED NAIVE ORACLE_SIZED
    printf '3,%s,0,1000,199,%s,%s,%s,%s,%s,%s,0,%s,0,0,0,%s\n' "$@"
}
{
    head -n 1 twenty.csv
    counts 'g5 t24 ar0.00 plain 0.00' 1000 48 40 0 0 1000 300 0
    counts 'g5 t24 ar0.90 plain 0.00' 1000 75 52 0 0 1000 500 0
    counts 'g8 t52 ar1.00 sizes 0.00' 500 60 10 0 1 500 0 0
    counts 'g8 t52 ar1.00 half 0.00' 1000 10 10 0 0 1000 0 0
    counts 'g5 t24 ar0.00 plain 0.36' 1000 600 500 10 0 940 0 700
    counts 'g5 t24 ar0.50 plain 0.36' 1000 400 300 60 0 900 0 600
} >known.csv
sed -n 2p twenty.csv | sed 's/^[0-9]*,/2,/' >>known.csv    # of an older version
judge known.csv >judged
figures() { # WORDS
    awk -v words="$1" 'index($0, words) == 1 { $0 = substr($0, 33); $1 = $1; print }' judged
}
says() { # WORDS FIGURES
    t "judges: $1" -o "$2" -- figures "$1"
}
says 'p < .05 without a link: least 3' '4 3 0 1 1.0 g8 t52 ar1.00 half 0.00'
says 'p < .05 without a link: most 7' '4 2 1 1 12.0 g8 t52 ar1.00 sizes 0.00'
says 'p < .05 without a link: most 8' '4 3 0 1 12.0 g8 t52 ar1.00 sizes 0.00'
says 'p < .05 without a link: most 10' '4 3 1 0 12.0 g8 t52 ar1.00 sizes 0.00'
says 'moves without a link' '4 3 1 0 5.2 g5 t24 ar0.90 plain 0.00'
says 'wrong direction' '2 1 0 1 6.0 g5 t24 ar0.50 plain 0.36'
says 'interval and p disagree' '6 5 0 1 0.2 g8 t52 ar1.00 sizes 0.00'
says 'true effect covered' '2 1 0 1 90.0 g5 t24 ar0.50 plain 0.36'
t '... names the cells that fail' -o 1.0 -- awk '/^least fails in/ { getline; print $NF; exit }' judged
t '... of the latest version only' -m '^version 3: 6 cells, at least 1000 panels each$' -- cat judged
t 'results without a line are no results' -s 1 -q -m 'version 0' -- judge /dev/null

# The page.
printf '%s\n' '.Sh X' '.\" panel_judge.awk writes from here' old '.\" ... to here' .Sy >old.7
judge -v page=1 known.csv old.7 >new.7
t 'writes the tables between the marks' -m '^plain +5-8( +-){11}$' -- cat new.7
t '... beside the simple tests' -m '^plain +6 +40 +0 +0$' -- cat new.7
t '... power' -m '^plain +50( +-){11}$' -- cat new.7
t "... the oracle's" -m '^plain +65( +-){11}$' -- cat new.7
t '... and nothing else' -o '.Sh X
.Sy' -- sh -c 'sed "/judge.awk/,/to here/d" new.7'
t '... once more, the same' -O new.7 -- judge -v page=1 known.csv new.7
t 'the manual page has the tables of the results' -O "$page" -- \
    judge -v page=1 "$results" "$page"
finish
