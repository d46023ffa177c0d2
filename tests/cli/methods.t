#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Plugins of methods: a good one, and everything that is refused.
# shellcheck source=tests/cli/tap.sh
. "$TOP/tests/cli/tap.sh"

built_in='pearson,product-moment correlation: how nearly on a straight line,1,
spearman,rank correlation: how nearly always in the same order,1,
kendall,tau-b: pairs that agree in their order less those that disagree,1,
biweight,"midcorrelation: how nearly on a straight line, outliers aside",1,'

t 'the built-in ones' -q -o "name,summary,abi,path
$built_in" -- lever methods

# What was refused, for whoever wants the whole list: sh methods.t | grep '^# refused'
say() { sed "s|$work/||g; s/^/# refused: /" "${1:-.err}"; }

# What every plugin below has in common; none needs more than the one header.
cat >sign.h <<'END'
#include <lever-method.h>
static int sign(const double *x, const double *y, size_t n, double *estimate)
{
    size_t i;
    double sum = 0;
    for (i = 1; i < n; i++)
        sum += (x[i] > x[i - 1]) == (y[i] > y[i - 1]) ? 1 : -1;
    *estimate = sum / (double)(n - 1);
    return 0;
}
END
mkdir include plugins
cp "$TOP/src/lever-method.h" include/

# plugin PATH: a shared object of the C text on standard input.
plugin() {
    { echo '#include "sign.h"'; cat; } >plugin.c
    # shellcheck disable=SC2086 # CC may be several words
    $CC -std=c99 -Wall -Wextra -Wno-unused-function -pedantic -Werror -fPIC -shared -Iinclude -I. -o "$1" plugin.c
}
table() {
    echo "static const struct lever_method table = { $1 };
          const struct lever_method *lever_method(void) { return &table; }"
}

if ! plugin plugins/sign.so <<'END'
LEVER_METHOD("sign", "how often both go the same way", "Nobody (2026), eq. 1", sign)
END
then
    fail 'a plugin compiles against the header alone'
    finish
    exit
fi
pass 'a plugin compiles against the header alone'

export LEVER_METHOD_PATH="$work/plugins"
t 'a plugin is listed with its summary' -q -o "name,summary,abi,path
$built_in
sign,how often both go the same way,1,$work/plugins/sign.so" -- lever methods
t 'and loads' -q -m "^sign,how often both go the same way,1,$work/plugins/sign.so\$" \
    -- lever methods --check

table 'LEVER_METHOD_ABI, sizeof table, "plain", "no card", "ref", sign' | plugin plugins/plain.so
t 'without the macro it is listed as external' -q \
    -m "^plain,external,,$work/plugins/plain.so\$" -- lever methods
t 'and its table tells, once it is loaded' -q -m "^plain,no card,1,$work/plugins/plain.so\$" \
    -- lever methods --check

plugin plugins/trace.so <<END
#include <stdio.h>
__attribute__((constructor)) static void loud(void) { fclose(fopen("$work/loaded", "w")); }
LEVER_METHOD("trace", "leaves a trace", "Nobody (2026)", sign)
END
t 'nothing is loaded to list it' -q -m '^trace,leaves a trace,1,' -- lever methods
if [ -e loaded ]; then fail '... and indeed was not'; else pass '... and indeed was not'; fi
rm plugins/trace.so

# Each of these is refused, and all of them are told of in one go.
mkdir bad
table 'LEVER_METHOD_ABI + 6, sizeof table, "abi", "s", "r", sign' | plugin bad/abi.so
table 'LEVER_METHOD_ABI, sizeof table - 8, "short", "s", "r", sign' | plugin bad/short.so
table 'LEVER_METHOD_ABI, sizeof table, "null", "s", "r", 0' | plugin bad/null.so
table 'LEVER_METHOD_ABI, sizeof table, 0, "s", "r", sign' | plugin bad/nameless.so
table 'LEVER_METHOD_ABI, sizeof table, "x", 0, "r", sign' | plugin bad/mute.so
table 'LEVER_METHOD_ABI, sizeof table, "other", "s", "r", sign' | plugin bad/mine.so
table 'LEVER_METHOD_ABI, sizeof table, "pearson", "s", "r", sign' | plugin bad/pearson.so
table 'LEVER_METHOD_ABI, sizeof table, "../up", "s", "r", sign' | plugin bad/up.so
echo 'const struct lever_method *lever_method(void) { return 0; }' |
    plugin bad/none.so
echo 'int something_else = 1; void quiet(void); void quiet(void) { }' |
    plugin bad/symbol.so
echo 'extern int nowhere(void); int call(void); int call(void) { return nowhere(); }' |
    plugin bad/unresolved.so
echo 'hello' >bad/text.so
: >bad/empty.so
printf '\177ELF and no more' >bad/cut.so
ln -s gone bad/dangling.so
# Copies that broke off, or whose rest never reached the disk: the loader would touch what is not there.
size=$(wc -c <plugins/sign.so)
head -c $((size / 2)) plugins/sign.so >bad/half.so
head -c 4096 plugins/sign.so >bad/page.so
head -c $((size - 1)) plugins/sign.so >bad/last.so
{ head -c 8192 plugins/sign.so; head -c $((size - 8192)) /dev/zero; } >bad/zeros.so
{ head -c $((size - 64)) plugins/sign.so; head -c 64 /dev/zero; } >bad/tail.so
# changed FILE OFFSET BYTE: sign.so with one byte of its header another.
changed() {
    cp plugins/sign.so "$1"
    printf '%b' "$3" | dd of="$1" bs=1 seek="$2" conv=notrunc 2>/dev/null
}
changed bad/foreign.so 18 '\0377'
changed bad/swapped.so 5 '\0002'
changed bad/part.so 16 '\0001'
mkdir bad/folder.so
mkfifo bad/fifo.so

LEVER_METHOD_PATH=$work/bad
lever methods --check >out 2>err
status=$?
t 'what cannot be used ends --check with status 1' -- test "$status" = 1
t 'and what can be is still listed' -o "name,summary,abi,path
$built_in" -- cat out
while IFS='|' read -r file reason; do
    t "refused: $reason" -- grep -qxF "lever methods: $work/bad/$file: $reason" err
done <<END
abi.so|wrong abi: it is made for 7, this is lever's 1
short.so|its table is too short: 40 bytes of 48
null.so|its table has no function
nameless.so|its table has no name
mute.so|its table has no summary
mine.so|it calls itself "other", not "mine"
pearson.so|its name is taken by a built-in method
up.so|"../up" is not a name for a method (lower case letters, digits, - and _)
none.so|lever_method returns no table
symbol.so|it does not export lever_method
unresolved.so|cannot be loaded: undefined symbol: nowhere
text.so|not a shared object
empty.so|not a shared object
cut.so|it is cut short
half.so|it is cut short
page.so|it is cut short
last.so|it is cut short
zeros.so|it is damaged
tail.so|it is damaged
foreign.so|it is made for another machine
swapped.so|it is made for another machine
part.so|not a shared object
dangling.so|cannot open: No such file or directory
folder.so|not a file
fifo.so|not a file
END
say err
t 'and nothing beside them' -o 25 -- sh -c 'grep -c . err'

t 'folders that are not absolute are not looked in, and that is said' \
    -e '^lever methods: warning: "plugins" in LEVER_METHOD_PATH is not absolute: nothing' -o "name,summary,abi,path
$built_in" -- env LEVER_METHOD_PATH=plugins:.: "$LEVER" methods
say

# By name in a filter: the same reasons; and what shows only when it runs.
mkdir worse
cp bad/abi.so bad/text.so worse/
cp bad/text.so worse/abi.so
printf 'x,y\n1,2\n2,1\n3,4\n4,3\n5,5\n' >data.csv
by_name() { lever corr -q data.csv -x x -y y --method "$@"; }
LEVER_METHOD_PATH=$work/bad:$work/worse
t 'all reasons on the path, together' -s 1 -o '' -e "^lever corr: method \"abi\" cannot be used: \
$work/bad/abi.so: wrong abi: it is made for 7, this is lever's 1; $work/worse/abi.so: not a shared object" \
    -- by_name abi
say
t 'a path is no name' -s 1 -o '' -e 'by its name, not by a path: "bad/abi"' -- by_name bad/abi
say
t 'nor is a name with capitals' -s 1 -o '' -e 'no method can be called "Abi"' -- by_name Abi
say
t 'an unknown one gets the nearest' -s 1 -o '' -e 'no method "pearsn"; did you mean "pearson"' \
    -- by_name pearsn
say
t 'what cannot be used is not suggested' -s 1 -o '' -e 'no method "dangli"; there are pearson, ' \
    -- by_name dangli
t '... nor listed as being there' -q -o '' -- sh -c 'sed -n "/dangling\|half/p" .err'
t 'a link to nothing tells so' -s 1 -o '' -e "^lever corr: method \"dangling\" cannot be used: \
$work/bad/dangling.so: cannot open: No such file" -- by_name dangling
cp plugins/sign.so here.so
t 'the working directory is not looked in' -s 1 -o '' -e 'no method "here".*not looked for in "\."' \
    -- env LEVER_METHOD_PATH=. "$LEVER" corr -q data.csv -x x -y y --method here
say
LEVER_METHOD_PATH=$work/plugins
while IFS='|' read -r name body reason; do
    {
        echo "static int run(const double *x, const double *y, size_t n, double *estimate)"
        echo "{ (void)x; (void)y; (void)n; (void)estimate; $body }"
        echo "LEVER_METHOD(\"$name\", \"s\", \"r\", run)"
    } | plugin "plugins/$name.so"
    t "refused when it runs: $reason" -s 1 -o '' -e "^lever corr: .*method \"$name\" $reason" \
        -- by_name "$name"
    say
done <<'END'
nan|*estimate = 0.0 / 0.0; return 0;|gave NaN on 5 rows
infinite|*estimate = 1e308 * 10; return 0;|gave an infinite value on 5 rows
silent|return 0;|gave NaN on 5 rows
failing|return -3;|failed on 5 rows \(it returned -3\)
END
# Ending the program is the host's business; a plugin that does so is told of.
plugin plugins/exits.so <<'EXITS'
#include <stdlib.h>
static int exits(const double *x, const double *y, size_t n, double *estimate)
{
    (void)x; (void)y; (void)n; (void)estimate;
    exit(0);
}
LEVER_METHOD("exits", "goes away", "Nobody (2026)", exits)
EXITS
plugin plugins/faulty.so <<'FAULTY'
static int faulty(const double *x, const double *y, size_t n, double *estimate)
{
    *(volatile double *)(n ? NULL : estimate) = *x + *y;
    return 0;
}
LEVER_METHOD("faulty", "falls over", "Nobody (2026)", faulty)
FAULTY
t 'one that crashes' -s 1 -o '' -e '^lever corr: method "faulty" crashed \(signal [0-9]+\)$' -- \
    by_name faulty -o faulty.csv
t '... leaves no file' -o '' -- find . -name 'faulty.csv*'
t 'one that calls exit' -s 1 -o '' -e '^lever corr: method "exits" ended the program$' -- by_name exits
say
t '... leaves no file' -s 1 -o '' -e 'method "exits" ended the program$' -- by_name exits -o exits.csv
t '... at all' -o '' -- find . -name 'exits.csv*'
mkdir early
plugin early/early.so <<'EXITS'
#include <stdlib.h>
__attribute__((constructor)) static void early(void) { exit(0); }
LEVER_METHOD("early", "goes away at once", "Nobody (2026)", sign)
EXITS
t '... as it is loaded' -s 1 -o '' -e "^lever corr: plugin \"$work/early/early.so\" ended the program\$" \
    -- env LEVER_METHOD_PATH="$work/early" "$LEVER" corr -q data.csv -x x -y y --method early
t '... is listed with what is wrong, and so are the others' -s 1 \
    -e "^lever methods: plugin \"$work/early/early.so\" ended the program\$" -m '^exits,goes away,1,' \
    -- env LEVER_METHOD_PATH="$work/early:$work/plugins" "$LEVER" methods --check
# The same through the tests of links, which call them from threads.
awk 'BEGIN { print "week,x,y"; for (i = 1; i <= 40; i++) print i "," i * 7 % 11 "," i * i % 13 }' \
    >weeks.csv
for filter in test lags; do
    in_links() { lever "$filter" -q weeks.csv -t week -x x -y y --resamples 99 --lags 0..2 --method "$@"; }
    t "lever $filter: NaN" -s 1 -o '' -e "^lever $filter: .*method \"nan\" gave NaN on" -- in_links nan
    say
    t '... a failure' -s 1 -o '' -e "^lever $filter: .*method \"failing\" failed on" -- in_links failing
    t '... one that crashes' -s 1 -o '' -e "^lever $filter: method \"faulty\" crashed \(signal [0-9]+\)\$" \
        -- in_links faulty
    t '... one that calls exit' -s 1 -o '' -e "^lever $filter: method \"exits\" ended the program\$" \
        -- in_links exits
    t '... a good one answers' -m '^x,y,.*,sign$' -- in_links sign
done
plugin plugins/later.so <<'END'
static int later(const double *x, const double *y, size_t n, double *estimate)
{
    sign(x, y, n, estimate);
    return *estimate < -.3 ? -7 : 0;
}
LEVER_METHOD("later", "fails now and then", "Nobody (2026)", later)
END
t 'what fails in a resample only, fails' -s 1 -o '' -e 'method "later" failed on [0-9]+ rows .*-7' -- \
    lever test -q weeks.csv -t week -x x -y y --resamples 999 --lags 0..0 --method later
say
plugin plugins/never.so <<'END'
static int never(const double *x, const double *y, size_t n, double *estimate)
{
    (void)x; (void)y; (void)n; (void)estimate;
    return 1;
}
LEVER_METHOD("never", "has no estimate", "Nobody (2026)", never)
END
t 'without an estimate a link is unusable, with the reason' \
    -m '^x,y,unusable,,,,.*the method has no estimate for x and y' -- \
    lever test -q weeks.csv -t week -x x -y y --resamples 99 --method never

t 'a good one answers' -m '^x,y,sign,5,0,' -- by_name sign

# A name on two folders: the first one counts.
mkdir later
cp plugins/sign.so later/
LEVER_METHOD_PATH=$work/plugins:$work/later
t 'the second of a name is not listed, and that is said' \
    -e "^lever methods: warning: $work/later/sign.so: its name is taken by $work/plugins/sign.so\$" \
    -- lever methods
say
t 'a full disk shows' -s 1 -e 'No space left' -- sh -c '"$LEVER" methods >/dev/full'

finish
