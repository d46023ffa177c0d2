# SPDX-License-Identifier: GPL-3.0-or-later
src_liblever_a_SOURCES += \
	src/ledger/score.c src/ledger/score.h \
	src/ledger/spending.c src/ledger/spending.h
