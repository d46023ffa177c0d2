/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A look at one y by one statistic, for many calendars; see nudge.h. */
#ifndef LEVER_COMPARE_NUDGE_PRIVATE_H
#define LEVER_COMPARE_NUDGE_PRIVATE_H

#include "compare/nudge.h"

/* Calendars to hold the real one against; coin is owned. */
struct nudge_others {
    signed char *coin; /* count x pairs x entities */
    size_t count;
    bool exact; /* they are all there are, the real one among them */
};
struct nudge_others nudge_others_of(const struct nudge_set *set, size_t draws, uint64_t seed);

/* +1 or -1: the level of entity e in period t of the set. */
static inline int nudge_level(const struct nudge_set *set, const signed char *coin, size_t e,
                              size_t t)
{
    size_t block = t / set->block;
    int first = coin[block / 2 * set->entities + e];

    return block % 2 ? -first : first;
}

/* What the largest |t| belongs to. */
struct nudge_best {
    double t, effect, se; /* se is 0 where nothing could be said */
    size_t lag, n;
};

struct nudge_look;
struct nudge_look *nudge_look_new(const struct nudge_set *set, size_t lag_first, size_t lag_last);
void nudge_look_free(struct nudge_look *look);
/* Takes a y in: entities x periods. */
void nudge_look_at(struct nudge_look *look, const double *y);
struct nudge_best nudge_look_best(const struct nudge_look *look, const signed char *coin);
/* p of the calendar among the others; *best, or NULL, gets what is behind its statistic. */
double nudge_look_p(const struct nudge_look *look, const signed char *coin,
                    const struct nudge_others *others, size_t threads, struct nudge_best *best);

/* out = y less the effect times half the level, lag periods later. */
void nudge_less(const struct nudge_question *question, double effect, size_t lag, double *out);

#endif
