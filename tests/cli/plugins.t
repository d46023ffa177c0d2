#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# External filters, and the samples in samples/plugins.
# shellcheck source=tests/cli/tap.sh
. "$TOP/tests/cli/tap.sh"

samples=$TOP/samples/plugins
export LEVER_EXEC_PATH="$samples"

printf 'week,calls,note\n1,10,x\n2,25,y\n3,,z\n4,5,z\n' >calls.csv
cat >quoted.csv <<'END'
week,"calls, all",note
1,10,"two
lines"
2,20,"say ""hi"""
3,NA,x
4,30,
END

t 'sh: lever index from a file' -q -o 'week,calls,note
1,100,x
2,250,y
3,,z
4,50,z' -- lever index -c calls calls.csv
t 'sh: lever index in a pipe' -q -o 'week,calls,note
1,100,x
2,250,y
3,,z
4,50,z' -- lever index --columns calls <calls.csv
t 'sh: a quote is refused' -s 1 -o '' -e '^lever index: quoted.csv:1: a quoted field' \
    -- lever index -c week quoted.csv
t 'sh: no such column' -s 1 -o '' -e 'no column "call"; there are: week,calls,note' \
    -- lever index -c call calls.csv
t 'sh: text in a number column' -s 1 -e 'calls.csv:2: column "note": not a number: "x"' \
    -- lever index -c note calls.csv
t 'sh: a wrong command line' -s 2 -o '' -e '^lever index: which columns' -- lever index calls.csv
t 'sh: an unreadable file' -s 1 -o '' -e '^lever index: gone.csv: cannot open' \
    -- lever index -c calls gone.csv

cp calls.csv week=1.csv
t 'sh: a name with an = in it is a file' -q -m '^2,250,y$' -- lever index -c calls week=1.csv
t 'sh: a folder is no table' -s 1 -o '' -e '^lever index: \.: cannot open' -- lever index -c calls .

t 'perl: lever zscore keeps quotes and line ends' -q -o 'week,calls,note
-1.16189500386223,10,"two
lines"
-0.387298334620742,20,"say ""hi"""
0.387298334620742,NA,x
1.16189500386223,30,' -- sh -c 'sed "1s/\"calls, all\"/calls/" quoted.csv | "$LEVER" zscore -c week'
t 'perl: a missing value stays missing' -q -o 'a
1
NA
-1
0' -- sh -c 'printf "a\n3\nNA\n1\n2\n" | "$LEVER" zscore -c a'
t 'perl: a stray quote is refused with its line' -s 1 -o '' -e '^lever zscore: \(stdin\):3: a stray' \
    -- sh -c 'printf "a\n1\nx\"y\n" | "$LEVER" zscore -c a'
t 'perl: a constant column' -s 1 -o '' -e 'column "a" is constant' \
    -- sh -c 'printf "a\n1\n1\n" | "$LEVER" zscore -c a'
printf '\357\273\277week,calls\n1,10\n2,25\n' >marked.csv
for filter in index zscore; do
    t "$filter: --help begins as a filter's does" -q -m "^$filter - " -- lever "$filter" --help
    t "$filter: two files are one too many" -s 2 -o '' -e 'one operand too many: "calls.csv"' \
        -- lever "$filter" -c week quoted.csv calls.csv
    t "$filter: a byte order mark is no part of the first name" -q -m '^week,calls$' \
        -- lever "$filter" -c week marked.csv
    t "$filter: nothing at all has no header" -s 1 -o '' -e "^lever $filter: \(stdin\):.* no header" \
        -- lever "$filter" -c week
done

# What lever itself does for them.
mkdir first second
printf '#!/bin/sh\necho first; exit 7\n' >first/lever-mine
printf '#!/bin/sh\necho second\n' >second/lever-mine
printf '#!/bin/sh\necho "$LEVER_VERSION|$LEVER_EXEC_PATH|$LEVER"\n' >first/lever-env
printf '#!/nowhere/sh\n' >first/lever-broken
printf '#!/bin/sh\necho shadow\n' >first/lever-test
printf '#!/bin/sh\nexec "$LEVER" --version\n' >first/lever-again
printf 'echo bare\n' >first/lever-bare
chmod +x first/* second/*
printf '#!/bin/sh\n' >first/lever-idle
chmod -x first/lever-idle
LEVER_EXEC_PATH=$work/first:$work/second
version=$(lever --version)
t 'the first on the path runs, and its status is kept' -s 7 -o first -- lever mine
t 'PATH is looked at last' -o second -- env LEVER_EXEC_PATH= PATH="$work/second:$PATH" "$LEVER" mine
t 'it gets the version, the path and the program' -q \
    -o "${version#lever }|$LEVER_EXEC_PATH|$(readlink -f "$LEVER")" -- lever env
t 'LEVER_EXEC_PATH is set, if empty, where it was not' -q -m '^[0-9.]+\|\|/' \
    -- env -u LEVER_EXEC_PATH PATH="$work/first:$PATH" "$LEVER" env
t 'it can call lever' -q -o "$version" -- lever again
t 'a built-in filter is not shadowed' -m '^test - ' -- lever test --help
t 'one that cannot run is named' -s 1 -e "lever: $work/first/lever-broken: cannot run: the interpreter on its #! line is not there\$" \
    -- lever broken
t 'one without a #! line' -s 1 -o '' -e "^lever: $work/first/lever-bare: cannot run: it has no #! line\$" \
    -- lever bare
t 'one that is not executable' -s 2 -o '' \
    -e "^lever: no filter \"idle\": $work/first/lever-idle is there but is not executable\$" -- lever idle
t '... but where a later folder has one that is' -o later -- sh -c 'mkdir third &&
    printf "#!/bin/sh\necho later\n" >third/lever-idle && chmod +x third/lever-idle &&
    LEVER_EXEC_PATH="$LEVER_EXEC_PATH:$PWD/third" "$LEVER" idle'
t 'a folder that is not absolute does not count' -s 2 -e 'no filter "mine".*not looked for in "first", "\."' \
    -- env LEVER_EXEC_PATH=first:. "$LEVER" mine
t 'nor does a name with a slash' -s 2 -e 'no filter "first/lever-mine"' -- lever first/lever-mine
t 'an unknown name gets the nearest, external ones too' -s 2 -e 'did you mean "broken"' \
    -- lever brokn

# Distance correlation, built out of tree with what an installation brings.
stage=$work/stage
(
    unset MAKEFLAGS MAKELEVEL MFLAGS
    make -C "$BUILD" install-includeHEADERS install-pkgconfigDATA DESTDIR="$stage" >make.log 2>&1
) || cat make.log
PKG_CONFIG_PATH=$(dirname "$(find "$stage" -name lever.pc)")
export PKG_CONFIG_PATH PKG_CONFIG_SYSROOT_DIR="$stage"
t 'pkg-config finds the header' -q -m "^-I$stage/.*include" -- pkg-config --cflags lever
t 'pkg-config knows where methods go' -q -m "/lever/methods$" \
    -- pkg-config --variable=methoddir lever
t 'two headers are installed' -q -o './lever-function.h
./lever-method.h' -- sh -c \
    'cd "$(dirname "$(find "$1" -name lever-method.h)")" && find . -type f | sort' sh "$stage"
mkdir plugins
# shellcheck disable=SC2046,SC2086 # words
t 'dcor compiles against it' -q -- $CC -std=c99 -O2 -Wall -Wextra -Werror -fPIC -shared \
    $(pkg-config --cflags lever) -o plugins/dcor.so "$samples/dcor.c" -lm
export LEVER_METHOD_PATH="$work/plugins"
t 'dcor is listed' -q -m '^dcor,"distance correlation: any dependence, not only a line",1,' \
    -- lever methods
t 'dcor loads' -q -m '^dcor,' -- lever methods --check

# A U is no line: Pearson finds nothing in it, distance correlation does.
awk 'BEGIN { print "x,line,u"; for (x = -30; x <= 30; x++) print x "," 3 - 2 * x "," x * x }' >u.csv
t 'pearson finds no line in a U' -m '^x,u,pearson,61,(0|-?[0-9.]+e-1[0-9]),' -- lever corr -q u.csv -x x -y u
t 'dcor of a line is 1' -m '^x,line,dcor,61,(1|0\.9999999999999[0-9]*),' \
    -- lever corr -q u.csv -x x -y line --method dcor
t 'dcor finds the U, with a p that the host resampled' -m '^x,u,dcor,61,0\.[45][0-9]*,.*,0\.00[0-9]*$' \
    -- lever corr -q u.csv -x x -y u --method dcor

# And through the tests of links: y is the square of x three weeks before.
awk 'function u() { s = (s * 16807) % 2147483647; return s / 2147483647 }
    function g(  i, a) { a = -6; for (i = 0; i < 12; i++) a += u(); return a }
    BEGIN { s = 4; print "week,x,y"
        for (t = 1; t <= 80; t++) { x[t] = g(); print t "," x[t] "," x[t-3] * x[t-3] + g() / 3 } }' >square.csv
t 'pearson does not see a square' -m '^x,y,cannot-tell,' -- \
    lever test -q square.csv -t week -x x -y y --lags 0..4 --resamples 199
t 'dcor does, at its lag' -m '^x,y,3,[0-9]*,0\.[3-9][0-9]*,0\.[0-9]*,0\.[0-9]*,0\.005,,dcor$' -- \
    lever lags -q square.csv -t week -x x -y y --lags 0..4 --resamples 199 --method dcor
t '... with the same p in its verdict' -m '^x,y,[a-z-]*,lagged,3,.*,0\.005,0\.005,.*,dcor$' -- \
    lever test -q square.csv -t week -x x -y y --lags 0..4 --resamples 199 --method dcor

# It has no direction, and the slope of a square is noise: no sign is said of it, nor asked.
ask() { lever test -q square.csv -t week --resamples 199 --method dcor "$@"; }
no_line='by dcor \(0\.[0-9]+, 0\.[0-9]+ to 0\.[0-9]+\), but not along a line: no direction'
plan() { printf 'measure,role,better\nx,output,\ny,%s,%s\n' "$1" "$2"; }
t 'a square moves, without a sign' \
    -m "^x,y,moves,lagged,3,-[0-9.]*,-[0-9.]*,[0-9].*,\"X and y go together 3 periods later $no_line\.\"" -- \
    ask -x x -y y --lags 0..4
for better in up down; do
    plan outcome "$better" >plan.csv
    t "where $better is better it cannot be told" \
        -m "^x,y,cannot-tell,lagged,3,.*,0\.005,0\.005,.*\"Cannot tell: x and y .* $no_line, and one is expected\.\"" -- \
        ask -p plan.csv --lags 0..4
    plan guardrail "$better" >plan.csv
    t '... nor of a guardrail' \
        -m "^x,y,cannot-tell,lagged,3,.*$no_line, and a guardrail may get worse\.\"" -- \
        ask -p plan.csv --lags 0..4
    plan outcome '' >plan.csv
    printf 'output,outcome,sign\nx,y,%s\n' "$better" >links.csv
    t '... nor where that sign is registered' -m "^x,y,cannot-tell,lagged,3,.*$no_line, and" -- \
        ask -p plan.csv --links links.csv --lags 0..4
done
t 'the square comes after' \
    -m "^y,x,reverse,association,-3,.*\"Y and x go together 3 periods earlier $no_line; the outcome comes first\.\"" -- \
    ask -x y -y x --lags=-4..0
t 'at once, it moves together' \
    -m "^x,u,moves-together,association,0,.*\"X and u go together $no_line; which comes first is not established\.\"" -- \
    lever test -q u.csv -x x -y u --resamples 199 --method dcor
t 'the slope of a line has a direction' -m '^x,line,moves-together,.*10 more x goes? with 20 less line' -- \
    lever test -q u.csv -x x -y line --resamples 199 --method dcor

finish
