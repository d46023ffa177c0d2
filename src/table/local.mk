# SPDX-License-Identifier: GPL-3.0-or-later
src_liblever_a_SOURCES += \
	src/table/batch.c src/table/batch.h \
	src/table/cell.c src/table/cell.h \
	src/table/cut.c src/table/cut.h \
	src/table/dialect.c src/table/dialect.h \
	src/table/keys.c src/table/keys.h \
	src/table/layout.c src/table/layout.h \
	src/table/pass.c src/table/pass.h \
	src/table/quoting.c src/table/quoting.h \
	src/table/reader.c src/table/reader.h \
	src/table/rows.c src/table/rows.h \
	src/table/scan.c src/table/scan.h src/table/scan_masks.h \
	src/table/select.c src/table/select.h \
	src/table/table.c src/table/table.h \
	src/table/writer.c src/table/writer.h
