# SPDX-License-Identifier: GPL-3.0-or-later
src_liblever_a_SOURCES += \
	src/unpack/choose.c src/unpack/choose.h \
	src/unpack/packed.c \
	src/unpack/sheet.c src/unpack/sheet.h \
	src/unpack/sheet_cells.c \
	src/unpack/sheet_rows.c src/unpack/sheet_rows.h \
	src/unpack/shown.c src/unpack/shown.h \
	src/unpack/stream.c src/unpack/stream.h \
	src/unpack/strings.c src/unpack/strings.h \
	src/unpack/tell.c src/unpack/tell.h \
	src/unpack/unpack.c src/unpack/unpack.h \
	src/unpack/xlsx.c src/unpack/xlsx.h \
	src/unpack/xml.c src/unpack/xml.h \
	src/unpack/zip.c src/unpack/zip.h
