# SPDX-License-Identifier: GPL-3.0-or-later
#
# awk -f floors.awk README.md FILE ...: what is wrong with the includes of the files, whose names are
# relative to the folder of src/README.md; that file has the list of rooms with their floors. Says
# nothing where all is well.
FILENAME ~ /README\.md$/ {
    if (/^    [0-9]+  [a-z\/]+ /) floor[$2] = $1
    next
}
FNR == 1 {
    folder = FILENAME
    if (!sub(/\/[^\/]*$/, "", folder)) folder = "."
    room = room_of(folder)
    if (folder != "." && !room && !told[folder]++) print folder ": not in the list of rooms"
    files[FILENAME] = folder
}
/^#[ \t]*include "/ {
    name = $0
    sub(/^[^"]*"/, "", name)
    sub(/".*/, "", name)
    other = name
    if (!sub(/\/[^\/]*$/, "", other)) {
        # Beside the file, or one of the headers that are installed.
        if (name !~ /^lever-/ && folder != ".") print FILENAME ":" FNR ": name its room: " name
        next
    }
    target = room_of(other)
    if (!target) {
        print FILENAME ":" FNR ": of no room: " name
    } else if (room && target != room && floor[target] >= floor[room]) {
        print FILENAME ":" FNR ": " room " (floor " floor[room] ") includes " name \
            " (floor " floor[target] ")"
    }
    if (other != folder) needs["folders", folder, other] = 1
    if (name ~ /\.h$/ && FILENAME ~ /\.h$/) needs["headers", FILENAME, name] = 1
}
END {
    circles("folders")
    circles("headers")
}

# The longest beginning of a folder's path that is a room.
function room_of(path) {
    while (!(path in floor) && sub(/\/[^\/]*$/, "", path));
    return path in floor ? path : ""
}
# Takes away what needs nothing and what nothing needs, again and again; what stays is in a circle,
# or between two of them.
function circles(sort,    edge, part, from, to, more, found, n, i, j, left) {
    do {
        more = 0
        split("", from)
        split("", to)
        for (edge in needs) {
            split(edge, part, SUBSEP)
            if (part[1] == sort) from[part[2]] = to[part[3]] = 1
        }
        for (edge in needs) {
            split(edge, part, SUBSEP)
            if (part[1] == sort && !((part[3] in from) && (part[2] in to))) {
                delete needs[edge]
                more = 1
            }
        }
    } while (more)
    for (edge in from) {
        for (i = ++n; i > 1 && found[i - 1] > edge; i--) found[i] = found[i - 1]
        found[i] = edge
    }
    for (j = 1; j <= n; j++) left = left " " found[j]
    if (left) print "a circle of " sort ":" left
}
