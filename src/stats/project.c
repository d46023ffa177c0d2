/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/project.h"

#include <math.h>

/*
 * Four lanes, as two pairs: a register each where a vector of four would have its sums written to
 * memory in every turn. Arrays need no more than a double's alignment.
 */
typedef double two __attribute__((vector_size(16), aligned(8), may_alias));

struct lanes {
    two low, high;
};

static inline void add_products(struct lanes *sum, const double *a, const double *b)
{
    sum->low += *(const two *)a * *(const two *)b;
    sum->high += *(const two *)(a + 2) * *(const two *)(b + 2);
}

static inline double sum_lanes(const struct lanes *sum)
{
    two both = sum->low + sum->high;

    return both[0] + both[1];
}

double project_dot(const double *a, const double *b, size_t n)
{
    struct lanes sum = { { 0, 0 }, { 0, 0 } };
    double rest = 0;
    size_t i;

    for (i = 0; i + 4 <= n; i += 4)
        add_products(&sum, a + i, b + i);
    for (; i < n; i++)
        rest += a[i] * b[i];
    return sum_lanes(&sum) + rest;
}

void project_lagged(const double *a, const double *b, size_t n, size_t count, double *out)
{
    size_t k = 0;

    for (; k + 4 <= count; k += 4) {
        const double *b0 = b - k, *b1 = b0 - 1, *b2 = b0 - 2, *b3 = b0 - 3;
        struct lanes s0 = { { 0, 0 }, { 0, 0 } }, s1 = s0, s2 = s0, s3 = s0;
        double r0 = 0, r1 = 0, r2 = 0, r3 = 0;
        size_t i;

        for (i = 0; i + 4 <= n; i += 4) {
            add_products(&s0, a + i, b0 + i);
            add_products(&s1, a + i, b1 + i);
            add_products(&s2, a + i, b2 + i);
            add_products(&s3, a + i, b3 + i);
        }
        for (; i < n; i++) {
            r0 += a[i] * b0[i];
            r1 += a[i] * b1[i];
            r2 += a[i] * b2[i];
            r3 += a[i] * b3[i];
        }
        out[k] = sum_lanes(&s0) + r0;
        out[k + 1] = sum_lanes(&s1) + r1;
        out[k + 2] = sum_lanes(&s2) + r2;
        out[k + 3] = sum_lanes(&s3) + r3;
    }
    for (; k < count; k++)
        out[k] = project_dot(a, b - k, n);
}

static void subtract(double *v, const double *column, double times, size_t n)
{
    size_t i;

    for (i = 0; i < n; i++)
        v[i] -= times * column[i];
}

size_t project_basis(double *columns, size_t n, size_t count)
{
    size_t kept = 0;
    size_t j;

    for (j = 0; j < count; j++) {
        double *column = columns + j * n;
        double *place = columns + kept * n;
        double before = sqrt(project_dot(column, column, n));
        double norm;
        size_t i;

        project_out(columns, n, kept, column);
        project_out(columns, n, kept, column);
        norm = sqrt(project_dot(column, column, n));
        if (!(norm > 1e-7 * before))
            continue;
        for (i = 0; i < n; i++)
            place[i] = column[i] / norm;
        kept++;
    }
    return kept;
}

void project_out(const double *basis, size_t n, size_t columns, double *v)
{
    size_t j;

    for (j = 0; j < columns; j++)
        subtract(v, basis + j * n, project_dot(basis + j * n, v, n), n);
}

int project_exponent(const double *v, size_t n)
{
    double largest = 0;
    int exponent = 0;
    size_t i;

    for (i = 0; i < n; i++)
        if (fabs(v[i]) > largest)
            largest = fabs(v[i]);
    frexp(largest, &exponent);
    return exponent;
}
