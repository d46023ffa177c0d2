#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck source=tests/cli/tap.sh
. "$TOP/tests/cli/tap.sh"

# Weekly data from a fixed generator (Park & Miller 1988): calls move sales by 1.2 two weeks later,
# mails and noise do nothing.
awk 'function u() { s = (s * 16807) % 2147483647; return s / 2147483647 }
    function g(  i, a) { a = -6; for (i = 0; i < 12; i++) a += u(); return a }
    BEGIN {
        s = 20; OFS = ","
        print "week,calls,mails,noise,sales"
        for (t = 1; t <= 110; t++) {
            c[t] = g()
            printf "2024-W%02d,%.4f,%.4f,%.4f,%.4f\n", t, c[t], g(), g(), 200 + 1.2 * c[t-2] + g()
        }
    }' | awk -F, 'NR == 1 { print; next }
        { w = NR - 2; y = 2024; while (w >= 52) { w -= 52; y++ }
          sub(/^[^,]*/, sprintf("%d-W%02d", y, w + 1)); print }' >all.csv

rows() { head -n $(($1 + 1)) all.csv >data.csv; }
ask() { lever test data.csv -t week -x calls,mails -y sales --resamples 1999 --season none --ledger l.csv "$@"; }
column() { # NAME FILE: of a table without commas in what stands before it
    lever view --layout long --width 0 --digits 0 "$2" | awk -v n="$1" '$1 == n { $1 = ""; print substr($0, 2) }'
}
check() { # NAME VALUE AWK-CONDITION, over the variable v
    if awk -v v="$2" "BEGIN { exit !($3) }"; then pass "$1"; else fail "$1" "got: $2"; fi
}
same() { # NAME FILE FILE
    if cmp -s "$2" "$3"; then pass "$1"; else fail "$1"; fi
}

# ---- a look ----

rows 52
t 'a look makes the ledger' -q -o '' -- ask -o l0.csv
t 'it has the columns that are promised' \
    -o link,looked,data_to,information,verdict,effect,effect_low,effect_high,p,alpha_spent,bound,plan_sum,data_sum,version,seed,because \
    -- head -n 1 l.csv
t 'a row a link' -o 3 -- sh -c 'wc -l <l.csv | tr -d " "'
# A quarter of 2 - 2 Phi(2.00465 / sqrt(.5)) = .0045824: half of the information (lever-ledger(1))
check 'the first look spends what half of the information may' "$(column alpha_spent l.csv | head -n 1)" \
    'v > .0011455 && v < .0011457'
check '... and has that as its bound' "$(column bound l.csv | tail -n 1)" 'v > .0011455 && v < .0011457'
rows 52
t 'too few resamples are warned of' -o '' -e 'warning: with 199 resamples no p can be as small as this look asks for; --resamples [0-9]+ can' \
    -- ask --resamples 199 --ledger few.csv -o few.v
t 'the note says how many looks there were, and what has been spent' \
    -m 'Look 1: p is .*0\.11 of the 5 % of false alarms are spent' -- column note l0.csv
ask -q >l1.csv
t 'the note of the same data says that it is no look' \
    -m 'No look was taken: these are the data of the last one; the verdict of look 1 stands' -- \
    column note l1.csv
cp l.csv one.csv
t 'the same data add nothing' -q -m '^calls' -- ask
same '... to the byte' l.csv one.csv
rows 60
ask -q >l2.csv
t 'more data add a look' -o 5 -- sh -c 'wc -l <l.csv | tr -d " "'
t '... behind what there was' -O one.csv -- head -n 3 l.csv
t '... and the note counts it' -m 'Look 2: p is ' -- column note l2.csv
cp l.csv two.csv
rows 55
t 'data that end before the last look are no look' -m 'the data end before those of the last one' -- \
    sh -c '"$LEVER" test data.csv -t week -x calls,mails -y sales --resamples 199 --season none --ledger l.csv -q'
same '... and add nothing' l.csv two.csv
rows 68
t 'other threads, the same bytes' -q -- sh -c '
    cp l.csv a.csv; cp l.csv b.csv; export SOURCE_DATE_EPOCH=1700000000
    for i in a b; do "$LEVER" test data.csv -t week -x calls,mails -y sales --resamples 1999 --season none \
        --threads $(test $i = a && echo 1 || echo 3) --ledger $i.csv >v$i.csv; done
    cmp a.csv b.csv && cmp va.csv vb.csv'
t '... at the time of SOURCE_DATE_EPOCH' -o '2023-11-14T22:13:20Z' -- \
    sh -c 'tail -n 1 a.csv | cut -d , -f 2'

# ---- what changed ----

ask -q >l3.csv
t 'the columns of lever ledger' -o output,outcome,was,is,change,looks,p,bound,alpha_spent,note -- \
    sh -c '"$LEVER" ledger l.csv | head -n 1'
t 'what was found and is found again is confirmed' -m '^calls,sales,moves,moves,confirmed,3,' -- \
    lever ledger l.csv
t 'what was not found is unchanged' -m '^mails,sales,cannot-tell,cannot-tell,unchanged,3,' -- \
    lever ledger l.csv
t 'a first look is new' -m '^calls,sales,,moves,new,1,' -- lever ledger one.csv
rows 76
t 'a look at one link' -q -m '^calls' -- lever test data.csv -t week -x calls -y sales --resamples 1999 \
    --season none --ledger l.csv
t '... leaves the other out' -m '^mails,sales,cannot-tell,,not-looked,3,' -- lever ledger l.csv
t 'as JSON' -m '^\{"output":"calls","outcome":"sales","was":"moves","is":"moves","change":"confirmed","looks":4' -- \
    lever ledger --json l.csv
t 'to a file' -q -o '' -- lever ledger -o told.csv l.csv
t '... whole' -m '^mails' -- cat told.csv

# ---- the score ----

t 'the score has a row a kind of answer' -o 'what
sign
effect-interval
projection
chance-to-hit' -- sh -c '"$LEVER" ledger --score l.csv | cut -d , -f 1'
t 'a sign that held' -m '^sign,1,1,(1|0\.9)' -- lever ledger --score l.csv
t 'intervals that held' -m '^effect-interval,[1-9][0-9]*,[01].*,0\.95,' -- lever ledger --score l.csv
t 'nothing to judge yet' -m '^sign,0,,,No link was found that' -- lever ledger --score one.csv

# ---- the plan ----

cp l.csv kept.csv
rows 84
t 'a plan that was changed asks why' -s 1 -o '' \
    -e '^lever test: l\.csv:[0-9]+: column "plan_sum": calls > sales: .*was "lags auto" and is "lags 0\.\.3".*--because TEXT' \
    -- ask --lags 0..3
same '... and the ledger stays as it was' l.csv kept.csv
t '... a method' -s 1 -o '' -e 'was "method pearson" and is "method spearman"' -- ask --method spearman
t '... a context' -s 1 -o '' -e 'was "context none" and is "context noise"' -- ask -z noise
t 'a reason is taken' -q -m '^calls' -- ask --lags 0..3 --because 'effects of over three weeks make no sense'
t '... and kept' -m ',effects of over three weeks make no sense$' -- tail -n 1 l.csv
t '... and told' -m 'Because: effects of over three weeks make no sense\.' -- lever ledger l.csv
t 'lags are those of all looks' -m ' lags=0\.\.5 ' -- tail -n 1 l.csv
t 'a reason needs a ledger' -s 2 -e 'because.*--ledger' -- lever test data.csv -t week -x calls -y sales --because x
t 'and so does what was rewritten' -s 2 -e 'rewritten.*--ledger' -- \
    lever test data.csv -t week -x calls -y sales --resamples 199 --rewritten r.csv
t 'a ledger of another plan' -s 1 -o '' -e '^lever test: l\.csv: is the ledger of another plan: .*"calls > sales".*"noise > sales"' -- \
    lever test data.csv -t week -x noise -y sales --resamples 199 --ledger l.csv
printf 'output,outcome,until\ncalls,sales,2025-W52\n' >links.csv
t 'the planned end' -q -m '^calls' -- lever test data.csv -t week --links links.csv --resamples 1999 --season none \
    --ledger until.csv
# 84 of 104 weeks: a quarter of 2 - 2 Phi(2.00465 / sqrt(84 / 104)) = .02575
check '... is what is planned' "$(column alpha_spent until.csv)" 'v > .006425 && v < .006450'
rows 104
t '... where the rest is spent' -q -m '^calls' -- lever test data.csv -t week --links links.csv --resamples 1999 \
    --season none --ledger until.csv
check '... all of it' "$(column alpha_spent until.csv | tail -n 1)" 'v == .045'
check '... and asks for little more than a single look' "$(column bound until.csv | tail -n 1)" 'v > .042 && v <= .045'
rows 110
t 'behind it' -q -m '^calls' -- lever test data.csv -t week --links links.csv --resamples 1999 --season none \
    --ledger until.csv
check '... less than half of what is left may be spent' "$(column alpha_spent until.csv | tail -n 1)" \
    'v >= .045 && v < .0475'
t '... and what was found is kept' -m '^calls,sales,moves,moves,confirmed,3,' -- lever ledger until.csv

# ---- the data ----

rows 90
sed 's/^week,calls/week,phone_calls/' data.csv >named.csv
t 'a renamed measure is known by its values' \
    -m 'It was called calls > sales before, and goes on from there' -- \
    lever test named.csv -t week -x phone_calls,mails -y sales --resamples 1999 --season none --ledger l.csv \
    --lags 0..3 -q
t '... and goes on where it was' -m '^phone_calls,sales,moves,moves,confirmed,6,' -- lever ledger l.csv
t '... under one name' -o 0 -- sh -c '"$LEVER" ledger l.csv | grep -c "^calls,"; true'
cp l.csv kept.csv
awk -F, -v OFS=, 'NR == 12 { $5 += 1 } NR == 13 { $3 += 1 } 1' named.csv >other.csv
again() {
    lever test other.csv -t week -x phone_calls,mails -y sales --resamples 1999 --season none --ledger l.csv \
        --lags 0..3 --rewritten rewritten.csv "$@"
}
t 'history that was rewritten is said' -m 'No look was taken: what was looked at has been rewritten' \
    -e 'warning: sales, 2024-W11: is not what it was when it was looked at' -- again
t '... all of it' -e 'warning: mails, 2024-W12: is not what it was' -- again
same '... is no look' l.csv kept.csv
t '... and is a table' -m '^mails > sales,mails,2024-W12,2024-W12,changed,' -- cat rewritten.csv
t '... by link' -m '^phone_calls > sales,sales,2024-W11,2024-W11,changed,' -- cat rewritten.csv
awk 'NR < 3 || NR > 6' named.csv >other.csv
t 'history that is gone' -e 'sales, 2024-W02 to 2024-W05: had values when it was looked at, and has none' -- again
awk -F, -v OFS=, 'NR > 1 { $5 = $5 "00000000001" } 1' named.csv >other.csv
t 'the last digits are no news' -q -o '' -- again -o o.csv
t '... it is the same data' -m 'these are the data of the last one' -- column note o.csv
awk -F, -v OFS=, 'NR == 12 { $5 += 1 } 1' named.csv >other.csv
t 'a reason takes it' -m 'Look [67]: p is' -e 'taken with the reason given' -- again --because 'refunds came in late'
t '... once' -m 'these are the data of the last one' -- again -q

# ---- what cannot be relied on ----

cp l.csv good.csv
bad() { # NAME PATTERN: l.csv was spoiled
    cp l.csv bad.csv
    rows 96
    t "$1" -s 1 -o '' -e "$2" -- lever test data.csv -t week -x calls -y sales --resamples 199 --ledger l.csv
    same "... by test, which leaves it" l.csv bad.csv
    t '... by ledger' -s 1 -o '' -e "$2" -- lever ledger l.csv
    cp good.csv l.csv
}
sed '3s/cannot-tell/moves/' good.csv >l.csv
bad 'an edited ledger is refused' ': l\.csv:3: is not as lever wrote it'
sed '2d' good.csv >l.csv
bad 'one that lacks a row' ': l\.csv:2: is not as lever wrote it'
sed '2h;2d;3G' good.csv >l.csv
bad 'one that was sorted' ': l\.csv:2: is not as lever wrote it'
sed '$d' good.csv >l.csv
bad 'one whose last look is not whole' ': l\.csv:[0-9]+: the ledger was cut short'
head -c $(($(wc -c <good.csv) - 40)) good.csv >l.csv
bad 'one that was cut within a row' ': l\.csv:[0-9]+: .*(cut short|not as lever wrote)'
head -n 1 good.csv >l.csv
bad 'one without rows' ': l\.csv:1: the ledger was cut short'
sed '$s/,0\.[0-9]*\.[0-9]*,1,/,99.0.0,1,/' good.csv >l.csv
bad 'one of a newer lever' 'column "version": lever 99\.0\.0 wrote this look'
sed '1s/$/,colour/' good.csv >l.csv
bad 'one with columns that are not known' 'column "colour": .*newer lever'
cp all.csv l.csv
bad 'a file that is no ledger' ': l\.csv:1: is no ledger: it has "week" where'
mkdir folder
t 'a folder' -s 1 -o '' -e ': folder: is a folder' -- lever test data.csv -t week -x calls -y sales --ledger folder
t 'no file at all, to read' -s 1 -o '' -e ': none\.csv: .*has no looks yet' -- lever ledger none.csv
t 'standard input is no ledger' -s 2 -o '' -e 'name a file' -- lever test data.csv -t week -x calls -y sales --ledger -
mkdir locked
cp good.csv locked/l.csv
chmod a-w locked
if [ -w locked ]; then
    skip 'a folder that cannot be written' 'this user may write anywhere'
else
    rows 96
    t 'a folder that cannot be written' -s 1 -o '' -e ': locked/l\.csv: the ledger cannot be written.*denied' -- \
        lever test data.csv -t week -x calls -y sales --ledger locked/l.csv
fi
chmod u+w locked
rows 96
t 'a failure before the look makes no ledger' -s 1 -o '' -- lever test data.csv -t week -x calls -y absent --ledger fresh.csv
t '... not even an empty one' -s 1 -- test -e fresh.csv
t 'a failure behind it neither' -s 1 -o '' -- lever test data.csv -t week -x calls -y sales --resamples 199 \
    --ledger fresh.csv --working absent/w.csv
t '... none' -s 1 -- test -e fresh.csv

# ---- two at once ----

if command -v flock >/dev/null 2>&1; then
    cp good.csv l.csv
    flock l.csv sleep 13 &
    sleep 1
    t 'a ledger in use' -s 1 -o '' -e ': l\.csv: the ledger is in use: .*10 seconds\. Nothing was added' -- \
        lever test data.csv -t week -x mails -y sales --resamples 199 --season none --lags 0..3 --ledger l.csv
    wait
    same '... stays as it was' l.csv good.csv
else
    skip 'a ledger in use' 'no flock here'
fi
rows 40
lever test data.csv -t week -x mails,noise -y sales --resamples 99 -q --season none --ledger both.csv >both.v 2>&1
loop() { # OUTPUT
    i=41
    while [ $i -le 60 ]; do
        head -n $((i + 1)) all.csv >"$1.csv"
        lever test "$1.csv" -t week -x "$1" -y sales --resamples 99 -q --season none --ledger both.csv >"$1.v" 2>"$1.err" || cat "$1.err"
        i=$((i + 1))
    done
}
loop mails >mails.log 2>&1 &
loop noise >noise.log 2>&1
wait
t 'two runs at once, again and again' -o '' -- cat mails.log noise.log
t '... every look is there' -o '21 mails > sales
21 noise > sales' -- sh -c 'tail -n +2 both.csv | cut -d , -f 1 | sort | uniq -c | sed "s/^ *//"'
t '... once' -o 42 -- sh -c 'tail -n +2 both.csv | cut -d , -f 1,3 | sort -u | wc -l | tr -d " "'
t '... and holds together' -q -m '^mails' -- lever ledger both.csv

# ---- entities ----

awk -F, -v OFS=, 'NR == 1 { print $0, "team"; next } { print $0, "North"; $5 = $4 - $3; print $0, "\"South @ \"\"sea\"\"\"" }' all.csv |
    head -n 121 >teams.csv
each() { lever test "$1" -t week -b team --each -x calls -y sales --resamples 4999 --season none --ledger teams.l.csv; }
t 'each entity is a subject' -q -m 'North' -- each teams.csv
t '... by its name' -m '^"?calls > sales @ ""South @ """"sea""""""' -- cat teams.l.csv
t '... which is told as it is' -m '^calls,sales,,[a-z-]+,new,1,.*,"South @ ""sea"""$' -- lever ledger teams.l.csv
{ head -n 1 teams.csv; tail -n +2 teams.csv | sort -t , -k 6,6r -k 1,1; } >sorted.csv
cp teams.l.csv teams.kept
t 'another order of rows is the same data' -m 'these are the data of the last one' -- \
    sh -c '"$LEVER" test sorted.csv -t week -b team --each -x calls -y sales --resamples 4999 --season none --ledger teams.l.csv -q'
same '... for all' teams.l.csv teams.kept
sed 's/North/Nord/' sorted.csv >nord.csv
t 'an entity that was renamed goes on' -m 'It was called calls > sales @ North before.*these are the data of the last' -- \
    sh -c '"$LEVER" test nord.csv -t week -b team --each -x calls -y sales --resamples 4999 --season none --ledger teams.l.csv -q'
same '... and is no look of another' teams.l.csv teams.kept
t 'a panel is one subject' -q -m 'calls' -- lever test teams.csv -t week -b team -x calls -y sales --resamples 4999 \
    --ledger panel.csv
t '... in whatever order its entities come' -m 'these are the data' -- \
    lever test sorted.csv -t week -b team -x calls -y sales --resamples 4999 --ledger panel.csv -q

# ---- report ----

awk -F, -v OFS=, 'NR == 1 { print "date,calls,mails,sales"; next }
    { print "2024-" sprintf("%02d-%02d", int((NR - 2) / 28) + 1, (NR - 2) % 28 + 1), $2, $3, $5 }' all.csv >days.csv
printf '%s\n' measure,role,source,column,agg,date,period calls,output,part.csv,calls,sum,date,day \
    mails,output,part.csv,mails,sum,date,day sales,outcome,part.csv,sales,sum,date,day >plan.csv
report() {
    head -n "$1" days.csv >part.csv
    shift
    lever report plan.csv --resamples 1999 --season none --ledger r.csv "$@"
}
t 'report adds a look' -m '^calls,sales,' -- report 24 -q
t '... of each link' -o 3 -- sh -c 'wc -l <r.csv | tr -d " "'
t 'and another, with its table' -m 'Look 2: p is' -- report 29 -q -o book.xlsx --tables tables
t '... beside the others' -m '^calls,sales,[a-z-]*,[a-z-]*,[a-z]*,2,' -- cat tables/ledger.csv
t '... and what was rewritten' -o link,column,from,to,change,note -- cat tables/rewritten.csv
if command -v unzip >/dev/null 2>&1; then
    unzip -p book.xlsx xl/workbook.xml xl/sharedStrings.xml >book.xml
    t 'it has a sheet' -m 'name="Ledger"' -- cat book.xml
    t '... and a line on the cover' -m '>2 links: .*(confirmed|unchanged|new)' -- cat book.xml
else
    skip 'it has a sheet' 'unzip is not installed'
fi
mkdir own
cp r.csv own/ledger.csv
t 'no table replaces the ledger' -s 2 -e '^lever report: --tables: own/ledger\.csv is read' -- \
    lever report plan.csv --resamples 99 --ledger own/ledger.csv --tables own
sed 's/moves/harms/' r.csv >spoiled.csv
head -c 300 r.csv >>spoiled.csv
t 'a ledger that cannot be relied on is refused before the sources are read' -s 1 -o '' \
    -e '^lever report: spoiled\.csv:[0-9]+: ' -- lever report plan.csv --ledger spoiled.csv
finish
