/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What periods have in common in a panel, solved for directly.
 *
 * With M the projection that takes each entity's own out (its level; its trend and season as well,
 * where they are) and D a dummy for each period, the periods' effects b of a column v are
 * (D'MD) b = D'Mv. The matrix has as many rows as there are periods and does not depend on v: it is
 * factored once, and every v after that costs a solve. It is singular (what all entities have is
 * either's); rows that the ones before determine get 0, which leaves D b the same on all entities
 * but for what M takes out anyway.
 */
#ifndef LEVER_LINK_PANEL_PERIODS_H
#define LEVER_LINK_PANEL_PERIODS_H

#include <stdbool.h>
#include <stddef.h>

#include "stats/season.h"

struct panel_periods;

/*
 * in: entities x periods, the rows. own: each entity has a trend and this season beside its level;
 * NULL: a level alone.
 */
struct panel_periods *panel_periods_new(size_t entities, size_t periods, const bool *in,
                                        const struct season_candidate *own);
void panel_periods_free(struct panel_periods *effects);

/* sums (D'Mv, periods) becomes b. */
void panel_periods_solve(const struct panel_periods *effects, double *sums);

#endif
