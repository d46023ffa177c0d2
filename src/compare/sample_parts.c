/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compare/sample_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "stats/linear.h"
#include "stats/moments.h"

/* ---- what each row adds ---- */

static size_t stratum_of(const struct sample *s, size_t i)
{
    return s->stratum ? s->stratum[i] : 0;
}

static struct cell *cell_of(const struct sample *s, const struct parts *p, size_t i)
{
    return &p->cells[2 * stratum_of(s, i) + !s->in[i]];
}

void parts_fill_cells(const struct sample *s, struct parts *p, const double *y)
{
    size_t strata = s->stratum ? s->strata : 1, i;

    memset(p->cells, 0, 2 * strata * sizeof *p->cells);
    for (i = 0; i < s->n; i++) {
        struct cell *cell = cell_of(s, p, i);

        cell->n++;
        cell->mean += (y[i] - cell->mean) / (double)cell->n;
    }
}

/* Returns how many strata have both sides. */
size_t parts_weigh(const struct sample *s, struct parts *p)
{
    size_t strata = s->stratum ? s->strata : 1, used = 0, i;
    double all = 0;

    for (i = 0; i < strata; i++) {
        double a = (double)p->cells[2 * i].n, b = (double)p->cells[2 * i + 1].n;

        p->weight[i] = a >= 2 && b >= 2 ? a * b / (a + b) : 0;
        all += p->weight[i];
        used += p->weight[i] > 0;
    }
    for (i = 0; i < strata && used > 0; i++)
        p->weight[i] /= all;
    return used;
}

static bool has_weight(const struct sample *s, const struct parts *p, size_t i)
{
    return p->weight[stratum_of(s, i)] > 0;
}

/* The column less its means of cells, its gaps at the mean: 0; rows without weight are 0, too. */
static double *within(const struct sample *s, struct parts *p, const double *column)
{
    double *out = xcalloc(s->n, sizeof *out);
    double mean = moments_mean(column, s->n);
    size_t i;

    for (i = 0; i < s->n; i++)
        out[i] = isfinite(column[i]) ? column[i] : mean;
    parts_fill_cells(s, p, out);
    for (i = 0; i < s->n; i++)
        out[i] = has_weight(s, p, i) ? out[i] - cell_of(s, p, i)->mean : 0;
    return out;
}

/* Takes out of p->y what the columns from before explain; false where they cannot say. */
bool parts_take_before(const struct sample *s, struct parts *p)
{
    double **z = xcalloc(s->befores, sizeof *z);
    double *y = within(s, p, s->y);
    struct linear_design design = { (const double *const *)z, s->befores, y, s->n, false };
    struct linear_fit fit;
    bool told;
    size_t i, j;

    for (j = 0; j < s->befores; j++)
        z[j] = within(s, p, s->before[j]);
    told = linear_fit(&design, &fit) == STATS_OK;
    for (j = 0; told && j < s->befores; j++) {
        double mean = moments_mean(s->before[j], s->n);

        for (i = 0; i < s->n; i++)
            if (isfinite(s->before[j][i]))
                p->y[i] -= fit.coefficient[j] * (s->before[j][i] - mean);
    }
    linear_free(&fit);
    for (j = 0; j < s->befores; j++)
        free(z[j]);
    free(z);
    free(y);
    return told;
}

static void fill_influence(const struct sample *s, struct parts *p)
{
    size_t i;

    parts_fill_cells(s, p, p->y);
    p->mean[0] = p->mean[1] = 0;
    for (i = 0; i < (s->stratum ? s->strata : 1); i++) {
        if (p->weight[i] > 0) {
            p->mean[0] += p->weight[i] * p->cells[2 * i].mean;
            p->mean[1] += p->weight[i] * p->cells[2 * i + 1].mean;
        }
    }
    for (i = 0; i < s->n; i++) {
        const struct cell *cell = cell_of(s, p, i);
        double weight = p->weight[stratum_of(s, i)];

        p->influence[0][i] = p->influence[1][i] = 0;
        if (weight > 0)
            p->influence[!s->in[i]][i] = weight * (p->y[i] - cell->mean) / (double)cell->n;
    }
}

/* ---- how much the means vary ---- */

/* Rows are the units: each cell by its own variance, as Welch has it. */
static void vary_by_rows(const struct sample *s, struct parts *p)
{
    size_t strata = s->stratum ? s->strata : 1, i;
    double *square = xcalloc(2 * strata, sizeof *square);
    double small[2] = { 0, 0 };

    for (i = 0; i < s->n; i++) {
        double add = p->influence[!s->in[i]][i];

        square[2 * stratum_of(s, i) + !s->in[i]] += add * add;
    }
    for (i = 0; i < 2 * strata; i++) {
        double n = (double)p->cells[i].n;

        if (!(p->weight[i / 2] > 0))
            continue;
        square[i] *= n / (n - 1);
        p->variance[i % 2] += square[i];
        small[i % 2] += square[i] * square[i] / (n - 1);
        p->units[i % 2] += p->cells[i].n;
    }
    for (i = 0; i < 2; i++)
        p->df[i] = small[i] > 0 ? p->variance[i] * p->variance[i] / small[i] : INFINITY;
    free(square);
}

/* Sums by unit; how many units a side has, and how many degrees of freedom these weigh. */
static void vary_by_units(const struct sample *s, struct parts *p)
{
    double *sum[2], *rows[2];
    double all[2] = { 0, 0 }, squares[2] = { 0, 0 };
    size_t side, i, both = 0;

    for (side = 0; side < 2; side++) {
        sum[side] = xcalloc(s->units, sizeof(double));
        rows[side] = xcalloc(s->units, sizeof(double));
    }
    for (i = 0; i < s->n; i++) {
        if (!has_weight(s, p, i))
            continue;
        side = !s->in[i];
        sum[side][s->unit[i]] += p->influence[side][i];
        rows[side][s->unit[i]]++;
        all[side]++;
    }
    for (i = 0; i < s->units; i++) {
        for (side = 0; side < 2; side++) {
            p->variance[side] += sum[side][i] * sum[side][i];
            squares[side] += rows[side][i] * rows[side][i];
            p->units[side] += rows[side][i] > 0;
        }
        p->between += sum[0][i] * sum[1][i];
        both += rows[0][i] > 0 && rows[1][i] > 0;
    }
    p->crossed = both > 0;
    for (side = 0; side < 2; side++) {
        double units = (double)p->units[side];

        p->variance[side] *= units / (units - 1);
        p->df[side] = all[side] * all[side] / squares[side] - 1;
        free(sum[side]);
        free(rows[side]);
    }
    p->between *= (double)both / fmax(1, (double)both - 1);
}

/* Degrees of freedom of weights a and b on the two means (Satterthwaite 1946); of units that have
 * both sides the fewer of the two, as their difference is what varies. */
double parts_freedom(const struct parts *p, double a, double b, size_t lost)
{
    double one = a * a * p->variance[0], two = b * b * p->variance[1];
    double df = p->crossed
                    ? fmin(p->df[0], p->df[1])
                    : (one + two) * (one + two) / (one * one / p->df[0] + two * two / p->df[1]);

    return fmax(1, isfinite(df) ? df - (double)lost : 1e9);
}

double parts_variance(const struct parts *p, double a, double b)
{
    return fmax(0, a * a * p->variance[0] + b * b * p->variance[1] + 2 * a * b * p->between);
}

void parts_start(const struct sample *s, struct parts *p)
{
    size_t strata = s->stratum ? s->strata : 1;

    *p = (struct parts){ .cells = xcalloc(2 * strata, sizeof *p->cells),
                         .weight = xcalloc(strata, sizeof *p->weight),
                         .y = xarray(s->n, sizeof *p->y),
                         .influence = { xcalloc(s->n, sizeof(double)),
                                        xcalloc(s->n, sizeof(double)) } };
    memcpy(p->y, s->y, s->n * sizeof *p->y);
}

void parts_free(struct parts *p)
{
    free(p->cells);
    free(p->weight);
    free(p->y);
    free(p->influence[0]);
    free(p->influence[1]);
}

void parts_vary(const struct sample *s, struct parts *p)
{
    fill_influence(s, p);
    p->variance[0] = p->variance[1] = p->between = 0;
    p->units[0] = p->units[1] = 0;
    if (s->unit)
        vary_by_units(s, p);
    else
        vary_by_rows(s, p);
}
