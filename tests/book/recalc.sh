#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Recalculates a workbook in Gnumeric and in LibreOffice and compares.
#   recalc.sh gnumeric|libreoffice WORKBOOK.xlsx FOLDER
set -eu
program=$1 book=$2 folder=$3
here=$(cd "$(dirname "$0")" && pwd)
python=${PYTHON:-python3}
spoilt=$folder/spoilt.xlsx

"$python" "$here/recalc.py" spoil "$book" "$spoilt"
sh "$here/recalculate.sh" "$program" "$folder/$program" "$folder" "$spoilt"
"$python" "$here/recalc.py" compare "$book" "$folder/$program/spoilt.xlsx"
