#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck source=tests/cli/tap.sh
. "$TOP/tests/cli/tap.sh"
samples=$TOP/samples/experiment
asked='--from 2025-W10 --periods 40 --block 2'

# shellcheck disable=SC2086
{
    t 'the sample, as the manual draws it' -O "$samples/calendar.csv" -- lever nudge -q $asked
    t 'what it was drawn from' -e '10 pairs of neighbouring blocks of 2 weeks.*1024 calendars; the smallest p it can give is 0\.002' -- lever nudge $asked
    t 'another seed is another calendar' -s 1 -- sh -c "'$LEVER' nudge -q $asked --seed 2 | cut -d , -f 1-4 >two.csv
        cut -d , -f 1-4 '$samples/calendar.csv' | cmp -s - two.csv"
    t 'each pair has both levels' -o 20 -- sh -c "'$LEVER' nudge -q $asked --seed 9 | awk -F , 'NR > 1 { n += \$3 } END { print n }'"
    t '--entities: half of them at a time' -o '32 2' -- sh -c "'$LEVER' nudge -q --from 2026-01-05 --periods 32 --entities a,b,c,d |
        awk -F , 'NR > 1 { sum[\$1] += \$3 } END { for (p in sum) { n++; if (sum[p] != 2) bad++ } print n, 2 + bad }'"
    t '--levels' -o '20
40' -- sh -c "'$LEVER' nudge -q --from 2026-01 --periods 16 --levels 40,20 | tail -n +2 | cut -d , -f 3 | sort -u"
    t 'days taken to weeks' -m '^2026-W10,' -- lever nudge -q --from 2026-03-04 --period week --periods 16
    t 'what it would show, by the past' -e 'orders: by its past, an effect of [67][0-9.]* or more is found four times in five; one of 8 in [89][0-9] %' -- \
        lever nudge $asked -t week -y orders --effect 8 "$samples/shop.csv"
    t '... the same, whatever the threads' -o same -- sh -c "
        '$LEVER' nudge $asked -t week -y orders --threads 1 '$samples/shop.csv' 2>one >/dev/null
        '$LEVER' nudge $asked -t week -y orders --threads 3 '$samples/shop.csv' 2>three >/dev/null; cmp one three && echo same"
    t '... of whom the file has' -s 1 -o '' -e 'nobody is "store 13"' -- lever nudge $asked -t week -b store -y sales \
        --entities 'store 01,store 13' "$samples/stores.csv"
    t '... of several' -e 'sales: by its past' -- lever nudge $asked -t week -b store -y sales --entities 'store 01,store 02' "$samples/stores.csv"
    t '... without -b' -s 1 -o '' -- lever nudge $asked -t week -y sales --entities 'store 01' "$samples/stores.csv"
    t '... whom?' -s 2 -o '' -e '--entities NAMES' -- lever nudge $asked -t week -b store -y sales "$samples/stores.csv"
    t '... when?' -s 2 -o '' -e '-t COL' -- lever nudge $asked -y orders "$samples/shop.csv"
    t '... of another kind of period' -s 1 -o '' -e 'the file has weeks, the calendar months' -- \
        lever nudge --from 2026-01 --periods 16 -t week -y orders "$samples/shop.csv"
    t '... that does not vary' -s 1 -o '' -e 'column "mails": its past cannot be simulated' -- sh -c \
        "sed 's/,[01],/,1,/' '$samples/shop.csv' | '$LEVER' nudge $asked -t week -y mails"
    t 'a file without an outcome' -s 2 -o '' -e 'which outcome' -- lever nudge $asked "$samples/shop.csv"
    t '--effect without an outcome' -s 2 -o '' -e '--effect goes with -y' -- lever nudge $asked --effect 3
    t '--lags that fall into the next block' -e '--block 3' -- lever nudge $asked --lags 0..3
    t '... that begin before' -s 2 -o '' -e 'lags begin at 0' -- lever nudge $asked --lags -1..1
    t '... that are too late' -s 2 -o '' -e 'too late for 40 periods' -- lever nudge $asked --lags 0..12
}
t 'too few periods' -s 2 -o '' -e 'it takes 8 pairs, 32 periods, to tell anything, or a shorter --block' -- \
    lever nudge --from 2026-W01 --periods 30 --block 2
t 'half a pair' -s 2 -o '' -e 'say 32 or 36' -- lever nudge --from 2026-W01 --periods 33 --block 2
t 'no period' -s 2 -o '' -e 'is not a period' -- lever nudge --from soon --periods 16
t 'a period that is no week' -s 2 -o '' -e 'is not a week' -- lever nudge --from 2026-01 --period week --periods 16
t 'nothing said' -s 2 -o '' -e 'from when, and for how long' -- lever nudge
t 'one level twice' -s 2 -o '' -e 'both are 3' -- lever nudge --from 1 --periods 16 --levels 3,3
t 'levels that are none' -s 2 -o '' -e 'is not two numbers' -- lever nudge --from 1 --periods 16 --levels 3
t 'an entity twice' -s 2 -o '' -e '"a" is there twice' -- lever nudge --from 1 --periods 16 --entities a,b,a
t 'JSON lines' -m '^\{"period":"1","entity":' -- lever nudge -q --from 1 --periods 16 --json
finish
