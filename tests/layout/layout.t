#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Layouts of exports: made-up inputs with their answers, and files of two tables and
# plain ones made at random (`make layouts` makes ten times as many).
#
# shellcheck source=tests/cli/tap.sh
. "$TOP/tests/cli/tap.sh"

if ! command -v python3 >/dev/null; then
    skip 'inputs with their answers' 'no python3 here'
    skip 'files of two tables, and plain ones' 'no python3 here'
    finish
    exit
fi
t 'inputs with their answers' -m ' inputs, 0 wrong$' -- \
    python3 "$TOP/tests/layout/kinds.py" "$LEVER"
t 'files of two tables, and plain ones' -m '^two tables: 200 files: [0-9]+ right' -- \
    python3 "$TOP/tests/layout/two_tables.py" "$LEVER" 200 300
finish
