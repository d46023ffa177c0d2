#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Lists of rare events: 0 where they have nothing, to the ends of the report.
# shellcheck source=tests/cli/tap.sh
. "$TOP/tests/cli/tap.sh"

weeks() # FIRST LAST: so many weeks of 2024, by name, and a value
{
    awk -v a="$1" -v b="$2" 'BEGIN { print "period,users"
        for (w = a; w <= b; w++) printf("%d-W%02d,%d\n", 2024, w, 900 + w * 37 % 50) }'
}
weeks 1 30 >users.csv
printf 'period,releases\n2024-W10,1\n2024-W11,0\n2024-W12,0\n2024-W13,0\n2024-W14,0\n2024-W15,2\n2024-W16,0\n2024-W17,0\n2024-W18,0\n2024-W19,0\n2024-W20,0\n2024-W21,0\n2024-W22,1\n' >list.csv
t 'a list is 0 to the ends of the others' -q -m '2024-W01,937,0' -- \
    lever join --zero releases users.csv list.csv
t '... in all of their rows' -q -o '30' -- sh -c \
    "\"\$LEVER\" join --zero releases users.csv list.csv | grep -cE ',[0-9]+,[012]\$'"
t '... and nothing where it is none' -o '17' -- sh -c \
    "\"\$LEVER\" join -q users.csv list.csv | grep -cE ',\$'"
# 9 weeks before the first; the longest time without any inside is 6 weeks, W16 to W21.
sed '/W10/d; /W11/d; /W12/d; /W13/d; /W14/d' list.csv >late.csv
t 'not over more than twice the longest time without any' -s 1 -o '' -e \
    'late.csv: "releases" would be 0 from 2024-W01 to 2024-W14, 14 weeks, over twice as long as .* [(]6[)]' -- \
    lever join --zero releases users.csv late.csv
t 'unless that is said' -m '2024-W01,[0-9]+,0' -e '"releases" is other than 0 in two periods only' -- \
    lever join --throughout releases users.csv late.csv
weeks 1 34 >more.csv
t 'twice is not more than twice' -q -m '2024-W34,[0-9]+,0' -- lever join --zero releases more.csv list.csv
weeks 1 35 >most.csv
t 'one more is' -s 1 -o '' -e 'would be 0 from 2024-W23 to 2024-W35, 13 weeks' -- \
    lever join --zero releases most.csv list.csv
printf 'period,releases\n2024-W10,1\n' >one.csv
t 'a single one works, and is told' -m '2024-W30,[0-9]+,0' \
    -e 'one.csv: "releases" is other than 0 in one period only, 2024-W10: hardly enough' -- \
    lever join --zero releases users.csv one.csv
printf 'period,tickets\n2024-W02,5\n2024-W03,7\n2024-W04,6\n' >tickets.csv
t 'what never pauses ends where its data end' -m '2024-W05,[0-9]+,$' \
    -e 'tickets.csv: "tickets" never pauses, so its ends are taken for those of the data' -- \
    lever join --zero tickets users.csv tickets.csv
t '... unless it is said' -q -m '2024-W05,[0-9]+,0$' -- \
    lever join --throughout tickets users.csv tickets.csv
printf 'period,team,users\n2024-01,a,5\n2024-01,b,6\n2024-02,a,5\n2024-02,b,7\n' >teams.csv
printf 'period,team,releases\n2024-01,a,1\n' >teamlist.csv
t 'entities that a list does not name have none' -o 'period,team,users,releases
2024-01,a,5,1
2024-01,b,6,0
2024-02,a,5,0
2024-02,b,7,0' -- lever join -q -b team --zero releases teams.csv teamlist.csv
t 'no such column' -s 2 -e '^lever join: --zero: no table has a column "releaes"' -- \
    lever join --zero releaes users.csv list.csv

# ---- roll ----
printf 'd\n2024-02-06\n2024-03-14\n2024-03-15\n2024-07-09\n2024-12-26\n' >days.csv
t 'the ends of a list are not partial' -e '^lever roll: .*7 periods? without rows .* filled' -m '^2024-12,1' -- \
    lever roll -t d --period month --count n --fill 0 --ends drop days.csv
t '... without it they are' -e 'last month, 2024-12, is partial' -- \
    lever roll -t d --period month --count n --ends drop days.csv
printf 'd\n2024-01-30\n2024-02-06\n2024-02-16\n2024-03-14\n2024-03-15\n2024-04-09\n' >dense.csv
t 'what has something in every month ends partially' -e 'last month, 2024-04, is partial' -- \
    lever roll -t d --period month --count n --fill 0 dense.csv
t '... unless it is said' -q -m '^2024-04,1' -- \
    lever roll -t d --period month --count n --fill throughout --ends drop dense.csv

# ---- a report ----
awk 'BEGIN { print "day,users"; for (i = 0; i < 700; i++) print strftime("%Y-%m-%d", 1704067200 + i * 86400, 1) "," 900 + i * 37 % 101 }' >daily.csv
printf 'date,what\n2024-03-12,a\n2024-09-12,b\n2025-03-11,c\n' >releases.csv
cat >plan.csv <<'EOF'
measure,role,agg,source,column,date,period,fill
releases,output,count,releases.csv,,date,week,0
users,outcome,mean,daily.csv,users,day,,
EOF
t 'three releases in 100 weeks are a measure of 100 weeks' -m '^releases,users,(cannot-tell|no-effect|moves),' -- \
    lever report -q plan.csv --resamples 99
sed 1,3d releases.csv | sed '1i date,what' >last.csv
sed 's/releases.csv/last.csv/' plan.csv >lastplan.csv
t 'and so is one' -m '^releases,users,[^u]' -e 'last.csv .*one period only, 2025-W11' -- \
    lever report lastplan.csv --resamples 99
sed 's/,week,/,,/' lastplan.csv >noperiod.csv
awk 'BEGIN { print "day,users"; for (i = 0; i < 100; i++) print strftime("%Y-%m-%d", 1704067200 + i * 604800, 1) "," 900 + i * 37 % 101 }' >weekly.csv
sed -i 's/daily.csv/weekly.csv/' noperiod.csv
t 'also where the plan names no period' -m '^releases,users,[^u]' \
    -e 'last.csv .*: each day counts in the week that it lies in' -- \
    lever report noperiod.csv --resamples 99
sed 1,2d releases.csv | sed '1i date,what' >two.csv
sed 's/releases.csv/two.csv/' plan.csv >twoplan.csv
t 'two half a year apart leave room at the ends' -m '^releases,users,[^u]' -- \
    lever report -q twoplan.csv --resamples 99
printf 'date,what\n2025-08-12,b\n2025-09-11,c\n' >two.csv
t 'a list that may only begin late is refused, naming the stretch' -s 1 -o '' -e \
    'two.csv .*"releases" would be 0 from 2024-W01 to 2025-W32' -- lever report twoplan.csv --resamples 99
sed 's/,0$/,0 throughout/' twoplan.csv >throughout.csv
t '... and taken at its word' -m '^releases,users,[^u]' -- lever report -q throughout.csv --resamples 99
sed '2s/,count,/,mean,/; 2s/releases.csv,/releases.csv,what/; s/,0$/,0 throughout/' plan.csv >mean.csv
t 'the mean of nothing is not 0 throughout' -s 1 -e 'the mean of no rows is not "0"' -- lever report mean.csv

finish
