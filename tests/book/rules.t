#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The workbook against the rules for accessible spreadsheets, rule by rule.
# shellcheck source=tests/book/setting.sh
. "$TOP/tests/book/setting.sh"
need_openpyxl
work=$(mktemp -d "${TMPDIR:-/tmp}/lever-test.XXXXXX") || exit 99
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 99
make_book || exit 99
"$PYTHON" "$TOP/tests/book/rules.py" book.xlsx
