# SPDX-License-Identifier: GPL-3.0-or-later

# Everything but main, so that unit tests can link it.
noinst_LIBRARIES += src/liblever.a
src_liblever_a_SOURCES =

include src/base/local.mk
include src/unpack/local.mk
include src/table/local.mk
include src/stats/local.mk
include src/period/local.mk
include src/link/local.mk
include src/change/local.mk
include src/track/local.mk
include src/calc/local.mk
include src/compare/local.mk
include src/methods/local.mk
include src/clean/local.mk
include src/reshape/local.mk
include src/words/local.mk
include src/plan/local.mk
include src/lint/local.mk
include src/book/local.mk
include src/ledger/local.mk
include src/command/local.mk
include src/question/local.mk
include src/filters/local.mk

# What a room is for stands in it; the plan of all is held by tests/cli/house.t.
EXTRA_DIST += src/README.md \
	src/base/README.md src/unpack/README.md src/table/README.md src/stats/README.md src/period/README.md \
	src/link/README.md src/change/README.md src/calc/README.md src/calc/excel/README.md src/calc/functions/README.md \
	src/compare/README.md src/methods/README.md src/clean/README.md src/reshape/README.md src/words/README.md \
	src/ledger/README.md src/lint/README.md src/track/README.md \
	src/plan/README.md src/book/README.md src/book/sheets/README.md src/command/README.md \
	src/question/README.md src/filters/README.md

LEVER_LINK = src/liblever.a $(LEVER_LIBS) $(GSL_LIBS) -lm

bin_PROGRAMS += src/lever
src_lever_SOURCES = src/lever.c
src_lever_LDADD = $(LEVER_LINK)
# Plugins' methods are called through a table, so nothing needs exporting.

include_HEADERS = src/lever-function.h src/lever-method.h

install-exec-hook:
	for name in $(FILTER_NAMES); do \
	  (cd "$(DESTDIR)$(bindir)" && rm -f lever-$$name && $(LN_S) lever lever-$$name) || exit 1; \
	done

uninstall-hook:
	for name in $(FILTER_NAMES); do \
	  rm -f "$(DESTDIR)$(bindir)/lever-$$name" \
	    "$(DESTDIR)$(bashcompletiondir)/lever-$$name.bash"; \
	done
	@$(MAKE) $(AM_MAKEFLAGS) uninstall-samples
