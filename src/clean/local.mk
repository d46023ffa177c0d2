# SPDX-License-Identifier: GPL-3.0-or-later
src_liblever_a_SOURCES += \
	src/clean/border.c src/clean/border.h \
	src/clean/cell.c src/clean/cell.h \
	src/clean/clean.c src/clean/clean.h \
	src/clean/clean_private.h \
	src/clean/column.c src/clean/column.h \
	src/clean/fault.c src/clean/fault.h \
	src/clean/foreign.c src/clean/foreign.h \
	src/clean/header.c src/clean/header.h \
	src/clean/indexed.c src/clean/splitter.h \
	src/clean/input.c src/clean/input.h \
	src/clean/layout.c src/clean/layout.h \
	src/clean/look.c src/clean/look.h \
	src/clean/log.c src/clean/log.h \
	src/clean/names.c \
	src/clean/near.c src/clean/near.h \
	src/clean/number.c src/clean/number.h \
	src/clean/odd.c src/clean/odd.h \
	src/clean/pass1.c \
	src/clean/pass2.c \
	src/clean/repeat.c src/clean/repeat.h \
	src/clean/rounds.c src/clean/rounds.h \
	src/clean/rows.c src/clean/rows.h \
	src/clean/sample.c src/clean/sample.h \
	src/clean/shape.h \
	src/clean/short_months.c src/clean/short_months.h \
	src/clean/tables.c src/clean/tables.h \
	src/clean/totals.c src/clean/totals.h \
	src/clean/unit.c src/clean/unit.h \
	src/clean/words.c src/clean/words.h
