# SPDX-License-Identifier: GPL-3.0-or-later
#
# Three releases whose truth is known. Writes release.csv to standard output:
#
#   LC_ALL=C awk -f generate.awk [-v seed=N]
#
# 104 weeks from 2023-W01. What is true, and nothing else is:
#
#   search v2 (2024-W09): 2,000 more weekly users from then on, and they stay;
#   banner (2024-W24): 24 more sessions a user in that week and the next, then nothing;
#   dark mode (2023-W40): nothing at all.
#
# Weekly users grow by 40 a week, and half of a week's deviation is still there in the next. The numbers are
# the same everywhere: a linear congruential generator (Park & Miller 1988), sums of twelve uniforms for
# the normal distribution.

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

BEGIN {
    state = seed ? seed : 7
    for (i = 0; i < 100; i++)
        u = .5 * u + normal()
    print "week,weekly_users,sessions,rating"
    for (t = 0; t < 104; t++) {
        u = .5 * u + normal()
        users = 20000 + 40 * t + 300 * u + (t >= 60 ? 2000 : 0)
        sessions = 60 + 4 * normal() + (t == 75 || t == 76 ? 24 : 0)
        printf "%d-W%02d,%d,%.1f,%.2f\n", 2023 + int(t / 52), t % 52 + 1, users, sessions, 4.1 + .1 * normal()
    }
}
