#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Bootstraps the tree; with targets, also configures and runs make on them.
set -eu
cd "$(dirname "$0")"
mkdir -p m4
autoreconf --install --force
[ $# -eq 0 ] || { [ -f Makefile ] || ./configure --quiet; exec make --no-print-directory "$@"; }
