/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The test of a link on a panel: several entities (teams, regions), each with its own series
 * on one time axis. Entities' and periods' effects are projected out of everything (two-way
 * within transformation), so that neither who is bigger nor what happened to all can make a link.
 *
 * Few entities and many periods (under PANEL_ENTITIES entities, at least PANEL_PERIODS periods): the
 * commonest user has five teams and two years of weeks, and 2^5 signs cannot reach p = .05. There the
 * test is link.h's, the entities' series one behind the other: one autoregression for all,
 * fitted and filtered within the entity, and whole periods of innovations resampled, all
 * entities together. The statistic is the largest |t| over the lags.
 *
 * Otherwise: no whitening; standard errors clustered by entity (CR1), and a wild cluster bootstrap
 * with the null imposed (Cameron, Gelbach & Miller 2008): every entity's residuals keep or change
 * their sign together, by Webb's (2014) six weights under 12 entities. Same statistic; t's
 * standard error is computed again in every resample.
 *
 * With a method (link_method.h) the test is the first kind however many entities there are, and
 * fewer periods make the link unusable: signs of whole entities say nothing of a statistic that is
 * not a sum.
 *
 * The result is link.h's. sign_pooled is the sign of the slope at the chosen lag that ignores
 * who is who: where it disagrees with the effect, aggregation deceives (Simpson). Naive figures
 * are of all rows pooled. n counts rows; n_eff is the residual degrees of freedom after
 * whitening, or the entities less one with clustered errors.
 */
#ifndef LEVER_STATS_PANEL_LINK_H
#define LEVER_STATS_PANEL_LINK_H

#include "stats/link.h"

enum { PANEL_ENTITIES = 12, PANEL_PERIODS = 20, PANEL_ENTITIES_MIN = 3 };

/* Every array is entities x periods, one entity's periods after the other's; NaN is missing
   or not in the panel at all. */
struct panel_outcome {
    size_t entities, periods;
    const double *y;
    const double *const *context;
    size_t contexts;
    bool timed;                     /* rows are consecutive periods, the same for all */
    struct season_request season;   /* phases of the periods; ignored when not timed */
};

/*
 * As link_test; output->x is entities x periods as well. A row of y is missing where x is there
 * and the other way round: periods in which an entity has neither are not in its panel.
 * Working rows give entity and, as `row`, the period.
 */
int panel_link_test(const struct panel_outcome *outcome, const struct link_output *outputs,
                    size_t count, const struct link_options *options, struct link_result *results,
                    struct error *err);

#endif
