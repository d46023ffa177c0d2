#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck source=tests/cli/tap.sh
. "$TOP/tests/cli/tap.sh"

# The rules, held against themselves: each example is flagged by its rule, and mended by none.
lever lint --rules -o rules.csv
lever clean -q --out-delimiter tab rules.csv |
    awk -F '\t' 'NR > 1 && $5 != "" { print $1 "\t" $5 "\t" $6 }' >examples
cut -f 2 examples >bad.txt
cut -f 3 examples >mended.txt
cut -f 1 examples >names
lever lint -q --goals bad.txt -o found.csv
n=0
while read -r rule; do
    n=$((n + 1))
    t "$rule flags its own example" -m "^bad.txt,$n,.*,$rule,(error|warning|hint)," -- cat found.csv
done <names
t 'there are nine rules that read sentences' -o '9' -- sh -c 'wc -l <names | tr -d " "'
t '... and no rule says a word of what was mended' \
    -o 'file,line,subject,rule,severity,finding,fix' \
    -e '^lever lint: 9 of 9 goals are sound' -- lever lint --goals mended.txt
t 'the page has each example of the rules, bad and mended' -- sh -c '
    while IFS= read -r goal; do
        sed "s/\\\\e/\\\\/g" "$TOP/man/lever-lint.1" | grep -qxF ".Dl $goal" || { echo "$goal"; exit 1; }
    done <bad.txt && while IFS= read -r goal; do
        grep -qxF ".Dl $goal" "$TOP/man/lever-lint.1" || { echo "$goal"; exit 1; }
    done <mended.txt'
cut -d , -f 1 rules.csv | sed 1d >all
t '... and each rule' -- sh -c 'while read -r rule; do
    grep -q "^\.It Cm $rule ," "$TOP/man/lever-lint.1" || { echo "$rule"; exit 1; }; done <all'

# Severities are fixed.
t 'what is an error' -o 'output-as-outcome
too-vague
no-number' -- sh -c "grep -E '^[a-z-]+,error,' rules.csv | cut -d , -f 1"
t 'what is a warning' -o 'no-baseline
no-date
wrong-direction
two-measures
percentage-trap
discovery-open' -- sh -c "grep -E '^[a-z-]+,warning,' rules.csv | cut -d , -f 1"

# sound NAME GOAL...: nothing but hints.
sound() {
    title=$1
    shift
    printf '%s\n' "$@" >sound.txt
    t "$title" -o 'file,line,subject,rule,severity,finding,fix' -- \
        lever lint -q --due 2026-Q4 --goals sound.txt
}
sound 'words of outputs within a measure' 'Build time from 12 to 8 minutes' \
    'Change failure rate from 15% to 5%' 'Publication delay from 20 to 10 days' \
    'Release cycle time from 6 weeks to 2 weeks' 'Deployment frequency from 1 to 5 a week'
sound 'numbers that are names beside one that is none' 'ISO 27001 findings open from 9 to 2' \
    '30-day retention from 22% to 30%' "Top 10 customers' churn from 8 % to 4 %"
sound 'a guardrail needs no baseline' 'Keep complaints no worse than 3% of orders' \
    'Maintain uptime above 99.9 %'
sound 'nor does what is counted from nothing' 'Win 10 customers' '300 new members'
sound 'an arrow, and what it stood at' 'Average wait: 18 → 12 weeks' \
    'Achieve 99.95% uptime (currently 99.7%)'
sound 'one measure and a guardrail' 'Grow revenue from 1M to 2M while keeping margin above 30%'
sound 'units that differ are not compared' 'Reduce handling time from 2 hours to 30 minutes'
sound 'an objective needs no number' 'Objective: Become the first address for small shops'
sound 'a question' 'Find out why new customers leave within a month' 'Which shops leave first?'
sound 'German' 'Kündigungsquote von 5 % auf 3 % senken' 'Antwortzeit unter 4 Stunden halten' \
    '100 neue Kunden gewinnen'

# flag RULE GOAL
flag() {
    printf '%s\n' "$2" >goal.txt
    t "$1: $2" -m "^goal.txt,1,.*,$1," -- lever lint -q --due 2026-Q4 --goals goal.txt
}
flag output-as-outcome 'Publish 10 posts'
flag output-as-outcome 'Increase sales calls by 25 % a head'
flag output-as-outcome 'Ten articles written'
flag output-as-outcome 'Neue Website launchen'
flag no-number 'Get ISO 27001 in Q3'
flag no-number 'Customers in the top 10 cities'
flag no-baseline 'Halve the number of complaints'
flag no-baseline 'Reduce complaints by a third'
flag no-baseline 'Wartezeit auf 5 Tage senken'
flag wrong-direction 'Reduce bounce rate from 30% to 45%'
flag two-measures 'NPS von 30 auf 45 steigern und Kosten um 10 % senken'
flag percentage-trap 'Improve conversion rate by 20%, currently 3%'
flag too-vague 'Be world class'
flag discovery-open 'Explore new markets'

# ---- where dates come from ----
printf '# Goals 2026-Q3\nRaise users from 5 to 8\n# More\nRaise users from 5 to 8\n' >dated.txt
t 'a heading has the date' -o 'file,line,subject,rule,severity,finding,fix
dated.txt,4,Raise users from 5 to 8,no-date,warning,nothing says by when,"write by when, in the goal, in due, in a heading above it, or with --due"' \
    -- lever lint -q --goals dated.txt
t '... or --due' -o 'file,line,subject,rule,severity,finding,fix' -- \
    lever lint -q --goals dated.txt --due 2026-12-31
t '... which has to be a date' -s 2 -o '' -e 'due: not a date or period.*"soon"' -- \
    lever lint --goals dated.txt --due soon

# ---- CSV ----
printf 'goal;measure;kind;due;because\nRaise users from 5 to 8;users;key result;2026-Q3;Grow\nGrow;;objective;;the money must come\nWhy do they leave?;;discovery;;\n' >goals.csv
printf 'measure,role,better\nusers,outcome,up\n' >plan.csv
t 'a chain of whys that ends nowhere, a question without a date' -m 'no-why' -m 'discovery-open' -- \
    lever lint -q --goals goals.csv plan.csv
t '... by its end' -m '"its whys end at ""the money must come"", which is no measure of the plan"' -- \
    lever lint -q --goals goals.csv plan.csv
sed 's/the money must come/users/' goals.csv >ended.csv
t '... and one that ends at a measure' -s 1 -- sh -c \
    '"$LEVER" lint -q --goals ended.csv plan.csv | grep no-why'

# ---- a plan ----
cat >plan.csv <<'end'
measure,role,better,unit,agg,source,baseline,target,start,due,counter,kind,question,where,threshold
calls_made,outcome,up,,count,calls.csv,,,,,,,,,
users,outcome,up,,mean,u.csv,50,40,2026-01-01,2026-06-30,,,,,
same,outcome,up,,mean,u.csv,50,50,2026-01-01,,,,,,
limit,outcome,up,,mean,u.csv,50,<=40,2026-01-01,2026-06-30,,,,,
change,outcome,down,,mean,,,-3,,2026-06-30,,,,,
dated,outcome,,,mean,u.csv,,,,2026-06-30,,,,,
why,outcome,up,,mean,u.csv,,,,,,discovery,,,
north,output,,,sum,u.csv,,,,,,,,"team=""n""",
share,outcome,up,%,mean,u.csv,,120,,2026-Q3,,,,,
end
lever lint -q plan.csv -o plan-found.csv
has() { t "plan: $1" -m "$2" -- cat plan-found.csv; }
has 'an output posing as outcome' '^plan.csv,2,calls_made,output-as-outcome,error'
has 'a target behind the baseline' '^plan.csv,3,users,wrong-direction,.*would be worse'
has 'a target that is the baseline' '^plan.csv,4,same,wrong-direction,.*nothing to reach'
has 'a bound on the wrong side' '^plan.csv,5,limit,wrong-direction,.*more is better'
has 'a change from nowhere' '^plan.csv,6,change,no-baseline,.*is a change'
has 'no source' '^plan.csv,6,change,no-source,hint'
has 'a date without a target' '^plan.csv,7,dated,no-number,error'
has 'no direction' '^plan.csv,7,dated,no-direction,hint'
has 'a target without a date' '^plan.csv,4,same,no-date,warning'
has 'a mission without a question' '^plan.csv,8,why,discovery-open,warning'
has 'a share beyond 100 %' '^plan.csv,10,share,percentage-trap,warning'
has 'no guardrail' '^plan.csv,,,no-guardrail,hint'
t 'outputs only' -m '^out.csv,,,outputs-only,hint' -- sh -c \
    'printf "measure,role\ncalls,output\n" >out.csv; "$LEVER" lint -q out.csv'
t 'outcomes only, and a count without a counter' -m 'outcomes-only' -m '2,sales,no-counter' -- sh -c \
    'printf "measure,role,better,agg,source,target,due,start\nsales,outcome,up,sum,s.csv,total 50,2026-Q3,2026-01-01\n" >in.csv
     "$LEVER" lint -q in.csv'
printf 'measure,role,agg,source,column,where\nnorth,output,sum,u.csv,n,"team=""n"""\nsouth,output,sum,u.csv,n,"team=""s"""\n' >seg.csv
t 'segments of one column' -m '^seg.csv,3,south,segment,hint,"it is ""north"" of another team' -- \
    lever lint -q seg.csv

# ---- links and verdicts ----
printf 'measure,role,better,baseline,target,due\ncalls,output,up,,,\nposts,output,up,,,\nsales,outcome,up,5,8,2026-03-31\nvisits,outcome,up,,,\n' >p.csv
printf 'output,outcome,registered\ncalls,sales,2026-05-01\n' >l.csv
lever lint -q --links l.csv p.csv -o links-found.csv
for rule in no-sign no-lags no-min-effect registered-late; do
    t "links: $rule" -m "^l.csv,2,calls -> sales,$rule,hint" -- cat links-found.csv
done
t 'links: an output that no link has' -m '^p.csv,3,posts,output-alone,hint' -- cat links-found.csv
t 'links: an outcome that no link has' -m '^p.csv,5,visits,outcome-alone,hint' -- cat links-found.csv
printf 'output,outcome\nsales,calls\n' >turned.csv
t 'links: the wrong way round' -m 'turned.csv,2,sales -> calls,role-contradicted,hint' -- \
    lever lint -q --links turned.csv p.csv
awk 'BEGIN { srand(1); print "week,calls,sales"
    for (t = 1; t <= 52; t++) printf "2024-W%02d,%d,%d\n", t, 50 + (t * 37) % 23, 80 + (t * 53) % 17 }' >w.csv
printf 'output,outcome,sign,lags,min_effect\ncalls,sales,+,0..2,50\n' >sure.csv
lever test -q -t week --links sure.csv w.csv --resamples 199 -o v.csv
t 'verdicts: what moves nothing' -m '^v.csv,2,calls -> sales,not-moved,hint,it does not move' -- \
    lever lint -q --links sure.csv --verdicts v.csv
sed 's/,50$/,0.0001/' sure.csv >fine.csv
t 'verdicts: an effect inside the noise' -m '^fine.csv,2,calls -> sales,inside-noise,hint' -- \
    lever lint -q --links fine.csv --verdicts v.csv
printf 'measure,verdict,now,baseline,target,start,due,progress,pace,pace_needed,projected,low80,high80,low95,high95,p_hit,hit_by,assurance,signal,coverage80,n,note,entity\n%s\n' \
    'sales,off-track,6,5,80,,2026-W30,0,0,1,7,6,8,5,9,0.001,,never,usual,0.8,50,x,' >tracked.csv
t 'verdicts and targets together' -m '^v.csv,2,calls -> sales,not-moved,' \
    -m '^tracked.csv,2,sales,out-of-reach,hint,the chance to hit 80 is under 0.02' -- \
    lever lint -q --links sure.csv --verdicts v.csv --verdicts tracked.csv
t '... of which one is none' -s 1 -o '' -e 'w.csv:1: these are no verdicts' -- \
    lever lint --links sure.csv --verdicts v.csv --verdicts w.csv
t 'verdicts that are none' -s 1 -o '' -e 'w.csv:1: these are no verdicts' -- \
    lever lint --links sure.csv --verdicts w.csv

# ---- --assert, --words ----
t '--assert: a warning is worse than a hint' -s 3 -m 'no-date' -- \
    lever lint -q --goals dated.txt --assert hint
t '... and no worse than itself' -m 'no-date' -- lever lint -q --goals dated.txt --assert warning
t '... hints pass' -- lever lint -q --links l.csv --assert hint -o /dev/null
t '... of a word that is none' -s 2 -o '' -e 'did you mean "hint"' -- \
    lever lint --goals dated.txt --assert hints
printf 'Schnupper the market\n' >own.txt
printf '[output verb]\nschnupper\n' >own.words
t '--words adds to the lists' -m ',output-as-outcome,' -- \
    lever lint -q --goals own.txt --words own.words
printf '[output verbs]\nx\n' >bad.words
t '... of a section that is none' -s 1 -o '' \
    -e 'bad.words:1: "output verbs" is no section of words; did you mean "output verb"' -- \
    lever lint --goals own.txt --words bad.words
printf 'x\n' >first.words
t '... of a word before the first section' -s 1 -o '' -e 'first.words:1: "x" stands before' -- \
    lever lint --goals own.txt --words first.words
t '... that is not there' -s 1 -o '' -e 'none.words: cannot open' -- \
    lever lint --goals own.txt --words none.words

# ---- bad input ----
t 'nothing to look at' -s 2 -o '' -e 'name a plan, or --goals' -- lever lint
printf 'Umsatz von 5 auf 8 erh\366hen bis M\344rz 2026\n' >latin.txt
t 'another encoding is said, and read' -o 'file,line,subject,rule,severity,finding,fix' \
    -e 'latin.txt: read in' -- lever lint --goals latin.txt
printf 'Raise users from 5 to 8 by March\n' | iconv -f UTF-8 -t UTF-16 >wide.txt
t '... UTF-16 too' -o 'file,line,subject,rule,severity,finding,fix' -e 'sound' -- \
    lever lint --goals wide.txt
: >empty.txt
t 'an empty file' -s 1 -o '' -e 'empty.txt:' -- lever lint --goals empty.txt
printf 'measure,role,target,unit,start,due\na,outcome,soon,,,\nb,outcome,+20%%,%%,,\nc,outcome,5,,2026-05-01,2026-04-01\n' >faults.csv
t 'faults of the plan are all told, with their place' -s 1 -o '' \
    -e 'faults.csv:2: column "target": not a target' \
    -e 'faults.csv:3: column "target": "\+20%" of a measure in percent' \
    -e 'faults.csv:4: column "due": "2026-04-01" lies before start' -- lever lint faults.csv
awk 'BEGIN { for (i = 0; i < 10000; i++) print "Raise users from " i " to " i + 5 " by March" }' >many.txt
t 'ten thousand goals' -o 'file,line,subject,rule,severity,finding,fix' \
    -e '10000 of 10000 goals are sound' -- lever lint --goals many.txt
awk 'BEGIN { for (i = 0; i < 3000; i++) printf "from %d to ", i; print "" }' >long.txt
t 'a goal longer than any' -m '^file' -- lever lint -q --goals long.txt
printf '%%%%%% --- ### ((( 12 %%\n→→→ 5 → 6 →\n-\n12:30 24/7 1:1\n' >odd.txt
t 'odd goals' -m '^file' -- lever lint -q --goals odd.txt
t '--json' -m '^\{"file":"dated.txt","line":4,' -- lever lint -q --json --goals dated.txt
lever lint -q --goals bad.txt -o f.csv
t 'the findings as a sheet' -- sh -c \
    '"$LEVER" book -q -o f.xlsx f.csv && unzip -p f.xlsx xl/workbook.xml | grep -q "name=\"Lint\""'
finish
