# SPDX-License-Identifier: GPL-3.0-or-later
LINT_WORDS = src/lint/words/english.txt src/lint/words/german.txt

src_liblever_a_SOURCES += \
	src/lint/lexicon.c src/lint/lexicon.h \
	src/lint/sentence.c src/lint/sentence.h src/lint/sentence_private.h src/lint/sentence_words.c \
	src/lint/lint.c src/lint/lint.h src/lint/lint_private.h \
	src/lint/lint_plan.c src/lint/lint_links.c src/lint/lint_whys.c \
	src/lint/rule.c src/lint/rule.h src/lint/rule_list.h

# The lists of words are installed to be read and copied; lever has them built in.
wordsdir = $(pkgdatadir)/words
dist_words_DATA = $(LINT_WORDS)

src/lint/lexicon.$(OBJEXT): src/lint/builtin.h
CLEANFILES += src/lint/builtin.h
src/lint/builtin.h: $(LINT_WORDS) $(srcdir)/src/lint/local.mk
	$(AM_V_GEN)$(MKDIR_P) src/lint && { \
	echo 'static const char *const builtin_words[] = {'; \
	for list in $(LINT_WORDS); do \
	  awk '/^#/ || $$0 == "" { next } \
	    { if (length(out) > 72) { print "    \"" out "\""; out = "" } out = out $$0 "\\n" } \
	    END { print "    \"" out "\"," }' $(srcdir)/$$list; \
	done; echo '};'; } > $@.tmp && mv $@.tmp $@
