# SPDX-License-Identifier: GPL-3.0-or-later
src_liblever_a_SOURCES += \
	src/change/before.c \
	src/change/change.c src/change/change.h \
	src/change/change_private.h \
	src/change/design.c src/change/design.h \
	src/change/detectable_change.c \
	src/change/effects.c \
	src/change/end_test.c src/change/end_test.h \
	src/change/shapes.c src/change/shapes.h \
	src/change/statistic.c src/change/statistic.h \
	src/change/white.c
