# SPDX-License-Identifier: GPL-3.0-or-later
#
# What looks counted, a line a cell, in per cent.
#
#     awk -f looks.awk looks.csv
#
# Of cells without a link (r 0): how often it is found at any of 14 and of 53 looks, by each rule
# (a single look at the end; p < .05 each time, Pocock's bound, .05 shared out evenly, the ledger), and how often the ledger's
# verdict is `moves` at any. Of cells with one: found at the end by a single look, by the ledger after
# 14 and 53 looks, and by then at any of 14 by Pocock's bound and even shares. Then of the intervals
# that were judged by data since: told to hold, and holding the truth; of links found, kept their sign.

BEGIN { FS = "," }

FNR == 1 {
    for (i = 1; i <= NF; i++)
        column[$i] = i
    next
}

$column["drawn"] > 0 {
    if (!($2 in drawn))
        order[++cells] = $2
    drawn[$2] += $column["drawn"]
    for (name in column)
        sum[$2, name] += $column[name]
}

function share(cell, name, of,   n) {
    n = of == "" ? drawn[cell] : sum[cell, of]
    return n > 0 ? sprintf("%.1f", 100 * sum[cell, name] / n) : "-"
}

END {
    printf "%-12s%7s  %s\n", "no link", "series", "single; 14 looks: none Pocock even ledger moves; 53 looks: the same"
    for (i = 1; i <= cells; i++)
        if (order[i] ~ / r0\.0$/)
            printf "%-12s%7d%9s%9s%7s%7s%7s%7s%9s%7s%7s%7s%7s\n", order[i], drawn[order[i]],
                   share(order[i], "single"),
                   share(order[i], "none14"), share(order[i], "pocock14"), share(order[i], "even14"),
                   share(order[i], "ledger14"), share(order[i], "moves14"), share(order[i], "none53"),
                   share(order[i], "pocock53"), share(order[i], "even53"),
                   share(order[i], "ledger53"), share(order[i], "moves53")
    printf "%-12s%7s  %s\n", "link", "series", "at the end: single ledger14 ledger53 Pocock even"
    for (i = 1; i <= cells; i++)
        if (order[i] !~ / r0\.0$/)
            printf "%-12s%7d%9s%7s%7s%7s%7s\n", order[i], drawn[order[i]], share(order[i], "single"),
                   share(order[i], "end14"), share(order[i], "end53"),
                   share(order[i], "pocockend14"), share(order[i], "evenend14")
    printf "%-12s%7s  %s\n", "score", "series", "intervals: told true; signs kept"
    for (i = 1; i <= cells; i++)
        printf "%-12s%7d%9s%7s%9s\n", order[i], drawn[order[i]],
               share(order[i], "told", "told_of"), share(order[i], "covered", "covered_of"),
               share(order[i], "kept", "kept_of")
    if (!cells)
        exit 1
}
