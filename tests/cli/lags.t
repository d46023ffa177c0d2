#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck source=tests/cli/tap.sh
. "$TOP/tests/cli/tap.sh"

# `calls` moves `sales` two weeks later; noise from a fixed generator (Park & Miller 1988).
awk 'function u() { s = (s * 16807) % 2147483647; return s / 2147483647 }
    function g(  i, a) { a = -6; for (i = 0; i < 12; i++) a += u(); return a }
    BEGIN {
        s = 31; print "week,calls,sales"
        for (t = 1; t <= 104; t++) {
            c[t] = .6 * c[t-1] + g()
            printf "%d-W%02d,%.4f,%.4f\n", t <= 52 ? 2023 : 2024, (t - 1) % 52 + 1, c[t],
                .6 * c[t-2] + g()
        }
    }' >weekly.csv

t 'a row a lag, both directions' -q -m '^calls,sales,-8,' -- \
    lever lags weekly.csv -t week -x calls -y sales --resamples 199
lever lags weekly.csv -t week -x calls -y sales --resamples 999 >lags.csv
t '... with the promised header' -o 'output,outcome,lag,n,r,low,high,p,entity' -- head -n 1 lags.csv
t '... 17 of them' -o 18 -- sh -c 'wc -l <lags.csv'
t '... strongest at the true lag' -o 2 -- sh -c \
    'tail -n +2 lags.csv | sort -t, -k5,5gr | head -n 1 | cut -d, -f3'
t '... where p is small' -o yes -- awk -F, '$3 == 2 { print $8 < .01 ? "yes" : "no" }' lags.csv
t 'lags as asked' -o '0 1 2 3' -- sh -c \
    '"$LEVER" lags weekly.csv -t week -x calls -y sales --lags 0..3 --resamples 99 |
        tail -n +2 | cut -d, -f3 | paste -sd " "'
lever lags weekly.csv -t week -x calls -y sales --resamples 199 --method spearman >lags.csv
t 'by another method: named in a last column' -o 'output,outcome,lag,n,r,low,high,p,entity,method' -- \
    head -n 1 lags.csv
t '... strongest at the true lag' -m '^calls,sales,2,.*,0\.005,,spearman$' -- sh -c \
    'tail -n +2 lags.csv | sort -t, -k5,5gr | head -n 1'
t '... the interval leaves 0 out where p is under .05' -o 0 -- sh -c \
    "awk -F, 'NR > 1 && (\$6 > 0 || \$7 < 0) != (\$8 < .05)' lags.csv | wc -l"
t '... a method that there is not' -s 1 -o '' -e 'no method "dcr"' -- \
    lever lags weekly.csv -t week -x calls -y sales --method dcr

t 'no time column: status 2' -s 2 -o '' -e '-t' -- lever lags weekly.csv -x calls -y sales

lever lags weekly.csv -t week -x calls -y sales --granger --lags 1..3 >granger.csv
t 'Granger: the header' -o 'cause,effect,order,n,df1,df2,f,p,entity' -- head -n 1 granger.csv
t '... both directions at every order' -o 7 -- sh -c 'wc -l <granger.csv'
t '... with their degrees of freedom' -m '^calls,sales,3,101,3,94,' -- cat granger.csv

awk -F, -v OFS=, 'NR == 1 { print $1, "calls,twice,near,flat"; next }
    { print $1, $2, 2 * $2 + 1, sprintf("%.12f", $2 + NR % 7 * 1e-6), 7 }' weekly.csv >same.csv
granger() { lever lags same.csv -t week -y calls --granger --lags 1 "$@"; }
t '... of what determines the other: none, and why' -m '^twice,calls,1,[0-9]+,1,[0-9]+,,,$' \
    -e 'warning: twice to calls at order 1: no test: a column is a combination of others \((twice|calls), 1 before\)' \
    -- granger -x twice
t '... or nearly so: named, with the condition' -m '^near,calls,1,[0-9]+,1,[0-9]+,[0-9.e-]+,[0-9.e-]+,$' \
    -e '(near|calls), 1 before, is nearly determined by the other columns \(rcond [0-9]\.[0-9]e-0[67]\)' \
    -- granger -x near
t '... without an order to test at' -s 2 -o '' -e 'no order from 1 on in the lags -3..0 of flat and calls' -- \
    lever lags same.csv -t week -y calls -x flat --granger --lags -3..0
t '... of what does not vary' -m '^flat,calls,1,[0-9]+,1,[0-9]+,,,$' \
    -e 'no test: a column does not vary \(flat, 1 before\)' -- granger -x flat

finish
