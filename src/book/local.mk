# SPDX-License-Identifier: GPL-3.0-or-later
src_liblever_a_SOURCES += \
	src/book/answers.c src/book/answers.h \
	src/book/book.c src/book/book.h \
	src/book/book_private.h \
	src/book/contents.h \
	src/book/corrected.c src/book/corrected.h \
	src/book/drawing.c src/book/drawing.h \
	src/book/findings.c src/book/findings.h \
	src/book/formula_check.c src/book/formula_check.h \
	src/book/formulas.c src/book/formulas.h \
	src/book/grid.c src/book/grid.h \
	src/book/kinds.c src/book/kinds.h \
	src/book/metrics.c src/book/metrics.h \
	src/book/model.c \
	src/book/naive.c src/book/naive.h \
	src/book/naive_lag.c \
	src/book/names.c \
	src/book/package.c \
	src/book/page.c src/book/page.h \
	src/book/picture.c src/book/picture.h \
	src/book/row_order.c src/book/row_order.h \
	src/book/results.c \
	src/book/rows.c src/book/rows.h \
	src/book/sheet.c \
	src/book/source.c src/book/source.h \
	src/book/style.c \
	src/book/svg.c src/book/svg.h \
	src/book/truths.c src/book/truths.h \
	src/book/value.c src/book/value.h \
	src/book/verify.c src/book/verify.h

# The list of sheets: a kind of sheet is a line here and its source, which carries
# its rank in the book. The table in C is made from this list.
SHEET_SOURCES = \
	src/book/sheets/charts.c \
	src/book/sheets/contents.c \
	src/book/sheets/cover.c \
	src/book/sheets/data.c \
	src/book/sheets/findings.c \
	src/book/sheets/goals.c \
	src/book/sheets/lags.c \
	src/book/sheets/links.c \
	src/book/sheets/matrix.c \
	src/book/sheets/notes.c \
	src/book/sheets/parts.c \
	src/book/sheets/paths.c \
	src/book/sheets/outlook.c \
	src/book/sheets/plan.c \
	src/book/sheets/progress.c \
	src/book/sheets/quadrants.c \
	src/book/sheets/repairs.c \
	src/book/sheets/results.c \
	src/book/sheets/settings.c \
	src/book/sheets/split.c \
	src/book/sheets/track.c \
	src/book/sheets/verdicts.c \
	src/book/sheets/working.c

src_liblever_a_SOURCES += $(SHEET_SOURCES)

src/book/kinds.$(OBJEXT): src/book/list.h
CLEANFILES += src/book/list.h
src/book/list.h: $(srcdir)/src/book/local.mk
	$(AM_V_GEN)$(MKDIR_P) src/book && \
	for name in $(SHEET_NAMES); do echo "SHEET($$name)"; done > $@.tmp && mv $@.tmp $@

# What configure builds and runs for rows.c.
EXTRA_DIST += src/book/rows-check.c
