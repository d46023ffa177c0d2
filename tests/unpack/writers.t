#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Forty tables, as five programs write workbooks; see the head of writers.py.
#
# Debian's modules are Debian's python's, whatever else is first on PATH.
python=/usr/bin/python3
[ -x $python ] || python=python3
if ! $python -c 'import openpyxl' 2>/dev/null; then
    echo '1..0 # SKIP openpyxl is not installed'
    exit 0
fi
work=$(mktemp -d "${TMPDIR:-/tmp}/lever-writers.XXXXXX") || exit 99
trap 'rm -rf "$work"' EXIT
$python "$TOP/tests/unpack/writers.py" "$LEVER" "$BUILD" "$work"
