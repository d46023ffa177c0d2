#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Every formula, recalculated by Gnumeric and by LibreOffice.
# shellcheck source=tests/book/setting.sh
. "$TOP/tests/book/setting.sh"
need_openpyxl
# shellcheck source=tests/cli/tap.sh
. "$TOP/tests/cli/tap.sh"

t 'makes the workbook' -- make_book
if command -v ssconvert >/dev/null; then
    t 'Gnumeric computes what is stored' -m ' formulas, 0 disagree' -- \
        sh "$TOP/tests/book/recalc.sh" gnumeric "$work" book.xlsx
    sed 's/^/# /' .out
else
    skip 'Gnumeric computes what is stored' 'ssconvert is not installed'
fi
if command -v soffice >/dev/null; then
    t 'LibreOffice computes what is stored' -m ' formulas, 0 disagree' -- \
        sh "$TOP/tests/book/recalc.sh" libreoffice "$work" book.xlsx
    sed 's/^/# /' .out
else
    skip 'LibreOffice computes what is stored' 'soffice is not installed'
fi
# A comparison that cannot fail would show nothing.
"$PYTHON" "$TOP/tests/book/recalc.py" spoil book.xlsx spoilt.xlsx
t 'the comparison finds wrong results' -s 1 -m ' formulas, [1-9]' -- \
    "$PYTHON" "$TOP/tests/book/recalc.py" compare book.xlsx spoilt.xlsx

finish
