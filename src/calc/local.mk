# SPDX-License-Identifier: GPL-3.0-or-later

# A family of functions is a file here and a word in functions.c.
src_liblever_a_SOURCES += \
	src/calc/functions/date.c \
	src/calc/functions/logic.c \
	src/calc/functions/math.c \
	src/calc/functions/operators.c \
	src/calc/functions/season.c \
	src/calc/functions/series.c \
	src/calc/functions/summary.c \
	src/calc/functions/text.c

src_liblever_a_SOURCES += \
	src/calc/bind.c \
	src/calc/calc.c src/calc/calc.h \
	src/calc/choose.c src/calc/choose.h \
	src/calc/column.c src/calc/column.h \
	src/calc/eval.c src/calc/eval.h \
	src/calc/eval_private.h \
	src/calc/family.h \
	src/calc/format.c src/calc/format.h \
	src/calc/formula.c src/calc/formula.h \
	src/calc/functions.c src/calc/functions.h \
	src/calc/grammar.y \
	src/calc/kinds.c src/calc/kinds.h \
	src/calc/letters.c src/calc/letters.h \
	src/calc/lexer.c \
	src/calc/order.c src/calc/order.h \
	src/calc/parse.h \
	src/calc/picture.c src/calc/picture.h \
	src/calc/rounding.c src/calc/rounding.h \
	src/calc/serial.c src/calc/serial.h \
	src/calc/series.c src/calc/series.h \
	src/calc/stream.c src/calc/stream.h \
	src/calc/tally.c \
	src/calc/vector.c src/calc/vector.h \
	src/calc/work.c

src_liblever_a_SOURCES += \
	src/calc/excel/branch.c \
	src/calc/excel/excel.c src/calc/excel/excel.h \
	src/calc/excel/excel_private.h \
	src/calc/excel/list.c \
	src/calc/excel/piece.c src/calc/excel/piece.h \
	src/calc/excel/structured.c src/calc/excel/structured.h \
	src/calc/excel/template.c

# Bison writes the parser; the tarball has it, so that only changing it takes Bison.
AM_YFLAGS = -d -Wall -Wno-yacc
src/calc/lexer.$(OBJEXT) src/calc/formula.$(OBJEXT): src/calc/grammar.h
