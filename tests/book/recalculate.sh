#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Lets another program compute workbooks; the results have their names, in folder TO.
#   recalculate.sh gnumeric|libreoffice TO FOLDER WORKBOOK.xlsx...
# With RECALC_LOCALE, say de-DE, LibreOffice is one of that place.
# FOLDER takes what the program says and its settings.
set -eu
program=$1 to=$2 folder=$3
shift 3
mkdir -p "$to"
folder=$(cd "$folder" && pwd)
case $program in
gnumeric)
    for book in "$@"; do
        ssconvert --recalc "$book" "$to/$(basename "$book")"
    done >"$folder/$program.log" 2>&1
    ;;
libreoffice)
    profile=$folder/profile
    mkdir -p "$profile/user"
    # 0 = always: also where a file claims to be up to date.
    cat >"$profile/user/registrymodifications.xcu" <<XML
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>${RECALC_LOCALE:-}</value></prop></item>
</oor:items>
XML
    soffice "-env:UserInstallation=file://$profile" --headless --convert-to xlsx \
        --outdir "$to" "$@" >"$folder/$program.log" 2>&1
    ;;
esac
