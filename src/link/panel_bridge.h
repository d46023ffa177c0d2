/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Gaps inside the series of a panel's output, bridged.
 *
 * As series_bridge does for one series, but with the other entities to look at. A missing value is
 * the sum of three things: what its entity has on average, what its period brings to all, and what an
 * autoregression expects. The first two are by least squares; a period that nobody has is on the line
 * between its neighbours. The autoregression, one for all entities, is fitted to what these leave,
 * and sees the entity's values before and behind. All of this uses the output alone.
 * Nothing is put before an entity's first value or after its last.
 */
#ifndef LEVER_LINK_PANEL_BRIDGE_H
#define LEVER_LINK_PANEL_BRIDGE_H

#include <stddef.h>

/* x: entities x periods, NaN missing. out: the same, gaps inside filled. Returns how many were. */
size_t panel_bridge(const double *x, size_t entities, size_t periods, double *out);

#endif
