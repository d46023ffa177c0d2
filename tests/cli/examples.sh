# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=sh
#
# Runs the examples of a document and compares what they print. Source it behind tap.sh.
#
#   examples FILE NAME AWK   FILE's, which AWK takes apart as tests/cli/examples.awk does
#
# A document's examples run in their order, in one shell and one folder, which is empty but
# for `samples` and `src`, the project's own. In what they shall print, a line `...` stands for lines
# left out, `...` within a line for text left out.

: "${work:?is what tap.sh makes}"

# A lever that others can build against, for pages that do.
stage() {
    [ ! -d "$work/stage" ] || return 0
    make -C "$BUILD" install-includeHEADERS install-pkgconfigDATA DESTDIR="$work/stage" \
        >/dev/null 2>&1 || return 1
    PKG_CONFIG_PATH=$(dirname "$(find "$work/stage" -name lever.pc)")
    export PKG_CONFIG_PATH PKG_CONFIG_SYSROOT_DIR="$work/stage"
}

# The parts of a document, in one shell: what a command sets, the next one sees.
run_parts() {
    cd "$scratch" || exit
    for part in "$parts"/*; do
        case $part in
        *.file) tail -n +2 "$part" >"$(head -n 1 "$part")" ;;
        *.cmd) eval "$(cat "$part")" </dev/null >"${part%.cmd}.got" 2>&1 ;;
        esac
    done
}

examples() {
    scratch=$work/$2 parts=$work/$2.parts
    mkdir "$scratch" "$parts"
    ln -s "$TOP/samples" "$TOP/src" "$scratch"
    awk -v dir="$parts" -f "$3" "$1"
    if grep -qs pkg-config "$parts"/*.cmd && ! stage; then
        fail "$2: a staged installation to build against"
    fi
    (unset -f lever; run_parts)
    for part in "$parts"/*; do
        [ -e "$part" ] || continue
        title="$2: $(head -n 1 "$part")" want=${part%.cmd}.want got=${part%.cmd}.got
        case $part in
        *.cmd)
            if grep -q '^lever plot' "$part" && ! command -v gnuplot >/dev/null; then
                skip "$title" 'gnuplot is not installed'
            elif [ -e "$got" ] && awk -f "$TOP/tests/cli/match.awk" "$want" "$got"; then
                pass "$title"
            else
                fail "$title" "$(diff "$want" "$got")"
            fi
            ;;
        *.bad) fail "$2: an example that is none" "$(cat "$part")" ;;
        esac
    done
}
