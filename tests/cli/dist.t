#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What git tracks is in the tarball, or there is none.
# shellcheck source=tests/cli/tap.sh
. "$TOP/tests/cli/tap.sh"
unset MAKEFLAGS MAKELEVEL MFLAGS

if [ ! -e "$TOP/.git" ] || ! git -C "$TOP" ls-files >tracked 2>/dev/null; then
    skip 'make dist and what is tracked' 'this is no clone'
    finish
    exit
fi
# A folder as make dist fills it, and make dist's own last look at it.
t 'make fills a folder with all there is' -- make -C "$BUILD" distdir distdir="$work/full"
hook() { make -C "$BUILD" dist-hook distdir="$work/$1" top_distdir="$work/$1" >/dev/null; }
t 'all that is tracked is there: done' -q -- hook full
for file in README.md src/lever-method.h samples/plugins/lever-index .ci/run; do
    mv "full/$file" kept
    t "without $file: refused, and named" -s 2 \
        -e "^make dist: tracked, but not in the tarball: $file\$" -- hook full
    mv kept "full/$file"
done
mkdir none
t 'with nothing at all: refused' -s 2 -e '^ man/lever\.1$' -- hook none

finish
