#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Recalculates a workbook in Gnumeric and in LibreOffice and compares.
#   recalc.sh gnumeric|libreoffice WORKBOOK.xlsx FOLDER
set -eu
program=$1 book=$2 folder=$3
here=$(cd "$(dirname "$0")" && pwd)
python=${PYTHON:-python3}
spoilt=$folder/$program-spoilt.xlsx
result=$folder/$program.xlsx

"$python" "$here/recalc.py" spoil "$book" "$spoilt"
case $program in
gnumeric)
    ssconvert --recalc "$spoilt" "$result" >"$folder/$program.log" 2>&1
    ;;
libreoffice)
    profile=$folder/profile
    mkdir -p "$profile/user" "$folder/out"
    # 0 = always: also where a file claims to be up to date.
    cat >"$profile/user/registrymodifications.xcu" <<'XML'
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
XML
    soffice "-env:UserInstallation=file://$profile" --headless --convert-to xlsx \
        --outdir "$folder/out" "$spoilt" >"$folder/$program.log" 2>&1
    mv "$folder/out/$program-spoilt.xlsx" "$result"
    ;;
esac
"$python" "$here/recalc.py" compare "$book" "$result"
