# SPDX-License-Identifier: GPL-3.0-or-later

# The workbook, judged by other people's programs.
BOOK_TESTS = tests/book/books.t tests/book/inputs.t tests/book/pages.t \
	tests/book/recalc.t tests/book/rules.t tests/book/words.t

TESTS += $(BOOK_TESTS)
EXTRA_DIST += $(BOOK_TESTS) tests/book/cells.py tests/book/inputs.py tests/book/recalc.py tests/book/recalc.sh tests/book/recalculate.sh \
	tests/book/rules.py tests/book/setting.sh

CLEAN_FOLDERS += tests/book/pages
