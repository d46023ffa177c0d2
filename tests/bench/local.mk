# SPDX-License-Identifier: GPL-3.0-or-later

# Programs that measure; built on request, not by `make check`.
EXTRA_PROGRAMS += tests/bench/scoreboard
tests_bench_scoreboard_SOURCES = tests/bench/scoreboard.c tests/bench/cells.c \
	tests/bench/cells.h tests/bench/contestants.c tests/bench/contestants.h
tests_bench_scoreboard_LDADD = $(LEVER_LINK)
CLEANFILES += $(EXTRA_PROGRAMS)

# The whole table takes hours; interrupted, it goes on where it stopped. SCOREBOARD=-r 400 for less.
SCOREBOARD =
scoreboard: tests/bench/scoreboard$(EXEEXT)
	tests/bench/scoreboard$(EXEEXT) $(SCOREBOARD) scoreboard.csv
	cat scoreboard.csv
.PHONY: scoreboard
