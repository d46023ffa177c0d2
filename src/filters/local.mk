# SPDX-License-Identifier: GPL-3.0-or-later

# The filter list: a filter is a line here, its source, man/lever-NAME.1 and
# tests/cli/NAME.t. The table in C is made from this list, whose order is that of
# --help: by heading (command/filter.h), and below it as the work goes.
FILTER_SOURCES = \
	src/filters/clean.c \
	src/filters/calc.c \
	src/filters/roll.c \
	src/filters/join.c \
	src/filters/pivot.c \
	src/filters/test.c \
	src/filters/lags.c \
	src/filters/power.c \
	src/filters/corr.c \
	src/filters/drift.c \
	src/filters/chain.c \
	src/filters/rank.c \
	src/filters/view.c \
	src/filters/plot.c \
	src/filters/book.c \
	src/filters/report.c \
	src/filters/filters.c \
	src/filters/methods.c

src_liblever_a_SOURCES += $(FILTER_SOURCES) \
	src/filters/chain_note.c src/filters/chain_paths.c src/filters/chain_paths.h \
	src/filters/chain_test.c src/filters/chain_test.h \
	src/filters/drift_counter.c src/filters/drift_mix.c src/filters/drift_rows.h \
	src/filters/rank_rows.c src/filters/rank_rows.h \
	src/filters/report_analyses.c src/filters/report_analyses.h \
	src/filters/report_chain.c src/filters/report_drift.c src/filters/report_rank.c \
	src/filters/report_join.c \
	src/filters/report_laying.c src/filters/report_laying.h \
	src/filters/report_sources.c src/filters/report_sources.h \
	src/filters/report_ways.c src/filters/report_ways.h \
	src/filters/roll_items.c src/filters/roll_items.h

src/command/filter.$(OBJEXT): src/command/list.h
CLEANFILES += src/command/list.h
src/command/list.h: $(srcdir)/src/filters/local.mk
	$(AM_V_GEN)$(MKDIR_P) src/command && \
	for name in $(FILTER_NAMES); do echo "FILTER($$name)"; done > $@.tmp && mv $@.tmp $@
