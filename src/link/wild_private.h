/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A link of a panel by within regression while it is tested; shared by wild_slice.c, which fits a
 * lag, wild.c, which changes the signs of entities, and wild_periods.c, which draws periods. Nobody
 * else needs it.
 */
#ifndef LEVER_LINK_WILD_PRIVATE_H
#define LEVER_LINK_WILD_PRIVATE_H

#include <pthread.h>

#include "link/panel_link.h"
#include "link/panel_periods.h"
#include "stats/ar.h"
#include "stats/series.h"

/* One lag: within-transformed columns and what the bootstrap needs of them. */
struct slice {
    int lag;
    size_t rows, absorbed, entities;
    size_t periods; /* that have rows */
    size_t last;    /* of them */
    bool *in;       /* entities x periods */
    double *x, *y;  /* free of effects and context; 0 outside the lag's rows */
    double power;   /* x · x */
    double slope, se, t, r;
    double factor;  /* CR1 */
    double *score;  /* entities: sum of x times y in each */
    double *square; /* entities: sum of x squared */
    double *cross;  /* entities x entities: x of g · within-transform of (y of h); NULL where
                           that is had cheaper from the periods' effects every time */
    /* The periods' effects beside what an entity has of its own, and beside its level alone; NULL
       where means will do, as all entities have the same periods. */
    struct panel_periods *effects, *level_effects;
};

struct wild {
    struct panel_outcome outcome; /* its context filtered */
    double *context;
    size_t bridged; /* values of x */
    const struct link_options *options;
    struct series x, y;      /* filtered; x with its gaps bridged where it is */
    bool long_panel;         /* trend and season of each go out, and all is whitened */
    struct ar_fit ar;        /* the filter; of order 0 in short panels */
    struct wild_null *null;  /* NULL where there are too few periods to draw from */
    size_t *entity, *period; /* of every row */
    struct slice *slices;
    size_t lags;
    double *peaks;        /* T* by signs of entities */
    double *period_peaks; /* T* by whole periods */
    size_t passes;        /* over all resamples */
    size_t done;
    pthread_mutex_t lock;
};

/* Says that so many resamples more are done. */
void wild_step(struct wild *wild, size_t resamples);

/*
 * Fits one lag: the slice has its `lag`, and gets all else. Its t is NaN where there is nothing to
 * fit (x explained, too few rows), and the bootstrap's part is then left out.
 */
void wild_slice_fill(const struct wild *wild, struct slice *slice);

/* Whether all entities have the same periods at the lag. */
bool wild_whole(const struct slice *slice);

/*
 * Two-way within transformation (without a time: within entities; of a long panel, trend and season
 * of each as well) of v on the rows said, 0 beside.
 */
void wild_within(const struct wild *wild, const bool *in, double *v);

/* sqrt of the clustered variance of a slope, from the squares of the entities' scores. */
double wild_se(const struct slice *slice, double squares);

/*
 * How outcomes without a link are simulated for wild->outcome, y not yet filtered: each entity's
 * trend and season (AIC chooses the season) as they are, and panel_null.h's deviations from them.
 * Where an output has the like, the regression finds as much in what is simulated as in the data.
 */
struct wild_null *wild_null_new(const struct wild *wild);
void wild_null_free(struct wild_null *null);
/* The season that was chosen, borrowed; whether one was wanted that the periods cannot separate. */
const struct season_candidate *wild_null_season(const struct wild_null *null);
bool wild_null_too_short(const struct wild_null *null);
/* The autoregression of all entities together. */
const struct ar_fit *wild_null_ar(const struct wild_null *null);

/* Fills period_peaks: t at each lag of simulated outcomes, filtered as the data are. */
void wild_periods(struct wild *wild, size_t threads);

#endif
