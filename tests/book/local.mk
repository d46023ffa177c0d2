# SPDX-License-Identifier: GPL-3.0-or-later

# The workbook, judged by other people's programs.
EXTRA_DIST += tests/book/recalc.py tests/book/recalc.sh
