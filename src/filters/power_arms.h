/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * `lever power --arms SHARES`: what an experiment could show, by rows as they were without one. The
 * table has an outcome a row, as it would come in; -b says which rows are one unit, -z what is known
 * before, -t how many rows come in a period.
 *
 * Rows vary by v a row: the variance of what the columns of -z leave, or with units n times that of
 * a ratio of totals (compare/sample.h). A difference is found 80 times of 100 if it is 2.80 of its
 * standard errors, sqrt(v / n * (1/w1 + 1/w2)), w the arms' shares of n rows.
 */
#ifndef LEVER_FILTERS_POWER_ARMS_H
#define LEVER_FILTERS_POWER_ARMS_H

#include "command/common.h"

/* effect 0: none stated. Writes the table of power; returns 0, or -1 and err. */
int power_arms(const struct common *common, const char *shares, double effect, const char *file,
               struct error *err);

#endif
