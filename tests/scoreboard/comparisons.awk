# SPDX-License-Identifier: GPL-3.0-or-later
#
# What comparisons counted, a line a cell, in per cent: found, the same by what is commonly done in
# its place, and how often the interval held the truth.
#
#     awk -f comparisons.awk comparisons.csv

BEGIN { FS = "," }

NR == 1 { next }

!($2 in runs) { order[++cells] = $2 }

# the most runs of a cell count
$3 >= runs[$2] {
    runs[$2] = $3
    found[$2] = 100 * $4 / $3
    naive[$2] = 100 * $5 / $3
    covered[$2] = 100 * $6 / $3
}

END {
    if (!cells)
        exit 1
    printf "%-40s%7s%8s%8s%9s\n", "", "runs", "found", "naive", "covered"
    for (i = 1; i <= cells; i++)
        printf "%-40s%7d%8.1f%8s%9s\n", order[i], runs[order[i]], found[order[i]],
               order[i] ~ /^sizes/ ? "-" : sprintf("%.1f", naive[order[i]]),
               order[i] ~ /^sizes/ ? "-" : sprintf("%.1f", covered[order[i]])
}
