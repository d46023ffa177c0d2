/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Interval and p of any method, by resampling the rows.
 *
 * Nominal, as in stats/correlation.h: as if the rows were independent. p is that of
 * the permutation test, two-sided by absolute value, (1 + #{|T*| >= |T|}) / (B + 1)
 * (Davison & Hinkley 1997, eq. 4.11); the 95 % interval is the percentile interval of
 * the bootstrap of pairs (Efron 1979). A resample for which the method has no
 * estimate counts against the null's rejection, and is left out of the interval.
 */
#ifndef LEVER_METHODS_RESAMPLE_H
#define LEVER_METHODS_RESAMPLE_H

#include <stdint.h>

#include "methods/method.h"

/*
 * x, y: rows cells each; rows with a cell that is not finite are left out. Fills n, r,
 * p, low and high of *out (statistic and p_above are NaN) as correlation_test does. Of a
 * job whose progress is said (base/progress.h) each resample is a step.
 * The result does not depend on threads. -1: the method failed.
 */
int method_judge(const struct lever_method *method, const double *x, const double *y, size_t rows,
                 size_t resamples, uint64_t seed, size_t threads, struct correlation *out,
                 struct error *err);

#endif
