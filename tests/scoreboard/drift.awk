# SPDX-License-Identifier: GPL-3.0-or-later
# A line a cell of the results of tests/scoreboard/drift: of a hundred series, how many have p < .05, are
# said to be decoupled, and have the date in their range (of those that changed).
#   awk -f drift.awk drift.csv
BEGIN { FS = ","; print "series  p<.05  decoupled  covered  cell" }
NR == 1 { next }
!($2 in series) { order[++cells] = $2 }
{ series[$2] += $4; p[$2] += $7; decoupled[$2] += $8; covered[$2] += $9 }
END {
    for (k = 1; k <= cells; k++) {
        c = order[k]
        printf "%6d  %5.1f  %9.1f  %7s  %s\n", series[c], 100 * p[c] / series[c],
            100 * decoupled[c] / series[c],
            c ~ /gone|reversed/ ? sprintf("%.0f", 100 * covered[c] / series[c]) : "", c
    }
}
