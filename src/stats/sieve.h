/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What link_test shares between the outputs on one outcome: the outcome without
 * a link, and everything that is computed again for each simulated outcome.
 *
 *   struct sieve      the outcome: its controls, the null fitted to it, how to draw from it
 *   struct draw       one outcome (the observed one or a simulated one) after step 1:
 *                     the season chosen, the autoregression, what is left
 *   struct sample     the rows common to all lags of a link, and bases of the controls
 *                     on them for every season and order; links with the same missing
 *                     rows and lags share one
 *   struct white      a draw on a sample after filtering and projecting
 *   struct regressor  an output on a sample: what is needed to take t at every lag
 *
 * Why bases can be made once: constant, trend and season span a space that a
 * linear filter maps onto itself, so the filtered controls are projected out by
 * projecting out the unfiltered ones. Context columns have no such luck and are
 * filtered for every draw. Why t can be had from a few inner products: with P the
 * projection, the filtered x at lag l is the sum of phi(k) x(l+k), so that its
 * squares come from the matrix of P x(a) · P x(b), made once, and its products
 * with y from y · x(a).
 *
 * Series are scaled by a power of two and centred before they come here; missing
 * values are 0 with `present` false. Everything made here is freed with its _free.
 */
#ifndef LEVER_STATS_SIEVE_H
#define LEVER_STATS_SIEVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "stats/ar.h"
#include "stats/season.h"

struct sieve {
    size_t n;
    bool timed;
    const double *y;            /* n, borrowed */
    const bool *present;        /* n, borrowed: y and all context are there */
    const double *context;      /* contexts x n, borrowed */
    size_t contexts;
    const struct season *season;    /* borrowed */
    size_t rows;                /* present */
    size_t max_order;
    double *basis[SEASON_CANDIDATES];   /* constant, trend, season, context on present rows */
    size_t columns[SEASON_CANDIDATES];
    /* The null. */
    struct ar_fit null;
    double *fitted;             /* n: what the controls say */
    double *pool;               /* innovations, centred */
    size_t pool_size;
    size_t burn;
};

struct draw {
    size_t season;              /* index of the candidate */
    struct ar_fit ar;
    double *left;               /* n: y without controls; NaN where not present */
};

/* Bases of one sample for one season and order. */
struct sample_basis {
    double *values;             /* columns x n, 0 outside the sample */
    size_t columns;
};

struct sample {
    size_t n;
    int lag_first, lag_last;
    size_t orders;              /* orders 0 .. orders-1 are prepared */
    bool *rows[AR_MAX + 1];     /* [order][row]: in the sample */
    size_t count[AR_MAX + 1];   /* how many */
    struct sample_basis basis[SEASON_CANDIDATES][AR_MAX + 1];
};

struct white {
    double *y;                  /* n: filtered, free of controls, 0 outside the sample */
    double *context;            /* contexts x n: the same of the context, orthonormal */
    size_t contexts;
    double power;               /* y · y */
    double freedom;             /* degrees of freedom left when one x has been fitted; <= 0: none */
};

struct regressor {
    const struct sample *sample;
    double *room;               /* x with zeros before and behind */
    const double *x;            /* row 0 in it */
    double *gram[SEASON_CANDIDATES][AR_MAX + 1];    /* [lag * (order+1) + distance] */
};

/* Arrays one worker needs. */
struct scratch {
    struct draw draw;
    struct white white;
    double *y;                  /* n */
    double *work;               /* AR_WORK(n) */
    double *best;               /* n */
    double *dots;               /* lags + AR_MAX */
    double *context_dots;       /* contexts x (lags + AR_MAX) */
};

/* Fits the null; `observed` gets step 1 of the real outcome (draw_free'd by the caller). */
void sieve_start(struct sieve *sieve, struct draw *observed);
void sieve_free(struct sieve *sieve);

/* Step 1 for the outcome y (0 where not present). */
void sieve_refit(const struct sieve *sieve, const double *y, struct scratch *scratch,
                 struct draw *draw);
/* A simulated outcome: y has n rows. */
void sieve_simulate(const struct sieve *sieve, uint64_t seed, uint64_t resample, double *y);

/* x_present: n. */
void sample_start(struct sample *sample, const struct sieve *sieve, const bool *x_present,
                  int lag_first, int lag_last);
void sample_free(struct sample *sample);

void white_make(const struct sieve *sieve, const struct sample *sample, const struct draw *draw,
                struct white *white);

/* x: n values, 0 where missing. */
void regressor_start(struct regressor *regressor, const struct sieve *sieve,
                     const struct sample *sample, const double *x);
void regressor_free(struct regressor *regressor);

/* The largest |t| over the lags; infinite where the draw leaves no degrees of freedom. */
double regressor_statistic(const struct regressor *regressor, const struct draw *draw,
                           const struct white *white, struct scratch *scratch);

void scratch_start(struct scratch *scratch, const struct sieve *sieve, size_t most_lags);
void scratch_free(struct scratch *scratch);
void draw_start(struct draw *draw, size_t n);
void draw_free(struct draw *draw);
void white_start(struct white *white, size_t n, size_t contexts);
void white_free(struct white *white);

#endif
