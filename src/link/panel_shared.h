/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One season that entities share, each having its own amount of it.
 *
 * A season for each entity takes as many columns as there are entities for every harmonic, too many
 * for short series. But false links mostly come from one season of which bigger entities have more:
 * a column of loadings times one shape. That is the reduced-rank regression (Anderson 1951) of the
 * entities on the columns of the season. Its shape is found as the first principal component of what
 * the season explains in each, gaps allowed (alternating least squares; Wold 1966).
 */
#ifndef LEVER_LINK_PANEL_SHARED_H
#define LEVER_LINK_PANEL_SHARED_H

#include <stdbool.h>
#include <stddef.h>

#include "stats/season.h"

/*
 * part: entities x periods, what the season explains, 0 where not `in`. shape: periods, in the span
 * of constant, trend and season, of length 1; all 0 where the season explains nothing.
 */
void panel_shared_shape(size_t entities, size_t periods, const bool *in, const double *part,
                        const struct season_candidate *season, double *shape);

#endif
