#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What a report asks beside the test of links.
# shellcheck source=tests/cli/tap.sh
. "$TOP/tests/cli/tap.sh"

# Changes at a known date: with --events, from the report alone.
cp "$TOP/samples/release"/*.csv .
lever report -q plan.csv --events events.csv -o changes.xlsx --tables changes >changes.csv
t '--events: a plan of outcomes is answered by impact' -o 'dark mode,weekly_users,no-effect
dark mode,sessions,no-effect
dark mode,rating,no-effect
search v2,weekly_users,lasts
search v2,sessions,no-effect
search v2,rating,no-effect
banner,weekly_users,no-effect
banner,sessions,back-to-baseline
banner,rating,no-effect' -- awk -F , 'NR > 1 { print $1 "," $2 "," $3 }' changes.csv
t '... whose tables are in the folder' -o 'data.csv
impact.csv
lint.csv
path.csv' -- ls changes
t '... and in the workbook' -m 'name="Changes".*name="Paths"' -- \
    sh -c 'unzip -p changes.xlsx xl/workbook.xml'
t '... with charts of the paths' -m 'without the change, with its 95% interval' -- \
    sh -c 'unzip -p changes.xlsx "xl/drawings/*.xml"'
t 'events that cannot be read are said by impact' -s 1 -e '^lever impact: .*absent.csv' -- \
    lever report plan.csv --events absent.csv
t 'no table replaces the events' -s 2 -e 'impact.csv is read for the result' -- \
    sh -c 'mkdir -p t && cp events.csv t/impact.csv && "$LEVER" report plan.csv --events t/impact.csv --tables t'

# A bonus that lowers satisfaction for good, closures that rise while it lasts: a plan with by.
awk 'function u() { s = (s * 16807) % 2147483647; return s / 2147483647 }
    function g(  i, a) { a = -6; for (i = 0; i < 12; i++) a += u(); return a }
    BEGIN { s = 9; print "week,closed,satisfaction"
        for (t = 0; t < 100; t++) printf "%d-W%02d,%d,%.2f\n", 2023 + int(t / 52), t % 52 + 1,
            200 + 10 * g() + (t >= 60 ? 50 : 0), 8 + .25 * g() - (t >= 60 ? .7 : 0) }' >desk.csv
cat >bonus-plan.csv <<'END'
measure,role,better,agg,source,date,period,min_change
closed,outcome,up,sum,desk.csv,week,week,10
satisfaction,guardrail,up,mean,desk.csv,week,,0.2
END
printf 'event,date\nbonus,2024-W09\n' >bonus.csv
lever report -q bonus-plan.csv --events bonus.csv >bonus-out.csv
t 'a bonus that did harm' -m '^bonus,satisfaction,lasts,worse,.*must not get worse, and it got worse' -- cat bonus-out.csv
t '... and what it was for' -m '^bonus,closed,lasts,better,' -- cat bonus-out.csv

# compare: who was treated, and a calendar
cp "$TOP"/samples/experiment/*.csv .
printf '%s\n' measure,role,better,source,column,date,by,agg,period \
    sales,outcome,up,stores.csv,sales,week,store,mean,week >stores-plan.csv
t 'compare: who was treated, with a plan without outputs' -m '^store 01 and store 02,10 others,sales,' -- \
    lever report stores-plan.csv --treated 'store 01,store 02' --treated-since 2024-W41 -q -o stores.xlsx
printf '%s\n' measure,role,better,source,column,date,agg,period \
    mails,output,,shop.csv,mails,week,sum,week orders,outcome,up,shop.csv,orders,week,sum,week >shop-plan.csv
t 'compare: a calendar, beside the verdicts' -m '^mails,orders,' -- \
    lever report shop-plan.csv --schedule calendar.csv -q -o shop.xlsx --tables tables
t '... whose table is there' -m '^1,0,orders,differs,better,experiment,schedule,' -- cat tables/compare.csv

# Further analyses: what has been a target, links that form a chain, what has a cost.
cp "$TOP"/samples/incidents/*.csv .
lever report plan.csv --links links.csv --resamples 999 --tables told -q >verdicts 2>/dev/null
t 'a target: the link came apart, with its dates' \
    -m '^closed,complaints,decoupled,.*until 2025-W08 \(by the data alone, 2025-W' -- cat verdicts
t '... drift says the same' -m '^link,closed,complaints,decoupled,2025-W08,2025-W0' -- cat told/drift.csv
t '... the counter was traded' -m '^counter,closed,satisfaction,traded-off,2025-W08,' -- \
    cat told/drift.csv
t '... and the mix moved' -m '^mix,mix,hours_to_close,mix-shift,2025-W08,' -- cat told/drift.csv
LC_ALL=C awk -v bonus=0 -f "$TOP/samples/incidents/generate.awk"
lever report plan.csv --links links.csv --resamples 999 --tables calm -q >verdicts 2>/dev/null
t 'the same without the bonus: nothing is said of drift' -s 1 -- \
    grep -E 'decoupled|differs|mix-shift|traded-off|stopped' calm/drift.csv
t '... and the link is there' -m '^closed,complaints,moves,' -- cat verdicts
echo 'output,outcome
closed,complaints
complaints,satisfaction' >way.csv
sed '1s/$/,unit_cost/; 2s/$/,20/; s/^\([hcs][^l].*\)$/\1,/' plan.csv >priced.csv
lever report priced.csv --links way.csv --resamples 199 --tables more -q >verdicts 2>/dev/null
t 'links that form a chain' -m '^closed > complaints > satisfaction,all,closed,satisfaction,' -- \
    cat more/chain.csv
t 'an output with a cost' -m '^closed,complaints,[a-z-]*,,1,' -- cat more/rank.csv

finish
