# SPDX-License-Identifier: GPL-3.0-or-later
#
# Judges what panel_scoreboard counted.
#
#     awk -f panel_judge.awk results.csv        the aims, each with how it was met, and what failed
#     awk -f panel_judge.awk -v page=1 results.csv PAGE   the manual page with its tables made anew
#
# Of the versions in the results the latest counts. A cell is beyond an aim for sure (`fails`) where
# it is by more than two standard errors of its figure, otherwise it may be chance (`near`).

BEGIN {
    FS = ","
    shapes = split("plain shocks loadings sizes trend growth season half holes mixed", shape, " ")
    label["trend"] = "own pace"
    sizes = split("g5 g8 g20 g50", entities, " ")
    lengths = split("t24 t52 t104", periods, " ")
}

FNR == 1 { files++ }

files == 1 && $1 == "version" {
    for (i = 1; i <= NF; i++)
        column[$i] = i
    fields = NF
    next
}

files == 1 && NF == fields {
    if ($1 + 0 > version) {
        version = $1 + 0
        split("", total); split("", cells); count = 0
    }
    if ($1 + 0 < version)
        next
    if (!(($2, "panels") in total))
        cells[++count] = $2
    for (name in column)
        total[$2, name] += $column[name]
    next
}

# A share in per cent; of usable panels, or of all where the contestants are counted.
function share(cell, name, contestant, n) {
    n = contestant ? total[cell, "panels"] : total[cell, "usable"]
    return n > 0 ? 100 * total[cell, name] / n : 0
}

function error_of(percent, n) {
    percent = percent < 1 ? 1 : percent > 99 ? 99 : percent
    return n > 0 ? sqrt(percent * (100 - percent) / n) : 0
}

# Holds value against its bound: sense 1 = at most, -1 = at least; error: of the figure.
function hold(aim, sense, value, bound, error, cell, excess) {
    excess = sense * (value - bound)
    if (!judged[aim]++)
        order[++orders] = aim
    if (excess <= 1e-9)
        met[aim]++
    else if (excess <= 2 * error)
        near[aim]++
    else {
        fails[aim]++
        if (fails[aim] <= 12)
            failing[aim] = failing[aim] sprintf("  %-30s %5.1f\n", cell, value)
    }
    if (!(aim in worst) || excess > beyond[aim]) {
        beyond[aim] = excess
        worst[aim] = value
        where[aim] = cell
    }
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

function aim(key, words) {
    if (judged[key])
        printf "%-32s%5d%5d%5d%5d%6.1f  %s\n", words, judged[key], met[key], near[key], fails[key],
               worst[key], where[key]
}

function aims() {
    printf "%-32s%5s%5s%5s%5s%6s  %s\n", "aim, in per cent", "of", "met", "near", "fail", "worst", "in"
    aim("least", "p < .05 without a link: least 3")
    aim("most", "p < .05 without a link: most 7")
    aim("eight", "p < .05 without a link: most 8")
    aim("any", "p < .05 without a link: most 10")
    aim("moves", "moves without a link: most 5")
    aim("wrong", "wrong direction: at most 2.5")
    aim("agree", "interval and p disagree: 0")
    aim("covered", "true effect covered: at least 93")
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
    if (!m)
        return "-"
    if (mean)
        return sprintf("%.0f", sum / m)
    if (sprintf("%.0f", least) == sprintf("%.0f", most))
        return sprintf("%.0f", most)
    return sprintf("%.0f-%.0f", least, most)
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

function panels_least(i, least) {
    least = -1
    for (i = 1; i <= count; i++)
        if (least < 0 || total[cells[i], "panels"] < least)
            least = total[cells[i], "panels"]
    return least
}

function tables() {
    print ".Pp"
    printf "At least %d panels in each of %d cells: a figure of 5 has a standard error of %.1f.\n",
           panels_least(), count, error_of(5, panels_least())
    print ".Bd -literal"
    grid(0, "p05", 0, 0, 5)
    print ".Ed"
    print ".Pp"
    print "The same over all panels of a kind, beside the plain correlation of all rows, the regression"
    print "with both effects at lag 0, and that with clustered errors:"
    print ".Bd -literal"
    others()
    print ".Ed"
    print ".Pp"
    print "How often a true effect at one lag is found, of 3.5 standard errors if noise were white; means"
    print "over persistence:"
    print ".Bd -literal"
    grid(1, "p05", 0, 1, 5)
    print ".Ed"
    print ".Pp"
    print "The same of the regression that knows the true autoregression, at a critical value that makes"
    print "it right 95 times of 100 when there is no link:"
    print ".Bd -literal"
    grid(1, "oracle_sized", 1, 1, 5)
    print ".Ed"
    print ".Pp"
    print "The aims, in how many cells they are judged, met, missed by less than two standard errors"
    print "(near) or by more (fail), and the worst cell:"
    print ".Bd -literal"
    aims()
    print ".Ed"
}

files == 2 && /^\.\\" panel_judge.awk writes from here/ {
    print
    if (!done)
        judge_all()
    done = 1
    tables()
    inside = 1
    next
}
files == 2 && /^\.\\" ... to here/ { inside = 0 }
files == 2 && !inside { print }

END {
    if (page)
        exit
    judge_all()
    printf "version %d: %d cells, at least %d panels each\n\n", version, count, panels_least()
    aims()
    for (i = 1; i <= orders; i++)
        if (fails[order[i]])
            printf "\n%s fails in\n%s", order[i], failing[order[i]]
    if (!count)
        exit 1
}
