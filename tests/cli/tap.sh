# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=sh
#
# The few words in which filter tests are written. Source it, write tests, call
# `finish`. A test is one `t` call: a name, then what is expected, then `--` and
# the command, whose standard input is the test's own (a here-document, or none).
#
#   t NAME [-s STATUS] [-o STDOUT] [-O FILE] [-e STDERR-PATTERN] [-q] -- COMMAND...
#
#     -s  exit status expected (0)
#     -o  standard output, exactly (a trailing newline is added); "" = nothing
#     -O  standard output equals this file
#     -m  a pattern (grep -E) that standard output must contain
#     -e  a pattern (grep -E) that standard error must contain
#     -q  standard error must be empty
#
# `lever` runs the program under test. Each test file works in $work, a fresh
# folder that is removed at the end. `skip NAME REASON` reports a skipped test.
#
# tests/run may set TEST_CASE (the one test to report: its number or a part of its name; the others
# run, as later ones stand on them) and TEST_UPDATE (a folder for what is to be rewritten).

count=0
work=$(mktemp -d "${TMPDIR:-/tmp}/lever-test.XXXXXX") || exit 99
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM HUP
cd "$work" || exit 99

# What the one who runs the tests has set is not the tests' own.
unset LEVER_EXEC_PATH LEVER_METHOD_PATH SOURCE_DATE_EPOCH NO_COLOR COLUMNS PAGER

lever() { "$LEVER" "$@"; }

wanted() { # NAME: and it is the next
    count=$((count + 1))
    case ${TEST_CASE:=} in
    '' | "$count") return 0 ;;
    *[!0-9]*) case $1 in *"$TEST_CASE"*) return 0 ;; esac ;;
    esac
    return 1
}
pass() { ! wanted "$1" || printf 'ok %d - %s\n' "$count" "$1"; }
skip() { ! wanted "$1" || printf 'ok %d - %s # SKIP %s\n' "$count" "$1" "$2"; }
fail() {
    wanted "$1" || return 0
    printf 'not ok %d - %s\n' "$count" "$1"
    [ $# -lt 2 ] || printf '%s\n' "$2" | sed 's/^/# /'
}

# Leaves what a test expected and what it got for tests/run: old-N, new-N and, of a file, its name.
update() { # -o|-O FILE
    [ -n "${TEST_UPDATE:-}" ] && (wanted "$t_name") || return 0
    set -- "$1" "$2" "$((count + 1))"
    cp "$2" "$TEST_UPDATE/old-$3"
    cp "$work/.out" "$TEST_UPDATE/new-$3"
    printf '%s\n' "$t_name" >"$TEST_UPDATE/name-$3"
    [ "$1" = -o ] || printf '%s\n' "$2" >"$TEST_UPDATE/file-$3"
}

t() {
    t_name=$1 t_status=0 t_out='' t_file='' t_match='' t_err='' t_quiet='' t_has_out=''
    shift
    while [ "$1" != -- ]; do
        case $1 in
        -s) t_status=$2; shift ;;
        -o) t_out=$2 t_has_out=1; shift ;;
        -O) t_file=$2; shift ;;
        -m) t_match=$2; shift ;;
        -e) t_err=$2; shift ;;
        -q) t_quiet=1 ;;
        *) fail "$t_name" "the test itself is wrong: $1"; return ;;
        esac
        shift
    done
    shift
    t_got=0
    "$@" >"$work/.out" 2>"$work/.err" || t_got=$?
    t_why=''
    [ "$t_got" = "$t_status" ] || t_why="exit status $t_got, expected $t_status"
    if [ -n "$t_has_out" ]; then
        [ -z "$t_out" ] && : >"$work/.want" || printf '%s\n' "$t_out" >"$work/.want"
        cmp -s "$work/.want" "$work/.out" || { update -o "$work/.want"; t_why="$t_why
stdout differs:
$(diff "$work/.want" "$work/.out" | head -n 20)"; }
    fi
    if [ -n "$t_file" ]; then
        cmp -s "$t_file" "$work/.out" || { update -O "$t_file"; t_why="$t_why
stdout differs from $t_file:
$(diff "$t_file" "$work/.out" | head -n 20)"; }
    fi
    if [ -n "$t_match" ] && ! grep -Eq -- "$t_match" "$work/.out"; then
        t_why="$t_why
stdout lacks: $t_match
$(head -n 5 "$work/.out")"
    fi
    if [ -n "$t_err" ] && ! grep -Eq -- "$t_err" "$work/.err"; then
        t_why="$t_why
stderr lacks: $t_err"
    fi
    if [ -n "$t_quiet" ] && [ -s "$work/.err" ]; then
        t_why="$t_why
stderr is not empty"
    fi
    if [ -n "${TEST_CASE:-}" ] && (wanted "$t_name"); then
        echo "# $* (status $t_got)"
        sed 's/^/#  out: /' "$work/.out"
        sed 's/^/#  err: /' "$work/.err"
    fi
    if [ -z "$t_why" ]; then
        pass "$t_name"
    else
        fail "$t_name" "$t_why
stderr was:
$(head -n 10 "$work/.err")"
    fi
}

finish() { echo "1..$count"; }
