# SPDX-License-Identifier: GPL-3.0-or-later
#
# awk -f lengths.awk FILE.c ...: "LINES FILE:LINE NAME" of each function, from the line with its
# name (or its type before) to the brace that ends it. Relies on this tree's style: a function's
# braces stand in the first column, and nothing else's do but those of a type or of data, whose
# first line ends with them.
FNR == 1 { first = 0 }
/^[[:space:]]*$/ || /^#/ || /\*\/$/ || /^}/ && !inside { first = 0; next }
inside && /^}/ {
    print FNR - begun + 1, FILENAME ":" begun, name
    inside = first = 0
    next
}
inside { next }
/^{/ { if (first) { inside = 1; begun = first } next }
/^[A-Za-z_]/ && !first { first = FNR; name = "" }
/^[A-Za-z_].*\(/ && name == "" {
    name = $0
    sub(/\(.*/, "", name)
    sub(/.*[ *]/, "", name)
}
/[;={]$/ { first = 0 }
