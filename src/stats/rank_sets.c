/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/rank_sets.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/memory.h"
#include "stats/random.h"

enum { DRAWS = 3999 };

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

static bool ranked(const double *value, const double *se, size_t i)
{
    return isfinite(value[i]) && isfinite(se[i]) && se[i] >= 0;
}

static double gap_se(const double *se, size_t i, size_t k)
{
    return hypot(se[i], se[k]);
}

/* The 95 % point of the largest |difference| / se. */
static double critical(const double *value, const double *se, size_t n, uint64_t seed)
{
    double *most = xcalloc(DRAWS, sizeof *most), *z = xcalloc(n, sizeof *z), c;
    size_t b, i, k;

    for (b = 0; b < DRAWS; b++) {
        struct random random;

        random_start(&random, seed, b);
        for (i = 0; i < n; i++)
            z[i] = ranked(value, se, i) ? se[i] * random_normal(&random) : 0;
        for (i = 0; i < n; i++)
            for (k = i + 1; k < n; k++)
                if (ranked(value, se, i) && ranked(value, se, k) && gap_se(se, i, k) > 0)
                    most[b] = fmax(most[b], fabs(z[i] - z[k]) / gap_se(se, i, k));
    }
    qsort(most, DRAWS, sizeof *most, ascending);
    c = most[(DRAWS + 1) / 20 * 19 - 1];
    free(most);
    free(z);
    return c;
}

void rank_sets(const double *value, const double *se, size_t n, uint64_t seed, size_t *low,
               size_t *high)
{
    double c = critical(value, se, n, seed);
    size_t i, k;

    for (i = 0; i < n; i++) {
        low[i] = high[i] = 0;
        if (!ranked(value, se, i))
            continue;
        low[i] = high[i] = 1;
        for (k = 0; k < n; k++) {
            double gap = value[k] - value[i];

            if (k == i || !ranked(value, se, k))
                continue;
            low[i] += gap > c * gap_se(se, i, k);
            high[i] += !(gap < -c * gap_se(se, i, k));
        }
    }
}

void rank_shrink(const double *value, const double *se, size_t n, double *out)
{
    double w = 0, ww = 0, mean = 0, q = 0, spread, middle = 0, weights = 0;
    size_t count = 0, i;

    for (i = 0; i < n; i++) {
        if (!ranked(value, se, i) || !(se[i] > 0))
            continue;
        count++;
        w += 1 / (se[i] * se[i]);
        ww += 1 / pow(se[i], 4);
        mean += value[i] / (se[i] * se[i]);
    }
    mean = w > 0 ? mean / w : 0;
    for (i = 0; i < n; i++)
        if (ranked(value, se, i) && se[i] > 0)
            q += pow((value[i] - mean) / se[i], 2);
    spread = count > 1 ? fmax(0, (q - (double)(count - 1)) / (w - ww / w)) : 0;
    for (i = 0; i < n; i++) {
        if (!ranked(value, se, i) || !(se[i] > 0))
            continue;
        middle += value[i] / (se[i] * se[i] + spread);
        weights += 1 / (se[i] * se[i] + spread);
    }
    for (i = 0; i < n; i++) {
        double own = se[i] * se[i];

        out[i] = count < 3 || !ranked(value, se, i) || !(se[i] > 0)
                     ? value[i]
                     : (value[i] * spread + middle / weights * own) / (spread + own);
    }
}
