# SPDX-License-Identifier: GPL-3.0-or-later
# Facts of a plain CSV table made of a dirty export: what two tables share that are equal.
# Numbers are added as whole cents, so that the order of adding does not matter; `mix`
# depends on every cell's place.
BEGIN { FS = "," }
{ gsub(/[\r"]/, "") }
NR == 1 { head = $0; next }
{
    day = substr($1, 1, 10)
    if (day !~ /^[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]$/ || NF != 8) { odd++; next }
    rows++
    if (rows == 1 || day < first) first = day
    if (day > last) last = day
    names += length($2)
    split(day, part, "-")
    line = part[1] * 372 + part[2] * 31 + part[3] + length($2) + substr($2, 9, 2)
    for (i = 3; i <= 8; i++) {
        if ($i == "") { empty[i]++; continue }
        cents = int($i * 100 + .5)
        sum[i] += cents
        line += i * cents
    }
    mix = (mix * 31 + line) % 1000003
}
END {
    printf "columns %s\nrows %d odd %d from %s to %s names %d mix %d\n", head, rows, odd, first, last, names, mix
    for (i = 3; i <= 8; i++) printf "sum %.2f empty %d\n", sum[i] / 100, empty[i]
}
