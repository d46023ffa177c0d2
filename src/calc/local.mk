# SPDX-License-Identifier: GPL-3.0-or-later

# A family of functions is a file here and a word in functions.c.
src_liblever_a_SOURCES += \
	src/calc/functions_date.c \
	src/calc/functions_logic.c \
	src/calc/functions_math.c \
	src/calc/functions_operators.c \
	src/calc/functions_season.c \
	src/calc/functions_series.c \
	src/calc/functions_summary.c \
	src/calc/functions_text.c

src_liblever_a_SOURCES += \
	src/calc/bind.c \
	src/calc/calc.c src/calc/calc.h \
	src/calc/choose.c src/calc/choose.h \
	src/calc/column.c src/calc/column.h \
	src/calc/serial.c src/calc/serial.h \
	src/calc/eval.c src/calc/eval.h src/calc/eval_private.h \
	src/calc/excel.c src/calc/excel.h src/calc/excel_render.h \
	src/calc/excel_branch.c src/calc/excel_list.c src/calc/excel_template.c \
	src/calc/excel_piece.c src/calc/excel_piece.h \
	src/calc/family.h \
	src/calc/format.c src/calc/format.h \
	src/calc/formula.c src/calc/formula.h \
	src/calc/functions.c src/calc/functions.h \
	src/calc/grammar.y \
	src/calc/kinds.c src/calc/kinds.h \
	src/calc/letters.c src/calc/letters.h \
	src/calc/lexer.c src/calc/parse.h \
	src/calc/order.c src/calc/order.h \
	src/calc/picture.c src/calc/picture.h \
	src/calc/rounding.c src/calc/rounding.h \
	src/calc/series.c src/calc/series.h \
	src/calc/stream.c src/calc/stream.h \
	src/calc/structured.c src/calc/structured.h \
	src/calc/tally.c \
	src/calc/vector.c src/calc/vector.h \
	src/calc/work.c

# Bison writes the parser; the tarball has it, so that only changing it takes Bison.
AM_YFLAGS = -d -Wall -Wno-yacc
src/calc/lexer.$(OBJEXT) src/calc/formula.$(OBJEXT): src/calc/grammar.h
