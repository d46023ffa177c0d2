#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# make corpora: every dirty case and every file of ../shared/data goes through the
# filters that read, under valgrind (or, where the program was built with sanitizers,
# by itself). What a filter says of a file does not matter here; that nothing is read
# or written beyond its bounds, used before it is set, or lost, does.
#
# corpora.sh LEVER TOP
set -u

lever=$1 top=$2
work=$(mktemp -d "${TMPDIR:-/tmp}/lever-corpora.XXXXXX") || exit 99
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM HUP
runs=0 bad=0

if nm "$lever" 2>/dev/null | grep -q __asan_init; then
    checker=''
    echo 'corpora: by the sanitizers that are built in'
elif command -v valgrind >/dev/null; then
    checker='valgrind -q --error-exitcode=99 --leak-check=full'
else
    echo 'corpora: neither sanitizers nor valgrind' >&2
    exit 1
fi
ASAN_OPTIONS=exitcode=99 UBSAN_OPTIONS=halt_on_error=1:exitcode=99
export ASAN_OPTIONS UBSAN_OPTIONS

run() {
    status=0
    # shellcheck disable=SC2086
    $checker "$lever" "$@" >"$work/out" 2>"$work/err" </dev/null || status=$?
    runs=$((runs + 1))
    [ "$status" -ge 4 ] || return 0
    bad=$((bad + 1))
    echo "corpora: status $status: lever $*"
    tail -n 20 "$work/err"
}

# every FILE OPTION...: through clean with the options, and what comes out through others.
every() {
    file=$1
    shift
    run clean -q --threads 2 --log "$work/log.csv" "$@" "$file"
    [ "$status" = 0 ] || { run view --max-record 1000000 "$file"; return; }
    cp "$work/out" "$work/clean.csv"
    run corr --matrix --columns 1-3 "$work/clean.csv"
    run pivot --long 1 "$work/clean.csv"
    run roll -t 1 --period month --count rows "$work/clean.csv"
}

for case in "$top"/tests/cli/dirty/*; do
    text=$(sed -n 's/^< \{0,1\}//p' "$case"; printf x)
    printf '%b' "${text%x}" >"$work/in.csv"
    set -f
    # shellcheck disable=SC2046
    every "$work/in.csv" $(sed -n 's/^- \{0,1\}//p' "$case")
    set +f
done
[ ! -d "$top/../shared/data" ] || find "$top/../shared/data" -name '*.?sv' -size -4096k >"$work/files"
[ ! -s "$work/files" ] || while IFS= read -r file; do
    every "$file"
    every "$file" --missing NA --drop-totals --encoding WINDOWS-1252
    every "$file" --no-headers --decimal ,
done <"$work/files"
echo "corpora: $runs runs, $bad with findings"
[ "$bad" = 0 ]
