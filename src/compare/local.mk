# SPDX-License-Identifier: GPL-3.0-or-later
src_liblever_a_SOURCES += \
	src/compare/nudge.c src/compare/nudge.h \
	src/compare/nudge_look.c \
	src/compare/nudge_power.c \
	src/compare/nudge_private.h \
	src/compare/sample.c src/compare/sample.h \
	src/compare/sample_parts.c src/compare/sample_parts.h \
	src/compare/units.c src/compare/units.h
