# SPDX-License-Identifier: GPL-3.0-or-later
# match.awk WANT GOT: succeeds if GOT has the lines of WANT, where a line `...` in
# WANT stands for any number of lines, none included.

FILENAME == ARGV[1] { want[++wants] = $0; next }
{ got[++gots] = $0 }
END {
    w = g = 1
    back = 0 # after a `...`: where in WANT to start again, from one line later in GOT
    while (g <= gots) {
        if (w <= wants && want[w] == "...") {
            back = ++w
            again = g
        } else if (w <= wants && want[w] == got[g]) {
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
