#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck source=tests/cli/tap.sh
. "$TOP/tests/cli/tap.sh"

cat >long.csv <<'EOF'
date,team,metric,value
2026-02,b,calls,1
2026-01,b,sales,"1,5"
2026-02,b,sales,2.50
2026-01,a,calls,
EOF
cat >wide.csv <<'EOF'
date,team,calls,sales
2026-02,b,1,2.50
2026-01,b,,"1,5"
2026-01,a,,
EOF
t 'to wide; order of first occurrence, cells as they are' -q -O wide.csv -- lever pivot long.csv
t 'to long; empty cells too' -q -o 'date,team,metric,value
2026-02,b,calls,1
2026-02,b,sales,2.50
2026-01,b,calls,
2026-01,b,sales,"1,5"
2026-01,a,calls,
2026-01,a,sales,' -- lever pivot --long calls,sales wide.csv
t 'there and back again' -q -O wide.csv -- sh -c \
    "\"\$LEVER\" pivot --long 3-4 wide.csv | \"\$LEVER\" pivot"
t 'other names' -q -o 'date,team,what,much
2026-02,b,calls,1
2026-01,b,calls,
2026-01,a,calls,' -- sh -c \
    "cut -d, -f1-3 wide.csv | \"\$LEVER\" pivot --long C --names what --values much"
t 'columns by number' -q -o 'x,b,a
1,2,
3,,4' -- sh -c "printf 'x,n,v\n1,b,2\n3,a,4\n' | \"\$LEVER\" pivot --names 2 --values C"
t 'quoted text with a line end' -q -o 'k,"a
b"
1,"x,""y"""' -- sh -c \
    "printf 'k,metric,value\n1,\"a\nb\",\"x,\"\"y\"\"\"\n' | \"\$LEVER\" pivot"

printf 'd,metric,value\n1,a,1\n2,a,2\n1,a,3\n' >twice.csv
t 'what two rows state is refused' -s 1 -o '' \
    -e '^lever pivot: twice.csv:4: column "metric": "a" occurs twice for "1": on line 2 and here' \
    -- lever pivot twice.csv
printf 'd,metric,value\n1,,1\n' >empty.csv
t 'a measure without a name' -s 1 -e 'empty.csv:2: column "metric": is empty' -- \
    lever pivot empty.csv
printf 'd,metric,value\n1,d,1\n' >same.csv
t 'a measure called like another column' -s 1 -e 'column "metric": names a column "d"' -- \
    lever pivot same.csv
t 'new columns called like old ones' -s 2 -e 'called "team" already' -- \
    lever pivot --long calls --names team wide.csv
t 'no such column' -s 1 -e 'no column "metric"' -- lever pivot wide.csv
t 'one column for both' -s 2 -e 'the same column, "value"' -- \
    lever pivot --names value long.csv
t 'a header and no rows' -s 1 -e 'no rows' -- sh -c \
    "echo d,a | \"\$LEVER\" pivot --long a"
t 'another decimal mark' -q -o 'd;metric;value
x;v;1.5' -- sh -c "printf 'd;v\nx;1,5\n' |
    \"\$LEVER\" pivot --long v -d ';' --decimal , --out-delimiter ';' --out-decimal ."

awk 'BEGIN { print "k,a,b,c"; for (i = 0; i < 30000; i++) print i ",\"" i % 7 "\"," i * 3 ",x" i }' \
    >many.csv
awk 'BEGIN { print "k,a,b,c"; for (i = 0; i < 30000; i++) print i "," i % 7 "," i * 3 ",x" i }' \
    >plain.csv
t 'a large table there and back' -q -O plain.csv -- sh -c \
    "\"\$LEVER\" pivot --long a,b,c --threads 3 many.csv | \"\$LEVER\" pivot"

finish
