/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/adjust.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"

struct entry {
    double p;
    size_t place;
};

static int by_p(const void *a, const void *b)
{
    const struct entry *x = a;
    const struct entry *y = b;

    if (x->p != y->p)
        return x->p < y->p ? -1 : 1;
    return x->place < y->place ? -1 : 1;
}

/* Step down: the smallest p counts for all tests, the next for all but one ... */
static void holm(const struct entry *sorted, size_t m, double *out)
{
    double high = 0;

    for (size_t i = 0; i < m; i++) {
        high = fmax(high, fmin(1, (double)(m - i) * sorted[i].p));
        out[sorted[i].place] = high;
    }
}

/* Step up: the largest p stands as it is, each smaller one by its rank's share. */
static void benjamini_hochberg(const struct entry *sorted, size_t m, double *out)
{
    double low = 1;

    for (size_t i = m; i-- > 0;) {
        low = fmin(low, (double)m / (double)(i + 1) * sorted[i].p);
        out[sorted[i].place] = low;
    }
}

void adjust_p(enum adjust_method method, const double *p, size_t n, double *out)
{
    struct entry *sorted = xarray(n, sizeof *sorted);
    size_t m = 0;

    for (size_t i = 0; i < n; i++) {
        if (!isnan(p[i]))
            sorted[m++] = (struct entry){ .p = p[i], .place = i };
        out[i] = p[i];
    }
    qsort(sorted, m, sizeof *sorted, by_p);
    if (method == ADJUST_HOLM)
        holm(sorted, m, out);
    else if (method == ADJUST_BH)
        benjamini_hochberg(sorted, m, out);
    free(sorted);
}
