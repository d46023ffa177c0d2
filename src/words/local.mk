# SPDX-License-Identifier: GPL-3.0-or-later
src_liblever_a_SOURCES += \
	src/words/sentence.c src/words/sentence.h \
	src/words/wording.c src/words/wording.h
