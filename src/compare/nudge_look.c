/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/parallel.h"
#include "compare/nudge_private.h"
#include "stats/ar.h"
#include "stats/project.h"

/* One entity at one lag: y made white, and what to make the level white by. */
struct stretch {
    double phi;
    double *e;     /* y filtered, less constant and trend; 0 where there is no row */
    double *basis; /* `columns` x n: constant and trend, filtered */
    bool *used;    /* rows that have y and the one before */
    size_t columns, rows;
    double square; /* e'e */
    double weight; /* 1 / variance */
};

struct nudge_look {
    struct nudge_set set;
    size_t n; /* periods */
    size_t lag_first, lag_last;
    double *common;            /* y less what entities share: entities x n */
    struct stretch *stretches; /* lags x entities */
    double *work;
};

static size_t lags_of(const struct nudge_look *look)
{
    return look->lag_last - look->lag_first + 1;
}

struct nudge_look *nudge_look_new(const struct nudge_set *set, size_t lag_first, size_t lag_last)
{
    struct nudge_look *look = xcalloc(1, sizeof *look);
    size_t n = 2 * set->block * set->pairs, i;

    look->set = *set;
    look->n = n;
    look->lag_first = lag_first;
    look->lag_last = lag_last;
    look->common = xarray(set->entities * n, sizeof *look->common);
    look->stretches = xcalloc(lags_of(look) * set->entities, sizeof *look->stretches);
    for (i = 0; i < lags_of(look) * set->entities; i++) {
        look->stretches[i].e = xarray(n, sizeof(double));
        look->stretches[i].basis = xarray(2 * n, sizeof(double));
        look->stretches[i].used = xarray(n, sizeof(bool));
    }
    look->work = xarray(AR_WORK(n), sizeof *look->work);
    return look;
}

void nudge_look_free(struct nudge_look *look)
{
    size_t i;

    for (i = 0; i < lags_of(look) * look->set.entities; i++) {
        free(look->stretches[i].e);
        free(look->stretches[i].basis);
        free(look->stretches[i].used);
    }
    free(look->stretches);
    free(look->common);
    free(look->work);
    free(look);
}

/* ---- y ---- */

/* What all entities have in a period is taken off. */
static void take_common(struct nudge_look *look, const double *y)
{
    size_t entities = look->set.entities, n = look->n, e, t;

    for (t = 0; t < n; t++) {
        double mean = 0;
        size_t there = 0;

        for (e = 0; e < entities && entities > 1; e++)
            if (isfinite(y[e * n + t]))
                mean += (y[e * n + t] - mean) / (double)++there;
        for (e = 0; e < entities; e++)
            look->common[e * n + t] = isfinite(y[e * n + t]) ? y[e * n + t] - mean : NAN;
    }
}

/* Constant and trend on the rows where `in`, filtered by phi, orthonormal; how many are left. */
static size_t make_basis(double phi, const bool *in, size_t n, double *basis)
{
    double middle = ((double)n - 1) / 2;
    size_t t;

    for (t = 0; t < n; t++) {
        double now = (double)t - middle;

        basis[t] = in[t] ? 1 - phi : 0;
        basis[n + t] = in[t] ? (now - phi * (now - 1)) / (double)n : 0;
    }
    return project_basis(basis, n, 2);
}

/* Fits the autoregression to y beside constant and trend. Kendall's (1954) correction. */
static double fit_phi(struct nudge_look *look, struct stretch *s, const double *y, size_t from)
{
    size_t n = look->n, rows = 0, t;
    struct ar_fit fit;
    double phi;

    for (t = 0; t < n; t++) {
        s->used[t] = t >= from && isfinite(y[t]);
        s->e[t] = s->used[t] ? y[t] : 0;
        rows += s->used[t];
    }
    project_out(s->basis, n, make_basis(0, s->used, n, s->basis), s->e);
    for (t = 0; t < n; t++)
        if (!s->used[t])
            s->e[t] = NAN;
    ar_burg_order(s->e, n, 1, look->work, &fit);
    phi = fit.order > 0 ? fit.phi[0] : 0;
    return rows > 0 ? fmin(1, fmax(-.99, phi + (2 + 2 * phi) / (double)rows)) : 0;
}

static void make_white(struct nudge_look *look, struct stretch *s, const double *y, size_t from)
{
    size_t n = look->n, t;
    double spread;

    s->phi = fit_phi(look, s, y, from);
    s->rows = 0;
    for (t = 0; t < n; t++) {
        s->used[t] = t > from && isfinite(y[t]) && isfinite(y[t - 1]);
        s->e[t] = s->used[t] ? y[t] - s->phi * y[t - 1] : 0;
        s->rows += s->used[t];
    }
    s->columns = make_basis(s->phi, s->used, n, s->basis);
    project_out(s->basis, n, s->columns, s->e);
    s->square = project_dot(s->e, s->e, n);
    spread = s->rows > s->columns ? s->square / (double)(s->rows - s->columns) : 0;
    s->weight = spread > 0 ? 1 / spread : 0;
}

/* An entity whose y is a straight line but for rounding says nothing. */
static void drop_straight(struct stretch *s, const double *y, size_t n)
{
    double largest = 0;
    size_t t;

    for (t = 0; t < n; t++)
        if (isfinite(y[t]))
            largest = fmax(largest, fabs(y[t]));
    if (s->square <= 1e-24 * largest * largest * (double)n)
        s->weight = 0;
}

void nudge_look_at(struct nudge_look *look, const double *y)
{
    size_t l, e;

    take_common(look, y);
    for (l = 0; l < lags_of(look); l++)
        for (e = 0; e < look->set.entities; e++) {
            struct stretch *s = &look->stretches[l * look->set.entities + e];

            /* all lags have the same rows, so that they can be held against each other */
            make_white(look, s, look->common + e * look->n, look->lag_last);
            drop_straight(s, y + e * look->n, look->n);
        }
}

/* ---- a calendar ---- */

struct tally {
    double up, square, rest; /* x'e, x'x, e'e, all by weight */
    double weight;           /* the sum of these */
    size_t rows, columns;
};

static void add_entity(const struct nudge_look *look, const struct stretch *s,
                       const signed char *coin, size_t e, size_t lag, struct tally *tally)
{
    double up = 0, square = 0, out[2] = { 0, 0 };
    size_t n = look->n, t;

    if (!(s->weight > 0))
        return;
    for (t = look->lag_last + 1; t < n; t++) {
        double x;

        if (!s->used[t])
            continue;
        x = .5 * (nudge_level(&look->set, coin, e, t - lag) -
                  s->phi * nudge_level(&look->set, coin, e, t - lag - 1));
        up += x * s->e[t];
        square += x * x;
        out[0] += x * s->basis[t];
        out[1] += x * s->basis[n + t];
    }
    for (t = 0; t < s->columns; t++)
        square -= out[t] * out[t];
    tally->up += s->weight * up;
    tally->square += s->weight * square;
    tally->rest += s->weight * s->square;
    tally->weight += s->weight;
    tally->rows += s->rows;
    tally->columns += s->columns;
}

struct nudge_best nudge_look_best(const struct nudge_look *look, const signed char *coin)
{
    struct nudge_best best = { 0, NAN, 0, look->lag_first, 0 };
    double entities = (double)look->set.entities;
    /* of an odd number the mean of a period has a part of each one's own level in it */
    double kept = look->set.entities > 1 && look->set.entities % 2 ? 1 - 1 / (entities * entities)
                                                                   : 1;
    size_t l, e;

    for (l = 0; l < lags_of(look); l++) {
        struct tally tally = { 0, 0, 0, 0, 0, 0 };
        double rest, t;

        for (e = 0; e < look->set.entities; e++)
            add_entity(look, &look->stretches[l * look->set.entities + e], coin, e,
                       look->lag_first + l, &tally);
        if (!(tally.square > 1e-9 * tally.weight) || tally.rows <= tally.columns + 1)
            continue;
        rest = fmax(tally.rest - tally.up * tally.up / tally.square, 1e-12 * tally.rest) /
               (double)(tally.rows - tally.columns - 1);
        t = fabs(tally.up) / sqrt(tally.square * rest);
        best.n = tally.rows;
        if (!(best.se > 0) || t > best.t) {
            best.t = t;
            best.effect = tally.up / tally.square / kept;
            best.se = sqrt(rest / tally.square) / kept;
            best.lag = look->lag_first + l;
        }
    }
    return best;
}

/* ---- all calendars ---- */

enum { BLOCK = 64 };
struct job {
    const struct nudge_look *look;
    const struct nudge_others *others;
    double limit;
    size_t *reached; /* of each block */
};

static void count_block(void *context, size_t block, size_t worker)
{
    const struct job *job = context;
    const struct nudge_set *set = &job->look->set;
    size_t i;

    (void)worker;
    for (i = block * BLOCK; i < (block + 1) * BLOCK && i < job->others->count; i++)
        job->reached[block] += nudge_look_best(job->look,
                                               job->others->coin + i * set->pairs * set->entities)
                                   .t >= job->limit;
}

double nudge_look_p(const struct nudge_look *look, const signed char *coin,
                    const struct nudge_others *others, size_t threads, struct nudge_best *best)
{
    struct nudge_best real = nudge_look_best(look, coin);
    size_t blocks = (others->count + BLOCK - 1) / BLOCK, reached = 0, i;
    struct job job = { look, others, real.t * (1 - 1e-9), xcalloc(blocks, sizeof(size_t)) };

    if (best)
        *best = real;
    parallel_for(blocks, threads > 0 ? threads : 1, count_block, &job);
    for (i = 0; i < blocks; i++)
        reached += job.reached[i];
    free(job.reached);
    return others->exact ? (double)reached / (double)others->count
                         : (double)(reached + 1) / (double)(others->count + 1);
}

void nudge_less(const struct nudge_question *question, double effect, size_t lag, double *out)
{
    size_t n = 2 * question->set.block * question->set.pairs, e, t;

    for (e = 0; e < question->set.entities; e++)
        for (t = 0; t < n; t++)
            out[e * n + t] = question->y[e * n + t] -
                             (t >= lag ? .5 * effect *
                                             nudge_level(&question->set, question->coin, e, t - lag)
                                       : 0);
}
