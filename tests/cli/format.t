#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Every C file is as `make format` would leave it.
# shellcheck source=tests/cli/tap.sh
. "$TOP/tests/cli/tap.sh"
title='the C sources are formatted'

if ! command -v clang-format >/dev/null; then
    skip "$title" 'clang-format is not installed'
elif ! clang-format --version | grep -q 'version 14\.'; then
    skip "$title" 'this is not clang-format 14: others break lines elsewhere'
elif ! git -C "$TOP" ls-files -- '*.c' '*.h' >files 2>/dev/null || [ ! -s files ]; then
    skip "$title" 'this is no clone'
else
    unformatted='cd "$1" && while read -r file; do
        clang-format --style=file "$file" | cmp -s - "$file" || echo "$file"; done'
    t "$title" -q -o '' -- sh -c "$unformatted" sh "$TOP" <files
    # It sees what is not.
    mkdir wrong
    cp "$TOP/.clang-format" wrong
    printf 'int main( void ) { return 0; }\n' >wrong/a.c
    printf 'int main(void)\n{\n    return 0;\n}\n' >wrong/b.c
    printf '%s\n' a.c b.c >wrong/files
    t 'one that is not is named' -q -o a.c -- sh -c "$unformatted" sh wrong <wrong/files
fi

finish
