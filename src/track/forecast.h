/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A series carried on: paths of what may come, drawn so that not knowing the model counts too.
 *
 * Candidates are all pairs of a trend (none; straight; bending, 1 - exp(-3 t / n); from 36 rows a
 * hinge at n / 2) and a season (stats/season.h), each with an autoregression of order 1 to
 * min(3, n / 13) by Burg's method and AICc. Its first coefficient is taken to the one whose median,
 * found behind these columns, it is (by simulation), and drawn towards a walk by (12 / n)^2.
 * Coefficients are generalised least squares with the first row kept (Prais & Winsten 1954).
 * Innovations are the series' own, centred, times sqrt(rows / degrees of freedom).
 *
 * Each path: a candidate is drawn by its Akaike weight (Burnham & Anderson 2002), a series of n rows
 * is simulated from it, among all candidates one is chosen again on that series and refitted
 * (Pascual, Romo & Ruiz 2004, J. Time Ser. Anal. 25:449), and what was refitted goes on from the real
 * last rows. Every second path with a straight or hinged trend goes on damped, each step .9 of the
 * one before (Gardner & McKenzie 1985). lever-accuracy(7) has how often the bands hold.
 *
 * Scale: values that all lie inside 0 to 100 % go by their logit; values that are all above 0 by
 * their logarithm where that is likelier (Box & Cox 1964, with the Jacobian) by more than
 * FORECAST_LOG_GAIN of AICc. A series that was never negative has no negative paths.
 *
 * Missing values: NaN. They are neither fitted nor filled; a simulated series lacks the same rows.
 * The same seed gives the same paths whatever `threads` says.
 */
#ifndef LEVER_TRACK_FORECAST_H
#define LEVER_TRACK_FORECAST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "stats/ar.h"
#include "stats/season.h"

/* Fewer rows say nothing of what comes. */
enum { FORECAST_ROWS_LEAST = 12, FORECAST_LOG_GAIN = 6 };

enum forecast_scale { FORECAST_LEVEL, FORECAST_LOG, FORECAST_LOGIT, FORECAST_SCALES };

struct forecast_options {
    size_t paths; /* at least 1 */
    uint64_t seed;
    size_t threads; /* 0 counts as 1 */
    bool percent;   /* the unit is per cent */
    /* Phases of at least n + horizon rows; borrowed. `rows` is set here. */
    const struct season_request *season;
};

struct forecast {
    size_t n, horizon, paths;
    size_t rows;               /* that are there */
    double *values;            /* paths x horizon, in y's unit */
    enum forecast_scale scale; /* chosen */
    double *season; /* n + horizon: the likeliest candidate's season about its mean, in y's unit; 0
                              where it has none or the scale is none of y's */
    struct ar_fit ar; /* of the likeliest candidate, on the scale */
    double *pool;     /* its innovations, on the scale */
    size_t pool_size;
    bool trend; /* the likeliest has one */
};

/*
 * y: n values, the last of them there. -1: fewer than FORECAST_ROWS_LEAST rows are there, or none
 * of them differs from another (nothing is to be freed then). The caller frees with
 * forecast_free.
 */
int forecast_make(const double *y, size_t n, size_t horizon, const struct forecast_options *options,
                  struct forecast *forecast);
void forecast_free(struct forecast *forecast);

/* The quantile of sorted values, by the middles of their steps (Hazen 1914); NaN of none. */
double forecast_quantile(const double *sorted, size_t n, double p);
/* Sorts ascending. */
void forecast_sort(double *values, size_t n);

#endif
