# SPDX-License-Identifier: GPL-3.0-or-later

# How often the test of a panel says what is not so; a small part of it is in `make check`.
check_PROGRAMS += tests/bench/panel_scoreboard
tests_bench_panel_scoreboard_SOURCES = tests/bench/panel_scoreboard.c tests/bench/panel_cells.c \
	tests/bench/panel_cells.h tests/bench/panel_contest.c tests/bench/panel_contest.h \
	tests/scoreboard/results.c tests/scoreboard/results.h
tests_bench_panel_scoreboard_LDADD = $(LEVER_LINK)

# Programs that measure; built on request, not by `make check`.
MEASURING = tests/bench/bare tests/bench/stopwatch tests/bench/table tests/bench/workbook
EXTRA_PROGRAMS += $(MEASURING)
tests_bench_bare_SOURCES = tests/bench/bare.c
tests_bench_bare_LDADD = $(LEVER_LIBS)
tests_bench_stopwatch_SOURCES = tests/bench/stopwatch.c
tests_bench_stopwatch_LDADD =
tests_bench_table_SOURCES = tests/bench/table.c
tests_bench_table_LDADD =
tests_bench_workbook_SOURCES = tests/bench/workbook.c
tests_bench_workbook_LDADD = $(LEVER_LIBS)
EXTRA_DIST += tests/bench/bench.sh tests/bench/duckdb.cjs tests/bench/export.cjs \
	tests/bench/export.py tests/bench/export_facts.awk tests/bench/sheet.py tests/bench/sheet_read.py \
	tests/bench/sieve.R
CLEANFILES += $(EXTRA_PROGRAMS)

# lever beside its peers, in turn; see the head of bench.sh.
bench: all $(MEASURING)
	$(SHELL) $(srcdir)/tests/bench/bench.sh tests/bench $(abs_builddir)/src/lever \
	  $(abs_srcdir)/tests/bench $(abs_builddir)/tests/bench/bare
.PHONY: bench

# The scoreboard's rows for panels; like `make scoreboard`, it adds to its results.
EXTRA_DIST += tests/bench/panel_judge.awk tests/bench/panel_results.csv
TESTS += tests/bench/panel_scoreboard.t
EXTRA_DIST += tests/bench/panel_scoreboard.t
scoreboard-panel: tests/bench/panel_scoreboard$(EXEEXT)
	tests/bench/panel_scoreboard$(EXEEXT) $(SCOREBOARD) $(srcdir)/tests/bench/panel_results.csv
	awk -f $(srcdir)/tests/scoreboard/aims.awk -f $(srcdir)/tests/bench/panel_judge.awk \
	  $(srcdir)/tests/bench/panel_results.csv

# Their tables in lever-accuracy(7), from the results.
scoreboard-panel-page:
	awk -v page=1 -f $(srcdir)/tests/scoreboard/aims.awk -f $(srcdir)/tests/bench/panel_judge.awk \
	  $(srcdir)/tests/bench/panel_results.csv $(srcdir)/man/lever-accuracy.7 >scoreboard-page.7
	cp scoreboard-page.7 $(srcdir)/man/lever-accuracy.7
	rm scoreboard-page.7
.PHONY: scoreboard-panel scoreboard-panel-page
