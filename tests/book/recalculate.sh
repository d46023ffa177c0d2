#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Lets another program compute a workbook.
#   recalculate.sh gnumeric|libreoffice IN.xlsx OUT.xlsx FOLDER
set -eu
program=$1 book=$2 result=$3 folder=$4
case $program in
gnumeric)
    ssconvert --recalc "$book" "$result" >"$folder/$program.log" 2>&1
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
        --outdir "$folder/out" "$book" >"$folder/$program.log" 2>&1
    mv "$folder/out/$(basename "$book")" "$result"
    ;;
esac
