#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck source=tests/cli/tap.sh
. "$TOP/tests/cli/tap.sh"

t 'says its version' -m '^lever [0-9]+\.[0-9]+\.[0-9]+$' -q -- lever --version
t 'without a filter: usage, status 2' -s 2 -o '' -e '^usage: lever FILTER' -- lever
t 'an unknown name: status 2' -s 2 -o '' -e '^lever: no filter "zzzz"' -- lever zzzz
t 'an unknown option: status 2' -s 2 -o '' -e '^lever: no option --frob' -- lever --frob

finish
