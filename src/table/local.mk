# SPDX-License-Identifier: GPL-3.0-or-later
src_liblever_a_SOURCES += \
	src/table/aggregate.c src/table/aggregate.h \
	src/table/axis.c src/table/axis.h \
	src/table/batch.c src/table/batch.h \
	src/table/dialect.c src/table/dialect.h \
	src/table/cell.c src/table/cell.h \
	src/table/clean.c src/table/clean.h \
	src/table/clean_cell.c src/table/clean_cell.h \
	src/table/clean_column.c src/table/clean_column.h \
	src/table/clean_date.c src/table/clean_date.h \
	src/table/clean_date_format.c src/table/clean_date_names.c src/table/clean_date_scan.h \
	src/table/clean_first.c src/table/clean_second.c src/table/clean_pass.h \
	src/table/clean_input.c src/table/clean_input.h \
	src/table/clean_layout.c src/table/clean_layout.h \
	src/table/clean_log.c src/table/clean_log.h \
	src/table/clean_names.c \
	src/table/clean_number.c src/table/clean_number.h \
	src/table/clean_odd.c src/table/clean_odd.h \
	src/table/clean_foreign.c src/table/clean_foreign.h \
	src/table/clean_repeat.c src/table/clean_repeat.h \
	src/table/clean_rounds.c src/table/clean_rounds.h \
	src/table/clean_rows.c src/table/clean_rows.h \
	src/table/clean_sample.c src/table/clean_sample.h \
	src/table/clean_words.c src/table/clean_words.h \
	src/table/dialect.h \
	src/table/join.c src/table/join.h src/table/join_private.h \
	src/table/join_keys.c src/table/join_write.c \
	src/table/keys.c src/table/keys.h \
	src/table/layout.c src/table/layout.h \
	src/table/pass.c src/table/pass.h \
	src/table/quoting.c src/table/quoting.h \
	src/table/period.c src/table/period.h \
	src/table/period_column.c src/table/period_format.c \
	src/table/period_read.c \
	src/table/period_text.c src/table/period_text.h \
	src/table/pivot.c src/table/pivot.h \
	src/table/reader.c src/table/reader.h \
	src/table/roll.c src/table/roll.h src/table/roll_private.h src/table/roll_write.c \
	src/table/rows.c src/table/rows.h \
	src/table/scan.c src/table/scan.h \
	src/table/select.c src/table/select.h \
	src/table/table.c src/table/table.h \
	src/table/writer.c src/table/writer.h
