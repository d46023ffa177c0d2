# SPDX-License-Identifier: GPL-3.0-or-later
# The numbers of this sample, with the truth built in; awk -f generate.awk > weekly.csv
#
# Each measure is its level plus noise with a persistence of .5; random numbers after Park & Miller
# (1988). What becomes of each target stands in truth.csv.

function uniform() { seed = (seed * 16807) % 2147483647; return seed / 2147483647 }
function normal(    i, sum) { sum = -6; for (i = 0; i < 12; i++) sum += uniform(); return sum }
function noise(name, sd) { state[name] = .5 * state[name] + sd * normal(); return state[name] }
function week(t) { return t <= 52 ? sprintf("2024-W%02d", t) : sprintf("2025-W%02d", t - 52) }

BEGIN {
	seed = 2025
	start = 79     # 2025-W27, where the goals begin
	last = 92      # 2025-W40
	print "week,weekly_users,signups,reply_hours,answered_in_time,recommend,open_bugs"
	for (t = 1; t <= last; t++) {
		since = t < start ? 0 : t - start + 1
		users = 3300 + 9 * t + noise("users", 40)
		signups = 88 + (since > 0 ? 27 : 0) + 10 * sin(2 * 3.14159265 * t / 52) + noise("signups", 7)
		hours = 20 - .05 * since + noise("hours", 1.1)
		intime = 82 + (since > 2 ? 7 : 0) + noise("intime", 1.2)
		recommend = 31 + .04 * since + noise("recommend", 2)
		bugs = 64 - .9 * since + noise("bugs", 5)
		printf "%s,%d,%d,%.1f,%.1f,%.1f,%d\n", week(t), users, signups, hours, intime,
		    recommend, bugs
	}
}
