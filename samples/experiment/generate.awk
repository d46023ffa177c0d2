# SPDX-License-Identifier: GPL-3.0-or-later
#
# The made-up data of this folder, from a fixed generator (Park & Miller 1988); README.md says what is
# true of them. FILE is signups, stores or shop; shop reads calendar.csv, as lever nudge drew it:
#
#     awk -v file=signups -f generate.awk >signups.csv
#     awk -v file=stores -f generate.awk >stores.csv
#     awk -v file=shop -F , -f generate.awk calendar.csv >shop.csv

function u() { s = (s * 16807) % 2147483647; return s / 2147483647 }
function g(  i, a) { a = -6; for (i = 0; i < 12; i++) a += u(); return a }

# 30 days, 20 people a day; the new page gains 2 minutes, and nobody more.
function signups(  day, i, arm, before) {
    print "day,arm,minutes_before,minutes,signed_up"
    for (day = 1; day <= 30; day++)
        for (i = 0; i < 20; i++) {
            arm = u() < .5 ? "new" : "control"
            before = 30 + 6 * g()
            printf "2026-03-%02d,%s,%.1f,%.1f,%d\n", day, arm, before,
                30 + .8 * (before - 30) + 4 * g() + (arm == "new" ? 2 : 0), u() < .2
        }
}

# 12 stores, 60 weeks; all share a market, each in its own measure. The first five have a new
# counter from week 41 on, worth 6.
function stores(  week, k, market, own, weight) {
    print "week,store,sales"
    for (k = 1; k <= 12; k++)
        weight[k] = .4 + 1.2 * u()
    for (week = -30; week <= 60; week++) {
        market = .9 * market + g()
        for (k = 1; k <= 12; k++) {
            own[k] = .5 * own[k] + 2 * g()
            if (week > 0)
                printf "%s,store %02d,%.1f\n", iso(week), k, sales(week, k, weight[k] * market + own[k])
        }
    }
}
function sales(week, k, noise) { return 100 + 2 * k + noise + (k <= 5 && week > 40 ? 6 : 0) }
function iso(week) { return week <= 52 ? sprintf("2024-W%02d", week) : sprintf("2025-W%02d", week - 52) }

BEGIN {
    s = file == "signups" ? 11 : file == "stores" ? 5 : 3
    if (file == "signups") signups()
    if (file == "stores") stores()
    if (file != "shop") exit
    print "week,mails,orders"
}

# 40 weeks, mails by the calendar: a week with one has 8 orders more; orders carry on (.7) and grow.
NR > 1 {
    noise = .7 * noise + 4 * g()
    printf "%s,%d,%.0f\n", $1, $3, 200 + .3 * NR + noise + 8 * $3
}
