/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/series.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "stats/project.h"

static void scale(struct series *series)
{
    int exponent = project_exponent(series->values, series->n);
    size_t t;

    for (t = 0; t < series->n; t++)
        series->values[t] = ldexp(series->values[t], -exponent);
    series->exponent += exponent;
}

void series_start(struct series *series, const double *column, size_t n)
{
    double mean = 0;
    size_t t;

    *series = (struct series){ .n = n, .constant = true, .first = NAN };
    series->values = xarray(n, sizeof *series->values);
    series->present = xarray(n, sizeof *series->present);
    for (t = 0; t < n; t++) {
        series->present[t] = isfinite(column[t]);
        series->values[t] = series->present[t] ? column[t] : 0;
        if (!series->present[t])
            continue;
        if (series->there++ == 0)
            series->first = column[t];
        else if (column[t] != series->first)
            series->constant = false;
    }
    scale(series);
    for (t = 0; t < n; t++)
        mean += series->values[t] / (double)(series->there ? series->there : 1);
    for (t = 0; t < n; t++)
        series->values[t] = series->present[t] ? series->values[t] - mean : 0;
    scale(series);
}

void series_free(struct series *series)
{
    free(series->values);
    free(series->present);
    memset(series, 0, sizeof *series);
}
