/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several numbers of a row made one. What is missing is passed over; where nothing is
 * there, nothing comes out (but COUNT's 0). */
#include <gsl/gsl_statistics_double.h>
#include <stdlib.h>

#include "base/memory.h"
#include "calc/family.h"
#include "stats/moments.h"

extern const struct lever_function functions_summary[];

static bool is_date(const struct lever_vector *vector, size_t row)
{
    return vector->kind && vector->kind[row] == 'D';
}

/* Of the least or the greatest: a date stays one. */
static int extreme(ROW_PARAMETERS, bool greatest)
{
    size_t i;
    size_t k;

    for (i = 0; i < call->rows; i++) {
        double best = NAN;

        for (k = 0; k < count; k++) {
            double value = arguments[k].number[i];

            if (isnan(value) || (!isnan(best) && (greatest ? value <= best : value >= best)))
                continue;
            best = value;
            if (result->kind)
                result->kind[i] = is_date(&arguments[k], i) ? 'D' : 'N';
        }
        result->number[i] = best;
    }
    return 0;
}

static int least(ROW_PARAMETERS)
{
    return extreme(call, arguments, count, result, false);
}

static int greatest(ROW_PARAMETERS)
{
    return extreme(call, arguments, count, result, true);
}

static int sum(ROW_PARAMETERS)
{
    size_t i;
    size_t k;

    for (i = 0; i < call->rows; i++) {
        double total = NAN;

        for (k = 0; k < count; k++) {
            double value = arguments[k].number[i];

            if (!isnan(value))
                total = isnan(total) ? value : total + value;
        }
        result->number[i] = total;
    }
    return 0;
}

static int count_numbers(ROW_PARAMETERS)
{
    size_t i;
    size_t k;

    for (i = 0; i < call->rows; i++) {
        result->number[i] = 0;
        for (k = 0; k < count; k++)
            result->number[i] += !isnan(arguments[k].number[i]);
    }
    return 0;
}

/* Calls `summary` with the numbers that are there in each row. */
static int summarise(ROW_PARAMETERS, double (*summary)(double *x, size_t n))
{
    double *x = xarray(count, sizeof *x);
    size_t i;
    size_t k;

    for (i = 0; i < call->rows; i++) {
        size_t n = 0;

        for (k = 0; k < count; k++)
            if (!isnan(arguments[k].number[i]))
                x[n++] = arguments[k].number[i];
        result->number[i] = n ? summary(x, n) : NAN;
    }
    free(x);
    return 0;
}

static double mean(double *x, size_t n)
{
    return moments_mean(x, n);
}

static double deviation(double *x, size_t n)
{
    return moments_sd(x, n);
}

double median_of(double *x, size_t n)
{
    return gsl_stats_median(x, 1, n);
}

static int average(ROW_PARAMETERS)
{
    return summarise(call, arguments, count, result, mean);
}

static int standard_deviation(ROW_PARAMETERS)
{
    return summarise(call, arguments, count, result, deviation);
}

static int median(ROW_PARAMETERS)
{
    return summarise(call, arguments, count, result, median_of);
}

/* clang-format off */
const struct lever_function functions_summary[] = {
    ROWS("SUM", "value, ...", "(C)", 'N', "sum", "a number too large", "=", sum),
    ROWS("AVERAGE", "value, ...", "(C)", 'N', "arithmetic mean", NULL, "=", average),
    ROWS("COUNT", "value, ...", "(C)", 'N', "how many of them are numbers", NULL, "=", count_numbers),
    ROWS("MIN", "value, ...", "(C)", 'N', "the least", NULL, "=", least),
    ROWS("MAX", "value, ...", "(C)", 'N', "the greatest", NULL, "=", greatest),
    ROWS("MEDIAN", "value, ...", "(C)", 'N', "the middle one, or the mean of the two middle ones", NULL, "=", median),
    ROWS("STDEV.S", "value, ...", "(C)", 'N', "standard deviation of a sample; needs two values", "a standard deviation of one value", "STDEV($*)", standard_deviation),
    END_OF_FAMILY
};
/* clang-format on */
