/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A panel's outcome without a link: how it is simulated.
 *
 * Every entity follows an autoregression. AICc over the whole panel chooses one for all of them or
 * one for each; each entity has its own variance in either case. Teams may differ in how long a good
 * week lasts, and simulated teams must differ as they do. Innovations are drawn by whole periods, all
 * entities together, so what entities have in common within a period stays, their variances
 * included. An entity that lacks the period drawn gets one of its own.
 */
#ifndef LEVER_LINK_PANEL_NULL_H
#define LEVER_LINK_PANEL_NULL_H

#include <stdbool.h>
#include <stddef.h>

#include "link/sieve.h"
#include "stats/ar.h"
#include "stats/random.h"

struct panel_null {
    const struct panel_layout *layout; /* borrowed */
    struct ar_fit *ar;                 /* of each entity */
    double *pool;     /* entities x periods: innovations, centred; NaN where there is none */
    bool *seen;       /* entities: has innovations at all */
    size_t *drawable; /* the periods to draw from */
    size_t drawables;
    size_t burn;
};

/*
 * left: what the controls leave of the outcome, rows as the layout says, NaN where it is missing.
 * all: the autoregression of all entities together, fitted to it. controls: degrees of freedom that
 * went into them.
 */
struct panel_null *panel_null_new(const struct panel_layout *layout, const double *left,
                                  const struct ar_fit *all, size_t controls);
void panel_null_free(struct panel_null *null);

/* Draws a path for every entity; y: entities x stride, 0 between them. */
void panel_null_draw(const struct panel_null *null, struct random *random, double *y);

#endif
