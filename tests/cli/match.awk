# SPDX-License-Identifier: GPL-3.0-or-later
# match.awk WANT GOT: succeeds if GOT has the lines of WANT, where a line `...` in
# WANT stands for any number of lines, none included, and `...` in a line for any text.

# Whether the line is as wanted, piece by piece between the dots.
function like(line, wanted,    pieces, piece, i, at) {
    if (line == wanted)
        return 1
    pieces = split(wanted, piece, "[.][.][.]")
    if (pieces < 2 || substr(line, 1, length(piece[1])) != piece[1])
        return 0
    line = substr(line, length(piece[1]) + 1)
    for (i = 2; i < pieces; i++) {
        at = index(line, piece[i])
        if (piece[i] != "" && !at)
            return 0
        line = substr(line, at + length(piece[i]))
    }
    at = length(line) - length(piece[pieces])
    return at >= 0 && substr(line, at + 1) == piece[pieces]
}

FILENAME == ARGV[1] { want[++wants] = $0; next }
{ got[++gots] = $0 }
END {
    w = g = 1
    back = 0 # after a `...`: where in WANT to start again, from one line later in GOT
    while (g <= gots) {
        if (w <= wants && want[w] == "...") {
            back = ++w
            again = g
        } else if (w <= wants && like(got[g], want[w])) {
            w++
            g++
        } else if (back) {
            w = back
            g = ++again
        } else {
            exit 1
        }
    }
    while (w <= wants && want[w] == "...")
        w++
    exit w <= wants
}
