/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "link/whiten.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "link/sieve.h"
#include "stats/linear.h"
#include "stats/series.h"

/* Filters what is left of y, and takes the filtered controls out; as a link at lag 0 does. */
static void filter(const struct sieve *sieve, const struct draw *draw, int exponent, double *white)
{
    size_t n = sieve->n;
    bool *whole = xarray(n, sizeof *whole);
    struct basis basis;
    size_t t;

    sieve_whole(sieve, draw->ar.order, whole);
    ar_filter(&draw->ar, draw->left, n, white);
    for (t = 0; t < n; t++)
        white[t] = whole[t] ? white[t] : 0;
    white_basis(sieve, draw, NULL, whole, &basis);
    white_project(&basis, n, white);
    for (t = 0; t < n; t++)
        white[t] = whole[t] ? ldexp(white[t], exponent) : NAN;
    free(basis.values);
    free(whole);
}

static void observe(struct sieve *sieve, const struct series *y, struct whitened *result)
{
    size_t n = sieve->n;
    double *spare = xarray(n, sizeof *spare);
    double *work = xarray(AR_WORK(n), sizeof *work);
    struct draw draw;

    draw_start(&draw, n);
    sieve_controls(sieve);
    sieve_refit(sieve, y->values, spare, work, &draw);
    result->possible = sieve->controls[draw.season].columns + 2 <= sieve->rows;
    if (result->possible) {
        result->chosen = draw.season;
        result->ar = draw.ar;
        filter(sieve, &draw, y->exponent, result->white);
    }
    draw_free(&draw);
    free(spare);
    free(work);
}

void whiten_series(const double *y, size_t n, const struct season_request *season,
                   struct whitened *result)
{
    struct season_request request = *season;
    struct series series;
    struct sieve sieve;
    size_t t;

    *result = (struct whitened){ .n = n, .white = xarray(n, sizeof *result->white) };
    for (t = 0; t < n; t++)
        result->white[t] = NAN;
    series_start(&series, y, n);
    result->rows = series.there;
    request.rows = result->rows;
    season_offer(&result->season, &request, n);
    sieve = (struct sieve){ .n = n,
                            .timed = true,
                            .y = series.values,
                            .zero = series.zero,
                            .present = series.present,
                            .season = &result->season };
    if (series.there > 0)
        observe(&sieve, &series, result);
    sieve_free(&sieve);
    series_free(&series);
    if (!result->possible)
        season_free(&result->season);
}

void whitened_free(struct whitened *result)
{
    season_free(&result->season);
    free(result->white);
    *result = (struct whitened){ .n = 0 };
}

/* The season's columns times their coefficients, moved to 0 on the rows there. */
static void sum_season(const struct season_candidate *season, const double *coefficient,
                       const double *y, size_t n, double *part)
{
    double mean = 0;
    size_t there = 0;
    size_t t, k;

    for (t = 0; t < n; t++) {
        part[t] = 0;
        for (k = 0; k < season->columns; k++)
            part[t] += coefficient[k] * season->values[k * n + t];
        there += isfinite(y[t]) ? 1 : 0;
    }
    for (t = 0; t < n; t++)
        mean += isfinite(y[t]) ? part[t] / (double)there : 0;
    for (t = 0; t < n; t++)
        part[t] -= mean;
}

bool whitened_season(const struct whitened *result, const double *y, double *part)
{
    const struct season_candidate *season = &result->season.candidate[result->chosen];
    const double *columns[1 + SEASON_COLUMNS];
    struct linear_design design = { .x = columns, .y = y, .rows = result->n, .constant = true };
    struct linear_fit fit;
    double *time;
    size_t n = result->n;
    size_t t;
    bool good;

    for (t = 0; t < n; t++)
        part[t] = result->possible ? 0 : NAN;
    if (!result->possible || season->columns == 0)
        return result->possible;
    time = xarray(n, sizeof *time);
    for (t = 0; t < n; t++)
        time[t] = (double)t;
    columns[0] = time;
    for (t = 0; t < season->columns; t++)
        columns[1 + t] = season->values + t * n;
    design.columns = 1 + season->columns;
    good = linear_fit(&design, &fit) == STATS_OK;
    if (good)
        sum_season(season, fit.coefficient + 2, y, n, part);
    for (t = 0; t < n && !good; t++)
        part[t] = NAN;
    linear_free(&fit);
    free(time);
    return good;
}
