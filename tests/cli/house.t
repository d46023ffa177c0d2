#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The plan of the house (src/README.md) against what is there.
# shellcheck source=tests/cli/tap.sh
. "$TOP/tests/cli/tap.sh"
tools=$TOP/tests/cli

sources() { # FOLDER: the files in it, less what is made by make
    (cd "$1" && find . -name '*.[chy]' ! -path ./calc/grammar.c ! -path ./calc/grammar.h \
        ! -path ./command/list.h | sed 's|^\./||' | sort)
}
floors() { # FOLDER with README.md
    sources "$1" >files
    (cd "$1" && xargs awk -f "$tools/floors.awk" README.md) <files
}
rooms() { sed -n 's/^    [0-9]*  \([a-z\/]*\) .*/\1/p' "$1/README.md"; }
rooms "$TOP/src" >listed
t 'every room of the list has sources' -o '' -- sh -c 'while read -r room; do
    ls "$TOP/src/$room"/*.c >/dev/null || echo "$room"; done' <listed
t 'nothing runs up, sideways or in a circle; no room without its floor' -q -o '' -- floors "$TOP/src"

# The same on a house that is wrong, so that it is known to see.
house() { # builds one anew, right
    rm -rf house
    mkdir -p house/low house/high/part house/twin
    printf '    2  high  x\n    2  twin  x\n    1  low  x\n' >house/README.md
    echo '#include <stdio.h>' >house/low/a.h
    echo '#include "low/a.h"' | tee house/high/b.h >house/twin/c.h
    echo '#include "high/b.h"' >house/high/part/d.c
    printf '#include "lever-x.h"\n#include "high/b.h"\n' >house/main.c
}
house
t 'a house that is right' -q -o '' -- floors house
wrong() { # NAME SAID: and it is built anew
    t "$1" -o "$2" -- floors house
    house
}
echo '#include "high/b.h"' >house/low/e.c
wrong 'up' 'low/e.c:1: low (floor 1) includes high/b.h (floor 2)
a circle of folders: high low'
echo '#include "high/b.h"' >house/twin/e.c
wrong 'sideways' 'twin/e.c:1: twin (floor 2) includes high/b.h (floor 2)'
mkdir house/cellar
echo '#include "low/a.h"' >house/cellar/e.c
wrong 'a room without a floor' 'cellar: not in the list of rooms'
echo '#include "cellar/a.h"' >house/low/e.c
wrong 'from no room' 'low/e.c:1: of no room: cellar/a.h'
echo '#include "a.h"' >house/low/e.c
wrong 'without the name of the room' 'low/e.c:1: name its room: a.h'
echo '#include "low/g.h"' >house/low/f.h
echo '#include "low/f.h"' >house/low/g.h
wrong 'two headers in a circle' 'a circle of headers: low/f.h low/g.h'
echo '#include "high/part/h.h"' >house/high/e.c
wrong 'a room and a folder in it' 'a circle of folders: high high/part'

# Every folder says what it is.
for room in $(cd "$TOP/src" && find . -mindepth 1 -type d ! -name '.*' | sed 's|^\./||' | sort); do
    ls "$TOP/src/$room"/*.c >/dev/null 2>&1 || continue
    t "$room has its four lines" -q -o 'Promise:
Never knows:
Start reading:
Beneath:' -- sed 's/^- \*\*\([^*]*\)\*\* .*/\1/' "$TOP/src/$room/README.md"
done

# filters/: a file is a filter, or a helper that begins with the name of its filter.
lever --list-filters | cut -f 1 >names
for file in "$TOP"/src/filters/*.[ch]; do
    name=${file##*/}
    name=${name%.*}
    grep -qx "$name" names || grep -qx "${name%%_*}" names || echo "$name"
done >strangers
t 'filters/: filters and their helpers alone' -O /dev/null -- cat strangers
while read -r name; do
    t "$name: source, page and test" -q -- ls "$TOP/src/filters/$name.c" "$TOP/man/lever-$name.1" \
        "$TOP/tests/cli/$name.t"
done <names

# Long files and functions; variables that outlive a call.
(cd "$TOP" && find src tests -name '*.[chy]' -o -name '*.t' -o -name '*.sh' -o -name '*.awk' |
    grep -v -e '^src/calc/grammar\.[ch]$' -e '^src/command/list\.h$' | sort) >files
t 'no file over 600 lines' -o '' -- sh -c \
    'cd "$TOP" && xargs awk "FNR == 601 { print FILENAME }"' <files
t 'no function over 70 lines' -o '' -- sh -c \
    'cd "$TOP" && grep "\.c$" | xargs awk -f tests/cli/lengths.awk | awk "\$1 > 70"' <files
printf 'struct a {\n    int b;\n};\n\n/* Says. */\nstatic const char *f(int a,\n                     int b)\n{\n    return 0;\n}\n
int main(void)\n{\n}\n' >lengths.c
t 'a function is as long as from its name to its brace' -o '5 lengths.c:6 f
3 lengths.c:12 main' -- awk -f "$tools/lengths.awk" lengths.c
printf 'static int a;\nstatic const char *b[] = {\n    "x"\n};\nstatic const char *const c = "x";\n
int (*d)(void);\nstruct x e;\nint f(void)\n{\n    static long g = 3;\n    const int h = 1;\n}\n
static int i(int a,\n             int (*b)(int));\nstatic struct {\n    int z;\n} j;\nenum k { l };\n' >mutable.c
t 'variables that may change' -o 'mutable.c a
mutable.c b
mutable.c d
mutable.c e
mutable.c g
mutable.c j' -- awk -f "$tools/mutable.awk" mutable.c
sed -n 's/^    \([a-z_\/]*\.c\)  *\([a-z_]*\)  .*/\1 \2/p' "$TOP/src/README.md" | sort >allowed
t 'rooms that compute have but those that are listed' -O allowed -- sh -c 'cd "$TOP/src" &&
    find stats link period table reshape clean calc words -name "*.[cy]" ! -path calc/grammar.c |
    sort | xargs awk -f ../tests/cli/mutable.awk'

finish
