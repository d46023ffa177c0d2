#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck source=tests/cli/tap.sh
. "$TOP/tests/cli/tap.sh"

# Weekly data from a fixed generator (Park & Miller 1988): calls move sales by .5 two weeks
# later; mails go out with calls (r about .8) and do nothing; twin is calls but for rounding.
awk 'function u() { s = (s * 16807) % 2147483647; return s / 2147483647 }
    function g(  i, a) { a = -6; for (i = 0; i < 12; i++) a += u(); return a }
    BEGIN {
        s = 20; OFS = ","
        print "week,calls,mails,twin,sum,noise,flat,sales,other"
        for (t = 1; t <= 104; t++) {
            i = g(); c[t] = .6 * c[t-1] + i; m[t] = .6 * m[t-1] + .8 * i + .6 * g()
            e = .5 * e + g(); n = g()
            printf "%d,%.4f,%.4f,%.4f,%.4f,%.4f,7,%.4f,%.4f\n", t, c[t], m[t],
                c[t] + .002 * g(), sprintf("%.4f", c[t]) + sprintf("%.4f", m[t]), n, 200 + .5 * c[t-2] + .6 * e, g()
        }
    }' >weekly.csv

columns=joint_effect,joint_low,joint_high,joint_p,joint_n,vif
ask() { lever test weekly.csv -t week --resamples 999 --season none "$@"; }
field() { # NAME ROW FILE; the note may hold commas, so trailing columns count from the end
    awk -F, -v name="$1" -v row="$2" 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i > 15 ? i - NF : i }
        NR == row + 1 { print $(at[name] > 0 ? at[name] : NF + at[name]) }' "$3"
}
check() { # NAME AWK-CONDITION, over the variable v
    if awk -v v="$2" "BEGIN { exit !($3) }"; then pass "$1"; else fail "$1" "got: $2"; fi
}

ask -x calls,mails,noise -y sales --joint >joint.csv 2>err
t 'six last columns' -m ",$columns\$" -- head -n 1 joint.csv
t '... and no warning where nothing is wrong' -o '' -- cat err
check 'mails go with sales by themselves' "$(field p 2 joint.csv)" 'v < .05'
check '... but have no part beside calls' "$(field joint_p 2 joint.csv)" 'v > .05'
check '... around 0, below' "$(field joint_low 2 joint.csv)" 'v < 0'
check '... and above' "$(field joint_high 2 joint.csv)" 'v > 0'
check 'calls keep theirs' "$(field joint_p 1 joint.csv)" 'v < .05'
check '... with the true effect in its interval, below' "$(field joint_low 1 joint.csv)" 'v > 0 && v < .5'
check '... and above' "$(field joint_high 1 joint.csv)" 'v > .5'
check 'company has widened it' "$(field vif 1 joint.csv)" 'v > 1.5 && v < 6'
check 'noise has no company' "$(field vif 3 joint.csv)" 'v >= 1 && v < 1.1'
check 'periods that have all lags' "$(field joint_n 1 joint.csv)" 'v > 85 && v <= 102'
t 'the note says it' -m '^calls,.*With the other 2 outputs beside it: [0-9.]+ more sales \([0-9.]+ to [0-9.]+\)\.' \
    -- cat joint.csv
ask -x calls,mails,noise -y sales >plain.csv
cut -d, -f1-23 joint.csv >a; cut -d, -f1-23 plain.csv >b
t 'and nothing else changes' -- cmp a b
ask -x noise,mails,calls -y other,sales --joint >turned.csv
check 'the order and other outcomes do not matter' \
    "$(field joint_effect 6 turned.csv) $(field joint_p 6 turned.csv)" \
    "v == \"$(field joint_effect 1 joint.csv) $(field joint_p 1 joint.csv)\""
ask -x calls,mails -y sales --joint --threads 1 >one.csv
ask -x calls,mails -y sales --joint --threads 3 >three.csv
t 'the bytes do not depend on threads' -- cmp one.csv three.csv

ask -x calls -y sales --joint >alone.csv
check 'alone, the part is the effect' "$(field joint_effect 1 alone.csv)" "v == $(field effect 1 alone.csv)"
check '... with its p' "$(field joint_p 1 alone.csv)" "v == $(field p 1 alone.csv)"
check '... and no inflation' "$(field vif 1 alone.csv)" 'v == 1'
t '... and the note has nothing to add' -m 'later \([0-9. to]*\)\.,' -- cat alone.csv

t 'near twins are named, with how near' \
    -e 'can hardly be told apart: calls at lag 2, twin at lag 2 \(variance inflation [0-9]{5,}, condition index [0-9]{3,}\)' \
    -- ask -x calls,twin,noise -y sales --joint
ask -x calls,mails,sum,noise -y sales --lags 2 --joint >sum.csv 2>err
t 'what determines each other is named' -- grep -q \
    'determine each other have no parts of their own on sales: calls at lag 2, mails at lag 2, sum at lag 2$' err
check '... its part is empty' "$(field joint_effect 3 sum.csv)$(field joint_p 3 sum.csv)$(field vif 3 sum.csv)" 'v == ""'
t '... and the note says why' -m '^sum,.*beside it: nothing that can be told apart' -- cat sum.csv
check '... the others keep theirs' "$(field joint_p 4 sum.csv)" 'v > 0'
t 'nothing is ever inf or nan' -s 1 -o '' -- grep -Ei '(^|,)-?(inf|nan)' sum.csv
t 'an unusable output is left out' -m '^flat,sales,unusable,.*,,,,,,$' -- \
    ask -x calls,flat -y sales --joint
awk -F, -v OFS=, 'NR > 21 { exit } NR > 1 && NR < 5 { $6 = "" } NR > 17 { $3 = "" } 1' weekly.csv >short.csv
t 'rows that lack one output or the other' -e 'mails on sales has no part: too few rows have all' -- \
    lever test short.csv -x mails,noise -y sales --resamples 99 --joint --lags 0
t '--json' -m '"joint_effect":[-0-9.]+,"joint_low":[-0-9.]+,.*"vif":[0-9.]+\}$' -- \
    ask -x calls,mails -y sales --joint --json
t '--help' -m '--joint .*beside' -- lever test --help

# Rows without time: the parts are those of ordinary least squares (here by Cramer's rule).
awk -F, -v OFS=, 'NR > 1 { n++; a[n] = $2; b[n] = $3; y[n] = $8; ma += $2; mb += $3; my += $8 }
    END {
        for (i = 1; i <= n; i++) {
            p = a[i] - ma / n; q = b[i] - mb / n; r = y[i] - my / n
            pp += p * p; pq += p * q; qq += q * q; pr += p * r; qr += q * r
        }
        d = pp * qq - pq * pq
        printf "%.12g %.12g %.12g\n", (pr * qq - qr * pq) / d, (qr * pp - pr * pq) / d, pp * qq / d
    }' weekly.csv >ols
read -r first second inflation <ols
lever test weekly.csv -x calls,mails -y sales --resamples 999 --joint >rows.csv
near() { check "$1" "$2" "v / $3 - 1 < 1e-9 && v / $3 - 1 > -1e-9"; }
near 'without time: least squares' "$(field joint_effect 1 rows.csv)" "$first"
near '... of both' "$(field joint_effect 2 rows.csv)" "$second"
near '... with its variance inflation' "$(field vif 1 rows.csv)" "$inflation"

# An effect that is spread is told in all of its lags together, beside others too.
awk 'function u() { s = (s * 16807) % 2147483647; return s / 2147483647 }
    function g(  i, a) { a = -6; for (i = 0; i < 12; i++) a += u(); return a }
    BEGIN {
        s = 5; OFS = ","
        print "week,posts,other,sales"
        for (t = -8; t <= 120; t++) {
            p[t] = g(); sum = 0
            for (l = 0; l <= 8; l++) sum += .3 * p[t - l]
            if (t > 0) printf "%d,%.4f,%.4f,%.4f\n", t, p[t], g(), 50 + sum + g()
        }
    }' >spread.csv
lever test -q spread.csv -t week -x posts,other -y sales --resamples 999 --joint >together.csv
check 'an effect that is spread' "$(awk -F, 'NR == 2 { print /,0\.\.8,/ }' together.csv)" 'v == 1'
check '... in all' "$(field effect 1 together.csv)" 'v > 1.8 && v < 3.6'
check '... is as large beside another' "$(field joint_effect 1 together.csv)" 'v > 1.8 && v < 3.6'
check '... and as sure' "$(field joint_p 1 together.csv)" 'v < .05'

# Calls persist as what else moves sales does, and the month before is an output of its own: the fit
# has to know both to see how much persists. Figures: R, arima(sales, c(1, 0, 0), xreg = cbind(t,
# calls, before)), 1.99 (.06) and .53 (.06).
awk 'function u() { s = (s * 16807) % 2147483647; return s / 2147483647 }
    function g(  i, a) { a = -6; for (i = 0; i < 12; i++) a += u(); return a }
    BEGIN {
        s = 33; OFS = ","
        print "week,calls,before,sales"
        for (t = 0; t <= 104; t++) {
            before = c; c = .6 * c + g(); e = .9 * e + g()
            if (t > 0) printf "%d,%.4f,%.4f,%.4f\n", t, c, before, 200 + 2 * c + .5 * before + e
        }
    }' >beside.csv
lever test -q beside.csv -t week -x calls,before -y sales --lags 0 --season none --resamples 999 --joint >beside
check 'shocks that persist: the part' "$(field joint_effect 1 beside)" 'v > 1.9 && v < 2.1'
check '... and of the week before' "$(field joint_effect 2 beside)" 'v > .4 && v < .65'
check '... with a narrow interval' "$(field joint_high 1 beside) $(field joint_low 1 beside)" \
    'split(v, a, " ") && a[1] - a[2] < .6'

finish
