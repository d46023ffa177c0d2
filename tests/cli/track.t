#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck source=tests/cli/tap.sh
. "$TOP/tests/cli/tap.sh"

okr=$TOP/samples/okr
export okr
lever track -q -t week -p "$okr/plan.csv" "$okr/weekly.csv" --outlook outlook.csv --record record.csv -o track.csv
says() { t "$1" -m "$2" -- cat track.csv; }
t 'the header' -m '^measure,verdict,now,baseline,target,start,due,progress,pace,pace_needed,projected,low80,high80,low95,high95,p_hit,hit_by,assurance,signal,coverage80,n,note,entity$' -- \
    cat track.csv
# What is true of the sample stands in its truth.csv.
says 'on pace: on track' '^weekly_users,on-track,4147,4000,4160,2025-W27,2025-W52,0\.91875,'
says 'on pace, of a total' '^signups,on-track,1470,,2680,'
says 'hopeless: off track' '^reply_hours,off-track,20\.1,20,8,.*,never,usual,'
says 'reached, with its date' '^answered_in_time,reached,.*,2025-W28,.*"Answered in time: 89\.3 % now, 85 % wanted by 2025-W39\. Reached, first in 2025-W28\."'
says 'missed' '^recommend,missed,29\.7,31,40,'
says 'a guardrail that is held' '^open_bugs,reached,46,,70,.*,consistently,better,'
t 'the path has all periods, and those to come' -m '^weekly_users,2024-W01,4?[0-9]*,' -m '^weekly_users,2025-W52,,,,,,,,4160,' -- \
    cat outlook.csv
t '... with marks' -m ',better-shift,' -- cat outlook.csv
t '... and its header' -m '^measure,period,value,expected,low,high,mark,improving,concerning,target,needed,projected,low80,high80,low95,high95,entity$' -- \
    cat outlook.csv
t 'the record' -m '^measure,made,seen,projected,low80,high80,actual,held,entity$' -m '^weekly_users,2024-W[0-9]+,.*,[01],$' -- \
    cat record.csv
t 'one thread or three: the same bytes' -- sh -c '
    "$LEVER" track -q -t week -p "$okr/plan.csv" "$okr/weekly.csv" --threads 3 | cmp - track.csv'
t 'another seed: another path' -s 1 -- sh -c '
    "$LEVER" track -q -t week -p "$okr/plan.csv" "$okr/weekly.csv" --seed 2 | cmp -s - track.csv'
t 'the sheets' -o 'Cover
Findings
Goals
Track
Record
Progress' -- sh -c '"$LEVER" book -q -o t.xlsx track.csv outlook.csv record.csv &&
    unzip -p t.xlsx xl/workbook.xml | grep -o "sheet name=\"[A-Z][a-z]*" | cut -d "\"" -f 2 | head -n 6'

# ---- targets, each kind ----
# A level of 50 that barely moves, 30 months.
awk 'BEGIN { print "month,a,b,flat"
    for (t = 0; t < 30; t++) printf "%d-%02d,%.2f,%.2f,7\n", 2022 + int(t / 12), t % 12 + 1, 50 + (t * 7919 % 13 - 6) / 6, 100 + 2 * t + (t * 104729 % 11 - 5) / 2 }' >m.csv
# target UNIT TARGET AGG START DUE BETTER BASELINE: the row of column a.
plan() {
    printf 'measure,role,better,unit,agg,baseline,target,start,due\na,outcome,%s,%s,%s,%s,"%s",%s,%s\n' \
        "$6" "$1" "$3" "$7" "$2" "$4" "$5" >p.csv
}
# kind NAME PATTERN: of the plan.
kind() { t "$1" -m "$2" -- lever track -q -t month -p p.csv m.csv --paths 199; }
plan '' 58 mean 2024-01 2024-12 up 50
kind 'a value' '^a,off-track,[0-9.]+,50,58,2024-01,2024-12,'
plan '' '+20%' mean 2024-01 2024-12 up 50
kind 'per cent of the baseline' '^a,off-track,[0-9.]+,50,60,'
plan '' -3 mean 2024-01 2024-12 down 50
kind 'a change' '^a,[a-z-]+,[0-9.]+,50,47,'
plan '' '>=45' mean 2024-01 2024-12 up ''
kind 'a bound' '^a,reached,[0-9.]+,,45,.*,consistently,'
plan % '58%' mean 2024-01 2024-12 up 50
kind 'in per cent' '^a,[a-z-]+,[0-9.]+,50,58,.*58 % wanted'
plan % '+20 points' mean 2024-01 2024-12 up 50
kind 'points' '^a,off-track,[0-9.]+,50,70,'
plan '' x1.2 mean 2024-01 2024-12 up 50
kind 'times' '^a,[a-z-]+,[0-9.]+,50,60,'
plan '' '12/week' sum 2024-01 2024-12 up ''
kind 'a rate of another period, where rows are added up' '^a,[a-z-]+,[0-9.]+,,52\.17'
plan '' '12/week' mean 2024-01 2024-12 up ''
kind '... and where they are not' '^a,unusable,.*needs a measure that is added up'
plan '' 'total 600' sum 2024-01 2024-12 up ''
kind 'a total: on the way' '^a,[a-z-]+,29[0-9.]+,,600,.*so far, 600 wanted by 2024-12'
plan '' 'total 200' sum 2024-01 2024-12 up ''
kind '... met before its time' '^a,reached,29[0-9.]+,,200,.*,2024-05,'
plan '' 'total 600' mean 2024-01 2024-12 up ''
kind '... of what is not added up' '^a,unusable,.*needs a measure that is added up'

# ---- dates ----
plan '' 58 mean 2024-01 '6 months' up 50
kind 'due as a duration' '^a,missed,[0-9.]+,50,58,2024-01,2024-06,'
plan '' 58 mean 2024-01-15 2024-10-01 up 50
kind 'a day that begins a period: the one before' ',2024-01,2024-09,'
plan '' 58 mean 2024-01 2024-Q4 up 50
kind 'a quarter: its last month' ',2024-01,2024-12,'

# ---- what cannot be said, each with its reason ----
plan '' '+20%' mean 2024-01 2024-12 up ''
kind 'a change without a baseline' '^a,no-baseline,.*before start the mean was [45][0-9.]+: fill in baseline'
plan '' 50 mean 2024-01 2024-12 up 50
kind 'a target that is the baseline' '^a,unusable,.*the target is the baseline'
plan '' 58 mean 2024-01 '' up 50
kind 'no date' '^a,unusable,.*no date says by when'
plan '' 58 mean 2024-01 2027-12 up 50
kind 'too far ahead' '^a,unusable,.*due is 42 months ahead, and these data carry 15 at most'
plan '' 58 mean 2024-01 2023-12 up 50
t 'due before start is a fault of the plan' -s 1 -o '' -e 'p.csv:2: column "due": "2023-12" lies before start' -- \
    lever track -t month -p p.csv m.csv
sed -n 1,9p m.csv >short.csv
plan '' 58 mean 2022-01 2022-10 up 50
t 'few rows' -m '^a,unusable,.*8 months are too few to project from: it takes 12' -- \
    lever track -q -t month -p p.csv short.csv
sed 's/^a,/flat,/; s/^\(flat,.*\),58,/\1,8,/' p.csv | sed 's/2022-10/2024-12/' >flat.plan
t 'a measure that never changed' -m '^flat,unusable,.*never changed' -- \
    lever track -q -t month -p flat.plan m.csv
plan '' 'total 600' sum 2024-01 2024-12 up ''
sed 's/^\(2024-03\),[^,]*/\1,/' m.csv >gap.csv
t 'a total with a gap' -m '^a,unusable,.*a gap since start' -- lever track -q -t month -p p.csv gap.csv
awk -F , -v OFS=, 'NR > 1 && NR % 3 == 0 { $2 = "" } 1' m.csv >holes.csv
plan '' 58 mean 2024-01 2024-12 up 50
t 'a third missing' -m '^a,unusable,.*10 of 30 months are missing' -- \
    lever track -q -t month -p p.csv holes.csv
t 'a value missing here and there' -m '^a,off-track,' -- sh -c '
    sed "s/^\(2023-0[37]\),[^,]*/\1,/" m.csv | "$LEVER" track -q -t month -p p.csv --paths 199'
t 'no plan' -s 2 -o '' -e '--plan is missing' -- lever track -t month m.csv
printf 'measure,role\na,outcome\n' >none.plan
t 'no targets' -s 1 -o '' -e 'none.plan: column "target": no measure has a target' -- \
    lever track -t month -p none.plan m.csv
t 'no time' -s 2 -o '' -e 'name it with -t' -- lever track -p p.csv m.csv
printf 'measure,role,target\nother,outcome,5\n' >other.plan
t 'no column' -s 1 -o '' -e 'has none of the columns' -- lever track -t month -p other.plan m.csv
printf 'measure,role,unit,target\na,outcome,EUR,58%%\n' >unit.plan
t 'a unit that is another' -s 1 -o '' -e 'unit.plan:2: column "target": "58%" is in percent, but the unit is "EUR"' -- \
    lever track -t month -p unit.plan m.csv

# ---- entities, options ----
awk 'BEGIN { print "month,team,a"
    for (t = 0; t < 24; t++) for (k = 1; k < 3; k++) printf "%d-%02d,%s,%.2f\n", 2022 + int(t / 12), t % 12 + 1, k == 1 ? "north" : "south", 50 * k + (t * 7919 % 13 - 6) / 6 }' >teams.csv
plan '' 70 mean 2023-01 2024-06 up ''
t 'each entity by itself' -m '^a,off-track,.*,north$' -m '^a,(reached|on-track),.*,south$' -- \
    lever track -q -t month -b team -p p.csv teams.csv --paths 199
t '--measures' -m '^b,' -- sh -c '
    printf "measure,role,better,target,due\na,outcome,up,58,2024-12\nb,outcome,up,200,2024-12\n" >two.plan
    "$LEVER" track -q -t month -p two.plan m.csv --measures b --paths 199'
t '--last: the mean of the last periods' -m '^a,off-track,49\.9725,,58,' -- \
    lever track -q -t month -p two.plan m.csv --last 12 --paths 199
t '--assert' -s 3 -m '^a,' -- lever track -q -t month -p two.plan m.csv --paths 199 --assert reached
t '... of a word that is none' -s 2 -o '' -e 'did you mean "reached"' -- \
    lever track -q -t month -p two.plan m.csv --assert reach
t '--season none' -m '^a,' -- lever track -q -t month -p two.plan m.csv --season none --paths 199
t '--json' -m '^\{"measure":"a","verdict":' -- lever track -q --json -t month -p two.plan m.csv --paths 199
t 'nothing is half-written' -s 1 -o '' -e 'none/outlook.csv' -- \
    lever track -q -t month -p two.plan m.csv --paths 199 --outlook none/outlook.csv
awk 'BEGIN { print "month,a"
    for (t = 0; t < 30; t++) printf "%d-%02d,%.2f\n", 2022 + int(t / 12), t % 12 + 1, 97 + (t * 7919 % 13 - 6) / 3 }' >share.csv
plan % '>=99' mean 2024-01 2024-12 up ''
t 'a share stays under 100 %' -- sh -c '
    "$LEVER" track -q -t month -p p.csv share.csv --outlook s.csv --paths 199 >s.out &&
    awk -F , "NR > 1 && \$16 > 100 { exit 1 }" s.csv'
# A season: sums that are low in summer are not behind in summer.
awk 'BEGIN { print "month,a"
    for (t = 0; t < 42; t++) printf "%d-%02d,%.2f\n", 2021 + int(t / 12), t % 12 + 1, 100 + 40 * (t % 12 < 3 || t % 12 > 8 ? 1 : -1) + (t * 7919 % 13 - 6) / 3 }' >season.csv
plan '' 'total 1200' sum 2024-01 2024-12 up ''
t 'the pace is spread over the season' -m '^a,[a-z-]+,.*"A: 599 so far, 1,200.*Pace: (99|10[01])(\.[0-9]+)? a month, needed (99|10[01])' -- \
    lever track -q -t month -p p.csv season.csv --paths 199
t 'report tracks, and --tables has it' -m '^reply_hours,off-track' -- sh -c '
    "$LEVER" report -q "$okr/plan.csv" --tables folder -o r.xlsx >/dev/null && cat folder/track.csv'
