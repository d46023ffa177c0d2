/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/panel.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/* What effects leave of a column, as a share of it, below which it is rounding. */
#define EXPLAINED 1e-11

/* The used rows and how many of them each entity and period has. */
struct panel_sample {
    const struct panel_design *design;
    const bool *use;
    size_t *entity_rows;
    size_t *period_rows;
    size_t n;
};

static void sample_start(struct panel_sample *s, const struct panel_design *design, const bool *use)
{
    *s = (struct panel_sample){ .design = design, .use = use };
    s->entity_rows = xcalloc(design->entities, sizeof *s->entity_rows);
    s->period_rows = xcalloc(design->periods, sizeof *s->period_rows);
    for (size_t i = 0; i < design->rows; i++) {
        if (!use[i])
            continue;
        s->n++;
        s->entity_rows[design->entity[i]]++;
        if (design->period)
            s->period_rows[design->period[i]]++;
    }
}

static void sample_free(struct panel_sample *s)
{
    free(s->entity_rows);
    free(s->period_rows);
}

/* Takes each group's mean off v. */
static void demean(const struct panel_sample *s, const size_t *group, const size_t *rows,
                   size_t groups, long double *v)
{
    long double *mean = xcalloc(groups, sizeof *mean);

    /* twice: the second time takes up what rounding the first mean left */
    for (int pass = 0; pass < 2; pass++) {
        memset(mean, 0, groups * sizeof *mean);
        for (size_t i = 0; i < s->design->rows; i++) {
            if (s->use[i])
                mean[group[i]] += v[i] / (long double)rows[group[i]];
        }
        for (size_t i = 0; i < s->design->rows; i++) {
            if (s->use[i])
                v[i] -= mean[group[i]];
        }
    }
    free(mean);
}

/* to[t] = sum over the rows of period t of v. */
static void sum_periods(const struct panel_sample *s, const long double *v, long double *to)
{
    memset(to, 0, s->design->periods * sizeof *to);
    for (size_t i = 0; i < s->design->rows; i++) {
        if (s->use[i])
            to[s->design->period[i]] += v[i];
    }
}

static long double dot(const long double *a, const long double *b, size_t n)
{
    long double sum = 0;

    for (size_t i = 0; i < n; i++)
        sum += a[i] * b[i];
    return sum;
}

/* v = the period effects b, spread over the rows and freed of entity means. */
static void spread(const struct panel_sample *s, const long double *b, long double *v)
{
    const struct panel_design *d = s->design;

    for (size_t i = 0; i < d->rows; i++)
        v[i] = s->use[i] ? b[d->period[i]] : 0;
    demean(s, d->entity, s->entity_rows, d->entities, v);
}

/*
 * Takes period effects off v, which is free of entity means: the least squares
 * solution of (D'MD) b = D'v, D the period dummies and M the entities' demeaning, by
 * conjugate gradients preconditioned with the periods' rows (Hestenes & Stiefel
 * 1952). The matrix is singular, the equations consistent; any solution will do.
 */
static void remove_periods(const struct panel_sample *s, long double *v)
{
    size_t periods = s->design->periods;
    size_t rows = s->design->rows;
    long double *residual = xarray(periods, sizeof *residual);
    long double *scaled = xarray(periods, sizeof *scaled);
    long double *direction = xcalloc(periods, sizeof *direction);
    long double *image = xarray(periods, sizeof *image);
    long double *step = xarray(rows, sizeof *step);
    long double before = 0;
    long double start = 0;

    sum_periods(s, v, residual);
    for (size_t round = 0; round < 10 * periods + 100; round++) {
        long double now;
        long double length;

        for (size_t t = 0; t < periods; t++)
            scaled[t] = s->period_rows[t] ? residual[t] / (long double)s->period_rows[t] : 0;
        now = dot(residual, scaled, periods);
        if (round == 0)
            start = now;
        if (!(now > 1e-36L * start))
            break;
        for (size_t t = 0; t < periods; t++)
            direction[t] = scaled[t] + (round ? now / before : 0) * direction[t];
        before = now;
        spread(s, direction, step);
        sum_periods(s, step, image);
        length = dot(direction, image, periods);
        if (!(length > 0))
            break;
        length = now / length;
        for (size_t i = 0; i < rows; i++)
            v[i] -= length * step[i];
        for (size_t t = 0; t < periods; t++)
            residual[t] -= length * image[t];
    }
    free(residual);
    free(scaled);
    free(direction);
    free(image);
    free(step);
}

static void remove_effects(const struct panel_sample *s, long double *v)
{
    const struct panel_design *d = s->design;
    size_t *together;

    switch (d->effects) {
    case PANEL_POOLED:
        together = xcalloc(d->rows, sizeof *together);
        demean(s, together, &s->n, 1, v);
        free(together);
        break;
    case PANEL_ENTITY:
        demean(s, d->entity, s->entity_rows, d->entities, v);
        break;
    case PANEL_PERIOD:
        demean(s, d->period, s->period_rows, d->periods, v);
        break;
    case PANEL_TWO_WAY:
        demean(s, d->entity, s->entity_rows, d->entities, v);
        remove_periods(s, v);
        break;
    }
}

/* Returns what the effects leave of the column, as a share of its spread about its mean. */
static double transform(const struct panel_sample *s, const double *x, double *out)
{
    size_t rows = s->design->rows;
    long double *v = xarray(rows, sizeof *v);
    long double mean = 0;
    long double before = 0;
    long double after = 0;

    for (size_t i = 0; i < rows; i++) {
        v[i] = s->use[i] ? x[i] : 0;
        mean += v[i] / (long double)s->n;
    }
    for (size_t i = 0; i < rows; i++) {
        if (s->use[i])
            before += (v[i] - mean) * (v[i] - mean);
    }
    remove_effects(s, v);
    for (size_t i = 0; i < rows; i++) {
        out[i] = s->use[i] ? (double)v[i] : NAN;
        after += v[i] * v[i];
    }
    free(v);
    /* a column that does not vary at all is the first that effects explain */
    return before > 0 ? (double)sqrtl(after / before) : 0;
}

void panel_within(const struct panel_design *design, const bool *use, const double *x, double *out)
{
    struct panel_sample s;

    sample_start(&s, design, use);
    transform(&s, x, out);
    sample_free(&s);
}

static size_t root_of(size_t *parent, size_t node)
{
    while (parent[node] != node) {
        parent[node] = parent[parent[node]];
        node = parent[node];
    }
    return node;
}

/* Parts of the panel that share neither entity nor period (Abowd, Creecy & Kramarz 2002). */
static size_t count_parts(const struct panel_sample *s)
{
    const struct panel_design *d = s->design;
    size_t nodes = d->entities + d->periods;
    size_t *parent = xarray(nodes, sizeof *parent);
    size_t parts = 0;

    for (size_t i = 0; i < nodes; i++)
        parent[i] = i;
    for (size_t i = 0; i < d->rows; i++) {
        if (s->use[i])
            parent[root_of(parent, d->entity[i])] = root_of(parent, d->entities + d->period[i]);
    }
    for (size_t g = 0; g < d->entities; g++)
        parts += s->entity_rows[g] && root_of(parent, g) == g;
    for (size_t t = 0; t < d->periods; t++)
        parts += s->period_rows[t] && root_of(parent, d->entities + t) == d->entities + t;
    free(parent);
    return parts;
}

static size_t count_used(const size_t *rows, size_t groups)
{
    size_t used = 0;

    for (size_t g = 0; g < groups; g++)
        used += rows[g] > 0;
    return used;
}

static size_t count_absorbed(const struct panel_sample *s, const struct panel_fit *fit)
{
    switch (s->design->effects) {
    case PANEL_ENTITY:
        return fit->entities;
    case PANEL_PERIOD:
        return fit->periods;
    case PANEL_TWO_WAY:
        return fit->entities + fit->periods - count_parts(s);
    case PANEL_POOLED:
        break;
    }
    return 1;
}

/* The fit knows nothing of the effects taken out before: counts them in. */
static void count_in(struct linear_fit *fit, size_t absorbed)
{
    double old = (double)fit->df;
    double columns = (double)fit->k;
    double free_rows = (double)(fit->n - absorbed);

    fit->df -= absorbed;
    fit->sigma *= sqrt(old / (double)fit->df);
    for (size_t c = 0; c < fit->k; c++) {
        struct linear_test test;

        fit->se[c] *= sqrt(old / (double)fit->df);
        test = linear_test_of(fit->coefficient[c], fit->se[c], (double)fit->df);
        fit->t[c] = test.t;
        fit->p[c] = test.p;
    }
    fit->r2_adjusted = 1 - (1 - fit->r2) * free_rows / (double)fit->df;
    fit->f = fit->r2 / (1 - fit->r2) * (double)fit->df / columns;
    fit->f_p = linear_f_p(fit->f, columns, (double)fit->df);
}

static void fill_clustered(const struct panel_design *design, const struct linear_design *within,
                           struct panel_fit *fit)
{
    size_t k = design->columns;
    double *covariance = xarray(k * k, sizeof *covariance);

    cluster_covariance(within, &fit->linear, design->entity, design->entities, design->cluster,
                       covariance, NULL);
    for (size_t c = 0; c < k; c++) {
        struct linear_test test = linear_test_of(fit->linear.coefficient[c],
                                                 sqrt(covariance[c * k + c]),
                                                 (double)fit->entities - 1);

        fit->cluster_se[c] = test.se;
        fit->cluster_t[c] = test.t;
        fit->cluster_p[c] = test.p;
    }
    free(covariance);
}

enum stats_status panel_fit(const struct panel_design *design, struct panel_fit *fit)
{
    size_t rows = design->rows;
    size_t k = design->columns;
    struct linear_design raw = { design->x, k, design->y, rows, false };
    bool *use = xarray(rows, sizeof *use);
    double *cells = xarray((k + 1) * rows, sizeof *cells);
    const double **columns = xarray(k, sizeof *columns);
    struct linear_design within = { columns, k, cells + k * rows, rows, false };
    struct panel_sample s;
    size_t explained = LINEAR_NONE;

    memset(fit, 0, sizeof *fit);
    for (size_t i = 0; i < rows; i++)
        use[i] = linear_row_complete(&raw, i);
    sample_start(&s, design, use);
    fit->entities = count_used(s.entity_rows, design->entities);
    fit->periods = count_used(s.period_rows, design->periods);
    fit->absorbed = count_absorbed(&s, fit);
    for (size_t j = 0; j < k; j++) {
        columns[j] = cells + j * rows;
        if (transform(&s, design->x[j], cells + j * rows) < EXPLAINED && explained == LINEAR_NONE)
            explained = j;
    }
    transform(&s, design->y, cells + k * rows);
    linear_fit(&within, &fit->linear);
    fit->cluster_se = xarray(k, sizeof(double));
    fit->cluster_t = xarray(k, sizeof(double));
    fit->cluster_p = xarray(k, sizeof(double));
    if (fit->linear.status != STATS_ARGUMENT && s.n <= k + fit->absorbed)
        linear_refuse(&fit->linear, STATS_TOO_FEW, LINEAR_NONE);
    else if (fit->linear.n != s.n)
        /* less its effects, a cell is beyond a double */
        linear_refuse(&fit->linear, STATS_RANGE, LINEAR_NONE);
    else if (explained != LINEAR_NONE)
        linear_refuse(&fit->linear, STATS_CONSTANT, explained);
    else if (fit->linear.status == STATS_OK)
        count_in(&fit->linear, fit->absorbed);
    fill_clustered(design, &within, fit);
    sample_free(&s);
    free(use);
    free(cells);
    free(columns);
    return fit->linear.status;
}

void panel_free(struct panel_fit *fit)
{
    linear_free(&fit->linear);
    free(fit->cluster_se);
    free(fit->cluster_t);
    free(fit->cluster_p);
    memset(fit, 0, sizeof *fit);
}
