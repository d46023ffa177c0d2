#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck source=tests/cli/tap.sh
. "$TOP/tests/cli/tap.sh"

# make ENTITIES PERIODS: panels from a fixed generator (Park & Miller 1988). In every team 1 more
# call brings 2 more sales two weeks later; bigger teams have more calls and fewer sales; `walk` is
# unrelated to anything, `price` is the same for all; all share shocks that persist.
make() {
    awk -v teams="$1" -v weeks="$2" '
        function u() { s = (s * 16807) % 2147483647; return s / 2147483647 }
        function g(  i, a) { a = -6; for (i = 0; i < 12; i++) a += u(); return a }
        BEGIN {
            s = 77; OFS = ","
            print "week,team,calls,sales,walk,price,flat"
            for (t = 1; t <= weeks; t++) {
                shock = .9 * shock + g(); other = .9 * other + g(); p = .5 * p + g()
                for (k = 1; k <= teams; k++) {
                    a[k, t] = .5 * a[k, t-1] + g(); b[k] = .5 * b[k] + g(); w[k] += g()
                    printf "%d,%s,%.4f,%.4f,%.4f,%.4f,%d\n", t, "t" k, 20 + 5 * k + a[k, t] + shock,
                        500 - 30 * k + 2 * (a[k, t-2] + (t > 2 ? was2 : 0)) + b[k] + 4 * other, w[k], p,
                        k % 2 ? t % 5 : 3
                }
                was2 = was; was = shock
            }
        }'
}
make 5 60 >five.csv
make 16 8 >many.csv

# field NAME ROW: a cell of verdicts.csv (no quoted cell stands before it)
field() {
    awk -F, -v name="$1" -v row="$2" 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i }
        NR == row + 1 { print $at[name] }' verdicts.csv
}
check() { # NAME VALUE AWK-CONDITION, over the variable v
    if awk -v v="$2" "BEGIN { exit !($3) }"; then pass "$1"; else fail "$1" "got: $2"; fi
}
panel() { lever test five.csv -t week -b team -x calls,walk -y sales --resamples 199 --lags 0..4 -q "$@"; }

panel >verdicts.csv
check 'one row a link' "$(wc -l <verdicts.csv)" 'v == 3'
check 'the link holds' "$(field verdict 1)" 'v == "moves"'
check '... at its lag' "$(field lag 1)" 'v == 2'
check '... the true effect in its interval, below' "$(field effect_low 1)" 'v < 2 && v > 0'
check '... and above' "$(field effect_high 1)" 'v > 2'
check '... the pooled rows say the opposite' "$(field naive_effect 1)" 'v < 0'
check '... of all rows' "$(field n 1)" 'v > 270 && v <= 300'
check 'what is not linked is not' "$(field p 2)" 'v >= .05'
t 'the note says of how many entities, and that pooled it is the other way round' \
    -m 'From 5 teams, each compared with itself\. Pooled, it looks the opposite: 1 more call goes with .* fewer sales' \
    -- sed -n 2p verdicts.csv
t 'adjusted for entities, periods and the trend of each' \
    -m ',entities; periods; trend of each; own past \(AR [0-9]\),' -- sed -n 2p verdicts.csv
t 'the entity column is empty' -m ',,,1,integer' -- sed -n 2p verdicts.csv
panel --threads 1 >one.csv
panel --threads 3 >three.csv
t 'whatever --threads' -- cmp one.csv three.csv
panel -x calls >alone.csv
t 'a link alone: the same figures but for p_adj and the links tried' -o "$(sed -n 2p one.csv |
    cut -d, -f1-12)" -- sh -c 'sed -n 2p alone.csv | cut -d, -f1-12'

t '--each tests each by itself' -m '^calls,sales,.*,t5,,1,integer' -- panel --each
t '... all of them' -o 10 -- sh -c '"$LEVER" test five.csv -q -t week -b team -x calls,walk -y sales \
    --each --resamples 99 --lags 0..2 | sed 1d | grep -c ",t[1-5],,1,integer"'
awk -F, 'NR == 1 || $2 != "t2" || $1 > 25' five.csv >late.csv
awk -F, 'NR == 1 || $2 != "t2" || $1 > 25 || $1 == 1' five.csv >early.csv
t '... over its own time' -m '^calls,sales,[^u].*,t2,,1,integer' -- \
    lever test -q late.csv -t week -b team -x calls -y sales --each --resamples 99 --lags 0..2
t '... in which no more than a fifth may be missing' -m '^calls,sales,unusable,.*is missing.*,t2,,1,integer' -- \
    lever test -q early.csv -t week -b team -x calls -y sales --each --resamples 99 --lags 0..2
t '--placebo shuffles each in its own time' -m ',t2,.*,20$' -- \
    lever test -q late.csv -t week -b team -x calls -y sales --each --resamples 99 --lags 0..2 --placebo 20
"$LEVER" test -q late.csv -t week -b team -x calls -y sales --each --resamples 99 --lags 0..2 \
    --placebo 20 --threads 1 >out
t '... whatever the threads' -O out -- \
    lever test -q late.csv -t week -b team -x calls -y sales --each --resamples 99 --lags 0..2 \
    --placebo 20 --threads 3
t '... of what?' -s 2 -e '--each: each of what\? Name the columns with --by' -- \
    lever test five.csv -t week -x calls -y sales --each
t 'the same for all at a time: nothing to compare' \
    -m '^price,sales,unusable,.*price changes only for all alike: nothing of it is left' -- \
    panel -x price
t '... but as context it is welcome' -m '^calls,sales,moves,.*entities; periods; trend of each; price; ' -- \
    panel -x calls -z price
awk -F, -v OFS=, '{ print $0, NR == 1 ? "size" : substr($2, 2) }' five.csv >sizes.csv
for pair in 'size sales' 'calls size'; do
    t "the same at all times inside each ($pair): nothing to compare" \
        -m 'unusable,.*size never changes inside any of 5 teams: none can be compared with itself' -- \
        lever test sizes.csv -t week -b team -x "${pair% *}" -y "${pair#* }" -q --resamples 99
done
t 'entities in which the output never changes are said' \
    -m 'In 2 of them flat never changes: they only show what happens to all' -- panel -x flat
t 'negative lags: reverse' -m '^sales,calls,reverse,' -- lever test five.csv -t week -b team \
    -x sales -y calls --resamples 199 --lags=-4..4 -q
t 'lags of a panel' -m '^calls,sales,2,2[0-9][0-9],.*,$' -- \
    lever lags five.csv -t week -b team -x calls -y sales --resamples 99 --lags=-3..3 -q
t 'power of a panel' -m '^calls,sales,2,.*With 2[0-9][0-9] rows, ' -- \
    lever power five.csv -t week -b team -x calls -y sales --resamples 99 --effect .5 -q

awk -F, '$2 != "t3" && $2 != "t4" && $2 != "t5"' five.csv >two.csv
t 'two entities are not enough' \
    -m 'unusable,.*Not tested: 2 teams with both calls and sales, and at least 3 are needed together' -- \
    lever test two.csv -t week -b team -x calls -y sales -q
awk -F, 'NR == 1 || $1 == 7' five.csv >once.csv
t 'one period is not enough' -m 'unusable,.*Not tested: ' -- \
    lever test once.csv -t week -b team -x calls -y sales -q --lags 0
awk -F, -v OFS=, '{ if (NR > 1 && $2 == "t2") $4 = "" } 1' five.csv >silent.csv
t 'an entity without outcomes is left out, and it is said' \
    -m 'From 4 teams, each compared with itself\. 1 team without both calls and sales left out' -- \
    lever test silent.csv -t week -b team -x calls -y sales -q --resamples 99
awk -F, -v OFS=, '{ if (NR > 1) $4 = "" } 1' five.csv >none.csv
t 'no outcome at all' -m 'unusable,.*sales is missing' -- \
    lever test none.csv -t week -b team -x calls -y sales -q
cat five.csv >double.csv
sed -n 9p five.csv >>double.csv
t 'a period twice inside an entity is refused, by name' -s 1 -o '' \
    -e 'double.csv:302: column "week": 2 occurs twice for "t3": on line 9' -- \
    lever test double.csv -t week -b team -x calls -y sales
awk -F, -v OFS=, '!(($2 == "t4" && $1 < 20) || (NR % 17 == 0)) { if (NR % 23 == 0) $3 = ""; print }' five.csv >holes.csv
t 'an unbalanced panel: late entry, rows and values missing' \
    -m '^calls,sales,moves,lagged,2,.*missing values of the output were bridged' -- \
    lever test holes.csv -t week -b team -x calls -y sales -q --resamples 199 --lags 0..4

lever test many.csv -t week -b team -x calls,walk -y sales --lags 0..3 --resamples 199 -q >verdicts.csv
check 'many entities, few periods: the link' "$(field verdict 1)" 'v == "moves"'
check '... at its lag' "$(field lag 1)" 'v == 2'
check '... by signs of whole entities: reproducible' "$(field p 1)" 'v == .005'
t '... nothing is whitened' -m ',entities; periods,' -- sed -n 2p verdicts.csv
t 'another method' -m '^calls,sales,moves,lagged,2,.*,spearman$' -- panel -x calls --method spearman
t '... needs periods' -m 'unusable,.*8 usable periods' -- \
    lever test many.csv -t week -b team -x calls -y sales --lags 0..3 --method kendall -q
t 'placebo: whole periods change places' -e 'placebo: of 20 shuffled links, [0-4] \(.*\) were said to move' -- \
    lever test five.csv -t week -b team -x calls -y sales --resamples 99 --lags 0..2 --placebo 20
t 'placebo of many entities' -e 'placebo: of 20 shuffled links, [0-4] ' -- \
    lever test many.csv -t week -b team -x calls -y sales --resamples 99 --lags 0..2 --placebo 20
t 'joint: both outputs of a panel in one model' -m '^calls,sales,moves,.*With the other output beside it: ' \
    -- panel --joint
t 'objects for programs' -m '"verdict":"moves",.*"entity":""' -- panel --json
t 'an assertion that fails' -s 3 -- sh -c '"$LEVER" test five.csv -q -t week -b team -x walk -y sales \
    --resamples 99 --assert moves >/dev/null'
t 'the working table names entity and period' -o 'calls,sales,t1,' -- \
    sh -c '"$LEVER" test five.csv -q -t week -b team -x calls -y sales --resamples 99 \
        --working w.csv >/dev/null && sed -n 2p w.csv | cut -c1-15'
lever test five.csv -q -t week -b team -x calls -y sales --resamples 99 --lags 0..4 --working w.csv >verdicts.csv
check '... and its slope is the effect' "$(awk -F, 'NR > 1 { a += $8 * $9; b += $8 * $8 } END {
    printf "%.12g", a / b }' w.csv)" "(v - $(field effect 1))^2 < 1e-18"
t '... which book accepts' -- lever book verdicts.csv w.csv -o panel.xlsx -q
t 'without -t: rows of an entity are independent' -m '^calls,sales,[a-z-]*,association,0,.*entities,' -- \
    lever test five.csv -b team -x calls -y sales --resamples 99 -q
finish
