# SPDX-License-Identifier: GPL-3.0-or-later
# Writes the README with the table of filters in its place:
#
#   lever --list-filters | awk -f readme.awk - README.md

BEGIN { FS = "\t" }
NR == FNR { filters[++count] = $0; next }
/^<!-- \/filters -->$/ { inside = 0 }
!inside { print }
/^<!-- filters: / {
    inside = 1
    print "\n| | filter | what it does |\n|---|---|---|"
    for (i = 1; i <= count; i++) {
        split(filters[i], f, FS)
        if (f[3] == "")
            continue # an external one
        printf "| %s| `%s` | %s |\n", (f[3] == last ? "" : "**" f[3] "** "), f[1], f[2]
        last = f[3]
    }
    print ""
}
