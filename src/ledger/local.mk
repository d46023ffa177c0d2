# SPDX-License-Identifier: GPL-3.0-or-later
src_liblever_a_SOURCES += \
	src/ledger/history.c src/ledger/history.h \
	src/ledger/ledger.c src/ledger/ledger.h \
	src/ledger/ledger_file.c src/ledger/ledger_private.h \
	src/ledger/look.c src/ledger/look.h \
	src/ledger/look_decide.c src/ledger/look_past.c src/ledger/look_private.h \
	src/ledger/look_name.c src/ledger/look_name.h \
	src/ledger/look_write.c \
	src/ledger/score.c src/ledger/score.h \
	src/ledger/spending.c src/ledger/spending.h \
	src/ledger/sums.c src/ledger/sums.h
