#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What a packager does: installs below another root, looks at it, moves it, takes it away again; and
# installs to another prefix than was configured.
# shellcheck source=tests/cli/tap.sh
. "$TOP/tests/cli/tap.sh"
unset MAKEFLAGS MAKELEVEL MFLAGS LEVER_EXEC_PATH

root=$work/root
install() { make -C "$BUILD" "$1" DESTDIR="$root" >make.log 2>&1 || tail -n 5 make.log; }
# The one file below the root whose path ends like this.
found() { find "$root" -path "*/$1" | head -n 1; }

# whole NAME TREE: all that belongs to a tree of bin, lib and share is found from its program alone.
whole() {
    tree=$2
    path=$(dirname "$(find "$tree" -name lever.pc)")
    # The folders of plugins as pkg-config has them where the tree stands now.
    variable() {
        PKG_CONFIG_PATH=$path pkg-config --define-prefix --variable="$1" lever | sed 's/\\ / /g'
    }
    t "$1: runs" -q -o "$version" -- "$tree/bin/lever-view" --version
    if command -v man >/dev/null; then
        t "$1: the manual" -q -m '-q, --quiet' -- \
            env -u MANPATH MANPAGER=cat MANWIDTH=80 "$tree/bin/lever" help view
    else
        skip "$1: the manual" 'man is not installed'
    fi
    if ! command -v pkg-config >/dev/null; then
        skip "$1: plugins" 'pkg-config is not installed'
        return
    fi
    for kind in methoddir functiondir filterdir; do
        case $(variable $kind) in "$tree"/*) ;; *) fail "$1: $kind is in it" "$(variable $kind)" ;; esac
        mkdir -p "$(variable $kind)"
    done
    samples=$(variable sampledir)/plugins
    for plugin in methoddir/dcor functiondir/gini; do
        # shellcheck disable=SC2086 # words
        t "$1: ${plugin#*/} compiles against it" -q -- $CC -O2 -fPIC -shared \
            -I"$(variable includedir)" \
            -o "$(variable "${plugin%/*}")/${plugin#*/}.so" "$samples/${plugin#*/}.c" -lm
    done
    t "$1: a method" -q -m '^dcor,' -- "$tree/bin/lever" methods --check
    printf 'x,y\n1,3\n' >two.csv
    t "$1: a function" -q -m '^1,3,0\.25$' -- "$tree/bin/lever" calc 'g = GINI(x,y)' two.csv
    cp "$samples/lever-index" "$(variable filterdir)"
    t "$1: a filter" -q -m '^index - ' -- env PATH=/usr/bin:/bin "$tree/bin/lever" index --help
    t "$1: ... is listed as one of the package's own" -q -m "^$(variable filterdir)/lever-index\$" -- \
        sh -c '"$1" filters | sed -n "s/^index,.*,//p"' sh "$tree/bin/lever"
    if command -v bash >/dev/null; then
        # shellcheck disable=SC2016 # for bash
        t "$1: completion" -q -o '--period' -- env PATH="$tree/bin:/usr/bin:/bin" bash -c '
            . "$1/share/bash-completion/completions/lever-roll.bash"
            COMP_LINE="lever-roll --peri" COMP_POINT=17
            _lever lever-roll --peri && echo "${COMPREPLY[@]}"' bash "$tree"
    else
        skip "$1: completion" 'bash is not installed'
    fi
}

install install
bin=$(dirname "$(found bin/lever)")
for file in bin/lever include/lever-method.h pkgconfig/lever.pc man1/lever.1 man3/lever-method.3 \
    man5/lever-csv.5 man7/lever-filter.7 README.md lever.bash zsh/vendor-completions/_lever; do
    t "installs $file" -- test -s "$(found "$file")"
done
for name in $(lever --list-filters | cut -f 1); do
    if [ "$(readlink "$bin/lever-$name")" = lever ] && [ -s "$(found "man1/lever-$name.1")" ] &&
        [ "$(readlink "$(found "completions/lever-$name.bash")")" = lever.bash ]; then
        pass "installs lever-$name: command, page, completion"
    else
        fail "installs lever-$name: command, page, completion"
    fi
done
doc=$(dirname "$(found lever/README.md)")
grep -o '](\([^)]*\))' "$doc/README.md" | sed 's/](//; s/)//' >links
while read -r link; do
    t "what the README points at is installed: $link" -- test -e "$doc/$link"
done <links
(cd "$TOP" && find samples -type f ! -name local.mk) | sort >want
t 'all samples are installed' -O want -- sh -c 'cd "$1" && find samples -type f | sort' sh "$doc"
t 'pkg-config says where' -q -o "$(cd "$doc" && pwd)/samples" -- sh -c \
    'PKG_CONFIG_PATH=$(dirname "$1") PKG_CONFIG_SYSROOT_DIR=$2 pkg-config --variable=sampledir lever' \
    sh "$(found pkgconfig/lever.pc)" "$root"
t 'and run there' -q -m '^index - ' -- \
    env LEVER_EXEC_PATH="$doc/samples/plugins" "$bin/lever" index --help
version=$(lever --version)
t 'what is installed runs' -q -o "$version" -- "$bin/lever" --version
t 'by its own name as well' -q -m '^methods - ' -- "$bin/lever-methods" --help
t 'and says so in messages' -s 2 -e '^lever-methods: no option --frob' -- "$bin/lever-methods" --frob
t 'the root is in no file' -s 1 -- grep -rlF "$root" "$root"
t 'nor is the folder it was built in' -s 1 -- grep -rlF "$BUILD" "$(dirname "$(found lever.pc)")" \
    "$(dirname "$(found man1/lever.1)")" "$(dirname "$(found lever.bash)")"
t 'a page that is installed has the options that filters share' -q -m '^\.It Fl q , Fl -quiet$' -- \
    cat "$(found man1/lever-view.1)"
if command -v man >/dev/null; then
    t 'and help finds it there' -q -m '-q, --quiet' -- \
        env -u MANPATH MANPAGER=cat MANWIDTH=80 "$bin/lever" help view
fi
if command -v readelf >/dev/null; then
    t 'no rpath' -s 1 -- sh -c 'readelf -d "$1" | grep -E "RPATH|RUNPATH"' sh "$bin/lever"
else
    skip 'no rpath' 'readelf is not installed'
fi
# Moved: nothing of where it was configured for is left beside it.
cp -R "$(dirname "$bin")" moved
whole 'moved' "$work/moved"
# To another prefix than configure was told, be there a space in it or not.
for prefix in "$work/other" "$work/another prefix"; do
    make -C "$BUILD" install prefix="$prefix" >make.log 2>&1 || tail -n 5 make.log
    whole "${prefix##*/}" "$prefix"
done
install uninstall
t 'make uninstall leaves nothing' -o '' -- find "$root" ! -type d
t '... nor folders of its own' -o '' -- find "$root" -path '*doc/lever*'

finish
