#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck source=tests/cli/tap.sh
. "$TOP/tests/cli/tap.sh"

# An outcome that must not get worse: calls raise sales and, two weeks later, returns.
awk 'function u() { s = (s * 16807) % 2147483647; return s / 2147483647 }
    function g(  i, a) { a = -6; for (i = 0; i < 12; i++) a += u(); return a }
    BEGIN {
        s = 4; OFS = ","
        print "week,calls,sales,returns,rating"
        for (t = 1; t <= 90; t++) {
            c[t] = .5 * c[t-1] + g()
            printf "%d-%02d-%02d,%.3f,%.3f,%.3f,%.3f\n", 2001 + int((t - 1) / 12), (t - 1) % 12 + 1, 1,
                50 + c[t], 90 + .8 * c[t-1] + .6 * g(), 30 + .7 * c[t-2] + .5 * g(), 4 - .6 * c[t-2] + .5 * g()
        }
    }' >monthly.csv
ask() { lever test monthly.csv -t week --period month --resamples 499 --season none "$@" 2>/dev/null; }

plan() { # ROLE BETTER of returns
    printf 'measure,role,better,unit\ncalls,output,,\nsales,outcome,up,EUR\nreturns,%s,%s,\n' "$1" "$2"
}
plan guardrail down >plan.csv
ask -p plan.csv >verdicts.csv
t 'the plan alone tests guardrails, too' -o 'calls,sales,moves
calls,returns,harms' -- sh -c 'tail -n +2 verdicts.csv | cut -d, -f1-3'
t 'a guardrail that gets worse is harmed, and the note says so' \
    -m '^calls,returns,harms,lagged,2,.*1 more calls? goe?s? ?w?i?t?h?.*returns 2 months later \(.*\); a guardrail gets worse\.' \
    -- cat verdicts.csv
plan guardrail up >better.csv
t 'one that gets better moves' -m '^calls,returns,moves,' -- ask -p better.csv
plan outcome down >outcome.csv
t 'an outcome that gets worse is no harm: it moves against' -m '^calls,returns,moves-against,' -- \
    ask -p outcome.csv
printf 'measure,role,better\ncalls,output,\nrating,guardrail,up\n' >rating.csv
t 'better is up: a fall harms' -m '^calls,rating,harms,.*less rating.*; a guardrail gets worse' -- ask -p rating.csv
printf 'output,outcome,sign\ncalls,returns,up\n' >links.csv
t 'a registered sign does not make harm good' -m '^calls,returns,harms,' -- \
    ask -p plan.csv --links links.csv
t '--assert harms holds' -m harms -- ask -p plan.csv -y returns --assert harms
t '... and a harm is no move' -s 3 -m harms -- ask -p plan.csv -y returns --assert moves
t '@guardrail addresses it' -m '^calls,returns,harms,' -- ask -p plan.csv -y @guardrail

# Through report: the workbook's words.
cat >full.csv <<'END'
measure,role,better,unit,agg,source,column,date,period
calls,output,,,sum,monthly.csv,calls,week,month
sales,outcome,up,EUR,sum,monthly.csv,sales,week,
returns,guardrail,down,,sum,monthly.csv,returns,week,
END
if command -v unzip >/dev/null; then
    t 'report' -- sh -c '"$LEVER" report full.csv -q --season none --resamples 499 -o harm.xlsx'
    unzip -p harm.xlsx xl/sharedStrings.xml >strings.xml
    t '... with --joint' -m '--joint' -- lever report full.csv --joint --show
    t '... has the word in the workbook' -- grep -q '>harms<' strings.xml
    t '... on its cover' -- grep -q 'calls and returns (guardrail): harms\. 1 more call goes with' strings.xml
    t '... and says what it means' -- grep -q 'must not get worse, and it gets worse' strings.xml
    t '... and the note' -- grep -q 'a guardrail gets worse' strings.xml
else
    skip 'report' 'no unzip'
fi

finish
