/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Functions over time, within an entity, and over a whole column. What is missing is
 * passed over; a window is full from an entity's n-th period on.
 */
#include <stdbool.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/number.h"
#include "calc/family.h"
#include "stats/moments.h"
#include "stats/sum.h"

extern const struct lever_function functions_series[];

/* The k of LAG(x, k): 1 where it is not given; -1 where it is no number of periods. */
static long periods_back(const double *constants, size_t least)
{
    double k = isnan(constants[0]) ? 1 : constants[0];

    return k >= (double)least && k <= 1e9 && k == floor(k) ? (long)k : -1;
}

/* ---- moves and differences ---- */

static int lag(SERIES_PARAMETERS)
{
    size_t k = (size_t)periods_back(constants, 0);
    size_t i;

    (void)call;
    if (n == 0)
        return periods_back(constants, 0) < 0;
    for (i = 0; i < n; i++)
        result[i] = i < k ? NAN : series[0][i - k];
    return 0;
}

static int lead(SERIES_PARAMETERS)
{
    size_t k = (size_t)periods_back(constants, 0);
    size_t i;

    (void)call;
    if (n == 0)
        return periods_back(constants, 0) < 0;
    for (i = 0; i < n; i++)
        result[i] = k >= n - i ? NAN : series[0][i + k];
    return 0;
}

static int difference(SERIES_PARAMETERS)
{
    size_t k = (size_t)periods_back(constants, 1);
    size_t i;

    (void)call;
    if (n == 0)
        return periods_back(constants, 1) < 0;
    for (i = 0; i < n; i++)
        result[i] = i < k ? NAN : series[0][i] - series[0][i - k];
    return 0;
}

/* Over 0 it is infinite, 0 over 0 too: a trouble. */
static int relative_change(SERIES_PARAMETERS)
{
    size_t k = (size_t)periods_back(constants, 1);
    size_t i;

    (void)call;
    if (n == 0)
        return periods_back(constants, 1) < 0;
    for (i = 0; i < n; i++)
        result[i] = i < k || isnan(series[0][i]) ? NAN
                    : series[0][i - k] == 0      ? INFINITY
                                                 : series[0][i] / series[0][i - k] - 1;
    return 0;
}

/* ---- windows ---- */

static int cumulate(SERIES_PARAMETERS)
{
    struct sum sum = { 0, 0 };
    bool any = false;
    size_t i;

    (void)call, (void)constants;
    for (i = 0; i < n; i++) {
        if (!isnan(series[0][i])) {
            any = true;
            sum_add(&sum, series[0][i]);
        }
        result[i] = any ? sum_value(&sum) : NAN;
    }
    return 0;
}

/* What goes out of the window is taken off again, to twice double precision. */
static int moving(SERIES_PARAMETERS, bool mean)
{
    size_t width = (size_t)periods_back(constants, 1);
    struct sum sum = { 0, 0 };
    size_t there = 0;
    size_t i;

    (void)call;
    if (n == 0)
        return periods_back(constants, 1) < 0;
    for (i = 0; i < n; i++) {
        double in = series[0][i];
        double out = i < width ? NAN : series[0][i - width];

        if (!isnan(in)) {
            sum_add(&sum, in);
            there++;
        }
        if (!isnan(out)) {
            sum_add(&sum, -out);
            there--;
        }
        if (there == 0)
            sum = (struct sum){ 0, 0 };
        result[i] = i + 1 < width || there == 0 ? NAN
                    : mean                      ? sum_value(&sum) / (double)there
                                                : sum_value(&sum);
    }
    return 0;
}

static int moving_mean(SERIES_PARAMETERS)
{
    return moving(call, series, constants, n, result, true);
}

static int moving_sum(SERIES_PARAMETERS)
{
    return moving(call, series, constants, n, result, false);
}

static int moving_median(SERIES_PARAMETERS)
{
    size_t width = (size_t)periods_back(constants, 1);
    double *window;
    size_t i;
    size_t k;

    (void)call;
    if (n == 0)
        return periods_back(constants, 1) < 0;
    window = xarray(width < n ? width : n, sizeof *window);
    for (i = 0; i < n; i++) {
        size_t there = 0;

        for (k = i + 1 < width ? i + 1 : i + 1 - width; k <= i; k++)
            if (!isnan(series[0][k]))
                window[there++] = series[0][k];
        result[i] = there ? median_of(window, there) : NAN;
    }
    free(window);
    return 0;
}

/* Begins with the first value; where one is missing, it stays as it is. */
static int exponential_mean(SERIES_PARAMETERS)
{
    double alpha = constants[0];
    double mean = NAN;
    size_t i;

    (void)call;
    if (n == 0)
        return !(alpha > 0 && alpha <= 1);
    for (i = 0; i < n; i++) {
        if (!isnan(series[0][i]))
            mean = isnan(mean) ? series[0][i] : alpha * series[0][i] + (1 - alpha) * mean;
        result[i] = mean;
    }
    return 0;
}

/* ---- an entity as a whole ---- */

/* The values that are there, in their order. The caller frees them. */
static double *sorted(const double *x, size_t n, size_t *there)
{
    double *values = xarray(n, sizeof *values);
    size_t i;

    for (*there = i = 0; i < n; i++)
        if (!isnan(x[i]))
            values[(*there)++] = x[i];
    qsort(values, *there, sizeof *values, number_compare);
    return values;
}

/* How many of the values are below x; with `too`, how many are at most x. */
static size_t below(const double *values, size_t n, double x, bool too)
{
    size_t low = 0;

    while (n > 0) {
        size_t half = n / 2;

        if (values[low + half] < x || (too && values[low + half] == x)) {
            low += half + 1;
            n -= half + 1;
        } else {
            n = half;
        }
    }
    return low;
}

static int rank(SERIES_PARAMETERS)
{
    bool ascending = !isnan(constants[0]) && constants[0] != 0;
    size_t there;
    double *values;
    size_t i;

    (void)call;
    if (n == 0)
        return 0;
    values = sorted(series[0], n, &there);
    for (i = 0; i < n; i++)
        result[i] = isnan(series[0][i]) ? NAN
                    : ascending         ? (double)(below(values, there, series[0][i], false) + 1)
                                : (double)(there - below(values, there, series[0][i], true) + 1);
    free(values);
    return 0;
}

/* Cut off behind so many decimals, as in Excel. */
static int percent_rank(SERIES_PARAMETERS)
{
    double digits = isnan(constants[0]) ? 3 : constants[0];
    size_t there;
    double *values;
    double unit;
    size_t i;

    (void)call;
    if (n == 0)
        return !(digits >= 1 && digits <= 15 && digits == floor(digits));
    unit = pow(10, digits);
    values = sorted(series[0], n, &there);
    for (i = 0; i < n; i++) {
        double less = (double)below(values, there, series[0][i], false);

        result[i] = isnan(series[0][i]) ? NAN
                    : there == 1        ? 1
                                        : floor(less * unit / (double)(there - 1)) / unit;
    }
    free(values);
    return 0;
}

static int standardise(SERIES_PARAMETERS)
{
    struct moments moments;
    size_t i;

    (void)call, (void)constants;
    if (n == 0)
        return 0;
    moments = moments_of(series[0], n);
    for (i = 0; i < n; i++)
        result[i] = isnan(series[0][i]) ? NAN
                    : moments.sd == 0   ? INFINITY
                                        : (series[0][i] - moments.mean) / moments.sd;
    return 0;
}

/* ---- the whole column ---- */

static void everywhere(double value, size_t n, double *result)
{
    while (n > 0)
        result[--n] = value;
}

static int column_sum(SERIES_PARAMETERS)
{
    struct sum sum = { 0, 0 };
    bool any = false;
    size_t i;

    (void)call, (void)constants;
    for (i = 0; i < n; i++) {
        if (isnan(series[0][i]))
            continue;
        sum_add(&sum, series[0][i]);
        any = true;
    }
    everywhere(any ? sum_value(&sum) : NAN, n, result);
    return 0;
}

static int column_mean(SERIES_PARAMETERS)
{
    (void)call, (void)constants;
    everywhere(n ? moments_mean(series[0], n) : NAN, n, result);
    return 0;
}

static int column_least(SERIES_PARAMETERS)
{
    (void)call, (void)constants;
    everywhere(n ? moments_of(series[0], n).min : NAN, n, result);
    return 0;
}

static int column_greatest(SERIES_PARAMETERS)
{
    (void)call, (void)constants;
    everywhere(n ? moments_of(series[0], n).max : NAN, n, result);
    return 0;
}

static int column_deviation(SERIES_PARAMETERS)
{
    (void)call, (void)constants;
    everywhere(n ? moments_sd(series[0], n) : NAN, n, result);
    return 0;
}

/* clang-format off */
const struct lever_function functions_series[] = {
    OVER(LEVER_SERIES, "LAG", "x, [periods]", "AK", 'A', "its value so many periods before (1)", "$1[-$2|1]", lag),
    OVER(LEVER_SERIES, "LEAD", "x, [periods]", "AK", 'A', "its value so many periods after (1)", "$1[+$2|1]", lead),
    OVER(LEVER_SERIES, "DIFF", "x, [periods]", "SK", 'N', "its change since so many periods before (1)", "$1-$1[-$2|1]", difference),
    OVER_TROUBLED(LEVER_SERIES, "PCT", "x, [periods]", "SK", 'N', "its relative change since so many periods before (1): 0.1 is 10 %", "a change from 0", "$1/$1[-$2|1]-1", relative_change),
    OVER(LEVER_SERIES, "CUMSUM", "x", "S", 'N', "its sum from the first period to this", "SUM($1[..])", cumulate),
    OVER(LEVER_SERIES, "MOVAVG", "x, periods", "SK", 'N', "its mean over the last periods", "AVERAGE($1[#$2])", moving_mean),
    OVER(LEVER_SERIES, "MOVSUM", "x, periods", "SK", 'N', "its sum over the last periods", "SUM($1[#$2])", moving_sum),
    OVER(LEVER_SERIES, "MOVMEDIAN", "x, periods", "SK", 'N', "its median over the last periods", "MEDIAN($1[#$2])", moving_median),
    OVER(LEVER_SERIES, "EWMA", "x, alpha", "SK", 'N', "its mean with weights that fall off by 1 - alpha a period", "IF($1[?]=\"\",$self[-],IF($self[-]=\"\",$1[?],$2*$1[?]+(1-$2)*$self[-]))\nIF($1[?]=\"\",\"\",$1[?])", exponential_mean),
    OVER(LEVER_SERIES, "RANK", "x, [order]", "SK", 'N', "its rank, 1 the greatest; with order 1, 1 the least; ties share the best", "RANK($1,($1[:]),$2|0)", rank),
    OVER(LEVER_SERIES, "PERCENTRANK", "x, [digits]", "SK", 'N', "the share of the others below it, 0 to 1, cut to 3 digits", "PERCENTRANK($1[:],$1,$2|3)", percent_rank),
    OVER_TROUBLED(LEVER_SERIES, "ZSCORE", "x", "S", 'N', "how many standard deviations above the mean", "values that are all the same", "($1-AVERAGE($1[:]))/STDEV($1[:])", standardise),
    OVER(LEVER_COLUMN, "COLSUM", "x", "S", 'N', "sum of the column", "SUM($1[*])", column_sum),
    OVER(LEVER_COLUMN, "COLMEAN", "x", "S", 'N', "mean of the column", "AVERAGE($1[*])", column_mean),
    OVER(LEVER_COLUMN, "COLMIN", "x", "S", 'N', "least of the column", "MIN($1[*])", column_least),
    OVER(LEVER_COLUMN, "COLMAX", "x", "S", 'N', "greatest of the column", "MAX($1[*])", column_greatest),
    OVER(LEVER_COLUMN, "COLSD", "x", "S", 'N', "standard deviation of the column, as of a sample", "STDEV($1[*])", column_deviation),
    END_OF_FAMILY
};
/* clang-format on */
