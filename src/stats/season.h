/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Seasons as columns of a regression.
 *
 * This module knows no calendar. The caller says for every row where it stands
 * in the year (and, for days, in the week) as a phase in [0, 1): January 0,
 * February 1/12 … for months; 0, 1/4, 1/2, 3/4 for quarters; (day of the year of
 * the week's Monday - 1) / 365.25 for ISO weeks; (day of the year - 1) / 365.25
 * and (weekday, Monday 0) / 7 for days. Rows are one period apart and gaps have
 * been filled with rows of their own, so phases advance evenly.
 *
 * A season is offered as a short list of candidates, candidate 0 being "none"
 * unless the user forced a period:
 *
 *   quarters   4 levels from 16 rows on; none and one harmonic, too, from 18
 *   months     none; one harmonic from 15 rows on, two from 17, 12 levels from 24
 *   weeks      none; one harmonic of the year (52.18 weeks) from 26 rows on, two from 63
 *   days       (none, 7 weekday levels) x (none, one harmonic of the year from 183 rows on, two
 *              from 730)
 *   --season N one harmonic, two harmonics, N levels (N <= 24), of N rows, from 2 N rows on
 *
 * Levels are written as all harmonics up to N/2, which span the same space as
 * N-1 dummies. That makes every candidate's span invariant under a linear
 * filter: what is left after filtering the columns is the same projection.
 *
 * Part of a cycle cannot be told from a bending trend. That does no harm: it is offered as what it
 * looks like, and what two series have of it in common is no link, whichever it is. `too_short` says
 * that nothing was offered of a cycle. A candidate that would leave fewer than eleven rows, constant
 * and trend taken off, too, is not offered either.
 *
 * Columns hold the season only: constant and trend belong to the caller.
 */
#ifndef LEVER_STATS_SEASON_H
#define LEVER_STATS_SEASON_H

#include <stdbool.h>
#include <stddef.h>

enum season_calendar {
    SEASON_CALENDAR_NONE, /* integers, years: no season unless forced */
    SEASON_CALENDAR_QUARTERS,
    SEASON_CALENDAR_MONTHS,
    SEASON_CALENDAR_WEEKS,
    SEASON_CALENDAR_DAYS
};

enum season_mode {
    SEASON_OFF,   /* --season none: candidate 0 is the only one */
    SEASON_AUTO,  /* what the calendar offers; AICc chooses */
    SEASON_FORCED /* --season N: a plain period of `period` rows; "none" is not offered */
};

/* What the caller asks for. Phases are borrowed while season_offer runs. */
struct season_request {
    enum season_mode mode;
    enum season_calendar calendar; /* used by SEASON_AUTO */
    unsigned period;               /* used by SEASON_FORCED; at least 2 */
    const double *year;            /* n phases in [0,1); NULL: none offered */
    const double *week;            /* n phases in [0,1), days only; NULL: none offered */
    /* Of the calendar's year only what the rows cover twice, with three rows for each column: where
       a season costs many columns, and what all have of it is taken out otherwise (panels). */
    bool twice;
    size_t rows; /* of the n, those that are there; 0: all */
};

struct season_candidate {
    unsigned year_harmonics; /* 0, 1, 2, or as many as levels need */
    unsigned levels;         /* 4, 12 or N when all harmonics are in; else 0 */
    bool weekdays;           /* seven weekday levels as well */
    unsigned period;         /* rows in the forced cycle; 0 = the calendar's own */
    size_t columns;          /* how many */
    double *values;          /* columns x n, one column after the other; owned by struct season */
};

/* At most this many candidates and columns in one. */
enum { SEASON_CANDIDATES = 6, SEASON_COLUMNS = 24 };

struct season {
    size_t n;
    size_t count; /* candidates, at least 1 */
    struct season_candidate candidate[SEASON_CANDIDATES];
    bool too_short; /* a cycle was wanted, but there are too few rows for any of it */
    bool missing;   /* … of the year in months or quarters, of which there most often is one */
};

/* Never fails; the caller frees with season_free. */
void season_offer(struct season *season, const struct season_request *request, size_t n);
void season_free(struct season *season);

/* Does candidate a span all that candidate b does? */
bool season_contains(const struct season *season, size_t a, size_t b);

/*
 * A few words for a note, "" for none: "season (12 months)", "season (2 yearly
 * harmonics)", "season (weekdays, 1 yearly harmonic)", "season (period 13)".
 * Written to out, cut to size; returns out.
 */
char *season_words(const struct season_candidate *candidate, char *out, size_t size);

#endif
