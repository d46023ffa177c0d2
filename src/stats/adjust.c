/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/adjust.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"

const char *const adjust_words[] = {
    [ADJUST_HOLM] = "holm", [ADJUST_BH] = "bh", [ADJUST_NONE] = "none", NULL
};

/* p = k / of. */
struct entry {
    double k;
    double of;
    size_t place;
};

static double share(const struct entry *entry)
{
    return entry->k / entry->of;
}

static int by_p(const void *a, const void *b)
{
    const struct entry *x = a;
    const struct entry *y = b;

    if (share(x) != share(y))
        return share(x) < share(y) ? -1 : 1;
    return x->place < y->place ? -1 : 1;
}

/* Step down: the smallest p counts for all tests, the next for all but one ... */
static void holm(const struct entry *sorted, size_t m, double *out)
{
    double high = 0;

    for (size_t i = 0; i < m; i++) {
        high = fmax(high, fmin(1, (double)(m - i) * sorted[i].k / sorted[i].of));
        out[sorted[i].place] = high;
    }
}

/* Step up: the largest p stands as it is, each smaller one by its rank's share. */
static void benjamini_hochberg(const struct entry *sorted, size_t m, double *out)
{
    double low = 1;

    for (size_t i = m; i-- > 0;) {
        low = fmin(low, (double)m * sorted[i].k / ((double)(i + 1) * sorted[i].of));
        out[sorted[i].place] = low;
    }
}

/* The whole number that p is a share of, or p itself. */
static struct entry entry_of(double p, double of, size_t place)
{
    double k = nearbyint(p * of);

    if (k >= 1 && of > 1 && fabs(p * of - k) < 1e-9 * k)
        return (struct entry){ .k = k, .of = of, .place = place };
    return (struct entry){ .k = p, .of = 1, .place = place };
}

void adjust_shares(enum adjust_method method, const double *p, size_t n, double of, double *out)
{
    struct entry *sorted = xarray(n, sizeof *sorted);
    size_t m = 0;

    for (size_t i = 0; i < n; i++) {
        if (!isnan(p[i]))
            sorted[m++] = entry_of(p[i], of, i);
        out[i] = p[i];
    }
    qsort(sorted, m, sizeof *sorted, by_p);
    if (method == ADJUST_HOLM)
        holm(sorted, m, out);
    else if (method == ADJUST_BH)
        benjamini_hochberg(sorted, m, out);
    free(sorted);
}

void adjust_p(enum adjust_method method, const double *p, size_t n, double *out)
{
    adjust_shares(method, p, n, 1, out);
}
