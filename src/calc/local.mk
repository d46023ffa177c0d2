# SPDX-License-Identifier: GPL-3.0-or-later
src_liblever_a_SOURCES += \
	src/calc/calc.h \
	src/calc/excel.h \
	src/calc/formula.c src/calc/formula.h \
	src/calc/functions.h \
	src/calc/grammar.y \
	src/calc/lexer.c src/calc/parse.h

# Bison writes the parser; the tarball has it, so that only changing it takes Bison.
AM_YFLAGS = -d -Wall -Wno-yacc
src/calc/lexer.$(OBJEXT) src/calc/formula.$(OBJEXT): src/calc/grammar.h
