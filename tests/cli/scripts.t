#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Every shell script of the project, this one too, against shellcheck.
# shellcheck source=tests/cli/tap.sh
. "$TOP/tests/cli/tap.sh"

cd "$TOP" || exit 99
for script in autogen.sh .ci/run tests/cmocka tests/figures tests/run tests/total tests/analyze packaging/again packaging/build packaging/foreign packaging/needs packaging/try packaging/debian/tests/demo packaging/debian/tests/filters packaging/debian/tests/plugin tests/compare/run tests/compare/differences samples/plugins/lever-index completion/lever.bash tests/*/*.sh tests/*/*.t; do
    [ -e "$script" ] || continue
    if ! command -v shellcheck >/dev/null; then
        skip "$script" 'shellcheck is not installed'
    elif said=$(shellcheck -x "$script"); then
        pass "$script"
    else
        fail "$script" "$said"
    fi
done

finish
