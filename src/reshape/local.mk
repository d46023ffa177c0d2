# SPDX-License-Identifier: GPL-3.0-or-later
src_liblever_a_SOURCES += \
	src/reshape/aggregate.c src/reshape/aggregate.h \
	src/reshape/aggregate_list.h \
	src/reshape/join.c src/reshape/join.h \
	src/reshape/join_keys.c src/reshape/join_meet.c \
	src/reshape/join_private.h \
	src/reshape/join_write.c src/reshape/join_zero.c \
	src/reshape/pivot.c src/reshape/pivot.h \
	src/reshape/roll.c src/reshape/roll.h \
	src/reshape/roll_private.h \
	src/reshape/roll_visits.c \
	src/reshape/roll_write.c \
	src/reshape/stack.c src/reshape/stack.h \
	src/reshape/stack_columns.c src/reshape/stack_columns.h \
	src/reshape/stack_overlap.c src/reshape/stack_overlap.h \
	src/reshape/visits.c src/reshape/visits.h
