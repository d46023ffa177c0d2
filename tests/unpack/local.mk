# SPDX-License-Identifier: GPL-3.0-or-later

# Archives and workbooks, sound and flawed, are made when they are needed.
check_PROGRAMS += tests/unpack/makezip
tests_unpack_makezip_SOURCES = tests/unpack/makezip.c tests/unpack/zipper.c tests/unpack/zipper.h
tests_unpack_makezip_CPPFLAGS = $(AM_CPPFLAGS) -I$(srcdir)/tests/unpack
tests_unpack_makezip_LDADD = $(LEVER_LINK)
TESTS += tests/unpack/unpack.t
EXTRA_DIST += tests/unpack/unpack.t

# Workbooks as five programs write them, beside what openpyxl reads.
check_PROGRAMS += tests/unpack/writebook
tests_unpack_writebook_SOURCES = tests/unpack/writebook.c
tests_unpack_writebook_LDADD = $(LEVER_LINK)
TESTS += tests/unpack/writers.t
EXTRA_DIST += tests/unpack/writers.t tests/unpack/writers.py

TESTS += tests/unpack/plan.t
EXTRA_DIST += tests/unpack/plan.t tests/unpack/sheet.awk
