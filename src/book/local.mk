# SPDX-License-Identifier: GPL-3.0-or-later
src_liblever_a_SOURCES += \
	src/book/book.c src/book/book.h \
	src/book/charts.c \
	src/book/corrected.c src/book/corrected.h \
	src/book/cover.c \
	src/book/data.c \
	src/book/fit.c src/book/fit.h \
	src/book/formulas.c src/book/formulas.h \
	src/book/grid.c src/book/grid.h \
	src/book/kinds.c src/book/kinds.h \
	src/book/lags.c \
	src/book/matrix.c \
	src/book/metrics.c src/book/metrics.h \
	src/book/model.c \
	src/book/names.c \
	src/book/notes.c \
	src/book/package.c src/book/parts.h \
	src/book/places.c src/book/places.h \
	src/book/raw.c src/book/raw.h \
	src/book/repairs.c \
	src/book/rows.c src/book/rows.h \
	src/book/settings.c \
	src/book/sheet.c \
	src/book/shift.c \
	src/book/style.c \
	src/book/source.c src/book/source.h \
	src/book/value.c src/book/value.h \
	src/book/verdicts.c \
	src/book/verify.c src/book/verify.h \
	src/book/working.c
