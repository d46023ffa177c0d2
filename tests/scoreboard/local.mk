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
# … and of changes at a known date.
check_PROGRAMS += tests/scoreboard/impact
tests_scoreboard_impact_SOURCES = tests/scoreboard/impact.c \
	tests/scoreboard/results.c tests/scoreboard/results.h
tests_scoreboard_impact_LDADD = $(LEVER_LINK)
TESTS += tests/scoreboard/impact.t
EXTRA_DIST += tests/scoreboard/impact.t tests/scoreboard/impact.awk tests/scoreboard/impact.csv

# Adds to the results of changes; IMPACT=-r 400 says up to how many series a cell.
IMPACT = -r 100
scoreboard-impact: tests/scoreboard/impact$(EXEEXT)
	tests/scoreboard/impact$(EXEEXT) $(IMPACT) $(srcdir)/tests/scoreboard/impact.csv
	awk -f $(srcdir)/tests/scoreboard/impact.awk $(srcdir)/tests/scoreboard/impact.csv
.PHONY: scoreboard-impact
# … of looks that are repeated as data grow.
check_PROGRAMS += tests/scoreboard/drift
tests_scoreboard_drift_SOURCES = tests/scoreboard/drift.c tests/scoreboard/results.c \
	tests/scoreboard/results.h
tests_scoreboard_drift_LDADD = $(LEVER_LINK)
TESTS += tests/scoreboard/drift.t
EXTRA_DIST += tests/scoreboard/drift.t tests/scoreboard/drift.awk

# Draws links that hold or come apart; DRIFT=-r 300 says up to how many a cell, DRIFT_RESULTS where.
DRIFT = -r 100
DRIFT_RESULTS = scoreboard-drift.csv
scoreboard-drift: tests/scoreboard/drift$(EXEEXT)
	tests/scoreboard/drift$(EXEEXT) $(DRIFT) $(DRIFT_RESULTS)
	awk -f $(srcdir)/tests/scoreboard/drift.awk $(DRIFT_RESULTS)
.PHONY: scoreboard-drift

check_PROGRAMS += tests/scoreboard/looks
tests_scoreboard_looks_SOURCES = tests/scoreboard/looks.c tests/scoreboard/results.c \
	tests/scoreboard/results.h
tests_scoreboard_looks_LDADD = $(LEVER_LINK)
# … of compare and nudge.
check_PROGRAMS += tests/scoreboard/comparisons
tests_scoreboard_comparisons_SOURCES = tests/scoreboard/comparisons.c
tests_scoreboard_comparisons_LDADD = $(LEVER_LINK)
TESTS += tests/scoreboard/comparisons.t
EXTRA_DIST += tests/scoreboard/comparisons.t tests/scoreboard/comparisons.awk \
	tests/scoreboard/comparisons.csv
# COMPARISONS=-r 1000 says how many runs a cell.
COMPARISONS = -r 400
scoreboard-comparisons: tests/scoreboard/comparisons$(EXEEXT)
	tests/scoreboard/comparisons$(EXEEXT) $(COMPARISONS) $(srcdir)/tests/scoreboard/comparisons.csv
	awk -f $(srcdir)/tests/scoreboard/comparisons.awk $(srcdir)/tests/scoreboard/comparisons.csv
.PHONY: scoreboard-comparisons
EXTRA_DIST += tests/scoreboard/aims.awk tests/scoreboard/judge.awk tests/scoreboard/results.csv
TESTS += tests/scoreboard/scoreboard.t tests/scoreboard/hazards.t tests/scoreboard/looks.t
EXTRA_DIST += tests/scoreboard/looks.t tests/scoreboard/looks.awk tests/scoreboard/looks.csv
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

# Draws the series that are looked at again and again; LOOKS=-r 400 says up to how many a cell.
LOOKS = -r 200
scoreboard-looks: tests/scoreboard/looks$(EXEEXT)
	tests/scoreboard/looks$(EXEEXT) $(LOOKS) $(srcdir)/tests/scoreboard/looks.csv
	awk -f $(srcdir)/tests/scoreboard/looks.awk $(srcdir)/tests/scoreboard/looks.csv

# The table of error rates in lever-accuracy(7), from the results.
scoreboard-page:
	awk -v page=1 -f $(srcdir)/tests/scoreboard/aims.awk \
	  -f $(srcdir)/tests/scoreboard/judge.awk $(srcdir)/tests/scoreboard/results.csv \
	  $(srcdir)/man/lever-accuracy.7 > scoreboard-page.7
	cp scoreboard-page.7 $(srcdir)/man/lever-accuracy.7
	rm scoreboard-page.7
.PHONY: scoreboard scoreboard-hazards scoreboard-looks scoreboard-page
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
