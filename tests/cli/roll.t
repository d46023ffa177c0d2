#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck source=tests/cli/tap.sh
. "$TOP/tests/cli/tap.sh"

cat >events.csv <<'EOF'
date,team,calls,status
2026-02-10,north,5,open
2026-01-05,north,3,open
2026-01-06,south,4,open
2026-01-06,north,,closed
2026-04-01,south,1,won
2026-04-02,south,2,won
EOF

t 'sums by month and entity; input in any order' -o 'period,team,calls
2026-01,north,3
2026-01,south,4
2026-02,north,5
2026-04,south,3' -- lever roll -b team --period month --sum calls events.csv

t 'all aggregates, in the order of the command line' -o \
'period,n,calls_mean,calls_sum,calls_min,calls_max,calls_median,status_first,status_last,status_distinct
2026,6,3,15,1,5,3,open,won,3' -- \
    lever roll --period year --count n --mean calls --sum calls --min calls --max calls \
    --median calls --first status --last status --distinct status events.csv

t 'NEW=OLD renames; a column aggregated once keeps its name' -o 'period,total,calls
2026,15,3' -- lever roll --period year --sum total=calls --mean calls events.csv

printf 'date,a=b,b\n2026-01-01,1,2\n' >equals.csv
t 'a header that matches the whole item wins' -o 'period,a=b
2026-01-01,1' -- lever roll --sum a=b equals.csv
t 'quotes make a name of it' -o 'period,a
2026-01-01,1' -- lever roll --sum 'a="a=b"' equals.csv
t 'globs and exclusions' -o 'period,b
2026-01-01,2' -- lever roll --sum '*,!date,!a=b' equals.csv


printf 'date,x\n2026-01-01,\n2026-01-31,NA\n2026-02-01,0\n2026-02-28,\n' >missing.csv
t 'the sum of missing cells is missing, a true 0 is 0' -q -o 'period,x_sum,x_mean,x_max,n
2026-01,,,,2
2026-02,0,0,0,2' -- lever roll --period month --sum x --mean x --max x --count n missing.csv

printf 'week,x\n2026-W01,1\n2026-W04,2\n' >gap.csv
t 'gaps are counted and not written' -e '^lever roll: gap.csv: 2 weeks have no rows and are not written' -o 'period,x
2026-W01,1
2026-W04,2' -- lever roll -t week --sum x gap.csv
t 'gaps filled with 0 where that is true' -e '^lever roll: [^ ]*: 2 periods without rows were filled with 0' \
    -o 'period,x_sum,x_mean,n
2026-W01,1,1,1
2026-W02,0,,0
2026-W03,0,,0
2026-W04,2,2,1' -- lever roll -t week --sum x --mean x --count n --fill 0 gap.csv
t 'gaps filled with nothing' -o 'period,x,n
2026-W01,1,1
2026-W02,,
2026-W03,,
2026-W04,2,1' -- lever roll -t week --sum x --count n --fill missing gap.csv

t 'partial ends are said' -e '^lever roll: events.csv: the first month, 2026-01, is partial: the data begin with 2026-01-05' \
    -- lever roll --period month --sum calls events.csv
t 'partial ends dropped' -o 'period,calls
2026-02,5' -- lever roll --period month --sum calls --ends drop events.csv
t 'partial ends marked' -o 'period,calls,partial
2026-01,7,1
2026-02,5,0
2026-04,3,1' -- lever roll --period month --sum calls --ends mark events.csv
printf 'date,x\n2026-01-02,1\n2026-01-30,1\n' >office.csv
t 'a weekend without data at the end is none of the data' -e 'first month' -- \
    lever roll --period month --sum x office.csv
t 'and so the last month is whole' -o '1' -- sh -c \
    "\"$LEVER\" roll --period month --sum x office.csv 2>&1 >/dev/null | grep -c partial"
printf 'date,x\n2026-02-01,1\n2026-02-28,1\n' >whole.csv
t 'whole periods are not remarked on' -q -o 'period,x
2026-02,2' -- lever roll --period month --sum x whole.csv

printf 'date,x\n2020-12-28,1\n2021-01-03,2\n2021-01-04,4\n2021-01-10,8\n' >years.csv
t 'ISO weeks across the end of a year' -q -o 'period,x
2020-W53,3
2021-W01,12' -- lever roll --period week --sum x years.csv

printf 'date,x\n2025-04-01,1\n2025-03-31,2\n2026-03-31,4\n' >fiscal.csv
t 'fiscal years are named by their end' -e 'named by the year in which they end' -o 'period,x
2025,2
2026,5' -- lever roll --period year --year-start 4 --sum x fiscal.csv
t 'fiscal quarters' -o 'period,x
2025-Q4,2
2026-Q1,1
2026-Q4,4' -- lever roll --period quarter --year-start 4 --sum x fiscal.csv
t 'fiscal years need a period' -s 2 -e 'goes with --period quarter or year' -- \
    lever roll --year-start 4 --sum x fiscal.csv

printf 'date,x\n13/01/2026,1\n01/02/2026,2\n14/01/2026,4\n' >slashed.csv
t 'day and month by evidence, though it comes late' -e 'dates are dd/mm/yyyy, as line 2 shows' \
    -o 'period,x
2026-01,5
2026-02,2' -- lever roll --period month --sum x slashed.csv
printf 'date,x,s\n01/02/2026,2,b\n05/02/2026,2,c\n05/01/2026,4,a\n13/01/2026,1,z\n' >late.csv
t 'the same where groups are put together at the end' -o 'period,x,s_last,s_first,x_median,s_distinct
2026-01,5,z,a,2.5,2
2026-02,4,c,b,2,2' -- lever roll --period month --sum x=x --last s --first s \
    --median x_median=x --distinct s late.csv
printf 'date,x\n01/02/2026,2\n05/02/2026,2\n' >open.csv
t 'ambiguous dates are refused' -s 1 -o '' \
    -e '^lever roll: open.csv:2: column "date": "01/02/2026" could be .* --date-format' -- \
    lever roll --sum x open.csv
t '--date-format settles them' -q -o 'period,x
2026-02,4' -- lever roll --period month --date-format %d/%m/%Y --sum x -q open.csv

printf 'at,s\n2026-01-01 15:00,c\n2026-01-01 09:00,a\n2026-01-01 12:00,b\n' >times.csv
t 'first and last go by the time of day' -o 'period,s_first,s_last
2026-01-01,a,c' -- lever roll -t at --first s --last s times.csv
printf 'at,x\n2026-01-01T23:30:00Z,1\n2026-01-02T10:00:00Z,2\n' >zones.csv
t 'time zones are refused' -s 1 -e 'zones.csv:2: column "at": .* has a time zone' -- \
    lever roll -t at --sum x zones.csv
t 'or converted' -q -o 'period,x
2026-01-02,3' -- lever roll -t at --sum x --tz +01:00 zones.csv
t 'or taken as written' -q -o 'period,x
2026-01-01,1
2026-01-02,2' -- lever roll -t at --sum x --tz written zones.csv
t 'a zone nobody knows' -s 2 -e 'not a time zone' -- lever roll -t at --sum x --tz Moon zones.csv

printf 'date,x\n2026-01-01,1\n,2\n2026-01-02,4\n' >undated.csv
t 'rows without a period are left out, loudly' -e 'undated.csv:3: .* 1 row without a period' \
    -o 'period,x
2026-01-01,1
2026-01-02,4' -- lever roll --sum x undated.csv

printf 'date,x\n2026-01-01,1e100\n2026-01-01,1\n2026-01-01,-1e100\n2026-01-02,0.1\n2026-01-02,0.2\n2026-01-02,-0.3\n' >sum.csv
t 'sums are compensated' -q -o 'period,x
2026-01-01,1
2026-01-02,2.7755575615628914e-17' -- lever roll --sum x sum.csv
printf 'date,x\n2026-01-01,1e308\n2026-01-01,1e308\n' >huge.csv
t 'a sum beyond all numbers' -s 1 -e 'column "x": the sum of 2026-01-01 is too large' -- \
    lever roll --sum x huge.csv

data=$TOP/../shared/data
if [ -d "$data" ]; then
    t 'weekly dates of a real file' -e 'multiple of 7 days apart are read as weeks' \
        -m '^2015-W48,2754371.66666667$' -- \
        lever roll --sum revenue "$data/robyn_weekly/dt_simulated_weekly.csv"
    t 'months by name in a real file' -q -m '^2002-Q1,' -- lever roll -t Month \
        --period quarter --mean Quotes -q "$data/insurance_tv/insurance_fpp3_dated.csv"
else
    skip 'real files' 'the data are not there'
fi

t 'text among numbers' -s 1 -o '' \
    -e '^lever roll: events.csv:2: column "status": not a number: "open" \(see --missing\)' -- \
    lever roll --sum status events.csv
t 'no such column' -s 1 -e 'no column "cals"; did you mean "calls"' -- \
    lever roll --sum cals events.csv
t 'nothing to roll up' -s 2 -e 'nothing to roll up' -- lever roll events.csv
t 'one name for two columns' -s 2 -e 'two columns would be called "calls"' -- \
    lever roll --sum calls --count calls events.csv
t 'a column that is already an entity' -s 2 -e 'two columns would be called "team"' -- \
    lever roll -b team --first team events.csv
t 'no date column' -s 2 -e 'see --time' -- lever roll --sum x gap.csv
t 'a finer period than the data' -s 1 -e 'cannot be divided into days' -- \
    lever roll -t week --period day --sum x gap.csv
t 'no such period' -s 2 -e 'not day, week' -- lever roll --period fortnight --sum x gap.csv
t 'mixed kinds of period' -s 1 -e ':3: .*"2026-02" is a month, but "2026-01-01" on line 2' -- \
    sh -c "printf 'date,x\n2026-01-01,1\n2026-02,1\n' | \"\$LEVER\" roll --sum x"
t 'a header and no rows' -s 1 -e 'has a header but no rows' -- \
    sh -c "echo date,x | \"\$LEVER\" roll --sum x"
t 'a full disk' -s 1 -e 'No space left' -- \
    sh -c "\"\$LEVER\" roll --period month --sum calls -q events.csv >/dev/full"

# A date a week, or a month, stands for all of it: no end of such data is partial.
printf 'date,x\n2026-01-05,1\n2026-01-12,2\n2026-01-19,4\n' >mondays.csv
t 'weekly figures have no partial end' -o 'period,x
2026-W02,1
2026-W03,2
2026-W04,4' -- lever roll --ends drop --period week --sum x mondays.csv
t '... but months of them do' -o 'period,x' -- \
    lever roll --ends drop --period month --sum x mondays.csv
printf 'date,x\n2026-01-31,1\n2026-02-28,2\n2026-03-31,4\n2026-04-30,8\n' >ends.csv
t 'monthly figures leave a quarter that they begin' -o 'period,x
2026-Q1,7' -- lever roll --ends drop --period quarter --sum x ends.csv
t 'rows without a period, of standard input' -e '^lever roll: warning: \(stdin\):3: column "date" is empty' \
    -- sh -c 'printf "date,x\n2026-01-05,1\n,2\n" | "$LEVER" roll --sum x'

printf 'at,x\n2026-01-05 24:00,1\n' >midnight.csv
t '24:00 is the next day, which clean writes' -s 1 -o '' -e '24:00 is the start of the next day' -- \
    lever roll -t at --sum x midnight.csv
t '... by a format too' -s 1 -o '' -e '24:00 is the start of the next day' -- \
    lever roll -t at --sum x --date-format '%Y-%m-%d %H:%M' midnight.csv
t '... and then it is read' -o 'period,x
2026-01-06,1' -- sh -c '"$LEVER" clean -q midnight.csv | "$LEVER" roll -t at --sum x'
printf 'm,x\n2026/9,1\n2026/10,2\n' >slash.csv
t 'months without a nought' -q -o 'period,x
2026-09,1
2026-10,2' -- lever roll -t m --sum x slash.csv
printf 'm,x\n1001-1,1\n1001-2,2\n' >orders.csv
t '... but not numbers of orders' -s 1 -o '' -e 'not a period: "1001-1"' -- \
    lever roll -t m --sum x orders.csv

dated() { # DAYS: three years of them
    echo date,x
    for year in 2021 2022 2023; do
        for day in $1; do echo "$year-$day,1"; done
    done
}
ends() { # NAME DAYS ROWS OPTIONS: none of the periods is left out
    dated "$2" >dated.csv
    # shellcheck disable=SC2086
    t "$1: none is partial" -o "$3" -- sh -c \
        "\"\$LEVER\" roll --ends drop --sum x $4 dated.csv 2>said | tail -n +2 | wc -l | tr -d ' '
         ! grep partial said"
}
starts='01-01 04-01 07-01 10-01' lasts='03-31 06-30 09-30 12-31'
ends 'quarters by their first day' "$starts" 12 ''
ends '... stated' "$starts" 12 '--period quarter'
ends '... up to years' "$starts" 3 '--period year'
ends 'quarters by their last day' "$lasts" 12 ''
ends '... stated' "$lasts" 12 '--period quarter'
ends '... up to years' "$lasts" 3 '--period year'
ends 'years by their first day' 01-01 3 ''
ends '... stated' 01-01 3 '--period year'
ends 'years by their last day' 12-31 3 ''
ends 'fiscal years by their first day' 04-01 3 '--period year --year-start 4'
ends 'fiscal quarters by their last day' '01-31 04-30 07-31 10-31' 12 \
    '--period quarter --year-start 2'
t 'quarters that begin a year leave it partial' -e 'the last year, 2023, is partial' -- sh -c \
    "sed '\$d' dated.csv | \"\$LEVER\" roll --sum x --period year"
printf 'date,x\n2024-02-29,1\n2024-03-31,2\n' >two.csv
t 'two ends of months that are read as months' -o 'period,x
2024-02,1
2024-03,2' -- lever roll --ends drop --sum x two.csv
t '... but a year of them is partial' -o 'period,x' -- \
    lever roll --ends drop --sum x --period year two.csv

# Any table: the same sums as awk makes, whatever the number of threads.
awk 'BEGIN { s = 7; print "date,team,x,y"
    for (i = 0; i < 60000; i++) {
        s = (s * 16807) % 2147483647; d = s % 28 + 1
        s = (s * 16807) % 2147483647; m = s % 12 + 1
        s = (s * 16807) % 2147483647; t = s % 7
        printf "2025-%02d-%02d,t%d,%d,\"%s%d\"\n", m, d, t, s % 1000, i % 3 ? "" : "a,", i % 11
    } }' >many.csv
awk -F, 'NR > 1 { k = substr($1, 1, 7) "," $2; n[k]++; x[k] += $3
                  if (!(k in top) || $3 > top[k]) top[k] = $3 }
    END { for (k in n) print k "," x[k] "," top[k] "," n[k] }' many.csv | LC_ALL=C sort >want.csv
lever roll -q -b team --period month --sum x --max top=x --count n many.csv | tail -n +2 >got.csv
t 'equal to what awk adds up' -O want.csv -- cat got.csv
for threads in 1 2 5; do
    t "the same bytes on $threads threads" -O "threads1.csv" -- sh -c \
        "\"\$LEVER\" roll -q -b team --period month --median x --sum x --distinct y --last y \
        --threads $threads many.csv | tee -a threads$threads.csv"
done
if command -v datamash >/dev/null; then
    datamash -t, --header-in -s -g 2 median 3 <many.csv >want.csv
    awk -F, 'NR > 1 { print "2025-01-01," $2 "," $3 }' many.csv |
        lever roll -q --no-headers -t 1 -b 2 --median 3 | tail -n +2 | cut -d, -f2- >got.csv
    t 'medians equal to those of datamash' -O want.csv -- cat got.csv
else
    skip 'medians equal to those of datamash' 'datamash is not installed'
fi

# The plan's words for aggregates are roll's options; both come from the same rows.
sed -n '/^\.It Cm agg$/,/^\.It Cm source$/p' "$TOP/man/lever-plan.5" >agg.man
sed -n 's/^AGGREGATE([A-Z]*, \([a-z]*\),.*/\1/p' "$TOP/src/reshape/aggregate_list.h" >words
while read -r word; do
    case $word in
    count) named=n ;;
    *) named=calls ;;
    esac
    printf 'measure,role,agg\nx,output,%s\n' "$word" >agg.csv
    t "a plan may say $word, as roll does" -m . -- \
        lever roll --plan agg.csv --period year "--$word" "$named" events.csv
    t '... and its manual says so' -m . -- grep "^\.Cm $word\( \|\$\)" agg.man
done <words


# Periods that are coarser than what is asked for.
printf 'month,x\n2026-01,3\n2026-02,4\n' >months.csv
t 'coarser periods are refused' -s 1 -o '' -- lever roll -t month --period week --sum x months.csv
t '... or kept' -e 'holds months, which are coarser than a week and stay' -o 'period,x
2026-01,3
2026-02,4' -- lever roll -t month --period week --coarser keep --sum x months.csv
t '... where they are' -q -o 'period,x
2026,7' -- lever roll -q -t month --period year --coarser keep --sum x months.csv
t '... of a file that can be read twice' -s 2 -o '' -e '--coarser keep goes with --period' -- \
    lever roll -t month --period week --coarser keep --sum x -

printf 'period,team,x\n2026-01,North,1\n2026-01,north,2\n' >alike.csv
t 'names that differ only in case are two' -q -o 'period,team,x
2026-01,North,1
2026-01,north,2' -- lever roll -q -b team --sum x alike.csv
t '... or refused' -s 1 -o '' -e '"North" and "north" differ only in case' -- \
    lever roll --refuse-alike -b team --sum x alike.csv

printf 'day,good\n2024-01-05,TRUE\n2024-01-06,FALSE\n' >truths.csv
t 'a truth is no number, but can be made one' -s 1 -o '' \
    -e '^lever roll: truths.csv:2: column "good": "TRUE" is a truth, not a number: the formula IF' -- \
    lever roll -t day --period week --mean good truths.csv
t '... as that says' -q -m '^2024-W01,0.5$' -- sh -c \
    '"$LEVER" calc -q "one = IF(good,1,0)" truths.csv | "$LEVER" roll -q -t day --period week --mean one'

# ---- who is new, who came again, who is back, who stayed away ----

cat >visits.csv <<'EOT'
month,team,user
2026-01,a,ann
2026-01,b,bob
2026-01,a,
2026-02,a,ann
2026-02,a,ann
2026-02,b,cleo
2026-03,a,ann
2026-04,a,bob
2026-04,b,cleo
2026-04,b,NA
EOT
t 'new, kept, returned and lost, missing where they cannot be known' -o \
'period,user_new,user_kept,user_returned,user_lost,n
2026-01,,,,,2
2026-02,1,1,,,2
2026-03,0,1,0,1,1
2026-04,0,0,2,0,2' -e '^lever roll: visits.csv: who came before the data begin is not known: new and kept are missing in the first month, returned and lost in the first two$' -- \
    lever roll -t month --new user --kept user --returned user --lost user --distinct n=user \
    visits.csv
t 'each entity counts for itself' -o \
'period,team,user_new,user_kept,lost
2026-01,a,,,
2026-01,b,,,
2026-02,a,0,1,
2026-02,b,1,0,
2026-03,a,0,1,0
2026-04,a,1,0,0
2026-04,b,0,0,0' -- lever roll -q -t month -b team --new user --kept user --lost lost=user visits.csv
t 'with --fill 0 who stays away counts in periods without rows, too' -o \
'period,team,user_new,user_lost
2026-01,a,,
2026-01,b,,
2026-02,a,0,
2026-02,b,1,
2026-03,a,0,0
2026-03,b,0,1
2026-04,a,1,0
2026-04,b,0,0' -- lever roll -q -t month -b team --new user --lost user --fill 0 visits.csv
t 'with --fill missing nothing is said of them' -o \
'period,team,user_lost
2026-01,a,
2026-01,b,
2026-02,a,
2026-02,b,
2026-03,a,0
2026-03,b,
2026-04,a,0
2026-04,b,0' -- lever roll -q -t month -b team --lost user --fill missing visits.csv
t 'two periods away' -o \
'period,user_new,user_kept,user_returned,user_lost
2026-01,,,,
2026-02,,,,
2026-03,0,1,,
2026-04,0,1,1,0' -e 'first 2 months, returned and lost in the first 3' -- \
    lever roll -t month --absent 2 --new user --kept user --returned user --lost user visits.csv
t 'where nobody came before the data begin all is known' -o \
'period,user_new,user_kept,user_returned,user_lost
2026-01,2,0,0,0
2026-02,1,1,0,0
2026-03,0,1,0,1
2026-04,0,0,2,0' -- lever roll -q -t month --fill throughout \
    --new user --kept user --returned user --lost user visits.csv
printf 'date,user\n2026-01-07,a\n2026-01-14,a\n2026-01-14,b\n2026-01-23,b\n' >part.csv
t 'of partial ends that are dropped the first whole period is the first that counts' -o \
'period,user_new,user_kept
2026-W03,,
2026-W04,0,1' -e 'missing in the first whole week, returned' -- \
    lever roll --period week --ends drop --new user --kept user part.csv
t 'one period tells nothing' -o 'period,user_new,user_lost
2026-01,,' -- sh -c "head -4 visits.csv | \"\$LEVER\" roll -q -t month --new user --lost user -"
t 'a column that is not there' -s 1 -e 'visits.csv: no column "usr"; did you mean "user"' -- \
    lever roll -t month --new usr visits.csv
t 'away for no period' -s 2 -e 'absent' -- lever roll -q -t month --absent 0 --new user visits.csv
t 'while it is open what dates mean' -o 'period,u_new,u_kept,u_lost
2026-04,,,
2026-05,0,1,
2026-06,1,0,1' -- sh -c "printf 'date,u\n03/04/2026,a\n05/04/2026,b\n04/05/2026,a\n25/06/2026,c\n' |
    \"\$LEVER\" roll -q --period month --new u --kept u --lost u -"
printf 'measure,role,agg,source,column,date,period\nmore,output,new,visits.csv,user,month,month\ngone,outcome,lost,visits.csv,user,month,\n' >ids.csv
t 'a plan counts IDs, and report says how long is away' \
    -m '^lever roll .*--new more=user --lost gone=user .*--absent 2' -- \
    lever report --show --absent 2 ids.csv

finish
