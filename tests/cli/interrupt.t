#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What takes long: Ctrl-C ends it with status 130 and leaves nothing behind, and progress is
# said to whoever wants it.
# shellcheck source=tests/cli/tap.sh
. "$TOP/tests/cli/tap.sh"

if ! timeout --preserve-status -s INT 1 true 2>/dev/null; then
    skip 'interrupts and progress' 'timeout has no --preserve-status'
    finish
    exit
fi

# Each filter with rows that never end, in the way it would write a file.
mkdir tmp out
mkfifo rows
awk 'BEGIN { print "week,x,y"
    for (i = 1; i <= 60; i++) print "2024-W" sprintf("%02d", i % 52 + 1) "," i * 7 % 11 "," i * i % 13 }' >table.csv
interrupt() { # SECONDS COMMAND...: with SIGINT after so long
    TMPDIR=$work/tmp timeout --preserve-status -s INT "$@"
}
endless() { # COMMAND...
    { head -n 40 table.csv; exec sleep 9; } >rows &
    feeder=$!
    interrupt .4 "$@" <rows
    status=$?
    kill "$feeder" 2>/dev/null
    wait "$feeder" 2>/dev/null
    return "$status"
}
printf 'measure,role,target,effort\ny,outcome,20,\nx,output,,3\n' >target.csv
for filter in $(lever --list-filters | cut -f 1); do
    case $filter in
    filters | methods) continue ;; # read nothing
    report) continue ;;            # comes below
    draft | ledger) continue ;;    # read no pipe
    book) arguments='-o out/book.xlsx' ;;
    view) arguments='' ;;
    calc) arguments="z=x -o out/$filter.csv" ;;
    clean) arguments="-o out/$filter.csv" ;;
    join) arguments="- table.csv -t week -o out/$filter.csv" ;;
    stack) arguments="- -o out/$filter.csv" ;;
    pivot) arguments="--names x --values y -o out/$filter.csv" ;;
    plot) arguments='-t week -x x -y y -o out/plot.svg' ;;
    roll) arguments="-t week --sum x -o out/$filter.csv" ;;
    corr) arguments="-x x -y y -o out/$filter.csv" ;;
    impact) arguments="-t week -y y --at 2024-W20 -o out/$filter.csv" ;;
    compare) arguments="--groups x -y y -o out/$filter.csv" ;;
    nudge) arguments="--from 2024-W40 --periods 40 -t week -y y -o out/$filter.csv -" ;;
    chain) arguments="-t week -o out/$filter.csv -" arguments="$arguments x>y" ;;
    lint) arguments="-o out/$filter.csv -" ;;
    track) arguments="-t week -p target.csv -o out/$filter.csv" ;;
    rank) arguments="-p target.csv -o out/$filter.csv" ;;
    *) arguments="-t week -x x -y y -o out/$filter.csv" ;;
    esac
    # shellcheck disable=SC2086 # options and their values
    t "lever $filter: 130" -s 130 -- endless "$LEVER" "$filter" $arguments
done

# report is several processes, and has a folder of files in between.
awk 'BEGIN { print "month,made,won"; for (t = 0; t < 60; t++) printf "%d-%02d,%d,%d\n",
    2020 + int(t / 12), t % 12 + 1, t * 7 % 11, t * t % 13 }' >figures.csv
cat >plan.csv <<'EOF'
measure,role,agg,source,column,date
calls,output,sum,figures.csv,made,month
sales,outcome,sum,figures.csv,won,month
EOF
t 'lever report: 130' -s 130 -o '' -- \
    interrupt 1.5 "$LEVER" report plan.csv --resamples 10000000 -o out/report.xlsx
t 'no files are left' -o '' -- find tmp out -type f
t 'nor folders' -o tmp -- find tmp
t 'nor processes' -s 1 -o '' -- sh -c 'ps -e -o args= | grep "[r]eport plan.csv --resamples 10000000"'

# Progress, of what takes over a second: on a busy machine it takes a while until something can
# be told, so the time that is given grows.
patiently() { # PATTERN COMMAND...: until what it says has the pattern; LIMIT is the time
    pattern=$1
    shift
    for LIMIT in 1.8 7 20 40; do
        export LIMIT
        "$@" >said 2>&1
        status=$?
        grep -Eq "$pattern" said && break
    done
    cat said
    return "$status"
}
long() {
    timeout -s INT "$LIMIT" "$LEVER" test -t month -x made -y won --resamples 10000000 "$@" figures.csv
}
left='testing links: [0-9]+ %, [0-9]+ s left'
t '--progress always: lines, with what is left' -s 124 -m "^$left\$" -- \
    patiently "$left" long --progress always
LIMIT=1.8
t 'no progress where standard error is no terminal' -s 124 -q -o '' -- long -q
if command -v script >/dev/null; then
    on_terminal() {
        script -qec "TERM=xterm timeout -s INT $LIMIT '$LEVER' test $* -t month -x made -y won \
            --resamples 10000000 figures.csv" /dev/null </dev/null
    }
    back=$(printf '\r')
    t 'progress on a terminal, on one line' -s 124 -m "$back$left" -- patiently "$left" on_terminal
    LIMIT=1.8
    t '--progress never: none' -s 124 -o '' -- on_terminal --progress never
    t 'nothing for what takes no second' -o '' -- sh -c \
        'script -qec "\"$1\" roll -q -t month --sum made figures.csv -o rolled.csv" /dev/null </dev/null' sh "$LEVER"
else
    skip 'progress on a terminal' 'script is not installed'
fi
# The header comes with the first block that is read, before the work begins.
slowly() {
    {
        head -n 30 table.csv
        seq -f '2024-W20,%.0f,1' 20000
        sleep 1.3
        seq -f '2024-W20,%.0f,1' 40000
    } | "$LEVER" "$@"
}
for command in 'roll -t week --sum x' 'calc z=x' 'corr -x x -y y'; do
    # shellcheck disable=SC2086 # options and their values
    t "lever $command: progress" -e '^reading: [0-9]+, [0-9]+ s$' -m , -- \
        slowly $command --progress always
done

finish
