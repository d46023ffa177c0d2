/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A link of a panel by within regression while it is tested; shared by wild.c, which changes the
 * signs of entities, and wild_periods.c, which draws periods. Nobody else needs it.
 */
#ifndef LEVER_STATS_WILD_TRIAL_H
#define LEVER_STATS_WILD_TRIAL_H

#include <pthread.h>

#include "stats/panel_link.h"
#include "stats/series.h"

/* One lag: within-transformed columns and what the bootstrap needs of them. */
struct slice {
    int lag;
    size_t rows, absorbed, entities;
    size_t periods;     /* that have rows */
    size_t last;        /* of them */
    bool *in;           /* entities x periods */
    double *x, *y;      /* free of effects and context; 0 outside the lag's rows */
    double power;       /* x · x */
    double slope, se, t, r;
    double factor;      /* CR1 */
    double *score;      /* entities: sum of x times y in each */
    double *square;     /* entities: sum of x squared */
    double *cross;      /* entities x entities: x of g · within-transform of (y of h) */
};

struct wild {
    const struct panel_outcome *outcome;
    const struct link_options *options;
    struct series x, y;
    size_t *entity, *period;    /* of every row */
    struct slice *slices;
    size_t lags;
    double *peaks;              /* T* by signs of entities */
    double *period_peaks;       /* T* by whole periods; NULL where there are too few of them */
    size_t passes;              /* over all resamples */
    size_t done;
    pthread_mutex_t lock;
};

/* Says that so many resamples more are done. */
void wild_step(struct wild *wild, size_t resamples);

/* Whether all entities have the same periods at the lag. */
bool wild_whole(const struct slice *slice);

/* Two-way within transformation (without a time: within entities) of v on the rows said, 0 beside. */
void wild_within(const struct wild *wild, const bool *in, double *v);

/* sqrt of the clustered variance of a slope, from the squares of the entities' scores. */
double wild_se(const struct slice *slice, double squares);

/*
 * Fills period_peaks: outcomes are simulated without a link, and t is taken at each lag as of the data.
 * What is simulated has the trend and the season of its own that each entity's outcome has (AIC
 * chooses the season), and panel_null.h's deviations from them: where an output has the like, the
 * regression finds as much in them as in the data.
 */
void wild_periods(struct wild *wild, size_t threads);

#endif
