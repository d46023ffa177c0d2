#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# A sample of `make torture`: some of the calls that can fail, and some runs that are ended.
# shellcheck source=tests/cli/tap.sh
. "$TOP/tests/cli/tap.sh"

if grep -q 'define LEVER_SANITIZED' "$BUILD/config.h" || [ "$(uname -s)" != Linux ]; then
    skip 'faults that are made' 'a program under sanitizers, or elsewhere than on Linux'
elif ! ${CC:-cc} -shared -fPIC -o inject.so "$TOP/tests/torture/inject.c" -ldl 2>inject.err; then
    skip 'faults that are made' 'no library can be made'
else
    t 'faults that are made' -m '^write [1-9]' -- \
        sh "$TOP/tests/torture/torture" "$LEVER" "$work/inject.so" 499 10
fi
finish
