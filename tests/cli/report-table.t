#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck source=tests/cli/tap.sh
. "$TOP/tests/cli/tap.sh"
SOURCE_DATE_EPOCH=1767225600
export SOURCE_DATE_EPOCH

check() { # NAME CONDITION...
    check_name=$1
    shift
    if "$@"; then pass "$check_name"; else fail "$check_name" "not so: $*"; fi
}

# 60 weeks as a spreadsheet in German writes them: revenue follows calls by two weeks, by 40 a call.
# The same figures as an export with two rows a week, and for two teams.
mkdir data
awk 'BEGIN {
    seed = 7
    print "Woche;Anrufe, \"warm\";Erl\303\266s;Quote" >"data/utf8.csv"
    print "week,calls,revenue" >"plain.csv"
    print "day,calls,revenue" >"twice.csv"
    print "week,team,calls,revenue" >"teams.csv"
    for (i = 1; i <= 60; i++) {
        seed = (seed * 16807) % 2147483647
        x[i] = 20 + seed % 11
        seed = (seed * 16807) % 2147483647
        y = 1000 + (i > 2 ? 40 * x[i - 2] : 1000) + seed % 100
        week = sprintf("%d-W%02d", 2024 + (i > 52), i > 52 ? i - 52 : i)
        printf "%s;%d;%d,50;%d,%d %%\r\n", week, x[i], y, 2 + x[i] % 3, y % 10 >"data/utf8.csv"
        print week "," x[i] "," y ".5" >"plain.csv"
        print week "," x[i] - 3 "," y >"twice.csv"
        print week ",3,.5" >"twice.csv"
        print week ",north," x[i] "," y >"teams.csv"
        print week ",south," x[61 - i] + 20 "," y - 7 * (i % 3) >"teams.csv"
    }
}'
iconv -f UTF-8 -t WINDOWS-1252 data/utf8.csv >data/de.csv

t 'a table without a plan' -q -m '^calls,revenue,moves,lagged,2,' -- \
    lever report -q -t week -x calls -y revenue --resamples 499 -o a.xlsx plain.csv
cp .out verdicts.csv
check '... makes the workbook' test -s a.xlsx
t '... says what test says' -q -O verdicts.csv -- \
    lever test -q -t week -x calls -y revenue --resamples 499 plain.csv
t '... and what it assumed' -m '^calls' \
    -e 'taken as a table without a plan. output: calls; outcome: revenue .--plan-out' -- \
    lever report -t week -x calls -y revenue --resamples 499 --plan-out data/plan.csv plain.csv
t '... and how many rows it has' -m . -e 'plain.csv: 60 rows, one a week' -- \
    lever report -t week -x calls -y revenue --resamples 99 plain.csv
t '--plan-out: the plan, its source beside it' -q -m "^calls,output,,,sum,$PWD/plain.csv,,week,,week$" -- \
    cat data/plan.csv
t '... gives the same' -q -O verdicts.csv -- lever report -q --resamples 499 data/plan.csv
lever report -q -t week -x calls -y revenue --resamples 499 -o b.xlsx --show plain.csv >script
t '--show has the plan' -q -o 1 -- grep -c '^cat >"$work"/plan.csv <<' script
mkdir bin
ln -s "$LEVER" bin/lever
t '... and its script gives the same' -q -O verdicts.csv -- \
    sh -c 'PATH=$PWD/bin:$PATH sh script 2>script.err'
check '... and the same workbook' cmp a.xlsx b.xlsx
t '--plan-out with --show' -s 2 -o '' -e 'shows the plan itself' -- \
    lever report -t week -x calls -y revenue --plan-out p.csv --show plain.csv

t 'an export of a spreadsheet in German' -q -m '^Anrufe warm,Erlös,moves,lagged,2,' -- \
    lever report -q -t Woche -x 2 -y 'Erlös,Quote' --resamples 499 --plan-out de-plan.csv data/de.csv
cp .out german.csv
t '... as a plan' -q -m '^Quote,outcome,,%,mean,data/de.csv,,Woche,' -- cat de-plan.csv
t '... which gives the same' -q -O german.csv -- lever report -q --resamples 499 de-plan.csv
t '... packed' -q -O german.csv -- sh -c 'gzip -c data/de.csv >de.csv.gz
    "$LEVER" report -q -t Woche -x 2 -y "Erlös,Quote" --resamples 499 de.csv.gz'
t '... says its encoding' -m . -e 'read as WINDOWS-1252 .--encoding names another' -- \
    lever report -t Woche -x 2 -y Erlös --resamples 99 data/de.csv

t 'several rows a week' -s 1 -o '' \
    -e '120 rows, but 60 weeks: .* lever report -t day --agg calls=sum,revenue=sum -x calls -y revenue twice.csv$' -- \
    lever report -t day -x calls -y revenue twice.csv
t '--agg' -q -m '^calls,revenue,moves,lagged,2,' -- \
    lever report -q -t day -x calls -y revenue --agg calls=sum --agg revenue=sum --resamples 499 \
    twice.csv
t '--agg counts rows' -q -m '^rows,revenue,' -- \
    lever report -q -t day -x rows -y revenue --agg rows=count,revenue=sum --resamples 99 twice.csv
t '--agg of another column' -s 2 -o '' -e '"team" is not among' -- \
    lever report -t week -x calls -y revenue --agg team=last teams.csv
t '--agg with another word' -s 2 -o '' -e '"calls=summ" is not NAME=WORD with one of sum, mean' -- \
    lever report -t day -x calls -y revenue --agg calls=summ twice.csv
t 'teams without -b' -s 1 -o '' -e 'there is one for each team.*-b' -- \
    lever report -t week -x calls -y revenue teams.csv
t 'teams with -b' -q -m '^calls,revenue,' -- \
    lever report -q -t week -b team -x calls -y revenue --resamples 99 teams.csv
t '--links name the columns' -q -m '^calls,revenue,moves,' -- \
    sh -c 'printf "output,outcome,lags\ncalls,revenue,0..4\n" >links.csv
    "$LEVER" report -q -t week --links links.csv --resamples 499 plain.csv'

t 'nothing is asked' -s 2 -o '' \
    -e 'lever report -t week -x calls -y revenue plain.csv .or begin a plan: lever draft plain.csv' -- \
    lever report plain.csv
t 'no column says when' -s 2 -o '' -e 'which column says when' -- \
    lever report -x calls -y revenue plain.csv
t 'a column that is not there' -s 1 -o '' -e 'no column "cals"; did you mean "calls"' -- \
    lever report -t week -x cals -y revenue plain.csv
t 'one column as both' -s 2 -o '' -e 'named twice, as output and as outcome' -- \
    lever report -t week -x calls -y calls plain.csv
t 'a pipe' -s 2 -o '' -e '.stdin. is read more than once.* save what comes out of it, and name a file' -- \
    sh -c '"$LEVER" report -t week -x calls -y revenue - <plain.csv'
t 'of a plan: what only a table needs' -s 2 -o '' -e 'time: data/plan.csv is a plan' -- \
    lever report -t week data/plan.csv
t 'completion has the columns of the table' -q -m '^calls' -- lever --complete 5 report plain.csv -t week -x ca

finish
