/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How nearly columns determine each other, and which.
 *
 * Two views, on columns scaled to the same length (the units must not matter):
 *
 *   vif        variance inflation: 1 / (1 - R^2) of a column on the others, the factor by
 *              which their company widens the variance of its coefficient
 *   condition  indices of Belsley, Kuh & Welsch (1980, Regression Diagnostics, ch. 3): the
 *              largest singular value over each; beside every index, `share` says what part of
 *              each coefficient's variance rests on that singular value
 *              (phi_jk / sum of phi_j, phi_jk = v_jk^2 / mu_k^2, their eq. 3.25)
 *
 * A high index names its columns: those with more than half of their variance there. As the
 * columns come, so they are taken: the caller centres them or brings a constant.
 */
#ifndef LEVER_STATS_COLLINEAR_H
#define LEVER_STATS_COLLINEAR_H

#include <stdbool.h>
#include <stddef.h>

#include "stats/status.h"

/* From here on company is worth a warning: R^2 .9; and Belsley's index of strong dependence. */
#define COLLINEAR_VIF 10.
#define COLLINEAR_CONDITION 30.

struct collinear {
    enum stats_status status; /* STATS_TOO_FEW for n < columns; STATS_CONSTANT: a column is 0 */
    size_t columns;
    double *vif; /* columns; infinite where the others determine it; NaN unless status is OK */
    double *condition; /* columns, ascending from 1; infinite for a singular value of 0 */
    double *share;     /* [k * columns + j]: of column j's variance, what rests on index k */
};

/* x[j]: n finite cells. Freed by collinear_free, whatever the status. */
enum stats_status collinear_start(struct collinear *c, const double *const *x, size_t columns,
                                  size_t n);
void collinear_free(struct collinear *c);

/*
 * The columns that go together with column j, j among them, where its vif is COLLINEAR_VIF or
 * more or it has more than half of its variance on an index of COLLINEAR_CONDITION or more; false,
 * and none named, where neither is so. together: columns flags.
 */
bool collinear_name(const struct collinear *c, size_t j, bool *together);

#endif
