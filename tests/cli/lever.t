#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The dispatcher: finding filters, help, what is written where, how it ends.
# shellcheck source=tests/cli/tap.sh
. "$TOP/tests/cli/tap.sh"

t 'says its version' -m '^lever [0-9]+\.[0-9]+\.[0-9]+$' -q -- lever --version
t 'without a filter: usage, status 2' -s 2 -o '' -e '^usage: lever FILTER' -- lever
t '--help lists the filters on standard output' -q -m '^  test  +says which outputs' -- lever --help
lever --list-filters | awk -F '\t' 'NF != 3 { print } $3 != last { print $3; last = $3 }' | grep -v '^$' >headings
t 'every filter is under a heading, and a heading comes once' -q -o "$(printf 'Read\nAsk\nGoals\nShow\nExtend')" \
    -- cat headings
t '--help lists them so, and no heading without a filter' -q -O headings -- \
    sh -c '"$LEVER" --help | sed -n "s/^\([A-Z][a-z]*\):$/\1/p"'
t 'an unknown name: status 2' -s 2 -o '' -e '^lever: no filter "zzzz"; lever filters lists them$' \
    -- lever zzzz
t 'the nearest name' -s 2 -o '' -e '^lever: no filter "tset"; did you mean "test"\?$' -- lever tset
t 'help is one' -s 2 -o '' -e '^lever: no filter "hlep"; did you mean "help"\?$' -- lever hlep
# For programs: tables, their columns, the words these are held to.
results() { lever --list-results | grep -E "^$1" | head -n 1 | tr '\t' '|'; }
t 'lists its result tables' -q -o 'table|verdicts|lever-verdict.5|Verdicts|One row is one link: an output and an outcome.' -- \
    results table
t '... their columns' -o 'column|verdicts|joint_p|p|joint' -- results 'column.verdicts.joint_p'
t '... and the words of a column' -o 'word|verdicts|evidence|association' -- \
    results 'word.verdicts.evidence'
t 'the nearest option' -s 2 -o '' -e '^lever: no option --verison; did you mean --version\?$' \
    -- lever --verison
t 'an unknown option: status 2' -s 2 -o '' -e '^lever: no option --frob' -- lever --frob

# A filter by its own name is the same program.
ln -s "$LEVER" lever-test
ln -s "$LEVER" lever-zzzz
lever test --help >help.txt
t 'lever-NAME is lever NAME' -q -O help.txt -- ./lever-test --help
t 'messages begin with the name that was called' -s 2 -e '^lever-test: no option --frob' \
    -- ./lever-test --frob
t 'a link to no filter' -s 2 -e 'no filter "zzzz"' -- ./lever-zzzz
t '--version of a filter is that of lever' -q -o "$(lever --version)" -- lever test --version

# help
if command -v man >/dev/null; then
    t 'help NAME shows the page, from the build tree too' -m 'LEVER-METHODS\(1\)' \
        -- env MANPAGER=cat MANWIDTH=80 "$LEVER" help methods
    t 'of another section as well' -m 'LEVER-CSV\(5\)' \
        -- env MANPAGER=cat MANWIDTH=80 "$LEVER" help csv
    t 'help alone shows lever(1)' -m 'LEVER\(1\)' -- env MANPAGER=cat MANWIDTH=80 "$LEVER" help
    for name in help lever; do
        t "so does help $name" -m 'LEVER\(1\)' \
            -- env MANPAGER=cat MANWIDTH=80 "$LEVER" help "$name"
    done
    t 'the prefix may be given' -m 'LEVER-TEST\(1\)' \
        -- env MANPAGER=cat MANWIDTH=80 "$LEVER" help lever-test
    for page in "$TOP"/man/lever-*.[1-8]; do
        name=$(basename "$page" | sed 's/^lever-\(.*\)\.[1-8]$/\1/')
        t "help $name" -q -m 'LEVER-' -- env MANPAGER=cat MANWIDTH=80 "$LEVER" help "$name"
    done
else
    skip 'help shows pages' 'man is not installed'
fi
t 'without man, help is --help' -q -O help.txt -- env PATH=/nowhere "$LEVER" help test

t 'help --help' -q -m '^help - shows' -- lever help --help
t '... names the other pages' -q -m '^  tutorial$' -- lever help -h
t 'help knows no other option' -s 2 -o '' -e '^lever: no option --hepl; did you mean --help\?$' \
    -- lever help --hepl
t 'one page at a time' -s 2 -o '' -e '^lever: one operand too many: "extra"$' -- lever help test extra

t 'nor is there another page then' -s 1 -o '' -e '^lever: cannot show the page lever-csv: ' \
    -- env PATH=/nowhere "$LEVER" help csv
t 'help for an unknown name: status 2, without man' -s 2 -o '' \
    -e '^lever: no filter or page "zzzz"; lever --help lists the filters$' -- lever help zzzz
t 'the nearest page' -s 2 -o '' -e '^lever: no filter or page "verdcit"; did you mean "verdict"\?$' \
    -- lever help verdcit
mkdir -p own/bin own/share/man/man1
cat >own/bin/lever-own <<'SH'
#!/bin/sh
echo "own - $1"
SH
chmod +x own/bin/lever-own
t 'a filter of your own without a page: its --help' -q -o 'own - --help' \
    -- env LEVER_EXEC_PATH="$work/own/bin" "$LEVER" help own
if command -v man >/dev/null; then
    printf '.TH LEVER-OWN 1\n.SH NAME\nlever-own \\- mine\n' >own/share/man/man1/lever-own.1
    t 'with a page beside it: the page' -q -m 'LEVER-OWN\(1\)' \
        -- env LEVER_EXEC_PATH="$work/own/bin" MANPAGER=cat MANWIDTH=80 "$LEVER" help own
fi

# How it ends.
t 'a full disk shows in --version' -s 1 -e '^lever: .*No space left' \
    -- sh -c '"$LEVER" --version >/dev/full'
t 'in --help of a filter' -s 1 -e '^lever test: .*No space left' \
    -- sh -c '"$LEVER" test --help >/dev/full'
if command -v man >/dev/null; then
    for name in test help tutorial; do
        t "in help $name" -s 1 -e '^lever: cannot write standard output' \
            -- sh -c '"$LEVER" help "$1" >/dev/full' sh "$name"
    done
fi
{ lever filters; echo "$?" >status; } 2>closed.err | true
t 'a closed pipe is quiet' -o '' -- cat closed.err
t 'without standard output it fails' -s 1 -e 'cannot write' -- sh -c '"$LEVER" --version >&-'
t '... and so does what starts others' -s 1 -e 'cannot write' -- sh -c '"$LEVER" help test >&-'
printf 'a;b\n1;2\n' >semicolons.csv
t 'without standard error, notes go nowhere, least of all into the file that is written' -q -o 'a,b
1,2' -- sh -c '"$LEVER" clean --out out.csv <semicolons.csv 2>&- && cat out.csv'
t 'without standard input there is none' -s 1 -o '' -e 'cannot read: Bad file' -- \
    sh -c '"$LEVER" view <&-'
t 'without standard error it goes on' -m '^lever ' -- sh -c '"$LEVER" --version 2>&-'

finish
