/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/qr.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

static long double dot(const long double *a, const long double *b, size_t n)
{
    long double s = 0;

    for (size_t i = 0; i < n; i++)
        s += a[i] * b[i];
    return s;
}

long double qr_length(const long double *x, size_t n)
{
    return sqrtl(dot(x, x, n));
}

static void swap_columns(struct qr *q, size_t a, size_t b)
{
    size_t which = q->pivot[a];

    if (a == b)
        return;
    for (size_t i = 0; i < q->n; i++) {
        long double cell = q->a[a * q->n + i];

        q->a[a * q->n + i] = q->a[b * q->n + i];
        q->a[b * q->n + i] = cell;
    }
    q->pivot[a] = q->pivot[b];
    q->pivot[b] = which;
}

/* The column from place p on of which the most is left below row p. */
static size_t largest_left(const struct qr *q, size_t p)
{
    size_t best = p;
    long double most = -1;

    for (size_t j = p; j < q->m; j++) {
        const long double *column = q->a + j * q->n;
        long double left = dot(column + p, column + p, q->n - p);

        if (left > most) {
            most = left;
            best = j;
        }
    }
    return best;
}

/* Reflects z by the reflector of place p. */
static void reflect(const struct qr *q, size_t p, long double *z)
{
    const long double *v = q->a + p * q->n + p;
    long double s = q->tau[p] * dot(v, z + p, q->n - p);

    for (size_t i = 0; i < q->n - p; i++)
        z[p + i] -= s * v[i];
}

void qr_start(struct qr *q, const long double *x, size_t n, size_t m)
{
    q->n = n;
    q->m = m;
    q->a = xarray(n * m, sizeof *q->a);
    q->diagonal = xarray(m, sizeof *q->diagonal);
    q->tau = xarray(m, sizeof *q->tau);
    q->pivot = xarray(m, sizeof *q->pivot);
    memcpy(q->a, x, n * m * sizeof *q->a);
    for (size_t j = 0; j < m; j++)
        q->pivot[j] = j;
    for (size_t p = 0; p < m; p++) {
        long double *v;
        long double length;
        long double squared;

        swap_columns(q, p, largest_left(q, p));
        v = q->a + p * n + p;
        length = qr_length(v, n - p);
        if (v[0] > 0)
            length = -length; /* away from the cell, so that nothing cancels */
        q->diagonal[p] = length;
        v[0] -= length;
        squared = dot(v, v, n - p);
        q->tau[p] = squared > 0 ? 2 / squared : 0;
        for (size_t j = p + 1; j < m; j++)
            reflect(q, p, q->a + j * n);
    }
}

void qr_free(struct qr *q)
{
    free(q->a);
    free(q->diagonal);
    free(q->tau);
    free(q->pivot);
}

size_t qr_rank(const struct qr *q, long double tolerance)
{
    size_t rank = 0;

    while (rank < q->m && fabsl(q->diagonal[rank]) > tolerance)
        rank++;
    return rank;
}

/* R's cell above the diagonal. */
static long double upper(const struct qr *q, size_t row, size_t column)
{
    return q->a[column * q->n + row];
}

void qr_solve(const struct qr *q, const long double *y, long double *b)
{
    long double *z = xarray(q->n, sizeof *z);

    memcpy(z, y, q->n * sizeof *z);
    for (size_t p = 0; p < q->m; p++)
        reflect(q, p, z);
    for (size_t p = q->m; p-- > 0;) {
        long double s = z[p];

        for (size_t j = p + 1; j < q->m; j++)
            s -= upper(q, p, j) * z[j];
        z[p] = s / q->diagonal[p];
    }
    for (size_t p = 0; p < q->m; p++)
        b[q->pivot[p]] = z[p];
    free(z);
}

/* R^-1, upper triangle, row by row; freed by the caller. */
static long double *invert(const struct qr *q)
{
    size_t m = q->m;
    long double *r = xcalloc(m * m, sizeof *r);

    for (size_t j = 0; j < m; j++) {
        r[j * m + j] = 1 / q->diagonal[j];
        for (size_t i = j; i-- > 0;) {
            long double s = 0;

            for (size_t l = i + 1; l <= j; l++)
                s -= upper(q, i, l) * r[l * m + j];
            r[i * m + j] = s / q->diagonal[i];
        }
    }
    return r;
}

void qr_inverse(const struct qr *q, long double *c)
{
    size_t m = q->m;
    long double *r = invert(q);

    for (size_t i = 0; i < m; i++) {
        for (size_t j = 0; j <= i; j++) {
            long double s = dot(r + i * m + i, r + j * m + i, m - i);

            c[q->pivot[i] * m + q->pivot[j]] = s;
            c[q->pivot[j] * m + q->pivot[i]] = s;
        }
    }
    free(r);
}

long double qr_rcond(const struct qr *q)
{
    size_t m = q->m;
    long double *r = invert(q);
    long double norm = 0;
    long double inverse_norm = 0;

    for (size_t j = 0; j < m; j++) {
        long double s = fabsl(q->diagonal[j]);
        long double t = 0;

        for (size_t i = 0; i < j; i++)
            s += fabsl(upper(q, i, j));
        for (size_t i = 0; i <= j; i++)
            t += fabsl(r[i * m + j]);
        norm = fmaxl(norm, s);
        inverse_norm = fmaxl(inverse_norm, t);
    }
    free(r);
    return m ? 1 / (norm * inverse_norm) : 1;
}
