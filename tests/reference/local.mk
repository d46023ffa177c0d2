# SPDX-License-Identifier: GPL-3.0-or-later

# Published numbers, each with its source.
REFERENCE_TESTS = \
	tests/reference/nist \
	tests/reference/panels \
	tests/reference/r

noinst_HEADERS += tests/digits.h tests/reference/nist-data.h

if HAVE_CMOCKA
check_PROGRAMS += $(REFERENCE_TESTS)
TESTS += $(REFERENCE_TESTS)
endif
