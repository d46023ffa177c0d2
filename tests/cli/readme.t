#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The README: what it shows is what happens, on a terminal too, and what it names is there.
# shellcheck source=tests/cli/tap.sh
. "$TOP/tests/cli/tap.sh"
# shellcheck source=tests/cli/examples.sh
. "$TOP/tests/cli/examples.sh"
export PATH="$BUILD/src:$PATH" TERM=dumb
unset COLUMNS
readme=$TOP/README.md

examples "$readme" README "$TOP/tests/cli/readme.awk"
t 'it names the pages on extending it, which are there' -q -o '3' -- sh -c '
    for page in filter.7 method.3 function.3; do
        grep -q "lever-${page%.?}(${page#*.})" "$1" && ls "$TOP/man/lever-$page"
    done | wc -l' sh "$readme"
t 'these were examples' -o 10 -- sh -c 'ls README.parts/*.cmd | wc -l'
t 'its plan and its links are good ones' -q -m '^lever test .*--links links.csv' -- \
    sh -c 'cd README && echo "called at" >calls.csv && echo "paid on,amount" >sales.csv &&
        "$LEVER" report plan.csv --links links.csv --show'

# The same on a real terminal of 80 columns, colours and the terminal's line ends aside.
if command -v script >/dev/null; then
    view=$(grep -l '^lever view .*naive_p' README.parts/*.cmd)
    t 'the capture is that of a terminal' -q -O "${view%.cmd}.want" -- sh -c 'cd README &&
        TERM=xterm script -qec "stty cols 80; $(cat "$1")" /dev/null </dev/null |
        sed "s/$(printf "\\033")\[[0-9;]*m//g" | tr -d "\\r"' sh "$work/$view"
else
    skip 'the capture is that of a terminal' 'script is not installed'
fi
t 'no line is wider than a terminal' -o '' -- sh -c 'grep -E "^    .{81}" "$1" || :' sh "$readme"

t 'it lists the filters: make readme would change nothing' -q -O "$readme" -- sh -c \
    '"$LEVER" --list-filters | awk -f "$1/man/readme.awk" - "$1/README.md"' sh "$TOP"
t 'each of them once' -o "$(lever --list-filters | grep -cv "$(printf '\texternal\t')")" -- \
    grep -cE '^\| (\*\*[A-Z][a-z]*\*\* )?\| `[a-z]*` \| ' "$readme"

grep -o '](\([^)]*\))' "$readme" | sed 's/](//; s/)//' >links
while read -r link; do
    t "$link is there" -- test -e "$TOP/$link"
done <links
grep -o '`man lever-[a-z]*`' "$readme" | sed 's/`//g; s/man //' | sort -u >pages
while read -r page; do
    t "$page is a page" -q -m . -- sh -c 'ls "$1/man/$2".[1-8]' sh "$TOP" "$page"
done <pages

finish
