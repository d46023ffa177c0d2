#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck source=tests/cli/tap.sh
. "$TOP/tests/cli/tap.sh"

cat >weekly.csv <<'END'
week,team,calls,won,revenue,note made
2026-W01,a,10,3,100.50,x
2026-W02,a,0,0,120,
2026-W03,b,,2,n/a,"q, ""r"""
2026-W04,b,8,1,-5,TRUE
END

t 'no formula: the rows as they are' -q -O weekly.csv -- lever calc weekly.csv
t 'a rate, and cells passed on as they are' -q -o 'week,team,calls,won,revenue,note made,rate
2026-W01,a,10,3,100.50,x,0.3
2026-W02,a,0,0,120,,
2026-W03,b,,2,n/a,"q, ""r""",
2026-W04,b,8,1,-5,TRUE,0.125' -- lever calc 'rate = IF(calls>0, won/calls, "")' weekly.csv
t 'what goes wrong is missing, counted, and told with its first line' -o 'a,b,q,l
1,0,,0
x,2,,
0,2,0,' -e 'in.csv:2: column "q": a division by zero' -- sh -c \
    "printf 'a,b\n1,0\nx,2\n0,2\n' >in.csv; \"\$LEVER\" calc 'q=a/b' 'l=LN(a)' in.csv"
t 'not where it is not chosen or caught' -q -o 'a,b,q,l
1,0,9,0
0,2,0,-1' -- sh -c \
    "printf 'a,b\n1,0\n0,2\n' | \"\$LEVER\" calc 'q=IF(b=0,9,a/b)' 'l=IFERROR(LN(a),-1)'"
t '--strict' -s 1 -o '' -e '^lever calc: weekly.csv:3: column "d": a division by zero \(--strict\)$' \
    -- lever calc --strict 'd = won/calls' --out gone.csv weekly.csv
t '--strict leaves no file behind' -s 1 -- test -e gone.csv
t 'new columns may be used, before they are made too' -q -m ',40,20,10$' -- \
    lever calc 'a = b*2' 'b = c*2' 'c=10' weekly.csv
t 'a column is replaced only if so asked' -s 2 -o '' -e '"calls" already; --replace' -- \
    lever calc 'calls = calls*2' weekly.csv
t '--replace: before it the old column, behind it the new one' -q -o 'x,a,b
2,1,3' -- sh -c "printf 'x\n1\n' | \"\$LEVER\" calc --replace 'a = x' 'x = x*2' 'b = x+1'"
t 'a circular reference' -s 2 -o '' -e '"a" needs "b", which needs "a"' -- \
    lever calc 'a=b+1' 'b=a' weekly.csv
t 'an unknown name: the nearest header, and a caret' -s 2 -o '' \
    -e '^lever calc: formula "a": no column "cals"; did you mean "calls"' -- \
    lever calc 'a=cals+1' weekly.csv

finish
