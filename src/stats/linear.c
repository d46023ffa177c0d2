/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/linear.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "stats/qr.h"
#include "stats/student.h"

/* The share of a column's length below which what others leave of it is rounding. */
#define SINGULAR 1e-13L

/* Usable rows only, in long double; centred and scaled by prepare(). */
struct work {
    size_t n;
    size_t m; /* columns without the constant */
    bool constant;
    long double *x; /* m columns of n */
    long double *y;
    long double *mean;
    long double *unit; /* what each column was divided by */
    long double y_mean;
    size_t *row; /* where each used row stands in the design */
};

static void work_free(struct work *w)
{
    free(w->x);
    free(w->y);
    free(w->mean);
    free(w->unit);
    free(w->row);
}

/*
 * Takes the mean off x and returns it. Twice, as the mean of large numbers is itself
 * rounded, and what that leaves is not.
 */
static long double centre(long double *x, size_t n)
{
    long double total = 0;

    for (int pass = 0; pass < 2; pass++) {
        long double mean = 0;

        for (size_t i = 0; i < n; i++)
            mean += x[i];
        mean /= (long double)n;
        for (size_t i = 0; i < n; i++)
            x[i] -= mean;
        total += mean;
    }
    return total;
}

static bool all_equal(const long double *x, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        if (x[i] != x[0])
            return false;
    }
    return true;
}

/* Centres and scales the columns; false with *flat named where one does not vary. */
static bool prepare(struct work *w, size_t *flat)
{
    for (size_t j = 0; j < w->m; j++) {
        long double *x = w->x + j * w->n;
        long double length;

        w->mean[j] = 0;
        if (w->constant) {
            if (all_equal(x, w->n)) {
                *flat = j;
                return false;
            }
            w->mean[j] = centre(x, w->n);
        }
        length = qr_length(x, w->n);
        if (!(length > 0)) {
            *flat = j;
            return false;
        }
        /* a power of two, as dividing by it rounds nothing */
        w->unit[j] = ldexpl(1, ilogbl(length));
        for (size_t i = 0; i < w->n; i++)
            x[i] /= w->unit[j];
    }
    w->y_mean = w->constant ? centre(w->y, w->n) : 0;
    return true;
}

static void fill_nan(double *out, size_t n)
{
    for (size_t i = 0; i < n; i++)
        out[i] = NAN;
}

void linear_refuse(struct linear_fit *fit, enum stats_status status, size_t suspect)
{
    fit->status = status;
    fit->suspect = suspect;
    fill_nan(fit->coefficient, fit->k);
    fill_nan(fit->se, fit->k);
    fill_nan(fit->t, fit->k);
    fill_nan(fit->p, fit->k);
    fill_nan(fit->residual, fit->rows);
    for (size_t i = 0; i < fit->k * fit->k; i++)
        fit->inverse[i] = (long double)NAN;
    fit->rss = fit->sigma = fit->r2 = fit->r2_adjusted = fit->f = fit->f_p = NAN;
    fit->rcond = fit->tolerance = NAN;
}

static void fit_start(struct linear_fit *fit, size_t rows, size_t k)
{
    memset(fit, 0, sizeof *fit);
    fit->rows = rows;
    fit->k = k;
    fit->coefficient = xarray(k, sizeof(double));
    fit->se = xarray(k, sizeof(double));
    fit->t = xarray(k, sizeof(double));
    fit->p = xarray(k, sizeof(double));
    fit->residual = xarray(rows, sizeof(double));
    fit->inverse = xarray(k * k, sizeof(long double));
    linear_refuse(fit, STATS_OK, LINEAR_NONE);
}

/* Which column the others explain best, from the inverse of the scaled columns. */
static void name_suspect(struct linear_fit *fit, const struct work *w, const long double *c)
{
    long double worst = 0;

    for (size_t j = 0; j < w->m; j++) {
        long double length = qr_length(w->x + j * w->n, w->n);
        long double inflation = c[j * w->m + j] * length * length;

        if (inflation > worst) {
            worst = inflation;
            fit->suspect = j;
        }
    }
    if (w->m > 0)
        fit->tolerance = (double)(1 / sqrtl(worst));
}

/* The inverse in the user's units, constant first, from that of the scaled columns. */
static void unscale_inverse(struct linear_fit *fit, const struct work *w, const long double *c)
{
    size_t first = w->constant ? 1 : 0;
    size_t k = fit->k;
    long double *out = fit->inverse;

    for (size_t a = 0; a < w->m; a++) {
        for (size_t b = 0; b < w->m; b++)
            out[(a + first) * k + b + first] = c[a * w->m + b] / w->unit[a] / w->unit[b];
    }
    if (!w->constant)
        return;
    out[0] = 1 / (long double)w->n;
    for (size_t a = 0; a < w->m; a++) {
        long double s = 0;

        for (size_t b = 0; b < w->m; b++)
            s -= out[(a + 1) * k + b + 1] * w->mean[b];
        out[(a + 1) * k] = out[a + 1] = s;
        out[0] -= s * w->mean[a];
    }
}

static void judge(struct linear_fit *fit, const struct work *w, const long double *b,
                  long double rss, long double tss)
{
    size_t first = w->constant ? 1 : 0;
    long double sigma2 = rss / (long double)fit->df;
    long double constant = w->y_mean;

    for (size_t j = 0; j < w->m; j++) {
        long double coefficient = b[j] / w->unit[j];

        fit->coefficient[j + first] = (double)coefficient;
        constant -= coefficient * w->mean[j];
    }
    if (w->constant)
        fit->coefficient[0] = (double)constant;
    for (size_t c = 0; c < fit->k; c++) {
        double se = (double)sqrtl(sigma2 * fit->inverse[c * fit->k + c]);
        struct linear_test test = linear_test_of(fit->coefficient[c], se, (double)fit->df);

        fit->se[c] = se;
        fit->t[c] = test.t;
        fit->p[c] = test.p;
    }
    fit->rss = (double)rss;
    fit->sigma = (double)sqrtl(sigma2);
    if (tss > 0) {
        long double free_rows = (long double)(w->n - first);

        fit->r2 = (double)(1 - rss / tss);
        fit->r2_adjusted = (double)(1 - sigma2 / (tss / free_rows));
        if (w->m > 0) {
            fit->f = (double)((tss - rss) / (long double)w->m / sigma2);
            fit->f_p = linear_f_p(fit->f, (double)w->m, (double)fit->df);
        }
    }
}

/* Residuals of the scaled columns into w->y; returns their sum of squares. */
static long double take_residuals(struct linear_fit *fit, struct work *w, const long double *b)
{
    long double rss = 0;

    for (size_t j = 0; j < w->m; j++) {
        for (size_t i = 0; i < w->n; i++)
            w->y[i] -= b[j] * w->x[j * w->n + i];
    }
    for (size_t i = 0; i < w->n; i++) {
        rss += w->y[i] * w->y[i];
        fit->residual[w->row[i]] = (double)w->y[i];
    }
    return rss;
}

/* Every coefficient and error fits a double. */
static bool in_range(const struct linear_fit *fit)
{
    for (size_t c = 0; c < fit->k; c++) {
        if (!isfinite(fit->coefficient[c]) || !isfinite(fit->se[c]))
            return false;
    }
    return isfinite(fit->rss);
}

static enum stats_status solve(struct linear_fit *fit, struct work *w)
{
    struct qr q;
    long double *b = xarray(w->m, sizeof *b);
    long double *c = xarray(w->m * w->m, sizeof *c);
    long double tss;
    size_t rank;

    qr_start(&q, w->x, w->n, w->m);
    rank = qr_rank(&q, SINGULAR);
    if (rank < w->m) {
        fit->status = STATS_COLLINEAR;
        fit->suspect = q.pivot[rank];
        fit->tolerance = fit->rcond = 0;
    } else {
        tss = qr_length(w->y, w->n);
        tss *= tss;
        qr_solve(&q, w->y, b);
        qr_inverse(&q, c);
        fit->rcond = (double)qr_rcond(&q);
        name_suspect(fit, w, c);
        unscale_inverse(fit, w, c);
        judge(fit, w, b, take_residuals(fit, w, b), tss);
        if (!in_range(fit))
            linear_refuse(fit, STATS_RANGE, fit->suspect);
    }
    qr_free(&q);
    free(b);
    free(c);
    return fit->status;
}

/* From rows in w->x, w->y as they are to the fit; takes w. */
static enum stats_status fit_work(struct linear_fit *fit, struct work *w)
{
    fit->n = w->n;
    fit->df = w->n > fit->k ? w->n - fit->k : 0;
    if (fit->k == 0)
        fit->status = STATS_ARGUMENT;
    else if (w->n <= fit->k)
        fit->status = STATS_TOO_FEW;
    else if (!prepare(w, &fit->suspect))
        fit->status = STATS_CONSTANT;
    else
        solve(fit, w);
    work_free(w);
    return fit->status;
}

static void work_start(struct work *w, size_t n, size_t m, bool constant)
{
    w->n = n;
    w->m = m;
    w->constant = constant;
    w->x = xarray(n * m, sizeof *w->x);
    w->y = xarray(n, sizeof *w->y);
    w->mean = xarray(m, sizeof *w->mean);
    w->unit = xarray(m, sizeof *w->unit);
    w->row = xarray(n, sizeof *w->row);
}

bool linear_row_complete(const struct linear_design *design, size_t i)
{
    if (!isfinite(design->y[i]))
        return false;
    for (size_t j = 0; j < design->columns; j++) {
        if (!isfinite(design->x[j][i]))
            return false;
    }
    return true;
}

double linear_cell(const struct linear_design *design, size_t c, size_t i)
{
    if (design->constant)
        return c == 0 ? 1 : design->x[c - 1][i];
    return design->x[c][i];
}

enum stats_status linear_fit(const struct linear_design *design, struct linear_fit *fit)
{
    struct work w;
    size_t n = 0;

    fit_start(fit, design->rows, design->columns + (design->constant ? 1 : 0));
    for (size_t i = 0; i < design->rows; i++)
        n += linear_row_complete(design, i);
    work_start(&w, n, design->columns, design->constant);
    n = 0;
    for (size_t i = 0; i < design->rows; i++) {
        if (!linear_row_complete(design, i))
            continue;
        for (size_t j = 0; j < design->columns; j++)
            w.x[j * w.n + n] = design->x[j][i];
        w.y[n] = design->y[i];
        w.row[n++] = i;
    }
    return fit_work(fit, &w);
}

enum stats_status linear_fit_polynomial(const double *x, const double *y, size_t rows,
                                        size_t degree, struct linear_fit *fit)
{
    struct work w;
    size_t n = 0;

    fit_start(fit, rows, degree + 1);
    for (size_t i = 0; i < rows; i++)
        n += isfinite(x[i]) && isfinite(y[i]);
    work_start(&w, n, degree, true);
    n = 0;
    for (size_t i = 0; i < rows; i++) {
        long double power = 1;

        if (!isfinite(x[i]) || !isfinite(y[i]))
            continue;
        for (size_t j = 0; j < degree; j++)
            w.x[j * w.n + n] = power *= x[i];
        w.y[n] = y[i];
        w.row[n++] = i;
    }
    return fit_work(fit, &w);
}

void linear_free(struct linear_fit *fit)
{
    free(fit->coefficient);
    free(fit->se);
    free(fit->t);
    free(fit->p);
    free(fit->residual);
    free(fit->inverse);
    memset(fit, 0, sizeof *fit);
}

double linear_f_p(double f, double df1, double df2)
{
    if (isinf(f))
        return 0;
    return f >= 0 ? gsl_cdf_fdist_Q(f, df1, df2) : NAN;
}

struct linear_test linear_test_of(double estimate, double se, double df)
{
    struct linear_test test = {
        .estimate = estimate, .se = se, .t = NAN, .p = NAN, .low = NAN, .high = NAN
    };
    double critical;

    if (!isfinite(estimate) || !(se >= 0) || !(df > 0))
        return test;
    test.t = estimate == 0 && se == 0 ? 0 : estimate / se;
    test.p = student_p(test.t, df);
    critical = isinf(df) ? gsl_cdf_ugaussian_Qinv(.025) : gsl_cdf_tdist_Qinv(.025, df);
    test.low = estimate - critical * se;
    test.high = estimate + critical * se;
    return test;
}
