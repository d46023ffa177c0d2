#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# HACKING.md against the tree: what it names is there.
# shellcheck source=tests/cli/tap.sh
. "$TOP/tests/cli/tap.sh"

# The steps of each "### A thing (as `EXAMPLE`)": the example, a tab, and the file.
steps() {
    awk '/^### / { example = ""
                   if (match($0, /\(as `[^`]*`\)$/)) example = substr($0, RSTART + 5, RLENGTH - 7) }
         /^- `/ && example != "" { split($0, part, "`"); print example "\t" part[2] }
         /^## / { example = "" }' "$1"
}
# A step is right where its file is there for the example, and says its name. A word of several
# is written with - or _ there.
check() { # TREE, with HACKING.md
    steps "$1/HACKING.md" | while IFS=$(printf '\t') read -r example path; do
        file=$(printf '%s\n' "$path" | sed "s/NAME/$example/")
        word=$(printf '%s\n' "$example" | sed 's/[-_]/[-_]/g')
        if [ ! -f "$1/$file" ]; then
            echo "$example: no such file: $file"
        elif [ "$file" = "$path" ] && ! grep -qi -- "$word" "$1/$file"; then
            echo "$example: not in $file"
        fi
    done
}
# Whatever else looks like a file of the tree, in text and in examples.
paths() {
    tr ' ' '\n' <"$1" | sed -n 's|^[`(\[]*\([.a-zA-Z0-9][-.a-zA-Z0-9_/]*\).*|\1|p' |
        grep -E '^(\.ci|src|tests|man|samples)/|\.(md|ac)$' | grep -v NAME | sed 's/[.:,]$//' | sort -u
}
missing() { # TREE
    paths "$1/HACKING.md" | while read -r path; do
        [ -e "$1/$path" ] || [ -e "$1/$path.c" ] || echo "$path"; done
}

steps "$TOP/HACKING.md" >listed
t 'each kind of thing has its steps' -o '14' -- sh -c 'cut -f 1 listed | sort -u | wc -l | tr -d " "'
t '... and no kind is without' -o 0 -- sh -c '
    echo $(($(grep -c "^### " "$TOP/HACKING.md") - 14))'
t 'each step names a file that is there and has the example' -q -o '' -- check "$TOP"
t 'every path is there' -q -o '' -- missing "$TOP"
t 'it names paths' -m '^src/README\.md$' -- paths "$TOP/HACKING.md"
sed -n 's/.*`\([A-Z_]*=[a-z0-9]* \)\{0,1\}make \([a-z][-a-z]*\).*/\2/p' "$TOP/HACKING.md" | sort -u >targets
t 'every target of make is there' -q -o '' -- sh -c 'while read -r target; do
    grep -Eq "^$target( |:)" "$BUILD/Makefile" || echo "$target"; done' <targets
t '... and some are named' -m '^scoreboard$' -- cat targets

# The steps of a verdict word are all there are: nowhere else does the code know one.
(cd "$TOP" && grep -rlwE '(VERDICT_)?SHARED_TREND|tell_shared_trend' src --include='*.[ch]' | sort) >known
steps "$TOP/HACKING.md" | sed -n 's/^shared-trend\t\(src.*\)/\1/p' | sort >said
t 'no other source knows a verdict word' -O said -- cat known

# The same on a tree that is wrong, so that it is known to see.
mkdir -p wrong/src
printf '### A thing (as `egg`)\n\n- `src/NAME.c`: it\n- `src/list`: its line\n- `src/none`: no\n\nSee `src/gone.h`.\n' \
    >wrong/HACKING.md
echo egg >wrong/src/egg.c
echo spam >wrong/src/list
t 'a step without its file, and one without the example' -q -o 'egg: not in src/list
egg: no such file: src/none' -- check wrong
t 'a path that is not there' -q -o 'src/gone.h
src/none' -- missing wrong

finish
