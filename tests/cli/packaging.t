#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The Debian packaging against the tree: it says what building needs, and which version this is.
# shellcheck source=tests/cli/tap.sh
. "$TOP/tests/cli/tap.sh"

debian=$TOP/packaging/debian

# What autogen.sh installs for a build, less what every Debian build has, and debhelper brings.
needed() {
    sed -n "/^build='/,/'\$/p" "$1" | tr -d "'" | sed 's/^build=//' | tr -s ' ' '\n' | sed '/^$/d' |
        grep -vxE 'autoconf|automake|gcc|libc6-dev|make' | sort
}
# The same of the package, less what only its own tools and its tests want.
depends() {
    awk '/^Build-Depends:/ { on = 1; sub(/^Build-Depends:/, "") } /^[A-Z]/ { on = 0 } on' "$1" |
        tr ',' '\n' | sed 's/^ *//; s/ .*//; /^$/d' | grep -vxE 'debhelper-compat|libcmocka-dev' | sort
}
needed "$TOP/autogen.sh" >want
t 'autogen.sh says what building needs' -m '^libcsv-dev$' -- cat want
t 'and the package the same' -q -O want -- depends "$debian/control"
# Each of them is in what builds the package, which is for machines that have none.
t 'and packaging/build installs them' -q -o '' -- sh -c '
    while read -r package; do grep -qw -- "$package" "$TOP/packaging/build" || echo "$package"; done <want'
sed '/libgsl-dev,/d' "$debian/control" >less
depends less >fewer
t '... one that is missing is seen' -s 1 -m '^< libgsl-dev$' -- diff want fewer

t 'the changelog is at the version of lever' -q -o "$(lever --version | cut -d ' ' -f 2)" -- \
    sed -n '1s/^lever (\(.*\)-[^-]*) .*/\1/p' "$debian/changelog"
t 'each override of lintian has its reason above it' -q -o '' -- awk '
    /^#/ { reason = 1; next }
    !/^lever/ || !reason { print FILENAME ": " $0 }' "$debian"/*.lintian-overrides "$debian/source/lintian-overrides"
for script in "$debian/rules" "$debian"/tests/demo "$debian"/tests/plugin "$debian"/tests/filters \
    "$TOP"/packaging/again "$TOP"/packaging/build "$TOP"/packaging/foreign "$TOP"/packaging/needs \
    "$TOP"/packaging/try; do
    t "can be run: ${script#"$TOP"/}" -- test -x "$script"
done
t 'each test that is named is there' -q -o '' -- sh -c '
    for test in $(sed -n "s/^Tests: //p" "$1/tests/control"); do
        [ -x "$1/tests/$test" ] || echo "$test"; done' sh "$debian"

finish
