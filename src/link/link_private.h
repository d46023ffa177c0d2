/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A call of link_test while it runs; shared by link.c, which resamples, and
 * link_report.c, which says what was observed. Nobody else needs it.
 */
#ifndef LEVER_LINK_LINK_PRIVATE_H
#define LEVER_LINK_LINK_PRIVATE_H

#include <pthread.h>

#include "link/lag_scan.h"
#include "link/link.h"
#include "link/mean_lag.h"
#include "link/sieve.h"
#include "stats/series.h"

/* One link. */
struct tested_link {
    struct link_output output; /* its lags may be fewer than asked for (lags_auto) */
    struct link_result *result;
    struct series x; /* gaps inside bridged, if timed */
    size_t lags;
    size_t sample; /* index of its sample */
    size_t season; /* the candidate that x itself has */
    struct regressor regressor;
    struct mean_lag window;
    double *peaks;            /* T* of every resample */
    struct link_found *found; /* by a method: what it says of the data; else NULL */
};

/* What a method says of a link. */
struct link_found {
    double *estimates; /* lags; NaN where it has none */
    double *peaks;     /* its T* of every resample */
    size_t peak;       /* the lag of the largest |estimate|, by its index */
    int sign;
};

/* What one worker needs. */
struct link_workspace {
    struct draw draw;
    struct white white;
    struct lag_products view;
    struct scratch scratch;
    double *y, *spare, *work;
    struct link_columns *columns; /* NULL without a method */
};

struct bootstrap {
    const struct link_outcome *outcome;
    const struct link_options *options;
    const struct panel_layout *panel; /* NULL: a single series */
    size_t rows_min;
    struct series y;
    bool *present;   /* y and every context column */
    double *context; /* scaled, 0 where not present */
    struct season season;
    struct sieve sieve;
    /* Of the observed outcome, by what its season has to contain. */
    struct draw observed[SEASON_CANDIDATES];
    struct white white[SEASON_CANDIDATES];
    bool made[SEASON_CANDIDATES];
    bool wanted[SEASON_CANDIDATES]; /* by some link */
    struct lag_scan *samples;
    size_t sample_count;
    struct tested_link *links; /* those that can be tested */
    size_t link_count;
    struct link_workspace *workspaces; /* one for each worker */
    struct error *errors; /* of a method, one for each block of resamples; NULL without */
    size_t done;
    pthread_mutex_t lock;
};

void workspace_start(struct link_workspace *space, const struct bootstrap *boot);
void workspace_free(struct link_workspace *space);

/* link_test, of a single series or of a panel stacked as the layout says (checked before). */
int link_run(const struct link_outcome *outcome, const struct panel_layout *panel,
             const struct link_output *outputs, size_t count, const struct link_options *options,
             struct link_result *results, struct error *err);

/* As link_result_clear, keeping what was found before it turned out that the link is unusable. */
void link_give_up(struct link_result *result, enum link_reason reason, double value, double limit);

/*
 * Puts what is said of best, the lag (or the window) of the largest |t|, and of all lags together,
 * into a result that has its critical values.
 */
void link_result_take(struct link_result *result, const struct link_lag *rows, size_t lags,
                      const struct link_lag *best);

/* Fills the result of a link whose peaks are there. */
void link_report(const struct bootstrap *boot, struct tested_link *link);

#endif
