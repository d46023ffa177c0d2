# SPDX-License-Identifier: GPL-3.0-or-later
src_liblever_a_SOURCES += \
	src/plan/form.c src/plan/form.h \
	src/plan/links.c src/plan/links.h \
	src/plan/plan.c src/plan/plan.h
