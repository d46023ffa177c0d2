#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# clean, on exports as they come. A case is a file in tests/cli/dirty:
#
#   # who writes such files, and what is odd in them
#   - options
#   < a line of the input, with printf's escapes (\c: no line end)
#   > a line of the output expected; none at all = the file is refused
#   ! a pattern (grep -E) that standard error must contain
#   ? the exit status, where it is not 0 with output and 1 without
#
# What comes out of a case, cleaned once more, must not change; and its log must
# account for every row.
#
# shellcheck source=tests/cli/tap.sh
. "$TOP/tests/cli/tap.sh"

lines() { sed -n "s/^$1 \\{0,1\\}//p" "$2"; }

dirty() {
    name=dirty/$(basename "$1")
    # $(...) takes line ends off the end: the x keeps them
    text=$(lines '<' "$1"; printf x)
    printf '%b' "${text%x}" >in.csv
    lines '>' "$1" >want.csv
    lines '!' "$1" >said
    status=$(lines '?' "$1")
    [ -n "$status" ] || { [ -s want.csv ] && status=0 || status=1; }
    got=0
    # shellcheck disable=SC2046
    "$LEVER" clean $(lines '-' "$1") in.csv >out.csv 2>err || got=$?
    why=''
    [ "$got" = "$status" ] || why="exit status $got, expected $status"
    cmp -s want.csv out.csv || why="$why
$(diff want.csv out.csv)"
    while IFS= read -r pattern; do
        grep -Eq -- "$pattern" err || why="$why
stderr lacks: $pattern"
    done <said
    if [ -n "$why" ]; then
        fail "$name" "$why
$(cat err)"
    else
        pass "$name"
    fi
    [ "$status" = 0 ] || return 0
    again "$name" "$1"
}

# again NAME CASE: through a pipe, with another number of threads and a log, the same comes
# out; and cleaned once more, nothing changes. (What was written for a spreadsheet of
# another language is not plain, and --keep-totals and the like still hold.)
again() {
    # shellcheck disable=SC2046
    "$LEVER" clean -q --threads 3 --log log.csv --out piped.csv $(lines '-' "$2") <in.csv 2>/dev/null
    if cmp -s out.csv piped.csv && [ "$(head -n 1 log.csv)" = file,line,column,kind,before,after ]; then
        pass "$1: a pipe gives the same"
    else
        fail "$1: a pipe gives the same" "$(diff out.csv piped.csv)"
    fi
    # shellcheck disable=SC2046
    case $(lines '-' "$2") in
    *--out-*) return ;;
    *--keep-totals* | *--text* | *--header-rows\ 1) same=$(lines '-' "$2") ;;
    *) same='' ;;
    esac
    # shellcheck disable=SC2086
    "$LEVER" clean $same out.csv >twice.csv 2>err
    if cmp -s out.csv twice.csv; then
        pass "$1: cleaned twice is cleaned once"
    else
        fail "$1: cleaned twice is cleaned once" "$(diff out.csv twice.csv; cat err)"
    fi
}

for case in "$TOP"/tests/cli/dirty/*; do
    dirty "$case"
done

printf 'day,h\n2024-01-05,00:43\n2024-01-06,27:05\n' >hours.csv
t 'a time is no number, but can be made one' -s 1 -o '' \
    -e '^lever clean: hours.csv:2: column "h": "00:43" is a time, not a number: the formula 24\*VALUE' -- \
    lever clean -q --number h hours.csv
t '... as that says' -m '^2024-01-06,27:05,27.08' -- lever calc 'n = 24*VALUE(h)' hours.csv
printf 'day,h\n2024-01-05,1:a\n' >hours.csv
t '... and a word with a colon is a word' -s 1 -o '' -e '"1:a" is not a number \(see --missing\)' -- \
    lever clean -q --number h hours.csv

finish
