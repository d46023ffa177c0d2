/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "filters/plot_fit.h"

#include <math.h>

void plot_fit(const double *x, const double *y, long n, long shift, size_t pairs, double *slope,
              double *intercept)
{
    double mean_x = 0;
    double mean_y = 0;
    double xx = 0;
    double xy = 0;
    int pass;
    long t;

    for (pass = 0; pass < 2; pass++)
        for (t = shift > 0 ? shift : 0; t < n && t - shift < n; t++) {
            double dx = x[t - shift];
            double dy = y[t];

            if (!isfinite(dx) || !isfinite(dy))
                continue;
            if (pass == 0) {
                mean_x += dx / (double)pairs;
                mean_y += dy / (double)pairs;
            } else {
                xx += (dx - mean_x) * (dx - mean_x);
                xy += (dx - mean_x) * (dy - mean_y);
            }
        }
    *slope = xy / xx;
    *intercept = mean_y - *slope * mean_x;
}
