/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A sum that keeps what rounding loses (Neumaier 1974; Knuth's two-sum), so that
 * its error does not grow with the number of terms: hi + lo is the sum to about
 * twice double precision.
 *
 * It is for finite terms whose sum is finite; who may meet 1e300 scales first
 * (sum_scale). Not to be compiled with -ffast-math.
 */
#ifndef LEVER_STATS_SUM_H
#define LEVER_STATS_SUM_H

#include <math.h>
#include <stddef.h>

struct sum {
    double hi;
    double lo;
};

static inline void sum_add(struct sum *s, double x)
{
    double t = s->hi + x;
    double b = t - s->hi;

    s->lo += (s->hi - (t - b)) + (x - b);
    s->hi = t;
}

static inline double sum_value(const struct sum *s)
{
    return s->hi + s->lo;
}

/*
 * The power of two by which to multiply the cells of x so that sums and sums of
 * squares of them stay in range: 1 unless the largest lies outside 2^±300. 0
 * where no cell is finite.
 */
static inline double sum_scale(const double *x, size_t n)
{
    double largest = 0;
    int found = 0;
    int exponent;

    for (size_t i = 0; i < n; i++) {
        if (isfinite(x[i])) {
            found = 1;
            largest = fmax(largest, fabs(x[i]));
        }
    }
    if (!found)
        return 0;
    if (largest == 0)
        return 1;
    frexp(largest, &exponent);
    if (exponent >= -300 && exponent <= 300)
        return 1;
    return ldexp(1, exponent < -1000 ? 1000 : -exponent);
}

#endif
