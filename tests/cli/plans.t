#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Ways out inside a plan: a source of several tables or with bad rows, all faults in one run, what
# is wrong with a condition, and one scale for numbers in percent.
# shellcheck source=tests/cli/tap.sh
. "$TOP/tests/cli/tap.sh"

# Forty weeks of calls and of a rate, the rate in percent.
awk 'BEGIN { print "week,calls,region"; for (i = 1; i <= 40; i++)
    printf "%d-W%02d,%d,%s\n", 2024, i, (i * 7) % 13, i % 2 ? "N" : "S" }' >calls.csv
awk 'BEGIN { print "week,rate"; for (i = 1; i <= 40; i++)
    printf "%d-W%02d,%.1f %%\n", 2024, i, 40 + (i * 5) % 11 }' >rate.csv
{ cat calls.csv; printf '\nweek,mails\n'; sed '1d; s/,[NS]$//' calls.csv; } >two.csv
{ cat rate.csv; echo '2024-W41,44 %,7,8'; } >bad.csv
plan() { # ROW...: plan.csv
    printf '%s\n' measure,role,unit,agg,source,column,date,period,table,where,min_change "$@" >plan.csv
}

# ---- a source of several tables ----

plan calls,output,,sum,two.csv,,week,week rate,outcome,%,mean,rate.csv,,week
t 'two tables: the plan says which' -s 1 -o '' \
    -e '^lever clean: two.csv:43: another table begins here: --table N' \
    -e '^lever report: plan.csv: in a plan the column "table" says so$' -- lever report -q plan.csv
plan calls,output,,sum,two.csv,,week,week,1 rate,outcome,%,mean,rate.csv,,week
t '... and has it' -m '^calls,rate,' -- lever report -q plan.csv --resamples 99
plan calls,output,,sum,two.csv,,week,week,1 mails,output,,sum,two.csv,,week,,2 \
    rate,outcome,%,mean,rate.csv,,week
t '... even both' -m '^mails,rate,' -- lever report -q plan.csv --resamples 99
t '... each cleaned by itself' -o 2 -- \
    sh -c '"$LEVER" report plan.csv --show | grep -c "^lever clean --table [12] .*two\.csv$"'
plan calls,output,,sum,two.csv,,week,week,2nd rate,outcome,%,mean,rate.csv,,week
t '... by a number' -s 1 -o '' \
    -e '^lever report: plan.csv:2: column "table": not the number of a table in the source, such as 2: "2nd"$' -- \
    lever report plan.csv
plan calls,output,,sum,two.csv,,week,week,3 rate,outcome,%,mean,rate.csv,,week
t '... that there is' -s 2 -o '' -e 'two.csv.*--table 3: the file has 2|--table 3: the file has 2' -- \
    lever report plan.csv

# ---- bad rows ----

plan calls,output,,sum,calls.csv,,week,week rate,outcome,%,mean,bad.csv,,week
t 'a bad row: the message says how to leave it out' -s 1 -o '' \
    -e '^lever clean: bad.csv: one row of 41 cannot be placed: --set-aside FILE leaves it out$' \
    -e '^lever report: plan.csv: say --set-aside to lever report: it holds for each source$' -- \
    lever report -q plan.csv
t '... of which there may be few' -s 1 -o '' -e 'more than --at-most 1 %' \
    -e '^lever report: plan.csv: say --at-most to lever report' -- \
    lever report -q plan.csv --set-aside aside.csv
if [ -e aside.csv ]; then fail '... and nothing is written'; else pass '... and nothing is written'; fi
t '... or more where that is said' -m '^calls,rate,' -- \
    lever report -q plan.csv --set-aside aside.csv --at-most 5% --resamples 99
t '... they stand in the file, under the source' -o 'file,line,reason,row
bad.csv,42,"this row has 4 cells, the header 2 names: is a delimiter or a quote missing its quotes?","2024-W41,44 %,7,8"' -- \
    cat aside.csv
cp bad.csv bad2.csv
mkdir both && cp plan.csv calls.csv both && cp bad.csv both/bad-1.csv
sed '3s/$/,5/' bad.csv >both/bad-2.csv
sed -i 's/bad\.csv/bad-*.csv/' both/plan.csv
t 'bad rows of all files of a source are told in one run' -s 1 -o '' \
    -e '^lever clean: both/bad-1.csv: one row of 41 cannot be placed' \
    -e '^lever clean: both/bad-2.csv: 2 of 41 rows cannot be placed' -- lever report -q both/plan.csv
plan calls,output,,sum,calls.csv,,week,week rate,outcome,%,mean,bad.csv,,week \
    ratio,outcome,%,mean,bad2.csv,rate,week
lever report -q plan.csv --set-aside aside.csv --at-most 5% --resamples 99 >out
t '... of all sources together' -o 'bad.csv bad2.csv' -- \
    awk -F, 'NR > 1 { all = all (NR > 2 ? " " : "") $1 } END { print all }' aside.csv
cp aside.csv want
mkdir -p bin
ln -sf "$LEVER" bin/lever
lever report -q plan.csv --set-aside aside.csv --at-most 5% --resamples 99 --show >script
rm aside.csv
t '... and by the script that does the same' -O out -- env PATH="$PWD/bin:$PATH" sh script
t '... which writes the same file' -O want -- cat aside.csv
cp bad.csv before
t '... that is no source' -s 2 -o '' -e 'set-aside' -- \
    lever report -q plan.csv --set-aside bad.csv --at-most 5%
t '... which stays' -O before -- cat bad.csv
t '... and that can be written' -s 1 -o '' -e 'nowhere/aside.csv' -- \
    lever report -q plan.csv --set-aside nowhere/aside.csv --at-most 5% --resamples 99

# ---- the faults of all sources ----

printf 'day,calls\n03/04/2024,1\n04/05/2024,2\n' >open.csv
plan calls,output,,sum,open.csv,,day,week rate,outcome,%,mean,bad.csv,,week \
    mails,output,,sum,two.csv,,week more,output,,sum,calls.csv,none,week \
    fine,output,,sum,calls.csv,calls,week
lever report -q plan.csv >out 2>err
t 'one run tells the faults of all sources' -o 'bad.csv calls.csv open.csv two.csv' -- sh -c \
    'sed -n "s/^lever clean: \([a-z]*\.csv\):.*/\1/p; s/.*\"none\".*/calls.csv/p" err | sort -u | paste -sd " "'
t '... the plan names a column that is not there' -m '^lever report: plan.csv:5: column "column": .*no column "none"' -- cat err
t '... and nothing is made of the others' -o '' -- cat out

# ---- conditions ----

where() { # NAME CONDITION STDERR-PATTERN
    plan "calls,output,,sum,calls.csv,,week,week,,\"$2\"" rate,outcome,%,mean,rate.csv,,week
    t "$1" -s 1 -o '' -e "$3" -- lever report plan.csv
    cp .err said
    if grep -q -e --where .err; then fail '... in words of the plan'; else pass '... in words of the plan'; fi
}
where 'a condition that is none shows the place' 'calls>' \
    '^lever report: plan.csv:2: column "where": it ends where a value is expected$'
t '... in the formula as it was written' -o '    calls>
          ^' -- sed -n '2,3p' said
where 'so does a column that is not there' 'regin=""N""' \
    '^lever report: plan.csv:2: column "where": no column "regin"; did you mean "region"'
t '... which is known with the data' -o '    regin="N"
    ^' -- sed -n '/^    /p' said
where 'a condition that is text' 'region&""x""' \
    '^lever report: plan.csv:2: column "where": it gives text, and is to be TRUE or FALSE'
where 'a condition that no row meets' 'calls>99' \
    '^lever report: plan.csv:2: column "where": calls.csv \(cleaned\): has a header but no rows'
plan 'calls,output,,sum,calls.csv,,week,week,,"SUM(region,calls)>3"' rate,outcome,%,mean,rate.csv,,week
t 'text among its numbers is told with the formula' \
    -e '^lever calc: warning: calls.csv \(cleaned\):2: in "SUM\(region,calls\)>3": a cell that is not a number' -- \
    lever report plan.csv --resamples 99

# ---- percent ----

plan calls,output,,sum,calls.csv,,week,week rate,outcome,%,mean,rate.csv,,week,,,,2%
printf 'output,outcome,min_effect\ncalls,rate,2 %%\n' >links.csv
t 'min_effect and min_change may have the sign' -m '^calls,rate,' -- \
    lever report -q plan.csv --links links.csv --resamples 99
printf 'output,outcome,min_effect\ncalls,rate,2\n' >plain.csv
lever report -q plan.csv --links links.csv --resamples 99 >out
t '... which says what the number alone does' -O out -- \
    lever report -q plan.csv --links plain.csv --resamples 99
plan calls,output,,sum,calls.csv,,week,week,,,2% rate,outcome,min,mean,rate.csv,,week,,,,2%
t '... not where the unit is another' -s 1 -o '' \
    -e '^lever report: plan.csv:2: column "min_change": "2%" is in percent, which the unit does not say' \
    -e '^lever report: links.csv:2: column "min_effect": "2 %" is in percent, but the unit is "min"$' -- \
    sh -c '"$LEVER" report plan.csv; sed "s/,2%$//" plan.csv >p2.csv; "$LEVER" report p2.csv --links links.csv'
t '... and where nothing says the unit' -s 1 -o '' \
    -e '^lever test: links.csv:2: column "min_effect": "2 %" is in percent, but no plan says' -- \
    lever test -t week -x calls -y calls --links links.csv calls.csv

printf '%s\n' measure,role,unit,min_change,threshold,table a,output,min,2%,,0 b,output,,,90%,1.5 \
    'c,output,min,2 points,2 EUR,1001' 'd,output,%,1.5 points,1e3,two' 'e,outcome,min,2 min,30 min,9' >sizes.csv
lever report sizes.csv 2>sizes
t 'each size is in the unit of its row' -o '2 min_change: "2%" is in percent, but the unit is "min"
2 table: not the number of a table in the source, such as 2: "0"
3 threshold: "90%" is in percent, which the unit does not say: write unit % and have the cells in percent
3 table: not the number of a table in the source, such as 2: "1.5"
4 min_change: "2 points" is in points, but the unit is "min"
4 threshold: not a number: "2 EUR"
4 table: not the number of a table in the source, such as 2: "1001"
5 table: not the number of a table in the source, such as 2: "two"' -- \
    sed 's/^lever report: sizes.csv:\([0-9]*\): column "\([a-z_]*\)":/\1 \2:/' sizes

awk 'BEGIN { print "period,calls,rate"; for (i = 1; i <= 40; i++)
    printf "%d-W%02d,%d,%.2f\n", 2024, i, (i * 7) % 13, .4 + (i * 5) % 11 / 100 }' >table.csv
plan calls,output,,sum,calls.csv,,week,week rate,outcome,%,mean,rate.csv,,week
t 'fractions under the unit % are asked about in any table' -s 1 -o '' \
    -e '^lever test: plan.csv:3: column "unit": "rate" is in %, but no value in table.csv is beyond 1: percent or fractions\?' -- \
    lever test --plan plan.csv table.csv
t '... and are percent where that is said' -m '^calls,rate,' -- \
    lever test -q --plan plan.csv --percent rate --resamples 99 table.csv
t '... of a column that there is' -s 1 -o '' -e 'no column "rat"' -- \
    lever test -q --plan plan.csv --percent rat --resamples 99 table.csv
sed 's/4\([0-9]\)\.\([0-9]\) %/0.\1 %/; s/50.0 %/0.5 %/' rate.csv >low.csv
plan calls,output,,sum,calls.csv,,week,week rate,outcome,%,mean,low.csv,rate,week
t '... a report has asked before' -m '^calls,rate,' -- lever report -q plan.csv --resamples 99

finish
