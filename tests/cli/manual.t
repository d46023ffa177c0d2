#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The manual against the programs: every filter's page has the options and the
# synopsis of --help; pages are well-formed; what EXAMPLES show is what happens.
# What is looked at are the assembled pages, as they are installed.
#
# How an example is written: in a display (.Bd -literal) in section EXAMPLES, a line
# `$ COMMAND` is run by sh (lines `> ...` continue it), and the lines up to the next
# `$` are what it prints on standard output and standard error together. A display
# after the comment `.\" file NAME` is not run but written to that file.
#
# shellcheck source=tests/cli/tap.sh
. "$TOP/tests/cli/tap.sh"
# shellcheck source=tests/cli/examples.sh
. "$TOP/tests/cli/examples.sh"
export PATH="$BUILD/src:$PATH" TERM=dumb MANWIDTH=80
tab=$(printf '\t')
pages=$BUILD/man/pages
# The tests' own make must not hear from the one that runs them.
unset MAKEFLAGS MAKELEVEL MFLAGS

# same NAME WANT GOT: two texts are equal.
same() {
    if [ "$2" = "$3" ]; then
        pass "$1"
    else
        printf '%s\n' "$2" >"$work/.want"
        printf '%s\n' "$3" >"$work/.out"
        fail "$1" "$(diff "$work/.want" "$work/.out")"
    fi
}

# silent NAME PROGRAM COMMAND...: succeeds and says nothing on standard error.
silent() {
    title=$1 program=$2
    shift 2
    if ! command -v "$program" >/dev/null; then
        skip "$title" "$program is not installed"
    elif said=$("$@" 2>&1 >/dev/null) && [ -z "$said" ]; then
        pass "$title"
    else
        fail "$title" "$said"
    fi
}
lint() { mandoc -T lint -W warning "$1" >&2; }
# A source may leave its list of options to what is put in: the assembled page is not empty.
lint_source() { mandoc -T lint -W warning "$1" | grep -v 'WARNING: empty block: Bl$' >&2; true; }

# The page's options: `x outputs COLS`, one a line.
page_options() {
    awk '/^\.Sh / { inside = $2 == "OPTIONS" }
         inside && /^\.It Fl/ {
             letter = name = argument = ""
             for (i = 2; i <= NF; i++) {
                 if ($i == "Fl") {
                     i++
                     if ($i ~ /^-/) name = substr($i, 2)
                     else letter = $i
                 } else if ($i == "Ar" || $i == "Cm") {
                     argument = $(++i)
                 }
             }
             gsub(/\\&/, "", argument)
             print letter, name, argument
         }' "$1"
}

page_section() {
    mandoc -T ascii -O width=200 "$1" | sed "s/.$(printf '\b')//g" |
        awk -v section="$2" '/^[A-Z]/ { inside = $0 == section; next }
                             inside && NF { $1 = $1; print }'
}

filter_page() {
    page=$pages/lever-$1.1
    same "$1: the page has the options of --help, in their order" \
        "$(lever --list-options "$1" | awk -F "$tab" '{ print $1, $2, $4 }')" \
        "$(page_options "$page")"
    if ! command -v mandoc >/dev/null; then
        skip "$1: synopsis and summary" 'mandoc is not installed'
        return
    fi
    same "$1: the page has the synopsis of --help" \
        "$(lever "$1" --help | sed -n 's/^usage: //p')" "$(page_section "$page" SYNOPSIS)"
    same "$1: the page has the summary of --help" \
        "lever-$(lever "$1" --help | sed -n 1p)" "$(page_section "$page" NAME)"
}

# What a page says of result tables. Behind the comment `.\" table NAME` stands a list with an item
# for each column, or several; behind `.\" words NAME COLUMN` one for each word that the column
# is held to. Prints a line each, in order: what the comment says, and a name.
page_results() {
    awk '/^\.\\" (table|words) / { about[++level] = substr($0, 5); depth[level] = 0; next }
         level == 0 { next }
         /^\.B[ld]/ { depth[level]++ }
         /^\.E[ld]/ { if (--depth[level] == 0) level-- }
         level == 0 || depth[level] != 1 { next }
         /^\.It/ {
             for (i = 3; i <= NF; i++) if ($i != ",") print about[level], $i
         }' "$1"
}

# table_page TABLE PAGE: every column and every word is there, in order, and no other.
table_page() {
    page=$TOP/man/$2
    same "$1: $2 has its columns, in their order" \
        "$(lever --list-results | awk -F "$tab" -v table="$1" \
            '$1 == "column" && $2 == table { print "table", table, $3 }')" \
        "$(page_results "$page" | awk -v table="$1" '$1 == "table" && $2 == table')"
    same "$1: ... and the words of each" \
        "$(lever --list-results | awk -F "$tab" -v table="$1" \
            '$1 == "word" && $2 == table { print "words", table, $3, $4 }' | sort)" \
        "$(page_results "$page" | awk -v table="$1" '$1 == "words" && $2 == table' | sort)"
}

well_formed() {
    silent "$2: mandoc -T lint" mandoc lint "$1"
    silent "$2: man --warnings" man man --warnings --local-file "$1"
    silent "$2: lexgrog finds the name" lexgrog lexgrog "$1"
}

# Sentences of more than 40 words. A line as wide as mandoc makes it is a paragraph, or is joined with
# its next one; commands are no sentences.
long_sentences() {
    mandoc -T ascii -O width=1000 "$1" >"$work/.wide" || echo 'mandoc failed'
    sed "s/.$(printf '\b')//g" "$work/.wide" | grep -v '^ *[$>] ' |
        awk '{ printf "%s%s", $0, (length($0) > 900) ? " " : "\n" }' |
        sed 's/\([.:;]\) /\1\n/g' | awk 'NF > 40'
}

for filter in $(lever --list-filters | cut -f 1); do
    filter_page "$filter"
done
lever --list-results | awk -F "$tab" '$1 == "table" { print $2, $3 }' >"$work/.tables"
while read -r table page; do
    table_page "$table" "$page"
done <"$work/.tables"
for page in "$pages"/*.[1-8]; do
    page_results "$page"
done >"$work/.told"
t 'the manual describes no result table that does not exist' -o '' -- awk '
    NR == FNR { known[$1]; next } !($2 in known)' "$work/.tables" "$work/.told"
for page in "$pages"/*.[1-8]; do
    name=$(basename "$page")
    [ -e "$TOP/man/$name" ] || {
        fail "$name: has a source" "no man/$name: an earlier build left its page; remove man/pages/$name"
        continue
    }
    pass "$name: has a source"
    silent "$name: mandoc -T lint of the source" mandoc lint_source "$TOP/man/$name"
    well_formed "$page" "$name"
    if command -v mandoc >/dev/null; then
        same "$name: no sentence has more than 40 words" '' "$(long_sentences "$page")"
    else
        skip "$name: length of sentences" 'mandoc is not installed'
    fi
    examples "$page" "$name" "$TOP/tests/cli/examples.awk"
    sed -n 's/^\.Xr \(lever[-a-z]*\) \([1-8]\).*/\1.\2/p' "$page" | sort -u >"$work/.others"
    # An indentation of 5, and 6 more where a display is indented.
    t "$name: commands fit a terminal" -o '' -- awk '
        /^\.Bd/ { most = /indent/ ? 69 : 75 }
        /^[$>] / { gsub(/\\e/, "\\"); gsub(/\\&/, ""); if (length($0) > most) print }' "$page"
    while read -r other; do
        t "$name: $other is there" -- test -e "$pages/$other"
    done <"$work/.others"
done

# What the pages are made of.
(cd "$TOP/man" && printf '%s\n' *.[1-8]) >sources
t 'every source has its page' -O sources -- sh -c 'cd "$1" && printf "%s\n" *' sh "$pages"
t 'no comment is left that stands for something' -s 1 -o '' -- \
    grep -lE '^\.\\" (filters|options: |shared|with |option )' "$pages"/*
lever --list-filters | awk -F "$tab" '$3 != "" { print "lever-" $1 }' >listed
t 'lever(1) lists the filters, in the order of --help' -O listed -- awk '
    /^\.Ss / { inside = $0 == ".Ss The filters" }
    inside && /^\.It Xr lever-/ { print $3 }' "$pages/lever.1"
for filter in $(lever --list-filters | cut -f 1); do
    lever --list-options "$filter"
done | awk -F "$tab" '$7 == "shared" { print $2 }' | sort -u >shared
t 'every shared option has one text, and every text an option' -O shared -- sh -c \
    'sed -n "s/^\.\\\\\" option //p" "$1" | sort' sh "$TOP/man/options.mdoc"

# Faults of a source are told, and make no page.
assemble() { sh "$TOP/man/assemble" "$LEVER" "${2:-$TOP/man}" "$1"; }
mkdir parts
cp "$TOP/man/assemble.awk" parts
source=$TOP/man/lever-view.1
sed '/option quiet/,/option help/d' "$TOP/man/options.mdoc" >parts/options.mdoc
t 'a shared option without a text' -s 1 -e 'no text for --quiet' -- assemble "$source" parts
awk '{ print } /^\.\\" options/ { print ".It Fl -quiet"; print "Hush." }' "$source" >parts/lever-view.1
t 'an option that is not as --help has it' -s 1 \
    -e 'lever-view\.1:[0-9]+: --help has it as \.It Fl q , Fl -quiet' -- assemble parts/lever-view.1
awk '{ print } /^\.\\" options/ { print ".It Fl -adjust Ar X"; print "No." }' "$source" >parts/lever-view.1
t 'a text of an option that the filter has not got' -s 1 -e '--adjust is no option that' -- \
    assemble parts/lever-view.1
awk '/^\.\\" options/ { print ".It Fl q , Fl -quiet"; print "Hush." } { print }' "$source" >parts/lever-view.1
t 'a shared one in the wrong place' -s 1 -e '--quiet is shared: it belongs behind' -- \
    assemble parts/lever-view.1
awk '{ print } /^\.\\" options/ { print ".It Fl q , Fl -quiet"; print ".\\\" shared"; print "Hush." }' \
    "$source" >parts/lever-view.1
t 'a sentence behind the shared text' -q -m 'No notes on standard error\..Hush\.' -- sh -c \
    'sh "$1" "$LEVER" "$2" parts/lever-view.1 | tr "\n" " "' sh "$TOP/man/assemble" "$TOP/man"

finish
