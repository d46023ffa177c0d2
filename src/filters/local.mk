# SPDX-License-Identifier: GPL-3.0-or-later

# The filter list: a filter is a line here, its source, man/lever-NAME.1 and
# tests/cli/NAME.t. The table in C is made from this list.
FILTER_SOURCES = \
	src/filters/book.c \
	src/filters/calc.c \
	src/filters/clean.c \
	src/filters/corr.c \
	src/filters/filters.c \
	src/filters/join.c \
	src/filters/lags.c \
	src/filters/methods.c \
	src/filters/plot.c \
	src/filters/pivot.c \
	src/filters/power.c \
	src/filters/report.c \
	src/filters/roll.c \
	src/filters/test.c \
	src/filters/view.c

src_liblever_a_SOURCES += $(FILTER_SOURCES) \
	src/filters/complete.c src/filters/complete.h \
	src/filters/external.c src/filters/external.h \
	src/filters/manual.c src/filters/manual.h \
	src/filters/files.c src/filters/files.h \
	src/filters/filter.c src/filters/filter.h \
	src/filters/common.c src/filters/common.h \
	src/filters/company.c src/filters/company.h \
	src/filters/decision.c src/filters/decision.h \
	src/filters/gnuplot.c src/filters/gnuplot.h \
	src/filters/joint.c src/filters/joint.h \
	src/filters/placebo.c src/filters/placebo.h \
	src/filters/pipeline.c src/filters/pipeline.h \
	src/filters/profile.c src/filters/profile.h \
	src/filters/question.c src/filters/question.h \
	src/filters/roles.c src/filters/roles.h \
	src/filters/roll_items.c src/filters/roll_items.h \
	src/filters/sources.c src/filters/sources.h \
	src/filters/trail.c src/filters/trail.h \
	src/filters/trials.c src/filters/trials.h \
	src/filters/verdict_row.c src/filters/verdict_row.h

src/filters/filter.$(OBJEXT): src/filters/list.h
CLEANFILES += src/filters/list.h
src/filters/list.h: $(srcdir)/src/filters/local.mk
	$(AM_V_GEN)$(MKDIR_P) src/filters && \
	for name in $(FILTER_NAMES); do echo "FILTER($$name)"; done > $@.tmp && mv $@.tmp $@
