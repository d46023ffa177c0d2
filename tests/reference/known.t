#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck source=tests/cli/tap.sh
. "$TOP/tests/cli/tap.sh"

# Real data beside what is published of them: one comparison, one test. Where lever is known to
# say less, or something else, that is what is expected here; the manual gives the reasons.
data=$TOP/../shared/data
if [ ! -d "$data" ]; then
    skip 'published results' 'no shared data'
    finish
    exit 0
fi
expected() { # DATA, WORDS
    case $1:$2 in
    insurance*:*'about 1.25 beside'*) echo disagrees ;;
    *:*'not told from 0'* | *:*'nothing' | *:*'t 1.68' | *:*'t 2.01'* | *:*'t 1.77') echo open ;;
    *:*'speed limit'* | *:'percent fatal'*) echo open ;;
    *) echo agrees ;;
    esac
}
t 'it runs' -- sh "$TOP/tests/reference/known.sh" "$LEVER" "$data"
cp .out known.tsv
tab=$(printf '\t')
while IFS=$tab read -r state name says known command; do
    if [ "$state" = "$(expected "$name" "$known")" ]; then
        pass "$name: $known: $state"
    else
        fail "$name: $known" "$state: $says ($command)"
    fi
done <known.tsv
if [ "$(wc -l <known.tsv)" -ge 32 ]; then pass 'all comparisons'; else fail 'all comparisons'; fi

finish
