#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck source=tests/cli/tap.sh
. "$TOP/tests/cli/tap.sh"

# Weekly data from a fixed generator (Park & Miller 1988): `calls` moves `sales` two
# weeks later by .5 a call; `walk` and `drift` are unrelated random walks.
awk 'function u() { s = (s * 16807) % 2147483647; return s / 2147483647 }
    function g(  i, a) { a = -6; for (i = 0; i < 12; i++) a += u(); return a }
    BEGIN {
        s = 20; OFS = ","
        print "week,calls,sales,walk,drift,flat,team"
        for (t = 1; t <= 104; t++) {
            c[t] = .6 * c[t-1] + g(); w += g(); d += g(); e = .5 * e + g()
            printf "%d-W%02d,%.4f,%.4f,%.4f,%.4f,7,%s\n", t <= 52 ? 2023 : 2024, (t - 1) % 52 + 1,
                50 + c[t], 200 + .5 * c[t-2] + .6 * e, w, d, t % 2 ? "a" : "b"
        }
    }' >weekly.csv

columns=output,outcome,verdict,evidence,lag,effect,effect_low,effect_high,r,r_low,r_high,p,p_adj
columns=$columns,naive_effect,naive_r,naive_p,n,n_eff,lags_tried,links_tried,adjusted_for,mde
columns=$columns,more_periods,note,entity,spread,timed,period_kind,rests_on

# field NAME ROW: a cell of the result in .out (no quoted cell stands before it)
field() {
    awk -F, -v name="$1" -v row="$2" 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i }
        NR == row + 1 { print $at[name] }' verdicts.csv
}
check() { # NAME AWK-CONDITION, over the variable v
    if awk -v v="$2" "BEGIN { exit !($3) }"; then pass "$1"; else fail "$1" "got: $2"; fi
}

t 'a table of the promised columns' -q -m "^$columns\$" -- \
    lever test weekly.csv -t week -x calls -y sales --resamples 999
lever test weekly.csv -t week -x calls,walk -y sales,drift --resamples 999 >verdicts.csv 2>err
check 'a real link moves' "$(field verdict 1)" 'v == "moves"'
check '... at its lag' "$(field lag 1)" 'v == 2'
check '... with the true effect in its interval, below' "$(field effect_low 1)" 'v < .5 && v > 0'
check '... and above' "$(field effect_high 1)" 'v > .5'
check '... on evidence in order of time' "$(field evidence 1)" 'v == "lagged"'
check '... searched over nine lags' "$(field lags_tried 1)" 'v == 9'
check '... among four links' "$(field links_tried 1)" 'v == 4'
check 'a random walk does not' "$(field verdict 4)" 'v == "cannot-tell" || v == "shared-trend"'
check 'p_adj is never under p' "$(awk -F, 'NR > 1 && $13 < $12' verdicts.csv | wc -l)" 'v == 0'

lever test weekly.csv -t week -x calls -y sales --resamples 999 --threads 1 >one.csv
lever test weekly.csv -t week -x calls -y sales --resamples 999 --threads 3 >three.csv
t 'the bytes do not depend on threads' -- cmp one.csv three.csv
lever test weekly.csv -t week -x walk,calls -y drift,sales --resamples 999 --adjust none |
    grep '^calls,sales' >a.row
lever test weekly.csv -t week -x calls -y sales --resamples 999 --adjust none |
    grep '^calls,sales' >b.row
cut -d, -f1-19 a.row >a.cut
cut -d, -f1-19 b.row >b.cut
t 'a link does not depend on the others' -- cmp a.cut b.cut

cut -d, -f1-5 weekly.csv >five.csv
awk -F, -v OFS=, '{ print $0, NR == 1 ? "other" : NR * 7 % 13 }' five.csv >six.csv
t 'too few resamples for so many links' -e 'no p_adj can fall below .05; --resamples 240 can' -- \
    lever test six.csv -t week -x calls,walk,drift -y sales,other --resamples 99 --lags 0
t 'reads standard input' -m '^calls,sales,moves,' -- \
    sh -c '"$LEVER" test -t week -x calls -y sales --resamples 999 <weekly.csv'
t 'addresses columns by letter and number' -m '^calls,sales,moves,' -- \
    lever test weekly.csv -t A -x B -y 3 --resamples 999
t 'negative lags: the other direction is reverse' -m '^sales,calls,reverse,' -- \
    lever test weekly.csv -t week -x sales -y calls --lags -4..4 --resamples 999
t 'without -t: rows are independent, evidence association' -m '^calls,sales,[a-z-]*,association,0,' \
    -- lever test weekly.csv -x calls -y sales --resamples 999
awk 'BEGIN { print "x,y"; for (s = i = 1; i <= 50000; i++) {
    s = s * 16807 % 2147483647; a = s; s = s * 16807 % 2147483647; print a % 9973 "," s % 9967 } }' >many.csv
t 'many rows without time: fewer permutations, and it is said' -m '^x,y,cannot-tell,association,' \
    -e '50000 rows without time: 4000 permutations, not 9999, so p is known to 1/4001' -- \
    lever test many.csv -x x -y y
t '... unless they are asked for' -q -m '^x,y,cannot-tell,association,' -- \
    lever test many.csv -x x -y y --resamples 99
t 'by entity: one row each, named' -m ',b,,1,week' -- \
    lever test weekly.csv -t week -b team --each -x calls -y sales --resamples 99 --lags 0..1
t 'a constant column is unusable, status 0' -m '^flat,sales,unusable,,,,' -- \
    lever test weekly.csv -t week -x flat,calls -y sales --resamples 99
awk -F, -v OFS=, 'NR == 30 || NR == 41 { $2 = "" } 1' weekly.csv >gaps.csv
t 'missing values inside the output are bridged, and it is said' \
    -m '2 missing values of the output were bridged' -- \
    lever test gaps.csv -t week -x calls -y sales --resamples 99
head -n 79 weekly.csv >year.csv
head -n 26 weekly.csv >half.csv
t 'a season that cannot be told from a trend is said' -m 'too short to tell a season' -- \
    lever test half.csv -t week -x calls -y sales --resamples 99
t '... but not where none was wanted' -m 'later \(.* to .*\)\.,,,1,week' -- \
    lever test year.csv -t week -x calls -y sales --resamples 99 --season none
awk 'BEGIN {
        print "day,calls,sales"
        for (t = 0; t < 140; t++) if (t % 7 < 5)
            printf "2026-%02d-%02d,%d,%d\n", t / 28 + 1, t % 28 + 1, t * 7 % 11, t * 5 % 13
    }' >workdays.csv
t 'working days: says what to do' -m 'roll --period week makes weeks of them' -- \
    lever test workdays.csv -t day --period day -x calls -y sales --resamples 99
head -n 15 weekly.csv >short.csv
t 'too few periods are unusable' -m '^calls,sales,unusable,' -- \
    lever test short.csv -t week -x calls -y sales --resamples 99
t 'lags longer than the data are unusable' -m '^calls,sales,unusable,' -- \
    lever test weekly.csv -t week -x calls -y sales --lags 0..200 --resamples 99

t '--assert holds' -s 0 -m moves -- \
    lever test weekly.csv -t week -x calls -y sales --resamples 999 --assert moves,moves-together
t '--assert fails with 3, the table is written all the same' -s 3 -m '^walk,drift,' -- \
    lever test weekly.csv -t week -x walk -y drift --resamples 999 --assert moves
t '... words as in any list' -s 3 -m '^walk,drift,' -- \
    lever test weekly.csv -t week -x walk -y drift --resamples 999 --assert 'moves, moves-together'
t '... without a word' -s 2 -o '' -e '--assert: no verdict is named' -- \
    lever test weekly.csv -t week -x walk -y drift --assert ''
t '--assert with a word that is none' -s 2 -o '' -e 'move".*did you mean "moves"' -- \
    lever test weekly.csv -t week -x walk -y drift --assert move

lever test weekly.csv -t week -x calls -y sales --resamples 999 --working w.csv >verdicts.csv
t 'the working table' -o 'output,outcome,entity,period,lag,x,y,x_white,y_white,spread' -- head -n 1 w.csv
check '... has a row for each of n' "$(wc -l <w.csv)" "v == $(field n 1) + 1"
off=$(awk -F, -v effect="$(field effect 1)" 'NR > 1 { xy += $8 * $9; xx += $8 * $8 }
    END { print xy / xx / effect - 1 }' w.csv)
check '... that gives the effect' "$off" 'v < 1e-10 && v > -1e-10'

# The plain slope and r of the raw columns, against an independent computation.
awk -F, 'NR > 1 { n++; x[n] = $2; y[n] = $3; mx += $2; my += $3 }
    END {
        for (i = 1; i <= n; i++) {
            a = x[i] - mx / n; b = y[i] - my / n; xx += a * a; xy += a * b; yy += b * b
        }
        printf "%.12g %.12g\n", xy / xx, xy / sqrt(xx * yy)
    }' weekly.csv >naive
read -r slope r <naive
check 'naive_effect is the plain slope' "$(field naive_effect 1)" "v / $slope - 1 < 1e-9 && v / $slope - 1 > -1e-9"
check 'naive_r is the plain correlation' "$(field naive_r 1)" "v / $r - 1 < 1e-9 && v / $r - 1 > -1e-9"

t 'no such column: the nearest is named' -s 1 -o '' -e 'weekly.csv: .*"clals".*calls' -- \
    lever test weekly.csv -t week -x clals -y sales
t 'a pattern spares the time and the outcome' -o 'calls walk drift' -- sh -c \
    '"$LEVER" test five.csv -t week -x "*" -y sales --resamples 99 | tail -n +2 |
        cut -d, -f1 | paste -sd " "'
t 'lags without a time' -s 2 -o '' -e '^lever test: --lags: .*-t' -- \
    lever test weekly.csv -x calls -y sales --lags 0..4
t 'a season without a time' -s 2 -o '' -e '^lever test: --season: .*-t' -- \
    lever test weekly.csv -x calls -y sales --season 12
cp weekly.csv mine.csv
t 'a result does not replace its input' -s 2 -o '' -e '--out: ./mine.csv is read for the result' -- \
    lever test mine.csv -t week -x calls -y sales -o ./mine.csv
t '... which is as it was' -- cmp weekly.csv mine.csv
t 'two tables do not share a file' -s 2 -o '' -e 'same file' -- \
    lever test weekly.csv -t week -x calls -y sales -o v.csv --working v.csv
t '... nor standard output' -s 2 -o '' -e '--working' -- \
    lever test weekly.csv -t week -x calls -y sales --working -

# The lag profile is the one that lags gives for the same lags.
lever test weekly.csv -t week -x calls -y sales --resamples 999 --profile p.csv >verdicts.csv
t 'the lag profile' -O p.csv -- lever lags weekly.csv -t week -x calls -y sales --lags 0..8 --resamples 999
t '... cannot be where the verdicts go' -s 2 -o '' -e '--profile and --out' -- \
    lever test weekly.csv -t week -x calls -y sales -o v.csv --profile v.csv
t '... nor where the working table goes' -s 2 -o '' -e '--working and --profile' -- \
    lever test weekly.csv -t week -x calls -y sales -o v.csv --profile w.csv --working w.csv
t '... nor on what is read' -s 2 -o '' -e '--profile' -- \
    lever test weekly.csv -t week -x calls -y sales -o v.csv --profile weekly.csv
printf 'measure,role\nvisits,output\nsales,outcome\n' >plan.csv
t 'a plan without a column here' -s 1 -o '' -e 'no output of plan.csv \(visits' -- \
    lever test weekly.csv -t week -p plan.csv
tr , ';' <weekly.csv >semicolons.csv
t 'another delimiter is suspected' -s 1 -o '' -e 'is the delimiter right' -- \
    lever test semicolons.csv -t week -x calls -y sales
t 'an output that is also the outcome' -s 2 -o '' -e 'sales' -- \
    lever test weekly.csv -t week -x sales -y sales
t 'text in a number column: file, line, column, value' -s 1 -o '' \
    -e 'weekly.csv:2: column "team": not a number: "a"' -- \
    lever test weekly.csv -t week -x team -y sales
t 'neither outputs nor outcomes' -s 2 -o '' -e '-x' -- lever test weekly.csv -t week
t 'a season that is none' -s 2 -o '' -e '--season' -- \
    lever test weekly.csv -t week -x calls -y sales --season often
t 'lags that run backwards' -s 2 -o '' -e '--lags' -- \
    lever test weekly.csv -t week -x calls -y sales --lags 8..0
t 'a full disk' -s 1 -e 'write' -- \
    sh -c '"$LEVER" test weekly.csv -t week -x calls -y sales --resamples 99 >/dev/full'
t 'a full disk behind --out' -s 1 -o '' -e '/dev/full' -- \
    lever test weekly.csv -t week -x calls -y sales --resamples 99 -o /dev/full

moved() { lever test weekly.csv -t week -x calls -y sales --resamples 199 "$@"; }
moved >verdicts.csv
moved --method pearson >pearson.csv
t '--method pearson is the default, to the byte' -- cmp verdicts.csv pearson.csv
default_effect=$(field effect 1)
for method in spearman kendall biweight; do
    moved --method "$method" >verdicts.csv
    t "--method $method finds the link" -m "^calls,sales,moves,lagged,2,.*,$method\$" -- cat verdicts.csv
    check '... its effect is still the slope' "$(field effect 1)" "v == \"$default_effect\""
    check '... its p is of what was simulated' "$(field p 1)" 'v == .005'
    t '... and not the walk' -m "^walk,drift,(cannot-tell|shared-trend),.*,$method\$" -- \
        lever test weekly.csv -t week -x walk -y drift --resamples 199 --method "$method"
done
t '... named in a last column' -m "^$columns,method\$" -- moved --method kendall
moved --method kendall --threads 1 >one.csv
moved --method kendall --threads 3 >three.csv
t '... whatever --threads' -- cmp one.csv three.csv
t '... without time, by permutation' -m '^calls,sales,[a-z-]*,association,0,.*,spearman$' -- \
    lever test weekly.csv -x calls -y sales --resamples 199 --method spearman
t '... by entity' -m ',b,,1,week.*,kendall$' -- lever test weekly.csv -t week -b team --each -x calls \
    -y sales --resamples 99 --lags 0..1 --method kendall
t '... a method that there is not' -s 1 -o '' -e 'no method "kendal"; did you mean "kendall"' -- \
    moved --method kendal

placebo() { lever test weekly.csv -t week -x calls,walk -y sales,drift --resamples 199 --placebo "$@"; }
placebo 50 --adjust none >verdicts.csv 2>err
t '--placebo says how often it moves on nothing' -- grep -qE \
    '^lever test: placebo: of 200 shuffled links, [0-9]+ \([0-9.]+ %\) .* of 50 runs .*\(199 resamples each\)$' err
t '... in two last columns' -m "^$columns,placebo_rate,placebo_n\$" -- cat verdicts.csv
t '... beside the real verdict' -m '^calls,sales,moves,.*,50$' -- cat verdicts.csv
check '... seldom' "$(awk -F, 'NR > 1 { s += $(NF - 1) / 4 } END { print s }' verdicts.csv)" 'v <= .11'
lever test weekly.csv -t week -x calls,walk -y sales,drift --resamples 199 --adjust none |
    cut -d, -f1-23 >plain.csv
cut -d, -f1-23 verdicts.csv >same.csv
t '... and changes nothing else' -- cmp plain.csv same.csv
placebo 25 --threads 1 >one.csv 2>/dev/null
placebo 25 --threads 3 >three.csv 2>/dev/null
t '... whatever --threads' -- cmp one.csv three.csv
t '... by a method' -m '^calls,sales,moves,.*,spearman,0[.0-9]*,20$' -e 'placebo: of 80' -- \
    placebo 20 --method spearman
t '... without time' -m '^calls,sales,.*,20$' -e 'placebo: of 20 ' -- \
    lever test weekly.csv -x calls -y sales --resamples 199 --placebo 20
t '... of what cannot be tested: no rate' -m '^flat,sales,unusable,.*,,0$' \
    -e 'placebo: no shuffled output could be tested' -- \
    lever test weekly.csv -t week -x flat -y sales --resamples 99 --placebo 20
t '... none asked for' -s 2 -o '' -e '--placebo' -- placebo 0

t '--json: an object a line, numbers as numbers' -q \
    -m '^\{"output":"calls","outcome":"sales","verdict":"moves","evidence":"lagged","lag":2,' -- \
    lever test weekly.csv -t week -x calls -y sales --resamples 999 --json
t '... what is missing is null' -m '"lag":null,"effect":null,.*"entity":"","spread":"","timed":1,"period_kind":"week","rests_on":""' -- \
    lever test weekly.csv -t week -x flat -y sales --resamples 99 --json

t 'rows without a time say so' -m ',,,0,' -- \
    lever test weekly.csv -x calls -y sales --resamples 99
t '... and their period kind is text in JSON too' -m '"timed":0,"period_kind":""' -- \
    lever test weekly.csv -x calls -y sales --resamples 99 --json
t 'a time of whole numbers has periods of that kind' -m ',1,integer' -- \
    sh -c 'awk -F, -v OFS=, "NR > 1 { \$1 = NR }1" weekly.csv |
        "$LEVER" test -q -t week -x calls -y sales --resamples 99'

cat >links.csv <<'END'
output,outcome,sign,lags,min_effect,because,registered
calls,sales,up,1..4,0.1,they ask for it,2022-12-01
walk,drift,,,,,
END
lever test weekly.csv -t week --links links.csv --resamples 999 >verdicts.csv
t 'naming some of the links after a look is said' \
    -e 'p_adj counts the 1 link that -x and -y name; links.csv has 2: chosen after a look at them, p_adj is' -- \
    lever test weekly.csv -t week --links links.csv -x calls --resamples 99
t '... not where all are named' -q -m '^calls,sales,' -- sh -c \
    '"$LEVER" test weekly.csv -t week --links links.csv -x calls,walk --resamples 99 2>err; ! grep "p_adj counts" err >&2'
printf 'measure,role\ncalls,output\nwalk,output\nsales,outcome\ndrift,guardrail\n' >four.csv
t '... of a plan, too' -e 'p_adj counts the 2 links that -x and -y name; four.csv has 4' -- \
    lever test weekly.csv -t week -p four.csv -y sales --resamples 99
t '... which asks for all of them itself' -o '0' -- sh -c \
    '"$LEVER" test weekly.csv -t week -p four.csv --resamples 99 2>&1 | grep -c "p_adj counts"; :'
t 'a note on the time names the file' -e '^lever test: sundays.csv: dates a multiple of 7 days apart' -- sh -c \
    'awk -F, -v OFS=, "NR > 1 { \$1 = strftime(\"%Y-%m-%d\", 1704067200 + NR * 604800, 1) }1" weekly.csv >sundays.csv
        "$LEVER" test sundays.csv -t week -x calls -y sales --resamples 99'
t 'a measure that is no column: where, the nearest, and those there are' -s 1 -o '' \
    -e '^lever test: lost.csv:2: column "output": no column "call, all" in \(stdin\); did you mean "calls, all"\? The columns are: "calls, all", sales$' -- \
    sh -c 'printf "output,outcome\n\"call, all\",sales\n" >lost.csv
        printf "\"calls, all\",sales\n1,2\n" | "$LEVER" test --links lost.csv'
check 'links.csv: only its links' "$(wc -l <verdicts.csv)" 'v == 3'
check '... with their lags' "$(field lags_tried 1)" 'v == 4'
check '... and what it takes to see the least effect' "$(field more_periods 1)" 'v != ""'
check '... which is empty where none is stated' "$(field more_periods 2)" 'v == ""'

# Context that adjusts for nothing, or nearly the same, is named.
awk 'function u() { s = (s * 16807) % 2147483647; return s / 2147483647 }
    BEGIN {
        s = 7; print "t,x,y,price,flat,same,near,line,sum,gaps,noise"
        for (t = 1; t <= 60; t++) {
            p = int(1000 * u()); x = int(1000 * u()); n = u()
            printf "%d,%d,%.6f,%d,7,%d,%.6f,%d,%d,%s,%.6f\n", t, x, u(), p, 3 * p - 500 * t, p + .001 * u(),
                5 * t - 2, x + p, t < 40 ? "" : p, n
        }
    }' >company.csv
company() { lever test company.csv -t t -y y --lags 0 --resamples 99 --season none "$@" 2>err; cut -c1-200 err; }
t 'context that is as it should be: no word of it' -o '' -- sh -c \
    '"$LEVER" test company.csv -t t -x x -y y -z price,noise --resamples 99 2>&1 >out.csv'
t 'context that never changes' -m 'context "flat" never changes \(always 7\): it adjusts for nothing$' -- \
    company -x x -z price,flat
t '... that trend and others determine' \
    -m 'context "same" is determined by the trend and price: it adjusts for nothing more$' -- \
    company -x x -z noise,price,same
t '... or the trend alone' -m 'context "line" is determined by the trend: it' -- company -x x -z price,line
t '... or nearly: with inflation and condition' \
    -m 'context "near" is nearly determined by price \(variance inflation [0-9]\.[0-9]e\+1[12], rcond [0-9]\.[0-9]e-07\): they' \
    -- company -x x -z price,near
t '... an output' -m 'output "sum" is determined by price and x: nothing of it is left at lag 0$' -- \
    company -x sum -z price,x
t '... only where lag 0 is asked for' -q -m '^sum,y,' -- \
    lever test company.csv -t t -y y -x sum -z price,x --lags 1..2 --resamples 99
t '... context that is mostly missing' -m 'context "gaps" is missing in 39 of 60 rows, and they are left out$' -- \
    company -x x -z gaps
note='Gaps, which is context, is missing in 39 of the 60 periods with y: these are left out\.'
t '... and named in the note' -m "$note" -- lever test -q company.csv -t t -x x -y y --lags 0 \
    --resamples 99 --season none -z price,gaps
t '... also where too few rows are left' -m ',unusable,.*"?Not tested: .* at least 14 are needed\. '"$note" -- \
    lever test -q company.csv -t t -x x -y y --lags -9..0 --resamples 99 \
    --season none -z gaps
t '... of each of a panel as rows' -m 'Gaps, which is context, is missing in 117 of the 180 rows with y' -- sh -c '
    awk -F, -v OFS=, "{ print \$0, NR == 1 ? \"team\" : \"a\" } NR > 1 { \$3 = \$11; \$2 = \$4; print \$0, \"b\"; \$3 = \$7; \$2 = \$4 % 31; print \$0, \"c\" }" company.csv |
        "$LEVER" test -q -t t -b team -x x -y y -z gaps --lags 0 --resamples 99'
t '... in a panel, beside the levels of the entities' -m 'context "flat" never changes \(always 7\)' -- sh -c '
    awk -F, -v OFS=, "{ print \$0, NR == 1 ? \"team\" : \"a\" } NR > 1 { \$3 = \$3 * 2; print \$0, \"b\"; \$2 = \$4; print \$0, \"c\" }" company.csv |
        "$LEVER" test -t t -b team -x x -y y -z flat --lags 0 --resamples 99 2>&1'

(cat company.csv; echo ',1,2,3,4,5,6,7,8,9,10') >timeless.csv
t 'a row without a period is missed' -m '^x,y,' -e 'warning: timeless.csv: 1 row without a period left out$' -- \
    lever test timeless.csv -t t -x x -y y --lags 0 --resamples 99

# As constant as digits go.
awk 'BEGIN { print "t,x,y"; for (t = 1; t <= 40; t++) printf "%d,%s,%d\n", t, t == 7 ? "5.000000000000001" : 5, t * 37 % 11 }' >nearly.csv
t 'a column that varies by a rounding is constant' \
    -m '^x,y,unusable,.*x changes by no more than rounding \(about 5\)' -- \
    lever test nearly.csv -t t -x x -y y --resamples 99

printf 't,x,y\n2024-01-29,1,2\n2024-02-05,1,3\n2024-02-12,2,4\n2024-02-05,3,5\n' >dup.csv
t 'a period twice: the cell and its period' -s 1 -o '' -e \
    '^lever test: dup.csv:5: column "t": "2024-02-05" \(2024-W06\) occurs twice: on line 3 and here \(see' \
    -- lever test -t t -x x -y y dup.csv

# A release is a date, not an output.
awk 'NR == 1 { print $0 ",live" } NR > 1 { print $0 "," (NR > 61) }' "$TOP/samples/release/release.csv" >live.csv
t 'a column that is switched on is a question for impact' \
    -e 'live is switched on in 2024-W09: whether weekly_users changed then.*lever impact -t week -y weekly_users --at 2024-W09 live.csv' \
    -m '^live,weekly_users,' -- lever test -t week -x live -y weekly_users --resamples 99 live.csv
awk 'NR == 1 { print $0 ",live" } NR > 1 { print $0 "," (NR == 77 || NR == 78) }' "$TOP/samples/release/release.csv" >live.csv
t '... and off again' -e 'on in 2024-W24, to 2024-W25:.*--at 2024-W24,2024-W25 live.csv' -m '^live,sessions,' -- \
    lever test -t week -x live -y sessions --resamples 99 live.csv

finish
