# SPDX-License-Identifier: GPL-3.0-or-later
# Assembles a page of the manual from its source; man/assemble calls it.
#
#   awk -f assemble.awk part=filters LIST part=rows ROWS part=text options.mdoc part=page PAGE
#
# LIST is what `lever --list-filters` prints, ROWS what `lever --list-options NAME` does (empty
# for a page that is no filter's). PAGE is copied, but for two comments:
#
#   .\" filters           the list of filters, under their headings
#   .\" options: shared   the shared options of the filter, in the order of --help
#
# An option whose text differs on this page is written behind that comment as an item of its
# own, wherever; a line `.\" shared` in it stands for the shared text.

BEGIN { FS = "\t" }

function fail(what) {
    print "assemble: " FILENAME ":" FNR ": " what > "/dev/stderr"
    bad = 1
    exit 1
}

part == "filters" { filters[++filter_count] = $0; next }
part == "rows" {
    if ($7 != "shared") next
    order[++shared_count] = $2
    heads[$2] = ".It " ($1 == "" ? "" : "Fl " $1 " , ") "Fl -" $2 \
        ($3 == "flag" ? "" : ($5 == "" ? " Ar " : " Cm ") $4)
    next
}

# The shared texts. Whether a piece counts depends on what else the filter takes.
part == "text" && /^\.\\" option / { option = substr($0, 12); piece = 1; next }
part == "text" && /^\.\\" always$/ { piece = 1; next }
part == "text" && /^\.\\" with / { piece = (substr($0, 10) in heads); next }
part == "text" && /^\.\\" without / { piece = !(substr($0, 13) in heads); next }
part == "text" {
    if (option != "" && piece) texts[option] = texts[option] $0 "\n"
    next
}

function print_filters(    i, f, last) {
    print ".Bl -tag -width Ds"
    for (i = 1; i <= filter_count; i++) {
        split(filters[i], f, FS)
        if (f[3] == "")
            continue # an external one
        if (f[3] != last)
            printf "%s.It Sy %s\n.Bl -tag -width \"lever-methods(1)\" -compact\n", (last == "" ? "" : ".El\n"), f[3]
        last = f[3]
        printf ".It Xr lever-%s 1\n%s\n", f[1], f[2]
    }
    print ".El\n.El"
}

# What the page writes behind the comment is kept until its list ends.
function print_shared(    i, name) {
    if (!list) print ".Bl -tag -width Ds"
    for (i = 1; i <= shared_count; i++) {
        name = order[i]
        if (!(name in texts)) fail("no text for --" name " in options.mdoc")
        print heads[name]
        printf "%s", (name in own) ? own[name] : texts[name]
        delete own[name]
    }
    for (name in own) fail("--" name " is no option that this filter shares")
    if (!list) print ".El"
    waiting = 0
}

function name_of(head,    words, n, i) {
    n = split(head, words, " ")
    for (i = 2; i < n + 1; i++)
        if (words[i - 1] == "Fl" && words[i] ~ /^-/) return substr(words[i], 2)
    return ""
}

/^\.\\" filters$/ { print_filters(); next }
/^\.\\" options: shared$/ {
    if (!shared_count) fail("this is no page of a filter")
    waiting = 1
    item = ""
    next
}
waiting && /^\.(El|Sh)/ { print_shared() }
/^\.Sh / { options = $0 == ".Sh OPTIONS"; list = 0 }
options && /^\.Bl/ { list++ }
options && /^\.El/ { list-- }
options && /^\.It Fl/ {
    item = name_of($0)
    if (!waiting && item in heads) fail("--" item " is shared: it belongs behind the comment")
    if (waiting) {
        if (item in heads && $0 != heads[item]) fail("--help has it as " heads[item])
        own[item] = ""
        next
    }
}
waiting && item == "" { fail("neither an option nor the end of the list: " $0) }
waiting && /^\.\\" shared$/ { own[item] = own[item] texts[item]; next }
waiting { own[item] = own[item] $0 "\n"; next }
{ print }
END { if (waiting && !bad) fail("the options do not end") }
