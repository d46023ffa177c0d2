/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "link/cochrane_orcutt.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "stats/project.h"
#include "stats/series.h"

/* Rounds at most, and by how little coefficients change that stay. */
enum { ROUNDS = 20 };
static const double STAYS = 1e-2;

struct cochrane_orcutt {
    size_t n, count;                    /* rows; columns: the context, then the output */
    bool *rows;                         /* those that have all */
    bool *whole[AR_MAX + 1];            /* … and so have as many before them */
    double *columns[SEASON_CANDIDATES]; /* count x n, free of constant, trend and season */
    struct basis fixed[SEASON_CANDIDATES][AR_MAX + 1]; /* these, on the whole rows */
    struct ar_bias bias[SEASON_CANDIDATES];            /* of these */
};

static bool *whole_rows(const bool *rows, size_t n, size_t order)
{
    bool *whole = xarray(n, sizeof *whole);
    size_t unbroken = 0, t;

    for (t = 0; t < n; t++) {
        unbroken = rows[t] ? unbroken + 1 : 0;
        whole[t] = unbroken > order;
    }
    return whole;
}

struct cochrane_orcutt *cochrane_orcutt_new(const struct sieve *sieve, const double *x)
{
    struct cochrane_orcutt *given = xcalloc(1, sizeof *given);
    size_t n = sieve->n;
    struct series series;
    size_t s, p, j, t;

    given->n = n;
    given->count = sieve->contexts + 1;
    series_start(&series, x, n);
    given->rows = xarray(n, sizeof *given->rows);
    for (t = 0; t < n; t++)
        given->rows[t] = sieve->present[t] && series.present[t];
    for (p = 0; p <= sieve->max_order; p++)
        given->whole[p] = whole_rows(given->rows, n, p);
    for (s = 0; s < sieve->season->count; s++) {
        double *columns = given->columns[s] = xarray(given->count * n, sizeof *columns);

        for (p = 0; p <= sieve->max_order; p++)
            sieve_basis(sieve, s, false, given->whole[p], &given->fixed[s][p]);
        ar_bias_start(&given->bias[s], given->fixed[s][0].values, given->fixed[s][0].columns, n,
                      given->rows);
        memcpy(columns, sieve->context, sieve->contexts * n * sizeof *columns);
        memcpy(columns + sieve->contexts * n, series.values, n * sizeof *columns);
        for (j = 0; j < given->count; j++) {
            for (t = 0; t < n; t++)
                columns[j * n + t] = given->rows[t] ? columns[j * n + t] : 0;
            project_out(given->fixed[s][0].values, n, given->fixed[s][0].columns, columns + j * n);
        }
    }
    series_free(&series);
    return given;
}

void cochrane_orcutt_free(struct cochrane_orcutt *given)
{
    size_t s, p;

    if (!given)
        return;
    for (p = 0; p <= AR_MAX; p++)
        free(given->whole[p]);
    for (s = 0; s < SEASON_CANDIDATES; s++) {
        free(given->columns[s]);
        ar_bias_free(&given->bias[s]);
        for (p = 0; p <= AR_MAX; p++)
            free(given->fixed[s][p].values);
    }
    free(given->rows);
    free(given);
}

/* in filtered on the whole rows and free of what constant, trend and season are there. */
static void whiten(const struct cochrane_orcutt *given, size_t s, const struct ar_fit *ar,
                   const double *in, double *out)
{
    const struct basis *fixed = &given->fixed[s][ar->order];
    const bool *whole = given->whole[ar->order];
    size_t t;

    ar_filter(ar, in, given->n, out);
    for (t = 0; t < given->n; t++)
        out[t] = whole[t] ? out[t] : 0;
    project_out(fixed->values, given->n, fixed->columns, out);
}

/*
 * Least squares of y on `count` columns, by modified Gram-Schmidt; a column that those before it
 * determine gets 0. The columns and y are spent.
 */
static void solve(double *columns, size_t count, double *y, size_t n, double *slope)
{
    double *r = xcalloc(count * count, sizeof *r);
    size_t i, j, t;

    for (j = 0; j < count; j++) {
        double *q = columns + j * n;
        double before = sqrt(project_dot(q, q, n)), norm;

        for (i = 0; i < j; i++) {
            double times = r[i * count + j] = project_dot(columns + i * n, q, n);

            for (t = 0; t < n; t++)
                q[t] -= times * columns[i * n + t];
        }
        norm = sqrt(project_dot(q, q, n));
        r[j * count + j] = norm > 1e-7 * before ? norm : 0;
        for (t = 0; t < n; t++)
            q[t] = r[j * count + j] > 0 ? q[t] / norm : 0;
        slope[j] = project_dot(q, y, n);
        for (t = 0; t < n; t++)
            y[t] -= slope[j] * q[t];
    }
    for (j = count; j-- > 0;) {
        for (i = j + 1; i < count; i++)
            slope[j] -= r[j * count + i] * slope[i];
        slope[j] = r[j * count + j] > 0 ? slope[j] / r[j * count + j] : 0;
    }
    free(r);
}

static bool stays(const struct ar_fit *a, const struct ar_fit *b)
{
    double change = 0;
    size_t k;

    for (k = 0; k < AR_MAX; k++)
        change = fmax(change, fabs(a->phi[k] - b->phi[k]));
    return a->order == b->order && change < STAYS;
}

void cochrane_orcutt_fit(const struct cochrane_orcutt *given, const struct sieve *sieve, size_t s,
                         const double *y, double *work, struct ar_fit *ar)
{
    const double *columns = given->columns[s];
    const struct basis *fixed = &given->fixed[s][0];
    size_t n = given->n, count = given->count;
    double *bare = xarray(n, sizeof *bare);
    double *left = xarray(n, sizeof *left);
    double *white = xarray((count + 1) * n, sizeof *white);
    double *slope = xarray(count, sizeof *slope);
    struct ar_fit last = *ar;
    size_t j, t;
    int round;

    for (t = 0; t < n; t++)
        bare[t] = given->rows[t] ? y[t] : 0;
    project_out(fixed->values, n, fixed->columns, bare);
    for (round = 0; round < ROUNDS; round++) {
        for (j = 0; j < count; j++)
            whiten(given, s, &last, columns + j * n, white + j * n);
        whiten(given, s, &last, bare, white + count * n);
        solve(white, count, white + count * n, n, slope);
        for (t = 0; t < n; t++)
            left[t] = given->rows[t] ? bare[t] : NAN;
        for (j = 0; j < count; j++)
            for (t = 0; t < n; t++)
                left[t] -= slope[j] * columns[j * n + t];
        ar_burg_white(left, n, sieve->max_order, fixed->columns + count, work, ar);
        ar_bias_correct_white(&given->bias[s], sieve->rows, ar);
        if (stays(ar, &last))
            break;
        last = *ar;
    }
    free(bare);
    free(left);
    free(white);
    free(slope);
}
