# SPDX-License-Identifier: GPL-3.0-or-later
# Takes the examples out of README.md, in the form of examples.awk: in an indented block that
# begins with `$ COMMAND` the commands (`> ...` continues one) and what they print; in one that
# follows a line ending in "a `NAME.csv`:" that file.

function begin(kind) {
    number++
    part = sprintf("%s/%03d.", dir, number)
    printf "" > (part kind)
}

# A blank line belongs to a block if the block goes on behind it.
/^$/ { blank++; next }
!/^    / {
    inside = blank = 0
    if ($0 ~ /a `[a-z]*[.]csv`:$/) {
        file = $0
        sub(/.*a `/, "", file)
        sub(/`:$/, "", file)
    } else {
        file = ""
    }
    next
}
{ line = substr($0, 5) }
inside == "command" && line !~ /^\$ / { for (; blank > 0; blank--) print "" > (part "want") }
{ blank = 0 }
!inside && file != "" {
    inside = "file"
    begin("file")
    print file > (part "file")
    file = ""
}
inside == "file" { print line > (part "file"); next }
!inside && line !~ /^\$ / { inside = "other" }
inside == "other" { next }
line ~ /^\$ / {
    inside = "command"
    begin("cmd")
    printf "" > (part "want")
    print substr(line, 3) > (part "cmd")
    more = 1
    next
}
more && line ~ /^> / { print substr(line, 3) > (part "cmd"); next }
{
    more = 0
    print line > (part "want")
}
