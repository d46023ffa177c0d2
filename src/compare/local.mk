# SPDX-License-Identifier: GPL-3.0-or-later
src_liblever_a_SOURCES += \
	src/compare/sample.c src/compare/sample.h
