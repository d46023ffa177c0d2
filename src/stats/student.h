/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The two-sided p of Student's t, to eleven digits or better.
 *
 * gsl_cdf_tdist_Q takes Cornish and Fisher's expansion in the tail, which is wrong in
 * the ninth digit at t = 17.7 with 93 degrees of freedom and in the seventh elsewhere;
 * the incomplete beta function (Abramowitz & Stegun 1964, 26.7.1) is not, until there
 * are so many degrees of freedom that it cancels. So: beta up to 100,000, GSL beyond.
 */
#ifndef LEVER_STATS_STUDENT_H
#define LEVER_STATS_STUDENT_H

/* df > 0, maybe infinite (the normal); 0 for an infinite t, NaN for one that is NaN. */
double student_p(double t, double df);

#endif
