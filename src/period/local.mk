# SPDX-License-Identifier: GPL-3.0-or-later
src_liblever_a_SOURCES += \
	src/period/axis.c src/period/axis.h \
	src/period/calendar.c src/period/calendar.h \
	src/period/date.c src/period/date.h \
	src/period/date_format.c \
	src/period/date_names.c \
	src/period/date_scan.c src/period/date_scan.h \
	src/period/holiday_file.c src/period/holiday_file.h \
	src/period/holiday_ical.c \
	src/period/holiday_rows.c src/period/holiday_rows.h \
	src/period/holidays.c src/period/holidays.h \
	src/period/period.c src/period/period.h \
	src/period/period_column.c \
	src/period/period_format.c \
	src/period/period_read.c \
	src/period/period_text.c src/period/period_text.h \
	src/period/period_week.c \
	src/period/row_marks.c src/period/row_marks.h \
	src/period/season_road.c src/period/season_road.h \
	src/period/shared_holidays.c src/period/shared_holidays.h
