# SPDX-License-Identifier: GPL-3.0-or-later
src_liblever_a_SOURCES += \
	src/methods/builtin.c \
	src/methods/loader.c src/methods/loader.h \
	src/methods/method.c src/methods/method.h \
	src/methods/resample.c src/methods/resample.h
