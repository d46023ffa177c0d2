# SPDX-License-Identifier: GPL-3.0-or-later
#
# Judges what scoreboard counted (aims.awk says how).
#
#     awk -f aims.awk -f judge.awk results.csv      the aims, how each was met, and what failed
#     awk -f aims.awk -f judge.awk -v page=1 results.csv PAGE   the manual page, its tables made anew

BEGIN {
    mark = "judge.awk"
    wide = 38
    noises = split("normal t3 outliers counts missing runs ar2 arma shift", noise, " ")
    split("normal|t with 3 df|outliers|Poisson counts|10 % missing|missing runs|AR 2|ARMA .9 -.5|level shifts",
          label, "|")
    shapes = split("plain trend season both", shape, " ")
    sizes = split("n26 n52 n104", size, " ")
}

function describe(cell) {
    split(cell, word, " ")
    walk = word[1] == "ar1.00"
    kind = word[4]
    shared = word[3]
    effect = word[5] ~ /^lag/ ? "lag" : word[5] ~ /^slow/ ? "slow" : "none"
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

function aims() {
    aims_title(35)
    aim(35, "least", "p < .05, stationary: at least 3")
    aim(35, "stationary", "p < .05, stationary: at most 7")
    aim(35, "trended", "p < .05, walk, trend, shift: 8")
    aim(35, "any", "p < .05, any: at most 10")
    aim(35, "moves", "moves without a link: at most 5")
    aim(35, "shared", "shared-trend, none shared: 5")
    aim(35, "wrong", "wrong direction: at most 2.5")
    aim(35, "agree", "interval and p disagree: 0")
    aim(35, "covered", "true effect covered: 93, walks 90")
    aim(35, "no_effect", "no-effect at the boundary: 5")
    aim(35, "oracle", "power: .9 of the true AR's")
    aim(35, "peterman", "power: Pyper and Peterman's")
    aim(35, "slow", "spread: first differences' power")
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
    return summed(m, least, most, sum, mean)
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

function tables() {
    table_head()
    levels()
    print ".Ed"
    print ".Pp"
    print "How often a true effect is found, in per cent, as means over persistence."
    print "The three figures are of this test, of the regression that knows the true autoregression, and of"
    print "the effective sample size of Pyper and Peterman."
    print "The latter two have critical values that make them right 95 times of 100 if there is no link."
    print ".Bd -literal"
    powers()
    print ".Ed"
    table_aims()
}
