#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck source=tests/cli/tap.sh
. "$TOP/tests/cli/tap.sh"

# Unrelated weekly noise from a fixed generator (Park & Miller 1988).
awk 'function u() { s = (s * 16807) % 2147483647; return s / 2147483647 }
    function g(  i, a) { a = -6; for (i = 0; i < 12; i++) a += u(); return a }
    BEGIN {
        s = 5; print "week,calls,sales,flat"
        for (t = 1; t <= 52; t++) printf "2023-W%02d,%.4f,%.4f,1\n", t, g(), g()
    }' >weekly.csv
asked='-t week -x calls -y sales --lags 0 --resamples 999'

# shellcheck disable=SC2086
{
    t 'what could be seen' -q -m '^calls,sales,0,5[0-2],[0-9]+,0\.[0-9]+,,,' -- \
        lever power weekly.csv $asked
    t 'the header' -m '^output,outcome,lag,n,n_eff,mde,effect,more_periods,note,entity$' -- \
        lever power weekly.csv $asked
    t 'a large effect needs no more' -m ',5,0,.*needs no more' -- \
        lever power weekly.csv $asked --effect 5
    t 'a smaller one needs more' -m ',0\.3,[1-9][0-9]*,.*more weeks' -- \
        lever power weekly.csv $asked --effect .3
    t 'what the data cannot promise is not promised' -m ',0\.0001,,.*out of reach' -- \
        lever power weekly.csv $asked --effect .0001
    printf 'output,outcome\ncalls,sales\nsales,churn\n' >chained.csv
    sed '1s/flat/churn/; 2,$s/1$/2/; s/^\(2023-W.7.*\)2$/\13/' weekly.csv >three.csv
    t 'a chain is seen only if every step is' \
        -e 'the 2 steps of calls > sales > churn is seen .* all together are seen in 64 of 100' -- \
        lever power three.csv -t week --links chained.csv --lags 0 --resamples 199
    echo 'output,outcome,min_effect
calls,sales,0.0001' >links.csv
    t '... by test as little' -m ',,"?Cannot tell yet.*effect of 0\.00010 is out of reach' -- \
        lever test weekly.csv -t week --links links.csv --lags 0 --resamples 999
    t 'an unusable link says so' -m '^flat,sales,,.*unusable' -- \
        lever power weekly.csv $asked -x flat
    t '--method: what another measure could have shown, and which' \
        -m '^calls,sales,0,5[0-2],[0-9]+,0\.[0-9]+,0\.3,[0-9]+,.*,,spearman$' -- \
        lever power weekly.csv $asked --method spearman --effect .3
    t '... of a method that there is not' -s 1 -o '' -e 'did you mean "kendall"' -- \
        lever power weekly.csv $asked --method kendal
    t '--resamples is not about p_adj here' -m 'simulated outcomes behind the critical value' -- \
        lever power --help
    t 'an effect of nothing is refused' -s 2 -o '' -e '--effect' -- \
        lever power weekly.csv $asked --effect 0
}

# Of an effect that is spread over the lags, all of it.
awk 'function u() { s = (s * 16807) % 2147483647; return s / 2147483647 }
    function g(  i, a) { a = -6; for (i = 0; i < 12; i++) a += u(); return a }
    BEGIN {
        s = 5; print "week,posts,sales"
        for (t = -8; t <= 120; t++) {
            p[t] = g(); sum = 0
            for (l = 0; l <= 8; l++) sum += .3 * p[t - l]
            if (t > 0) printf "%d,%.4f,%.4f\n", t, p[t], 50 + sum + g()
        }
    }' >spread.csv
t 'an effect that is spread: in all' -m 'likely \(80 %\) to show, in all over lags 0 to 8\.' -- \
    lever power spread.csv -t week -x posts -y sales --resamples 999

# Halving the effect takes four times the degrees of freedom.
needs() {
    lever power weekly.csv -t week -x calls -y sales --lags 0 --resamples 999 --effect "$1" |
        awk -F, 'NR == 2 { print $5 + $8 }'
}
if awk -v a="$(needs .32)" -v b="$(needs .16)" 'BEGIN { exit !(b / a > 3.9 && b / a < 4.1) }'; then
    pass 'half the effect, four times the periods'
else
    fail 'half the effect, four times the periods'
fi

# Before a change: what could be seen of it.
release=$TOP/samples/release/release.csv
lever power -t week -y weekly_users --at 2024-W09 --effect 1500 --resamples 499 "$release" >ahead.csv
t '--at: a row for each number of periods' -o '4 8 13 26 52' -- \
    awk -F , 'NR > 1 { printf "%s%s", (NR > 2 ? " " : ""), $4 } END { print "" }' ahead.csv
t '... in words' -m '^2024-W09,weekly_users,,13,,[0-9.]+,1500,0?,"With 13 weeks from 2024-W09 on, a change that stays of .* or more is likely \(80 %\) to show; 1\.5e\+03 is' -- cat ahead.csv
t '... at the end of the data' -m '^2025-W01,sessions,,4,,[0-9.]+,' -- \
    lever power -t week -y sessions --at 2025-W01 --resamples 99 "$release"
t '... with too little before' -m 'too few weeks to say: 12 are needed' -- \
    lever power -t week -y sessions --at 2023-W05 --resamples 99 "$release"
t '... of no date' -s 2 -o '' -e 'power: --at: ' -- \
    lever power -t week -y sessions --at soon --resamples 99 "$release"


# An experiment, by rows without one: two arms of 600 normal rows see 2.80 * 2 / sqrt(600) of a
# standard deviation; of arms 1 to 3, sqrt(4 / 3) times as much.
people=$TOP/samples/experiment/signups.csv
arms() { lever power -y minutes "$@" "$people" | tail -n 1 | cut -d , -f 6,8; }
sd=$(awk -F , 'NR > 1 { n++; s += $4; q += $4 * $4 } END { print sqrt((q - s * s / n) / (n - 1)) }' "$people")
t '--arms: what an experiment could show' -o same -- sh -c "echo \"$(arms --arms 1,1),$sd\" |
    awk -F , '{ print \$1 / \$3 / (2.801585 * 2 / sqrt(600)) - 1 < 1e-5 ? \"same\" : \$0 }'"
t '... of uneven arms' -o same -- sh -c "echo \"$(arms --arms 1,3),$sd\" |
    awk -F , '{ x = \$1 / \$3 / (2.801585 * 2 / sqrt(600)) / sqrt(4 / 3) - 1; print (x < 1e-5 && x > -1e-5 ? \"same\" : \$0) }'"
t '... -z: less noise' -m '^new against control,minutes,,600,600,0\.95' -- \
    lever power --arms new=1,control=1 -y minutes -z minutes_before "$people"
t '... -b: rows are not units' -m '^arm 1 against arm 2,minutes,,600,30,' -- lever power --arms 1,1 -y minutes -b day "$people"
t '... how long it takes' -m ',1,33,.*1 needs 650 more rows, 33 days as they come' -- \
    lever power --arms 1,1 -y minutes -t day --effect 1 "$people"
t '... three arms, each against the control' -o 2 -- sh -c \
    "'$LEVER' power --arms a=1,control=2,b=1 -y minutes '$people' | grep -c 'against control'"
t '... one arm' -s 2 -o '' -e 'one arm is no experiment' -- lever power --arms 1 -y minutes "$people"
t '... that is no share' -s 2 -o '' -e 'is not an arm and its share' -- lever power --arms a,b -y minutes "$people"
t '... of an outcome that does not vary' -m ',,,,"The outcome does not vary|does not vary in these rows' -- \
    sh -c "sed 's/\$/,5/; 1s/5\$/five/' '$people' | '$LEVER' power --arms 1,1 -y five"
finish
