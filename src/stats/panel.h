/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Least squares on a panel: many entities, each seen in several periods.
 *
 * Fixed effects of the entities, of the periods, or of both are projected out of y
 * and of every column (the within transformation), exactly also where the panel is
 * unbalanced: the entities by their means, the periods beside them by conjugate
 * gradients on the normal equations that are left, in long double. What remains is
 * fitted by linear.h. Coefficients are those of a regression with a dummy for each
 * entity and period; degrees of freedom count the effects absorbed, less one for
 * each part of the panel that no entity or period connects with the rest.
 *
 * Standard errors: as if rows were independent (se), and clustered by entity
 * (cluster_se; cluster.h), by default CR1 with the absorbed effects counted in k,
 * as a regression with dummies (Stata's areg, vcovCL(type = "HC1") of R).
 *
 * Rows are in any order; one with a cell that is not finite is left out.
 */
#ifndef LEVER_STATS_PANEL_H
#define LEVER_STATS_PANEL_H

#include <stdbool.h>
#include <stddef.h>

#include "stats/cluster.h"
#include "stats/linear.h"

/* Effects to project out, added together; 0 is the pooled regression on a constant. */
enum panel_effects { PANEL_POOLED = 0, PANEL_ENTITY = 1, PANEL_PERIOD = 2, PANEL_TWO_WAY = 3 };

struct panel_design {
    const double *const *x; /* columns of rows cells */
    size_t columns;
    const double *y;
    size_t rows;
    const size_t *entity; /* each row's, below entities */
    size_t entities;
    const size_t *period; /* each row's, below periods; may be NULL where not projected out */
    size_t periods;
    enum panel_effects effects;
    enum cluster_kind cluster;
};

struct panel_fit {
    /*
     * The regression of what is left on what is left, without a constant: its
     * coefficients are in the order of x, its df, sigma, se, t, p and r2_adjusted count the
     * effects, its r2 is the within one.
     */
    struct linear_fit linear;
    size_t entities; /* that have rows */
    size_t periods;
    size_t absorbed; /* effects projected out, the constant among them */
    double *cluster_se;
    double *cluster_t;
    double *cluster_p; /* t with entities - 1 */
};

/*
 * Returns linear.status: as linear_fit; STATS_CONSTANT also for a column that the
 * effects explain altogether (one that never varies within an entity), `suspect`
 * naming it, and STATS_RANGE for cells that overflow when effects are taken off.
 * Clustered figures are NaN with one entity. Freed by panel_free.
 */
enum stats_status panel_fit(const struct panel_design *design, struct panel_fit *fit);
void panel_free(struct panel_fit *fit);

/*
 * The within transformation alone: out[i] = x[i] less its effects, over the rows
 * where use[i]; NaN elsewhere. Needs period where effects has PANEL_PERIOD.
 */
void panel_within(const struct panel_design *design, const bool *use, const double *x, double *out);

#endif
