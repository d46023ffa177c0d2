/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "link/interval.h"

#include <math.h>

#include "link/link.h"

/* How many of the sorted values are at least t. */
static size_t reach(const double *sorted, size_t count, double t)
{
    size_t low = 0, high = count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (sorted[middle] < t)
            low = middle + 1;
        else
            high = middle;
    }
    return count - low;
}

double interval_p(const double *sorted, size_t count, double t)
{
    return (1 + (double)reach(sorted, count, t)) / ((double)count + 1);
}

double interval_critical(const double *sorted, size_t count, unsigned percent)
{
    size_t least = (percent * (count + 1) + 99) / 100; /* 1 + K */

    return least < 2 ? INFINITY : sorted[count - (least - 1)];
}

void interval_fill(struct link_lag *row, double freedom, const double *sorted, size_t count)
{
    double c95 = interval_critical(sorted, count, 5);
    double c90 = interval_critical(sorted, count, 10);
    double z = asinh(row->t / sqrt(freedom));
    double half = asinh(c95 / sqrt(freedom));

    /* se (t - c) has the sign of t - c; effect - se c might not, in the last digit. */
    row->low95 = row->se * (row->t - c95);
    row->high95 = row->se * (row->t + c95);
    row->low90 = row->se * (row->t - c90);
    row->high90 = row->se * (row->t + c90);
    row->low_firm = row->low90;
    row->high_firm = row->high90;
    row->r = tanh(z);
    row->r_low = tanh(z - half);
    row->r_high = tanh(z + half);
    row->p = interval_p(sorted, count, fabs(row->t));
}
