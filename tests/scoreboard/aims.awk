# SPDX-License-Identifier: GPL-3.0-or-later
#
# What both judges of a scoreboard have in common: reads the counts, holds shares against bounds, and
# prints the aims or writes the manual page anew. To be read before a judge, which sets
#
#     mark    what the line in the page begins with behind which its tables stand
#     wide    columns for the name of a cell
#
# and has judge_all(), which holds every cell; aims(), which prints them; tables(), for the page.
#
# Of the versions in the results the latest counts. A cell is beyond an aim for sure (`fails`) where
# it is by more than two standard errors of its figure, otherwise it may be chance (`near`).

BEGIN { FS = "," }

FNR == 1 { files++ }

files == 1 && $1 == "version" {
    for (i = 1; i <= NF; i++)
        column[$i] = i
    fields = NF
    drawn = $4      # pairs or panels
    next
}

files == 1 && NF == fields {
    if ($1 + 0 > version) {
        version = $1 + 0
        split("", total); split("", cells); count = 0
    }
    if ($1 + 0 < version)
        next
    if (!(($2, drawn) in total))
        cells[++count] = $2
    for (name in column)
        total[$2, name] += $column[name]
    next
}

# A share in per cent; of what was usable, or of all that was drawn where contestants are counted.
function share(cell, name, contestant, n) {
    n = contestant ? total[cell, drawn] : total[cell, "usable"]
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
            failing[aim] = failing[aim] sprintf("  %-" wide "s %5.1f\n", cell, value)
    }
    if (!(aim in worst) || excess > beyond[aim]) {
        beyond[aim] = excess
        worst[aim] = value
        where[aim] = cell
    }
}

function aims_title(width) {
    printf "%-" width "s%5s%5s%5s%5s%6s  %s\n", "aim, in per cent", "of", "met", "near", "fail",
           "worst", "in"
}

function aim(width, key, words) {
    if (judged[key])
        printf "%-" width "s%5d%5d%5d%5d%6.1f  %s\n", words, judged[key], met[key], near[key],
               fails[key], worst[key], where[key]
}

# m shares as one figure: their mean, or their range.
function summed(m, least, most, sum, mean) {
    if (!m)
        return "-"
    if (mean)
        return sprintf("%.0f", sum / m)
    if (sprintf("%.0f", least) == sprintf("%.0f", most))
        return sprintf("%.0f", most)
    return sprintf("%.0f-%.0f", least, most)
}

function drawn_least(i, least) {
    least = -1
    for (i = 1; i <= count; i++)
        if (least < 0 || total[cells[i], drawn] < least)
            least = total[cells[i], drawn]
    return least
}

function table_head() {
    print ".Pp"
    printf "At least %d %s in each of %d cells: a figure of 5 has a standard error of %.1f.\n",
           drawn_least(), drawn, count, error_of(5, drawn_least())
    print ".Bd -literal"
}

function table_aims() {
    print ".Pp"
    print "Each aim is judged in so many cells: it is met, missed by less than two standard errors (near)"
    print "or missed by more (fail)."
    print "The last columns are the worst cell:"
    print ".Bd -literal"
    aims()
    print ".Ed"
}

files == 2 && index($0, ".\\\" " mark " writes from here") == 1 {
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
    printf "version %d: %d cells, at least %d %s each\n\n", version, count, drawn_least(),
           drawn ? drawn : "draws"
    aims()
    for (i = 1; i <= orders; i++)
        if (fails[order[i]])
            printf "\n%s fails in\n%s", order[i], failing[order[i]]
    if (!count)
        exit 1
}
