/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/influence.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "stats/project.h"

/* A row that the controls determine by itself has no say in the slope. */
static const double OWN = 1e-9;

/*
 * What t is multiplied by that a row leaves which goes as it was before the filter. Every row has two
 * ways to go then, and so a link that is there more chances to look as if it rested on one.
 */
static const double CAUTION = 1.3;

/* How a row goes: as it is, or as it was before the filter. */
enum { AS_IT_IS, UNFILTERED, WAYS };

/* The regression without the rows taken out so far. */
struct rest {
    const struct influence *all;
    double *x, *y;
    double *free[WAYS]; /* of each row: what is left of its column, squared */
    double *columns;    /* of the rows that are out, free of the controls and of each other */
    size_t taken;
    bool *out;
    double power_x, power_y, both, freedom;
};

/* v times the column of a row, which is 0 on rows that do not take part. */
static double along(const struct influence *all, int way, const double *v, size_t row)
{
    size_t order = way == AS_IT_IS ? 0 : all->order, k;
    double sum = v[row];

    for (k = 1; k <= order && row + k < all->n; k++)
        sum += all->rows[row + k] ? all->filter[k] * v[row + k] : 0;
    return sum;
}

/* The square of the column itself. */
static double length(const struct influence *all, int way, size_t row)
{
    size_t order = way == AS_IT_IS ? 0 : all->order, k;
    double sum = 1;

    for (k = 1; k <= order && row + k < all->n; k++)
        sum += all->rows[row + k] ? all->filter[k] * all->filter[k] : 0;
    return sum;
}

static void rest_start(struct rest *rest, const struct influence *all, size_t most)
{
    size_t n = all->n, t, q;
    int way;

    *rest = (struct rest){ .all = all, .freedom = all->freedom };
    rest->x = xarray(n, sizeof *rest->x);
    rest->y = xarray(n, sizeof *rest->y);
    rest->columns = xarray(most * n, sizeof *rest->columns);
    rest->out = xcalloc(n, sizeof *rest->out);
    memcpy(rest->x, all->x, n * sizeof *rest->x);
    memcpy(rest->y, all->y, n * sizeof *rest->y);
    for (way = 0; way < WAYS; way++) {
        double *free = rest->free[way] = xcalloc(n, sizeof *free);

        for (t = 0; t < n; t++) {
            if (!all->rows[t])
                continue;
            free[t] = length(all, way, t);
            for (q = 0; q < all->columns; q++)
                free[t] -= pow(along(all, way, all->basis + q * n, t), 2);
        }
    }
    rest->power_x = project_dot(all->x, all->x, n);
    rest->power_y = project_dot(all->y, all->y, n);
    rest->both = project_dot(all->x, all->y, n);
}

static void rest_end(struct rest *rest)
{
    int way;

    for (way = 0; way < WAYS; way++)
        free(rest->free[way]);
    free(rest->x);
    free(rest->y);
    free(rest->columns);
    free(rest->out);
}

/* What is left of t without one more row. */
static double t_without(const struct rest *rest, int way, size_t row)
{
    double x = along(rest->all, way, rest->x, row), y = along(rest->all, way, rest->y, row);
    double power_x = rest->power_x - x * x / rest->free[way][row];
    double power_y = rest->power_y - y * y / rest->free[way][row];
    double both = rest->both - x * y / rest->free[way][row];
    double left;

    if (!(power_x > OWN * rest->power_x))
        return 0;
    left = fmax(power_y - both * both / power_x, 1e-30 * rest->power_y);
    return left > 0 ? both / sqrt(power_x * left / (rest->freedom - 1)) : 0;
}

/* Projects a row's column, free of the controls and of those before it, out of all. */
static void take_out(struct rest *rest, int way, size_t row)
{
    const struct influence *all = rest->all;
    size_t n = all->n, order = way == AS_IT_IS ? 0 : all->order, q, t;
    double *column = rest->columns + rest->taken * n, along_x, along_y;

    for (t = 0; t < n; t++)
        column[t] = t == row                                      ? 1
                    : t > row && t - row <= order && all->rows[t] ? all->filter[t - row]
                                                                  : 0;
    project_out(all->basis, n, all->columns, column);
    project_out(rest->columns, n, rest->taken, column);
    for (t = 0; t < n; t++)
        column[t] /= sqrt(rest->free[way][row]);
    along_x = project_dot(column, rest->x, n);
    along_y = project_dot(column, rest->y, n);
    for (t = 0; t < n; t++) {
        rest->x[t] -= along_x * column[t];
        rest->y[t] -= along_y * column[t];
    }
    for (q = 0; q < WAYS; q++)
        for (t = 0; t < n; t++)
            if (all->rows[t])
                rest->free[q][t] -= pow(along(all, (int)q, column, t), 2);
    rest->power_x -= along_x * along_x;
    rest->power_y -= along_y * along_y;
    rest->both -= along_x * along_y;
    rest->freedom--;
    rest->out[row] = true;
    rest->taken++;
}

size_t influence_rows(const struct influence *all, size_t most, size_t *row, double *t)
{
    size_t n = all->n, i;
    struct rest rest;
    size_t taken;
    double sign;
    int way;

    rest_start(&rest, all, most);
    sign = rest.both < 0 ? -1 : 1;
    while (rest.taken < most && rest.freedom >= 3) {
        size_t best = n;
        int by = 0;
        double least = INFINITY;

        for (way = 0; way < (all->order > 0 ? WAYS : 1); way++)
            for (i = 0; i < n; i++) {
                double now;

                if (!all->rows[i] || rest.out[i] || !(rest.free[way][i] > OWN))
                    continue;
                now = sign * t_without(&rest, way, i) * (way == AS_IT_IS ? 1 : CAUTION);
                if (!(now < least))
                    continue;
                least = now;
                best = i;
                by = way;
            }
        if (best == n)
            break;
        row[rest.taken] = best;
        t[rest.taken] = least;
        take_out(&rest, by, best);
    }
    taken = rest.taken;
    rest_end(&rest);
    return taken;
}

size_t influence_weights(const struct influence *all, size_t most, double *slope, double *se)
{
    size_t n = all->n, taken, i;
    struct rest rest;
    int way;

    rest_start(&rest, all, most);
    for (taken = 0; taken < most && rest.freedom >= 3; taken++) {
        size_t best = n;
        int by = 0;
        double weight = 0, left;

        for (way = 0; way < (all->order > 0 ? WAYS : 1); way++)
            for (i = 0; i < n; i++) {
                double now;

                if (!all->rows[i] || rest.out[i] || !(rest.free[way][i] > OWN))
                    continue;
                now = pow(along(all, way, rest.x, i), 2) / rest.free[way][i];
                if (!(now > weight))
                    continue;
                weight = now;
                best = i;
                by = way;
            }
        if (best == n)
            break;
        take_out(&rest, by, best);
        if (!(rest.power_x > OWN * weight))
            break;
        slope[taken] = rest.both / rest.power_x;
        left = fmax(rest.power_y - rest.both * slope[taken], 0);
        se[taken] = sqrt(left / rest.freedom / rest.power_x);
    }
    rest_end(&rest);
    return taken;
}
