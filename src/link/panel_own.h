/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Takes out what is additive in a panel: each entity's level, trend and season, what each
 * period brings to all, and context. They are fitted one after the other, round after round, until
 * nothing moves (Gauss-Seidel). If all entities have the same periods, one round is enough.
 */
#ifndef LEVER_LINK_PANEL_OWN_H
#define LEVER_LINK_PANEL_OWN_H

#include <stdbool.h>
#include <stddef.h>

#include "stats/season.h"

struct panel_own {
    size_t entities, periods;
    const struct season_candidate *season; /* phases of the periods */
    const double *context; /* contexts x entities x periods, orthonormal on the rows, 0 beside */
    size_t contexts;
};

/*
 * v: entities x periods, 0 where not `in`; what is left of it. own: the same size, what is the
 * entities' own in it; NULL where not wanted. Returns how many columns went into it.
 */
size_t panel_own_remove(const struct panel_own *design, const bool *in, double *v, double *own);

#endif
