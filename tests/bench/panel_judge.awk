# SPDX-License-Identifier: GPL-3.0-or-later
#
# Judges what panel_scoreboard counted (aims.awk, with the scoreboard, says how).
#
#     awk -f aims.awk -f panel_judge.awk results.csv    the aims, how each was met, and what failed
#     awk -f aims.awk -f panel_judge.awk -v page=1 results.csv PAGE   the manual page, made anew

BEGIN {
    mark = "panel_judge.awk"
    wide = 30
    shapes = split("plain shocks loadings sizes trend growth season half holes mixed", shape, " ")
    label["trend"] = "own pace"
    sizes = split("g5 g8 g20 g50", entities, " ")
    lengths = split("t24 t52 t104", periods, " ")
}

function judge_all(i, cell, n, value, word) {
    for (i = 1; i <= count; i++) {
        cell = cells[i]
        n = total[cell, "usable"]
        value = share(cell, "p05")
        split(cell, word, " ")
        hold("agree", 1, share(cell, "disagrees"), 0, 0, cell)
        if (word[5] + 0 == 0) {
            hold("least", -1, value, 3, error_of(3, n), cell)
            hold("most", 1, value, 7, error_of(7, n), cell)
            hold("eight", 1, value, 8, error_of(8, n), cell)
            hold("any", 1, value, 10, error_of(10, n), cell)
            hold("moves", 1, share(cell, "moves"), 5, error_of(5, n), cell)
            continue
        }
        hold("wrong", 1, share(cell, "wrong"), 2.5, error_of(2.5, n), cell)
        hold("covered", -1, share(cell, "covered"), 93, error_of(93, n), cell)
    }
}

function aims() {
    aims_title(32)
    aim(32, "least", "p < .05 without a link: least 3")
    aim(32, "most", "p < .05 without a link: most 7")
    aim(32, "eight", "p < .05 without a link: most 8")
    aim(32, "any", "p < .05 without a link: most 10")
    aim(32, "moves", "moves without a link: most 5")
    aim(32, "wrong", "wrong direction: at most 2.5")
    aim(32, "agree", "interval and p disagree: 0")
    aim(32, "covered", "true effect covered: at least 93")
}

function matches(cell, size, kind, effect, word) {
    split(cell, word, " ")
    return (size == "" || word[1] " " word[2] == size) && word[4] == kind &&
           (effect ? word[5] + 0 > 0 : word[5] + 0 == 0)
}

# A share over persistence: its range, or its mean.
function over(size, kind, effect, name, contestant, mean, i, value, least, most, sum, m) {
    for (i = 1; i <= count; i++) {
        if (!matches(cells[i], size, kind, effect))
            continue
        value = share(cells[i], name, contestant)
        least = !m || value < least ? value : least
        most = !m || value > most ? value : most
        sum += value; m++
    }
    return summed(m, least, most, sum, mean)
}

function title(k) { return sprintf("%-9s", shape[k] in label ? label[shape[k]] : shape[k]) }

function head(width, g, t, line) {
    line = sprintf("%-9s", "entities")
    for (g = 1; g <= sizes; g++)
        for (t = 1; t <= lengths; t++)
            line = line sprintf("%" width "s", t == 1 ? substr(entities[g], 2) : "")
    print line
    line = sprintf("%-9s", "periods")
    for (g = 1; g <= sizes; g++)
        for (t = 1; t <= lengths; t++)
            line = line sprintf("%" width "s", substr(periods[t], 2))
    print line
}

function grid(effect, name, contestant, mean, width, k, g, t, line) {
    head(width)
    for (k = 1; k <= shapes; k++) {
        line = title(k)
        for (g = 1; g <= sizes; g++)
            for (t = 1; t <= lengths; t++)
                line = line sprintf("%" width "s", over(entities[g] " " periods[t], shape[k], effect,
                                                        name, contestant, mean))
        print line
    }
}

function others(k) {
    printf "%-9s%9s%9s%11s%12s\n", "", "this test", "naive", "within", "clustered"
    for (k = 1; k <= shapes; k++)
        printf "%s%9s%9s%11s%12s\n", title(k), over("", shape[k], 0, "p05", 0, 1),
               over("", shape[k], 0, "naive", 1, 1), over("", shape[k], 0, "within", 1, 1),
               over("", shape[k], 0, "clustered", 1, 1)
}

function tables() {
    table_head()
    grid(0, "p05", 0, 0, 5)
    print ".Ed"
    print ".Pp"
    print "The same over all panels of a kind, for this test and three others: the plain correlation of all"
    print "rows, the regression with both effects at lag 0, and that regression with clustered errors."
    print ".Bd -literal"
    others()
    print ".Ed"
    print ".Pp"
    print "How often a true effect at one lag is found, as means over persistence."
    print "The effect has 3.5 standard errors if noise is white:"
    print ".Bd -literal"
    grid(1, "p05", 0, 1, 5)
    print ".Ed"
    print ".Pp"
    print "The same of the regression that knows the true autoregression."
    print "Its critical value makes it right 95 times of 100 if there is no link:"
    print ".Bd -literal"
    grid(1, "oracle_sized", 1, 1, 5)
    print ".Ed"
    table_aims()
}
