# SPDX-License-Identifier: GPL-3.0-or-later
# Takes the examples out of a manual page; manual.t says how they are written.
# Leaves them in the folder -v dir=..., numbered as they come:
#   N.file  a file to make (its name on the first line, then its text)
#   N.cmd   a command      N.want  what it prints      N.bad  why it is no example

function plain(text) {
    gsub(/\\e/, "\001", text)
    gsub(/\\\(aq/, "'", text)
    gsub(/\\\(dq/, "\"", text)
    gsub(/\\\(ga/, "`", text)
    gsub(/\\\(ti/, "~", text)
    gsub(/\\\(ha/, "^", text)
    gsub(/\\-/, "-", text)
    gsub(/\\&/, "", text)
    gsub(/\001/, "\\", text)
    return text
}

function begin(kind) {
    number++
    part = sprintf("%s/%03d.", dir, number)
    printf "" > (part kind)
}

/^\.Sh / { inside = $2 == "EXAMPLES"; next }
!inside { next }
/^\.\\" file / { file = $3; next }
/^\.Bd / && /-literal|-unfilled/ {
    display = 1
    first = 1
    if (file != "") {
        begin("file")
        print file > (part "file")
    }
    next
}
/^\.Ed/ {
    display = 0
    file = ""
    next
}
!display { next }
file != "" { print plain($0) > (part "file"); next }
/^\$ / {
    begin("cmd")
    printf "" > (part "want")
    print plain(substr($0, 3)) > (part "cmd")
    first = 0
    more = 1
    next
}
first {
    begin("bad")
    print "line " NR ": neither a command nor a file: " $0 > (part "bad")
    first = 0
    next
}
more && /^> / { print plain(substr($0, 3)) > (part "cmd"); next }
{
    more = 0
    print plain($0) > (part "want")
}
