# SPDX-License-Identifier: GPL-3.0-or-later

# Every test speaks TAP: unit tests through cmocka, filters through tap.sh.
TEST_EXTENSIONS = .t
LOG_DRIVER = $(SHELL) $(top_srcdir)/build-aux/tap-driver.sh
T_LOG_DRIVER = $(LOG_DRIVER)
T_LOG_COMPILER = $(SHELL)
LOG_COMPILER = $(SHELL) $(srcdir)/tests/cmocka
AM_TESTS_ENVIRONMENT = \
	CMOCKA_MESSAGE_OUTPUT=TAP; export CMOCKA_MESSAGE_OUTPUT; \
	LC_ALL=C.UTF-8; export LC_ALL; \
	LEVER='$(abs_builddir)/src/lever'; export LEVER; \
	TOP='$(abs_top_srcdir)'; export TOP; \
	BUILD='$(abs_builddir)'; export BUILD; \
	CC='$(CC)'; export CC;

include tests/unit/local.mk
include tests/bench/local.mk
include tests/scoreboard/local.mk
include tests/book/local.mk
include tests/calc/local.mk
include tests/cli/local.mk
include tests/fuzz/local.mk
include tests/layout/local.mk
include tests/reference/local.mk
include tests/torture/local.mk
include tests/unpack/local.mk

EXTRA_DIST += tests/README.md tests/cmocka tests/figures tests/run tests/total tests/corpora.sh

# Two builds over the commands of all tests; see the head of compare/run.
EXTRA_DIST += tests/compare/differences tests/compare/recorder.c tests/compare/run

# All corpora under valgrind, or by the sanitizers the program was built with.
corpora: all
	$(SHELL) $(top_srcdir)/tests/corpora.sh $(abs_builddir)/src/lever $(abs_top_srcdir)
.PHONY: corpora

# Static analysis of all that is installed, by the tools that are there.
EXTRA_DIST += tests/analyze tests/analyze.known
ANALYZED = $(filter %.c,$(src_lever_SOURCES) $(src_liblever_a_SOURCES))
analyze: all
	@$(SHELL) $(srcdir)/tests/analyze $(srcdir) $(DEFS) $(AM_CPPFLAGS) $(CPPFLAGS) $(GSL_CFLAGS) \
	  -- $(ANALYZED)
.PHONY: analyze

# Lines of src/stats that the unit and reference tests run; built apart, from the tarball.
EXTRA_DIST += tests/coverage.sh
coverage:
	@rm -rf coverage && $(MAKE) $(AM_MAKEFLAGS) -s distdir >/dev/null && mv $(distdir) coverage
	@cd coverage && ./configure -q CFLAGS='--coverage -O0 -g' && \
	  $(MAKE) $(AM_MAKEFLAGS) -s all $(UNIT_TESTS) $(REFERENCE_TESTS) && \
	  $(MAKE) $(AM_MAKEFLAGS) -s check TESTS='$(UNIT_TESTS) $(REFERENCE_TESTS)' | tail -n 1
	@$(SHELL) $(srcdir)/tests/coverage.sh coverage
CLEAN_FOLDERS += coverage
.PHONY: coverage

# The suite, and then its totals: single tests, not test files.
# What fails below check-am is counted, and fails here.
.IGNORE: check-am
check:
	@$(MAKE) $(AM_MAKEFLAGS) all $(check_PROGRAMS) >/dev/null
	@$(SHELL) $(srcdir)/tests/total $(TEST_LOGS:.log=.trs)
