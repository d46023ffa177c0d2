# SPDX-License-Identifier: GPL-3.0-or-later

# Programs that measure; built on request, not by `make check`.
EXTRA_PROGRAMS += tests/bench/panel_scoreboard
tests_bench_panel_scoreboard_SOURCES = tests/bench/panel_scoreboard.c tests/bench/panel_cells.c \
	tests/bench/panel_cells.h tests/bench/panel_contest.c tests/bench/panel_contest.h
tests_bench_panel_scoreboard_LDADD = $(LEVER_LINK)

MEASURING = tests/bench/bare tests/bench/stopwatch tests/bench/table
EXTRA_PROGRAMS += $(MEASURING)
tests_bench_bare_SOURCES = tests/bench/bare.c
tests_bench_bare_LDADD = $(LEVER_LIBS)
tests_bench_stopwatch_SOURCES = tests/bench/stopwatch.c
tests_bench_stopwatch_LDADD =
tests_bench_table_SOURCES = tests/bench/table.c
tests_bench_table_LDADD =
EXTRA_DIST += tests/bench/bench.sh tests/bench/duckdb.cjs tests/bench/sheet.py tests/bench/sieve.R
CLEANFILES += $(EXTRA_PROGRAMS)

# lever beside its peers, in turn; see the head of bench.sh.
bench: all $(MEASURING)
	$(SHELL) $(srcdir)/tests/bench/bench.sh tests/bench $(abs_builddir)/src/lever \
	  $(abs_srcdir)/tests/bench $(abs_builddir)/tests/bench/bare
.PHONY: bench
# The same for panels.
scoreboard-panel: tests/bench/panel_scoreboard$(EXEEXT)
	tests/bench/panel_scoreboard$(EXEEXT) $(SCOREBOARD) scoreboard-panel.csv
	cat scoreboard-panel.csv
.PHONY: scoreboard-panel
