# SPDX-License-Identifier: GPL-3.0-or-later

# Published numbers, each with its source.
REFERENCE_TESTS = \
	tests/reference/nist \
	tests/reference/panels \
	tests/reference/r

noinst_HEADERS += tests/digits.h tests/reference/nist-data.h

# Real data, from beside the project, beside what is published of them.
TESTS += tests/reference/known.t
EXTRA_DIST += tests/reference/known.sh tests/reference/known.t
known: src/lever$(EXEEXT)
	@$(SHELL) $(srcdir)/tests/reference/known.sh $(abs_builddir)/src/lever $(srcdir)/../shared/data
.PHONY: known

if HAVE_CMOCKA
check_PROGRAMS += $(REFERENCE_TESTS)
TESTS += $(REFERENCE_TESTS)
endif
