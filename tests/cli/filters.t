#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck source=tests/cli/tap.sh
. "$TOP/tests/cli/tap.sh"

# program PATH TEXT: a script that leaves a trace should anything run it.
program() {
    mkdir -p "$(dirname "$1")"
    printf '#!/bin/sh\ntouch "%s/was-run"\n%s\n' "$work" "$2" >"$1"
    chmod +x "$1"
}
program first/lever-alpha 'echo first alpha'
program second/lever-alpha 'echo second alpha'
program second/lever-zeta 'echo zeta'
program second/lever-test 'echo shadow'
program here/lever-here 'echo here'
echo 'not a program' >second/lever-text
mkdir second/lever-folder

# The list without what this machine may have on its PATH beside.
mine() { PATH=/usr/bin:/bin lever filters "$@" | grep -E "^name|,external,.*$work"; }

export LEVER_EXEC_PATH="$work/first:$work/second"
t 'external filters by name; the first of a name counts' -q \
    -o "name,kind,summary,path
alpha,external,external,$work/first/lever-alpha
zeta,external,external,$work/second/lever-zeta" -- mine
program second/lever-help 'echo taken'
program 'second/lever-two words' 'echo spaces'
program second/lever-Big 'echo capitals'
t 'neither help nor what is no name is listed' -q -o '' \
    -- sh -c '"$LEVER" filters | grep -E "^(help|two words|Big),"; :'
t '... nor is it run' -s 2 -o '' -e 'no filter "two words"; lever filters lists them' -- lever 'two words'
t 'folders that are not absolute do not count, and that is said' \
    -e '^lever filters: warning: "here" in LEVER_EXEC_PATH is not absolute: nothing is looked' -o 'name,kind,summary,path' \
    -- env LEVER_EXEC_PATH=here:. sh -c 'cd here && "$LEVER" filters | grep -E "^name|/here"'

mkdir -p pages/man1 share/man/man1
cat >pages/man1/lever-alpha.1 <<'END'
.TH LEVER-ALPHA 1
.SH NAME
lever-alpha \- sorts \fBletters\fR, \&and more
.SH DESCRIPTION
other - text
END
printf '.Dd today\n.Sh NAME\n.Nm lever-zeta\n.Nd comes last\n' | gzip >share/man/man1/lever-zeta.1.gz
mkdir bin
mv second/lever-zeta bin/
t 'the summary is the NAME line of an installed page, in man or mdoc, compressed or not' -q \
    -o "name,kind,summary,path
alpha,external,\"sorts letters, and more\",$work/first/lever-alpha
zeta,external,comes last,$work/bin/lever-zeta" \
    -- env MANPATH="$work/pages" LEVER_EXEC_PATH="$work/first:$work/bin" sh -c \
    "PATH=/usr/bin:/bin '$LEVER' filters | grep -E '^name|$work'"
if [ -e was-run ]; then
    fail 'nothing was run to list it'
else
    pass 'nothing was run to list it'
fi

t 'built-in filters are there, with their summary' -m '^filters,built-in,"lists the filters' \
    -q -- lever filters
t 'a built-in filter cannot be shadowed' -m '^name,kind' -q \
    -- env LEVER_EXEC_PATH="$work/shadow" sh -c "mkdir shadow; cp first/lever-alpha \
    shadow/lever-filters; '$LEVER' filters"
t 'takes no operand' -s 2 -o '' -e 'one operand too many: "data.csv"' -- lever filters data.csv
t 'a full disk shows' -s 1 -e 'No space left' -- sh -c '"$LEVER" filters >/dev/full'
t '--out writes the file' -q -o '' -- lever filters --out list.csv --out-delimiter ';'
t '... with the delimiter asked for' -m '^name;kind;summary;path$' -- cat list.csv

finish
