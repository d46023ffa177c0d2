#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck source=tests/cli/tap.sh
. "$TOP/tests/cli/tap.sh"

head='output,outcome,verdict,evidence,lag,effect,effect_low,effect_high,r,r_low,r_high,p,p_adj,naive_effect,naive_r,naive_p,n,n_eff,lags_tried,links_tried,adjusted_for,mde,more_periods,note,entity,spread,timed,period_kind,rests_on'
# verdict_row OUTPUT OUTCOME VERDICT LAG EFFECT LOW HIGH MORE
verdict_row() {
    echo "$1,$2,$3,lagged,$4,$5,$6,$7,.5,.3,.6,.001,.001,1,.5,.01,100,90,5,4,trend,1,$8,Well.,,,1,week,"
}
{
    echo "$head"
    verdict_row calls revenue moves 2 10 8 12 ''
    verdict_row posts revenue no-effect 0 .1 -.2 .4 ''
    verdict_row ads revenue cannot-tell 1 3 -1 7 30
    verdict_row calls churn cannot-tell 1 -.01 -.03 .01 ''
} >verdicts.csv
echo 'measure,role,better,unit_value,unit_cost,effort,baseline
calls,output,up,,5,0.5,100
posts,output,up,,20,4,30
ads,output,up,,2,0.1,50
revenue,outcome,up,1,,,
churn,outcome,down,200,,,' >plan.csv
echo 'period,calls,posts,ads,revenue,churn
2026-W01,200,10,50,1,1
2026-W02,220,14,50,1,1' >table.csv

t 'the header' -m '^output,outcome,verdict,effort,effort_share,cost,effect,value,value_low,value_high,per_cost,per_cost_low,per_cost_high,payback,rank_low,rank_high,quadrant,saving,note$' -- \
    lever rank -p plan.csv verdicts.csv
t 'value, what comes back, when, and the rank' -q \
    -m '^calls,revenue,moves,50,0\.28[0-9]*,500,10,5,3,7,2,1\.6,2\.4,2\.5,1,2,quiet-moving,,.*its cost is back after 2\.5 weeks \(2\.4 to 2\.6\); rank 1 to 2 of 4\.' -- \
    lever rank -p plan.csv verdicts.csv
t 'what is busy and moves nothing: the saving, and its interval' \
    -m '^posts,revenue,no-effect,120,0\.68[0-9]*,600,0\.1,,.*,4,4,busy-not-moving,600,.*saves 600 a week, between 590 and 610 with' -- \
    lever rank -p plan.csv verdicts.csv
t 'no return on what cannot be told: its interval, and what it takes' \
    -m '^ads,revenue,cannot-tell,5,0\.02[0-9]*,100,3,,-3,5,,,,,[12],3,quiet-unknown,,.*anything from -3 to 5; about 30 more weeks' -- \
    lever rank -p plan.csv verdicts.csv
t 'less churn is worth its value' -m '^calls,churn,cannot-tell,.*,-7,1,,' -- \
    lever rank -p plan.csv verdicts.csv
t 'how much there is, from the table' -m '^calls,revenue,moves,105,.*busy-moving' -- \
    lever rank -p plan.csv verdicts.csv table.csv
sed 's/^calls,revenue,moves,lagged,2,10,8,12/calls,revenue,moves,lagged,2,10,-1,21/' verdicts.csv >wide.csv
t 'an effect that may be 0 may never pay back' -m 'back after 2\.5 weeks \(2\.2 to never\)' -- \
    lever rank -p plan.csv wide.csv
{ cat verdicts.csv; sed -n '/^ads/s/^ads,revenue/posts,churn/p' verdicts.csv; } >more.csv
t 'an output with another link open is not for stopping' -m '^posts,revenue,no-effect,.*,busy-not-moving,,.*not for stopping' -- \
    lever rank -p plan.csv more.csv
sed 's/,unit_cost//; s/,5,0.5,/,0.5,/; s/,20,4,/,4,/; s/,2,0.1,/,0.1,/; s/,1,,,$/,1,,/; s/,200,,,$/,200,,/' plan.csv >costless.csv
t 'without a cost nothing comes back' -m '^calls,revenue,moves,50,[0-9.]*,,10,10,8,12,,,,,' -- \
    lever rank -p costless.csv verdicts.csv
t '... and a saving is not known' -m 'what stopping saves is not known: unit_cost' -- \
    lever rank -p costless.csv verdicts.csv
cut -d, -f1-3 plan.csv >plain.csv
t 'a plan without worth' -s 1 -o '' -e 'plain.csv: says nothing of worth, cost or effort' -- \
    lever rank -p plain.csv verdicts.csv
sed 's/^calls,output,up,,/calls,output,up,3,/' plan.csv >crossed.csv
t 'units that do not multiply: an output with a worth' -s 1 -o '' \
    -e 'crossed.csv:2: column "unit_value": "calls" is no outcome' -- lever rank -p crossed.csv verdicts.csv
sed 's/^revenue,outcome,up,1,/revenue,outcome,up,1,9/' plan.csv >crossed.csv
t '... an outcome with a cost' -s 1 -o '' -e 'crossed.csv:5: column "unit_cost": "revenue" is no output' -- \
    lever rank -p crossed.csv verdicts.csv
t 'no plan' -s 2 -o '' -e 'Say --plan, with unit_value' -- lever rank verdicts.csv
t 'no verdicts' -s 1 -o '' -e 'table.csv:1: is no table of verdicts' -- lever rank -p plan.csv table.csv
t 'no file' -s 1 -o '' -e 'nowhere.csv' -- lever rank -p plan.csv nowhere.csv
head -n 1 verdicts.csv >empty.csv
t 'no rows' -s 1 -o '' -e 'empty.csv' -- lever rank -p plan.csv empty.csv
t '--json' -m '"quadrant":"busy-not-moving"' -- lever rank -p plan.csv verdicts.csv --json
finish
