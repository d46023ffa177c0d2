#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck source=tests/cli/tap.sh
. "$TOP/tests/cli/tap.sh"

# calls -> leads (1 week, .25) -> customers (1 week, .35) -> revenue (at once, 100 each). `way`: what
# calls do to revenue beside. `cut`: leads bring no customers. From a fixed generator (Park & Miller 1988).
funnel() {
    awk -v way="$1" -v cut="$2" 'function u() { s = (s * 16807) % 2147483647; return s / 2147483647 }
        function g(  i, a) { a = -6; for (i = 0; i < 12; i++) a += u(); return a }
        BEGIN {
            s = 7; print "week,calls,leads,customers,revenue"
            for (t = 0; t <= 104; t++) {
                x[t] = 100 + (t > 52 ? 10 : 0) + 15 * g(); l[t] = 30 + .25 * (x[t - 1] - 100) + 3 * g()
                c[t] = 10 + (cut ? 0 : .35) * (l[t - 1] - 30) + 1.2 * g() - (t > 52 ? 1.5 : 0)
                r = c[t] * 100 + 60 * g() + way * (x[t - 2] - 100)
                if (t > 1)
                    printf "%d-W%02d,%.0f,%.1f,%.2f,%.0f\n", 2024 + int((t - 1) / 52), (t - 1) % 52 + 1,
                        x[t], l[t], c[t], r
            }
        }'
}
funnel 0 0 >whole.csv
funnel 0 1 >cut.csv
funnel 8 0 >bypass.csv
head -n 15 whole.csv >short.csv
way='calls > leads > customers > revenue'
few='--resamples 999'

# shellcheck disable=SC2086
{
    t 'the header' -m '^chain,step,output,outcome,verdict,lag,effect,effect_low,effect_high,p,p_adj,share,share_low,share_high,weakest,note$' -- \
        lever chain -t week "$way" whole.csv $few
    t 'a step, with the rate of the funnel' -q -m '^calls > leads > customers > revenue,1,calls,leads,connected,1,0\.2[0-9]*,.*test says moves; leads for each of calls went from' -- \
        lever chain -t week "$way" whole.csv $few
    t 'all of it: the product, and what power is' -m ',all,calls,revenue,connected,2,[6-9]\.[0-9]*,.*together had 51 in 100\..*From 2024-W02 to 2025-W01 on \(the halves' -- \
        lever chain -t week "$way" whole.csv $few
    t 'a cut step: the whole cannot be told' -m ',all,calls,revenue,cannot-tell,' -- \
        lever chain -t week "$way" cut.csv $few
    t '... and it is the weakest by evidence' -m ',2,leads,customers,cannot-tell,.*,evidence; room,' -- \
        lever chain -t week "$way" cut.csv $few
    t 'a bypass' -m ',all,calls,revenue,bypassed,.*beside what lies between' -- \
        lever chain -t week "$way" bypass.csv $few
    t '--at: where the second stretch begins' -m 'From 2024-W02 to 2025-W20 on, revenue a week' -- \
        lever chain -t week "$way" whole.csv $few --at 2025-W20
    t '... that is none' -s 2 -o '' -e '--at: "soon" is no date' -- \
        lever chain -t week "$way" whole.csv $few --at soon
    t '... where nothing lies before' -m 'Its change is not split' -- \
        lever chain -t week "$way" whole.csv $few --at 2000-01-01
    t 'too few weeks' -m ',all,calls,revenue,unusable,' -- \
        lever chain -t week "$way" short.csv $few
    t '--assert' -s 3 -- lever chain -t week "$way" cut.csv $few --assert connected
    echo 'output,outcome,min_effect
calls,leads,
leads,customers,0.2
customers,revenue,' >links.csv
    t 'the chains that links form' -m '^calls > leads > customers > revenue,all,calls,revenue,connected' -- \
        lever chain -t week --links links.csv whole.csv $few
    t 'a step without an effect worth having breaks it' -m ',all,calls,revenue,broken,.*breaks between leads and customers: test says no-effect' -- \
        lever chain -t week --links links.csv cut.csv $few
    printf 'output,outcome,sign\ncalls,leads,-\nleads,revenue,\n' >against.csv
    t 'a step against its sign too' -m ',all,calls,revenue,broken,.*test says moves-against' -- \
        lever chain -t week --links against.csv whole.csv $few
}
total() {
    lever chain -t week "$way" whole.csv --resamples 99 |
        awk -F, 'NR > 1 { s += $12 } END { printf "%.12f\n", s }'
}
t 'the shares add up to 1' -q -o 1.000000000000 -- total
lever chain -t week "$way" whole.csv --resamples 99 --split split.csv >/dev/null
t '--split has the same, a row a factor' -m '^calls > leads > [a-z >]*,leads,leads for each of calls,' -- \
    cat split.csv
factors() { # the product of the factors is the last node, and the effects add up to its change
    awk -F, 'NR == 2 { b = a = 1 } NR > 1 { b *= $7; a *= $8; e += $9; x = $5; y = $6; s += $12 }
        END { d = y - x - e; printf "%.9f %.9f %.9f %.9f\n", b / x, a / y, d < 0 ? -d : d, s }' split.csv
}
t '... which multiply and add up' -o '1.000000000 1.000000000 0.000000000 1.000000000' -- factors
printf 'output,outcome\ncalls,leads\nleads,revenue\nrevenue,calls\n' >round.csv
t 'links that go round' -s 1 -o '' -e 'round.csv:2: column "outcome": "calls" leads back to itself' -- \
    lever chain -t week --links round.csv whole.csv
printf 'output,outcome\ncalls,leads\ncustomers,revenue\n' >apart.csv
t 'links that form none' -s 1 -o '' -e 'no link begins where another ends' -- \
    lever chain -t week --links apart.csv whole.csv
lever chain -t week --links apart.csv whole.csv --split never.csv 2>/dev/null
t '--split leaves nothing where the chain is refused' -s 1 -- test -e never.csv
t 'a column twice' -s 2 -o '' -e '"calls" stands twice in the chain' -- \
    lever chain -t week 'calls > leads > calls' whole.csv
t 'a column that is none' -s 1 -o '' -e 'did you mean "leads"' -- \
    lever chain -t week 'calls > lead > revenue' whole.csv
t 'a hole' -s 2 -o '' -e 'a column is missing beside a >' -- lever chain -t week 'calls >> leads' whole.csv
t 'one column' -s 2 -o '' -e 'a column is missing' -- lever chain -t week 'calls >' whole.csv
t 'no chain' -s 2 -o '' -e 'which chain\? Name its columns' -- lever chain -t week whole.csv
t 'two files' -s 2 -o '' -e '"whole.csv" is no chain' -- lever chain -t week whole.csv cut.csv
t 'rows without a time' -s 2 -o '' -e 'name the column with the date with -t' -- \
    lever chain 'calls > leads > revenue' whole.csv
t '--by' -s 2 -o '' -e 'leave --by out' -- \
    lever chain -t week -b calls --each 'leads > customers > revenue' whole.csv
awk -F, -v OFS=, 'NR > 1 { $4 = 0 } 1' whole.csv >none.csv
t 'a node that is always 0' -m ',all,calls,revenue,unusable,.*is not split' -- \
    lever chain -t week "$way" none.csv --resamples 99
awk -F, -v OFS=, 'NR > 1 { $2 *= 1e200; $3 *= 1e-200 } 1' whole.csv >far.csv
lever chain -t week 'calls > leads > customers' far.csv --resamples 99 >far
t 'sizes too far apart are not split, and nothing is nan' -s 1 -- grep -iwE 'nan|inf|-nan' far
finish
