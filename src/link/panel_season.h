/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The season of a panel's null, for sieve.h. null_model.h has chosen none, or one for each entity.
 * One shape of which entities have more or less (panel_shared.h) is cheaper and may be better.
 */
#ifndef LEVER_LINK_PANEL_SEASON_H
#define LEVER_LINK_PANEL_SEASON_H

#include "link/sieve.h"

/*
 * left: n, what the null's controls leave of the outcome. If a common shape has the smaller AIC, left,
 * sieve->null.fitted and .ar become those of that shape. spare: n; work: AR_WORK(n). Returns how
 * many columns went into what is left.
 */
size_t panel_season_share(struct sieve *sieve, double *left, double *spare, double *work);

#endif
