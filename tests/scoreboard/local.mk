# SPDX-License-Identifier: GPL-3.0-or-later

# How often the test says what is not so, and what is; a small part of it is in `make check`.
check_PROGRAMS += tests/scoreboard/scoreboard
tests_scoreboard_scoreboard_SOURCES = tests/scoreboard/scoreboard.c tests/scoreboard/cells.c \
	tests/scoreboard/cells.h tests/scoreboard/contestants.c tests/scoreboard/contestants.h \
	tests/scoreboard/results.c tests/scoreboard/results.h
tests_scoreboard_scoreboard_LDADD = $(LEVER_LINK)
# … of short, seasonal and lumpy data.
check_PROGRAMS += tests/scoreboard/hazards
tests_scoreboard_hazards_SOURCES = tests/scoreboard/hazards.c tests/scoreboard/hazard.c \
	tests/scoreboard/hazard.h tests/scoreboard/results.c tests/scoreboard/results.h
tests_scoreboard_hazards_LDADD = $(LEVER_LINK)
EXTRA_DIST += tests/scoreboard/aims.awk tests/scoreboard/judge.awk tests/scoreboard/results.csv
TESTS += tests/scoreboard/scoreboard.t tests/scoreboard/hazards.t
EXTRA_DIST += tests/scoreboard/scoreboard.t tests/scoreboard/hazards.t tests/scoreboard/hazards.awk \
	tests/scoreboard/hazards.csv

# Adds to the results, cell by cell, and judges them; interrupted, it goes on where it stopped.
# SCOREBOARD=-r 4000 says up to how many pairs a cell.
SCOREBOARD = -r 400
scoreboard: tests/scoreboard/scoreboard$(EXEEXT)
	tests/scoreboard/scoreboard$(EXEEXT) $(SCOREBOARD) $(srcdir)/tests/scoreboard/results.csv
	awk -f $(srcdir)/tests/scoreboard/aims.awk -f $(srcdir)/tests/scoreboard/judge.awk \
	  $(srcdir)/tests/scoreboard/results.csv

# Draws the hazards alone; HAZARDS=-c 'weeks n90 *' says which and how.
HAZARDS = -r 300
scoreboard-hazards: tests/scoreboard/hazards$(EXEEXT)
	tests/scoreboard/hazards$(EXEEXT) $(HAZARDS) $(srcdir)/tests/scoreboard/hazards.csv
	awk -f $(srcdir)/tests/scoreboard/hazards.awk $(srcdir)/tests/scoreboard/hazards.csv

# The table of error rates in lever-accuracy(7), from the results.
scoreboard-page:
	awk -v page=1 -f $(srcdir)/tests/scoreboard/aims.awk \
	  -f $(srcdir)/tests/scoreboard/judge.awk $(srcdir)/tests/scoreboard/results.csv \
	  $(srcdir)/man/lever-accuracy.7 > scoreboard-page.7
	cp scoreboard-page.7 $(srcdir)/man/lever-accuracy.7
	rm scoreboard-page.7
.PHONY: scoreboard scoreboard-hazards scoreboard-page

# How well projections cover what comes, beside straight lines: TRACK=-r 180 says how many series.
check_PROGRAMS += tests/scoreboard/track
tests_scoreboard_track_SOURCES = tests/scoreboard/track.c
tests_scoreboard_track_LDADD = $(LEVER_LINK)
check_PROGRAMS += tests/scoreboard/dots
tests_scoreboard_dots_SOURCES = tests/scoreboard/dots.c
tests_scoreboard_dots_LDADD = $(LEVER_LINK)
EXTRA_DIST += tests/scoreboard/track.awk
TRACK = -r 100
scoreboard-track: tests/scoreboard/track$(EXEEXT)
	tests/scoreboard/track$(EXEEXT) $(TRACK) > scoreboard-track.csv
	awk -f $(srcdir)/tests/scoreboard/track.awk scoreboard-track.csv
# How often dots flag a chart without a change, and see one, beside the rules of XmR charts.
scoreboard-dots: tests/scoreboard/dots$(EXEEXT)
	tests/scoreboard/dots$(EXEEXT)
.PHONY: scoreboard-track scoreboard-dots
CLEANFILES += scoreboard-track.csv
