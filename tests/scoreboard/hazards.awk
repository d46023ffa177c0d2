# SPDX-License-Identifier: GPL-3.0-or-later
#
# What hazards counted, a line for each kind and length: ranges over persistence, in per cent.
#
#     awk -f hazards.awk hazards.csv
#
# p: p < .05 without a link; said: a verdict that there is one; found: the same of pairs that have an
# effect of 3.6 standard errors; no-effect: said where the effect is as large as the least that matters,
# at 3.6 and at 12 standard errors; mde: p < .05 of an effect as large as mde promises.

BEGIN { FS = "," }

FNR == 1 {
    for (i = 1; i <= NF; i++)
        column[$i] = i
    next
}

function add(key, name, value) {
    if (!((key, name) in least) || value < least[key, name])
        least[key, name] = value
    if (!((key, name) in most) || value > most[key, name])
        most[key, name] = value
}

$column["usable"] > 0 {
    split($2, word, " ")
    key = word[1] " " word[2] " " word[3]
    if (!(key in seen)) {
        seen[key] = 1
        order[++keys] = key
    }
    n = $column["usable"]
    if (word[5] == "") {
        add(key, "p", 100 * $column["p05"] / n)
        add(key, "said", 100 * $column["said"] / n)
        if ($column["mde_tried"] > 0)
            add(key, "mde", 100 * $column["mde_found"] / $column["mde_tried"])
    } else {
        # The larger of two sizes is for no-effect.
        if (substr(word[5], 4) * sqrt(substr(word[2], 2)) < 6)
            add(key, "found", 100 * $column["said"] / n)
        add(key, "none", 100 * $column["no_effect"] / n)
    }
}

function range(key, name) {
    if (!((key, name) in least))
        return "-"
    if (sprintf("%.0f", least[key, name]) == sprintf("%.0f", most[key, name]))
        return sprintf("%.0f", most[key, name])
    return sprintf("%.0f-%.0f", least[key, name], most[key, name])
}

END {
    printf "%-28s%9s%9s%9s%11s%9s\n", "hazard", "p", "said", "found", "no-effect", "mde"
    for (i = 1; i <= keys; i++)
        printf "%-28s%9s%9s%9s%11s%9s\n", order[i], range(order[i], "p"), range(order[i], "said"),
               range(order[i], "found"), range(order[i], "none"), range(order[i], "mde")
    if (!keys)
        exit 1
}
