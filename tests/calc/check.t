#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# calc on its cases, against the values on which spreadsheet programs agree.
command -v python3 >/dev/null || { echo '1..0 # SKIP python3 is not installed'; exit 0; }
work=$(mktemp -d "${TMPDIR:-/tmp}/lever-test.XXXXXX") || exit 99
trap 'rm -rf "$work"' EXIT
PYTHONDONTWRITEBYTECODE=1 python3 "$TOP/tests/calc/sheets.py" check "$LEVER" "$work"
