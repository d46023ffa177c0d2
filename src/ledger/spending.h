/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How much of its level a link may have spent by each of its looks, and what p a look asks for.
 *
 * An epoch has a planned end, and so much that it may spend. On the way, at share t of the planned
 * information, it has spent a quarter (SPENDING_EARLY) of what stats/sequential.h says, 2 - 2 Phi(z /
 * sqrt(t)) (Lan & DeMets 1983); the rest is for the look at the end. With all of it spent on the way, a
 * link of which a single look finds 60 of 100 is found at the end in 53; with a quarter, in 58, and what is strong
 * is still found early.
 *
 * The first epoch spends SPENDING_FIRST, less than .05, as the p of short series err a little more
 * often than they say. Whoever goes on looking behind its end spends half of what is left of .05 in
 * another epoch, and so on: in all less than .05, however often one looks. Looks at no more
 * information than before spend nothing.
 *
 * Of several links each is tested at its share of the level (Bonferroni, Holm): level / times,
 * recomputed for all its looks, since bounds divided by `times` would err more often: the farther out
 * tails are, the less those of two looks go together. A search over lags is several tests in the
 * same way.
 */
#ifndef LEVER_LEDGER_SPENDING_H
#define LEVER_LEDGER_SPENDING_H

#include <stddef.h>

/* What all looks may spend, and the first epoch of it; what of it is spent before the end. */
#define SPENDING_ALL .05
#define SPENDING_FIRST .045
#define SPENDING_EARLY .25

/* A look of a link that could be tested. */
struct spending_look {
    double information; /* > 0; a fall counts as none */
    double total; /* planned for the epoch's end, as it was seen at that look; its own or less: this
                           is the end */
};

/*
 * The `total` of a look to come, behind these `count` looks. ahead: how many times as many periods as
 * now there will be at the planned end; 1 or less: it is reached.
 */
double spending_total(const struct spending_look *looks, size_t count, double information,
                      double ahead);

/* What is spent in all by each look, of the level a link by itself has: filled. */
void spending_spent(const struct spending_look *looks, size_t count, double *spent);

/* What p has to be under at each look, where p is corrected for so many tests (1 and up): filled; at
 * most 1, and 0 where nothing may be spent. */
void spending_bounds(const struct spending_look *looks, size_t count, double times, double *bounds);

#endif
