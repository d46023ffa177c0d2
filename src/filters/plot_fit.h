/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The straight line of a scatter. */
#ifndef LEVER_FILTERS_PLOT_FIT_H
#define LEVER_FILTERS_PLOT_FIT_H

#include <stddef.h>

/* Least squares, centred, through the n periods that have both y and the x of `shift` periods before;
 * so many pairs there are. */
void plot_fit(const double *x, const double *y, long n, long shift, size_t pairs, double *slope,
              double *intercept);

#endif
