# SPDX-License-Identifier: GPL-3.0-or-later
# A table of what tests/scoreboard/track writes: a line a cell and contestant, over all targets.
BEGIN { FS = "," }
FNR == 1 { next }
{
	key = $1 "," $2 "," $3 "," $4
	if (!(key in n)) { order[++keys] = key; low80[key] = low95[key] = 9 }
	n[key]++
	in80[key] += $7; in95[key] += $8; width[key] += $9; brier[key] += $10; sure[key] += $11
	if ($7 < low80[key]) low80[key] = $7
	if ($8 < low95[key]) low95[key] = $8
}
END {
	for (i = 1; i <= keys; i++) {
		key = order[i]; split(key, at, ",")
		printf "%3d %4s %-8s %-17s %3.0f/%3.0f (%2.0f/%2.0f) width %5.1f brier %.3f sure and wrong %4.1f\n",
		    at[1], at[2], at[3], at[4], 100 * in80[key] / n[key], 100 * in95[key] / n[key],
		    100 * low80[key], 100 * low95[key], width[key] / n[key], brier[key] / n[key],
		    100 * sure[key] / n[key]
	}
}
