/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A question put to the data: every link tested; where --by says who the rows are about, on
 * all entities together (stats/panel_link.h), or with --each on each of them by itself.
 *
 * Links that share an outcome are tested in one call and share its resamples
 * (stats/link.h); the figures of a link do not depend on which others there are.
 */
#ifndef LEVER_QUESTION_LINK_TESTS_H
#define LEVER_QUESTION_LINK_TESTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "link/link.h"
#include "question/question.h"

/* In place of an entity's index: all of them, as a panel. */
#define TEST_PANEL FRAME_ALL

struct link_test {
    const struct question_link *link; /* of the question */
    size_t entity;                    /* index in the axis, or TEST_PANEL */
    struct link_result result;
};

struct link_tests {
    const struct common *common;
    struct question question;
    struct link_test *items; /* link by link, the entities of each together */
    size_t count;
    bool panel;                /* every test is about all entities */
    size_t span;               /* values of a test's series: periods, of a panel for each entity */
    struct link_method method; /* estimate NULL: the slope's t (pearson) */
    bool profile;              /* wanted of link_test */
    bool working;
    size_t resamples; /* used: what was asked for, or the default */
    size_t stepped;   /* progress of the call under way */
};

/*
 * Asks the question on file: reads, finds, lays out. tests starts zeroed but for
 * profile, working and question.counters; link_tests_free frees it, also after a failure.
 */
int link_tests_ask(struct link_tests *tests, const struct common *common, const char *file,
                   struct error *err);
/* Tests it all, after link_tests_ask: fills the results. */
int link_tests_run(struct link_tests *tests, struct error *err);

/* All links tested with other columns in the outputs' place, several at once. */
struct test_round {
    size_t copies;
    const double *x; /* tests by copies by span; NULL = one copy, of the outputs themselves */
    size_t resamples;
    uint64_t seed;
    bool profile;
    bool working;
    struct link_result *results; /* tests by copies: filled */
};
/* -1: no result holds anything to be freed. */
int link_tests_round(struct link_tests *tests, const struct test_round *round, struct error *err);

/*
 * One test again, its profile wanted, with further columns as context: `count` of them, each
 * `span` values of the test's entity. own: the output at its lag, for link_outcome's `given` where
 * there are such columns. result is the caller's to free.
 */
int link_tests_beside(struct link_tests *tests, size_t item, const double *own,
                      const double *const *beside, size_t count, struct link_result *result,
                      struct error *err);

void link_tests_free(struct link_tests *tests);

/* The name of the method, NULL where it is the one that goes without saying (pearson). */
const char *link_tests_method(const struct link_tests *tests);

/* How far progress goes in a round: every simulated outcome is a step. */
size_t link_tests_steps(const struct link_tests *tests, const struct test_round *round);

/*
 * A column of one entity on the axis, axis.periods values; of TEST_PANEL all entities', one
 * after the other. Borrowed from tests.
 */
const double *link_tests_series(struct link_tests *tests, size_t column, size_t entity);

/* Periods of the axis that an entity with --each is judged by: from the first to the last in which
 * it has any output or outcome. Of all entities, and without --each, those of the axis. */
size_t link_tests_own(struct link_tests *tests, size_t entity);

/* The name of the test's entity; "" where there is none or it is about all. */
const char *link_tests_entity(const struct link_tests *tests, const struct link_test *test);

#endif
