#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Recalculates workbooks in Gnumeric or in LibreOffice and compares.
#   recalc.sh gnumeric|libreoffice FOLDER WORKBOOK.xlsx...
set -eu
program=$1 folder=$2
shift 2
here=$(cd "$(dirname "$0")" && pwd)
python=${PYTHON:-python3}
bad=0

mkdir -p "$folder/spoilt"
rm -f "$folder/spoilt"/*
for book; do
    "$python" "$here/recalc.py" spoil "$book" "$folder/spoilt/$(basename "$book")"
done
sh "$here/recalculate.sh" "$program" "$folder/$program" "$folder" "$folder/spoilt"/*.xlsx
for book; do
    printf '%s: ' "$(basename "$book")"
    "$python" "$here/recalc.py" compare "$book" "$folder/$program/$(basename "$book")" || bad=1
done
exit $bad
