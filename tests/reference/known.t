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
# A figure is the published one or it is not; whether an interval that holds the published value
# leaves 0 out as well may change with the null that it comes from, but hold it must.
expected() { # DATA, SAYS, WORDS
    case $1:$2:$3 in
    *panel*:*' to '*:* | traffic*:*' to '*:*) echo 'agrees open' ;;
    *'not told from 0'*) echo 'open' ;;
    *) echo 'agrees' ;;
    esac
}
t 'it runs' -- sh "$TOP/tests/reference/known.sh" "$LEVER" "$data"
cp .out known.tsv
tab=$(printf '\t')
while IFS=$tab read -r state name says known command; do
    case " $(expected "$name" "$says" "$known") " in
    *" $state "*) pass "$name: $known: $state" ;;
    *) fail "$name: $known" "$state: $says ($command)" ;;
    esac
done <known.tsv
if [ "$(wc -l <known.tsv)" -ge 32 ]; then pass 'all comparisons'; else fail 'all comparisons'; fi

finish
