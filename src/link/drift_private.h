/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * drift_test while it runs: drift.c draws and decides, drift_fit.c makes an outcome, observed or
 * simulated, into a whitened regression and finds its lag. Nobody else needs it.
 */
#ifndef LEVER_LINK_DRIFT_PRIVATE_H
#define LEVER_LINK_DRIFT_PRIVATE_H

#include "link/drift.h"
#include "link/drift_scan.h"
#include "link/sieve.h"
#include "stats/series.h"

/* The stable link at one lag: x stands last in its context. */
struct drift_lag {
    double *context; /* contexts + 1 columns of n */
    struct sieve sieve;
};

struct drift_fit {
    const struct drift_question *question;
    size_t n, contexts;
    struct series y, x;
    bool *present;            /* y, context, and x at every lag */
    size_t rows, first, last; /* present; the first and the last of them */
    struct season season;
    struct drift_search
        search; /* the rows of the statistic: the middle, or the one that is known */
    struct drift_search middle; /* the rows that dates are taken from */
    struct sieve base;          /* without x, for the search of the lag */
    double *context;            /* contexts columns of n */
    size_t lags;
    struct drift_lag *lag; /* lags */
    bool searched;         /* the lag, in every draw */
    size_t chosen;         /* on the observed outcome, by its index */
};

/* One outcome's whitened regression. Freed by drift_white_free. */
struct drift_white {
    struct draw draw;
    size_t step; /* the first row behind the step that stays as a column; 0 = none */
    bool *whole; /* n */
    double filter[AR_MAX + 1];
    double *y;          /* n: filtered, free of the columns */
    double *x_white;    /* n: x at its lag, filtered */
    double *context;    /* filtered: contexts + 1 columns of n */
    struct basis basis; /* controls, x, step */
    double *spare, *work, *scan;
    struct drift_rows rows;
};

void drift_white_start(struct drift_white *white, const struct drift_fit *fit);
void drift_white_free(struct drift_white *white);

/* Makes the regression of an outcome (n, 0 where not present) with x at this lag. */
void drift_white_make(const struct drift_fit *fit, size_t lag, const double *y,
                      struct drift_white *white);

/* The lag of the split regression that leaves least. */
size_t drift_pick_lag(const struct drift_fit *fit, const double *y, struct drift_white *white);
/* The lag of the largest |t| on the rows before a known one. */
size_t drift_lag_before(const struct drift_fit *fit, size_t row);

/* Coefficients before and after `row` with their standard errors, on the scale of the series. */
struct drift_sides {
    bool possible;
    double before, before_se, after, after_se, change_se, freedom;
    size_t n_before, n_after;
};
void drift_take_sides(const struct drift_fit *fit, const struct drift_white *white, size_t row,
                      struct drift_sides *sides);

#endif
