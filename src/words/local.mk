# SPDX-License-Identifier: GPL-3.0-or-later

# The result tables: a table is a line here, its source with its columns, its header with its
# row, and its columns in the manual. The table of tables in C is made from this list.
RESULT_SOURCES = \
	src/words/verdicts.c \
	src/words/working.c \
	src/words/lags.c \
	src/words/granger.c \
	src/words/looks.c \
	src/words/ledger.c \
	src/words/score.c \
	src/words/rewritten.c \
	src/words/power.c \
	src/words/impact.c \
	src/words/path.c \
	src/words/compare.c \
	src/words/schedule.c \
	src/words/lint.c \
	src/words/track.c \
	src/words/outlook.c \
	src/words/record.c \
	src/words/drift.c \
	src/words/parts.c \
	src/words/chain.c \
	src/words/split.c \
	src/words/rank.c \
	src/words/correlations.c

src_liblever_a_SOURCES += $(RESULT_SOURCES) $(RESULT_SOURCES:.c=.h) \
	src/words/drift_note.c src/words/drift_note.h \
	src/words/goal_sentence.c src/words/goal_sentence.h \
	src/words/impact_list.h \
	src/words/impact_sentence.c src/words/impact_sentence.h \
	src/words/result.c src/words/result.h \
	src/words/results.c \
	src/words/sentence.c src/words/sentence.h \
	src/words/vocabulary.c src/words/vocabulary.h \
	src/words/wording.c src/words/wording.h

src/words/results.$(OBJEXT): src/words/list.h
CLEANFILES += src/words/list.h
src/words/list.h: $(srcdir)/src/words/local.mk
	$(AM_V_GEN)$(MKDIR_P) src/words && \
	for name in $(RESULT_NAMES); do echo "RESULT($$name)"; done > $@.tmp && mv $@.tmp $@
