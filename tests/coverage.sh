#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# make coverage: which lines of src/stats the C tests run.
#
#     coverage.sh FOLDER [SUBFOLDER]     (src/stats)
#
# FOLDER is an unpacked tarball, configured with CFLAGS='--coverage -O0' and tested. gcov counts;
# here its counts are added up: a line a file, then the total. Headers are left out.
set -eu
cd "$1"
where=${2:-src/stats}
find "$where" -name '*.gcno' | sort | while read -r notes; do
    ${GCOV:-gcov} -n -r -o "$notes" "${notes%.gcno}.c" 2>/dev/null
done | awk -v where="$where/" '
    /^File / { split($0, part, "\047"); file = index(part[2], where) && part[2] ~ /\.c$/ ? part[2] : "" }
    /^Lines executed:/ && file {
        sub(/^Lines executed:/, ""); split($0, n, "% of ")
        lines[file] = n[2]; run[file] = n[1] * n[2] / 100
        order[++k] = file; file = ""
    }
    END {
        for (i = 1; i <= k; i++) {
            f = order[i]; all += lines[f]; done += run[f]
            printf "%6.1f %%  %4d of %4d  %s\n", 100 * run[f] / lines[f], run[f] + .5, lines[f], f
        }
        if (!all) { print "coverage: nothing was counted" > "/dev/stderr"; exit 1 }
        printf "%6.1f %%  %4d of %4d  lines of %s\n", 100 * done / all, done + .5, all, where
    }'
