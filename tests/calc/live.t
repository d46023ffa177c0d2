#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The cases of calc as live formulas of workbooks that book --formulas makes, recalculated by
# Gnumeric and by LibreOffice: what calc wrote must come out.
# shellcheck source=tests/book/setting.sh
. "$TOP/tests/book/setting.sh"
need ssconvert soffice
need_openpyxl
# shellcheck source=tests/cli/tap.sh
. "$TOP/tests/cli/tap.sh"

t 'makes the workbooks' -- "$PYTHON" "$TOP/tests/calc/sheets.py" books "$LEVER" .
books=$("$PYTHON" "$TOP/tests/calc/sheets.py" topics)
for program in gnumeric libreoffice; do
    # shellcheck disable=SC2086 # a list
    t "$program computes them" -- \
        sh "$TOP/tests/book/recalculate.sh" "$program" "$program" . $books
    t "$program computes what calc wrote, or the difference is listed" \
        -m ' cases, [89][0-9]{3} live cells, .* 0 cells wrong' -- \
        "$PYTHON" -W ignore "$TOP/tests/calc/sheets.py" live . "$program" "$program"
    sed 's/^/# /' .out
done

finish
