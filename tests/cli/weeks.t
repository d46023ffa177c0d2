#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Weeks that begin on any day, and numbers that could be periods: asked about, never guessed.
# shellcheck source=tests/cli/tap.sh
. "$TOP/tests/cli/tap.sh"

ask() # name, pattern of the question, file, options
{
    name=$1 question=$2 file=$3
    shift 3
    t "$name" -s 1 -o '' -e "$question" -- lever roll "$@" "$file"
}

sunday='say --week sunday where weeks begin on it, --week "ending sunday" where they end on it'

# ---- dates that all fall on one weekday ----
printf 'Week,term\n2024-01-07,10\n2024-01-14,20\n2024-01-21,30\n2024-01-28,40\n' >trends.csv
ask 'Sundays are asked about' "trends.csv:2: column \"Week\": every date is a Sunday: $sunday .--period day" \
    trends.csv -t Week --sum term
ask 'also where weeks are asked for' "every date is a Sunday: $sunday$" trends.csv -t Week --sum term \
    --period week
t 'weeks that begin on Sunday have the name of their Monday' -q -o 'period,term
2024-W02,10
2024-W03,20
2024-W04,30
2024-W05,40' -- lever roll -q -t Week --sum term --week sunday trends.csv
t 'it is said' -e 'weeks begin on Sunday and are named by the ISO week of their Monday' -- \
    lever roll -t Week --sum term --week sunday trends.csv
t 'those that end on Saturday are the same weeks' -q -o 'period,term
2024-W02,10
2024-W03,20
2024-W04,30
2024-W05,40' -- lever roll -q -t Week --sum term --week 'Ending Saturday' trends.csv
t 'weeks that end on Sunday are ISO weeks' -q -o 'period,term
2024-W01,10
2024-W02,20
2024-W03,30
2024-W04,40' -- lever roll -q -t Week --sum term --week 'ending sunday' --period week trends.csv
t 'days they are where days are asked for' -q -o 'period,term
2024-01-07,10
2024-01-14,20
2024-01-21,30
2024-01-28,40' -- lever roll -q -t Week --sum term --period day trends.csv
printf 'd,x\n2024-01-06,1\n2024-01-13,2\n2024-01-27,4\n' >saturdays.csv
ask 'Saturdays are asked about' 'every date is a Saturday: say --week saturday where' saturdays.csv \
    -t d --sum x
t 'a week that ends on Saturday holds the Monday before' -q -o 'period,x
2024-W01,1
2024-W02,2
2024-W04,4' -- lever roll -q -t d --sum x --week 'ending saturday' saturdays.csv
t 'one that begins on it the Monday behind' -q -o 'period,x
2024-W02,1
2024-W03,2
2024-W05,4' -- lever roll -q -t d --sum x --week saturday saturdays.csv
t 'dates inside the weeks are said' -e 'every date is a Saturday, inside them' -- \
    lever roll -t d --sum x --week wednesday saturdays.csv
printf 'd,x\n2024-01-01,1\n2024-01-08,2\n2024-01-15,4\n' >mondays.csv
t 'Mondays are nobody asked about' -e 'a multiple of 7 days apart are read as weeks' -o 'period,x
2024-W01,1
2024-W02,2
2024-W03,4' -- lever roll -t d --sum x mondays.csv
printf 'd,x\n07/01/2024,1\n14/01/2024,2\n' >slashed.csv
ask 'dates with slashes, once their order shows' "every date is a Sunday: $sunday" slashed.csv -t d --sum x
printf 'd,x\n20240107,1\n20240114,2\n' >compact.csv
ask 'dates of eight digits' "\"d\": every date is a Sunday: $sunday" compact.csv -t d --sum x
printf 'd,x\n2024-01-07,1\n2024-01-14,2\n2024-01-16,4\n' >several.csv
t 'dates on several weekdays are days' -q -o 'period,x
2024-W01,1
2024-W02,2
2024-W03,4' -- lever roll -q -t d --sum x --period week several.csv

# ---- days ----
printf 'd,x\n2023-12-31,1\n2024-01-01,2\n2024-01-06,4\n2024-01-07,8\n2024-01-08,16\n' >days.csv
t 'days are rolled by such weeks, and --week asks for weeks' -q -o 'period,x
2024-W01,7
2024-W02,24' -- lever roll -q -t d --sum x --week sunday days.csv
t 'and by ISO weeks without' -q -o 'period,x
2023-W52,1
2024-W01,14
2024-W02,16' -- lever roll -q -t d --sum x --period week days.csv
t 'an end is partial by these weeks' -e 'last week, 2024-W02, is partial' -- \
    lever roll -t d --sum x --week sunday days.csv
printf 'week,x\n2024-W01,1\n2024-W02,2\n' >named.csv
t 'weeks by name keep it' -q -o 'period,x
2024-W01,1
2024-W02,2' -- lever roll -q -t week --sum x --week sunday named.csv
t 'no such day' -s 2 -e '^lever roll: --week: "someday" is not the day on which weeks begin' -- \
    lever roll -t d --sum x --week someday days.csv
t 'months have no first weekday' -s 2 -e '^lever roll: --week goes with --period week, not with' -- \
    lever roll -t d --sum x --week sunday --period month days.csv

# ---- beside others ----
t 'a join asks' -s 1 -o '' -e "trends.csv:2: column \"Week\": every date is a Sunday" -- \
    lever join named.csv trends.csv
t 'and joins by the answer' -q -o 'period,x,term
2024-W01,1,
2024-W02,2,10
2024-W03,,20
2024-W04,,30
2024-W05,,40' -- lever join -q --week sunday named.csv trends.csv
awk 'BEGIN { srand(1); for (i = 0; i < 40; i++) print strftime("%Y-%m-%d", 1704585600 + i * 604800, 1) "," int(rand() * 50) "," int(rand() * 50) }' |
    sed '1i Week,a,b' >both.csv
t 'a test asks' -s 1 -o '' -e 'both.csv:2: column "Week": every date is a Sunday' -- \
    lever test -t Week -x a -y b --resamples 99 both.csv
t 'and takes the answer' -m '^a,b,' -- lever test -q -t Week -x a -y b --resamples 99 --week sunday both.csv
t 'the order alone needs no answer' -q -m '^2024-01-14,' -- lever calc -q -t Week 'c = LAG(a)' both.csv

# ---- events that fall on one weekday ----
printf 'd\n2024-01-09\n2024-02-06\n2024-04-16\n' >releases.csv
t 'of a list of rare events the days count' -q -m '^2024-W02,1' -- \
    lever roll -q -t d --count n --period week --fill 0 releases.csv
t '... which is said' -e 'every date is a Tuesday and counts in the ISO week that holds it' -- \
    lever roll -t d --count n --period week --fill 0 releases.csv
t '... with slashes, too' -q -m '^2024-W02,1' -- sh -c \
    "sed -E '2,\$s|(....)-(..)-(..)|\3/\2/\1|' releases.csv | \"$LEVER\" roll -q -t d --count n --period week --fill 0"
ask '... of others not' 'every date is a Tuesday' releases.csv -t d --count n --period week
ask '... nor of a list without a gap' 'every date is a Sunday' trends.csv -t Week --sum term \
    --period week --fill 0

# ---- a report ----
cat >plan.csv <<'EOF'
measure,role,agg,source,column,date,period
term,output,sum,weekly.csv,term,Week,week
sales,outcome,sum,sales.csv,amount,paid,
EOF
awk 'BEGIN { srand(2); print "Week,term"; for (i = 0; i < 40; i++) print strftime("%Y-%m-%d", 1704585600 + i * 604800, 1) "," int(rand() * 50) }' >weekly.csv
awk 'BEGIN { srand(3); print "paid,amount"; for (i = 0; i < 280; i++) print strftime("%Y-%m-%d", 1704585600 + i * 86400, 1) "," int(rand() * 50) }' >sales.csv
t 'a report asks' -s 1 -o '' -e 'weekly.csv .cleaned.:2: column "Week": every date is a Sunday' -- \
    lever report plan.csv --resamples 99
t 'takes the answer' -m '^term,sales,' -- lever report -q plan.csv --resamples 99 --week sunday
sed '1s/$/,week/; 2s/$/,ending saturday/; 3s/$/,/' plan.csv >answered.csv
t 'the plan answers' -m '^term,sales,' -- lever report -q answered.csv --resamples 99
t 'both sources are rolled by it' -o '2' -- sh -c \
    "\"$LEVER\" report answered.csv --show | grep -c \"^lever roll.*--week 'ending saturday'\""
sed '1s/$/,week/; 2s/$/,sunday/; 3s/$/,monday/' plan.csv >two.csv
t 'two weeks in one plan' -s 1 -o '' -e \
    'two.csv:3: column "week": "monday" differs from "sunday" on line 2: a report has one' -- \
    lever report two.csv
sed '1s/$/,week/; 2s/$/,Sun/; 3s/$/,/' plan.csv >sun.csv
t 'a week that is none' -s 1 -o '' -e 'sun.csv:2: column "week": not a day that weeks begin on or end on: "Sun"' -- \
    lever report sun.csv
sed '1s/$/,week/; 2s/week$/month,sunday/; 3s/$/,/' plan.csv >month.csv
t 'a week in a report of months' -s 1 -o '' -e 'month.csv:2: column "week": "sunday" goes with the period' \
    -- lever report month.csv

# ---- numbers ----
printf 't,x\n202401,1\n202402,2\n202414,4\n' >yearweek.csv
ask 'a year and its week in six digits' \
    'yearweek.csv:2: column "t": "202401" could be a year and its week or a plain number: say --date-format %G%V or --period integer' \
    yearweek.csv -t t --sum x
t '... by its form' -q -o 'period,x
2024-W01,1
2024-W02,2
2024-W14,4' -- lever roll -q -t t --sum x --date-format %G%V yearweek.csv
t '... where weeks are wanted' -e 'six digits are read as years and their weeks' -o 'period,x
2024-W01,1
2024-W02,2
2024-W14,4' -- lever roll -t t --sum x --period week yearweek.csv
t '... as numbers' -q -o 'period,x
202401,1
202402,2
202414,4' -- lever roll -q -t t --sum x --period integer yearweek.csv
printf 't,x\n202401,1\n202402,2\n202412,4\n' >either.csv
ask 'a month or a week in six digits' '"202401" could be a month yyyymm, a year and its week, or a' \
    either.csv -t t --sum x
ask '... also where weeks are wanted' '"202401" could be a month yyyymm, a year and its week, or a' \
    either.csv -t t --sum x --period week
printf 't,x\n202052,1\n202053,1\n202101,2\n' >long.csv
t 'a week 53 that there is' -q -o 'period,x
2020-W52,1
2020-W53,1
2021-W01,2' -- lever roll -q -t t --sum x --period week long.csv
printf 't,x\n202152,1\n202153,1\n202201,2\n' >none.csv
ask 'a week 53 that there is not' \
    'none.csv:3: column "t": "202153" would be week 53 of 2021, which has 52' none.csv -t t --sum x
ask '... also where weeks are wanted' '"202153" would be week 53 of 2021' none.csv -t t --sum x --period week
printf 't,x\n45292,1\n45299,2\n45306,4\n' >serial.csv
ask 'days as spreadsheets count them' \
    'serial.csv:2: column "t": "45292" could be a day as spreadsheets count them .2024-01-01. or a plain' \
    serial.csv -t t --sum x
t '... as what is wanted' -e 'days as spreadsheets count them .36526 is 2000-01-01' -o 'period,x
2024-W01,1
2024-W02,2
2024-W03,4' -- lever roll -t t --sum x --period week serial.csv
t '... as numbers' -q -o 'period,x
45292,1
45299,2
45306,4' -- lever roll -q -t t --sum x --period integer serial.csv
printf 't,x\n45298,1\n45305,2\n' >serialsun.csv
ask '... Sundays among them are asked about, too' "every date is a Sunday: $sunday" serialsun.csv -t t --sum x \
    --period week
printf 't,x\n1,1\n2,2\n45292,4\n' >counted.csv
t 'other numbers stay numbers' -q -o 'period,x
1,1
2,2
45292,4' -- lever roll -q -t t --sum x counted.csv

# ---- ends of data that never have some weekdays ----
awk 'BEGIN { print "d,x"; for (i = 0; i < 55; i++) { w = i % 7; if (w != 6) print strftime("%Y-%m-%d", 1704067200 + i * 86400, 1) ",1" } }' >shop.csv
t 'a shop that is closed on Sundays keeps its last week' -q -m '2024-W08,6' -- \
    lever roll -t d --sum x --period week --ends drop shop.csv
grep -v '2024-02-24' shop.csv >friday.csv
t '... and loses one that lacks a Saturday' -e 'last week, 2024-W08, is partial: the data end with 2024-02-23' -- \
    lever roll -t d --sum x --period week friday.csv
awk 'BEGIN { print "d,x"; for (i = 0; i < 54; i++) { w = i % 7; if (w < 5 && w != 2) print strftime("%Y-%m-%d", 1704067200 + i * 86400, 1) ",1" } }' >surgery.csv
t 'a surgery that is closed on Wednesdays and weekends' -q -m '2024-W08,4' -- \
    lever roll -t d --sum x --period week --ends drop surgery.csv

# A month on weeks: each stands in the month of its fourth day. Weeks that begin on Sunday have a
# Wednesday there: of the week from Sunday 2024-04-28 it is 1 May, and Thursday 2 May too; that of
# the week from 2024-01-28 is 31 January, and its Thursday 1 February.
printf 'period,x\n2024-W05,1\n2024-W18,2\n' >fine.csv
printf 'period,price\n2024-01,10\n2024-02,20\n2024-04,40\n2024-05,50\n' >monthly.csv
t 'a month stands on weeks by their Thursday' -m '^2024-W05,1,20$' -- \
    lever join -q --spread fine.csv monthly.csv
t '... and by their Wednesday where they begin on Sunday' -m '^2024-W05,1,10$' -- \
    lever join -q --spread --week sunday fine.csv monthly.csv
t '... others are as they were' -m '^2024-W18,2,50$' -- \
    lever join -q --spread --week sunday fine.csv monthly.csv
t '... each week once' -o '' -- sh -c \
    '"$LEVER" join -q --spread --week saturday fine.csv monthly.csv | cut -d, -f1 | sort | uniq -d'
printf 'day,calls\n2024-01-01,1\n2024-03-01,2\n' >calls.csv
printf 'measure,role,agg,source,column,date,period,week,spread\ncalls,outcome,sum,calls.csv,,day,week,sunday,\nprice,output,mean,monthly.csv,,period,,,yes\n' >spread.csv
t '... as a plan says it' -m '^lever join --time period --spread --week sunday ' -- \
    lever report spread.csv --show

finish
