/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One link of a panel by two-way within regression, clustered t and the wild
 * cluster bootstrap: the half of panel_link.h for many entities. wild_periods.c has
 * the second null distribution.
 */
#ifndef LEVER_LINK_WILD_H
#define LEVER_LINK_WILD_H

#include "link/panel_link.h"

/* Fills a result that has its naive figures; `result->reason` says whether it could. */
void wild_link(const struct panel_outcome *outcome, const struct link_output *output,
               const struct link_options *options, struct link_result *result);

#endif
