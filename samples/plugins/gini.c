/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * GINI: how unequally an amount is spread over the values of a row, a sample function
 * for formulas: `lever calc 'spread = GINI(north, south, east, west)'`.
 *
 *     cc -O2 -fPIC -shared $(pkg-config --cflags lever) -o gini.so gini.c
 *
 * 0 is evenly spread, and near 1 nearly all in one. From the sorted values x_1 .. x_n,
 * G = sum (2i - n - 1) x_i / (n sum x_i) (Gini 1912; Dixon et al. 1987, Ecology 68:1548).
 */
#include <math.h>

#include <lever-function.h>

static double gini_of(double *x, size_t n)
{
    double weighted = 0;
    double sum = 0;
    size_t i;
    size_t k;

    for (i = 1; i < n; i++) { /* a few values: insertion is quick */
        double value = x[i];

        for (k = i; k > 0 && x[k - 1] > value; k--)
            x[k] = x[k - 1];
        x[k] = value;
    }
    for (i = 0; i < n; i++) {
        weighted += (2.0 * (double)(i + 1) - (double)n - 1) * x[i];
        sum += x[i];
    }
    return weighted / ((double)n * sum); /* of nothing, or of zeros: no number */
}

static int gini(const struct lever_call *call, const struct lever_vector *arguments, size_t count,
                struct lever_vector *result)
{
    enum { MOST = 64 };
    double x[MOST];
    size_t i;
    size_t k;

    if (count > MOST)
        return -1;
    for (i = 0; i < call->rows; i++) {
        size_t n = 0;

        for (k = 0; k < count; k++)
            if (!isnan(arguments[k].number[i]))
                x[n++] = arguments[k].number[i];
        result->number[i] = gini_of(x, n);
    }
    return 0;
}

LEVER_FUNCTION("GINI", "value, ...", "(C)", 'N', LEVER_ROWS,
               "how unequal the values of a row are, 0 to 1", "an amount of nothing to spread",
               NULL, gini, NULL)
