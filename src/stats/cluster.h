/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Standard errors of a regression whose residuals go together within clusters
 * (the weeks of one team): Liang & Zeger (1986), Arellano (1987).
 *
 *     (X'X)^-1  [ sum over clusters of s_g s_g' ]  (X'X)^-1,  s_g = sum of x_i u_i in g
 *
 * CR0 is just this (vcovHC of R's plm, type "HC0"); CR0G multiplies it by G/(G-1),
 * as vcovCL(type = "HC0") of R's sandwich; CR1 by G/(G-1) * (n-1)/(n-k), as Stata's
 * vce(cluster) and vcovCL(type = "HC1"). t with G - 1 degrees of
 * freedom. With few clusters (under about 30) even CR1 is too small: resample.
 */
#ifndef LEVER_STATS_CLUSTER_H
#define LEVER_STATS_CLUSTER_H

#include "stats/linear.h"

enum cluster_kind { CLUSTER_CR0, CLUSTER_CR0G, CLUSTER_CR1 };

/*
 * cluster[i] is row i's cluster, any number below `labels`. Fills covariance (k
 * by k) and *clusters (or NULL), the clusters that have rows in the fit. All NaN
 * and not STATS_OK: the fit's own status, STATS_TOO_FEW for under 2 clusters,
 * or STATS_RANGE where a variance is beyond a double.
 */
enum stats_status cluster_covariance(const struct linear_design *design,
                                     const struct linear_fit *fit, const size_t *cluster,
                                     size_t labels, enum cluster_kind kind, double *covariance,
                                     size_t *clusters);

#endif
