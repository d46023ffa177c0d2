# SPDX-License-Identifier: GPL-3.0-or-later
src_liblever_a_SOURCES += \
	src/base/called.c src/base/called.h \
	src/base/clock.c src/base/clock.h \
	src/base/error.c src/base/error.h \
	src/base/faults.c src/base/faults.h \
	src/base/installed.c src/base/installed.h \
	src/base/memory.c src/base/memory.h \
	src/base/message.c src/base/message.h \
	src/base/number.c src/base/number.h \
	src/base/number_digits.h \
	src/base/number_powers.c src/base/number_powers.h \
	src/base/number_quick.h \
	src/base/object.c src/base/object.h \
	src/base/option.c src/base/option.h \
	src/base/output.c src/base/output.h \
	src/base/parallel.c src/base/parallel.h \
	src/base/pending.c src/base/pending.h \
	src/base/plugin.c src/base/plugin.h \
	src/base/progress.c src/base/progress.h \
	src/base/scarce.c src/base/scarce.h \
	src/base/text.c src/base/text.h \
	src/base/text_alike.c src/base/text_alike.h \
	src/base/text_case.c \
	src/base/text_width.c \
	src/base/unit.c src/base/unit.h \
	src/base/wide.h
