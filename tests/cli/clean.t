#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck source=tests/cli/tap.sh
. "$TOP/tests/cli/tap.sh"

printf 'a,b\n1,2\n' >plain.csv
t 'plain CSV passes unchanged' -O plain.csv -- lever clean -q plain.csv

finish
