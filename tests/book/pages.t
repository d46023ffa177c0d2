#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Pictures of the pages, for eyes: they are left in tests/book/pages of the build.
# shellcheck source=tests/book/setting.sh
. "$TOP/tests/book/setting.sh"
need soffice pdftoppm
# shellcheck source=tests/cli/tap.sh
. "$TOP/tests/cli/tap.sh"

t 'makes the workbook' -- make_book
t 'LibreOffice prints it' -- soffice "-env:UserInstallation=file://$work/profile" --headless \
    --convert-to pdf --outdir "$work" book.xlsx
mkdir -p "$BUILD/tests/book/pages"
t 'a picture a page' -- pdftoppm -r 70 -png book.pdf "$BUILD/tests/book/pages/page"

finish
