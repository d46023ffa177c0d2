#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Workbooks of many kinds: each keeps every rule, and other programs compute what it says.
# (A hundred links are not recalculated here: that takes minutes.)
# shellcheck source=tests/book/setting.sh
. "$TOP/tests/book/setting.sh"
need_openpyxl
# shellcheck source=tests/cli/tap.sh
. "$TOP/tests/cli/tap.sh"
desk=$TOP/samples/support-desk
long=posts_made_in_the_whole_of_the_organisation_each_month

# Six teams, month by month, their rows scattered: names that differ by case only, with quotes,
# a divider, other letters; a measure like a formula, a long one, two that differ by case, one
# with a comma, one that never changes, one mostly missing; gaps in some.
awk -v long=$long '
    function uniform() { seed = (seed * 16807) % 2147483647; return seed / 2147483647 }
    function normal(    i, sum) { for (i = 0; i < 12; i++) sum += uniform(); return sum - 6 }
    BEGIN {
        seed = 5
        print "month,team,=calls," long ",Revenue,revenue,\"complaints,open\",stuck,scarce"
        split("North & <South>|Jeanne d'\''Arc|north & <south>|\"\"Quoted\"\"|A / B|\346\227\245\346\234\254",
            team, "|")
        for (i = 0; i < 60; i++)
            for (k = 1; k <= 6; k++) {
                calls[k, i] = .5 * calls[k, i - 1] + normal()
                posts[k] = .5 * posts[k] + normal()
                revenue = sprintf("%.2f", 200 + 9 * normal() + 14 * calls[k, i - 2])
                printf "%d-%02d,\"%s\",%s,%.2f,%s,%.4f,%.2f,7,%s\n", 2018 + int(i / 12), i % 12 + 1,
                    team[k], i % 23 == 9 ? "NA" : sprintf("%.3f", 50 + 5 * calls[k, i]),
                    1e6 * (30 + posts[k]),
                    i % 17 == 5 && k < 6 ? "" : revenue,
                    5 + .02 * i + normal() / 2, 20 + 2 * normal() + 4 * calls[k, i - 1],
                    i % 3 ? "" : i
            }
    }' >odd.csv
{ head -n 1 odd.csv; grep '"North & <South>"' odd.csv; } >one.csv
cat >odd-plan.csv <<CSV
measure,role,better,unit
=calls,output,up,calls
$long,output,up,posts
Revenue,outcome,up,"=EUR, net"
"complaints,open",guardrail,down,complaints
stuck,outcome,up,
scarce,outcome,up,
CSV
odd() { # NAME OPTIONS... DATA: verdicts of it, and the book of them all
    odd_name=$1
    shift
    for odd_data; do :; done
    lever test -q -t month --lags=-2..4 --resamples 199 --working w.csv --profile l.csv -o v.csv \
        "$@" 2>/dev/null && lever book -q -o "$odd_name.xlsx" v.csv w.csv l.csv "$odd_data" odd-plan.csv
}
t 'teams one by one' -- odd each -b team --each -p odd-plan.csv odd.csv
t 'a panel' -- odd panel -b team -p odd-plan.csv odd.csv
t 'one team: a guardrail, an unusable link, headers that differ by case' -- \
    odd one -x '=calls' -y 'Revenue,revenue,"complaints,open",stuck,scarce' -p odd-plan.csv one.csv
# Periods without a row, in different places in each team.
sed '12,14d;40d' one.csv >holes.csv
awk -F, 'NR == 1 || (NR * 7) % 23 && !/A \/ B/ && !/north/' odd.csv | head -n 330 >holed.csv
t 'one team, some months without a row' -- odd holes -x '=calls' -y Revenue -p odd-plan.csv holes.csv
t 'teams with months without a row' -- odd holed -b team -x '=calls' -y Revenue holed.csv
t '... one by one' -- odd holed-each -b team --each -x '=calls' -y Revenue holed.csv
t 'the demo' -- lever report -q "$desk/plan.csv" --links "$desk/links.csv" -o demo.xlsx

# Rows without time.
awk 'BEGIN { s = 3; print "shop,flyers,sales"; for (i = 1; i <= 40; i++) { s = (s * 16807) % 2147483647
    f = s % 20; s = (s * 16807) % 2147483647; print i "," f "," f * 2 + s % 30 } }' >shops.csv
shops() {
    lever test -q -x flyers -y sales --resamples 199 --working w.csv --profile l.csv -o v.csv shops.csv &&
        lever book -q -o shops.xlsx v.csv w.csv l.csv shops.csv
}
t 'rows without time' -- shops

awk 'BEGIN { s = 1; for (j = 1; j <= 10; j++) h = h ",x" j ",y" j; print "t" h
    for (t = 0; t < 40; t++) { printf "%d-%02d", 2015 + int(t / 12), t % 12 + 1
        for (j = 1; j <= 20; j++) { s = (s * 16807) % 2147483647
            v[j] = .5 * v[j] + s / 2147483647; printf ",%.6f", v[j] } print "" } }' >many.csv
hundred() {
    lever test -q -t t -x 'x*' -y 'y*' --lags 0..2 --resamples 99 --working w.csv --profile l.csv \
        -o v.csv many.csv 2>/dev/null && lever book -q -o many.xlsx v.csv w.csv l.csv many.csv
}
t 'a hundred links' -- hundred

# Tables that book shows as data; two of a kind; tables without a row; no link at all.
others() {
    lever corr -q -x 'x*' -y y1,y2 many.csv >list.csv &&
        lever corr -q --columns 'x*' --matrix many.csv >matrix.csv &&
        lever lags -q -t t -x x1 -y y1 --granger --lags 1..2 many.csv >granger.csv &&
        lever power -q -t t -x x1 -y y1 --resamples 99 many.csv >power.csv &&
        lever methods >methods.csv &&
        lever book -q -o others.xlsx list.csv matrix.csv granger.csv power.csv methods.csv one.csv odd.csv
}
t 'tables of other filters' -- others
empty() {
    for empty_table in v w l odd-plan; do
        head -n 1 $empty_table.csv >"empty-$empty_table.csv"
    done
    echo file,line,column,kind,before,after >empty-repairs.csv
    echo output,outcome,sign,lags,min_effect,because,registered >empty-links.csv
    echo a,b >empty-data.csv
    lever book -q -o empty.xlsx empty-*.csv
}
t 'tables without a row' -- empty
twice() {
    for twice_table in v w l shops; do
        cp $twice_table.csv $twice_table-2.csv
    done
    lever book -o twice.xlsx v.csv v-2.csv w.csv w-2.csv l.csv l-2.csv shops.csv shops-2.csv \
        odd-plan.csv odd-plan.csv
}
t 'rows without time, again' -- shops
t 'two tables of each kind' -e 'v-2.csv:2: a second verdict on flyers and sales is left out' -- twice

books='each panel one holes holed holed-each demo shops many others empty twice'
for book in $books; do
    t "$book: keeps every rule" -- "$PYTHON" "$TOP/tests/book/rules.py" "$book.xlsx"
done
# What a spreadsheet says at each lag is a formula, whatever is missing.
cells() { "$PYTHON" "$TOP/tests/book/cells.py" "$@"; }
for book in panel holes holed holed-each; do
    lagged() { cells "$book.xlsx" Lags 'Naive r at' | sed 1d | grep -c '^-\{0,1\}[01]\.'; }
    unlagged() { cells "$book.xlsx" Lags Outcome 'Naive r at' | grep '^Revenue,\[x\]'; }
    t "$book: naive r at each lag" -m '^[1-9]' -- lagged
    t "$book: ... at all of them" -s 1 -o '' -- unlagged
done
recalculated() { # PROGRAM COMMAND
    if command -v "$2" >/dev/null; then
        t "$1 computes what they say" -m ' formulas, 0 disagree' -- \
            sh "$TOP/tests/book/recalc.sh" "$1" "$work" each.xlsx panel.xlsx one.xlsx holes.xlsx \
            holed.xlsx holed-each.xlsx demo.xlsx shops.xlsx
        sed 's/^/# /' .out
    else
        skip "$1 computes what they say" "$2 is not installed"
    fi
}
recalculated gnumeric ssconvert
recalculated libreoffice soffice

finish
