#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck source=tests/cli/tap.sh
. "$TOP/tests/cli/tap.sh"

# A link of one week that is gone from week 60 on, and a counter that falls then; from a fixed generator
# (Park & Miller 1988).
weeks() {
    awk -v broken="$1" -v weeks="$2" 'function u() { s = (s * 16807) % 2147483647; return s / 2147483647 }
        function g(  i, a) { a = -6; for (i = 0; i < 12; i++) a += u(); return a }
        BEGIN {
            s = 7; print "week,calls,sales,mood,flat"
            for (t = 1; t <= weeks; t++) {
                x[t] = 50 + 10 * g(); e = .5 * e + g(); late = broken && t >= 60
                y = 100 + (late ? 0 : .4 * x[t - 1]) + 3 * e
                m = 80 + 2 * g() - (late ? 5 : 0)
                if (t > 1)
                    printf "%d-W%02d,%.0f,%.2f,%.2f,1\n", 2024 + int((t - 1) / 52), (t - 1) % 52 + 1,
                        x[t] + (late ? 15 : 0), y, m
            }
        }'
}
weeks 1 104 >broken.csv
weeks 0 104 >stable.csv
awk -F, -v OFS=, 'NR > 1 { $1 = NR } 1' broken.csv >broken-numbered.csv
weeks 0 38 >short.csv
asked='-t week -x calls -y sales --lags 1 --resamples 999'

# shellcheck disable=SC2086
{
    t 'the header' -m '^kind,subject,against,verdict,date,date_low,date_high,before,before_low,before_high,after,after_low,after_high,effect,effect_low,effect_high,p,p_adj,n_before,n_after,note$' -- \
        lever drift broken.csv $asked
    t 'a link that is gone, and the dates that could be it' -q \
        -m '^link,calls,sales,decoupled,2025-W0[5-8],2025-W0[4-8],2025-W1[0-9],.*came apart' -- \
        lever drift broken.csv $asked
    t 'one that is there is not said to hold: what would have been seen' -q \
        -m '^link,calls,sales,cannot-tell,,,,.*not yet that the link holds: only a change of' -- \
        lever drift stable.csv $asked
    t 'a range of lags' -m '^link,calls,sales,decoupled,2025-W(0[4-9]|1[0-9]),' -- \
        lever drift broken.csv -t week -x calls -y sales --lags 0..3 --resamples 999
    t '--at: that date alone' -m '^link,calls,sales,decoupled,2025-W08,.*until 2025-W08 \(by the data' -- \
        lever drift broken.csv $asked --at 2025-02-19
    t '... as a week' -m '^link,calls,sales,decoupled,2025-W08,' -- \
        lever drift broken.csv $asked --at 2025-W08
    t '... where too little lies behind' -m '^link,calls,sales,unusable,.*5 weeks on one side of 2025-W48.*without a date all' -- \
        lever drift broken.csv $asked --at 2025-W48
    t '... before the data' -m '^link,calls,sales,unusable,.*0 weeks on one side' -- \
        lever drift broken.csv $asked --at 1999-01-01
    t '... that is none' -s 2 -o '' -e '--at: "soon" is no date and no week: write it as 2026-05-31, or as 2024-W02' -- \
        lever drift broken.csv $asked --at soon
    t 'too few weeks' -m '^link,calls,sales,unusable,.*36 weeks.*under 40.*lever test' -- \
        lever drift short.csv $asked
    t 'an output that never changes' -m '^link,flat,sales,unusable,.*nothing of flat that varies' -- \
        lever drift broken.csv $asked -x flat
    t 'an outcome that never changes' -m '^link,calls,flat,unusable,.*nothing of flat that varies' -- \
        lever drift broken.csv $asked -y flat
    t 'rows without a time' -s 2 -o '' -e 'name the column with the date with -t' -- \
        lever drift broken.csv -x calls -y sales
    t 'another method' -s 2 -o '' -e '--method: drift looks at the slope' -- \
        lever drift broken.csv $asked --method spearman
    t '--assert' -s 3 -- lever drift broken.csv $asked --assert holds,cannot-tell
    t '... of a word that is none' -s 2 -o '' -e 'did you mean "decoupled"' -- \
        lever drift broken.csv $asked --assert decopled
    t '--json' -m '"verdict":"decoupled"' -- lever drift broken.csv $asked --json
    echo 'output,outcome,min_effect
calls,sales,0.45' >links.csv
    t 'holds by equivalence' -m '^link,calls,sales,holds,.*too little to matter' -- \
        lever drift stable.csv -t week --links links.csv --lags 1 --resamples 999
    t 'test says the same, with the dates' -m '^calls,sales,decoupled,.*until about 2025-W0[5-8] \(2025-W0' -- \
        lever test broken.csv $asked
    t '... and of the stable one what it said before' -m '^calls,sales,moves,' -- \
        lever test stable.csv $asked
}
lever drift broken.csv -t week -x calls -y sales --threads 1 >one
t 'the same bytes on two threads' -O one -- lever drift broken.csv -t week -x calls -y sales --threads 2

awk -F, 'NR == 1 { print "team," $0; next } { print "a," $0; print "b," $0 }' broken.csv >teams.csv
t 'each of --by' -m '^link,calls \(b\),sales,decoupled' -- \
    lever drift teams.csv -t week -b team --each -x calls -y sales --lags 1 --resamples 199
t 'a panel is refused, with the way out' -s 2 -o '' -e '--each takes each of --by' -- \
    lever drift teams.csv -t week -b team -x calls -y sales

# A counter.
echo 'measure,role,better,unit,counter,target_since,min_change
calls,output,up,,mood,2025-W08,
sales,outcome,up,EUR,,,
mood,guardrail,up,points,,,3' >plan.csv
t 'a counter that was traded' -m '^counter,calls,mood,traded-off,2025-W08,.*rose by.*mood fell by.*the other worse' -- \
    lever drift broken.csv -t week -p plan.csv --resamples 999
t 'target_since is the date of the link' -m '^link,calls,sales,decoupled,2025-W08,' -- \
    lever drift broken.csv -t week -p plan.csv --resamples 999
t 'one that was not' -m '^counter,calls,mood,(cannot-tell|holds),2025-W08' -- \
    lever drift stable.csv -t week -p plan.csv --resamples 999
awk -F, -v OFS=, 'NR > 70 { $4 = "" } 1' broken.csv >silent.csv
t 'one that is no longer recorded' -m '^counter,calls,mood,stopped-recording,.*no values after 2025-W18' -- \
    lever drift silent.csv -t week -p plan.csv --resamples 999
grep -v sales plan.csv >counter.csv
t 'a counter alone' -m '^counter,calls,mood,traded-off' -- \
    lever drift broken.csv -t week -p counter.csv --resamples 999
sed 's/2025-W08//' plan.csv >dateless.csv
t 'a counter without a date' -m '^counter,calls,mood,unusable,.*target_since in the plan, or --at' -- \
    lever drift broken.csv -t week -p dateless.csv --resamples 999
sed 's/,guardrail,up/,guardrail,/' plan.csv >lost.csv
t 'a counter of which nobody knows what is better' -m '^counter,calls,mood,unusable,.*its column better' -- \
    lever drift broken.csv -t week -p lost.csv --resamples 999

# Berkeley's six largest departments (Bickel, Hammel & O'Connell 1975): women, then men.
echo 'sex,dept,applied,admitted
1,A,108,82.40740740740741
1,B,25,68
1,C,593,34.064080944350756
1,D,375,34.93333333333333
1,E,393,23.918575063613233
1,F,341,7.038123167155425
2,A,825,62.06060606060606
2,B,560,63.03571428571429
2,C,325,36.92307692307692
2,D,417,33.09352517985612
2,E,191,27.748691099476442
2,F,373,5.898123324396783' >berkeley.csv
t 'known: Berkeley, 14.165 = 17.767 - 3.603' -m '^mix,mix,admitted,cannot-tell,2,,,.*,17\.767[0-9]*,,,.*too few for an interval' -- \
    lever drift -t sex --at 2 --mix dept,applied,admitted berkeley.csv
t '... and the rate' -m '^mix,rate,admitted,cannot-tell,2,,,.*,-3\.60[23]' -- \
    lever drift -t sex --at 2 --mix dept,applied,admitted berkeley.csv
sum() {
    lever drift -t sex --at 2 --mix dept,applied,admitted berkeley.csv |
        awk -F, '$2 == "mix" || $2 == "rate" { s += $14 } END { printf "%.9f\n", s }'
}
t '... both add up to the change' -q -o 14.164542825 -- sum
lever drift -t sex --at 2 --mix dept,applied,admitted berkeley.csv --parts parts-of.csv >/dev/null
t '... --parts has what each did' -m '^admitted,B,2,25,560,68,63\.0357' -- cat parts-of.csv
parts_sum() {
    awk -F, 'NR > 1 { m += $10; r += $11; b += $8; a += $9 }
        END { printf "%.3f %.3f %.9f %g %g\n", m, r, m + r, b, a }' parts-of.csv
}
t '... which adds up to both' -o '17.767 -3.603 14.164542825 1 1' -- parts_sum

# Parts whose shares move, and whose rates do not.
awk 'function u() { s = (s * 16807) % 2147483647; return s / 2147483647 }
    BEGIN {
        s = 5; print "week,kind,n,hours"
        for (t = 1; t <= 60; t++) {
            late = t > 30; easy = (late ? 30 : 15) + int(6 * u())
            printf "%d,easy,%d,%.2f\n%d,hard,%d,%.2f\n", t, easy, 2 + u(), t, 40 - easy, 10 + u()
        }
    }' >parts.csv
t 'a moved mix' -q -m '^mix,mix,hours,mix-shift,31,' -- \
    lever drift -t week --at 31 --mix kind,n,hours parts.csv
t '... as reported and at constant mix' -m 'As reported hours went from .* at 31 .*at constant mix the change is' -- \
    lever drift -t week --at 31 --mix kind,n,hours parts.csv
t '... of which the rates know nothing' -m '^mix,rate,hours,cannot-tell,31,' -- \
    lever drift -t week --at 31 --mix kind,n,hours parts.csv
t '... beside links' -m '^mix,mix,hours,mix-shift,31,' -- \
    lever drift -t week -x calls -y sales --lags 1 --resamples 199 --at 31 --mix kind,n,hours \
    --mix-of parts.csv broken-numbered.csv
lever drift -t week -x calls -y sales --lags 1 --resamples 199 --parts none.csv broken.csv >/dev/null
t '--parts without a mix has no rows' -q -o 1 -- grep -c '' none.csv
t 'without a date' -s 2 -o '' -e '--mix compares before with after: say when' -- \
    lever drift -t week --mix kind,n,hours parts.csv
t 'nothing before' -m '^mix,mix,hours,unusable,.*another --at' -- \
    lever drift -t week --at 1 --mix kind,n,hours parts.csv
awk -F, -v OFS=, 'NR > 1 { $2 = $1 > 30 ? "new " $2 : $2 } 1' parts.csv >others.csv
t 'no part that is there before and after' -m '^mix,mix,hours,unusable,.*whose values return' -- \
    lever drift -t week --at 31 --mix kind,n,hours others.csv
t 'two columns' -s 2 -o '' -e 'wants three columns, PART,COUNT,RATE, and has 2' -- \
    lever drift -t week --at 31 --mix kind,n parts.csv
t 'a column that is none' -s 1 -o '' -e 'did you mean "hours"' -- \
    lever drift -t week --at 31 --mix kind,n,hour parts.csv
t 'links in the same table' -s 2 -o '' -e 'run drift once for each' -- \
    lever drift -t week --at 31 -x n -y hours --mix kind,n,hours parts.csv
t 'a table of mix without columns' -s 2 -o '' -e '--mix-of: which columns' -- \
    lever drift -t week -x n -y hours --mix-of parts.csv broken.csv
sed 's/^3,easy,[0-9]*/3,easy,-4/' parts.csv >negative.csv
t 'a count below 0' -s 1 -o '' -e 'negative.csv: column "n": -4 of "easy" in 3 is no count' -- \
    lever drift -t week --at 31 --mix kind,n,hours negative.csv
sed 's/^40,easy,\([0-9]*\),.*/40,easy,\1,/' parts.csv >gap.csv
t 'a part without its rate' -m '^mix,mix,hours,mix-shift' -e '1 row has a count and no rate' -- \
    lever drift -t week --at 31 --mix kind,n,hours gap.csv
awk -F, '!($2 == "easy" && $1 > 30)' parts.csv >gone.csv
t 'a part that is gone: all it does is mix' -m '^mix,easy,hours,cannot-tell,31,,,[0-9.]*,,,,,,,,,.*there only before' -- \
    lever drift -t week --at 31 --mix kind,n,hours gone.csv
sed 's/^5,easy,\([0-9]*\),.*/5,easy,\1,1e200/' parts.csv >huge.csv
t 'a rate beyond what can be added up' -s 1 -o '' -e '"easy" in 5 is beyond what can be added up: write it in a larger unit' -- \
    lever drift -t week --at 31 --mix kind,n,hours huge.csv
awk -F, -v OFS=, '{ print } $2 == "easy" { print $1, "never", 0, "" }' parts.csv >never.csv
parts_told() { lever drift -t week --at 31 --mix kind,n,hours never.csv | cut -d, -f2 | paste -s -d ' ' -; }
t 'a part that is never there has no row' -q -o 'subject mix rate easy hard' -- parts_told
finish
