#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# A German locale writes 0,5 and a Turkish one has another capital i: neither may
# show in a table or a workbook.
# shellcheck source=tests/cli/tap.sh
. "$TOP/tests/cli/tap.sh"

desk=$TOP/samples/support-desk
export SOURCE_DATE_EPOCH=1767225600

# answer FOLDER: all that the support desk's plan gives, and an export cleaned.
answer() {
    mkdir "$1"
    lever report "$desk/plan.csv" --links "$desk/links.csv" --resamples 199 -q \
        --out "$1/report.xlsx" >"$1/verdicts.csv" &&
        lever clean "$desk/weekly.csv" --log "$1/repairs.csv" >"$1/weekly.csv" &&
        lever view --width 100 "$1/verdicts.csv" >"$1/view.txt" &&
        lever corr -q "$1/weekly.csv" --columns 2-5 >"$1/corr.csv" &&
        lever lags -q "$1/weekly.csv" -t Week -x 5 -y 3 --resamples 199 --json >"$1/lags.json" &&
        lever power -q "$1/weekly.csv" -t Week -x 5 -y 3 --effect 0.5 --resamples 199 \
            >"$1/power.csv" &&
        lever calc 'I_RATE = [Customers] / 3' 'UP = UPPER("istanbul i")' -q "$1/weekly.csv" \
            >"$1/calc.csv" &&
        lever calc -q --out-decimal , --out-delimiter ';' 'r = 1 / 3' "$1/weekly.csv" \
            >"$1/comma.csv" &&
        lever pivot -q --long 2-5 "$1/weekly.csv" >"$1/long.csv"
} 2>"$1.err"

answer plain || fail 'the plain answer' "$(cat plain.err)"
mkdir locales
for locale in de_DE tr_TR; do
    if ! localedef -i $locale -f UTF-8 locales/$locale.UTF-8 2>/dev/null; then
        skip "$locale changes nothing" 'localedef or its definition is not installed'
        continue
    fi
    # Were the locale not found, the test would show nothing.
    spoken=$(LOCPATH=$work/locales LC_ALL=$locale.UTF-8 locale decimal_point)
    t "$locale is there" -o , -- echo "$spoken"
    (
        export LOCPATH="$work/locales" LC_ALL="$locale.UTF-8" LANG="$locale.UTF-8"
        answer "$locale"
    )
    t "$locale changes nothing" -q -o '' -- diff -r plain $locale
done

finish
