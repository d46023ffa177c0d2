#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Gnumeric and LibreOffice on the cases of calc: do they agree, but for what is listed, and
# is what they give what stands in NAME.agreed?
# UPDATE=1 tests/run tests/calc/agree.t writes NAME.agreed.
# shellcheck source=tests/book/setting.sh
. "$TOP/tests/book/setting.sh"
need ssconvert soffice
need_openpyxl
# shellcheck source=tests/cli/tap.sh
. "$TOP/tests/cli/tap.sh"

t 'makes the workbook of the cases' -- "$PYTHON" "$TOP/tests/calc/sheets.py" make cases.xlsx
t 'Gnumeric computes it' -- \
    sh "$TOP/tests/book/recalculate.sh" gnumeric gnumeric "$work" cases.xlsx
t 'LibreOffice computes it' -- \
    sh "$TOP/tests/book/recalculate.sh" libreoffice libreoffice "$work" cases.xlsx
[ -z "${TEST_UPDATE:-}" ] || "$PYTHON" -W ignore "$TOP/tests/calc/sheets.py" agree \
    gnumeric/cases.xlsx libreoffice/cases.xlsx | sed 's/^/# /'
t 'both agree on at least 400 cases, or differ where it is listed' \
    -m '^([4-9]|[1-9][0-9])[0-9][0-9] cases, .* 0 cells that differ and are not listed' -- \
    "$PYTHON" -W ignore "$TOP/tests/calc/sheets.py" compare gnumeric/cases.xlsx libreoffice/cases.xlsx
sed 's/^/# /' .out

finish
