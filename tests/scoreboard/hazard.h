/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pairs of series with what short business data have in common that is no link.
 *
 * A hazard says how the rows are dated, how many there are, what both series share, how persistent
 * their noise is and whether x moves y. The noise of either is an autoregression of order 1 with
 * normal innovations of sd 1, drawn apart (a walk about its line from its first to its last value);
 * sd below is its standard deviation, of a walk sqrt(n) / 3. The first row falls on a random day of
 * the year. Repetition k of a hazard is the same pair on every machine.
 */
#ifndef LEVER_TESTS_HAZARD_H
#define LEVER_TESTS_HAZARD_H

#include <stdbool.h>
#include <stddef.h>

#include "stats/season.h"

enum { HAZARD_ROWS = 520 };

/* As CELL_VERSION, of hazards. */
enum { HAZARD_VERSION = 1 };

enum hazard_kind {
    HAZARD_NONE,     /* nothing is shared */
    HAZARD_SMOOTH,   /* 1.5 sd times one wave a year, its phase drawn for the pair */
    HAZARD_UNEVEN,   /* … and 1 sd times the second harmonic */
    HAZARD_LEVELS,   /* 1.5 sd times a standard normal level for each month or quarter */
    HAZARD_PEAK,     /* 4 sd higher in three weeks (one month, one quarter) of each year */
    HAZARD_CHANGING, /* the wave's size is drawn anew each year, 1.5 + .75 sd times a normal */
    HAZARD_HOLIDAYS, /* 2 sd lower in weeks (3 sd: on days) with one of ten fixed holidays */
    HAZARD_TURNS,    /* 3 sd higher on the last day of each month */
    HAZARD_ODD,      /* one row, the same in both, 8 sd lower */
    HAZARD_ODD_TWO,  /* two neighbouring rows */
    HAZARD_ODD_X,    /* one row, in x alone */
    HAZARDS
};

struct hazard {
    enum season_calendar calendar;
    size_t n;
    enum hazard_kind kind;
    double persistence;
    double size;  /* of the effect at lag 1 (weeks, days: 2), in innovation sd; 0: none */
    bool context; /* holidays and turns are in a column that the test gets */
};

/* What a pair is made of; year and week are phases as season.h wants them. */
struct hazard_pair {
    double x[HAZARD_ROWS], y[HAZARD_ROWS];
    double year[HAZARD_ROWS], week[HAZARD_ROWS];
    double context[HAZARD_ROWS]; /* 1 on the rows that the calendar marks */
};

/* "weeks n90 smooth ar0.50 lag0.379": names the hazard, in the file and in the seed. */
char *hazard_name(const struct hazard *hazard, char *out, size_t size);
int hazard_lag(const struct hazard *hazard);
void hazard_draw(const struct hazard *hazard, size_t repetition, struct hazard_pair *pair);

#endif
