# SPDX-License-Identifier: GPL-3.0-or-later
#
# Judges what scoreboard counted.
#
#     awk -f judge.awk results.csv              the aims, each with how it was met, and what failed
#     awk -f judge.awk -v page=1 results.csv PAGE   the manual page with its tables made anew
#
# Of the versions in the results the latest counts. A cell is beyond an aim for sure (`fails`) where
# it is by more than two standard errors of its figure, otherwise it may be chance (`near`).

BEGIN {
    FS = ","
    noises = split("normal t3 outliers counts missing runs ar2 arma shift", noise, " ")
    split("normal|t with 3 df|outliers|Poisson counts|10 % missing|missing runs|AR 2|ARMA .9 -.5|level shifts",
          label, "|")
    shapes = split("plain trend season both", shape, " ")
    sizes = split("n26 n52 n104", size, " ")
}

FNR == 1 { files++ }

files == 1 && $1 == "version" {
    for (i = 1; i <= NF; i++)
        column[$i] = i
    next
}

files == 1 && NF == 23 {
    if ($1 + 0 > version) {
        version = $1 + 0
        split("", total); split("", cells); count = 0
    }
    if ($1 + 0 < version)
        next
    if (!(($2, "pairs") in total))
        cells[++count] = $2
    for (name in column)
        total[$2, name] += $column[name]
    next
}

# A share in per cent; of usable pairs, or of all where the contestants are counted.
function share(cell, name, contestant) {
    n = contestant ? total[cell, "pairs"] : total[cell, "usable"]
    return n > 0 ? 100 * total[cell, name] / n : 0
}

function describe(cell) {
    split(cell, word, " ")
    walk = word[1] == "ar1.00"
    kind = word[4]
    shared = word[3]
    effect = word[5] ~ /^lag/ ? "lag" : word[5] ~ /^slow/ ? "slow" : "none"
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
            failing[aim] = failing[aim] sprintf("  %-38s %5.1f\n", cell, value)
    }
    if (!(aim in worst) || excess > beyond[aim]) {
        beyond[aim] = excess
        worst[aim] = value
        where[aim] = cell
    }
}

function judge_null(cell, value) {
    n = total[cell, "usable"]
    value = share(cell, "p05")
    if (walk || kind == "shift" || shared == "trend" || shared == "both")
        hold("trended", 1, value, 8, error_of(8, n), cell)
    else {
        hold("least", -1, value, 3, error_of(3, n), cell)
        hold("stationary", 1, value, 7, error_of(7, n), cell)
    }
    hold("any", 1, value, 10, error_of(10, n), cell)
    hold("moves", 1, share(cell, "moves"), 5, error_of(5, n), cell)
    if (shared == "plain")
        hold("shared", 1, share(cell, "shared_trend"), 5, error_of(5, n), cell)
}

function judge_effect(cell, value, bound) {
    n = total[cell, "usable"]
    value = share(cell, "p05")
    hold("wrong", 1, share(cell, "wrong"), 2.5, error_of(2.5, n), cell)
    if (effect == "slow") {
        bare = cell
        sub(/ slow.*/, "", bare)
        # Power is no merit where a test says so anyway: only where differences keep their level.
        if (share(bare, "differences", 1) <= 8)
            hold("slow", -1, value, share(cell, "differences", 1), error_of(value, n), cell)
        return
    }
    # What moves counts moves their logarithm: there is no effect in their own units.
    if (kind != "counts") {
        hold("no_effect", 1, share(cell, "no_effect"), 5, error_of(5, n), cell)
        bound = walk ? 90 : 93
        hold("covered", -1, share(cell, "covered"), bound, error_of(bound, n), cell)
    }
    hold("oracle", -1, value, .9 * share(cell, "oracle_sized", 1), error_of(value, n), cell)
    hold("peterman", -1, value, share(cell, "effective_n_sized", 1), error_of(value, n), cell)
}

function judge_all(i) {
    for (i = 1; i <= count; i++) {
        describe(cells[i])
        hold("agree", 1, share(cells[i], "disagrees"), 0, 0, cells[i])
        if (effect == "none")
            judge_null(cells[i])
        else
            judge_effect(cells[i])
    }
}

function aim(key, words) {
    if (judged[key])
        printf "%-36s%4d%5d%5d%5d%6.1f  %s\n", words, judged[key], met[key], near[key], fails[key],
               worst[key], where[key]
}

function aims() {
    printf "%-36s%4s%5s%5s%5s%6s  %s\n", "aim, in per cent", "of", "met", "near", "fail", "worst", "in"
    aim("least", "p < .05, stationary: at least 3")
    aim("stationary", "p < .05, stationary: at most 7")
    aim("trended", "p < .05, walk, trend, shift: 8")
    aim("any", "p < .05, any: at most 10")
    aim("moves", "moves without a link: at most 5")
    aim("shared", "shared-trend, none shared: 5")
    aim("wrong", "wrong direction: at most 2.5")
    aim("agree", "interval and p disagree: 0")
    aim("covered", "true effect covered: 93, walks 90")
    aim("no_effect", "no-effect at the boundary: 5")
    aim("oracle", "power: .9 of the true AR's")
    aim("peterman", "power: Pyper and Peterman's")
    aim("slow", "spread: first differences' power")
}

# The range over persistence of a share, or its mean.
function over(noise, shape, size, tail, name, contestant, mean, i, value, least, most, sum, m) {
    least = 1000; most = -1
    for (i = 1; i <= count; i++) {
        if (cells[i] !~ "^[^ ]+ " size " " shape " " noise tail "$")
            continue
        value = share(cells[i], name, contestant)
        least = value < least ? value : least
        most = value > most ? value : most
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

function row(first, second) { return sprintf("%-16s%-8s", first, second) }

function levels(k, s, i, line) {
    printf "%s%9s%9s%9s%9s\n", row("noise", "shared"), "n = 26", "52", "104", "naive"
    for (k = 1; k <= noises; k++)
        for (s = 1; s <= shapes; s++) {
            line = row(s == 1 ? label[k] : "", s == 1 ? "-" : shape[s])
            for (i = 1; i <= sizes; i++)
                line = line sprintf("%9s", over(noise[k], shape[s], size[i], "", "p05"))
            print line sprintf("%9s", over(noise[k], shape[s], "n[0-9]+", "", "naive", 1))
        }
}

function triple(k, s, size, tail) {
    if (over(noise[k], shape[s], size, tail, "p05") == "-")
        return "-"
    return over(noise[k], shape[s], size, tail, "p05", 0, 1) " " \
           over(noise[k], shape[s], size, tail, "oracle_sized", 1, 1) " " \
           over(noise[k], shape[s], size, tail, "effective_n_sized", 1, 1)
}

function powers(k, s, i, line) {
    printf "%s%12s%12s%12s\n", row("noise", "shared"), "n = 26", "52", "104"
    for (k = 1; k <= noises; k++)
        for (s = 1; s <= shapes; s++) {
            line = row(s == 1 ? label[k] : "", s == 1 ? "-" : shape[s])
            for (i = 1; i <= sizes; i++)
                line = line sprintf("%12s", triple(k, s, size[i], " lag.*"))
            print line
        }
    for (s = 1; s <= shapes; s++) {
        line = row(s == 1 ? "spread effect" : "", s == 1 ? "-" : shape[s])
        for (i = 1; i <= sizes; i++)
            line = line sprintf("%12s", triple(1, s, size[i], " slow.*"))
        print line
    }
}

function pairs_least(i, least) {
    least = -1
    for (i = 1; i <= count; i++)
        if (least < 0 || total[cells[i], "pairs"] < least)
            least = total[cells[i], "pairs"]
    return least
}

function tables() {
    print ".Pp"
    printf "At least %d pairs in each of %d cells: a figure of 5 has a standard error of %.1f.\n",
           pairs_least(), count, error_of(5, pairs_least())
    print ".Bd -literal"
    levels()
    print ".Ed"
    print ".Pp"
    print "How often a true effect is found: means over persistence, in per cent, of this test, of the"
    print "regression that knows the true autoregression, and of the effective sample size of Pyper and"
    print "Peterman, the latter two at critical values that make them right 95 times of 100 when there"
    print "is no link."
    print ".Bd -literal"
    powers()
    print ".Ed"
    print ".Pp"
    print "The aims, in how many cells they are judged, met, missed by less than two standard errors"
    print "(near) or by more (fail), and the worst cell:"
    print ".Bd -literal"
    aims()
    print ".Ed"
}

files == 2 && /^\.\\" judge.awk writes from here/ {
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
    printf "version %d: %d cells, at least %d pairs each\n\n", version, count, pairs_least()
    aims()
    for (i = 1; i <= orders; i++)
        if (fails[order[i]])
            printf "\n%s fails in\n%s", order[i], failing[order[i]]
    if (!count)
        exit 1
}
