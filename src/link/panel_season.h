/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The season of a panel's null, for sieve.h: null_model.h has chosen one of every entity's own, or
 * none; one shape of which entities have more or less (panel_shared.h) is cheaper and may be better.
 */
#ifndef LEVER_LINK_PANEL_SEASON_H
#define LEVER_LINK_PANEL_SEASON_H

#include "link/sieve.h"

/*
 * left: n, what the null's controls leave of the outcome; where a shape in common has the smaller
 * AIC, it, sieve->null.fitted and .ar become what that says. spare: n; work: AR_WORK(n). Returns
 * how many columns went into what is left.
 */
size_t panel_season_share(struct sieve *sieve, double *left, double *spare, double *work);

#endif
