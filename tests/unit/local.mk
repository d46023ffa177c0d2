# SPDX-License-Identifier: GPL-3.0-or-later

# A unit test is tests/unit/t-NAME.c and its name in this list.
UNIT_TESTS = \
	tests/unit/t-adjust \
	tests/unit/t-aggregate \
	tests/unit/t-ar tests/unit/t-ar-bias \
	tests/unit/t-axis \
	tests/unit/t-called \
	tests/unit/t-change \
	tests/unit/t-calendar \
	tests/unit/t-clean \
	tests/unit/t-collinear \
	tests/unit/t-compare \
	tests/unit/t-correlation-matrix tests/unit/t-correlation-stream \
	tests/unit/t-command-line \
	tests/unit/t-correlation \
	tests/unit/t-dates \
	tests/unit/t-decompose \
	tests/unit/t-drift \
	tests/unit/t-error \
	tests/unit/t-events \
	tests/unit/t-excel \
	tests/unit/t-formula \
	tests/unit/t-frame \
	tests/unit/t-holiday-file tests/unit/t-holidays \
	tests/unit/t-cochrane-orcutt tests/unit/t-granger \
	tests/unit/t-join \
	tests/unit/t-indexed \
	tests/unit/t-installed \
	tests/unit/t-influence \
	tests/unit/t-ledger tests/unit/t-ledger-file \
	tests/unit/t-linear \
	tests/unit/t-link tests/unit/t-link-drawn \
	tests/unit/t-link-method \
	tests/unit/t-links \
	tests/unit/t-method \
	tests/unit/t-metrics \
	tests/unit/t-moments \
	tests/unit/t-names \
	tests/unit/t-nasty \
	tests/unit/t-null-model \
	tests/unit/t-nudge \
	tests/unit/t-number \
	tests/unit/t-option \
	tests/unit/t-outlier \
	tests/unit/t-output \
	tests/unit/t-package \
	tests/unit/t-panel \
	tests/unit/t-panel-link \
	tests/unit/t-panel-parts \
	tests/unit/t-panel-rests \
	tests/unit/t-period \
	tests/unit/t-placebo \
	tests/unit/t-row-marks tests/unit/t-row-order tests/unit/t-rows \
	tests/unit/t-plan tests/unit/t-plan-rows \
	tests/unit/t-random \
	tests/unit/t-reader \
	tests/unit/t-result tests/unit/t-result-book \
	tests/unit/t-recurrence \
	tests/unit/t-lag-scan \
	tests/unit/t-roll \
	tests/unit/t-scoreboard \
	tests/unit/t-season tests/unit/t-season-road \
	tests/unit/t-select \
	tests/unit/t-sentence \
	tests/unit/t-sequential \
	tests/unit/t-sheet-kinds \
	tests/unit/t-shared-holidays \
	tests/unit/t-track \
	tests/unit/t-trend-test \
	tests/unit/t-source-files tests/unit/t-stack-overlap tests/unit/t-student \
	tests/unit/t-visits \
	tests/unit/t-table \
	tests/unit/t-text \
	tests/unit/t-truths \
	tests/unit/t-unpack \
	tests/unit/t-value \
	tests/unit/t-verdict \
	tests/unit/t-mean-lag \
	tests/unit/t-whiten \
	tests/unit/t-wide \
	tests/unit/t-writer

if HAVE_CMOCKA
check_PROGRAMS += $(UNIT_TESTS)
TESTS += $(UNIT_TESTS)
endif

UNIT_LINK = $(LEVER_LINK) $(CMOCKA_LIBS)
LDADD = $(UNIT_LINK)

# With a table of their own in the list of result tables.
tests_unit_t_result_SOURCES = tests/unit/t-result.c tests/unit/result-moods.h
tests_unit_t_result_book_SOURCES = tests/unit/t-result-book.c tests/unit/result-moods.h

# The reader against libcsv, also fuzzed.
tests_unit_t_reader_SOURCES = tests/unit/t-reader.c tests/fuzz/differ.c tests/fuzz/differ.h
# It makes a workbook.
tests_unit_t_unpack_SOURCES = tests/unit/t-unpack.c tests/unpack/zipper.c tests/unpack/zipper.h
noinst_HEADERS += tests/unit/one-link.h tests/unit/plan-file.h tests/unit/test-folder.h

# The scoreboard's cells, a few of them in every check.
tests_unit_t_scoreboard_SOURCES = tests/unit/t-scoreboard.c tests/scoreboard/cells.c tests/scoreboard/cells.h

# It reads the list of sheets, which is made.
tests/unit/t-sheet-kinds.$(OBJEXT): src/book/list.h
