#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Inputs that break workbooks, one by one.
# shellcheck source=tests/book/setting.sh
. "$TOP/tests/book/setting.sh"
need_openpyxl
work=$(mktemp -d "${TMPDIR:-/tmp}/lever-test.XXXXXX") || exit 99
trap 'rm -rf "$work"' EXIT
"$PYTHON" "$TOP/tests/book/inputs.py" "$LEVER" "$work"
