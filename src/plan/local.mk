# SPDX-License-Identifier: GPL-3.0-or-later
src_liblever_a_SOURCES += \
	src/plan/events.c src/plan/events.h \
	src/plan/form.c src/plan/form.h \
	src/plan/form_note.c \
	src/plan/goals.c src/plan/goals.h \
	src/plan/links.c src/plan/links.h \
	src/plan/measure_formula.c src/plan/measure_formula.h \
	src/plan/plan.c src/plan/plan.h \
	src/plan/plan_by.c \
	src/plan/plan_rows.c src/plan/plan_rows.h \
	src/plan/plan_columns.c src/plan/plan_private.h \
	src/plan/source_files.c src/plan/source_files.h \
	src/plan/target.c src/plan/target.h \
	src/plan/when.c src/plan/when.h \
	src/plan/written.c src/plan/written.h
