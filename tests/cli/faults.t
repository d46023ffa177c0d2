#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Whole after every fault: a message, a true status, the old file as it was, nothing left behind.
# shellcheck source=tests/cli/tap.sh
. "$TOP/tests/cli/tap.sh"

mkdir tmp out
TMPDIR=$work/tmp
export TMPDIR
awk 'BEGIN { print "week,x,y"
    for (t = 0; t < 52; t++) printf "2023-W%02d,%d,%d\n", t + 1, t * 7 % 11, t * t % 13 }' >rows.csv
cat >plan.csv <<'EOF'
measure,role,agg,source,column,date
calls,output,sum,rows.csv,x,week
sales,outcome,sum,rows.csv,y,week
EOF
old() { printf 'old\n' >"$1"; }
is_old() { [ "$(cat "$1")" = old ]; }
limited() { # BLOCKS COMMAND...: no file larger than that
    (ulimit -f "$1" && shift && "$@")
}

# A disk that is full.
if command -v gnuplot >/dev/null; then
    old out/p.svg
    t 'a picture that finds no room' -s 1 -o '' -e 'p.svg: cannot write the picture' -- \
        limited 4 "$LEVER" plot -q -t week -x x -y y -o out/p.svg rows.csv
    t '... leaves the old one' -- is_old out/p.svg
    printf 'set terminal png\nset title "mine"\n' >.gnuplot
    lever plot -q -t week -x x -y y -o out/one.svg rows.csv
    HOME=$work lever plot -q -t week -x x -y y -o out/two.svg rows.csv
    t 'settings of the user change no picture' -- cmp out/one.svg out/two.svg
    mkdir bin
    # shellcheck disable=SC2016 # the script's own
    printf '#!/bin/sh\nprintf "<svg>half"\n' >bin/gnuplot
    chmod +x bin/gnuplot
    t 'a picture without its end' -s 1 -e 'gnuplot left off in the midst' -- \
        env PATH="$work/bin:$PATH" "$LEVER" plot -q -t week -x x -y y -o out/p.svg rows.csv
    printf '#!/bin/sh\nexit 127\n' >bin/gnuplot
    t 'a gnuplot that cannot begin is not missing' -s 1 -e 'gnuplot failed \(status 127\)' -- \
        env PATH="$work/bin:$PATH" "$LEVER" plot -q -t week -x x -y y -o out/p.svg rows.csv
    t '... and the old picture stays' -- is_old out/p.svg
else
    skip 'pictures' 'gnuplot is not there'
fi
if [ -w /dev/full ]; then
    for how in '--formulas' '--trail'; do
        old out/o.csv
        t "calc $how to a full disk" -s 1 -o '' -e '/dev/full: cannot write' -- \
            lever calc -q $how /dev/full -o out/o.csv z=x+1 rows.csv
        t '... leaves the old result' -- is_old out/o.csv
    done
    old out/r.xlsx
    full() { "$@" >/dev/full; }
    t 'report to a full disk' -s 1 -e 'cannot write standard output' -- \
        full "$LEVER" report -q --resamples 99 -o out/r.xlsx plan.csv
    t '... leaves the old workbook' -- is_old out/r.xlsx
fi

# Pipes that end, memory that runs out.
gone() { lever report -q --resamples 99 plan.csv | true; }
t 'a reader that goes away' -- gone
t '... and nothing is left of report' -o '' -- find tmp -mindepth 1
if ! grep -q 'define LEVER_SANITIZED' "$BUILD/config.h" && [ "$(uname -m)" = x86_64 ]; then
    awk 'BEGIN { for (i = 1; i <= 300000; i++) printf "%d,", i * 7; print "x" }' >wide.csv
    old out/c.csv
    # shellcheck disable=SC3045 # skipped elsewhere
    scarce() { (ulimit -v 50000 && "$LEVER" pivot -q --names A --values B -o out/c.csv wide.csv); }
    t 'memory that runs out' -s 1 -e 'out of memory|too many|wide' -- scarce
    t '... leaves the old file' -- is_old out/c.csv
    t '... and no other' -o '' -- find out tmp -name '*.??????'
fi

# An axis far longer than its rows.
printf 'd,x,y\n0001-01-01,1,2\n9999-12-31,3,4\n' >far.csv
t 'one far date' -s 1 -o '' \
    -e 'far.csv:3: column "d": "9999-12-31" is 3652058 days from .* is it mistyped' -- \
    lever test -q -t d -x x -y y far.csv
{ cat rows.csv; echo 1922-W05,3,4; } >year.csv
t 'a year mistyped' -s 1 -e 'year.csv:54: column "week": "1922-W05" is [0-9]* weeks from' -- \
    lever test -q -t week -x x -y y year.csv
t '... is not filled up to' -s 1 -e '1922-W05 is [0-9]* periods from .*leave --fill out' -- \
    lever roll -q -t week --sum x --fill 0 year.csv
t '... and stays where nothing is filled' -m '1922-W05' -- lever roll -q -t week --sum x year.csv

# What steers a terminal.
printf 'a\033]52;c;x\007b,"c\nlever: forged"\n1,2\n' >steer.csv
t 'messages show controls by their codes' -s 1 \
    -e 'The columns are: a\\u001b\]52;c;x\\u0007b, c\\nlever: forged$' -- \
    lever corr -x nope -y zip steer.csv
t '... and completion offers no such name' -o 'files	' -- \
    lever --complete 3 lever test -x '' steer.csv

# Links, modes, names.
old out/real
ln -s real out/link
lever calc -q z=x rows.csv -o out/link
t 'a symbolic link is followed' -m z -- cat out/real
t '... and stays' -- test -L out/link
long=$(printf '%0250d.csv' 0)
t 'a name as long as names may be' -- lever calc -q z=x rows.csv -o "out/$long"
chmod 640 out/real
lever calc -q z=x rows.csv -o out/real
t 'modes are kept' -m '^-rw-r-----' -- ls -l out/real
chmod 440 out/real
if [ -w out/real ]; then
    skip 'a file that is not writable is refused' 'root may write all'
else
    t 'a file that is not writable is refused' -s 1 -e 'real: cannot write: Permission' -- \
        lever calc -q z=x rows.csv -o out/real
fi
finish
