# SPDX-License-Identifier: GPL-3.0-or-later
#
# Incidents of an IT team, and a bonus on closing them. Writes incidents.csv and weekly.csv to the folder
# `dir` (default: here):
#
#   LC_ALL=C awk -f generate.awk [-v seed=N] [-v bonus=0] [-v dir=DIR]
#
# 112 weeks from Monday 2024-01-01 (2024-W01). What is true, and nothing else is:
#
#   each incident closed saves 0.5 complaints a week later, until week 59;
#   from week 60 on (2025-W08) a closed incident brings a bonus: easy ones are split, so that of the
#     incidents 68 % are easy and not 45 %, and more are closed; a closed one then saves nothing;
#   easy ones take 2 hours and hard ones 11, before and after: only the mix moves the mean;
#   satisfaction is 5 points lower since.
#
# With bonus=0 nothing happens in week 60. The numbers are the same everywhere: a linear congruential
# generator (Park & Miller 1988), sums of twelve uniforms for the normal distribution.

function uniform() {
    state = (16807 * state) % 2147483647
    return state / 2147483647
}

function normal(    i, sum) {
    sum = -6
    for (i = 0; i < 12; i++)
        sum += uniform()
    return sum
}

# The day that many days after 2024-01-01, as text.
function date(days,    y, m, d, long) {
    y = 2024; m = 1; d = 1 + days
    for (;;) {
        long = substr("312831303130313130313031", 2 * m - 1, 2) + 0
        if (m == 2 && y % 4 == 0)
            long = 29
        if (d <= long)
            return sprintf("%d-%02d-%02d", y, m, d)
        d -= long
        if (++m > 12) { m = 1; y++ }
    }
}

function week(t) {
    if (t <= 52)
        return sprintf("2024-W%02d", t)
    return t <= 104 ? sprintf("2025-W%02d", t - 52) : sprintf("2026-W%02d", t - 104)
}

BEGIN {
    if (seed == "") seed = 4
    if (bonus == "") bonus = 1
    if (dir == "") dir = "."
    state = seed * 7919 % 2147483647
    for (i = 0; i < 20; i++) uniform()
    print "Closed on,Kind,Hours" > (dir "/incidents.csv")
    print "Week,Complaints,Satisfaction" > (dir "/weekly.csv")
    before = 30
    for (t = 1; t <= 112; t++) {
        paid = bonus && t >= 60
        calm = .4 * calm + 5 * normal()
        count = int(30 + calm + (paid ? 14 : 0) + .5)
        if (count < 8) count = 8
        for (i = 0; i < count; i++) {
            easy = uniform() < (paid ? .68 : .45)
            hours = easy ? 2 + .5 * normal() : 11 + 2 * normal()
            if (hours < .2) hours = .2
            printf "%s,%s,%.1f\n", date(7 * (t - 1) + int(5 * uniform())), easy ? "easy" : "hard",
                hours > (dir "/incidents.csv")
        }
        noise = .5 * noise + 1.6 * normal()
        complaints = 60 + noise - .5 * (paid ? 30 : before)
        mood = .3 * mood + 1.2 * normal()
        printf "%s,%.0f,%.1f\n", week(t), complaints, 78 + mood - (paid ? 5 : 0) > (dir "/weekly.csv")
        before = count
    }
}
