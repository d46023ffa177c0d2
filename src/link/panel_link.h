/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The test of a link on a panel: several entities (teams, regions), each with its own series
 * on one time axis. Entities' and periods' effects are projected out of everything (two-way
 * within transformation), so that neither who is bigger nor what happened to all can make a link.
 *
 * Few entities (under PANEL_ENTITIES) and at least PANEL_PERIODS periods: the commonest user has
 * five teams and two years of weeks, and 2^5 signs cannot reach p = .05. There the test is
 * link.h's, the entities' series one behind the other: the trend of each, and by AICc a season of
 * each, go out with the effects; one autoregression for all is fitted and filtered within the
 * entity; the null is panel_null.h's. The statistic is the largest |t| over the lags.
 *
 * Otherwise (wild.h): standard errors clustered by entity (CR1), and a wild cluster bootstrap
 * with the null imposed (Cameron, Gelbach & Miller 2008): every entity's residuals keep or change
 * their sign together, by Webb's (2014) six weights under 12 entities. Same statistic; t's
 * standard error is computed again in every resample. Signs of entities know nothing of what
 * entities have in common, so from PANEL_PERIODS periods on the same t is also taken of
 * outcomes simulated as panel_null.h does, each entity's trend and season kept; the larger p counts.
 * Up to PANEL_LONG periods nothing is whitened: the effect is that of the regression with a dummy
 * for each entity and period. From there on trend and season of each go out, too, and all is
 * filtered by one autoregression within the entities, which persistent series reward with a
 * multiple of the power.
 *
 * With a method (link_method.h) the test is the first kind however many entities there are, and
 * fewer periods make the link unusable: signs of whole entities say nothing of a statistic that is
 * not a sum. Rows without a time: entities' effects alone, permuted within each.
 *
 * The result is link.h's. effect_pooled is the slope at the chosen lag that ignores who is who:
 * where its sign is another than the effect's, aggregation deceives (Simpson). Naive figures are
 * of all rows pooled. n counts rows; n_eff is the residual degrees of freedom. Entities without a
 * period that has x and y are not in the panel: what they miss is not missing.
 */
#ifndef LEVER_LINK_PANEL_LINK_H
#define LEVER_LINK_PANEL_LINK_H

#include "link/link.h"

enum {
    PANEL_ENTITIES = 12,
    PANEL_PERIODS = 20,
    PANEL_LONG = 40,
    PANEL_ENTITIES_MIN = 3,
    PANEL_ROWS_MIN = 20
};

/* Every array is entities x periods, one entity's periods after the other's; NaN is missing
   or not in the panel at all. */
struct panel_outcome {
    size_t entities, periods;
    const double *y;
    const double *const *context;
    size_t contexts;
    bool timed;                   /* rows are consecutive periods, the same for all */
    struct season_request season; /* phases of the periods; ignored when not timed */
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
