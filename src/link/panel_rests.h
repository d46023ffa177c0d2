/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The entity that a panel's link rests on: the one without which t would be small (link.h says what is
 * small). What the other entities' levels and trends are does not depend on it. Periods' effects do,
 * and are taken out again without it where the periods are whole; in a panel with gaps, and in one of
 * twelve entities or more, one entity has little say in them, and they stay.
 */
#ifndef LEVER_LINK_PANEL_RESTS_H
#define LEVER_LINK_PANEL_RESTS_H

#include <stdbool.h>
#include <stddef.h>

#include "link/sieve.h"

struct link_result;

/* Stacked rows: x and y free of controls, 0 on rows that do not take part; freedom: of all. */
void panel_rests_rows(const struct panel_layout *panel, const double *x, const double *y,
                      const bool *rows, double freedom, struct link_result *result);

/*
 * Clustered errors: of each entity the sum of x times y and of x squared; factor: what the squares of
 * the scores are multiplied by (CR1).
 */
void panel_rests_clusters(const double *score, const double *square, size_t entities, double factor,
                          struct link_result *result);

#endif
