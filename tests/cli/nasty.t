#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck source=tests/cli/tap.sh
. "$TOP/tests/cli/tap.sh"

# Columns that break programs: every filter that computes gives a named verdict or a named
# error, never NaN or infinity in a cell, and never crashes.
awk 'function u() { s = (s * 16807) % 2147483647; return s / 2147483647 }
    BEGIN {
        s = 9; OFS = ","
        print "t,x,y,const,near,big,huge,tiny,mixed,none,step,one"
        for (i = 1; i <= 60; i++) {
            a = .1 + u(); b = .1 + u()
            printf "%d,%.6f,%.6f,3,%s,%.6ge300,%de307,%.6ge-310,%s,,%d,%s\n", i, a, b,
                i == 30 ? "1.0000000000000002" : 1, a, i % 7 + 1, b, i % 2 ? "1e300" : "1e-300", (i > 30),
                i == 5 ? 2 : ""
        }
    }' >nasty.csv
awk -F, 'NR > 26 { exit }
    function u() { s = (s * 16807) % 2147483647; return s / 2147483647 }
    NR == 1 { s = 3; printf "t,x,y"; for (k = 1; k <= 30; k++) printf ",c%d", k; print "" }
    NR > 1 { printf "%s,%s,%s", $1, $2, $3; for (k = 1; k <= 30; k++) printf ",%.5f", u(); print "" }' \
    nasty.csv >wide.csv
awk -F, -v OFS=, 'NR == 1 { print $0, "team" } NR > 1 { print $0, "only" }' nasty.csv >team.csv
head -n 2 nasty.csv >single.csv
{ cat nasty.csv; sed -n 5p nasty.csv; } >twice.csv
{ cat team.csv; sed -n 5p team.csv; } >team-twice.csv

# note VERDICT X Y WORDS [FILE OPTIONS]
note() {
    n_verdict=$1 n_x=$2 n_y=$3 n_words=$4
    shift 4
    [ $# -gt 0 ] || set -- nasty.csv -t t
    t "test: $n_x and $n_y are $n_verdict: $n_words" -m "^$n_x,$n_y,$n_verdict,.*$n_words" -- \
        lever test "$@" -x "$n_x" -y "$n_y" --resamples 99
}
note unusable const y 'const never changes \(always 3\)'
note unusable x const 'const never changes'
note unusable none y '100 % of none is missing'
note unusable x none '100 % of none is missing'
note unusable one y '98 % of one is missing'
note unusable tiny y 'too large or too small to compute with'
note unusable x y '1 usable period' single.csv -t t
note unusable x y '1 usable row' single.csv
note unusable x y 'controls are too many for 25 usable periods' wide.csv -t t -z 'c*' --lags 0
note unusable x y 'controls are too many for 25 usable rows' wide.csv -z 'c*'
note '[a-z-]*' near y 'near' nasty.csv -t t
note moves-together x big 'more big in the same period' nasty.csv -t t --season none
note '[a-z-]*' huge y 'huge' nasty.csv -t t
t 'test: one entity is no panel' -m '^x,y,unusable,.*1 team with both x and y, and at least 3 are needed' -- \
    lever test team.csv -t t -b team -x x -y y --resamples 99
t '... it is tested by itself with --each' -m '^x,y,[a-z-]*,.*,only,' -- \
    lever test team.csv -t t -b team --each -x x -y y --resamples 99
for filter in test lags power 'plot --kind lags'; do
    # shellcheck disable=SC2086
    t "$filter: a period twice" -s 1 -e 'twice.csv:62: column "t": 4 occurs twice: on line 5 and here' -- \
        lever $filter twice.csv -t t -x x -y y --resamples 99
    # shellcheck disable=SC2086
    [ "$filter" = 'plot --kind lags' ] ||
        t "$filter: a period twice for one entity" -s 1 -e 'occurs twice' -- \
            lever $filter team-twice.csv -t t -b team -x x -y y --resamples 99
done
t 'plot: nothing to draw' -s 1 -o '' -e '^lever plot: nothing to draw: no period has values of both none and y$' -- \
    lever plot nasty.csv -t t -x none -y y
t '... for a shift beyond the data' -s 1 -o '' -e 'nothing to draw' -- \
    lever plot nasty.csv -t t -x x -y y --shift 100
t '... without time' -s 1 -o '' -e 'no row has values' -- lever plot nasty.csv --kind scatter -x x -y none
t 'plot: no lag profile' -s 1 -o '' -e 'x and const have no lag profile: the link is unusable' -- \
    lever plot nasty.csv -t t --kind lags -x x -y const --resamples 99
t 'corr: constant' -m '^const,y,pearson,60,,,,$' -e 'column "const" is constant: it has no correlation' -- \
    lever corr nasty.csv -x const -y y
t 'corr: nothing in common' -m '^one,y,kendall,1,,,,$' -e 'fewer than 3 rows in common' -- \
    lever corr nasty.csv -x one -y y --method kendall
t 'corr: 1e300 has the same correlation' -m '^big,x,pearson,60,(1|0\.99999).*' -- \
    lever corr nasty.csv -x big -y x
t 'infinity is no number' -s 1 -o '' -e 'not a number: "inf"' -- \
    sh -c 'sed "3s/,[^,]*/,inf/" nasty.csv | "$LEVER" test -t t -x x -y y'

# Every pair of columns, through every filter: nothing but numbers in the cells.
columns='x const near big huge tiny mixed none step one'
: >cells
: >failed
methods=$(lever methods | sed '1d; s/,.*//')
set -- 'test --joint' 'test --placebo 2' lags 'lags --granger --lags 1..3' power 'power --method spearman' \
    'power --effect 1e-300'
for method in $methods; do
    set -- "$@" "test --method $method"
done
for filter; do
    for y in y const near huge tiny mixed none; do
        # shellcheck disable=SC2086
        lever $filter nasty.csv -q -t t -x "$(echo $columns | sed "s/\b$y\b//;s/^ //;s/ $//;s/  */,/g")" -y "$y" \
            --resamples 99 >>cells 2>>stderr || echo "$filter $y: $?" >>failed
    done
done
for method in $methods; do
    lever corr nasty.csv -q --columns B:L --method "$method" >>cells 2>>stderr || echo "corr $method: $?" >>failed
done
t 'every pair through every filter: no filter fails' -o '' -- cat failed
t '... and no cell is NaN or infinite' -s 1 -o '' -- grep -niE '(^|,)"?[-+]?(nan|inf)' cells

finish
