/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A question put to the data: every link tested; where --by says who the rows are about, on
 * all entities together (stats/panel_link.h), or with --each on each of them by itself.
 *
 * Links that share an outcome are tested in one call and share its resamples
 * (stats/link.h); the figures of a link do not depend on which others there are.
 */
#ifndef LEVER_FILTERS_TRIALS_H
#define LEVER_FILTERS_TRIALS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "filters/question.h"
#include "stats/link.h"

/* In place of an entity's index: all of them, as a panel. */
#define TRIAL_PANEL SIZE_MAX

struct trial {
    const struct question_link *link; /* of the question */
    size_t entity;                    /* index in the axis, or TRIAL_PANEL */
    struct link_result result;
};

struct trials {
    const struct common *common;
    struct question question;
    struct season_request season;
    double *year, *week;  /* the season's phases */
    double **series;      /* a column laid out on the axis, made on first use */
    struct trial *items;  /* link by link, the entities of each together */
    size_t count;
    bool panel;           /* every trial is about all entities */
    size_t span;          /* values of a trial's series: periods, of a panel for each entity */
    struct link_method method; /* estimate NULL: the slope's t (pearson) */
    bool profile;         /* wanted of link_test */
    bool working;
    size_t resamples;     /* used: what was asked for, or the default */
    size_t stepped;       /* progress of the call under way */
};

/*
 * Asks the question on file: reads, finds, lays out. trials starts zeroed but for
 * profile and working; trials_free frees it, also after a failure.
 */
int trials_ask(struct trials *trials, const struct common *common, const char *file,
               struct error *err);
/* Tests it all, after trials_ask: fills the results. */
int trials_run(struct trials *trials, struct error *err);

/* All links tested with other columns in the outputs' place, several at once. */
struct round {
    size_t copies;
    const double *x; /* trials by copies by span; NULL = one copy, of the outputs themselves */
    size_t resamples;
    uint64_t seed;
    bool profile;
    bool working;
    struct link_result *results; /* trials by copies: filled */
};
/* -1: no result holds anything to be freed. */
int trials_round(struct trials *trials, const struct round *round, struct error *err);

/*
 * One trial again, its profile wanted, with further columns as context: `count` of them, each
 * `span` values of the trial's entity. own: the output at its lag, for link_outcome's `given` where
 * there are such columns. result is the caller's to free.
 */
int trials_beside(struct trials *trials, size_t item, const double *own,
                  const double *const *beside, size_t count, struct link_result *result,
                  struct error *err);

void trials_free(struct trials *trials);

/* The name of the method, NULL where it is the one that goes without saying (pearson). */
const char *trials_method(const struct trials *trials);

/* How far progress goes in a round: every simulated outcome is a step. */
size_t trials_steps(const struct trials *trials, const struct round *round);

/*
 * A column of one entity on the axis, axis.periods values; of TRIAL_PANEL all entities', one
 * after the other. Borrowed from trials.
 */
const double *trials_series(struct trials *trials, size_t column, size_t entity);

/* The name of the trial's entity; "" where there is none or it is about all. */
const char *trials_entity(const struct trials *trials, const struct trial *trial);

#endif
