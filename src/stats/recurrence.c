/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/recurrence.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "stats/project.h"

/* Less than this share of x between places is nothing to compare with. */
static const double NOTHING = 1e-6;
static const double LEVEL = .05;

/* The controls and a column for each place; returns how many there are. */
static size_t add_places(const struct influence *all, size_t period, double *columns)
{
    size_t n = all->n, p, t;

    memcpy(columns, all->basis, all->columns * n * sizeof *columns);
    for (p = 0; p < period; p++)
        for (t = 0; t < n; t++)
            columns[(all->columns + p) * n + t] = all->rows[t] && t % period == p;
    return project_basis(columns, n, all->columns + period);
}

bool recurrence_carries(const struct influence *all, size_t period, double firm)
{
    size_t n = all->n, count;
    double *columns = xarray((all->columns + period) * n, sizeof *columns);
    double *x = xarray(n, sizeof *x), *y = xarray(n, sizeof *y);
    double whole = project_dot(all->x, all->x, n), both = project_dot(all->x, all->y, n);
    double power, within, between, left, freedom, variance, sign = both < 0 ? -1 : 1;
    bool carries = false;

    memcpy(x, all->x, n * sizeof *x);
    memcpy(y, all->y, n * sizeof *y);
    count = add_places(all, period, columns);
    project_out(columns, n, count, x);
    project_out(columns, n, count, y);
    power = project_dot(x, x, n);
    freedom = all->freedom - (double)(count - all->columns);
    if (freedom >= 3 && power > NOTHING * whole && whole - power > NOTHING * whole) {
        within = project_dot(x, y, n) / power;
        between = (both - within * power) / (whole - power);
        left = project_dot(y, y, n) - within * within * power;
        variance = fmax(left, 0) / freedom;
        carries = sign * (between - within) >
                      gsl_cdf_tdist_Qinv(LEVEL, freedom) *
                          sqrt(variance * (1 / power + 1 / (whole - power))) &&
                  sign * within < firm * sqrt(variance / power);
    }
    free(columns);
    free(x);
    free(y);
    return carries;
}
