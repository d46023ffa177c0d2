#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# ./autogen.sh            makes configure and its fellows (needs autoconf, automake)
# ./autogen.sh TARGET...  also installs what is missing, configures, and makes the
#                         targets: `./autogen.sh demo`, `./autogen.sh check`
#
# On a Debian with nothing but a shell the second form is all it takes. Packages
# are installed with apt-get by root or through a sudo that asks nothing;
# whoever may not do that is told their names. What is there is not installed
# again, and what is made is not made again.
set -eu
cd "$(dirname "$0")"

# What building wants, and what the tests want beside it.
build='autoconf automake bison gcc libc6-dev libcsv-dev libgsl-dev libunistring-dev
    libxlsxwriter-dev libzstd-dev make pkg-config zlib1g-dev'
check='bash-completion datamash gnumeric gnuplot-nox libcmocka-dev
    libreoffice-calc-nogui locales man-db mandoc poppler-utils python3-openpyxl
    python3-xlsxwriter shellcheck unzip xz-utils zsh zstd'

say() { echo "autogen.sh: $*" >&2; }

# missing PACKAGE...: those of them that are not installed.
missing() {
    for package; do
        case $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) in
        installed) ;;
        *) printf ' %s' "$package" ;;
        esac
    done
}

# install PACKAGE...: or says what to install, and fails.
install() {
    if [ "$(id -u)" -eq 0 ]; then
        as=
    elif sudo -n true 2>/dev/null; then
        as='sudo -n'
    else
        say 'these packages are missing, and only root can install them:'
        echo "apt-get install --no-install-recommends $*"
        return 1
    fi
    say "installing: $*"
    $as apt-get -qq update &&
        $as env DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends \
            -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 install "$@" >/dev/null
}

mkdir -p m4
[ $# -gt 0 ] || exec autoreconf --install --force

# Only the tests need the second list; settings (CC=clang) and -j name no target.
wanted=$build
for target; do
    case $target in
    -* | *=* | all | clean | demo | dist | install) ;;
    deb | deb-again | deb-try | foreign) ;; # these install what they want beside it
    *) wanted="$build $check" ;;
    esac
done

# Without dpkg nobody can say what is missing: configure will, one by one.
if command -v dpkg-query >/dev/null; then
    # shellcheck disable=SC2086 # a list of words
    wanted=$(missing $wanted)
    # shellcheck disable=SC2086
    [ -z "$wanted" ] || install $wanted
fi

if [ ! -x configure ] || [ ! -f Makefile.in ]; then
    autoreconf --install
fi

# What was configured before packages last came or went may have missed them.
if [ ! -f Makefile ]; then
    ./configure --quiet
elif [ -n "$(find /var/lib/dpkg/status -newer config.status 2>/dev/null)" ]; then
    ./config.status --recheck --quiet
    ./config.status --quiet
fi
# Several targets are made one after another, as they stand.
if [ $# -eq 1 ]; then
    set -- -j"$(nproc 2>/dev/null || echo 1)" "$1"
fi
exec make --no-print-directory "$@"
