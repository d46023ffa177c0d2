# SPDX-License-Identifier: GPL-3.0-or-later
# A JSON object of strings, or an array of such, as CSV: keys, then values. For the
# little that csv-spectrum has: no numbers, no nesting, no \u.

{ text = text $0 "\n" }

function field(value) {
    if (value ~ /[",\n\r]/) {
        gsub(/"/, "\"\"", value)
        return "\"" value "\""
    }
    return value
}

function string(    value, c) {
    value = ""
    for (i++; (c = substr(text, i, 1)) != "\""; i++) {
        if (c == "\\") {
            c = substr(text, ++i, 1)
            c = c == "n" ? "\n" : c == "r" ? "\r" : c == "t" ? "\t" : c
        }
        value = value c
    }
    return value
}

END {
    for (i = 1; i <= length(text); i++) {
        c = substr(text, i, 1)
        if (c == "{") {
            keys = values = ""
            key = 1
        } else if (c == "\"") {
            s = field(string())
            if (key) keys = keys (keys == "" ? "" : ",") s
            else values = values (column++ ? "," : "") s
        } else if (c == ":") {
            key = 0
        } else if (c == "," && keys != "" && !closed) {
            key = 1
        } else if (c == "}") {
            if (!header++) print keys
            print values
            column = 0
            keys = ""
        }
    }
}
