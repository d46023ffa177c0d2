# SPDX-License-Identifier: GPL-3.0-or-later
src_liblever_a_SOURCES += \
	src/command/cleaned.c src/command/cleaned.h \
	src/command/common.c src/command/common.h src/command/common_rows.h \
	src/command/completion.c src/command/completion.h \
	src/command/completion_cells.c src/command/completion_cells.h \
	src/command/external.c src/command/external.h \
	src/command/file_checks.c src/command/file_checks.h \
	src/command/filter.c src/command/filter.h \
	src/command/gnuplot.c src/command/gnuplot.h \
	src/command/manual.c src/command/manual.h \
	src/command/pipeline.c src/command/pipeline.h src/command/pipeline_gather.c src/command/pipeline_written.c \
	src/command/provenance.c src/command/provenance.h
