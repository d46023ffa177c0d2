# SPDX-License-Identifier: GPL-3.0-or-later
# The tables of changes in lever-accuracy(7) from the results of tests/scoreboard/impact:
#   awk -f impact.awk impact.csv
# A line for each hazard, change and persistence: of how many series in a hundred a change is said (the least
# and the most of the cells with different rows), and what else is counted. `named` is of those said.
BEGIN {
    FS = ","
    print "change        ar   said  least-most  total  lasts  ends  right  Welch  segm."
}
NR == 1 { next }
{
    split($2, word, " ")
    change = word[4] == "none" ? "none " word[5] : word[4] " " word[5]
    sub(/ plain$/, "", change)
    key = change SUBSEP substr(word[1], 3)
    if (!(key in series)) order[++keys] = key
    series[key] += $6
    for (i = 7; i <= 18; i++) sum[key, i] += $i
    cell[key, $2] += $8
    of[key, $2] += $6
    if (!((key, $2) in seen)) { seen[key, $2] = 1; names[key] = names[key] "\t" $2 }
}
function share(key, i) { return sprintf("%.0f", 100 * sum[key, i] / series[key]) }
END {
    for (k = 1; k <= keys; k++) {
        key = order[k]
        split(key, part, SUBSEP)
        least = 101; most = -1
        n = split(names[key], list, "\t")
        for (j = 2; j <= n; j++) {
            rate = 100 * cell[key, list[j]] / of[key, list[j]]
            least = rate < least ? rate : least
            most = rate > most ? rate : most
        }
        named = sum[key, 15]
        right = named < 30 ? "" : sprintf("%.0f", 100 * sum[key, 16] / named)
        printf "%-11s %4s   %4s  %10s  %5s  %5s  %4s  %5s  %5s  %5s\n", part[1], part[2], share(key, 8),
            sprintf("%.0f-%.0f", least, most), share(key, 9), share(key, 11), share(key, 12),
            right, share(key, 17),
            share(key, 18)
    }
}
