#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# tests/run: one file, one case, and what is expected rewritten.
# shellcheck source=tests/cli/tap.sh
. "$TOP/tests/cli/tap.sh"
unset TEST_CASE TEST_UPDATE UPDATE

begin() { # a test file with two that fail
    cat >mine.t <<'END'
. "$TOP/tests/cli/tap.sh"
t 'right' -o '1' -- echo 1
t 'wrong' -o '2
two' -- printf '3\nthree\n'
t 'wrong too' -o "4" -- echo 5
finish
END
    cp mine.t before.t
}
begin
t 'a file' -s 1 -m '^not ok 2 - wrong$' -- "$TOP/tests/run" mine.t
t 'a case by its number' -q -o '# echo 1 (status 0)
#  out: 1
ok 1 - right
1..3' -- "$TOP/tests/run" mine.t 1
t 'by a part of its name' -q -m '^ok 1 - right$' -- "$TOP/tests/run" mine.t igh
t 'what it wrote is shown' -s 1 -m '^#  out: three$' -- "$TOP/tests/run" mine.t 2
t 'no such case' -s 1 -e 'no test was run: none' -- "$TOP/tests/run" mine.t none
t 'no such file' -s 2 -e '^usage: ' -- "$TOP/tests/run" theirs.t
t 'nothing is rewritten unasked' -q -- cmp mine.t before.t
t 'rewritten where it is in single quotes' -s 1 -m '^# 2 wrong: rewrote ' -- \
    env UPDATE=1 "$TOP/tests/run" mine.t
sed "s/-o '2/-o '3/; s/^two'/three'/" before.t >after.t
t 'that, and nothing else' -O after.t -- cat mine.t
t 'else it is said' -s 1 -m '^# 3 wrong too: not rewritten' -- env UPDATE=1 "$TOP/tests/run" mine.t
t 'and stays' -O after.t -- cat mine.t
begin
t 'but for a case that was not asked for' -s 0 -- env UPDATE=1 "$TOP/tests/run" mine.t right
t 'the others stay' -q -- cmp mine.t before.t

finish
