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
# ---- looks in a ledger ----

plan '' 58 mean 2022-01 2023-06 up 50
awk -F, -v OFS=, 'NR > 1 { $2 = 45 + (NR % 5) + (NR > 13 ? NR - 13 : 0) } 1' m.csv >growing.csv
keep() { # ROWS OPTION...
    head -n $(($1 + 1)) growing.csv >known.csv
    shift
    lever track -q -t month -p p.csv known.csv --paths 199 --ledger t.csv "$@"
}
t 'a look is kept' -m '^a,' -- keep 15
t '... with its chance, and spends nothing' -m '^track: a,[^,]*,2023-03,,[a-z-]+,[0-9.]+,[0-9.]+,[0-9.]+,[0-9.]+,0,,' -- cat t.csv
t '... and told of' -m '^,a,,[a-z-]+,new,1,,,,"?a: [a-z-]+ at look 1 \(data to 2023-03\), projected .*, 80 %\), chance to hit (under |over )?[01]\.[0-9]+\.' -- \
    lever ledger t.csv
cp t.csv once.csv
t 'the same data are no look' -m '^a,' -- keep 15
t '... to the byte' -- cmp t.csv once.csv
t 'no score before it is due' -m '^projection,0,,,No target in this ledger has come due' \
    -m '^chance-to-hit,0,,,No target' -- lever ledger --score t.csv
keep 16 >/dev/null
keep 17 >/dev/null
t 'what came when it was due' -m '^a,(reached|missed),' -- keep 20
t '... is in the look' -m '^track: a,[^,]*,2023-08,,(reached|missed),([0-9.]+),\2,\2,,0,' -- cat t.csv
t '... and judges what was projected' -m '^projection,3,[0-9.]+,0\.8,"?[0-3] of 3 80 % bands of projections hold what came; expected: 2\.4\.' \
    -m '^chance-to-hit,3,[0-9.e-]+,[0-9.e-]+,"?Of 3 chances to hit, [03] were of targets that were reached; Brier score [01]\.[0-9]+' -- \
    lever ledger --score t.csv
cat >brier.awk <<'EOF'
NR > 1 { came = $5 == "reached" }
NR > 1 && $9 != "" { p[++n] = $9 }
END {
    for (i = 1; i <= n; i++)
        sum += (p[i] - came) ^ 2
    printf "%.6f\n", sum / n
}
EOF
t '... by the score of Brier, as computed by hand' -O brier.csv -- sh -c '
    awk -F, -f brier.awk t.csv >brier.csv
    "$LEVER" ledger --score t.csv | awk -F, "/^chance/ { printf \"%.6f\\n\", \$3 }"'
sed 's/,58,/,54,/;s/"58"/"54"/' p.csv >moved.csv
t 'a target that was moved asks why' -s 1 -o '' -e 't\.csv:.*the plan was changed since the last look: it was "target 58" and is "target 54"' -- \
    lever track -q -t month -p moved.csv known.csv --paths 199 --ledger t.csv
t '... and a reason is kept' -q -m '^a,' -- \
    lever track -q -t month -p moved.csv growing.csv --paths 199 --ledger t.csv --because 'agreed anew'
t '... in the ledger' -m 'agreed anew' -- tail -n 1 t.csv
t 'a reason without a ledger' -s 2 -o '' -e 'name the ledger with --ledger' -- \
    lever track -t month -p p.csv m.csv --because x
t 'a ledger that was edited' -s 1 -o '' -e 'e\.csv:2: is not as lever wrote it' -- sh -c '
    sed "2s/,0,/,1,/" once.csv >e.csv; "$LEVER" track -q -t month -p p.csv growing.csv --paths 199 --ledger e.csv'

# ---- report hands on goals, verdicts and targets ----

awk 'BEGIN { print "month,a,calls"
    for (t = 0; t < 30; t++) printf "%d-%02d,%.2f,%d\n", 2022 + int(t / 12), t % 12 + 1, 50 + (t * 7919 % 13 - 6) / 6, 20 + t * 37 % 11 }' >both.csv
printf 'measure,role,better,agg,baseline,target,start,due,source,date,column\na,outcome,up,mean,50,90,2023-01,2024-12,both.csv,month,a\ncalls,output,up,sum,,,,,both.csv,month,calls\n' >r.csv
printf '# Goals of 2024\nLaunch the new website\n' >words.txt
t 'report: goals in words, verdicts and targets reach lint' -m '^calls,a,' -- \
    lever report -q r.csv --goals words.txt --resamples 199 --tables tables
t '... a goal' -m '^words\.txt,2,Launch the new website,output-as-outcome,error,' -- cat tables/lint.csv
t '... a target out of reach' -m '^track\.csv,2,a,out-of-reach,hint,' -- cat tables/lint.csv
# shellcheck disable=SC2016
t '... in the script as well' -m '\$\{made_track:\+--verdicts "\$work"/track\.csv\}' -m ' --goals .*words\.txt' -- \
    lever report r.csv --goals words.txt --show
t '... which finds as much' -O tables/track.csv -- sh -c '
    "$LEVER" report -q r.csv --goals words.txt --resamples 199 --tables shown --show >show.sh
    PATH=${LEVER%/*}:$PATH sh show.sh >/dev/null 2>&1
    grep -q ",a,out-of-reach," shown/lint.csv && cat shown/track.csv'
t 'report keeps looks at links and targets' -m '^calls > a,' -m '^track: a,' -- sh -c '
    "$LEVER" report -q r.csv --resamples 199 --ledger both.l.csv --tables told >/dev/null 2>&1; cat both.l.csv'
t '... and tells of both' -m '^calls,a,' -m '^,a,,[a-z-]+,new,1,' -- cat told/ledger.csv
mkdir in
cp words.txt in/lint.csv
t 'a table never replaces the goals' -s 2 -o '' -e 'tables' -- lever report -q r.csv --goals in/lint.csv --tables in
finish
