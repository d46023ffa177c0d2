/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/naive.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "stats/moments.h"
#include "stats/project.h"
#include "stats/student.h"

struct naive_fit naive_slope(const double *x, const double *y, size_t n)
{
    struct comoments both = moments_of_pair(x, y, n);
    struct naive_fit fit = { .n = both.n, .slope = NAN, .r = both.correlation, .p = NAN };
    double freedom = (double)both.n - 2;

    if (isnan(fit.r))
        return fit;
    fit.slope = both.correlation * (both.sd_y / both.sd_x);
    if (freedom < 1)
        return fit;
    if (fabs(fit.r) >= 1)
        fit.p = 0;
    else
        fit.p = student_p(fit.r * sqrt(freedom / ((1 - fit.r) * (1 + fit.r))), freedom);
    return fit;
}

static int sign_of(double value)
{
    return (value > 0) - (value < 0);
}

struct naive_value {
    double value;
    size_t row;
};

static int by_value(const void *left, const void *right)
{
    double a = ((const struct naive_value *)left)->value;
    double b = ((const struct naive_value *)right)->value;

    return (a > b) - (a < b);
}

/* Mean ranks of the m values, centred. */
static void rank_in_place(double *values, size_t m)
{
    struct naive_value *places = xarray(m, sizeof *places);
    size_t i, j, k;

    for (i = 0; i < m; i++)
        places[i] = (struct naive_value){ values[i], i };
    qsort(places, m, sizeof *places, by_value);
    for (i = 0; i < m; i = j) {
        for (j = i + 1; j < m && places[j].value == places[i].value; j++)
            ;
        for (k = i; k < j; k++)
            values[places[k].row] = (double)(i + j) / 2 - (double)m / 2;
    }
    free(places);
}

static int differenced_sign(const double *x, const double *y, const bool *in, size_t n)
{
    double *dx = xarray(n, sizeof *dx);
    double *dy = xarray(n, sizeof *dy);
    size_t m = 0;
    double r;
    size_t t;

    for (t = 1; t < n; t++) {
        if (!in[t] || !in[t - 1])
            continue;
        dx[m] = x[t] - x[t - 1];
        dy[m++] = y[t] - y[t - 1];
    }
    r = moments_correlation(dx, dy, m);
    free(dx);
    free(dy);
    return sign_of(r);
}

static int rank_sign(const double *x, const double *y, const bool *in, size_t n)
{
    double *rx = xarray(n, sizeof *rx);
    double *ry = xarray(n, sizeof *ry);
    size_t m = 0;
    double dot;
    size_t t;

    for (t = 0; t < n; t++) {
        if (!in[t])
            continue;
        rx[m] = x[t];
        ry[m++] = y[t];
    }
    rank_in_place(rx, m);
    rank_in_place(ry, m);
    dot = project_dot(rx, ry, m);
    free(rx);
    free(ry);
    return sign_of(dot);
}

struct naive_signs naive_compare(const double *x, const double *y, const bool *in, size_t n)
{
    struct naive_signs signs = { .r = NAN };

    signs.r = project_dot(x, y, n) / sqrt(project_dot(x, x, n)) / sqrt(project_dot(y, y, n));
    signs.itself = sign_of(signs.r);
    signs.differenced = differenced_sign(x, y, in, n);
    signs.rank = rank_sign(x, y, in, n);
    return signs;
}

struct naive_signs naive_adjusted(const double *x, const double *y, size_t n, int lag,
                                  const double *controls, size_t count)
{
    struct naive_signs signs = { .r = NAN };
    bool *in = xarray(n, sizeof *in);
    double *basis = xarray(count * n, sizeof *basis);
    double *ax = xarray(n, sizeof *ax);
    double *ay = xarray(n, sizeof *ay);
    double power_x, power_y, left_x, left_y;
    size_t j, t;

    for (t = 0; t < n; t++) {
        ptrdiff_t at = (ptrdiff_t)t - lag;

        in[t] = at >= 0 && at < (ptrdiff_t)n && isfinite(y[t]) && isfinite(x[at]);
        ax[t] = in[t] ? x[at] : 0;
        ay[t] = in[t] ? y[t] : 0;
        for (j = 0; j < count; j++)
            basis[j * n + t] = in[t] ? controls[j * n + t] : 0;
    }
    power_x = project_dot(ax, ax, n);
    power_y = project_dot(ay, ay, n);
    count = project_basis(basis, n, count);
    project_out(basis, n, count, ax);
    project_out(basis, n, count, ay);
    left_x = project_dot(ax, ax, n);
    left_y = project_dot(ay, ay, n);
    if (left_x > 1e-20 * power_x && left_y > 1e-20 * power_y)
        signs = naive_compare(ax, ay, in, n);
    free(in);
    free(basis);
    free(ax);
    free(ay);
    return signs;
}
