/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An output that cannot have moved anything: its own values in another order.
 *
 * Trend and season stay where they are, and what is left of the output after them is cut into
 * blocks on a circle, from a random origin, that are put one behind the other in random order
 * (the circular blocks of Politis & Romano 1992, each used once: the values stay the same).
 * The length of blocks follows persistence: (6 r^2 / (1 - r^2)^2 m)^(1/3) for m values whose
 * correlation with the one before is r (Patton, Politis & White 2009, for an autoregression of
 * order 1), at least 1 and at most m/4. So the placebo has what makes false links (growth, season,
 * persistence) and no link. An order that leaves values within `reach` rows of their place is drawn
 * again, since a search over lags could still find them.
 *
 * Rows without a time have no order to keep: all values are permuted.
 *
 * In a panel, whole periods change places, all entities together, so what they have in common in a
 * period stays in common. The effects of entities and periods and the trend of each entity stay where
 * they are. An entity that lacks the period that comes to a place gets its next one.
 *
 * Missing values stay where they are. The column is the output's up to an additive constant.
 */
#ifndef LEVER_LINK_PLACEBO_H
#define LEVER_LINK_PLACEBO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "stats/season.h"

struct placebo {
    size_t n;
    size_t entities; /* of a panel, n being entities x periods; 0: a single series */
    size_t there;    /* values that change places; of a panel, periods */
    size_t *rows;    /* there: their rows; NULL of a panel */
    double *fitted;  /* there: trend and season; of a panel, n */
    double *left;    /* there: what is left; of a panel, n, NaN where missing */
    int exponent;    /* of both: see series.h */
    size_t block;    /* length; the last block is longer where it does not divide `there` */
    size_t reach;
    bool timed;
};

/* x: n values, NaN missing; not kept. */
void placebo_start(struct placebo *placebo, const double *x, size_t n, bool timed,
                   const struct season_request *season, size_t reach);
/* x: entities x periods. */
void placebo_start_panel(struct placebo *placebo, const double *x, size_t entities, size_t periods,
                         bool timed, size_t reach);
/* Draws number `run`; x: n. The same numbers give the same order to series of the same length,
   block and reach. */
void placebo_draw(const struct placebo *placebo, uint64_t seed, uint64_t run, double *x);
void placebo_free(struct placebo *placebo);

#endif
