/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Calendars drawn by chance, and the exact test of what they did.
 *
 * Periods are cut into blocks, neighbouring blocks make a pair. In each pair one block has the higher
 * level and one the lower, by a coin: so trend, season and whatever else moves slowly are the same
 * for both. Of several entities half have the higher level in the first block of a pair (of an odd
 * number one more or less, by a coin), so what all share in a period is the same for both as well.
 *
 * The test (Bojinov, Simchi-Levi & Zhao 2023, Management Science 69:3759) knows no model of the noise:
 * if the level made no difference to anybody, y is what it is, and the calendar could have been any
 * other of the set. The statistic is |t| of the level beside constant and trend, in a regression that
 * is whitened by an autoregression of order 1 fitted to y without the level (so that it is the same
 * for every calendar); of several lags the largest. Of several entities what is common to a period is
 * taken off y, and each is weighed by its own noise. p is the share of calendars whose statistic is
 * as large: of all, where there are ENUMERATED at most, else of `draws` and the real one. Whatever
 * the noise is, p is right; that it is white only makes it small where there is an effect.
 *
 * The interval holds the effects e for which y less e times the level is not rejected: the same test.
 *
 * Units: effects are the higher level less the lower one, in units of y. Missing values are NaN.
 */
#ifndef LEVER_COMPARE_NUDGE_H
#define LEVER_COMPARE_NUDGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "stats/random.h"

enum { NUDGE_ENUMERATED = 4096, NUDGE_DRAWS = 1999, NUDGE_PAIRS_MIN = 8 };

/* The set that a calendar is drawn from. */
struct nudge_set {
    size_t pairs, block, entities;
};

/* How many calendars there are; may be infinite. */
double nudge_calendars(const struct nudge_set *set);
/* The smallest p that the test can give with so many draws. */
double nudge_least_p(const struct nudge_set *set, size_t draws);
/* coin: pairs x entities, pair by pair; +1 = the higher level in its first block, -1 in its second. */
void nudge_draw(const struct nudge_set *set, struct random *random, signed char *coin);
/* Could that be one of the set? */
bool nudge_may_be(const struct nudge_set *set, const signed char *coin);

enum nudge_reason {
    NUDGE_USABLE,
    NUDGE_FEW,     /* under 6 pairs have rows: p cannot be small */
    NUDGE_CONSTANT /* y does not vary beside constant and trend, or nothing of the level is left */
};

struct nudge_question {
    struct nudge_set set;
    const signed char *coin; /* as it was drawn */
    const double *y;         /* entities x periods of the set, 2 * block * pairs each */
    size_t lag_first, lag_last;
    size_t draws; /* where the calendars are not enumerated */
    uint64_t seed;
    size_t threads; /* 0 counts as 1 */
};

struct nudge_result {
    enum nudge_reason reason;
    double effect, low, high, firm_low, firm_high; /* 95 %, 90 %; infinite where open */
    double p;
    size_t lag;
    double calendars; /* that p is a share of */
    bool exact;       /* all of them */
    size_t n;         /* rows used, of all entities */
    double mean[2];   /* of y at the higher and the lower level, at that lag */
    size_t rows[2];
};

void nudge_test(const struct nudge_question *question, struct nudge_result *result);

/*
 * What such a calendar would show, by the past: y is entities x n of rows like those to come. Each
 * entity's past, less its trend, is taken for an autoregression and simulated (its own innovations,
 * stats/ar.h); a calendar is drawn, an effect added at the first lag, and the test done. The effect
 * that is just found, of each simulation, is kept.
 */
struct nudge_past {
    struct nudge_set set;
    const double *y;
    size_t n;
    size_t lag_first, lag_last;
    size_t simulations;
    uint64_t seed;
    size_t threads;
};
enum { NUDGE_PAST_MIN = 12 };

/* found: simulations, ascending; the least effect that was found in each, infinite where none was.
 * false: the past is too short, or does not vary. */
bool nudge_power(const struct nudge_past *past, double *found);

#endif
