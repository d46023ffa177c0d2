/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Gaps inside the series of a panel's output, bridged.
 *
 * As series_bridge of one series, but with the others to look at: a missing value is what its
 * entity has on average and its period brings to all (least squares; a period that nobody has is on the
 * line between its neighbours), plus what an autoregression fitted to what these leave, one for all
 * entities, expects given the entity's own values before and behind. That uses the output alone.
 * Nothing is put before an entity's first value or after its last.
 */
#ifndef LEVER_LINK_PANEL_BRIDGE_H
#define LEVER_LINK_PANEL_BRIDGE_H

#include <stddef.h>

/* x: entities x periods, NaN missing. out: the same, gaps inside filled. Returns how many were. */
size_t panel_bridge(const double *x, size_t entities, size_t periods, double *out);

#endif
